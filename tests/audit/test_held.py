"""What is held in memory, and until when."""

import pytest

from factories.organization import a_unit
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.held import Standing, held, moment, never_changed, standing_at
from rendir.foundation.audit.queries import standing, topic_versions

asked: list[tuple[int, str]] = []


@held()
def _read(number: int, *, word: str = "") -> int:
    asked.append((number, word))
    return number * len(asked)


@held("organization", "plan")
def _read_of_two(number: int) -> int:
    asked.append((number, "two"))
    return number


def _at(head: str, **stamps: str) -> Standing:
    return Standing(head, dict.fromkeys(stamps, 1), stamps)


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def test_where_no_page_says_where_the_ledger_stands_everything_is_read() -> None:
    assert ([_read(7), _read(7)], asked) == ([7, 14], [(7, ""), (7, "")])


def test_it_is_read_once_for_a_head_and_what_is_asked() -> None:
    with standing_at(_at("once")):
        found = [_read(1), _read(1), _read(2), _read(1, word="x"), _read(1, word="x")]
    assert (found, asked) == ([1, 1, 4, 3, 3], [(1, ""), (2, ""), (1, "x")])


def test_another_head_is_another_reading() -> None:
    for head in ("one", "two", "one"):
        with standing_at(_at(head)):
            _read(5)
    assert asked == [(5, ""), (5, "")]
    assert moment() == ""


@pytest.mark.django_db
def test_whoever_writes_reads_what_is_there() -> None:
    with standing_at(_at("before")), atomic():
        assert (moment(), _read(3), _read(3)) == ("", 3, 6)


def test_what_is_held_has_an_end() -> None:
    with standing_at(_at("many")):
        for number in range(300):
            _read(number)
        asked.clear()
        _read(299)
        _read(0)
    assert asked == [(0, "")]


@pytest.mark.django_db
def test_a_ledger_without_entries_has_no_head() -> None:
    assert (standing(), topic_versions(["plan"])) == (Standing(), "plan:0")
    a_unit("Hacienda")
    found = standing()
    assert (len(found.head), found.values, len(found.stamps["organization"])) == (64, {"organization": 1}, 32)
    assert topic_versions(["plan", "organization"]) == "organization:1 plan:0"


def test_what_is_read_of_some_topics_is_held_until_one_of_them_changes() -> None:
    for head, (organization, plan) in enumerate(["ab", "ab", "ac", "dc", "ab"]):
        with standing_at(_at(str(head), organization=organization, plan=plan, compliance=str(head))):
            _read_of_two(8)
    assert len(asked) == 3


def test_a_topic_without_a_stamp_may_have_changed_like_anything_else() -> None:
    for head in ("1", "2", "2"):
        with standing_at(_at(head, organization="a", plan="")):
            _read_of_two(9)
    assert len(asked) == 2


def test_of_a_topic_that_never_changed_there_is_nothing_new_to_read() -> None:
    for head in ("1", "2"):
        with standing_at(_at(head, organization="a")):
            _read_of_two(10)
    assert len(asked) == 1


def test_a_page_knows_of_which_topics_nothing_was_ever_done() -> None:
    assert not never_changed("surveys")
    with standing_at(Standing("a" * 64, {"plan": 1}, {"plan": "x"})):
        assert (never_changed("surveys"), never_changed("plan")) == (True, False)


@pytest.mark.django_db
def test_each_change_of_a_topic_gives_it_another_stamp() -> None:
    a_unit("Hacienda")
    first = standing()
    a_unit("Salud")
    second = standing()
    assert (second.values, first.head == second.head) == ({"organization": 2}, False)
    assert first.stamps["organization"] != second.stamps["organization"]
