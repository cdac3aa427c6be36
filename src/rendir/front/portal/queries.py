"""What the pages of the house ask."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rendir.foundation.organization.models import Unit
from rendir.plan.planning.models import Activity, Strategy
from rendir.plan.planning.queries import facts_of, open_imports, working_copy
from rendir.plan.planning.rules.comparison import compare_schedules
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.states import StrategyState


@dataclass(frozen=True, slots=True)
class Duty:
    """An activity that somebody's unit answers for, by the name a citizen reads."""

    code: str
    component: str
    title: str
    product: str


@dataclass(frozen=True, slots=True)
class PeriodWork:
    """What somebody's units promised for one four-month period."""

    label: str
    is_now: bool
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a person: what, where, and the verb of its button."""

    text: str
    url: str
    verb: str


def work_of(units: list[Unit], strategy: Strategy, now: int) -> tuple[PeriodWork, ...]:
    """What these units promised, the present period first, then those to come, then those past."""
    ids = {unit.pk for unit in units}
    mine = [one for one in working_copy(strategy) if ids & {link.unit_id for link in one.responsibilities.all()}]
    order = [now, *range(now + 1, len(PERIODS) + 1), *range(1, now)]
    parts = ((period, tuple(_duty(one) for one in mine if period in one.periods)) for period in order)
    return tuple(PeriodWork(PERIOD_LABELS[period], period == now, found) for period, found in parts if found)


def _duty(activity: Activity) -> Duty:
    title = plain_title(activity.facts())
    return Duty(activity.code, activity.component, title, activity.product or "")


def unpublished_changes(strategy: Strategy) -> bool:
    """Whether the working copy differs from the version in force."""
    if strategy.state != StrategyState.ADOPTED:
        return False
    last = strategy.versions.first()
    return last is not None and not compare_schedules(last.activities(), facts_of(strategy)).is_empty


def waiting_imports(strategy: Strategy) -> list[Waiting]:
    """Files that were read and that nobody has confirmed."""
    return [
        Waiting(
            _("«%(file)s» está leído y espera su revisión.") % {"file": one.filename},
            one.get_absolute_url(),
            _("Revisar"),
        )
        for one in open_imports(strategy)
    ]
