"""The entity, its units and its dates: what is always true of a row."""

from datetime import date

import pytest
from django.db import IntegrityError

from factories.organization import BY, a_unit, an_entity
from rendir.foundation.audit.actions import create
from rendir.foundation.organization.models import (
    CalendarException,
    Entity,
    ExceptionKind,
    StageWindow,
    TermChange,
    Unit,
    UnitAlias,
    Zone,
)
from rendir.foundation.organization.terms import Mark, TermValue, term_of

FIRST, LAST = date(2021, 3, 1), date(2021, 6, 30)


@pytest.mark.parametrize(
    ("short_name", "initials"),
    [
        ("Alcaldía de Alsabana", "AA"),
        ("Alcaldía Municipal de Alsabana", "MA"),
        ("Alsabana", "A"),
        ("alsabana", "AL"),
        ("IDRD 3", "I"),
        ("", ""),
    ],
)
def test_an_entity_has_initials(short_name: str, initials: str) -> None:
    assert Entity(short_name=short_name).initials == initials


def test_rows_tell_what_they_are() -> None:
    told = [
        Entity(name="Municipio"),
        Unit(name="Hacienda"),
        UnitAlias(name="Sec. Hda."),
        Zone(kind="vereda", name="La Palma"),
        Zone(kind="otra", name="Zona industrial"),
        StageWindow(stage="x", year=2021),
        CalendarException(kind="closed", motive="Fiestas patronales"),
        TermChange(key="silencio", value=20),
    ]
    assert [str(one) for one in told] == [
        "Municipio",
        "Hacienda",
        "Sec. Hda.",
        "Vereda La Palma",
        "Zona industrial",
        "x 2021",
        "Día no hábil local: Fiestas patronales",
        "Días sin novedad para hablar de «silencio»: 20 días calendario",
    ]


@pytest.mark.django_db
def test_there_is_one_entity() -> None:
    an_entity()
    with pytest.raises(IntegrityError):
        create(Entity(pk=2, name="Otra", short_name="Otra"), perm="any", by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        Unit(name="A", folded="a", sort_key="a", starts_on=LAST, ends_on=FIRST),
        StageWindow(year=2021, stage="diseno", starts_on=LAST, ends_on=FIRST),
        CalendarException(kind="closed", starts_on=LAST, ends_on=FIRST, motive="x", act="y", noted_on=FIRST),
    ],
    ids=["unit", "stage", "exception"],
)
def test_nothing_ends_before_it_starts(row: Unit | StageWindow | CalendarException) -> None:
    with pytest.raises(IntegrityError):
        create(row, perm="any", by=BY)


@pytest.mark.django_db
def test_what_has_one_day_may_be() -> None:
    create(Unit(name="A", folded="a", sort_key="a", starts_on=FIRST, ends_on=FIRST), perm="any", by=BY)
    create(StageWindow(year=2021, stage="diseno", starts_on=FIRST, ends_on=FIRST), perm="any", by=BY)
    assert (Unit.objects.count(), StageWindow.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_stage_has_one_window_a_year() -> None:
    for year in (2021, 2022):
        create(StageWindow(year=year, stage="diseno", starts_on=FIRST, ends_on=LAST), perm="any", by=BY)
    with pytest.raises(IntegrityError):
        create(StageWindow(year=2021, stage="diseno", starts_on=FIRST, ends_on=LAST), perm="any", by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "active"),
    [
        (date(2021, 2, 28), ["Siempre"]),
        (FIRST, ["Desde marzo", "En marzo", "Siempre"]),
        (date(2021, 3, 31), ["Desde marzo", "En marzo", "Siempre"]),
        (date(2021, 4, 1), ["Desde marzo", "Siempre"]),
    ],
)
def test_units_exist_from_a_day_to_another(day: date, active: list[str]) -> None:
    a_unit("Siempre")
    a_unit("Desde marzo", starts_on=FIRST)
    march = Unit(name="En marzo", folded="en marzo", sort_key="en marzo", starts_on=FIRST, ends_on=date(2021, 3, 31))
    create(march, perm="any", by=BY)
    assert [unit.name for unit in Unit.objects.active_on(day)] == active


