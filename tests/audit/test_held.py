"""What is held in memory, and until when."""

import pytest

from factories.organization import a_unit
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.held import held, moment, standing_at
from rendir.foundation.audit.queries import standing

asked: list[tuple[int, str]] = []


@held
def _read(number: int, *, word: str = "") -> int:
    asked.append((number, word))
    return number * len(asked)


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def test_where_no_page_says_where_the_ledger_stands_everything_is_read() -> None:
    assert ([_read(7), _read(7)], asked) == ([7, 14], [(7, ""), (7, "")])


def test_it_is_read_once_for_a_head_and_what_is_asked() -> None:
    with standing_at("once"):
        found = [_read(1), _read(1), _read(2), _read(1, word="x"), _read(1, word="x")]
    assert (found, asked) == ([1, 1, 4, 3, 3], [(1, ""), (2, ""), (1, "x")])


def test_another_head_is_another_reading() -> None:
    for head in ("one", "two", "one"):
        with standing_at(head):
            _read(5)
    assert asked == [(5, ""), (5, "")]
    assert moment() == ""


@pytest.mark.django_db
def test_whoever_writes_reads_what_is_there() -> None:
    with standing_at("before"), atomic():
        assert (moment(), _read(3), _read(3)) == ("", 3, 6)


def test_what_is_held_has_an_end() -> None:
    with standing_at("many"):
        for number in range(300):
            _read(number)
        asked.clear()
        _read(299)
        _read(0)
    assert asked == [(0, "")]


@pytest.mark.django_db
def test_a_ledger_without_entries_has_no_head() -> None:
    assert standing(["plan"]) == ("plan:0", "")
    a_unit("Hacienda")
    told, head = standing(["plan", "organization"])
    assert (told, len(head)) == ("organization:1 plan:0", 64)
