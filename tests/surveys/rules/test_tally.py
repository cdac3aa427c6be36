"""Answers counted one by one: as many as there are, whatever the order, and read back as they were kept."""

import json
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from factories.surveys import EVERY_KIND, an_answer
from rendir.information.surveys.rules.tally import Tally, items_of, tally

ANSWERS = st.lists(
    st.builds(
        an_answer,
        p1=st.sampled_from(["o1", "o2"]),
        p2=st.none() | st.integers(1, 5),
        p5=st.none() | st.dictionaries(st.sampled_from(["o1", "o2"]), st.sampled_from(["o1", "o2"]), min_size=1),
        p6=st.none() | st.lists(st.sampled_from(["o1", "o2", "o3"]), min_size=1, unique=True),
        p7=st.none() | st.permutations(["o1", "o2", "o3"]),
        p9=st.none(),
    ),
    max_size=30,
)


@given(ANSWERS)
def test_each_answer_is_counted_once_in_its_group(answers: list[dict[str, Any]]) -> None:
    found = tally(EVERY_KIND, (("link", one) for one in answers), "p1")
    assert (found.total, found.channels) == (len(answers), {"link": len(answers)} if answers else {})
    scale = Counter(one["p2"] for one in answers if "p2" in one)
    assert found.numbers("p2") == scale
    assert found.count("p2") == sum(scale.values())
    for group in ("o1", "o2"):
        inside = [one for one in answers if one["p1"] == group]
        assert found.numbers("p2", group) == Counter(one["p2"] for one in inside if "p2" in one)
        assert found.of_group("p6", "o3", group) == sum("o3" in one.get("p6", ()) for one in inside)
    assert found.count("p5.o2", "o1") == sum(one.get("p5", {}).get("o2") == "o1" for one in answers)
    assert found.count("p7.o3", "1") == sum(one.get("p7", [""])[0] == "o3" for one in answers)


@given(ANSWERS)
def test_the_order_says_nothing(answers: list[dict[str, Any]]) -> None:
    pairs = [("link" if place % 2 else "paper", one) for place, one in enumerate(answers)]
    assert tally(EVERY_KIND, pairs, "p1") == tally(EVERY_KIND, pairs[::-1], "p1")


def test_it_is_read_back_as_it_was_kept() -> None:
    found = tally(EVERY_KIND, [("link", an_answer()), ("paper", an_answer(p1="o2"))], "p1")
    assert Tally.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_what_is_counted_apart() -> None:
    told = {one.key: items_of(one) for one in EVERY_KIND}
    assert (told["p1"], told["p5"], told["p7"]) == (("p1",), ("p5.o1", "p5.o2"), ("p7.o1", "p7.o2", "p7.o3"))
