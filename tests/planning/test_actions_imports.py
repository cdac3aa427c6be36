"""A file becomes a schedule: read, decided, corrected, confirmed, undone; by whom, from which state, and twice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from factories.accounts import a_person
from factories.schedules import (
    BY,
    FILE,
    a_closed,
    a_file,
    a_line,
    a_strategy,
    activity,
    an_adopted,
    an_import,
    codes,
    facts,
    import_in,
)
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.organization.actions import add_unit
from rendir.foundation.organization.models import Unit, UnitKind
from rendir.plan.planning.actions.imports import (
    confirm_import,
    correct_row,
    decide,
    discard_import,
    outcome_of,
    read_file,
)
from rendir.plan.planning.actions.schedule import edit_activity
from rendir.plan.planning.actions.undoing import redo_import, undo_import
from rendir.plan.planning.models import PlanImport
from rendir.plan.planning.queries import facts_of
from rendir.plan.planning.rules.facts import Component, Responsible, ResponsibleKind
from rendir.plan.planning.states import IMPORT_FLOW, ImportState

pytestmark = pytest.mark.django_db

STEPS: dict[str, Callable[[PlanImport, Actor], object]] = {
    "confirm_import": lambda one, by: confirm_import(one, by=by),
    "discard_import": lambda one, by: discard_import(one, by=by),
    "undo_import": lambda one, by: undo_import(one, by=by),
    "redo_import": lambda one, by: redo_import(one, by=by),
}
CORRECTIONS: dict[str, Callable[[PlanImport, Actor], object]] = {
    "correct": lambda one, by: correct_row(one, 0, facts("Otra"), expected=one.version, by=by),
    "decide": lambda one, by: decide(
        one, _proposals(one, "responsible_missing"), accept=True, expected=one.version, by=by
    ),
}


def _proposals(made: PlanImport, code: str = "") -> list[int]:
    """The places of the findings that propose something; of one code, where it is given."""
    return [place for place, one in enumerate(made.findings) if one["proposal"] and code in ("", one["code"])]


def _rows(made: PlanImport) -> dict[str, object]:
    return {one.code: one for one in made.rows()}


# --- Who and when ----------------------------------------------------------------------------------------------------


def test_the_table_of_steps_is_all_there_is() -> None:
    assert {step.name for step in IMPORT_FLOW} == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ImportState)
def test_a_step_is_taken_only_from_its_state(step: str, state: ImportState) -> None:
    made = import_in(state, a_strategy([]))
    if IMPORT_FLOW.allows(step, state):
        STEPS[step](made, BY)
        assert made.state == IMPORT_FLOW.step(step).target
    else:
        with pytest.raises(WrongState):
            STEPS[step](made, BY)
        assert PlanImport.objects.get(pk=made.pk).state == state


@pytest.mark.parametrize("deed", [*STEPS, *CORRECTIONS, "read"])
@pytest.mark.parametrize("role", Role)
def test_only_who_may_import_imports(deed: str, role: Role) -> None:
    strategy = a_strategy([])
    starts = {"undo_import": ImportState.CONFIRMED, "redo_import": ImportState.UNDONE}
    made = import_in(starts.get(deed, ImportState.PREVIEWED), strategy)
    person = a_person("Ana", role)
    deeds = {**STEPS, **CORRECTIONS, "read": lambda _, by: an_import(strategy, by=by)}
    before = codes(strategy)
    if Perm.IMPORT_PLAN in ROLE_CARDS[role].permissions:
        deeds[deed](made, person)
    else:
        with pytest.raises(NotAllowed):
            deeds[deed](made, person)
        assert codes(strategy) == before


@pytest.mark.parametrize("deed", CORRECTIONS)
@pytest.mark.parametrize("state", [ImportState.CONFIRMED, ImportState.UNDONE, ImportState.DISCARDED])
def test_a_finished_import_is_not_corrected(deed: str, state: ImportState) -> None:
    made = import_in(state, a_strategy([]))
    with pytest.raises(WrongState, match="Esta importación ya está"):
        CORRECTIONS[deed](made, BY)


def test_nothing_comes_into_a_closed_year() -> None:
    with pytest.raises(WrongState):
        an_import(a_closed())


def test_what_is_no_schedule_leaves_nothing_behind() -> None:
    strategy = a_strategy([])
    with pytest.raises(Unreadable):
        read_file(strategy, b"hola", filename="carta.txt", by=BY)
    assert PlanImport.objects.count() == 0


# --- Read and decide -------------------------------------------------------------------------------------------------


def test_a_preview_changes_nothing_and_accepts_nothing_by_itself() -> None:
    strategy = a_strategy([])
    made = an_import(strategy)
    assert codes(strategy) == []
    assert [(one.code, one.action_type, len(one.responsibles)) for one in made.rows()] == [
        ("I1", None, 1),
        ("I2", None, 0),
        ("D1", None, 1),
    ]
    assert made.file.read() == FILE


def test_a_proposal_accepted_is_done_and_remembered() -> None:
    made = an_import(a_strategy([]))
    (index,) = _proposals(made, "responsible_missing")
    decide(made, [index], accept=True, expected=1, by=BY)
    assert made.rows()[1].responsibles == (Responsible("Oficina de Comunicaciones", ResponsibleKind.UNIT),)
    assert [(one["finding"], one["accepted"], one["by"], one["role"]) for one in made.decisions] == [
        (index, True, "job:tests", "Tarea del sistema")
    ]
    assert made.decided() == {index: True}


def test_a_proposal_left_changes_no_row_and_is_not_decided_twice() -> None:
    made = an_import(a_strategy([]))
    (index,) = _proposals(made, "responsible_missing")
    before = made.rows()
    decide(made, [index], accept=False, expected=1, by=BY)
    assert (made.rows(), made.decided()) == (before, {index: False})
    decide(made, [index], accept=True, expected=2, by=BY)
    assert (made.rows(), made.decided()) == (before, {index: False})


def test_all_of_a_kind_are_accepted_at_once() -> None:
    made = an_import(a_strategy([]))
    decide(made, _proposals(made, "action_type_suggested"), accept=True, expected=1, by=BY)
    assert [one.action_type for one in made.rows()] == [
        "characterize_information_needs",
        "issue_press_releases",
        "hold_virtual_spaces",
    ]


def test_only_a_proposal_can_be_accepted() -> None:
    made = an_import(a_strategy([]), b"Cronograma 2021\n" + FILE)
    told = next(place for place, one in enumerate(made.findings) if not one["proposal"])
    for index in (told, -1, len(made.findings)):
        with pytest.raises(Invalid, match="no propone nada"):
            decide(made, [index], accept=True, expected=1, by=BY)


def test_of_two_who_decide_the_slower_is_told() -> None:
    made = an_import(a_strategy([]))
    other = PlanImport.objects.get(pk=made.pk)
    correct_row(made, 0, facts("Lo de Ana"), expected=1, by=BY)
    with pytest.raises(Stale):
        correct_row(other, 0, facts("Lo de Beto"), expected=1, by=BY)
    assert PlanImport.objects.get(pk=made.pk).rows()[0].name == "Lo de Ana"


def test_a_row_corrected_keeps_its_place_in_the_file() -> None:
    made = an_import(a_strategy([]))
    source = made.rows()[1].source
    correct_row(made, 1, facts("Comunicados", number=2), expected=1, by=BY)
    assert (made.rows()[1].name, made.rows()[1].source, source is not None) == ("Comunicados", source, True)


def test_a_row_that_changes_component_takes_a_number_of_its_own_and_keeps_its_proposals() -> None:
    made = an_import(a_strategy([]))
    row = made.rows()[1]
    correct_row(made, 1, replace(row, component=Component.DIALOGUE), expected=1, by=BY)
    assert [one.code for one in made.rows()] == ["I1", "D2", "D1"]
    decide(made, _proposals(made, "responsible_missing"), accept=True, expected=2, by=BY)
    assert [len(one.responsibles) for one in made.rows()] == [1, 1, 1]


# --- Confirm ---------------------------------------------------------------------------------------------------------


def test_the_real_schedule_comes_in_whole_and_a_second_time_changes_nothing(real_schedule: Path) -> None:
    strategy = a_strategy([])
    data = real_schedule.read_bytes()
    first = read_file(strategy, data, filename="cronograma-2021.txt", by=BY)
    decide(first, _proposals(first), accept=True, expected=1, by=BY)
    confirm_import(first, by=BY)
    rows = facts_of(strategy)
    assert (len(rows), sum(len(one.periods) for one in rows)) == (29, 51)
    assert [one.code for one in rows if not one.responsibles or not one.action_type] == []
    again = read_file(strategy, data, filename="cronograma-2021.txt", by=BY)
    assert (outcome_of(again).edits.is_empty, outcome_of(again).comparison.is_empty) == (True, True)
    assert confirm_import(again, by=BY).edit is None
    assert facts_of(strategy) == rows


def test_a_file_that_says_less_erases_nothing() -> None:
    strategy = a_strategy([])
    made = an_import(strategy)
    decide(made, _proposals(made), accept=True, expected=1, by=BY)
    confirm_import(made, by=BY)
    rows = facts_of(strategy)
    bare = a_file(
        a_line("INFORMACIÓN", "Realizar comunicados de prensa", ".....", "", "..."),
        a_line("DIÁLOGO", "Implementar los espacios virtuales de diálogo", "...x.", "", "..."),
    )
    less = an_import(strategy, bare, filename="menos.txt")
    outcome = outcome_of(less)
    assert (outcome.edits.is_empty, outcome.missing) == (True, ("I1",))
    confirm_import(less, by=BY)
    assert facts_of(strategy) == rows


def test_a_changed_file_shows_what_changes_comes_and_is_missing() -> None:
    strategy = a_strategy([])
    confirm_import(an_import(strategy), by=BY)
    changed = a_file(
        a_line("INFORMACIÓN", "Realizar comunicados de prensa", "..x..", "Boletines", "..x", "Oficina de Prensa"),
        a_line(
            "DIÁLOGO",
            "Implementar los espacios virtuales de diálogo",
            "...x.",
            "Espacios",
            "xxx",
            "Oficina de Comunicaciones",
        ),
        a_line("", "Hacer ferias de servicios", "...x.", "Ferias", "..x", "Oficina de Comunicaciones"),
    )
    made = an_import(strategy, changed, filename="plan 2.txt")
    comparison = outcome_of(made).comparison
    assert (outcome_of(made).missing, [one.name for one in comparison.added], comparison.removed) == (
        ("I1",),
        ["Hacer ferias de servicios"],
        (),
    )
    assert [(one.after.code, [field.field for field in one.fields]) for one in comparison.changed] == [
        ("I2", ["periods", "product", "responsibles"])
    ]
    confirm_import(made, by=BY)
    assert codes(strategy) == ["I1", "I2", "D1", "D2"]
    assert made.edit is not None
    assert made.edit.label == "Importar plan 2.txt: 1 actividad corregida y 1 actividad agregada"


def test_what_the_file_no_longer_has_goes_only_if_asked_and_never_adopted() -> None:
    strategy = an_adopted([facts("Actualizar la caracterización de los grupos de valor"), facts("Se adoptó")])
    made = an_import(strategy)
    confirm_import(made, by=BY)
    assert codes(strategy) == ["I1", "I2", "I3", "D1"]
    smaller = a_file(
        a_line("INFORMACIÓN", "Actualizar la caracterización de los grupos de valor", "x....", "Documento", "x..")
    )
    made = an_import(strategy, smaller, filename="menos.txt")
    assert [one.code for one in outcome_of(made, remove_missing=True).comparison.removed] == ["I3", "D1"]
    confirm_import(made, remove_missing=True, by=BY)
    assert codes(strategy) == ["I1", "I2"]
    undo_import(made, by=BY)
    assert codes(strategy) == ["I1", "I2", "I3", "D1"]


def test_what_a_unit_is_comes_from_the_entity_and_not_from_the_file() -> None:
    add_unit("Oficina de Comunicaciones", kind=UnitKind.TEAM, by=BY)
    strategy = a_strategy([])
    confirm_import(an_import(strategy), by=BY)
    assert Unit.objects.get().kind == UnitKind.TEAM
    assert outcome_of(an_import(strategy, FILE + b"\n")).edits.is_empty


def test_a_row_without_component_stops_all_of_it() -> None:
    strategy = a_strategy([])
    made = an_import(strategy)
    correct_row(made, 2, facts("De ninguno", None), expected=1, by=BY)
    with pytest.raises(Invalid, match="No se sabe de qué componente"):
        confirm_import(made, by=BY)
    assert (codes(strategy), PlanImport.objects.get(pk=made.pk).state) == ([], ImportState.PREVIEWED)


def test_a_confirmation_of_another_comparison_is_told() -> None:
    strategy = a_strategy()
    made = an_import(strategy)
    seen = outcome_of(made).seen
    one = activity(strategy, "I1")
    edit_activity(one, replace(one.facts(), name="Lo de Ana"), expected=1, by=BY)
    with pytest.raises(Stale, match="cambió el cronograma"):
        confirm_import(made, seen=seen, by=BY)
    confirm_import(made, seen=outcome_of(made).seen, expected=1, by=BY)
    assert made.state == ImportState.CONFIRMED


def test_the_same_file_comes_back_with_what_was_corrected_and_decided_then() -> None:
    strategy = a_strategy([])
    made = an_import(strategy)
    correct_row(made, 0, replace(made.rows()[0], name="Corregida a mano"), expected=1, by=BY)
    decide(made, _proposals(made, "action_type_suggested"), accept=True, expected=2, by=BY)
    decide(made, _proposals(made, "responsible_missing"), accept=False, expected=3, by=BY)
    confirm_import(made, by=BY)
    again = an_import(strategy)
    assert (again.rows(), again.decided()) == (made.rows(), made.decided())
    assert outcome_of(again).edits.is_empty


def test_of_a_changed_file_only_the_changed_row_is_decided_again() -> None:
    strategy = a_strategy([])
    made = an_import(strategy)
    correct_row(made, 1, replace(made.rows()[1], component=Component.DIALOGUE), expected=1, by=BY)
    decide(made, _proposals(made), accept=True, expected=2, by=BY)
    confirm_import(made, by=BY)
    changed = FILE.replace("Documento de caracterización".encode(), b"Documento nuevo")
    again = an_import(strategy, changed)
    decided = [again.findings[index]["target"] for index in again.decided()]
    assert sorted(decided) == ["D1", "I2", "I2"]
    assert [(one.code, one.product, one.action_type is not None) for one in again.rows()] == [
        ("I1", "Documento nuevo", False),
        ("D2", "Comunicados", True),
        ("D1", "Espacios", True),
    ]
    assert [one.after.code for one in outcome_of(again).comparison.changed] == ["I1"]
