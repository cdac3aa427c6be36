"""How many goals are tied or excused, told to the delivery of the strategy that promised it, by itself."""

from django.urls import reverse

from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.information.goals.models import Plan
from rendir.information.goals.queries import links_counted
from rendir.information.goals.states import PlanState
from rendir.plan.compliance.actions.evidence import measure
from rendir.plan.compliance.models import Measure
from rendir.plan.compliance.queries import promises_in_force
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import period_of

ITS_ACTIVITY = "link_goals_to_rights"
"""The kind of activity that promises it: I3 of the schedule of 2021."""


def tell_linking(plan: Plan, *, by: Actor) -> Measure | None:
    """Tell it of the public goals of the plan of this year, for the period that is running or, where the activity is
    not promised in it, for the next one in which it is. None where nobody promised it or the goals are not public.
    """
    today = clock.today()
    if plan.state != PlanState.PUBLIC or today.year not in plan.all_years:
        return None
    period = _period_promised(today.year, period_of(today.month))
    if period is None:
        return None
    counted = links_counted(plan)
    return measure(
        ITS_ACTIVITY,
        year=today.year,
        period=period,
        done=counted.settled,
        total=counted.total,
        what=counted.said,
        url=reverse("goals:coverage"),
        by=by,
    )


def _period_promised(year: int, now: int) -> int | None:
    strategy = Strategy.objects.filter(year=year).exclude(number=0).first()
    if strategy is None:
        return None
    promised = (one for one in promises_in_force(strategy) if one.facts.action_type == ITS_ACTIVITY)
    return min((one.key.period for one in promised if one.key.period >= now), default=None)
