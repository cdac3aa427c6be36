"""A device or a code votes once, whatever happens at once; ballots tell nothing of who sent them."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from factories.accounts import colleague
from factories.organization import BY
from factories.topics import AFTER, ALL_VOTES, CLOSES, OPENS, a_draft, a_scan, a_topic, an_open
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.audit.queries import verify_now
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, WrongState
from rendir.information.topics.actions import (
    add_paper_bundle,
    cast_ballot,
    close_round,
    join_topic,
    make_codes,
    open_round,
    prepare_round,
    remove_paper_bundle,
    set_criteria,
    set_options,
)
from rendir.information.topics.actions.voting import MOST_CODES, has_voted, new_device
from rendir.information.topics.models import Ballot, Channel, Topic, TopicRound, VoteMark, VotingCode
from rendir.information.topics.queries import ballots_by_channel, cast_in
from rendir.information.topics.rules.voting import tally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _june() -> Any:
    with clock.travel(OPENS):
        yield


def test_a_device_votes_once() -> None:
    round_, device = an_open(), new_device()
    assert has_voted(round_, device) is has_voted(round_, "") is False
    cast_ballot(round_, ["vias-rurales", "agua-potable"], device=device)
    with pytest.raises(WrongState) as refused:
        cast_ballot(round_, ["salud"], device=device)
    assert refused.value.message == "Desde este aparato ya se votó."
    assert [(one.channel, one.choices) for one in Ballot.objects.all()] == [
        (Channel.ONLINE, ["agua-potable", "vias-rurales"])
    ]
    assert has_voted(round_, device) is True
    assert len(str(VoteMark.objects.get())) == 8


def test_a_code_votes_once_whatever_the_device_and_however_it_is_typed() -> None:
    round_ = an_open()
    first, second = make_codes(round_, 2, by=BY)
    cast_ballot(round_, ["salud"], device="telefono del salon", code=first)
    cast_ballot(round_, ["salud"], device="telefono del salon", code=second.upper().replace("-", " "))
    with pytest.raises(WrongState) as refused:
        cast_ballot(round_, ["salud"], device="otro", code=first)
    assert refused.value.message == "Con este código ya se votó."
    assert ballots_by_channel(round_) == {"online": 0, "code": 2, "paper": 0}
    assert len(str(VotingCode.objects.first())) == 8


def test_a_code_of_nobody_or_of_another_round_is_refused() -> None:
    round_, other = an_open(), an_open()
    (code,) = make_codes(other, 1, by=BY)
    for wrong in (code, "aaaa-bbbb"):
        with pytest.raises(Invalid):
            cast_ballot(round_, ["salud"], device="a", code=wrong)
    assert VoteMark.objects.count() == 0


def test_a_round_may_ask_for_a_code() -> None:
    round_ = prepare_round(title="T", question="Q", opens_on=OPENS, closes_on=CLOSES, needs_code=True, by=BY)
    set_options(round_, [a_topic("Agua"), a_topic("Salud")], by=BY)

    set_criteria(round_, ALL_VOTES, by=BY)
    open_round(round_, by=BY)
    with pytest.raises(Invalid):
        cast_ballot(round_, ["agua"], device="a")
    cast_ballot(round_, ["agua"], code=make_codes(round_, 1, by=BY)[0])
    assert Ballot.objects.get().channel == Channel.CODE


def test_without_a_cookie_and_without_a_code_nobody_votes() -> None:
    with pytest.raises(Invalid):
        cast_ballot(an_open(), ["salud"])


@pytest.mark.parametrize("choices", [[], ["otro"], ["agua-potable", "salud", "vias-rurales"]])
def test_a_ballot_that_does_not_count_marks_nobody(choices: list[str]) -> None:
    with pytest.raises(Invalid):
        cast_ballot(an_open(), choices, device="a")
    assert (VoteMark.objects.count(), Ballot.objects.count()) == (0, 0)


@pytest.mark.parametrize("day", [date(2021, 5, 31), AFTER])
def test_nobody_votes_outside_the_days(day: date) -> None:
    round_ = an_open()
    with clock.travel(day), pytest.raises(WrongState):
        cast_ballot(round_, ["salud"], device="a")


def test_nobody_votes_in_a_draft() -> None:
    with pytest.raises(WrongState):
        cast_ballot(a_draft(), ["salud"], device="a")


def test_the_ledger_says_that_somebody_voted_and_never_what_or_which_ballot() -> None:
    round_ = an_open()
    cast_ballot(round_, ["salud"], device="a")
    entry = LedgerEntry.objects.get(verb="cast_ballot")
    body = LedgerPayload.objects.get(entry=entry).body
    assert (entry.object, entry.actor, body) == (round_.public_id, "token:voto", {"channel": "online"})
    assert Ballot.objects.get().pk not in str(body)
    assert verify_now() == []


def test_paper_is_counted_together_with_its_scan() -> None:
    round_ = an_open()
    cast_ballot(round_, ["salud"], device="a")
    bundle = add_paper_bundle(
        round_,
        place=" La plaza ",
        on=OPENS,
        papers=30,
        counts={"salud": 20, "agua-potable": 25, "vias-rurales": 0},
        scan=a_scan(),
        by=BY,
    )
    assert (str(bundle), bundle.counts) == ("La plaza, 30", {"salud": 20, "agua-potable": 25})
    assert tally(cast_in(round_)) == {"salud": 21, "agua-potable": 25}
    assert ballots_by_channel(round_) == {"online": 1, "code": 0, "paper": 30}


WRONG: dict[str, Mapping[str, object]] = {
    "more votes than papers": {"counts": {"salud": 31}},
    "a day of no votes": {"on": date(2021, 5, 31)},
    "a day to come": {"on": date(2021, 6, 2)},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_paper_that_cannot_be_true_is_refused(wrong: str) -> None:
    told = {"place": "", "on": OPENS, "papers": 30, "counts": {"salud": 3}, **WRONG[wrong]}
    with pytest.raises(Invalid):
        add_paper_bundle(an_open(), scan=a_scan(), by=BY, **told)  # type: ignore[arg-type] # the names are its own


def test_the_same_scan_is_counted_once_and_only_while_the_round_is_open() -> None:
    round_ = an_open()
    told: dict[str, Any] = {"place": "", "on": OPENS, "papers": 3, "counts": {"salud": 3}, "scan": a_scan(), "by": BY}
    assert add_paper_bundle(round_, **told).place == "Sin lugar"
    with pytest.raises(Invalid):
        add_paper_bundle(round_, **told)
    with pytest.raises(WrongState):
        add_paper_bundle(a_draft(), **told)
    with pytest.raises(NotAllowed):
        add_paper_bundle(round_, **{**told, "by": colleague()})


def test_a_bundle_counted_badly_is_taken_away_with_a_reason_until_the_close() -> None:
    round_ = an_open()
    told: dict[str, Any] = {"place": "", "on": OPENS, "papers": 3, "counts": {"salud": 3}, "by": BY}
    bad, good = (
        add_paper_bundle(round_, scan=a_scan(words), **told) for words in (b"Uno, firmado\n", b"Dos, firmado\n")
    )
    with pytest.raises(Invalid):
        remove_paper_bundle(bad, reason=" ", by=BY)
    remove_paper_bundle(bad, reason="Se contó dos veces", by=BY)
    with clock.travel(AFTER):
        close_round(round_, by=BY)
    good.round.refresh_from_db()
    with pytest.raises(WrongState):
        remove_paper_bundle(good, reason="Tarde", by=BY)
    assert tally(cast_in(round_)) == {"salud": 3}


@pytest.mark.parametrize("number", [0, MOST_CODES + 1])
def test_codes_are_made_in_a_number_that_can_be_printed(number: int) -> None:
    with pytest.raises(Invalid):
        make_codes(an_open(), number, by=BY)


def test_codes_are_made_by_who_may_and_not_for_a_round_that_is_over() -> None:
    round_ = an_open()
    with pytest.raises(NotAllowed):
        make_codes(round_, 1, by=colleague())
    with clock.travel(AFTER):
        close_round(round_, by=BY)
        with pytest.raises(WrongState):
            make_codes(round_, 1, by=BY)


def test_votes_go_with_a_topic_that_is_joined_and_come_back_with_it() -> None:
    round_ = an_open()
    cast_ballot(round_, ["salud", "agua-potable"], device="a")
    cast_ballot(round_, ["salud"], device="b")
    join_topic(Topic.objects.get(slug="salud"), Topic.objects.get(slug="agua-potable"), by=BY)
    with pytest.raises(Invalid):
        cast_ballot(round_, ["salud"], device="c")
    with clock.travel(AFTER):
        close_round(round_, by=BY)
    assert [(one["key"], one["votes"]) for one in round_.ranking or ()] == [("agua-potable", 2), ("vias-rurales", 0)]
    assert (round_.inputs or {})["topics"][0]["joined"] == ["salud"]


def _at_once(acts: list[Callable[[], str]]) -> list[str]:
    start = Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        start.wait(30)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return [one.result(60) for one in [people.submit(run, act) for act in acts]]


@pytest.mark.django_db(transaction=True)
def test_one_device_that_sends_twice_at_once_counts_once_and_others_all_count() -> None:
    round_ = an_open()

    def vote(device: str) -> str:
        with clock.travel(OPENS):
            try:
                cast_ballot(TopicRound.objects.get(pk=round_.pk), ["salud"], device=device)
            except WrongState:
                return "again"
        return "counted"

    devices = ["uno", "uno", "uno", "dos", "tres"]
    told = _at_once([lambda device=device: vote(device) for device in devices])  # type: ignore[misc] # a default binds it
    assert sorted(told) == ["again", "again", "counted", "counted", "counted"]
    assert (Ballot.objects.count(), VoteMark.objects.count()) == (3, 3)
    assert (tally(cast_in(round_)), verify_now()) == ({"salud": 3}, [])
