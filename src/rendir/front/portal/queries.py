"""What the pages of the house ask."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.queries import heads_of
from rendir.foundation.archive.queries import has_public_documents
from rendir.foundation.audit.held import held, never_changed
from rendir.foundation.core import clock
from rendir.foundation.organization.models import Unit
from rendir.information.audiences.queries import has_characterisation
from rendir.information.goals.queries import has_public_goals
from rendir.information.spending.queries import Spent, has_spending
from rendir.information.surveys.queries import has_public_surveys
from rendir.information.topics.queries import has_topics
from rendir.plan.planning.models import Activity, Strategy
from rendir.plan.planning.queries import facts_of, open_imports, working_copy
from rendir.plan.planning.rules.comparison import compare_schedules
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.rules.totals import running_period
from rendir.plan.planning.states import StrategyState


@dataclass(frozen=True, slots=True)
class PublicParts:
    """Which parts of the public site have something to see."""

    groups: bool
    goals: bool
    spent: Spent
    surveys: bool
    topics: bool
    archive: bool

    @property
    def takes_part(self) -> bool:
        """Whether people can take part in something, or could."""
        return self.groups or self.surveys or self.topics


@held("archive", "audiences", "goals", "spending", "surveys", "topics")
def public_parts(today: date) -> PublicParts:
    """What the bar and the foot of every public page lead to, on a day."""
    return PublicParts(
        groups=not never_changed("audiences") and has_characterisation(),
        goals=not never_changed("goals") and has_public_goals(),
        spent=Spent(contracts=False, budget=False) if never_changed("spending") else has_spending(),
        surveys=has_public_surveys(today),
        topics=not never_changed("topics") and has_topics(),
        archive=not never_changed("archive") and has_public_documents(),
    )


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


@dataclass(frozen=True, slots=True)
class Handover:
    """A hat that ends, what it leaves and who takes over."""

    hat: Membership
    receivers: tuple[str, ...]
    duties: tuple[Duty, ...]

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.hat.ends_on is not None and self.hat.ends_on < clock.today()


def handovers(hats: list[Membership], strategy: Strategy | None) -> list[Handover]:
    """Each hat with who takes over (whoever was chosen; failing that, who heads the unit today) and what its unit
    promised from this period on.
    """
    if not hats:
        return []
    heads = heads_of([hat.unit_id for hat in hats if hat.unit_id], clock.today())
    still = _still_owed(strategy) if strategy else []
    return [Handover(hat, _receivers(hat, heads), _duties_of(hat, still)) for hat in hats]


def _receivers(hat: Membership, heads: dict[int | None, list[Person]]) -> tuple[str, ...]:
    chosen = [hat.successor] if hat.successor else heads.get(hat.unit_id, [])
    return tuple(one.name for one in chosen if one.pk != hat.person_id)


def _still_owed(strategy: Strategy) -> list[Activity]:
    """What falls in the running period or later: nothing of a year that is over, all of one that is to come."""
    today = clock.today()
    if strategy.year < today.year:
        return []
    now = running_period(strategy.year, today) or 1
    return [one for one in working_copy(strategy) if any(period >= now for period in one.periods)]


def _duties_of(hat: Membership, activities: list[Activity]) -> tuple[Duty, ...]:
    return tuple(_duty(one) for one in activities if hat.unit_id in one.unit_ids)


def latest_strategy(day: date) -> Strategy | None:
    """The strategy of that day's year, the last one before it, or the next."""
    return Strategy.objects.filter(year__lte=day.year).first() or Strategy.objects.first()


def work_of(units: list[Unit], strategy: Strategy, now: int) -> tuple[PeriodWork, ...]:
    """What these units promised, the present period first, then those to come, then those past."""
    ids = {unit.pk for unit in units}
    mine = [one for one in working_copy(strategy) if ids & one.unit_ids]
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
