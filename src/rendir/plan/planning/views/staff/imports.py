"""Bring in a schedule: give a file, see it beside its cells, decide, correct, confirm all at once, undo."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.library.serving import file_response
from rendir.foundation.organization.queries import unit_names
from rendir.plan.planning.actions.imports import (
    Outcome,
    confirm_import,
    correct_row,
    decide,
    discard_import,
    outcome_of,
    read_file,
)
from rendir.plan.planning.actions.schedule import must_be_open
from rendir.plan.planning.actions.undoing import ground_of, obstacle_to, redo_import, undo_import
from rendir.plan.planning.forms import ActivityForm, ConfirmForm, DecisionForm, ExpectedForm, ImportForm
from rendir.plan.planning.models import PlanImport, Strategy
from rendir.plan.planning.queries import facts_of, imports_of
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.rules.facts import ActivityFacts
from rendir.plan.planning.states import ImportState
from rendir.plan.planning.views.staff.frame import frame, strategy_of, trail
from rendir.plan.planning.views.staff.previews import Preview, preview_of, waiting_of

VIEWS = ("decidir", "filas", "lectura", "cambios")


@requires(Perm.IMPORT_PLAN)
def import_new(request: HttpRequest, year: int) -> HttpResponse:
    """Give a file or paste its cells."""
    shown = strategy_of(year)
    must_be_open(shown)
    form = ImportForm(request.POST or None, request.FILES or None)
    made = _read(request, shown, form) if request.method == "POST" and form.is_valid() else None
    if made:
        messages.success(request, _("El archivo se leyó. Nada cambia en el cronograma hasta que usted confirme."))
        return redirect(made)
    context = {
        **frame(request, shown),
        "trail": trail(shown, Link(_("Importar"), "")),
        "form": form,
        "imports": list(imports_of(shown)),
    }
    return render(request, "planning/staff/import_new.html", context, status=422 if form.is_bound else 200)


@requires(Perm.READ_PLAN)
def import_(request: HttpRequest, public_id: str) -> HttpResponse:
    """The preview: what to decide, row beside row, how the file was read, and what confirming would change."""
    made = _import_of(public_id)
    preview, is_open = preview_of(made), made.state == ImportState.PREVIEWED
    obstacle = obstacle_to(made.edit, ground_of(made.strategy)) if made.edit else None
    view = request.GET.get("ver", "")
    view = view if view in VIEWS else ("decidir" if is_open and preview.waiting else "filas")
    outcome = outcome_of(made) if is_open else None
    only_doubts = "dudas" in request.GET
    context = {
        **frame(request, made.strategy),
        "trail": trail(made.strategy, Link(_("Importación"), "")),
        "made": made,
        "is_open": is_open,
        "obstacle": obstacle,
        "can_undo": made.state == ImportState.CONFIRMED and not obstacle,
        "can_redo": made.state == ImportState.UNDONE and not obstacle,
        "preview": preview,
        "outcome": outcome,
        "missing": _missing(made, outcome) if outcome else [],
        "view": view,
        "views": _views(view, preview, made),
        "kind": next((group for group in preview.proposals if group.code == request.GET.get("clase")), None),
        "rows": preview.doubtful if only_doubts else preview.rows,
        "only_doubts": only_doubts,
        "opened": request.GET.get("fila", ""),
        "total": len(preview.rows),
        "marks": sum(len(row.facts.periods) for row in preview.rows),
    }
    return render(request, "planning/staff/import.html", context)


@requires(Perm.READ_PLAN)
def import_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file exactly as it was given."""
    made = _import_of(public_id)
    return file_response(request, made.file, name=made.filename)


