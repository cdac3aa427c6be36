"""All kinds of activity in the order of the schedule, and the way to one of them."""

from rendir.plan.planning.action_types.dialogue import DIALOGUE
from rendir.plan.planning.action_types.information import INFORMATION
from rendir.plan.planning.action_types.kinds import ActionType
from rendir.plan.planning.action_types.optional import OPTIONAL
from rendir.plan.planning.action_types.responsibility import RESPONSIBILITY

ACTION_TYPES: tuple[ActionType, ...] = INFORMATION + DIALOGUE + RESPONSIBILITY + OPTIONAL

_BY_KEY = {action_type.key: action_type for action_type in ACTION_TYPES}


def by_key(key: str) -> ActionType | None:
    """The type with this key; None where a file or an older version names one that does not exist."""
    return _BY_KEY.get(key)
