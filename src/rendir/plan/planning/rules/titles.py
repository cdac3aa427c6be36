"""How an activity is called where there is room for one line: by what it is for a citizen. Pure."""

from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.rules.facts import ActivityFacts

_ROOM = 90


def plain_title(activity: ActivityFacts) -> str:
    """The label of its kind («Conocer qué información necesita la gente»); its own name, shortened, where unknown."""
    known = by_key(activity.action_type) if activity.action_type else None
    return known.label if known else shortened(activity.name)


def shortened(text: str, room: int = _ROOM) -> str:
    """The text cut at a whole word so that it takes at most `room` letters with its `…`."""
    if len(text) <= room:
        return text
    kept = text[:room].rpartition(" ")[0] or text[: room - 1]
    return f"{kept.rstrip(' ,.;:(')}…"
