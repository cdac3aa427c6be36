"""The entity, its units and its dates: what is always true of a row."""

from datetime import date

import pytest
from django.db import IntegrityError

from factories.organization import BY, a_unit, an_entity
from rendir.foundation.audit.actions import create
from rendir.foundation.organization.models import Entity, StageWindow, Unit, UnitAlias

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
        StageWindow(stage="x", year=2021),
    ]
    assert [str(one) for one in told] == ["Municipio", "Hacienda", "Sec. Hda.", "x 2021"]


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
    ],
    ids=["unit", "stage"],
)
def test_nothing_ends_before_it_starts(row: Unit | StageWindow) -> None:
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
