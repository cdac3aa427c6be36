"""Several write at once: threads and processes with connections of their own, on a real database.

Nobody sleeps here: who must wait waits for a barrier, a pipe or a lock of the database.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections, transaction

from factories.organization import BY, a_unit
from rendir.foundation.audit import queries
from rendir.foundation.audit.actions import atomic, change, create, erase_reserved
from rendir.foundation.audit.models import LedgerEntry, LedgerHead, LedgerPayload, TopicCounter
from rendir.foundation.core.refusal import Stale
from rendir.foundation.notices.actions import QUEUE, queue_notice
from rendir.foundation.organization.actions import EDIT_UNITS
from rendir.foundation.organization.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")
ALONE_ON_SQLITE = pytest.mark.skipif(
    os.environ["RENDIR_TEST_DATABASE"] == "sqlite",
    reason="on SQLite a transaction that writes is alone from its first statement: this race cannot be",
)


def _in_a_thread(act: Callable[[], T]) -> T:
    """Run by somebody with a connection of their own, to the end."""
    with ThreadPoolExecutor(1) as somebody:
        return somebody.submit(_with_own_connection, act).result(30)


def _with_own_connection(act: Callable[[], T]) -> T:
    try:
        return act()
    finally:
        connections.close_all()


def _at_once(acts: list[Callable[[], T]]) -> list[T]:
    """All at the same moment, each in a thread; what each gave, in their order."""
    start = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        start.wait(30)
        return _with_own_connection(act)

    with ThreadPoolExecutor(len(acts)) as people:
        return [one.result(60) for one in [people.submit(run, act) for act in acts]]


def _in_a_process(act: Callable[[], None]) -> multiprocessing.Process:
    """Started, not awaited. Connections are closed first: a child must not speak over its parent's."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=act)
    child.start()
    return child  # type: ignore[return-value] # a process all the same


def _counter(topic: str) -> int:
    return TopicCounter.objects.get(topic=topic).value


def _sequences() -> list[int]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("sequence", flat=True))


def test_many_threads_append_one_chain() -> None:
    def found(writer: int) -> None:
        for number in range(8):
            a_unit(f"Dependencia {writer} {number}")

    _at_once([lambda writer=writer: found(writer) for writer in range(4)])  # type: ignore[misc] # a default binds it
    assert (_sequences(), queries.verify_now()) == (list(range(1, 33)), [])
    assert (Unit.objects.count(), _counter("organization"), queries.head()[0]) == (32, 32, 32)


def test_processes_append_one_chain() -> None:
    def found(writer: int) -> None:
        for number in range(5):
            a_unit(f"Dependencia {writer} {number}")
        connections.close_all()

    children = [_in_a_process(lambda writer=writer: found(writer)) for writer in range(3)]  # type: ignore[misc]
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0]
    assert (_sequences(), queries.verify_now()) == (list(range(1, 16)), [])
    assert (Unit.objects.count(), _counter("organization")) == (15, 15)


def test_many_processes_that_write_and_erase_at_once_neither_fork_nor_gap_the_chain() -> None:
    """Eight of them, on one head: some write alone, some in long transactions, some erase what they wrote."""

    def live(writer: int) -> None:
        for number in range(4):
            with atomic():
                a_unit(f"Dependencia {writer} {number}")
                said = queue_notice(
                    key=f"{writer}-{number}",
                    person="p",
                    to_name="Ana",
                    to_address="",
                    subject="",
                    body="",
                    why="prueba",
                )
            assert said is not None
            if writer % 2:
                erase_reserved(said, perm=QUEUE, reason="prueba", by=BY)
        connections.close_all()

    children = [_in_a_process(lambda writer=writer: live(writer)) for writer in range(8)]  # type: ignore[misc]
    for child in children:
        child.join(120)
    assert [child.exitcode for child in children] == [0] * 8
    assert (_sequences(), queries.verify_now()) == (list(range(1, 81)), [])
    previous = list(LedgerEntry.objects.order_by("sequence").values_list("previous", "hash"))
    assert [one for one, _ in previous[1:]] == [one for _, one in previous[:-1]]
    assert LedgerPayload.objects.filter(reserved=True).count() == 16
    assert (Unit.objects.count(), _counter("organization")) == (32, 32)


def test_long_transactions_over_several_things_do_not_wait_in_a_circle() -> None:
    first, second = a_unit("Gobierno"), a_unit("Hacienda")

    def write(mine: Unit, new: str) -> None:
        with atomic():
            change(mine, {"kind": "team"}, perm=EDIT_UNITS, by=BY, expected=1)
            a_unit(new)
            queue_notice(key=new, person="p", to_name="", to_address="", subject="", body="", why="prueba")

    _at_once([lambda: write(first, "Salud"), lambda: write(second, "Cultura")])
    assert (_sequences(), queries.verify_now()) == (list(range(1, 9)), [])
    verbs = list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[2:] == ["change_unit", "create_unit", "create_notice"] * 2
    assert _counter("organization") == 4


