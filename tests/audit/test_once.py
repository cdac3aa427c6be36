"""What is sent twice with the same key is done once, and both get the same answer, also when they come together."""

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from multiprocessing.connection import Connection
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from factories.organization import BY, a_unit
from rendir.foundation.audit import once as module
from rendir.foundation.audit import queries
from rendir.foundation.audit.actors import Job, PublicToken
from rendir.foundation.audit.models import IdempotencyKey
from rendir.foundation.audit.once import forget_keys, once
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.organization.models import Unit

KEY = "k3yOfAForm-shown_once"
ASKED = {"name": "Hacienda"}


def _unit(name: str = "Hacienda") -> Callable[[], dict[str, Any]]:
    return lambda: {"unit": a_unit(name).public_id}


@pytest.mark.django_db
def test_the_second_time_gives_the_answer_of_the_first() -> None:
    first = once(KEY, _unit(), asked=ASKED, by=BY)
    second = once(KEY, _unit("Otra"), asked=ASKED, by=BY)
    assert (first, second) == ({"unit": Unit.objects.get().public_id}, first)
    assert (queries.head()[0], IdempotencyKey.objects.get().answer) == (1, first)


@pytest.mark.django_db
def test_another_key_and_another_sender_are_done_apart() -> None:
    once(KEY, _unit("Hacienda"), asked=ASKED, by=BY)
    once(f"{KEY}-2", _unit("Salud"), asked=ASKED, by=BY)
    once(KEY, _unit("Cultura"), asked=ASKED, by=Job("another"))
    assert sorted(Unit.objects.values_list("name", flat=True)) == ["Cultura", "Hacienda", "Salud"]


@pytest.mark.django_db
def test_the_same_key_with_something_else_is_refused() -> None:
    once(KEY, _unit(), asked=ASKED, by=BY)
    with pytest.raises(Invalid, match="ya se envió, con otros datos"):
        once(KEY, _unit("Salud"), asked={"name": "Salud"}, by=BY)
    assert Unit.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "short", "x" * 65, "con espacios y más que dieciséis"])
def test_a_key_that_anybody_could_guess_is_none(key: str) -> None:
    with pytest.raises(Invalid, match="no trae una clave que sirva"):
        once(key, _unit(), asked=ASKED, by=BY)
    assert (Unit.objects.count(), IdempotencyKey.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_what_was_refused_was_not_done_and_its_key_is_free() -> None:
    def refuse() -> dict[str, Any]:
        a_unit("Hacienda")
        raise Invalid("No se puede.")

    with pytest.raises(Invalid, match="No se puede"):
        once(KEY, refuse, asked=ASKED, by=BY)
    assert (Unit.objects.count(), IdempotencyKey.objects.count(), queries.head()[0]) == (0, 0, 0)
    assert once(KEY, _unit(), asked=ASKED, by=BY) == {"unit": Unit.objects.get().public_id}


@pytest.mark.django_db
def test_a_constraint_of_the_work_itself_is_not_hidden() -> None:
    def break_a_rule() -> dict[str, Any]:
        raise IntegrityError("other")

    with pytest.raises(IntegrityError, match="other"):
        once(KEY, break_a_rule, asked=ASKED, by=BY)


@pytest.mark.django_db
def test_who_has_no_account_has_a_key_too() -> None:
    token = PublicToken("t1", frozenset())
    assert once(KEY, _unit(), asked=ASKED, by=token) == once(KEY, _unit("Otra"), asked=ASKED, by=token)
    assert IdempotencyKey.objects.get().actor == "token:t1"


@pytest.mark.django_db
def test_old_keys_are_forgotten() -> None:
    with clock.travel(date(2021, 1, 10)):
        once(KEY, _unit("Hacienda"), asked=ASKED, by=BY)
    with clock.travel(date(2021, 4, 20)):
        once(f"{KEY}-2", _unit("Salud"), asked=ASKED, by=BY)
        assert forget_keys(before=clock.now() - timedelta(days=90)) == 1
    assert str(IdempotencyKey.objects.get()) == f"job:tests {KEY}-2"


def _with_own_connection(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("senders", [2, 6])
def test_of_several_at_the_same_moment_one_does_it_and_all_get_its_answer(senders: int) -> None:
    start = Barrier(senders)

    def send(number: int) -> dict[str, Any]:
        start.wait(30)
        return once(KEY, _unit(f"Hacienda {number}"), asked=ASKED, by=BY)

    with ThreadPoolExecutor(senders) as people:
        sent = [people.submit(_with_own_connection, lambda number=number: send(number)) for number in range(senders)]
        answers = [one.result(60) for one in sent]
    assert answers == [{"unit": Unit.objects.get().public_id}] * senders
    assert (queries.head()[0], queries.verify_now()) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_two_processes_do_it_once() -> None:
    """As two workers of the site do when a button is pressed twice."""
    first, second = [_sender(name) for name in ("Hacienda", "Salud")]
    for _, pipe in (first, second):
        pipe.send("go")
    answers = [pipe.recv() for _, pipe in (first, second)]
    for child, _ in (first, second):
        child.join(30)
    assert answers == [{"unit": Unit.objects.get().public_id}] * 2
    assert (first[0].exitcode, second[0].exitcode, queries.verify_now()) == (0, 0, [])


def _sender(name: str) -> tuple[Any, Connection]:
    """A process that waits for the word and then sends."""
    ours, theirs = multiprocessing.get_context("fork").Pipe()

    def send() -> None:
        theirs.recv()
        theirs.send(once(KEY, _unit(name), asked=ASKED, by=BY))
        connections.close_all()

    connections.close_all()  # a child must not speak over its parent's
    child = multiprocessing.get_context("fork").Process(target=send)
    child.start()
    return child, ours


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_in_the_middle_did_nothing_and_the_next_one_does_it() -> None:
    ours, theirs = multiprocessing.get_context("fork").Pipe()

    def die_in_the_middle() -> None:
        with transaction.atomic():
            once(KEY, _unit("Hacienda"), asked=ASKED, by=BY)
            theirs.send("written, not committed")
            signal.pause()

    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=die_in_the_middle)
    child.start()
    assert ours.recv() == "written, not committed"
    child.kill()
    child.join(30)
    assert once(KEY, _unit("Salud"), asked=ASKED, by=BY) == {"unit": Unit.objects.get(name="Salud").public_id}
    assert (Unit.objects.count(), queries.verify_now()) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_who_looked_before_the_other_ended_meets_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both see no key; the second one's is refused by the index, and it reads the first one's answer."""
    real = module._first

    def after_somebody_else(*args: Any) -> dict[str, Any]:
        monkeypatch.setattr(module, "_first", real)
        with ThreadPoolExecutor(1) as somebody:
            send = lambda: once(KEY, _unit("Salud"), asked=ASKED, by=BY)  # noqa: E731 - one sender, one line
            somebody.submit(_with_own_connection, send).result(30)
        return real(*args)

    monkeypatch.setattr(module, "_first", after_somebody_else)
    assert once(KEY, _unit("Hacienda"), asked=ASKED, by=BY) == {"unit": Unit.objects.get(name="Salud").public_id}
    assert Unit.objects.count() == 1
