"""What was done to a schedule, and what of it this person can undo or make again now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from rendir.plan.planning.actions.undoing import Ground, ground_of, obstacle_to
from rendir.plan.planning.models import Activity, PlanImport, ScheduleEdit, Strategy
from rendir.plan.planning.queries import edit_to_redo, edit_to_undo, edits_of
from rendir.plan.planning.views.staff.frame import May


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit: the address that turns it (undoes it, or makes it again), or why it cannot be turned now."""

    edit: ScheduleEdit
    turn_url: str
    why_not: str


def history_of(strategy: Strategy, rows: Sequence[Activity], may: May, *, most: int) -> list[EditLine]:
    """The last edits, newest first. `rows` are the activities as they are."""
    return _lines(list(edits_of(strategy)[:most]), strategy, rows, may)


def turns_of(strategy: Strategy, rows: Sequence[Activity], may: May) -> tuple[EditLine | None, EditLine | None]:
    """What «Deshacer» and «Rehacer» would do in the grid; None where there is nothing or it cannot be."""
    if not may.edit:
        return None, None
    last = edit_to_undo(strategy)
    next_ = edit_to_redo(strategy, last=last)
    lines = {line.edit.pk: line for line in _lines([one for one in (last, next_) if one], strategy, rows, may)}
    back, forth = (lines[one.pk] if one and lines[one.pk].turn_url else None for one in (last, next_))
    return back, forth


def _lines(edits: list[ScheduleEdit], strategy: Strategy, rows: Sequence[Activity], may: May) -> list[EditLine]:
    imported = _imported(edits) if edits else set()
    ground = ground_of(strategy, rows) if may.edit and edits else None
    return [_line(one, strategy, may, ground, is_import=one.pk in imported) for one in edits]


def _imported(edits: list[ScheduleEdit]) -> set[int]:
    return set(PlanImport.objects.filter(edit__in=edits).values_list("edit_id", flat=True))


def _line(edit: ScheduleEdit, strategy: Strategy, may: May, ground: Ground | None, *, is_import: bool) -> EditLine:
    """An import is undone by who may import."""
    if ground is None or (is_import and not may.bring):
        return EditLine(edit, "", "")
    obstacle = obstacle_to(edit, ground)
    name = "planning_desk:edit_redo" if edit.undone_at else "planning_desk:edit_undo"
    url = "" if obstacle else reverse(name, args=[strategy.year, edit.public_id])
    return EditLine(edit, url, obstacle.message if obstacle else "")
