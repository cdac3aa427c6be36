"""The grid as people know it, and what is done to several of its rows: change them, paste over them."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.refusal import Invalid, NotFound, Stale
from rendir.foundation.core.spanish import count
from rendir.foundation.organization.queries import unit_names
from rendir.plan.planning.actions.schedule import Edits, describe, edit_schedule, must_be_open
from rendir.plan.planning.exports.rendering import draft_pdf
from rendir.plan.planning.forms import BulkForm, PasteForm
from rendir.plan.planning.models import Activity, Strategy
from rendir.plan.planning.queries import activities_of, digest_of, facts_of
from rendir.plan.planning.reading.pasting import COLUMN_LABELS, COLUMNS, Pasted, new_units, paste
from rendir.plan.planning.rules.comparison import Comparison, compare_schedules
from rendir.plan.planning.rules.facts import ActivityFacts
from rendir.plan.planning.rules.selection import ORDERS, Selection, select
from rendir.plan.planning.rules.totals import deliveries
from rendir.plan.planning.states import StrategyState
from rendir.plan.planning.views.downloads import file_response
from rendir.plan.planning.views.filters import ScheduleFilter
from rendir.plan.planning.views.staff import rows
from rendir.plan.planning.views.staff.frame import back_to, frame, grid_link, strategy_of, trail
from rendir.plan.planning.views.staff.history import turns_of


@requires(Perm.READ_PLAN)
def grid(request: HttpRequest, year: int) -> HttpResponse:
    """The working copy: component × stage × period, filtered and sorted by the address."""
    shown = strategy_of(year)
    known = list(activities_of(shown))
    lines = rows.grid_rows(year, known)
    activities = [line.facts for line in lines.values()]
    form = ScheduleFilter(request.GET, activities)
    selection = Selection.from_query(request.GET)
    chosen = select(activities, selection)
    framed = frame(request, shown, "grid")
    undo, redo = turns_of(shown, known, framed["may"])
    context = {
        **framed,
        "form": form,
        "orders": _orders(selection.order),
        "sorts": _sorts(request, selection.order),
        "is_filtered": not selection.is_everything,
        "is_asked": selection != Selection(),
        "total": len(activities),
        "shown": len(chosen),
        "deliveries": deliveries(chosen),
        "bands": rows.bands([lines[one.code] for one in chosen], together=not selection.order),
        "stage_columns": rows.stage_columns(),
        "period_columns": rows.period_columns(),
        "undo": undo,
        "redo": redo,
        "units": unit_names(),
        "here": request.get_full_path(),
    }
    return render(request, "planning/staff/grid.html", context)


@requires(Perm.READ_PLAN)
def draft_file(request: HttpRequest, year: int) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """The grid on paper before anybody adopted it."""
    shown = strategy_of(year)
    if shown.state != StrategyState.DRAFT:
        message = _("La estrategia %(year)s ya no está en borrador.") % {"year": year}
        raise NotFound(message, way_out=_("Descargue la versión adoptada en el cronograma publicado."))
    return file_response(draft_pdf(shown, on=clock.today()), name=f"cronograma-{year}-borrador.pdf", kind="pdf")


@requires(Perm.EDIT_PLAN)
def grid_bulk(request: HttpRequest, year: int) -> HttpResponse:
    """The same change to the rows chosen. GET asks what to change; POST changes all of them or none."""
    shown = strategy_of(year)
    must_be_open(shown)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(shown, asked.getlist("row"))
    form = BulkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        after = form.bulk().apply([one.facts() for one, _ in chosen])
        edits = Edits({one.code: (facts, seen) for (one, seen), facts in zip(chosen, after, strict=True)})
        _write(request, shown, edits, label=_label(chosen))
        return redirect(back_to(request, reverse("planning_desk:grid", args=[year])))
    context = {
        **frame(request, shown, "grid"),
        "trail": trail(shown, grid_link(shown), Link(_("Cambiar varias"), "")),
        "form": form,
        "chosen": [one for one, _ in chosen],
        "tokens": asked.getlist("row"),
        "units": unit_names(),
        "back": asked.get("back", ""),
    }
    return render(request, "planning/staff/bulk.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_PLAN)
def grid_paste(request: HttpRequest, year: int) -> HttpResponse:
    """A block from a spreadsheet: first what it would change, then, confirmed, the change."""
    shown = strategy_of(year)
    must_be_open(shown)
    activities = facts_of(shown)
    form = PasteForm(request.POST or None, activities=activities, start=request.GET.get("start", ""))
    pasted = _pasted(form, activities) if request.method == "POST" and form.is_valid() else None
    unknown = new_units(pasted, unit_names()) if pasted else []
    if pasted and not pasted.problems and not form.must_say_so(unknown) and form.cleaned_data["apply"]:
        _must_be_seen(form.cleaned_data["seen"], activities)
        edits = Edits({code: (facts, None) for code, facts in pasted.changes.items()}, pasted.additions)
        _write(request, shown, edits, label=_("Pegar desde Excel: %(what)s") % {"what": describe(edits)})
        return redirect("planning_desk:grid", year)
    context = {
        **frame(request, shown, "grid"),
        "trail": trail(shown, grid_link(shown), Link(_("Pegar desde Excel"), "")),
        "form": form,
        "columns": [COLUMN_LABELS[key] for key in COLUMNS],
        "pasted": pasted,
        "new_units": unknown,
        "comparison": _comparison(activities, pasted) if pasted else None,
        "seen": digest_of(activities),
    }
    status = 422 if form.errors or (pasted and pasted.problems) else 200
    return render(request, "planning/staff/paste.html", context, status=status)


def _orders(current: str) -> list[Link]:
    labels = {
        "": _("Orden del cronograma"),
        "nombre": _("Actividad"),
        "etapa": _("Etapa"),
        "cuatrimestre": _("Cuatrimestre"),
        "dependencia": _("Responsable"),
    }
    return [Link(label, order, order == current) for order, label in labels.items()]


def _sorts(request: HttpRequest, current: str) -> dict[str, Link]:
    """What the head of each column does: sort by it; where it sorts already, back to the order of the schedule."""
    links = {}
    for order in ORDERS[1:]:
        asked = request.GET.copy()
        asked.pop("orden", None)
        if order != current:
            asked["orden"] = order
        links[order] = Link(order, f"?{asked.urlencode()}", order == current)
    return links


def _chosen(shown: Strategy, tokens: Sequence[str]) -> list[tuple[Activity, int]]:
    """The activities that the form names, each with the version seen, in the order of the schedule."""
    seen = {code: version for code, _, version in (token.partition(":") for token in tokens)}
    if not seen or not all(version.isdecimal() for version in seen.values()):
        message = _("No eligió ninguna actividad.")
        raise Invalid(message, way_out=_("Marque en la cuadrícula las actividades que quiere cambiar."))
    known = {one.code: one for one in activities_of(shown)}
    gone = [code for code in seen if code not in known]
    if gone:
        message = _("Ya no está en el cronograma: %(codes)s.") % {"codes": ", ".join(gone)}
        raise Stale(message, way_out=_("Vuelva a abrir la cuadrícula y elija de nuevo."))
    return [(one, int(seen[code])) for code, one in known.items() if code in seen]


def _label(chosen: Sequence[tuple[Activity, int]]) -> str:
    codes = ", ".join(one.code for one, _ in chosen)
    return (_("Cambiar %(codes)s") % {"codes": codes})[:200]


def _write(request: HttpRequest, shown: Strategy, edits: Edits, *, label: str) -> None:
    edit = edit_schedule(shown, edits, label=label, by=actor(request))
    if edit is None:
        messages.info(request, _("No había nada que cambiar: el cronograma ya dice eso."))
    else:
        done = count(len(edit.after), _("actividad"), _("actividades"))
        messages.success(request, _("Listo: %(done)s. Puede deshacerlo.") % {"done": done})


def _pasted(form: PasteForm, activities: Sequence[ActivityFacts]) -> Pasted | None:
    """What the block makes of the schedule; where it cannot be read the form says why."""
    data = form.cleaned_data
    below, component = form.below(activities), form.component(activities)
    try:
        return paste(data["block"], below, component=component, column=data["column"], known_units=unit_names())
    except Unreadable as refusal:
        form.add_error("block", f"{refusal.message} {refusal.way_out}")
        return None


def _comparison(activities: Sequence[ActivityFacts], pasted: Pasted) -> Comparison:
    after = [pasted.changes.get(one.code, one) for one in activities]
    pairs = tuple((index, index) for index in range(len(after)))
    return compare_schedules(activities, [*after, *pasted.additions], pairs=pairs)


def _must_be_seen(seen: str, activities: Sequence[ActivityFacts]) -> None:
    if seen != digest_of(activities):
        message = _("Alguien cambió el cronograma mientras usted revisaba lo pegado.")
        raise Stale(message, way_out=_("Vuelva atrás y revise de nuevo los cambios antes de aplicarlos."))
