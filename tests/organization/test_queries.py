"""What is asked of the entity and its units."""

from datetime import date

import pytest

from factories.organization import BY, a_unit, an_entity
from rendir.foundation.organization.actions import add_alias, declare_stages
from rendir.foundation.organization.models import StageWindow, Unit
from rendir.foundation.organization.queries import (
    current_entity,
    find_unit,
    find_units,
    stage_windows,
    unit_names,
)

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
