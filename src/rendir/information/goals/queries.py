"""What is asked of goals: the plan in force, its goals whole, how far they are, what they are tied to, what is left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from rendir.foundation.audit.held import held
from rendir.foundation.core.spanish import sort_key
from rendir.foundation.organization.models import Unit
from rendir.information.goals.models import (
    Alignment,
    Goal,
    Indicator,
    Line,
    Plan,
    Progress,
    Right,
    RightLink,
    SdgLink,
    YearTarget,
)
from rendir.information.goals.reference import sdg_goals, sdgs
from rendir.information.goals.rules.coverage import Coverage, Tie, coverage
from rendir.information.goals.rules.linking import LinkCount, count_links, standing_of
from rendir.information.goals.rules.progress import (
    CutValue,
    Direction,
    Percent,
    Target,
    average,
    expected_percent,
    money_share,
    percent_reached,
    reached,
    sum_of_years,
    total,
)
from rendir.information.goals.rules.rows import GoalRow, code_key
from rendir.information.goals.rules.words import Catalogue, Entry, Suggestion, asked_tokens
from rendir.information.goals.states import PlanState

PENDING = "pendiente"
"""What asks for the goals that still wait for a link."""


@held("goals")
def public_plans() -> tuple[Plan, ...]:
    """The plans whose goals everybody reads, the newest first."""
    return tuple(Plan.objects.filter(state=PlanState.PUBLIC))


def has_public_goals() -> bool:
    """Whether there is anything to see."""
    return bool(public_plans())


def plan_in_force(year: int) -> Plan | None:
    """The public plan of that year; where none is, the newest public one."""
    plans = public_plans()
    return next((one for one in plans if year in one.all_years), plans[0] if plans else None)


def whole_goals(rows: QuerySet[Goal]) -> QuerySet[Goal]:
    """These goals with everything that is shown of them: the same number of queries whatever their number."""
    return rows.select_related("plan", "programme__line", "unit").prefetch_related(
        Prefetch("indicators", Indicator.objects.order_by("position")),
        Prefetch("indicators__year_targets", YearTarget.objects.order_by("year")),
        Prefetch("indicators__cuts", Progress.objects.order_by("cut_on")),
        Prefetch("sdg_links", SdgLink.objects.order_by("pk")),
        Prefetch("right_links", RightLink.objects.select_related("right").order_by("right__position", "pk")),
    )


# --- how far ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """An indicator at a day: what was reached, of what, what was to be expected, and the money."""

    indicator: Indicator
    reached: Decimal | None
    percent: Percent
    expected: Percent
    executed: Decimal | None
    programmed: Decimal | None
    money: Percent
    last_cut: date | None


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """A goal at a day. Its percentage is that of its indicator, or the average of several, which then is said."""

    goal: Goal
    indicators: tuple[IndicatorStanding, ...]
    percent: Decimal | None
    expected: Decimal | None
    said: str


def standing_of_goal(goal: Goal, today: date) -> GoalStanding:
    """A goal read by `whole_goals`, at a day."""
    return _at(goal, goal.indicators.all(), today)


def _at(goal: Goal, indicators: Iterable[Indicator], today: date) -> GoalStanding:
    found = tuple(_standing_of(one, goal.plan, today) for one in indicators)
    mean = average((one.percent for one in found), of=_("indicadores de la meta"))
    expected = average((one.expected for one in found), of=_("indicadores de la meta"))
    alone = found[0].percent.reason if len(found) == 1 else mean.said
    return GoalStanding(goal, found, mean.value, expected.value, alone)


def _standing_of(indicator: Indicator, plan: Plan, today: date) -> IndicatorStanding:
    target = target_of(indicator, plan)
    cuts = list(indicator.cuts.all())
    values = [CutValue(one.cut_on, one.value) for one in cuts]
    executed = sum_of_years(CutValue(one.cut_on, one.money) for one in cuts if one.cut_on <= today)
    programmed = total([one.money for one in indicator.year_targets.all() if one.year <= today.year])
    return IndicatorStanding(
        indicator=indicator,
        reached=reached(target, values, today),
        percent=percent_reached(target, values, today),
        expected=expected_percent(target, today),
        executed=executed,
        programmed=programmed,
        money=money_share(executed, programmed),
        last_cut=max((one.cut_on for one in cuts if one.cut_on <= today), default=None),
    )


def target_of(indicator: Indicator, plan: Plan) -> Target:
    """What an indicator is measured against, as plain values."""
    return Target(
        value=indicator.target,
        starts_on=date(plan.first_year, 1, 1),
        due_on=indicator.due_on,
        baseline=indicator.baseline,
        direction=Direction(indicator.direction),
        is_cumulative=indicator.is_cumulative,
        years={one.year: one.value for one in indicator.year_targets.all() if one.value is not None},
    )


@dataclass(frozen=True, slots=True)
class LineStanding:
    """A line at a day: its goals, how many have a percentage, and the average of these."""

    line: Line
    goals: int
    percent: Decimal | None
    said: str


def standing_of_lines(found: Sequence[GoalStanding]) -> list[LineStanding]:
    """The lines with what their goals reached: averages that say of what."""
    return [_of_line(line, [one for one in found if one.goal.programme.line == line]) for line in lines_among(found)]


def _of_line(line: Line, found: Sequence[GoalStanding]) -> LineStanding:
    mean = average((Percent(one.percent) for one in found), of=_("metas"))
    return LineStanding(line, len(found), mean.value, mean.said)


# --- which of them --------------------------------------------------------------------------------------------------


@held("goals", "organization")
def whole_plan(plan: Plan, today: date) -> tuple[GoalStanding, ...]:
    """Every goal of a plan at a day, in the order of their codes. What pages show of goals is picked out of this."""
    rows = Indicator.objects.filter(goal__plan=plan).select_related("goal__plan", "goal__programme__line", "goal__unit")
    rows = rows.order_by("goal__code_key", "goal_id", "position").prefetch_related(
        Prefetch("year_targets", YearTarget.objects.order_by("year")),
        Prefetch("cuts", Progress.objects.order_by("cut_on")),
        Prefetch("goal__sdg_links", SdgLink.objects.order_by("pk")),
        Prefetch("goal__right_links", RightLink.objects.select_related("right").order_by("right__position", "pk")),
    )
    by_goal = groupby(rows, key=lambda one: one.goal_id)
    return tuple(_at(found[0].goal, found, today) for found in (list(one) for _, one in by_goal))


@dataclass(frozen=True, slots=True)
class GoalsAsked:
    """Which goals are looked for. Empty asks nothing; `pendiente` of `linking` asks for those that still wait."""

    text: str = ""
    line: str = ""
    sdg: str = ""
    right: str = ""
    unit: str = ""
    linking: str = ""


def select(found: Iterable[GoalStanding], asked: GoalsAsked) -> list[GoalStanding]:
    """Those that are looked for. Words are found whatever their accents or endings."""
    stems = [f" {stem}" for stem in asked_tokens(asked.text)]
    return [one for one in found if all(stem in one.goal.tokens for stem in stems) and _fits(one.goal, asked)]


def _fits(goal: Goal, asked: GoalsAsked) -> bool:
    numbers = {one.number for one in goal.sdg_links.all()} | {str(one.sdg) for one in goal.sdg_links.all()}
    rights = {one.right.code for one in goal.right_links.all()}
    linking = goal.linking
    return (
        asked.line in {"", goal.programme.line.code}
        and (not asked.sdg or asked.sdg in numbers)
        and (not asked.right or asked.right in rights)
        and (not asked.unit or (goal.unit is not None and goal.unit.public_id == asked.unit))
        and (asked.linking in {"", linking.value} or (asked.linking == PENDING and not linking.is_settled))
    )


def lines_among(found: Iterable[GoalStanding]) -> list[Line]:
    """The lines of these goals, in the order of their codes."""
    lines = {one.goal.programme.line for one in found}
    return sorted(lines, key=lambda one: code_key(one.code))


def units_among(found: Iterable[GoalStanding]) -> list[Unit]:
    """The units that answer for these goals, by name."""
    units = {one.goal.unit for one in found if one.goal.unit}
    return sorted(units, key=lambda one: sort_key(one.name))


def rights_among(found: Iterable[GoalStanding]) -> list[Right]:
    """The rights that these goals are tied to, in their order."""
    rights = {link.right for one in found for link in one.goal.right_links.all()}
    return sorted(rights, key=lambda one: (one.position, one.code))


# --- what they are tied to --------------------------------------------------------------------------------------------


def links_counted(plan: Plan) -> LinkCount:
    """How the goals of the plan stand towards SDGs and rights. One query."""
    rows = Goal.objects.filter(plan=plan).annotate(
        sdg=Exists(SdgLink.objects.filter(goal=OuterRef("pk"))),
        right=Exists(RightLink.objects.filter(goal=OuterRef("pk"))),
    )
    return count_links(
        standing_of(sdg=sdg, rights=right, is_excused=bool(excused))
        for sdg, right, excused in rows.values_list("sdg", "right", "excused_reason")
    )


def rights_in_use() -> list[Right]:
    """The rights that goals may be tied to, in their order."""
    return list(Right.objects.filter(withdrawn_reason=""))


def sdg_coverage(found: Sequence[GoalStanding]) -> Coverage:
    """Goals by SDG and line."""
    ties = [
        Tie(one.goal.code, one.goal.programme.line.code, str(link.sdg))
        for one in found
        for link in one.goal.sdg_links.all()
    ]
    return coverage([(one.number, one.name) for one in sdg_goals()], _columns(found), ties)


def right_coverage(found: Sequence[GoalStanding], rights: Iterable[Right]) -> Coverage:
    """Goals by right and line: of these rights, and of those that are not in use any more and are still tied."""
    things = {one.code: one for one in (*rights, *rights_among(found))}
    ties = [
        Tie(one.goal.code, one.goal.programme.line.code, link.right.code)
        for one in found
        for link in one.goal.right_links.all()
    ]
    ordered = sorted(things.values(), key=lambda one: (one.position, one.code))
    return coverage([(one.code, one.name) for one in ordered], _columns(found), ties)


def _columns(found: Sequence[GoalStanding]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in lines_among(found)]


@dataclass(frozen=True, slots=True)
class GoalSuggestions:
    """What the words of a goal propose that it is not tied to yet."""

    goal: Goal
    sdg: tuple[Suggestion, ...]
    rights: tuple[tuple[Right, Suggestion], ...]


def suggestions_for(goals: Iterable[GoalStanding]) -> list[GoalSuggestions]:
    """Of these goals, those whose words propose something new, with what."""
    rights = {one.code: one for one in rights_in_use()}
    of_sdg = sdg_catalogue()
    of_rights = Catalogue(Entry(one.code, one.name, one.words) for one in rights.values())
    found = (_suggestions(goal, of_sdg, of_rights, rights) for goal in goals)
    return [one for one in found if one.sdg or one.rights]


@lru_cache(maxsize=1)
def sdg_catalogue() -> Catalogue:
    """The 169 targets, ready to be asked by words."""
    return Catalogue(Entry(one.number, one.name, one.words) for one in sdgs().values() if one.is_target)


def _suggestions(
    found: GoalStanding, of_sdg: Catalogue, of_rights: Catalogue, rights: Mapping[str, Right]
) -> GoalSuggestions:
    goal = found.goal
    text = " ".join([goal.name, goal.product, *(one.indicator.name for one in found.indicators)])
    tied = {one.number for one in goal.sdg_links.all()}
    held = {one.right.code for one in goal.right_links.all()}
    return GoalSuggestions(
        goal,
        tuple(one for one in of_sdg.suggest(text) if one.key not in tied),
        tuple((rights[one.key], one) for one in of_rights.suggest(text, least=5.0) if one.key not in held),
    )


def alignment_lines(plan: Plan) -> list[dict[str, Any]]:
    """Every goal with what it is tied to, as it is frozen when the alignment is published: read now."""
    return lines_of_goals(whole_goals(Goal.objects.filter(plan=plan)).order_by("code_key", "pk"))


def lines_of_goals(rows: Iterable[Goal]) -> list[dict[str, Any]]:
    """Goals read by `whole_goals` with what they are tied to, as plain values."""
    return [
        {
            "code": goal.code,
            "goal": goal.name,
            "line": str(goal.programme.line),
            "programme": str(goal.programme),
            "unit": goal.unit.name if goal.unit else goal.unit_name,
            "sdg": [{"number": one.number, "name": sdgs()[one.number].name} for one in goal.sdg_links.all()],
            "rights": [{"name": one.right.name, "norm": one.right.norm} for one in goal.right_links.all()],
            "standing": goal.linking.value,
            "excused": goal.excused_reason,
        }
        for goal in rows
    ]


def published_alignments(year: int) -> list[Alignment]:
    """The alignments of a year, the newest first, with their files."""
    rows = Alignment.objects.filter(year=year).select_related("plan", "publication")
    return list(rows.prefetch_related("publication__files__file").order_by("-plan__first_year", "-number"))


# --- the flat table --------------------------------------------------------------------------------------------------


def indicators_of(plan: Plan) -> list[Indicator]:
    """Every indicator of the plan with its goal whole, in the order of the table."""
    rows = Indicator.objects.filter(goal__plan=plan).select_related("goal__plan", "goal__programme__line", "goal__unit")
    return list(rows.prefetch_related("year_targets", "cuts").order_by("goal__code_key", "goal_id", "position"))


def row_of(indicator: Indicator) -> GoalRow:
    """An indicator and its goal as a row of the table."""
    goal, years = indicator.goal, list(indicator.year_targets.all())
    return GoalRow(
        code=goal.code,
        name=goal.name,
        line=goal.programme.line.name,
        line_code=goal.programme.line.code,
        programme=goal.programme.name,
        programme_code=goal.programme.code,
        product_code=goal.product_code,
        product=goal.product,
        unit=goal.unit_name,
        indicator_code=indicator.code,
        indicator=indicator.name,
        measured_in=indicator.measured_in,
        baseline=indicator.baseline,
        baseline_year=indicator.baseline_year,
        target=indicator.target,
        due_on=indicator.due_on,
        direction=Direction(indicator.direction),
        is_cumulative=indicator.is_cumulative,
        years={one.year: one.value for one in years if one.value is not None},
        money={one.year: one.money for one in years if one.money is not None},
    )
