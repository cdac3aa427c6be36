"""Which of the entity's units would usually lead a kind of activity. A proposal, which a person accepts. Pure."""

from collections.abc import Sequence

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.action_types.kinds import ActionType


def likely_lead(action_type: ActionType, names: Sequence[str]) -> str | None:
    """The name, among those of the units, that best answers to the type's `lead`; None where none does.

    The words come best first. Of several names with the same words the shortest is the office itself («Control
    Interno», not «Control Interno Disciplinario»).
    """
    for words in action_type.lead:
        found = [name for name in names if f" {fold(words)} " in f" {fold(name)} "]
        if found:
            return min(found, key=lambda name: (len(name), name))
    return None
