"""What a person is reminded of on a day: by the dated terms, what came back, what waits; and what of it is news."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.schedules import facts
from rendir.foundation.core.zone import BOGOTA
from rendir.plan.compliance.rules.promises import Key, Nature, Promise
from rendir.plan.compliance.rules.reminders import Digest, Lead, Moment, Why, digest, together
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Work

LEAD = Lead(30, 10, 3)
DUE = date(2021, 4, 30)


def a_delivery(state: DeliveryState = DeliveryState.PENDING, *, due: date = DUE, key: str = "I1-1") -> Delivery:
    named = Key.parse(key)
    assert named is not None
    promise = Promise(named, named.number, facts("Informar", number=named.number), Nature.PERIOD, due, "")
    return Delivery(promise, Work(state=state))


def at(day: date, *, told: date | None = None, hour: int = 7) -> Moment:
    return Moment(_at(day, hour), _at(told, 7) if told else None)


def _at(day: date, hour: int = 7) -> datetime:
    return datetime.combine(day, time(hour), BOGOTA)


def of(
    delivery: Delivery, moment: Moment, *, moved: datetime | None = None, review: bool = False
) -> list[tuple[str, bool]]:
    mine, waiting = ([], [delivery]) if review else ([delivery], [])
    known = {delivery.key: moved} if moved else {}
    found = digest(mine, waiting, year=2021, moved=known, lead=LEAD, at=moment)
    return [(one.why.value, one.is_new) for one in found.items]


@pytest.mark.parametrize(
    ("left", "why"),
    [
        (31, []),
        (30, ["primero"]),
        (11, ["primero"]),
        (10, ["segundo"]),
        (4, ["segundo"]),
        (3, ["ultimo"]),
        (0, ["ultimo"]),
        (-1, ["vencida"]),
    ],
)
def test_a_delivery_is_told_by_the_terms_of_the_entity(left: int, why: list[str]) -> None:
    assert of(a_delivery(), at(DUE - timedelta(days=left))) == [(one, True) for one in why]


@pytest.mark.parametrize("left", [29, 9, 2])
def test_what_was_told_since_its_term_fell_is_no_news(left: int) -> None:
    day = DUE - timedelta(days=left)
    assert [new for _why, new in of(a_delivery(), at(day, told=day - timedelta(days=1)))] == [False]


def test_a_day_on_which_nothing_ran_is_made_up_for() -> None:
    assert of(a_delivery(), at(date(2021, 4, 22), told=date(2021, 4, 19))) == [("segundo", True)]


def test_what_is_overdue_is_news_the_day_after_and_then_on_mondays_but_not_at_once() -> None:
    news = [
        offset
        for offset in range(1, 20)
        if of(a_delivery(), at(DUE + timedelta(days=offset), told=DUE + timedelta(days=offset - 1)))
        == [("vencida", True)]
    ]
    assert news == [1, 10, 17]


def test_what_came_back_after_the_hour_is_told_the_next_day_and_again_on_monday() -> None:
    back, returned = _at(date(2021, 3, 1), 10), a_delivery(DeliveryState.RETURNED)
    days = [date(2021, 3, 1) + timedelta(days=one) for one in range(1, 11)]
    told = [of(returned, at(day, told=day - timedelta(days=1)), moved=back) for day in days]
    assert [day.day for day, found in zip(days, told, strict=True) if found == [("devuelta", True)]] == [2, 8]
    assert {why for found in told for why, _new in found} == {"devuelta"}


def test_what_came_back_is_news_again_when_its_term_falls() -> None:
    back = _at(date(2021, 4, 19), 10)
    found = of(a_delivery(DeliveryState.RETURNED), at(date(2021, 4, 27), told=date(2021, 4, 26)), moved=back)
    assert found == [("devuelta", True)]


def test_what_came_back_and_nobody_knows_when_is_news_of_today() -> None:
    assert of(a_delivery(DeliveryState.RETURNED), at(date(2021, 2, 1), told=date(2021, 1, 31))) == [("devuelta", True)]


@pytest.mark.parametrize(
    ("state", "why"),
    [(DeliveryState.REPORTED, "por-revisar"), (DeliveryState.WAIVER_ASKED, "por-excusar")],
)
def test_who_reviews_is_told_of_what_waits(state: DeliveryState, why: str) -> None:
    asked = _at(date(2021, 3, 1), 10)
    assert of(a_delivery(state), at(date(2021, 3, 2), told=date(2021, 3, 1)), moved=asked, review=True) == [(why, True)]
    assert of(a_delivery(state), at(date(2021, 3, 3), told=date(2021, 3, 2)), moved=asked, review=True) == [
        (why, False)
    ]
    assert of(a_delivery(state), at(date(2021, 3, 3)), review=True) == [(why, True)]


@pytest.mark.parametrize("state", list(DeliveryState))
def test_who_answers_is_told_only_of_what_is_owed_and_who_reviews_only_of_what_waits(state: DeliveryState) -> None:
    day = date(2021, 4, 29)
    owed = {DeliveryState.PENDING: "ultimo", DeliveryState.RETURNED: "devuelta"}
    waits = {DeliveryState.REPORTED: "por-revisar", DeliveryState.WAIVER_ASKED: "por-excusar"}
    assert [why for why, _new in of(a_delivery(state), at(day))] == [one for one in [owed.get(state)] if one]
    assert [why for why, _new in of(a_delivery(state), at(day), review=True)] == [
        one for one in [waits.get(state)] if one
    ]


def test_terms_in_any_order_count_from_the_nearest_to_the_last_day() -> None:
    mixed = Lead(first=3, second=30, last=10)
    assert [mixed.reached(left) for left in (40, 20, 8, 1)] == [
        None,
        (Why.SECOND, 30),
        (Why.LAST, 10),
        (Why.FIRST, 3),
    ]


def test_a_digest_has_news_when_one_thing_is_new_and_carries_the_rest_along_by_reason() -> None:
    old, new = a_delivery(due=date(2021, 4, 9)), a_delivery(due=date(2021, 4, 22), key="I2-1")
    found = digest([new, old], [], year=2021, moved={}, lead=LEAD, at=at(date(2021, 4, 12), told=date(2021, 4, 11)))
    assert [(str(one.delivery.key), one.why, one.is_new) for one in found.items] == [
        ("I1-1", Why.OVERDUE, False),
        ("I2-1", Why.SECOND, True),
    ]
    assert found.has_news
    assert [(why, len(items)) for why, items in found.groups()] == [(Why.OVERDUE, 1), (Why.SECOND, 1)]


def test_a_digest_of_nothing_has_no_news() -> None:
    assert (Digest().has_news, Digest().groups()) == (False, ())


def test_the_years_of_one_person_are_one_digest() -> None:
    moment = at(date(2022, 1, 10))
    before = digest([a_delivery(due=date(2022, 1, 17))], [], year=2021, moved={}, lead=LEAD, at=moment)
    after = digest([a_delivery(due=date(2022, 1, 9), key="D1-1")], [], year=2022, moved={}, lead=LEAD, at=moment)
    whole = together([before, after])
    assert [(one.year, one.why) for one in whole.items] == [(2022, Why.OVERDUE), (2021, Why.SECOND)]


@given(
    due=st.dates(date(2021, 1, 1), date(2021, 12, 31)),
    start=st.dates(date(2020, 12, 1), date(2022, 1, 15)),
    skipped=st.sets(st.integers(0, 89)),
)
def test_run_on_any_days_each_reminder_is_told_once_and_none_is_told_twice(
    due: date, start: date, skipped: set[int]
) -> None:
    """Whatever days the job missed: the same is news again only where it is overdue."""
    told: list[tuple[date, str]] = []
    last: date | None = None
    for offset in range(90):
        day = start + timedelta(days=offset)
        if offset in skipped:
            continue
        found = of(a_delivery(due=due), at(day, told=last))
        if any(new for _why, new in found):
            told.append((day, found[0][0]))
            last = day
    for (before, why), (after, again) in pairwise(told):
        assert why != again or (again == "vencida" and after > before)
    assert [why for _day, why in told if why != "vencida"] == sorted(
        {why for _day, why in told if why != "vencida"}, key=["primero", "segundo", "ultimo"].index
    )


def test_reasons_are_said_in_words() -> None:
    assert len({why.label for why in Why}) == len(Why)
