"""A topic that was joined to another, and that to a third, counts for the third."""

import pytest

from rendir.information.topics.rules.joining import standing_for


@pytest.mark.parametrize(("topic", "root"), [(1, 3), (2, 3), (3, 3), (9, 9)])
def test_the_way_is_followed_to_its_end(topic: int, root: int) -> None:
    assert standing_for(topic, {1: 2, 2: 3}) == root
