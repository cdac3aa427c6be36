"""What is asked of strategies and schedules."""

import hashlib

import pytest
from pytest_django import DjangoAssertNumQueries

from factories.schedules import (
    BY,
    FILE,
    a_closed,
    a_schedule,
    a_strategy,
    activity,
    an_adopted,
    an_import,
    codes,
    facts,
    import_in,
    plain_render,
)
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import add_alias
from rendir.foundation.organization.models import Unit
from rendir.plan.planning import queries
from rendir.plan.planning.actions.imports import confirm_import
from rendir.plan.planning.actions.schedule import add_activity, retire_activity
from rendir.plan.planning.actions.strategies import publish_change
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import Component
from rendir.plan.planning.states import ImportState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [1, 3])
def test_a_schedule_is_three_queries_whatever_its_size(
    size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    strategy = a_strategy([facts(f"Actividad {one}") for one in range(size)])
    with django_assert_num_queries(3):
        assert len(queries.facts_of(strategy)) == size


def test_the_retired_stand_apart() -> None:
    strategy = a_strategy()
    retire_activity(activity(strategy, "I2"), reason="Ya no", expected=1, by=BY)
    assert (codes(strategy), [one.code for one in queries.retired_of(strategy)]) == (["I1", "D1", "R1"], ["I2"])


def test_the_digest_is_that_of_the_published_data() -> None:
    rows = a_schedule()
    expected = hashlib.sha256(canonical([one.as_json() for one in rows])).hexdigest()
    assert queries.digest_of(rows) == expected


def test_adopted_codes_are_those_of_every_version() -> None:
    strategy = an_adopted([facts("A"), facts("B")])
    assert queries.adopted_codes(strategy) == {"I1", "I2"}
    retire_activity(activity(strategy, "I2"), reason="Ya no", expected=1, by=BY)
    add_activity(strategy, facts("C"), by=BY)
    assert queries.adopted_codes(strategy) == {"I1", "I2"}
    publish_change(strategy, reason="Cambió", render=plain_render, by=BY)
    assert queries.adopted_codes(strategy) == {"I1", "I2", "I3"}


def test_the_public_reads_the_last_version_of_each_adopted_year() -> None:
    a_closed(year=2020)
    strategy = an_adopted(year=2021)
    a_strategy(year=2022)
    add_activity(strategy, facts("Más"), by=BY)
    publish_change(strategy, reason="Faltaba", render=plain_render, by=BY)
    assert [(one.strategy.year, one.number) for one in queries.published_versions()] == [(2021, 2), (2020, 1)]
    version = queries.published_version(2021)
    assert version is not None
    assert (version.number, queries.published_version(2022)) == (2, None)
    assert [one.number for one in queries.versions_of(2021)] == [2, 1]


@pytest.mark.parametrize(("this_year", "shown"), [(2020, 2020), (2021, 2021), (2023, 2021)])
def test_a_visitor_comes_for_this_year_or_else_the_last(this_year: int, shown: int) -> None:
    a_closed(year=2020)
    an_adopted(year=2021)
    a_strategy(year=2022)
    version = queries.version_in_force(this_year)
    assert version is not None
    assert (version.strategy.year, queries.year_in_force(this_year)) == (shown, shown)


def test_before_any_adoption_no_year_is_in_force() -> None:
    a_strategy()
    assert (queries.version_in_force(2021), queries.year_in_force(2021)) == (None, None)


def test_a_row_is_found_by_its_code() -> None:
    strategy = a_strategy()
    assert queries.row_of(2021, Component.INFORMATION, 2) == activity(strategy, "I2")
    assert queries.row_of(2021, Component.INFORMATION, 9) is None


def test_units_count_what_they_answer_for_now() -> None:
    strategy = a_strategy(
        [facts("A"), facts("B", responsibles=["Secretaría", "Oficina de Comunicaciones"]), facts("C")]
    )
    retire_activity(activity(strategy, "I3"), reason="Ya no", expected=1, by=BY)
    counts = [(unit.name, unit.activity_count) for unit in queries.units_with_activities(strategy)]
    assert counts == [("Oficina de Comunicaciones", 2), ("Secretaría", 1)]


@pytest.mark.parametrize("size", [1, 3])
def test_the_overview_of_units_is_two_queries(size: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    names = [f"Oficina {one}" for one in range(size)]
    strategy = a_strategy([facts("A", responsibles=names)])
    for unit in Unit.objects.all():
        add_alias(unit, f"{unit.name} bis", on=clock.today(), by=BY)
    with django_assert_num_queries(2):
        seen = [(one.name, one.activity_count, len(one.aliases.all())) for one in queries.units_overview(strategy)]
    assert seen == [(name, 1, 1) for name in names]
    assert [one.activity_count for one in queries.units_overview(None)] == [0] * size


def test_the_years_come_newest_first_with_their_size() -> None:
    a_strategy([facts("A")], year=2020)
    strategy = a_strategy(year=2021)
    retire_activity(activity(strategy, "I2"), reason="Ya no", expected=1, by=BY)
    assert [(one.year, one.activity_count) for one in queries.strategies_overview()] == [(2021, 3), (2020, 1)]


def test_edits_and_imports_come_newest_first() -> None:
    strategy = a_strategy([])
    import_in(ImportState.CONFIRMED, strategy)
    waiting = an_import(strategy)
    add_activity(strategy, facts("Más"), by=BY)
    assert [one.label for one in queries.edits_of(strategy)] == [
        "Agregar una actividad",
        "Importar plan.txt: 3 actividades agregadas",
    ]
    assert list(queries.open_imports(strategy)) == [waiting]
    assert [one.state for one in queries.imports_of(strategy)] == ["previewed", "confirmed"]
    assert str(Strategy.objects.get()) == "Estrategia de rendición de cuentas 2021"


def test_a_row_knows_the_import_that_brought_it_while_that_stands() -> None:
    strategy = a_strategy([facts("Escrita aquí", Component.RESPONSIBILITY)])
    made = an_import(strategy)
    confirm_import(made, by=BY)
    again = an_import(strategy, FILE.replace(b"Comunicados", b"Boletines"))
    confirm_import(again, by=BY)
    assert [queries.import_that_brought(activity(strategy, code)) for code in ("I1", "I2", "R1")] == [made, made, None]
