"""Other readings of the same schedule: along the year, and by who owes what."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rendir.foundation.accounts.access import requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Band, Bar, Row
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.models import Activity
from rendir.plan.planning.queries import activities_of
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts
from rendir.plan.planning.rules.titles import shortened
from rendir.plan.planning.rules.totals import by_component, running_period
from rendir.plan.planning.views.staff.frame import frame, strategy_of
from rendir.plan.planning.views.staff.rows import GridRow, grid_rows, period_columns


@dataclass(slots=True)
class UnitLoad:
    """What one unit answers for. `by_period` counts its deliveries in each period."""

    unit: Unit | None
    rows: list[GridRow] = field(default_factory=list)

    @property
    def by_period(self) -> list[int]:
        return [sum(period in row.facts.periods for row in self.rows) for period in PERIODS]

    @property
    def deliveries(self) -> int:
        return sum(self.by_period)


@requires(Perm.READ_PLAN)
def timeline(request: HttpRequest, year: int) -> HttpResponse:
    """The year by four-month periods, with today in it."""
    shown = strategy_of(year)
    activities = [one.facts() for one in activities_of(shown)]
    context = {
        **frame(request, shown, "timeline"),
        "bands": [
            Band(component.label, component.value, [_line(year, one) for one in group])
            for component, group in by_component(activities)
        ],
        "today": clock.today(),
    }
    return render(request, "planning/staff/timeline.html", context)


@requires(Perm.READ_PLAN)
def unit_view(request: HttpRequest, year: int) -> HttpResponse:
    """Each unit with what it owes, period by period."""
    shown = strategy_of(year)
    context = {
        **frame(request, shown, "unit_view"),
        "loads": loads_of(year, list(activities_of(shown))),
        "period_columns": period_columns(),
        "running": running_period(year, clock.today()),
    }
    return render(request, "planning/staff/unit_view.html", context)


def _line(year: int, activity: ActivityFacts) -> Row:
    bars = [Bar(4 * one - 3, 4 * one, PERIOD_LABELS[one]) for one in activity.ordered_periods]
    url = reverse("planning_desk:grid", args=[year]) + f"#{activity.code}"
    return Row(shortened(activity.name), bars, url, activity.code)


def loads_of(year: int, activities: list[Activity]) -> list[UnitLoad]:
    """In the order of a dictionary; what nobody answers for comes first, as it waits for somebody."""
    rows = grid_rows(year, activities)
    loads: dict[int, UnitLoad] = {}
    for activity in activities:
        for unit in {one.unit_id: one.unit for one in activity.responsibilities.all()}.values():
            loads.setdefault(unit.pk, UnitLoad(unit)).rows.append(rows[activity.code])
    nobody = UnitLoad(None, [rows[one.code] for one in activities if not one.responsibilities.all()])
    known = sorted(loads.values(), key=lambda load: load.unit.sort_key if load.unit else "")
    return [*([nobody] if nobody.rows else []), *known]
