"""Which topic stands for one that was joined to another, and that to another. Pure."""

from collections.abc import Mapping


def standing_for(topic: int, joined: Mapping[int, int]) -> int:
    """The topic at the end of the way; the topic itself where it was joined to none. A circle cannot be: only a
    candidate takes another in, and a candidate is joined to none.
    """
    while topic in joined:
        topic = joined[topic]
    return topic
