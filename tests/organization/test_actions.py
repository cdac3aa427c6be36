"""What is done with the entity, its units and the dates of the year."""

from datetime import date

import pytest
from django.db import IntegrityError

from factories.accounts import colleague, insider
from factories.organization import BY, a_unit, an_entity
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.foundation.organization.actions import (
    add_alias,
    add_unit,
    declare_stages,
    edit_entity,
    edit_unit,
    found_entity,
    remove_alias,
)
from rendir.foundation.organization.models import Entity, StageWindow, Unit, UnitAlias, UnitKind
from rendir.foundation.organization.queries import find_unit

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)
MARCH, JUNE = date(2021, 3, 1), date(2021, 6, 30)


def _aliases(unit: Unit) -> list[tuple[str, str, date]]:
    return list(unit.aliases.values_list("name", "folded", "since"))


def _verbs(after: int) -> list[str]:
    return list(LedgerEntry.objects.filter(sequence__gt=after).order_by("sequence").values_list("verb", flat=True))


def _edit(unit: Unit, name: str, *, kind: str = UnitKind.UNIT, expected: int | None = None) -> Unit:
    version = unit.version if expected is None else expected
    with clock.travel(TODAY):
        return edit_unit(unit, name=name, kind=kind, ends_on=None, expected=version, by=BY)


# --- the entity ------------------------------------------------------------------------------------------------------


def test_the_entity_is_founded_once() -> None:
    entity = found_entity(
        name="Municipio de Alsabana", short_name="Alsabana", by=BY, city="Alsabana", is_fictitious=True
    )
    kept = Entity.objects.get()
    assert (kept, kept.pk, kept.name, kept.city, kept.is_fictitious) == (
        entity,
        1,
        "Municipio de Alsabana",
        "Alsabana",
        True,
    )
    with pytest.raises(IntegrityError):
        an_entity()


def test_the_entity_is_corrected() -> None:
    entity = an_entity()
    edit_entity(entity, expected=1, by=insider(Role.IT), nit="800.000.000-1", city="Alsabana")
    kept = Entity.objects.get()
    assert (kept.nit, kept.city, kept.version) == ("800.000.000-1", "Alsabana", 2)
    with pytest.raises(Stale):
        edit_entity(entity, expected=1, by=BY, city="Otra")


