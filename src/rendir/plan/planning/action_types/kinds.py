"""What a kind of activity is: the shape of one row of the catalogue. No data and no matching here."""

from dataclasses import dataclass
from enum import StrEnum

from rendir.plan.planning.rules.facts import Component, Stage


class DueRule(StrEnum):
    """When the product of an activity is owed, given the periods its row marks."""

    AT_END = "at_end"
    EACH_PERIOD = "each_period"
    CONTINUOUS = "continuous"

    @property
    def label(self) -> str:
        return {
            "at_end": "Una vez, al terminar el último cuatrimestre marcado",
            "each_period": "En cada cuatrimestre marcado",
            "continuous": "De manera permanente",
        }[self]


@dataclass(frozen=True, slots=True)
class Grace:
    """That a product may come after its period: within the entity's dated term of that key, which begins with the
    period's last day. `last_only`: only the last marked period of the activity has it.
    """

    term: str
    last_only: bool = False


@dataclass(frozen=True, slots=True)
class ActionType:
    """One archetype of the schedule: what it is for a citizen, what it owes and by which words it is known.

    `key` is the stable name in data and addresses of the interface; `label` is the title that anybody reads;
    `lead` are the words by which a unit that usually leads it is found, best first; `due_note` adds to the due
    rule what only this type has, and `grace` the term after its period in which the product may still come. The
    three kinds of cue are folded word starts separated by spaces, and a cue is met when each of its words occurs: a
    `telling` cue is enough to suggest the type, a `supporting` one only strengthens it, and one of `against` says
    that the words belong to another type.
    """

    key: str
    label: str
    component: Component
    stages: frozenset[Stage]
    lead: tuple[str, ...]
    product: str
    due: DueRule
    norm: str
    telling: tuple[str, ...]
    supporting: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    due_note: str | None = None
    grace: Grace | None = None
    optional: bool = False
