"""Write what a table of the plan says: what is new is added, what is known is corrected, nothing is taken away."""

from collections.abc import Sequence

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, record
from rendir.foundation.audit.actors import Actor
from rendir.information.goals.actions.goals import add_row, correct_goal, must_be_whole
from rendir.information.goals.actions.measuring import tell_linking
from rendir.information.goals.models import Plan
from rendir.information.goals.queries import indicators_of, row_of
from rendir.information.goals.rules.rows import Changes, GoalRow, compare, complete


def preview_goals(plan: Plan, rows: Sequence[GoalRow]) -> Changes:
    """What these rows would do to the plan now. Nothing is written."""
    known = [row_of(one) for one in indicators_of(plan)]
    return compare(known, tuple(complete(rows, last_year=plan.last_year)))


def import_goals(plan: Plan, rows: Sequence[GoalRow], *, source: str, by: Actor) -> Changes:
    """Write them. `source` names the file. `Invalid`, and nothing is written, where a row lacks what it needs."""
    check(Perm.EDIT_GOALS, by=by)
    with atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        known = {row_of(one): one for one in indicators_of(plan)}
        changes = compare(list(known), tuple(complete(rows, last_year=plan.last_year)))
        must_be_whole([*changes.added, *(one.after for one in changes.changed)])
        for row in changes.added:
            add_row(plan, row, by=by)
        for one in changes.changed:
            correct_goal(known[one.before], one.after, by=by)
        counts = {"added": len(changes.added), "changed": len(changes.changed), "missing": len(changes.missing)}
        record(plan, verb="import_goals", by=by, public={"source": source, **counts})
        tell_linking(plan, by=by)
    return changes