def test_who_may_not_touches_nothing() -> None:
    entity, unit, beto = an_entity(), a_unit(), colleague()
    alias = add_alias(unit, "Sec. Planeación", on=TODAY, by=BY)
    before = queries.head()
    refused = [
        lambda: edit_entity(entity, expected=1, by=beto, city="Otra"),
        lambda: add_unit("Hacienda", by=beto),
        lambda: edit_unit(unit, name="Hacienda", kind="unit", ends_on=None, expected=1, by=beto),
        lambda: add_alias(unit, "Hacienda", on=TODAY, by=beto),
        lambda: remove_alias(alias, by=beto),
        lambda: declare_stages(2021, {"diseno": (MARCH, JUNE)}, by=beto),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
    assert queries.head() == before


# --- units -----------------------------------------------------------------------------------------------------------


def test_a_unit_is_added_as_it_is_compared_and_sorted() -> None:
    unit = add_unit("  Secretaría   de Niñez ", kind=UnitKind.TEAM, starts_on=MARCH, by=BY)
    kept = Unit.objects.get()
    assert (kept, kept.name, kept.folded) == (unit, "Secretaría de Niñez", "secretaria de ninez")
    assert (kept.sort_key, kept.kind, kept.starts_on) == ("secretaria de ninzzzez", "team", MARCH)


@pytest.mark.parametrize("name", ["", "  \n "])
def test_a_unit_needs_a_name(name: str) -> None:
    with pytest.raises(Invalid, match="necesita un nombre"):
        add_unit(name, by=BY)
    unit = a_unit()
    with pytest.raises(Invalid, match="necesita un nombre"):
        _edit(unit, name)
    assert Unit.objects.get().name == "Secretaría de Planeación"


@pytest.mark.parametrize("name", ["SECRETARIA  DE PLANEACION", "sec. planeacion"])
def test_a_name_is_taken_once(name: str) -> None:
    unit = a_unit()
    add_alias(unit, "Sec. Planeación", on=TODAY, by=BY)
    other = a_unit("Hacienda")
    before = queries.head()
    with pytest.raises(Invalid, match="Ya existe «Secretaría de Planeación»"):
        add_unit(name, by=BY)
    with pytest.raises(Invalid, match="Ya existe «Secretaría de Planeación»"):
        _edit(other, name)
    with pytest.raises(Invalid, match="ya es «Secretaría de Planeación»"):
        add_alias(other, name, on=TODAY, by=BY)
    assert queries.head() == before


def test_a_corrected_unit_is_still_found_by_its_earlier_name() -> None:
    unit = a_unit("Oficina de Planeación")
    _edit(unit, "Secretaría de Planeación", kind=UnitKind.TEAM)
    kept = Unit.objects.get()
    assert (kept.name, kept.folded, kept.kind, kept.version) == (
        "Secretaría de Planeación",
        "secretaria de planeacion",
        "team",
        2,
    )
    assert _aliases(unit) == [("Oficina de Planeación", "oficina de planeacion", TODAY)]
    assert find_unit("OFICINA DE PLANEACION") == unit
    assert _verbs(1) == ["change_unit", "create_unitalias"]


def test_an_accent_corrected_leaves_no_other_spelling() -> None:
    unit = a_unit("Secretaria de Planeacion")
    _edit(unit, "Secretaría de Planeación")
    assert (Unit.objects.get().name, _aliases(unit)) == ("Secretaría de Planeación", [])


def test_a_unit_that_takes_back_its_earlier_name() -> None:
    unit = a_unit("Oficina de Planeación")
    _edit(unit, "Secretaría de Planeación")
    _edit(unit, "Oficina de Planeación")
    assert Unit.objects.get().name == "Oficina de Planeación"
    assert _aliases(unit) == [("Secretaría de Planeación", "secretaria de planeacion", TODAY)]


def test_a_unit_that_is_not_changed_writes_nothing() -> None:
    unit = a_unit()
    before = queries.head()
    _edit(unit, unit.name)
    assert (queries.head(), Unit.objects.get().version) == (before, 1)


def test_who_corrects_a_unit_too_late_changes_nothing() -> None:
    unit = a_unit()
    _edit(Unit.objects.get(), "Hacienda")
    before = queries.head()
    with pytest.raises(Stale):
        _edit(unit, "Tesoro")
    assert (queries.head(), Unit.objects.get().name, UnitAlias.objects.count()) == (before, "Hacienda", 1)


def test_a_spelling_is_joined_and_taken_apart() -> None:
    unit = a_unit()
    alias = add_alias(unit, "  Sec.  Planeación ", on=TODAY, by=BY)
    assert _aliases(unit) == [("Sec. Planeación", "sec. planeacion", TODAY)]
    remove_alias(alias, by=BY)
    assert (_aliases(unit), find_unit("Sec. Planeación")) == ([], None)
    assert _verbs(1) == ["create_unitalias", "remove_unitalias"]


def test_a_spelling_needs_letters() -> None:
    with pytest.raises(Invalid, match="Escriba la otra forma"):
        add_alias(a_unit(), "  ", on=TODAY, by=BY)


# --- the dates of the stages -----------------------------------------------------------------------------------------


def _windows() -> dict[str, tuple[date, date, int]]:
    rows = StageWindow.objects.filter(year=2021).values_list("stage", "starts_on", "ends_on", "version")
    return {stage: (starts, ends, version) for stage, starts, ends, version in rows}


def test_the_dates_of_a_year_are_declared_and_declared_anew() -> None:
    april = date(2021, 4, 1)
    declare_stages(2021, {"diseno": (MARCH, JUNE), "ejecucion": (MARCH, JUNE), "seguimiento": (MARCH, JUNE)}, by=BY)
    assert _windows() == dict.fromkeys(("diseno", "ejecucion", "seguimiento"), (MARCH, JUNE, 1))
    before = queries.head()[0]
    declare_stages(2021, {"diseno": (MARCH, JUNE), "ejecucion": (april, JUNE), "preparacion": (MARCH, april)}, by=BY)
    assert _windows() == {"diseno": (MARCH, JUNE, 1), "ejecucion": (april, JUNE, 2), "preparacion": (MARCH, april, 1)}
    assert _verbs(before) == ["remove_stagewindow", "change_stagewindow", "create_stagewindow"]


def test_another_year_keeps_its_dates() -> None:
    declare_stages(2021, {"diseno": (MARCH, JUNE)}, by=BY)
    declare_stages(2022, {}, by=BY)
    assert _windows() == {"diseno": (MARCH, JUNE, 1)}


def test_the_dates_of_a_year_are_declared_together_or_not_at_all() -> None:
    declare_stages(2021, {"diseno": (MARCH, JUNE)}, by=BY)
    before = queries.head()
    with pytest.raises(IntegrityError):
        declare_stages(2021, {"ejecucion": (MARCH, JUNE), "seguimiento": (JUNE, MARCH)}, by=BY)
    assert (_windows(), queries.head()) == ({"diseno": (MARCH, JUNE, 1)}, before)
