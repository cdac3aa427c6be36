"""The radar of missing evidence: what must exist before the next cut, who owes it, in how many working days."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Download
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.spanish import count, fold, join_words
from rendir.foundation.organization.queries import working_calendar
from rendir.plan.compliance.exports.deliveries import render_deliveries
from rendir.plan.compliance.queries import deliveries_of, warning_days
from rendir.plan.compliance.rules.agenda import NOBODY, breaching_at, by_responsible, missing_before, time_left
from rendir.plan.compliance.rules.promises import cut_day, next_cut
from rendir.plan.compliance.rules.standing import Delivery
from rendir.plan.compliance.rules.working_list import NOBODY as NOBODY_ASKED
from rendir.plan.compliance.rules.working_list import standings
from rendir.plan.compliance.views.staff.frame import frame, strategy_at_work
from rendir.plan.compliance.views.staff.rows import DeliveryRow, rows_of
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import PERIODS
from rendir.plan.planning.rules.titles import plain_title

WHOLE = 60
"""Up to how many missing deliveries the page shows those of every unit; beyond, each unit has its own page."""
PAGE = 100


@dataclass(frozen=True, slots=True)
class Owes:
    """One unit: where what it owes is listed, how much is missing, would be missed at the cut and is overdue already;
    its rows of the page and the text that tells all of them, where it is shown whole.
    """

    name: str
    id: str
    url: str
    keys: list[str]
    breaching: int
    overdue: int
    page: Page[Delivery] | None = None
    rows: list[DeliveryRow] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Until which cut one looks: its period and its day, how much time there is; after the last, the whole year."""

    period: int
    day: date
    is_over: bool
    left: str


@requires(Perm.READ_EVIDENCE)
def radar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """What is missing, unit by unit, as a page, a sheet of paper and texts for a chat."""
    today = clock.today()
    strategy = strategy_at_work(year, today)
    horizon = horizon_of(strategy, today)
    missing = missing_before(deliveries_of(strategy), horizon.period)
    groups = by_responsible(missing)
    owed = [_owes(strategy, name, rows, horizon, today) for name, rows in groups]
    wanted = fold(request.GET.get("dependencia", ""))
    is_folded = not wanted and len(missing) > WHOLE
    shown = [
        _whole(request, one, rows, strategy, horizon, today)
        for one, (_name, rows) in zip(owed, groups, strict=True)
        if wanted == one.id or (not wanted and not is_folded)
    ]
    file = reverse("compliance_desk:radar_file", args=[strategy.year])
    query = f"?{urlencode({'dependencia': wanted})}" if wanted else ""
    context = {
        **frame(request, strategy, "radar"),
        "horizon": horizon,
        "missing": len(missing),
        "breaching": len(breaching_at(missing, horizon.day)),
        "overdue": _overdue(missing, today),
        "owed": shown,
        "units": owed if is_folded else [],
        "wanted": wanted,
        "summary": _summary(owed, horizon),
        "downloads": [Download(f"{file}{query}", "CSV")],
    }
    return render(request, "compliance/staff/radar.html", context)


@requires(Perm.READ_EVIDENCE)
def radar_file(request: HttpRequest, year: int) -> HttpResponse:
    """What is missing, of every unit or of the one asked for, as a file."""
    today = clock.today()
    strategy = strategy_at_work(year, today)
    missing = missing_before(deliveries_of(strategy), horizon_of(strategy, today).period)
    if wanted := fold(request.GET.get("dependencia", "")):
        missing = next((rows for name, rows in by_responsible(missing) if _id(name) == wanted), ())
    data = render_deliveries(standings(missing, today, warning_days=warning_days(today)), "csv")
    headers = {"Content-Disposition": f'attachment; filename="lo-que-falta-{year}-{today:%Y%m%d}.csv"'}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)


def horizon_of(strategy: Strategy, today: date) -> Horizon:
    """The next cut of that year; its last one where all have passed."""
    period = next_cut(strategy.year, today) or PERIODS[-1]
    day = cut_day(strategy.year, period)
    calendar = working_calendar(min(day, today), max(day, today))
    return Horizon(period, day, day < today, time_left(day, today, calendar.working_days_between(today, day)))


def _owes(strategy: Strategy, name: str, missing: Sequence[Delivery], horizon: Horizon, today: date) -> Owes:
    base = reverse("compliance_desk:radar", args=[strategy.year])
    return Owes(
        name=name,
        id=_id(name),
        url=f"{base}?{urlencode({'dependencia': _id(name)})}",
        keys=[str(one.key) for one in missing],
        breaching=len(breaching_at(missing, horizon.day)),
        overdue=_overdue(missing, today),
    )


def _whole(
    request: HttpRequest,
    owes: Owes,
    missing: Sequence[Delivery],
    strategy: Strategy,
    horizon: Horizon,
    today: date,
) -> Owes:
    """The same with the rows of the page that is asked for."""
    page = Paginator(missing, PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    found = standings(page.object_list, today, warning_days=warning_days(today))
    text = text_for(owes.name, missing, horizon, today)
    return replace(owes, page=page, rows=rows_of(strategy.year, found, today), text=text)


def _id(name: str) -> str:
    """How an address names a unit: by its folded name, or as `nadie` where nobody answers."""
    return fold(name) or NOBODY_ASKED


def _overdue(missing: Sequence[Delivery], today: date) -> int:
    return sum(one.promise.due_on < today for one in missing)


def text_for(name: str, missing: Sequence[Delivery], horizon: Horizon, today: date) -> str:
    """What a unit owes, in the words of a message."""
    opening = _("%(name)s: para el corte del %(day)s nos falta reportar esto:")
    who = name if name != NOBODY else _("Sin responsable")
    lines = [opening % {"name": who, "day": written_day(horizon.day, "month")}]
    lines += [f"• {one.key}. {plain_title(one.promise.facts)}. {_until(one.promise.due_on, today)}" for one in missing]
    return "\n".join(lines)


def _until(day: date, today: date) -> str:
    told = written_day(day, "month")
    return _("Venció el %(day)s.") % {"day": told} if day < today else _("Hasta el %(day)s.") % {"day": told}


def _summary(owed: Sequence[Owes], horizon: Horizon) -> str:
    """All units in one message."""
    opening = _("Corte del %(day)s (%(left)s). Falta reportar:")
    lines = [opening % {"day": written_day(horizon.day, "month"), "left": horizon.left.lower()}]
    for one in owed:
        who = one.name or _("Sin responsable")
        lines.append(f"• {who}: {count(len(one.keys), _('entrega'), _('entregas'))} ({join_words(one.keys)})")
    return "\n".join(lines)
