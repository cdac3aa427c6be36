"""What an earlier year leaves unfinished when it is copied: proposed to a person, never brought by itself. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rendir.plan.compliance.rules.standing import Delivery, DeliveryState
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts, CarriedOver

_SETTLED = frozenset({DeliveryState.ACCEPTED, DeliveryState.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An activity with the deliveries whose last day passed and that nobody accepted nor excused, in order."""

    facts: ActivityFacts
    deliveries: tuple[Delivery, ...]

    @property
    def code(self) -> str:
        return self.facts.code

    @property
    def is_in_first_period(self) -> bool:
        """Whether its copy is owed in the first period of the year anyway."""
        return PERIODS[0] in self.facts.periods


def unsettled(deliveries: Iterable[Delivery], copied: Sequence[ActivityFacts], today: date) -> tuple[Unsettled, ...]:
    """What was not finished by `today` of each activity that is copied, in its order. The last day still counts."""
    late = [one for one in deliveries if one.promise.due_on < today and one.work.state not in _SETTLED]
    found = (Unsettled(facts, tuple(one for one in late if one.key.code == facts.code)) for facts in copied)
    return tuple(one for one in found if one.deliveries)


def carried_from(year: int, deliveries: Iterable[Delivery]) -> tuple[CarriedOver, ...]:
    """These deliveries as the copy names them."""
    return tuple(CarriedOver(year, str(one.key), one.promise.due_on) for one in deliveries)
