"""Which days count: the terms that domain experts computed by hand, and a brute-force count beside every answer."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.workdays import Calendar, DayKind, DayVerdict, OutsideCalendar, Span
from rendir.foundation.organization.national_holidays import national_holidays

FIRST, LAST = date(2017, 1, 1), date(2027, 12, 31)
HOLIDAYS = tuple(span for year in range(2017, 2028) for span in national_holidays(year))
COUNTRY = Calendar(FIRST, LAST, holidays=HOLIDAYS)
SATURDAYS = Span(FIRST, LAST, "", "Decreto 1 de 2017")


def _one(day: date, reason: str = "", norm: str = "") -> Span:
    return Span(day, day, reason, norm)


# --- what was computed by hand ----------------------------------------------------------------------------------------

BEFORE_HOLY_WEEK, GOOD_FRIDAY, BEFORE_INDEPENDENCE = date(2021, 3, 26), date(2021, 4, 2), date(2021, 7, 19)
VECTORS = {
    BEFORE_HOLY_WEEK: {3: (3, 31), 5: (4, 6), 10: (4, 13), 15: (4, 20), 30: (5, 11), 20: (4, 27)},
    GOOD_FRIDAY: {3: (4, 7), 5: (4, 9), 10: (4, 16), 15: (4, 23), 30: (5, 14), 20: (4, 30)},
    BEFORE_INDEPENDENCE: {3: (7, 23), 5: (7, 27), 10: (8, 3), 15: (8, 10), 30: (9, 1), 20: (8, 18)},
}


@pytest.mark.parametrize(
    ("received", "n", "last"),
    [(received, n, date(2021, *last)) for received, terms in VECTORS.items() for n, last in terms.items()],
)
def test_a_term_of_working_days_begins_the_day_after(received: date, n: int, last: date) -> None:
    """Ley 4 de 1913, art. 62; the terms of Ley 1437 de 2011, art. 14, and the double of each."""
    assert COUNTRY.add_working_days(received, n) == last


def test_what_comes_on_good_friday_is_due_a_day_later_when_counted_from_its_filing() -> None:
    """Ley 1437 de 2011, art. 54: it is filed on the next working day. The two policies differ by one working day."""
    filed = COUNTRY.next_working_day(GOOD_FRIDAY)
    assert (filed, COUNTRY.add_working_days(filed, 15)) == (date(2021, 4, 5), date(2021, 4, 26))


@pytest.mark.parametrize(
    ("cut", "tenth"),
    [
        (date(2017, 12, 31), date(2018, 1, 16)),
        (date(2021, 4, 30), date(2021, 5, 14)),
        (date(2021, 8, 31), date(2021, 9, 14)),
        (date(2021, 12, 31), date(2022, 1, 17)),
        (date(2026, 4, 30), date(2026, 5, 15)),
        (date(2026, 8, 31), date(2026, 9, 14)),
        (date(2026, 12, 31), date(2027, 1, 18)),
    ],
)
def test_the_tenth_working_day_after_a_cut(cut: date, tenth: date) -> None:
    """Decreto 1081 de 2015, art. 2.1.4.8, as practised: real reports fall on or before these days."""
    assert COUNTRY.add_working_days(cut, 10) == tenth


@pytest.mark.parametrize(
    ("day", "n", "last"),
    [
        (date(2021, 1, 31), 1, date(2021, 3, 1)),  # February has no 31; its last day is a Sunday
        (date(2020, 1, 31), 1, date(2020, 3, 2)),  # 29 February 2020 is a Saturday
        (date(2021, 3, 1), 1, date(2021, 4, 5)),  # Holy Thursday
        (date(2021, 11, 25), 1, date(2021, 12, 27)),  # Christmas on a Saturday
        (date(2021, 12, 1), 1, date(2022, 1, 3)),  # the year ends, and the next begins on a Saturday
        (date(2021, 5, 14), 1, date(2021, 6, 15)),  # Sacred Heart, a Monday
        (date(2020, 2, 28), 12, date(2021, 3, 1)),
        (date(2021, 2, 10), 2, date(2021, 4, 12)),
    ],
)
def test_a_term_of_months_follows_the_calendar_and_rolls(day: date, n: int, last: date) -> None:
    """Ley 4 de 1913, art. 62; Código Civil, art. 67."""
    assert COUNTRY.add_months(day, n) == last


def test_a_term_is_explained_day_by_day() -> None:
    told = COUNTRY.explain(BEFORE_HOLY_WEEK, 5)
    assert [(one.day.day, one.counts, one.reason, one.norm) for one in told] == [
        (27, False, "Sábado", "Ley 4 de 1913, art. 62"),
        (28, False, "Domingo", "Ley 4 de 1913, art. 62"),
        (29, True, "Día hábil", ""),
        (30, True, "Día hábil", ""),
        (31, True, "Día hábil", ""),
        (1, False, "Festivo: Jueves Santo", "Ley 51 de 1983, art. 1"),
        (2, False, "Festivo: Viernes Santo", "Ley 51 de 1983, art. 1"),
        (3, False, "Sábado", "Ley 4 de 1913, art. 62"),
        (4, False, "Domingo", "Ley 4 de 1913, art. 62"),
        (5, True, "Día hábil", ""),
        (6, True, "Día hábil", ""),
    ]


# --- what an entity adds ----------------------------------------------------------------------------------------------

FRIDAY, SATURDAY, SUNDAY = date(2021, 7, 16), date(2021, 7, 17), date(2021, 7, 18)
INDEPENDENCE = date(2021, 7, 20)
FEAST = _one(FRIDAY, "Fiestas patronales", "Decreto 45 de 2021")
FLOOD = Span(date(2021, 7, 14), date(2021, 7, 22), "Inundación del archivo", "Resolución 9 de 2021")


def _verdict(day: date, **spans: tuple[Span, ...]) -> DayVerdict:
    return Calendar(FIRST, LAST, holidays=HOLIDAYS, **spans).reason(day)


def test_a_local_day_does_not_count() -> None:
    assert _verdict(FRIDAY, closures=(FEAST,)) == DayVerdict(
        FRIDAY, False, "Día no hábil local: Fiestas patronales", "Decreto 45 de 2021", DayKind.CLOSED
    )


def test_no_day_of_a_suspension_counts() -> None:
    calendar = Calendar(FIRST, LAST, holidays=HOLIDAYS, suspensions=(FLOOD,))
    assert calendar.reason(FRIDAY) == DayVerdict(
        FRIDAY,
        False,
        "Suspensión de términos: Inundación del archivo",
        "Resolución 9 de 2021",
        DayKind.SUSPENDED,
    )
    assert calendar.add_working_days(date(2021, 7, 13), 1) == date(2021, 7, 23)
    assert calendar.add_months(date(2021, 6, 15), 1) == date(2021, 7, 23)


def test_a_saturday_counts_where_the_entity_works_on_it() -> None:
    bare = DayVerdict(SATURDAY, True, "Sábado hábil", "Decreto 1 de 2017", DayKind.WORKING_SATURDAY)
    assert _verdict(SATURDAY, working_saturdays=(SATURDAYS,)) == bare
    told = _verdict(SATURDAY, working_saturdays=(_one(SATURDAY, "Compensa el viernes", "Circular 3"),))
    assert (told.counts, told.reason, told.norm) == (True, "Sábado hábil: Compensa el viernes", "Circular 3")
    assert _verdict(date(2021, 7, 24), working_saturdays=(_one(SATURDAY),)).kind == DayKind.SATURDAY


def test_a_run_of_saturdays_makes_no_other_day_count() -> None:
    calendar = Calendar(FIRST, LAST, holidays=HOLIDAYS, working_saturdays=(SATURDAYS,))
    assert [calendar.reason(day).kind for day in (SUNDAY, INDEPENDENCE, date(2021, 5, 1), FRIDAY)] == [
        DayKind.SUNDAY,
        DayKind.HOLIDAY,
        DayKind.HOLIDAY,
        DayKind.WORKING,
    ]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (INDEPENDENCE, DayKind.HOLIDAY),
        (SUNDAY, DayKind.SUNDAY),
        (SATURDAY, DayKind.CLOSED),
        (FRIDAY, DayKind.CLOSED),
        (date(2021, 7, 19), DayKind.SUSPENDED),
    ],
)
def test_of_several_reasons_the_one_that_lasts_longest_is_told(day: date, kind: DayKind) -> None:
    closures = (Span(FRIDAY, SUNDAY, "Fiestas", "Decreto 45"), _one(INDEPENDENCE, "Día cívico", "Decreto 46"))
    assert _verdict(day, closures=closures, suspensions=(FLOOD,), working_saturdays=(SATURDAYS,)).kind == kind


def test_a_closed_saturday_does_not_count_though_the_others_do() -> None:
    spans = {"closures": (_one(SATURDAY, "Fiestas"),), "working_saturdays": (SATURDAYS,)}
    assert (_verdict(SATURDAY, **spans).counts, _verdict(date(2021, 7, 24), **spans).counts) == (False, True)


# --- what a calendar does not know ------------------------------------------------------------------------------------

SHORT = Calendar(date(2021, 1, 1), date(2021, 1, 31))


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2021, 2, 1)])
def test_nothing_is_said_of_days_outside(day: date) -> None:
    inside = date(2021, 1, 15)
    asked = [
        lambda: SHORT.reason(day),
        lambda: SHORT.is_working(day),
        lambda: SHORT.add_working_days(day, 1),
        lambda: SHORT.next_working_day(day),
        lambda: SHORT.working_days_between(inside, day),
        lambda: SHORT.working_days_between(day, inside),
        lambda: SHORT.verdicts(day, day),
    ]
    for ask in asked:
        with pytest.raises(OutsideCalendar):
            ask()


def test_a_term_that_runs_out_of_the_calendar_is_not_guessed() -> None:
    assert SHORT.add_working_days(date(2021, 1, 28), 1) == date(2021, 1, 29)
    asked = [
        lambda: SHORT.add_working_days(date(2021, 1, 28), 2),
        lambda: SHORT.next_working_day(date(2021, 1, 30)),
        lambda: SHORT.add_months(date(2021, 1, 5), 1),
        lambda: SHORT.explain(date(2021, 1, 28), 2),
    ]
    for ask in asked:
        with pytest.raises(OutsideCalendar):
            ask()


@pytest.mark.parametrize("n", [0, -1])
def test_a_term_runs_forward(n: int) -> None:
    with pytest.raises(ValueError, match="one or more"):
        COUNTRY.add_working_days(FRIDAY, n)
    with pytest.raises(ValueError, match="one or more"):
        COUNTRY.add_months(FRIDAY, n)


def test_nothing_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Span(SATURDAY, FRIDAY, "")
    with pytest.raises(ValueError, match="before it begins"):
        Calendar(SATURDAY, FRIDAY)


# --- the version ------------------------------------------------------------------------------------------------------


def test_equal_calendars_have_the_same_version_and_others_another() -> None:
    variants = [
        COUNTRY,
        Calendar(FIRST, LAST),
        Calendar(FIRST, date(2027, 12, 30), holidays=HOLIDAYS),
        Calendar(FIRST, LAST, holidays=HOLIDAYS, closures=(FEAST,)),
        Calendar(FIRST, LAST, holidays=HOLIDAYS, suspensions=(FEAST,)),
        Calendar(FIRST, LAST, holidays=HOLIDAYS, closures=(_one(FRIDAY, "Fiestas patronales", "Decreto 46 de 2021"),)),
    ]
    assert Calendar(FIRST, LAST, holidays=HOLIDAYS).version == COUNTRY.version
    assert len({one.version for one in variants}) == len(variants)
    assert len(COUNTRY.version) == 64


def test_the_version_of_a_term_changes_only_with_the_days_that_count_in_it() -> None:
    start, due = date(2021, 7, 9), date(2021, 7, 30)
    known = COUNTRY.version_between(start, due)
    year = Calendar(date(2021, 1, 1), date(2021, 12, 31), holidays=national_holidays(2021))
    closed = Calendar(FIRST, LAST, holidays=HOLIDAYS, closures=(FEAST,))
    reworded = Calendar(FIRST, LAST, holidays=tuple(Span(one.first, one.last, "Festivo") for one in HOLIDAYS))
    weekend = Calendar(FIRST, LAST, holidays=HOLIDAYS, closures=(Span(SATURDAY, SUNDAY, "Feria", "Decreto 5"),))
    assert {one.version_between(start, due) for one in (year, reworded, weekend)} == {known}
    assert closed.version_between(start, due) != known
    assert closed.version_between(FRIDAY, due) == COUNTRY.version_between(FRIDAY, due)  # day zero is no part of it


# --- against a count by hand, of any calendar -------------------------------------------------------------------------

YEARS = (date(2020, 1, 1), date(2024, 6, 30))
OF_THESE_YEARS = tuple(span for span in HOLIDAYS if YEARS[0] <= span.first <= YEARS[1])
DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))
SPANS = st.lists(
    st.builds(lambda day, days: Span(day, day + timedelta(days=days), "x", "y"), DAYS, st.integers(0, 40)), max_size=5
)
CALENDARS = st.builds(
    lambda closures, suspensions, saturdays: Calendar(
        *YEARS,
        holidays=OF_THESE_YEARS,
        closures=tuple(closures),
        suspensions=tuple(suspensions),
        working_saturdays=tuple(saturdays),
    ),
    SPANS,
    SPANS,
    SPANS,
)


def _inside(day: date, spans: tuple[Span, ...]) -> bool:
    return any(span.first <= day <= span.last for span in spans)


def _counts(calendar: Calendar, day: date) -> bool:
    """The rule said another way: everything that takes the day away, together."""
    is_weekend = day.weekday() == 6 or (day.weekday() == 5 and not _inside(day, calendar.working_saturdays))
    off = calendar.holidays + calendar.closures + calendar.suspensions
    return not (is_weekend or _inside(day, off))


def _walk(calendar: Calendar, day: date, n: int) -> date:
    """Day after day, until `n` of them counted."""
    while n:
        day += timedelta(days=1)
        n -= _counts(calendar, day)
    return day


@given(CALENDARS, DAYS)
def test_a_day_counts_when_nothing_takes_it_away(calendar: Calendar, day: date) -> None:
    told = calendar.reason(day)
    assert told.counts == calendar.is_working(day) == _counts(calendar, day)
    assert (told.norm == "") == (told.kind == DayKind.WORKING)


@given(CALENDARS, DAYS, st.integers(1, 90))
def test_a_term_ends_where_walking_day_by_day_ends(calendar: Calendar, day: date, n: int) -> None:
    last = calendar.add_working_days(day, n)
    assert last == _walk(calendar, day, n)
    assert (calendar.is_working(last), calendar.working_days_between(day, last)) == (True, n)


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_an_explanation_has_every_day_once_and_as_many_that_count(calendar: Calendar, day: date, n: int) -> None:
    told = calendar.explain(day, n)
    assert [one.day for one in told] == [day + timedelta(days=1 + number) for number in range(len(told))]
    assert (sum(one.counts for one in told), told[-1].day) == (n, calendar.add_working_days(day, n))


@given(CALENDARS, DAYS, DAYS)
def test_days_between_are_those_that_count_after_the_first(calendar: Calendar, a: date, b: date) -> None:
    counted = sum(_counts(calendar, a + timedelta(days=number)) for number in range(1, (b - a).days + 1))
    assert calendar.working_days_between(a, b) == (counted if b >= a else -calendar.working_days_between(b, a))


@given(CALENDARS, DAYS)
def test_the_next_working_day_skips_only_days_off(calendar: Calendar, day: date) -> None:
    found = calendar.next_working_day(day)
    skipped = [day + timedelta(days=number) for number in range((found - day).days)]
    assert found >= day
    assert (_counts(calendar, found), [one for one in skipped if _counts(calendar, one)]) == (True, [])


@given(CALENDARS, DAYS, st.integers(1, 24))
def test_months_land_on_the_same_number_or_on_the_last_day(calendar: Calendar, day: date, n: int) -> None:
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    landed = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    assert calendar.add_months(day, n) == calendar.next_working_day(landed)


@given(CALENDARS, CALENDARS)
def test_calendars_that_say_the_same_are_the_same_value(one: Calendar, other: Calendar) -> None:
    assert (one.version == other.version) == (one == other)
