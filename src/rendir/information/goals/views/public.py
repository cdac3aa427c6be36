"""Goals for everybody: the list, one of them, the map of the SDGs, the rights, and what nothing is tied to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.foundation.accounts.access import public
from rendir.foundation.core import clock
from rendir.foundation.core.charts import Point, ProgressLine
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.components.wording import written_number
from rendir.foundation.core.refusal import NotFound
from rendir.information.goals import reference
from rendir.information.goals.forms import GoalFilter
from rendir.information.goals.models import Goal, Line, Plan
from rendir.information.goals.queries import (
    GoalStanding,
    IndicatorStanding,
    LineStanding,
    lines_among,
    plan_in_force,
    public_plans,
    published_alignments,
    right_coverage,
    rights_among,
    rights_in_use,
    sdg_coverage,
    select,
    standing_of_lines,
    target_of,
    units_among,
    whole_plan,
)
from rendir.information.goals.rules.linking import LinkCount, Linking, count_links
from rendir.information.goals.rules.progress import CutValue, expected_value, reached

TOPICS = ("goals", "organization", "plan")
PAGE = 30


@public(topics=TOPICS)
def goals(request: HttpRequest) -> HttpResponse:
    """The goals of the plan in force, found by words, line, SDG, right and unit, with how far each is."""
    plan, today = plan_shown(), clock.today()
    if plan is None:
        return render(request, "goals/nothing_yet.html", {"trail": trail()})
    whole = whole_plan(plan, today)
    form = filter_of(request, whole)
    page = Paginator(select(whole, form.asked()), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {
        "trail": trail(),
        "plan": plan,
        "form": form,
        "is_asked": bool(form.changed_data),
        "page": page,
        "shown": [row_shown(one) for one in page.object_list],
        "lines": [_line(one) for one in standing_of_lines(whole)],
        "today": today,
        "downloads": [
            Download(reverse("opendata:download", args=["metas", kind]), name)
            for kind, name in (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
        ],
    }
    return render(request, "goals/goals.html", context)


@public(topics=TOPICS)
def goal(request: HttpRequest, first: int, last: int, code: str) -> HttpResponse:
    """One goal: what was promised, how far it is and of what, what it is tied to."""
    today = clock.today()
    plan = next((one for one in public_plans() if (one.first_year, one.last_year) == (first, last)), None)
    standing = next((one for one in whole_plan(plan, today) if one.goal.code == code), None) if plan else None
    if standing is None:
        message = _("No hay una meta con esta dirección.")
        raise NotFound(message, way_out=_("Búsquela en la lista de metas por sus palabras."))
    found = standing.goal
    context = {
        "trail": trail(Link(found.code, "")),
        "goal": found,
        "standing": standing,
        "row": row_shown(standing),
        "indicators": [_indicator(one, found.plan, today) for one in standing.indicators],
        "sdg": [(reference.sdgs()[one.number], one.note) for one in found.sdg_links.all()],
        "rights": found.right_links.all(),
        "today": today,
    }
    return render(request, "goals/goal.html", context)


@public
def goal_in_force(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """The short address of a goal: that of the newest public plan that has it."""
    rows = Goal.objects.filter(plan__in=public_plans(), code=code).select_related("plan").order_by("-plan__first_year")
    return redirect(rows.first() or get_object_or_404(rows))


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the 17 SDGs, with how many goals are tied to it."""

    number: str
    name: str
    statement: str
    goals: int


@public(topics=TOPICS)
def sdgs(request: HttpRequest) -> HttpResponse:
    """The 17 SDGs as a map: how many goals are tied to each."""
    plan = plan_shown()
    if plan is None:
        return render(request, "goals/nothing_yet.html", {"trail": _sdg_trail()})
    whole = whole_plan(plan, clock.today())
    counted = {row.key: row.goals for row in sdg_coverage(whole).rows}
    context = {
        "trail": _sdg_trail(),
        "plan": plan,
        "tiles": [Tile(one.number, one.name, one.statement, counted[one.number]) for one in reference.sdg_goals()],
        "counted": counted_links(whole),
        "alignments": published_alignments(clock.today().year),
    }
    return render(request, "goals/sdgs.html", context)


@public(topics=TOPICS)
def rights(request: HttpRequest) -> HttpResponse:
    """The rights, with how many goals are tied to each; and those that none is tied to."""
    plan = plan_shown()
    if plan is None:
        return render(request, "goals/nothing_yet.html", {"trail": _home(Link(_("Derechos"), ""))})
    whole, used = whole_plan(plan, clock.today()), rights_in_use()
    norms = {one.code: one.norm for one in (*used, *rights_among(whole))}
    table = right_coverage(whole, used)
    context = {
        "trail": _home(Link(_("Derechos"), "")),
        "plan": plan,
        "rights": [(row, norms.get(row.key, "")) for row in table.rows if row.goals],
        "uncovered": [(row, norms.get(row.key, "")) for row in table.uncovered],
        "counted": counted_links(whole),
    }
    return render(request, "goals/rights.html", context)


