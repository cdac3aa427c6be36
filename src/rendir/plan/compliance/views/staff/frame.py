"""What the desk pages of the year at work share: the year, the way around it, which delivery an address names."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.organization.queries import working_calendar
from rendir.plan.compliance.models import Delivery, EvidenceLink
from rendir.plan.compliance.queries import delivery_in_hand, one_delivery, year_at_work, years_at_work
from rendir.plan.compliance.rules import standing
from rendir.plan.compliance.rules.agenda import time_left
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.planning.models import Strategy

_PAGES = (
    ("deliveries", Perm.READ_EVIDENCE),
    ("review", Perm.ACCEPT_DELIVERY),
    ("radar", Perm.READ_EVIDENCE),
    ("inbox", Perm.ACCEPT_DELIVERY),
    ("cuts", Perm.READ_EVIDENCE),
    ("rounds", Perm.VERIFY_DELIVERY),
    ("folder", Perm.READ_EVIDENCE),
)


def strategy_at_work(year: int | None, today: date) -> Strategy:
    """The year asked for, or the one that the desk is about. `NotFound` in words where nothing was adopted."""
    found = Strategy.objects.filter(year=year).exclude(number=0).first() if year else year_at_work(today)
    if found is None:
        message = _("Todavía no hay entregas.")
        if year:
            message = _("La estrategia de %(year)s no se ha adoptado: no hay entregas.") % {"year": year}
        raise NotFound(message, way_out=_("Aparecen cuando se adopta el cronograma del año."))
    return found


def frame(request: HttpRequest, strategy: Strategy, here: str = "") -> dict[str, Any]:
    """The variables of `compliance/staff/frame.html`. `here` is the name of the page among the tabs."""
    return {"strategy": strategy, "pages": _pages(actor(request), strategy, here), "years": _years(strategy, here)}


def _pages(person: Person, strategy: Strategy, here: str) -> list[Link]:
    labels = {
        "deliveries": _("Entregas"),
        "review": _("Por revisar"),
        "radar": _("Lo que falta"),
        "inbox": _("Sin ubicar"),
        "cuts": _("Cortes"),
        "rounds": _("Control Interno"),
        "folder": _("Carpeta"),
    }
    return [
        Link(labels[name], reverse(f"compliance_desk:{name}", args=[strategy.year]), name == here)
        for name, perm in _PAGES
        if person.has_perm(perm)
    ]


def _years(strategy: Strategy, here: str) -> list[Link]:
    """The same page of the other years; none where there is only one."""
    years = years_at_work()
    if len(years) < 2 or not here:
        return []
    return [Link(str(year), reverse(f"compliance_desk:{here}", args=[year]), year == strategy.year) for year in years]


def trail(strategy: Strategy, *further: Link) -> list[Link]:
    """The way back from a page of the year at work."""
    return [
        Link(_("Entregas"), reverse("compliance_desk:deliveries", args=[strategy.year])),
        *further,
    ]


def named_delivery(strategy: Strategy, text: str) -> standing.Delivery:
    """The delivery that an address names. `NotFound` in words where the version in force has none of that name."""
    key = Key.parse(text)
    found = one_delivery(strategy, key) if key else None
    if found is None:
        message = _("%(key)s no es una entrega de %(year)s.") % {"key": text.upper(), "year": strategy.year}
        raise NotFound(message, way_out=_("Puede que su actividad se retirara. Búsquela en la lista de entregas."))
    return found


def in_hand(strategy: Strategy, delivery: standing.Delivery) -> Delivery:
    """The row to ask rights and steps of, written or not: what a version shows never loses its activity."""
    row = delivery_in_hand(strategy, delivery.key)
    assert row is not None  # noqa: S101 - see above
    return row


def may_read(person: Person, links: Iterable[EvidenceLink]) -> bool:
    """Whether a person may open evidence that supports these deliveries. What supports none is planning's."""
    return person.has_perm(Perm.READ_ANY_EVIDENCE) or any(
        person.has_perm(Perm.READ_EVIDENCE, link.delivery) for link in links
    )


def left_until(day: date, today: date) -> str:
    """`Quedan 12 días hábiles`, by the entity's calendar."""
    calendar = working_calendar(min(day, today), max(day, today))
    return time_left(day, today, calendar.working_days_between(today, day))


def address(asked: QueryDict, names: Iterable[str], **changes: str) -> str:
    """The same question with `changes`; an empty value takes a part away. Parts that mean nothing are left out."""
    query = QueryDict(mutable=True)
    for name in names:
        if value := changes.get(name, asked.get(name, "")):
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"
