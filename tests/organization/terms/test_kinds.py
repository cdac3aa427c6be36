"""What a term says on a day, in words, and the day it leads to."""

from datetime import date

import pytest

from rendir.foundation.core.workdays import Calendar, Span
from rendir.foundation.organization.national_holidays import national_holidays
from rendir.foundation.organization.terms.kinds import (
    Mark,
    Term,
    TermGroup,
    TermUnit,
    TermValue,
    deadline_of,
    last_day,
)

CALENDAR = Calendar(date(2021, 1, 1), date(2022, 12, 31), holidays=national_holidays(2021) + national_holidays(2022))
BASE = TermValue(15, "Ley 1", Mark.VERIFIED)
EMERGENCY = TermValue(30, "Decreto 2", Mark.CITED, date(2020, 3, 28), date(2022, 5, 17))
PETITION = Term("peticion", TermGroup.ANSWERS, "Responder", TermUnit.WORKING_DAYS, "Desde mañana.", (BASE, EMERGENCY))


def _own(value: int, starts_on: date) -> TermValue:
    return TermValue(value, "Acuerdo 3", Mark.DECIDED, starts_on)


def _told(periods: tuple[TermValue, ...]) -> list[tuple[int, date | None, date | None]]:
    return [(one.value, one.starts_on, one.ends_on) for one in periods]


def test_a_value_with_dates_stands_between_those_before_and_after_it() -> None:
    assert _told(PETITION.periods()) == [
        (15, None, date(2020, 3, 27)),
        (30, date(2020, 3, 28), date(2022, 5, 17)),
        (15, date(2022, 5, 18), None),
    ]


def test_the_value_of_the_entity_holds_from_its_day_on() -> None:
    assert _told(PETITION.periods((_own(12, date(2023, 2, 1)), _own(11, date(2024, 2, 1))))) == [
        (15, None, date(2020, 3, 27)),
        (30, date(2020, 3, 28), date(2022, 5, 17)),
        (15, date(2022, 5, 18), date(2023, 1, 31)),
        (12, date(2023, 2, 1), date(2024, 1, 31)),
        (11, date(2024, 2, 1), None),
    ]


def test_what_begins_later_goes_before_and_comes_back_when_it_ends() -> None:
    """The entity had shortened a term; the emergency lengthened it for a while."""
    assert _told(PETITION.periods((_own(12, date(2019, 1, 1)),))) == [
        (15, None, date(2018, 12, 31)),
        (12, date(2019, 1, 1), date(2020, 3, 27)),
        (30, date(2020, 3, 28), date(2022, 5, 17)),
        (12, date(2022, 5, 18), None),
    ]


def test_on_the_same_day_the_entity_has_the_last_word() -> None:
    assert PETITION.on(date(2020, 3, 28), (_own(20, date(2020, 3, 28)),)).value == 20


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(1990, 1, 1), 15),
        (date(2020, 3, 27), 15),
        (date(2020, 3, 28), 30),
        (date(2022, 5, 17), 30),
        (date(2022, 5, 18), 15),
    ],
)
def test_a_term_is_asked_on_a_day(day: date, value: int) -> None:
    told = PETITION.on(day)
    assert told.value == value
    assert (told.starts_on or day) <= day <= (told.ends_on or day)


@pytest.mark.parametrize(
    ("unit", "value", "written"),
    [
        (TermUnit.WORKING_DAYS, 1, "1 día hábil"),
        (TermUnit.WORKING_DAYS, 10, "10 días hábiles"),
        (TermUnit.CALENDAR_DAYS, 30, "30 días calendario"),
        (TermUnit.DAYS_BEFORE, 30, "30 días calendario antes"),
        (TermUnit.MONTHS, 1, "1 mes"),
        (TermUnit.MONTHS, 2, "2 meses"),
        (TermUnit.DAY_OF_JANUARY, 31, "31 de enero"),
        (TermUnit.NUMBER, 5, "5"),
        (TermUnit.YES_NO, 1, "Sí"),
        (TermUnit.YES_NO, 0, "No"),
    ],
)
def test_a_value_is_written(unit: TermUnit, value: int, written: str) -> None:
    assert unit.written(value) == written


@pytest.mark.parametrize("unit", TermUnit)
def test_a_unit_has_a_name_and_bounds(unit: TermUnit) -> None:
    least, most = unit.bounds
    assert unit.label
    assert least < most


@pytest.mark.parametrize("kind", [*Mark, *TermGroup])
def test_marks_and_groups_have_their_words(kind: Mark | TermGroup) -> None:
    assert kind.label


@pytest.mark.parametrize(
    ("unit", "value", "start", "day"),
    [
        (TermUnit.WORKING_DAYS, 15, date(2021, 3, 26), date(2021, 4, 20)),
        (TermUnit.CALENDAR_DAYS, 30, date(2021, 3, 2), date(2021, 4, 1)),  # Holy Thursday: it does not roll
        (TermUnit.DAYS_BEFORE, 30, date(2021, 12, 3), date(2021, 11, 3)),
        (TermUnit.MONTHS, 1, date(2021, 3, 1), date(2021, 4, 5)),
        (TermUnit.DAY_OF_JANUARY, 31, date(2021, 12, 31), date(2022, 1, 31)),
        (TermUnit.DAY_OF_JANUARY, 31, date(2021, 1, 1), date(2022, 1, 31)),
    ],
)
def test_a_term_leads_to_a_day(unit: TermUnit, value: int, start: date, day: date) -> None:
    assert unit.leads_to_a_day
    assert last_day(unit, value, start=start, calendar=CALENDAR) == day


@pytest.mark.parametrize("unit", [TermUnit.NUMBER, TermUnit.YES_NO])
def test_what_is_no_time_leads_to_no_day(unit: TermUnit) -> None:
    assert not unit.leads_to_a_day
    with pytest.raises(ValueError, match="no day"):
        last_day(unit, 1, start=date(2021, 3, 26), calendar=CALENDAR)


def test_a_deadline_carries_what_explains_it() -> None:
    start = date(2022, 6, 1)
    told = deadline_of(PETITION, PETITION.on(start), start=start, calendar=CALENDAR)
    assert (told.key, told.start, told.day, told.value, told.unit, told.norm, told.mark) == (
        "peticion",
        start,
        date(2022, 6, 23),
        15,
        TermUnit.WORKING_DAYS,
        "Ley 1",
        Mark.VERIFIED,
    )
    assert told.days == CALENDAR.explain(start, 15)
    assert told.calendar_version == CALENDAR.version_between(start, told.day)


def test_a_deadline_frozen_yesterday_shows_that_a_day_was_taken_from_it() -> None:
    start = date(2022, 6, 1)
    closed = Calendar(CALENDAR.first, CALENDAR.last, CALENDAR.holidays, closures=(Span(start, date(2022, 6, 2), "x"),))
    before, after = (deadline_of(PETITION, PETITION.on(start), start=start, calendar=one) for one in (CALENDAR, closed))
    assert (before.day, after.day) == (date(2022, 6, 23), date(2022, 6, 24))
    assert before.calendar_version != after.calendar_version


def test_a_term_that_looks_back_has_no_days_to_explain() -> None:
    before = Term("x", TermGroup.PUBLICATION, "Convocar", TermUnit.DAYS_BEFORE, "Hasta el día.", (BASE,))
    told = deadline_of(before, BASE, start=date(2021, 1, 5), calendar=CALENDAR)
    assert (told.day, told.days) == (date(2020, 12, 21), ())
