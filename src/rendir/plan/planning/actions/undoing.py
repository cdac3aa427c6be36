"""Undo an edit of a schedule and make it again, as far back as there are edits.

An edit that is undone stays in the history, marked; nothing is added to it. What is undone first is made again last,
until somebody edits anew: then the way forward is that edit.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Refusal, Stale, WrongState
from rendir.foundation.core.spanish import join_words
from rendir.plan.planning.actions.schedule import Edits, lock, must_be_open, picture_of, write_edits
from rendir.plan.planning.models import Activity, PlanImport, ScheduleEdit, Strategy
from rendir.plan.planning.queries import activities_of, adopted_codes
from rendir.plan.planning.rules.facts import ActivityFacts
from rendir.plan.planning.rules.undoing import Picture, Way, way
from rendir.plan.planning.states import IMPORT_FLOW, ImportState


@dataclass(frozen=True, slots=True)
class Ground:
    """What going back stands on: the rows as they are, the codes in use or once used, and those adopted."""

    now: Picture
    taken: Collection[str]
    adopted: Collection[str]


def ground_of(strategy: Strategy, rows: Iterable[Activity] | None = None) -> Ground:
    """The schedule as it is, to ask of its edits whether they can be undone. `rows` where they are read already."""
    now = picture_of(activities_of(strategy) if rows is None else rows)
    retired = {one.code for one in Activity.objects.filter(strategy=strategy).exclude(retired_on=None)}
    return Ground(now, {*now, *retired}, adopted_codes(strategy))


def obstacle_to(edit: ScheduleEdit, ground: Ground) -> Refusal | None:
    """Why the edit cannot be undone now (or made again, where it is undone); None where it can."""
    return _obstacle(_way(edit, ground), ground)


def undo(edit: ScheduleEdit, *, by: Actor) -> None:
    """Undo any edit; one that an import made is undone with its import, so that both say the same."""
    plan_import = PlanImport.objects.filter(edit=edit, state=ImportState.CONFIRMED).first()
    if plan_import:
        undo_import(plan_import, by=by)
    else:
        undo_edit(edit, by=by)


def redo(edit: ScheduleEdit, *, by: Actor) -> None:
    """Make again any edit that was undone; one that an import made comes back with its import."""
    plan_import = PlanImport.objects.filter(edit=edit, state=ImportState.UNDONE).first()
    if plan_import:
        redo_import(plan_import, by=by)
    else:
        redo_edit(edit, by=by)


def undo_import(plan_import: PlanImport, *, by: Actor) -> PlanImport:
    """Put the schedule back as it was before the import."""
    with atomic():
        take(plan_import, IMPORT_FLOW, "undo_import", by=by)
        if plan_import.edit:
            undo_edit(plan_import.edit, by=by, perm=Perm.IMPORT_PLAN)
    return plan_import


def redo_import(plan_import: PlanImport, *, by: Actor) -> PlanImport:
    """Write again what the import had written."""
    with atomic():
        take(plan_import, IMPORT_FLOW, "redo_import", by=by)
        if plan_import.edit:
            redo_edit(plan_import.edit, by=by, perm=Perm.IMPORT_PLAN)
    return plan_import


def undo_edit(edit: ScheduleEdit, *, by: Actor, perm: Perm = Perm.EDIT_PLAN) -> ScheduleEdit:
    """Put back what an edit changed. `Stale` where somebody has changed it again since: nothing of theirs is lost."""
    if edit.undone_at:
        message = "Esta edición ya se deshizo."
        raise WrongState(message, way_out="Abra el historial: allí está lo que todavía se puede deshacer.")
    with atomic():
        _walk(edit, by=by, perm=perm)
        undone = {"undone_at": clock.now()}
        return change(edit, undone, perm=perm, by=by, expected=edit.version, verb="undo_edit")


def redo_edit(edit: ScheduleEdit, *, by: Actor, perm: Perm = Perm.EDIT_PLAN) -> ScheduleEdit:
    """Make again what was undone. `Stale` where somebody has changed it since."""
    if not edit.undone_at:
        message = "Esta edición no está deshecha."
        raise WrongState(message, way_out="Abra el historial: allí está lo que se puede rehacer.")
    with atomic():
        _walk(edit, by=by, perm=perm)
        return change(edit, {"undone_at": None}, perm=perm, by=by, expected=edit.version, verb="redo_edit")


def _walk(edit: ScheduleEdit, *, by: Actor, perm: Perm) -> None:
    """From where the edit stands to its other end."""
    check(perm, by=by)
    must_be_open(edit.strategy)
    lock(edit.strategy)
    ground = ground_of(edit.strategy)
    found = _way(edit, ground)
    refusal = _obstacle(found, ground)
    if refusal:
        raise refusal
    write_edits(edit.strategy, _edits(found), by=by, perm=perm)


def _way(edit: ScheduleEdit, ground: Ground) -> Way:
    start, end = (edit.before, edit.after) if edit.undone_at else (edit.after, edit.before)
    return way(start, end, ground.now, taken=ground.taken)


def _obstacle(found: Way, ground: Ground) -> Refusal | None:
    """Only what no version ever showed may disappear."""
    if found.clashes:
        message = f"Después de esta edición alguien cambió {join_words(found.clashes)}."
        return Stale(message, way_out="Corrija esas actividades a mano; así no se pierde lo que hizo la otra persona.")
    kept = [code for code in found.removals if code in ground.adopted]
    if kept:
        message = f"Ya está en una versión adoptada y no se puede borrar: {join_words(kept)}."
        return Invalid(message, way_out="Retírela con una razón: la razón se publica y su página se conserva.")
    return None


def _edits(found: Way) -> Edits:
    return Edits(
        changes={code: (ActivityFacts.from_json(said), None) for code, said in found.changes.items()},
        additions=[ActivityFacts.from_json(said) for said in found.additions.values()],
        removals=found.removals,
        places=found.places,
    )