@pytest.mark.parametrize("writers", [2, 4])
def test_of_several_who_change_the_same_version_one_wins(writers: int) -> None:
    unit = a_unit("Hacienda")

    def rename(name: str) -> str:
        mine = Unit.objects.get(pk=unit.pk)
        together.wait(30)
        try:
            change(mine, {"name": name}, perm=EDIT_UNITS, by=BY, expected=mine.version)
        except Stale:
            return "too late"
        return name

    together = Barrier(writers)
    names = [f"Hacienda {number}" for number in range(writers)]
    outcomes = _at_once([lambda name=name: rename(name) for name in names])  # type: ignore[misc] # a default binds it
    kept = Unit.objects.get()
    assert sorted(outcomes) == sorted([kept.name, *["too late"] * (writers - 1)])
    assert (kept.version, _sequences(), queries.verify_now()) == (2, [1, 2], [])
    assert _counter("organization") == 2


def test_no_change_is_lost() -> None:
    """Everybody who comes too late reads again and adds theirs: nothing is overwritten unseen."""
    unit = a_unit("0")

    def add_three() -> int:
        done = refused = 0
        while done < 3:
            mine = Unit.objects.get(pk=unit.pk)
            try:
                name = str(int(mine.name) + 1)
                change(mine, {"name": name}, perm=EDIT_UNITS, by=BY, expected=mine.version)
                done += 1
            except Stale:
                refused += 1
        return refused

    _at_once([add_three] * 3)
    kept = Unit.objects.get()
    assert (kept.name, kept.version, _counter("organization"), queries.verify_now()) == ("9", 10, 10, [])


def _killed_after(act: Callable[[], object]) -> None:
    """A process does `act` and dies in the middle of its transaction, by a signal nobody can answer."""
    ready, tell = multiprocessing.get_context("fork").Pipe(duplex=False)

    def die_in_the_middle() -> None:
        with transaction.atomic():
            act()
            tell.send("written, not committed")
            signal.pause()

    child = _in_a_process(die_in_the_middle)
    assert ready.recv() == "written, not committed"
    child.kill()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


def test_a_process_killed_before_its_transaction_ends_leaves_the_chain_whole() -> None:
    """It had already locked the head and appended to it."""
    a_unit("Gobierno")
    head = queries.head()
    _killed_after(lambda: [a_unit("Hacienda"), a_unit("Salud")])
    assert (queries.head(), queries.verify_now(), _counter("organization")) == (head, [], 1)
    a_unit("Cultura")
    assert ([unit.name for unit in Unit.objects.order_by("name")], _sequences()) == (["Cultura", "Gobierno"], [1, 2])
    assert (queries.verify_now(), _counter("organization")) == ([], 2)


def test_a_process_killed_before_anything_was_ever_written() -> None:
    _killed_after(lambda: a_unit("Hacienda"))
    assert (queries.head()[0], Unit.objects.count(), queries.verify_now()) == (0, 0, [])
    a_unit("Cultura")
    assert (_sequences(), queries.verify_now(), _counter("organization")) == ([1], [], 1)


@ALONE_ON_SQLITE
def test_two_who_count_a_topic_for_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks for the counter, finds none, and meets the first one's when it writes its own."""
    real = TopicCounter.objects.create
    first: list[Unit] = []

    def after_somebody_else(**fields: object) -> TopicCounter:
        if not first:
            first.append(Unit())  # whoever was faster passes here too
            first[0] = _in_a_thread(lambda: a_unit("Gobierno"))
        return real(**fields)

    monkeypatch.setattr(TopicCounter.objects, "create", after_somebody_else)
    a_unit("Hacienda")
    assert (_counter("organization"), _sequences(), queries.verify_now()) == (2, [1, 2], [])
    assert LedgerEntry.objects.get(sequence=1).object == first[0].public_id


@ALONE_ON_SQLITE
def test_two_who_begin_the_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither finds a head; the one who writes second continues the first one's. Notices count no topic."""
    real = LedgerHead.objects.create
    faster: list[str] = []

    def after_somebody_else(**fields: object) -> LedgerHead:
        if not faster:
            faster.append("came")
            _in_a_thread(lambda: _notice("first"))
        return real(**fields)

    monkeypatch.setattr(LedgerHead.objects, "create", after_somebody_else)
    _notice("second")
    assert (faster, _sequences(), queries.verify_now()) == (["came"], [1, 2], [])


def _notice(key: str) -> None:
    queue_notice(key=key, person="p", to_name="", to_address="", subject="", body="", why="prueba")


@ALONE_ON_SQLITE
def test_a_row_both_saw_absent_is_written_once() -> None:
    """The second is refused by the constraint, and its entry goes with its row."""
    unit = Unit(name="Hacienda", folded="hacienda", sort_key="hacienda")
    with atomic():
        assert Unit.objects.count() == 0
        _in_a_thread(lambda: a_unit("Hacienda"))
        with pytest.raises(Exception, match="folded"):
            create(unit, perm=EDIT_UNITS, by=BY)
    assert (_sequences(), queries.verify_now(), connection.needs_rollback) == ([1], [], False)
