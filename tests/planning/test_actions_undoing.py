"""Back and forth through the edits of a schedule: as far as there are edits, and never over another's work."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps

from factories.accounts import a_person
from factories.schedules import (
    BY,
    a_closed,
    a_schedule,
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
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.plan.planning.actions.imports import confirm_import
from rendir.plan.planning.actions.places import ROOM
from rendir.plan.planning.actions.schedule import (
    Edits,
    add_activity,
    edit_activity,
    edit_schedule,
    move_down,
    move_up,
    retire_activity,
)
from rendir.plan.planning.actions.undoing import redo, redo_edit, redo_import, undo, undo_edit, undo_import
from rendir.plan.planning.models import Activity, PlanImport, ScheduleEdit, Strategy
from rendir.plan.planning.queries import edit_to_redo, edit_to_undo, facts_of
from rendir.plan.planning.states import ImportState

pytestmark = pytest.mark.django_db


def _said(strategy: Strategy) -> list[tuple[str, object]]:
    return [(one.code, one) for one in facts_of(strategy)]


def _last(strategy: Strategy) -> ScheduleEdit:
    return strategy.edits.latest("pk")


def _rename(strategy: Strategy, code: str, name: str) -> ScheduleEdit:
    one = activity(strategy, code)
    edit = edit_activity(one, replace(one.facts(), name=name), expected=one.version, by=BY)
    assert edit is not None
    return edit


def _redone(strategy: Strategy) -> ScheduleEdit | None:
    return edit_to_redo(strategy, last=edit_to_undo(strategy))


def _turn(found: ScheduleEdit | None, step: Callable[..., object]) -> str:
    """Undo or make again what the grid would; its label."""
    assert found is not None
    step(found, by=BY)
    return found.label


# --- Who and when ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_undone", [False, True])
@pytest.mark.parametrize("role", Role)
def test_only_who_may_edit_goes_back_or_forth(role: Role, is_undone: bool) -> None:
    strategy, person = a_strategy(), a_person("Ana", role)
    edit = _rename(strategy, "I1", "Otra")
    if is_undone:
        undo_edit(edit, by=BY)
    before, step = _said(strategy), redo_edit if is_undone else undo_edit
    if Perm.EDIT_PLAN in ROLE_CARDS[role].permissions:
        step(edit, by=person)
        assert _said(strategy) != before
    else:
        with pytest.raises(NotAllowed):
            step(edit, by=person)
        assert _said(strategy) == before


def test_a_closed_year_goes_neither_back_nor_forth() -> None:
    strategy = a_closed()
    with pytest.raises(WrongState, match="está cerrada"):
        undo_edit(_last(strategy), by=BY)


# --- Back and forth --------------------------------------------------------------------------------------------------


def test_undoing_puts_everything_back_where_it_was_and_can_be_made_again() -> None:
    strategy = a_strategy()
    before = _said(strategy)
    two = replace(facts_of(strategy)[2], name="Otro nombre", responsibles=())
    edits = Edits({"D1": (two, 1)}, additions=[facts("Nueva", responsibles=["Oficina Nueva"])], removals=["I1"])
    edit = edit_schedule(strategy, edits, label="De todo", by=BY)
    assert edit is not None
    after = _said(strategy)
    for _ in range(2):
        undo_edit(edit, by=BY)
        assert (_said(strategy), edit.undone_at is not None) == (before, True)
        redo_edit(edit, by=BY)
        assert (_said(strategy), edit.undone_at) == (after, None)
    assert [one.label for one in strategy.edits.order_by("pk")] == ["Empezar", "De todo"]
    verbs = LedgerEntry.objects.filter(kind="scheduleedit").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs)[2:] == ["undo_edit", "redo_edit"] * 2


def test_one_goes_back_as_far_as_there_are_edits_and_forth_again() -> None:
    strategy = a_strategy()
    moments = [_said(strategy)]
    for name in ("Uno", "Dos", "Tres"):
        _rename(strategy, "I1", name)
        moments.append(_said(strategy))
    for moment in reversed(moments[:-1]):
        assert _turn(edit_to_undo(strategy), undo) == "Corregir I1"
        assert _said(strategy) == moment
    for moment in moments[1:]:
        assert _turn(_redone(strategy), redo) == "Corregir I1"
        assert _said(strategy) == moment
    assert _redone(strategy) is None


def test_a_new_edit_ends_the_way_forward() -> None:
    strategy = a_strategy()
    _rename(strategy, "I1", "Uno")
    undone = _rename(strategy, "I1", "Dos")
    undo_edit(undone, by=BY)
    _rename(strategy, "I2", "Otra")
    assert _redone(strategy) is None
    assert [_turn(edit_to_undo(strategy), undo) for _ in range(3)] == ["Corregir I2", "Corregir I1", "Empezar"]
    assert (codes(strategy), edit_to_undo(strategy)) == ([], None)
    assert _turn(_redone(strategy), redo) == "Empezar"


def test_a_move_is_undone_too() -> None:
    strategy = a_strategy([facts(f"Actividad {number}") for number in range(1, 4)])
    move_up(activity(strategy, "I3"), by=BY)
    move_down(activity(strategy, "I1"), by=BY)
    assert codes(strategy) == ["I3", "I1", "I2"]
    assert _turn(edit_to_undo(strategy), undo) == "Mover I1"
    assert codes(strategy) == ["I1", "I3", "I2"]
    assert _turn(edit_to_undo(strategy), undo) == "Mover I3"
    assert codes(strategy) == ["I1", "I2", "I3"]
    redo_edit(strategy.edits.get(label="Mover I3"), by=BY)
    assert codes(strategy) == ["I1", "I3", "I2"]


def test_what_comes_back_comes_back_to_its_place_in_schedule_and_file() -> None:
    strategy = a_strategy()
    Activity.objects.filter(pk=activity(strategy, "I1").pk).update(source={"line": 17})
    edit = edit_schedule(strategy, Edits({}, removals=["I1"]), label="Quitar", by=BY)
    assert edit is not None
    undo_edit(edit, by=BY)
    back = activity(strategy, "I1")
    assert (codes(strategy), back.position, back.source) == (["I1", "I2", "D1", "R1"], ROOM, {"line": 17})


def test_nothing_is_turned_twice_the_same_way() -> None:
    strategy = a_strategy()
    edit = _last(strategy)
    with pytest.raises(WrongState, match="no está deshecha"):
        redo_edit(edit, by=BY)
    undo_edit(edit, by=BY)
    with pytest.raises(WrongState, match="ya se deshizo"):
        undo_edit(edit, by=BY)
    assert codes(strategy) == []


# --- Never over another's work ---------------------------------------------------------------------------------------


def test_undoing_never_loses_what_another_did_since() -> None:
    strategy = a_strategy()
    edit = _rename(strategy, "I1", "Lo de Ana")
    _rename(strategy, "I1", "Lo de Beto")
    with pytest.raises(Stale, match="alguien cambió I1"):
        undo_edit(edit, by=BY)
    assert activity(strategy, "I1").name == "Lo de Beto"


def test_what_another_did_to_another_field_stays() -> None:
    strategy = a_strategy()
    edit = _rename(strategy, "I1", "Lo de Ana")
    one = activity(strategy, "I1")
    edit_activity(one, replace(one.facts(), product="Lo de Beto"), expected=one.version, by=BY)
    undo_edit(edit, by=BY)
    one = activity(strategy, "I1")
    assert (one.name, one.product) == ("Conocer los grupos", "Lo de Beto")


@pytest.mark.parametrize("is_retired", [False, True])
def test_a_code_taken_again_is_not_overwritten_by_undoing(is_retired: bool) -> None:
    strategy = a_strategy()
    edit = edit_schedule(strategy, Edits({}, removals=["I2"]), label="Quitar I2", by=BY)
    assert edit is not None
    other = add_activity(strategy, facts("Otra I2"), by=BY)
    if is_retired:
        retire_activity(other, reason="Ya no", expected=1, by=BY)
    with pytest.raises(Stale, match="alguien cambió I2"):
        undo_edit(edit, by=BY)


def test_what_was_adopted_is_not_undone_away() -> None:
    strategy = an_adopted(a_schedule())
    with pytest.raises(Invalid, match="Ya está en una versión adoptada y no se puede borrar: I1, I2, D1 y R1"):
        undo_edit(_last(strategy), by=BY)
    assert codes(strategy) == ["I1", "I2", "D1", "R1"]


# --- Imports ---------------------------------------------------------------------------------------------------------


def test_an_import_undone_leaves_the_schedule_as_it_was_and_comes_back_whole() -> None:
    strategy = a_strategy()
    before = facts_of(strategy)
    made = import_in(ImportState.CONFIRMED, strategy)
    after = facts_of(strategy)
    undo_import(made, by=BY)
    assert (facts_of(strategy), made.state) == (before, ImportState.UNDONE)
    redo_import(made, by=BY)
    assert (facts_of(strategy), made.state) == (after, ImportState.CONFIRMED)


def test_an_import_is_undone_after_an_edit_that_was_itself_undone() -> None:
    strategy = a_strategy([])
    made = import_in(ImportState.CONFIRMED, strategy)
    undo_edit(_rename(strategy, "I1", "Otra"), by=BY)
    undo_import(made, by=BY)
    assert codes(strategy) == []


def test_an_import_that_changed_nothing_goes_back_and_forth_too() -> None:
    strategy = a_strategy([])
    confirm_import(an_import(strategy), by=BY)
    again = an_import(strategy)
    confirm_import(again, by=BY)
    undo_import(again, by=BY)
    assert (again.state, codes(strategy)) == (ImportState.UNDONE, ["I1", "I2", "D1"])
    redo_import(again, by=BY)
    assert (again.state, codes(strategy)) == (ImportState.CONFIRMED, ["I1", "I2", "D1"])


def test_the_edit_of_an_import_goes_with_its_import() -> None:
    strategy = a_strategy([])
    made = import_in(ImportState.CONFIRMED, strategy)
    assert made.edit is not None
    undo(made.edit, by=BY)
    assert (PlanImport.objects.get(pk=made.pk).state, codes(strategy)) == (ImportState.UNDONE, [])
    redo(ScheduleEdit.objects.get(pk=made.edit.pk), by=BY)
    assert (PlanImport.objects.get(pk=made.pk).state, codes(strategy)) == (ImportState.CONFIRMED, ["I1", "I2", "D1"])


def test_an_import_somebody_worked_on_since_is_not_undone() -> None:
    strategy = a_strategy([])
    made = import_in(ImportState.CONFIRMED, strategy)
    _rename(strategy, "I1", "Lo de Ana")
    with pytest.raises(Stale):
        undo_import(made, by=BY)
    assert PlanImport.objects.get(pk=made.pk).state == ImportState.CONFIRMED


# --- Edits kept by an earlier release --------------------------------------------------------------------------------


def test_what_earlier_edits_left_is_told_from_what_followed() -> None:
    strategy = a_strategy()
    first = _rename(strategy, "I1", "Uno")
    second = _rename(strategy, "I1", "Dos")
    kept = {edit.pk: edit.after for edit in strategy.edits.all()}
    for edit in strategy.edits.all():
        ScheduleEdit.objects.filter(pk=edit.pk).update(after=dict.fromkeys(edit.after, 1))
    migration = import_module("rendir.plan.planning.migrations.0003_edits_keep_what_they_made")
    migration.tell_what_edits_made(apps, None)
    assert {edit.pk: edit.after for edit in strategy.edits.all()} == kept
    undo_edit(ScheduleEdit.objects.get(pk=second.pk), by=BY)
    undo_edit(ScheduleEdit.objects.get(pk=first.pk), by=BY)
    assert activity(strategy, "I1").name == "Conocer los grupos"
