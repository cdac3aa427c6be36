"""The radar of missing evidence: what must exist before the next cut, who owes it, in how many working days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Download
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.spanish import count, fold, join_words
from rendir.foundation.organization.queries import working_calendar
from rendir.plan.compliance.exports.deliveries import render_deliveries
from rendir.plan.compliance.queries import deliveries_of, warning_days
from rendir.plan.compliance.rules.agenda import NOBODY, breaching_at, by_responsible, missing_before, time_left
from rendir.plan.compliance.rules.promises import cut_day, next_cut
from rendir.plan.compliance.rules.standing import Delivery
from rendir.plan.compliance.rules.working_list import standings
from rendir.plan.compliance.views.staff.frame import frame, strategy_at_work
from rendir.plan.compliance.views.staff.rows import DeliveryRow, rows_of
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import PERIODS
from rendir.plan.planning.rules.titles import plain_title


@dataclass(frozen=True, slots=True)
class Owes:
    """One unit: what is missing of it, of that what would be missed at the cut, and the text that tells it."""

    name: str
    id: str
    rows: list[DeliveryRow]
    breaching: int
    text: str


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
    owed = [_owes(strategy, name, rows, horizon, today) for name, rows in by_responsible(missing)]
    wanted = fold(request.GET.get("dependencia", ""))
    context = {
        **frame(request, strategy, "radar"),
        "horizon": horizon,
        "missing": len(missing),
        "breaching": len(breaching_at(missing, horizon.day)),
        "overdue": len([one for one in missing if one.promise.due_on < today]),
        "owed": [one for one in owed if wanted in ("", fold(one.name))],
        "wanted": wanted,
        "summary": _summary(owed, horizon),
        "downloads": [Download(reverse("compliance_desk:radar_file", args=[strategy.year]), "CSV")],
    }
    return render(request, "compliance/staff/radar.html", context)


@requires(Perm.READ_EVIDENCE)
def radar_file(request: HttpRequest, year: int) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """What is missing, as a file."""
    today = clock.today()
    strategy = strategy_at_work(year, today)
    missing = missing_before(deliveries_of(strategy), horizon_of(strategy, today).period)
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
    found = standings(missing, today, warning_days=warning_days(today))
    return Owes(
        name=name,
        id=fold(name).replace(" ", "-") or "nadie",
        rows=rows_of(strategy.year, found, today),
        breaching=len(breaching_at(missing, horizon.day)),
        text=text_for(name, missing, horizon, today),
    )


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
        keys = join_words([row.key for row in one.rows])
        who = one.name or _("Sin responsable")
        lines.append(f"• {who}: {count(len(one.rows), _('entrega'), _('entregas'))} ({keys})")
    return "\n".join(lines)