@pytest.mark.django_db
def test_units_sort_as_in_a_spanish_dictionary() -> None:
    for name in ("Ñame", "Oca", "Ábaco", "Nube"):
        a_unit(name)
    assert [unit.name for unit in Unit.objects.all()] == ["Ábaco", "Nube", "Ñame", "Oca"]


SATURDAY = date(2021, 7, 17)


def _days_off(**fields: object) -> CalendarException:
    return CalendarException(
        **{
            "kind": "closed",
            "starts_on": FIRST,
            "ends_on": LAST,
            "motive": "x",
            "act": "y",
            "noted_on": FIRST,
            **fields,
        }
    )


def _changed(**fields: object) -> TermChange:
    return TermChange(
        **{"key": "silencio", "value": 20, "starts_on": FIRST, "reason": "x", "norm": "y", "noted_on": FIRST, **fields}
    )


@pytest.mark.django_db
def test_a_working_saturday_is_one_day() -> None:
    create(_days_off(kind=ExceptionKind.OPENED, starts_on=SATURDAY, ends_on=SATURDAY), perm="any", by=BY)
    with pytest.raises(IntegrityError):
        create(_days_off(kind=ExceptionKind.OPENED, starts_on=SATURDAY, ends_on=date(2021, 7, 18)), perm="any", by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [_days_off, _changed])
@pytest.mark.parametrize(
    "fields",
    [
        {"state": "withdrawn", "withdrawn_on": LAST},
        {"state": "withdrawn", "withdrawn_reason": "Error"},
        {"state": "in_force", "withdrawn_on": LAST, "withdrawn_reason": "Error"},
        {"state": "in_force", "withdrawn_reason": "Error"},
    ],
)
def test_what_is_withdrawn_has_its_day_and_its_reason_and_nothing_else_has(make, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        create(make(**fields), perm="any", by=BY)


@pytest.mark.django_db
def test_a_term_changes_once_a_day_but_for_what_was_withdrawn() -> None:
    create(_changed(), perm="any", by=BY)
    create(_changed(state="withdrawn", withdrawn_on=LAST, withdrawn_reason="Error"), perm="any", by=BY)
    create(_changed(starts_on=LAST), perm="any", by=BY)
    create(_changed(key="por-vencer"), perm="any", by=BY)
    with pytest.raises(IntegrityError):
        create(_changed(value=25), perm="any", by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2021, 1, 1), date(2021, 2, 28), False),
        (date(2021, 1, 1), FIRST, True),
        (date(2021, 4, 1), date(2021, 4, 1), True),
        (LAST, date(2021, 12, 31), True),
        (date(2021, 7, 1), date(2021, 12, 31), False),
    ],
)
def test_days_are_found_by_any_day_of_theirs(first: date, last: date, *, found: bool) -> None:
    create(_days_off(), perm="any", by=BY)
    assert CalendarException.objects.touching(first, last).exists() is found


@pytest.mark.django_db
def test_what_is_in_force_is_what_nobody_withdrew() -> None:
    withdrawn = {"state": "withdrawn", "withdrawn_on": LAST, "withdrawn_reason": "Error"}
    kept = [create(make(), perm="any", by=BY) for make in (_days_off, _changed)]
    for make in (_days_off, _changed):
        create(make(**withdrawn), perm="any", by=BY)
    assert [*CalendarException.objects.in_force(), *TermChange.objects.in_force()] == kept


def test_a_change_knows_its_term_and_says_its_value_as_the_catalogue_does() -> None:
    change = _changed()
    assert (change.term, change.written) == (term_of("silencio"), "20 días calendario")
    assert change.as_value() == TermValue(20, "y", Mark.DECIDED, FIRST)
