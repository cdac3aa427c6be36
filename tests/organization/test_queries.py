"""What is asked of the entity, its units, its calendar and its terms."""

from datetime import date

import pytest

from factories.organization import BY, a_changed_term, a_unit, an_entity, days_noted
from rendir.foundation.audit.held import standing_at
from rendir.foundation.audit.queries import standing
from rendir.foundation.core.workdays import DayKind
from rendir.foundation.organization.actions import (
    add_alias,
    declare_stages,
    withdraw_exception,
    withdraw_term_change,
)
from rendir.foundation.organization.models import StageWindow, Unit
from rendir.foundation.organization.queries import (
    current_entity,
    days_noted_in,
    deadline,
    find_unit,
    find_units,
    stage_windows,
    term,
    term_changes,
    term_changes_of,
    term_on,
    term_periods,
    terms_on,
    unit_names,
    working_calendar,
)
from rendir.foundation.organization.terms import TERMS, Mark, TermKey, TermUnit, TermValue

pytestmark = pytest.mark.django_db

DAY = date(2021, 3, 1)


def _planning() -> Unit:
    unit = a_unit("Secretaría de Planeación")
    add_alias(unit, "Sec. Planeación", on=DAY, by=BY)
    return unit


def test_there_is_no_entity_before_the_start() -> None:
    assert current_entity() is None
    entity = an_entity()
    assert current_entity() == entity


@pytest.mark.parametrize("name", ["secretaria de planeacion", "  SEC.   PLANEACIÓN "])
def test_a_unit_is_found_by_any_of_its_names(name: str) -> None:
    unit = _planning()
    assert find_unit(name) == unit
    assert find_unit("Planeación") is None


def test_many_units_are_found_at_once() -> None:
    unit, treasury = _planning(), a_unit("Hacienda")
    assert find_units(["Sec. Planeacion", "HACIENDA", "Salud"]) == {"sec. planeacion": unit, "hacienda": treasury}
    assert find_units([]) == {}