@requires(Perm.IMPORT_PLAN)
@require_POST
def import_decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept or leave one proposal, or all of a kind."""
    made = _import_of(public_id)
    form = DecisionForm(request.POST, waiting=waiting_of(made))
    if not form.is_valid():
        message = _("Esa propuesta ya no espera una decisión.")
        raise Invalid(message, way_out=_("Vuelva a la importación: la lista está al día."))
    indexes = form.indexes()
    decide(made, indexes, accept=form.accept, expected=form.cleaned_data["expected"], by=actor(request))
    done = _("Aceptadas: %(number)s.") if form.accept else _("Dejadas como están: %(number)s.")
    messages.success(request, done % {"number": len(indexes)})
    return redirect(f"{made.get_absolute_url()}?{_came_from(request)}")


@requires(Perm.IMPORT_PLAN)
def import_row(request: HttpRequest, public_id: str, index: int) -> HttpResponse:
    """Correct one row before confirming."""
    made = _import_of(public_id)
    preview = preview_of(made)
    if index >= len(preview.rows):
        raise Http404
    row = preview.rows[index]
    form = ActivityForm(request.POST or None, current=row.facts, version=made.version, choose_component=True)
    if request.method == "POST" and form.is_valid():
        correct_row(made, index, form.facts(), expected=form.cleaned_data["expected"], by=actor(request))
        messages.success(request, _("La fila quedó corregida en la importación."))
        return redirect(f"{made.get_absolute_url()}?ver=filas&fila={index}#fila-{index}")
    context = {
        **frame(request, made.strategy),
        "trail": trail(made.strategy, Link(_("Importación"), made.get_absolute_url()), Link(_("Corregir fila"), "")),
        "made": made,
        "row": row,
        "form": form,
        "units": unit_names(),
    }
    return render(request, "planning/staff/import_row.html", context, status=422 if form.is_bound else 200)


@requires(Perm.IMPORT_PLAN)
@require_POST
def import_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of it into the schedule, or nothing."""
    made = _import_of(public_id)
    data = _checked(ConfirmForm(request.POST))
    confirm_import(
        made, remove_missing=data["remove_missing"], expected=data["expected"], seen=data["seen"], by=actor(request)
    )
    said = _("El cronograma quedó importado. Puede deshacerlo aquí.") if made.edit else _("El archivo no cambia nada.")
    messages.success(request, said)
    return redirect(made)


@requires(Perm.IMPORT_PLAN)
@require_POST
def import_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave the file aside."""
    made = _import_of(public_id)
    discard_import(made, expected=_checked(ExpectedForm(request.POST))["expected"], by=actor(request))
    messages.success(request, _("La importación quedó descartada. El cronograma no cambió."))
    return redirect("planning_desk:strategy", made.strategy.year)


@requires(Perm.IMPORT_PLAN)
@require_POST
def import_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the schedule back as it was before."""
    made = _import_of(public_id)
    undo_import(made, by=actor(request))
    messages.success(request, _("La importación se deshizo: el cronograma está como antes."))
    return redirect(made)


@requires(Perm.IMPORT_PLAN)
@require_POST
def import_redo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write again what was undone."""
    made = _import_of(public_id)
    redo_import(made, by=actor(request))
    messages.success(request, _("El cronograma quedó importado otra vez."))
    return redirect(made)


def _import_of(public_id: str) -> PlanImport:
    return get_object_or_404(PlanImport.objects.select_related("strategy", "file", "edit"), public_id=public_id)


def _read(request: HttpRequest, shown: Strategy, form: ImportForm) -> PlanImport | None:
    """The file read; where it is no schedule the form says why, beside the field."""
    data, filename = form.content()
    try:
        return read_file(shown, data, filename=filename, by=actor(request))
    except Unreadable as refusal:
        form.add_error(form.asked_in, f"{refusal.message} {refusal.way_out}".strip())
        return None


def _came_from(request: HttpRequest) -> str:
    """The part of the import where the decision was taken."""
    places = {"filas": "ver=filas", "dudas": "ver=filas&dudas"}
    kind = request.POST.get("only", "")
    return places.get(
        request.POST.get("view", ""), f"ver=decidir&clase={kind}" if kind in set(FindingCode) else "ver=decidir"
    )


def _missing(made: PlanImport, outcome: Outcome) -> list[ActivityFacts]:
    """The activities of the schedule that the file no longer has."""
    return [one for one in facts_of(made.strategy) if one.code in outcome.missing]


def _checked(form: ExpectedForm) -> dict[str, Any]:
    if not form.is_valid():
        message = _("El formulario llegó incompleto.")
        raise Invalid(message, way_out=_("Vuelva a la importación e intente de nuevo."))
    return form.cleaned_data


def _views(view: str, preview: Preview, made: PlanImport) -> list[Link]:
    labels = {
        "decidir": (_("Lo que usted decide"), preview.waiting if made.state == ImportState.PREVIEWED else None),
        "filas": (_("Fila por fila"), len(preview.rows)),
        "lectura": (_("Cómo se leyó"), sum(len(group.told) for group in preview.readings)),
        "cambios": (_("Qué cambia"), None),
    }
    address = made.get_absolute_url()
    return [Link(label, f"{address}?ver={key}", key == view, number) for key, (label, number) in labels.items()]
