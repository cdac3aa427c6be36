"""Write a goal with its indicators, and correct it. What is written once is never taken away."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, create_many, remove
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.organization.queries import find_unit
from rendir.information.goals.actions.measuring import tell_linking
from rendir.information.goals.models import Goal, Indicator, Line, Plan, Programme, YearTarget
from rendir.information.goals.queries import row_of
from rendir.information.goals.rules.rows import GoalRow, code_key, differences, guess_reading, problems
from rendir.information.goals.rules.words import tokens

_OF_GOAL = {"name", "line", "line_code", "programme", "programme_code", "product_code", "product", "unit"}
_YEARLY = {"years", "money"}


def write_goal(plan: Plan, row: GoalRow, *, by: Actor) -> Indicator:
    """A goal that is not known, or another indicator of one that is. `Invalid` with what the row lacks."""
    with atomic():
        indicator = add_row(plan, row, by=by)
        tell_linking(plan, by=by)
    return indicator


def add_row(plan: Plan, row: GoalRow, *, by: Actor) -> Indicator:
    """The same as one of many: whoever writes them all tells how they stand, once."""
    check(Perm.EDIT_GOALS, by=by)
    must_be_whole([row])
    with atomic():
        goal = Goal.objects.filter(plan=plan, code=row.code).first() or _new_goal(plan, row, by)
        return _new_indicator(goal, row, by)


def correct_goal(indicator: Indicator, row: GoalRow, *, expected: int | None = None, by: Actor) -> Indicator:
    """Let an indicator and its goal say what the row says. The code of the goal stays: it is its address.

    `expected` is the version of the goal that the person saw; without it the one in hand counts.
    """
    check(Perm.EDIT_GOALS, by=by)
    goal = indicator.goal
    if row.code != goal.code:
        message = _("El código de una meta no cambia: es su dirección.")
        raise Invalid(message, way_out=_("Escriba otra meta con el código nuevo."))
    must_be_whole([row])
    different = set(differences(row_of(indicator), row))
    with atomic():
        if different & _OF_GOAL or expected not in {None, goal.version}:
            fields = _goal_fields(goal.plan, row, by)
            change(goal, fields, perm=Perm.EDIT_GOALS, by=by, expected=goal.version if expected is None else expected)
        if different - _OF_GOAL - _YEARLY:
            change(indicator, _indicator_fields(row), perm=Perm.EDIT_GOALS, by=by, expected=indicator.version)
        if different & _YEARLY:
            _set_years(indicator, row, by)
    return indicator


def must_be_whole(rows: Sequence[GoalRow]) -> None:
    """`Invalid` with everything that these rows lack."""
    if found := problems(rows):
        raise Invalid(" ".join(one.said for one in found), way_out=_("Complételo y vuelva a guardar."))


def _new_goal(plan: Plan, row: GoalRow, by: Actor) -> Goal:
    goal = Goal(plan=plan, code=row.code, code_key=code_key(row.code), **_goal_fields(plan, row, by))
    return create(goal, perm=Perm.EDIT_GOALS, by=by)


def _goal_fields(plan: Plan, row: GoalRow, by: Actor) -> dict[str, object]:
    unit = find_unit(row.unit) if row.unit else None
    return {
        "programme": _programme(plan, row, by),
        "name": squeeze(row.name),
        "product_code": row.product_code,
        "product": squeeze(row.product),
        "unit": unit,
        "unit_name": squeeze(row.unit),
        "tokens": tokens(f"{row.code} {row.name} {row.product} {row.indicator}"),
    }


def _programme(plan: Plan, row: GoalRow, by: Actor) -> Programme:
    """The programme of that code in the line of that code, with the names that the row gives them."""
    line = Line.objects.filter(plan=plan, code=row.line_code).first()
    if line is None:
        line = create(Line(plan=plan, code=row.line_code, name=squeeze(row.line)), perm=Perm.EDIT_GOALS, by=by)
    _call(line, row.line, by)
    found = Programme.objects.filter(line=line, code=row.programme_code).first()
    if found is None:
        new = Programme(line=line, code=row.programme_code, name=squeeze(row.programme))
        found = create(new, perm=Perm.EDIT_GOALS, by=by)
    _call(found, row.programme, by)
    return found


def _call(known: Line | Programme, name: str, by: Actor) -> None:
    """Give it the name; the same name writes nothing."""
    change(known, {"name": squeeze(name)}, perm=Perm.EDIT_GOALS, by=by, expected=known.version)


def _new_indicator(goal: Goal, row: GoalRow, by: Actor) -> Indicator:
    position = goal.indicators.count() + 1
    indicator = create(Indicator(goal=goal, position=position, **_indicator_fields(row)), perm=Perm.EDIT_GOALS, by=by)
    create_many(_year_rows(indicator, row), perm=Perm.EDIT_GOALS, by=by, verb="set_year_targets")
    return indicator


def _indicator_fields(row: GoalRow) -> dict[str, object]:
    direction, adds_up = guess_reading(row)
    return {
        "code": row.indicator_code,
        "name": squeeze(row.indicator) or squeeze(row.name)[:400],
        "measured_in": squeeze(row.measured_in) or _("Número"),
        "baseline": row.baseline,
        "baseline_year": row.baseline_year,
        "target": row.target,
        "due_on": row.due_on,
        "direction": (direction if row.direction is None else row.direction).value,
        "is_cumulative": adds_up if row.is_cumulative is None else row.is_cumulative,
    }


def _year_rows(indicator: Indicator, row: GoalRow) -> Sequence[YearTarget]:
    return [
        YearTarget(indicator=indicator, year=year, value=row.years.get(year), money=row.money.get(year))
        for year in sorted({*row.years, *row.money})
    ]


def _set_years(indicator: Indicator, row: GoalRow, by: Actor) -> None:
    """The years that the row tells, as it tells them; those that it does not tell any more go."""
    known = {one.year: one for one in indicator.year_targets.all()}
    told = {one.year: one for one in _year_rows(indicator, row)}
    for year in sorted(told):
        if year in known:
            fields: Mapping[str, Decimal | None] = {"value": told[year].value, "money": told[year].money}
            change(known[year], fields, perm=Perm.EDIT_GOALS, by=by, expected=known[year].version)
    create_many(
        [told[year] for year in told if year not in known], perm=Perm.EDIT_GOALS, by=by, verb="set_year_targets"
    )
    for year in sorted(set(known) - set(told)):
        remove(known[year], perm=Perm.EDIT_GOALS, by=by)