@public(topics=TOPICS)
def coverage(request: HttpRequest) -> HttpResponse:
    """SDGs and rights by line, and the goals that wait for a link or were excused."""
    plan = plan_shown()
    if plan is None:
        return render(request, "goals/nothing_yet.html", {"trail": _sdg_trail(Link(_("Cobertura"), ""))})
    whole = whole_plan(plan, clock.today())
    goals_ = [one.goal for one in whole]
    context = {
        "trail": _sdg_trail(Link(_("Cobertura"), "")),
        "plan": plan,
        "tables": [
            (_("ODS por línea"), "ods", _("ODS"), sdg_coverage(whole)),
            (_("Derechos por línea"), "derecho", _("Derecho"), right_coverage(whole, rights_in_use())),
        ],
        "counted": counted_links(whole),
        "unsettled": [one for one in goals_ if not one.linking.is_settled],
        "excused": [one for one in goals_ if one.linking == Linking.EXCUSED],
        "downloads": [
            Download(reverse("opendata:download", args=["alineacion-ods-derechos", kind]), name)
            for kind, name in (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
        ],
    }
    return render(request, "goals/coverage.html", context)


def plan_shown() -> Plan | None:
    """The plan whose goals are shown today."""
    return plan_in_force(clock.today().year)


def counted_links(whole: Sequence[GoalStanding]) -> LinkCount:
    """How these goals stand towards SDGs and rights."""
    return count_links(one.goal.linking for one in whole)


def filter_of(request: HttpRequest, whole: Sequence[GoalStanding]) -> GoalFilter:
    """The questions above a list of goals, with what these offer."""
    return GoalFilter(request.GET, lines=lines_among(whole), rights=rights_among(whole), units=units_among(whole))


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line with the average of its goals, which says of what."""

    line: Line
    bar: int | None
    percent_said: str
    said: str


def _line(standing: LineStanding) -> LineShown:
    percent = standing.percent
    bar = None if percent is None else round(percent)
    return LineShown(standing.line, bar, percent_said(percent), standing.said)


@dataclass(frozen=True, slots=True)
class GoalShown:
    """One goal of the list, in words."""

    goal: Goal
    percent: int | None
    percent_said: str
    expected_said: str
    why: str
    sdg: tuple[int, ...]


def row_shown(standing: GoalStanding) -> GoalShown:
    """How a goal is shown in a line."""
    percent, expected = standing.percent, standing.expected
    return GoalShown(
        goal=standing.goal,
        percent=None if percent is None else round(percent),
        percent_said=percent_said(percent),
        expected_said="" if expected is None or percent is None else percent_said(expected),
        why=standing.said,
        sdg=tuple(sorted({one.sdg for one in standing.goal.sdg_links.all()})),
    )


def percent_said(value: Decimal | None) -> str:
    """`41,5 %`; «sin dato» where it is not known."""
    return written_number(value, None) if value is None else f"{written_number(value)} %"


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """An indicator on the page of its goal."""

    standing: IndicatorStanding
    percent: int | None
    percent_said: str
    expected_said: str
    reading: str
    chart: ProgressLine
    years: tuple[Any, ...]
    cuts: tuple[Any, ...]


def _indicator(standing: IndicatorStanding, plan: Plan, today: date) -> IndicatorShown:
    indicator = standing.indicator
    percent = standing.percent.value
    return IndicatorShown(
        standing=standing,
        percent=None if percent is None else round(percent),
        percent_said=percent_said(percent),
        expected_said=percent_said(standing.expected.value),
        reading=reading_said(indicator.is_cumulative, indicator.get_direction_display()),
        chart=_chart(standing, plan, today),
        years=tuple(indicator.year_targets.all()),
        cuts=tuple(indicator.cuts.all()),
    )


def reading_said(is_cumulative: bool, direction: str) -> str:
    """How the indicator is counted, in words."""
    return _("Se suma: cuenta lo hecho en cada año.") if is_cumulative else str(_READINGS[direction])


_READINGS = {
    "Aumentar": gettext_lazy("Aumentar: cuenta el camino de la línea base a la meta."),
    "Reducir": gettext_lazy("Reducir: cuenta el camino de la línea base a la meta, hacia abajo."),
    "Mantener": gettext_lazy("Mantener: cuenta que no baje de la meta."),
}


def _chart(standing: IndicatorStanding, plan: Plan, today: date) -> ProgressLine:
    """What was reached at each cut, and what was to be expected on the same days."""
    indicator = standing.indicator
    target = target_of(indicator, plan)
    cuts = [CutValue(one.cut_on, one.value) for one in indicator.cuts.all() if one.cut_on <= today]
    days = [one.on for one in cuts if one.value is not None]
    measured = ((day, reached(target, cuts, day)) for day in days)
    expected = ((day, expected_value(target, day)) for day in (target.starts_on, *days, today, target.due_on))
    return ProgressLine(
        label=indicator.name,
        first=target.starts_on,
        last=target.due_on,
        target=target.value,
        measured=tuple(Point(day, value) for day, value in measured if value is not None),
        expected=tuple(Point(day, value) for day, value in sorted(set(expected)) if value is not None),
        unit=indicator.measured_in.lower(),
    )


def trail(*links: Link) -> list[Link]:
    """From the first page to the goals."""
    return _home(Link(_("Metas"), reverse("goals:goals")), *links)


def _sdg_trail(*links: Link) -> list[Link]:
    return _home(Link(_("ODS"), reverse("goals:sdgs")), *links)


def _home(*links: Link) -> list[Link]:
    return [Link(_("Inicio"), "/"), *links]