@pytest.mark.parametrize("names", [1, 3])
def test_many_units_ask_twice(names: int, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    for number in range(names):
        add_alias(a_unit(f"Unidad {number}"), f"U{number}", on=DAY, by=BY)
    with django_assert_num_queries(2):
        assert len(find_units([f"u{number}" for number in range(names)])) == names


def test_names_come_longest_first() -> None:
    _planning()
    a_unit("Salud")
    assert unit_names() == ["Secretaría de Planeación", "Sec. Planeación", "Salud"]


def test_the_windows_of_a_year_by_stage() -> None:
    declare_stages(2021, {"diseno": (DAY, DAY)}, by=BY)
    declare_stages(2022, {"ejecucion": (DAY, DAY)}, by=BY)
    assert stage_windows(2021) == {"diseno": StageWindow.objects.get(year=2021)}
    assert stage_windows(2023) == {}


# --- the calendar -----------------------------------------------------------------------------------------------------

FRIDAY, SATURDAY = date(2021, 7, 16), date(2021, 7, 17)


def test_the_calendar_of_a_country_without_acts_of_its_own() -> None:
    calendar = working_calendar(DAY, DAY)
    assert (calendar.first, calendar.last) == (date(2021, 1, 1), date(2022, 12, 31))
    assert calendar.add_working_days(date(2021, 3, 26), 15) == date(2021, 4, 20)
    assert calendar.add_working_days(date(2021, 12, 31), 10) == date(2022, 1, 17)
    assert calendar.reason(SATURDAY).kind == DayKind.SATURDAY


def test_whoever_asks_about_the_same_years_has_the_same_calendar() -> None:
    asked = [working_calendar(DAY, DAY), working_calendar(date(2021, 1, 1), date(2021, 12, 31))]
    assert asked[0] == asked[1]
    assert working_calendar(DAY, date(2022, 1, 1)).last == date(2023, 12, 31)


def test_the_calendar_has_the_days_that_the_entity_noted() -> None:
    days_noted("closed", FRIDAY)
    days_noted("suspended", date(2021, 12, 20), date(2022, 1, 7), motive="Traslado de la sede")
    days_noted("opened", SATURDAY, motive="Compensa el viernes", act="Circular 3")
    days_noted("closed", date(2020, 12, 30), date(2021, 1, 4), motive="Cierre del año")
    calendar = working_calendar(DAY, DAY)
    days = [date(2021, 1, 4), FRIDAY, SATURDAY, date(2021, 12, 20), date(2022, 1, 7), date(2022, 1, 11)]
    assert [(one.kind, one.reason) for one in map(calendar.reason, days)] == [
        (DayKind.CLOSED, "Día no hábil local: Cierre del año"),
        (DayKind.CLOSED, "Día no hábil local: Fiestas patronales"),
        (DayKind.WORKING_SATURDAY, "Sábado hábil: Compensa el viernes"),
        (DayKind.SUSPENDED, "Suspensión de términos: Traslado de la sede"),
        (DayKind.SUSPENDED, "Suspensión de términos: Traslado de la sede"),
        (DayKind.WORKING, "Día hábil"),
    ]


def test_what_was_noted_of_a_year_is_listed_with_what_was_withdrawn() -> None:
    later, earlier = days_noted("closed", FRIDAY), days_noted("closed", date(2020, 12, 30), date(2021, 1, 4))
    withdraw_exception(later, why="Error", expected=1, by=BY)
    days_noted("closed", date(2022, 1, 3))
    assert [days_noted_in(year) for year in (2019, 2020, 2021)] == [[], [earlier], [earlier, later]]


def test_what_was_withdrawn_takes_no_day_away() -> None:
    noted = days_noted("closed", FRIDAY)
    withdraw_exception(noted, why="El decreto se derogó", expected=1, by=BY)
    assert working_calendar(DAY, DAY).is_working(FRIDAY)


def test_saturdays_count_between_the_days_on_which_the_entity_decided_it() -> None:
    a_changed_term(TermKey.SATURDAYS_COUNT, 1, date(2021, 7, 1))
    a_changed_term(TermKey.SATURDAYS_COUNT, 0, date(2021, 9, 1))
    a_changed_term(TermKey.SATURDAYS_COUNT, 1, date(2022, 11, 1))
    a_changed_term(TermKey.SATURDAYS_COUNT, 0, date(2023, 2, 1))
    calendar = working_calendar(DAY, DAY)
    days = [date(2021, 6, 26), SATURDAY, date(2021, 8, 28), date(2021, 9, 4), date(2022, 12, 31)]
    assert [calendar.is_working(day) for day in days] == [False, True, True, False, True]
    assert (calendar.reason(SATURDAY).reason, calendar.reason(SATURDAY).norm) == ("Sábado hábil", "Acta 3")
    assert not working_calendar(date(2019, 1, 1), date(2019, 1, 1)).working_saturdays
    assert not working_calendar(date(2024, 1, 1), date(2024, 1, 1)).working_saturdays


@pytest.mark.parametrize("rows", [1, 3])
def test_a_calendar_asks_twice_and_a_page_only_once(rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        days_noted("closed", date(2021, 3, 2 + number))
        a_changed_term(TermKey.SATURDAYS_COUNT, number % 2, date(2021, 3, 2 + number))
    with django_assert_num_queries(2):
        working_calendar(DAY, DAY)
    with standing_at(standing()), django_assert_num_queries(2):
        assert working_calendar(DAY, DAY) is working_calendar(DAY, date(2021, 12, 31))


def test_the_last_year_that_is_known_ends_the_calendar() -> None:
    assert working_calendar(date(2100, 5, 1), date(2100, 5, 1)).last == date(2100, 12, 31)
    with pytest.raises(ValueError, match="before it begins"):
        working_calendar(date(2102, 1, 1), date(2102, 1, 1))
    with pytest.raises(ValueError, match="not known"):
        working_calendar(date(1983, 1, 1), date(1983, 1, 1))


# --- terms ------------------------------------------------------------------------------------------------------------


def test_a_term_is_what_it_was_on_the_day() -> None:
    """An answer to a petition received in the emergency; an answer of accountability is always of fifteen days."""
    days = [date(2020, 3, 27), date(2021, 6, 1), date(2022, 5, 17), date(2022, 5, 18)]
    assert [term(TermKey.PETITION, day) for day in days] == [15, 30, 30, 15]
    assert {term("respuesta-rendicion", day) for day in days} == {15}


def test_the_entity_changes_a_term_from_a_day_on() -> None:
    a_changed_term(TermKey.DUE_SOON, 15, DAY)
    a_changed_term(TermKey.DUE_SOON, 20, date(2021, 6, 1))
    assert [term(TermKey.DUE_SOON, day) for day in (date(2021, 2, 28), DAY, date(2021, 6, 1))] == [10, 15, 20]
    assert term_on(TermKey.DUE_SOON, DAY) == TermValue(15, "Acta 3", Mark.DECIDED, DAY, date(2021, 5, 31))
    assert [(one.value, one.starts_on) for one in term_periods(TermKey.DUE_SOON)] == [
        (10, None),
        (15, DAY),
        (20, date(2021, 6, 1)),
    ]


def test_what_was_withdrawn_changes_no_term() -> None:
    change = a_changed_term(TermKey.DUE_SOON, 15, DAY)
    withdraw_term_change(change, why="El comité lo revocó", expected=1, by=BY)
    assert (term(TermKey.DUE_SOON, DAY), dict(term_changes())) == (10, {})


def test_the_changes_of_a_term_are_listed_newest_first_with_what_was_withdrawn() -> None:
    first, second = (a_changed_term(TermKey.DUE_SOON, 15, day) for day in (DAY, date(2021, 6, 1)))
    withdraw_term_change(first, why="Error", expected=1, by=BY)
    a_changed_term(TermKey.SILENCE, 20, DAY)
    assert term_changes_of(TermKey.DUE_SOON) == [second, first]


def test_every_term_of_a_day_in_one_statement(django_assert_num_queries) -> None:
    a_changed_term(TermKey.DUE_SOON, 15, DAY)
    a_changed_term(TermKey.SILENCE, 20, DAY)
    with django_assert_num_queries(1):
        told = terms_on(DAY)
    assert [one for one, _ in told] == list(TERMS)
    values = {one.key: value.value for one, value in told}
    assert (values[TermKey.DUE_SOON], values[TermKey.SILENCE], values[TermKey.PETITION]) == (15, 20, 30)


def test_a_term_that_nobody_knows_has_no_value() -> None:
    for ask in (lambda: term("plazo-inventado", DAY), lambda: deadline("plazo-inventado", DAY)):
        with pytest.raises(KeyError):
            ask()


def test_a_deadline_follows_the_value_and_the_calendar_of_the_entity() -> None:
    good_friday = date(2021, 4, 2)
    assert deadline(TermKey.ACCOUNTABILITY_ANSWER, good_friday).day == date(2021, 4, 23)
    days_noted("closed", date(2021, 4, 12), act="Decreto 9")
    told = deadline(TermKey.ACCOUNTABILITY_ANSWER, good_friday)
    assert (told.day, told.value, told.unit, told.norm, told.mark) == (
        date(2021, 4, 26),
        15,
        TermUnit.WORKING_DAYS,
        "Ley 1757 de 2015, art. 56; Ley 4 de 1913, art. 62",
        Mark.CITED,
    )
    assert [one.norm for one in told.days if one.kind == DayKind.CLOSED] == ["Decreto 9"]
    assert told.calendar_version == working_calendar(DAY, DAY).version_between(good_friday, told.day)


@pytest.mark.parametrize(
    ("key", "start", "day"),
    [
        (TermKey.INTERNAL_CONTROL_REPORT, date(2021, 12, 31), date(2022, 1, 17)),
        (TermKey.REPORT_BEFORE_HEARING, date(2021, 12, 3), date(2021, 11, 3)),
        (TermKey.REPORT_PUBLICATION, date(2021, 11, 25), date(2021, 12, 27)),
        (TermKey.MANAGEMENT_REPORT, date(2021, 12, 31), date(2022, 1, 31)),
        (TermKey.SILENCE, date(2021, 12, 31), date(2022, 1, 30)),
    ],
)
def test_every_kind_of_term_has_its_deadline(key: TermKey, start: date, day: date) -> None:
    assert deadline(key, start).day == day


def test_what_is_no_time_has_no_deadline() -> None:
    with pytest.raises(ValueError, match="no day"):
        deadline(TermKey.SMALL_COUNT, DAY)
