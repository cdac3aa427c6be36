"""The units of the entity: their names and spellings, how much each answers for, and which are one."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import add_alias, add_unit, edit_unit, forget_distinction, keep_apart
from rendir.foundation.organization.models import Unit, UnitAlias, UnitDistinction
from rendir.foundation.organization.queries import names_kept_apart
from rendir.plan.planning.actions.units import join_units, take_apart
from rendir.plan.planning.forms import AliasForm, ApartForm, JoinForm, UnitForm
from rendir.plan.planning.queries import strategies_overview, units_overview
from rendir.plan.planning.reading.aliases import names_alike
from rendir.plan.planning.views.staff.frame import what_one_may


@requires(Perm.READ_PLAN)
def units(request: HttpRequest) -> HttpResponse:
    """Every unit, its spellings, and the activities it answers for in the newest strategy."""
    newest = strategies_overview().first()
    known, may = list(units_overview(newest)), what_one_may(request, None)
    context = {
        "units": known,
        "unclear": [one for one in known if one.kind == "unknown"],
        "newest": newest,
        "may": may,
        "alike": _alike(known) if may.units else [],
        "distinctions": list(UnitDistinction.objects.all()),
    }
    return render(request, "planning/staff/units.html", context)


@requires(Perm.EDIT_UNITS)
def unit_add(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unit = add_unit(form.cleaned_data["name"], kind=form.cleaned_data["kind"], by=actor(request))
        messages.success(request, _("«%(name)s» quedó en la lista.") % {"name": unit.name})
        return redirect("planning_desk:unit_edit", unit.public_id)
    return render(request, "planning/staff/unit_new.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_UNITS)
def unit_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a unit; see and join its spellings."""
    unit = get_object_or_404(Unit, public_id=public_id)
    form = UnitForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        edit_unit(unit, by=actor(request), **form.cleaned_data)
        messages.success(request, _("«%(name)s» quedó corregida.") % {"name": unit.name})
        return redirect("planning_desk:units")
    context = {
        "unit": unit,
        "form": form,
        "alias_form": AliasForm(prefix="alias"),
        "join_form": JoinForm(unit=unit, other=request.GET.get("con", "")),
        "aliases": list(unit.aliases.all()),
    }
    return render(request, "planning/staff/unit.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_UNITS)
@require_POST
def alias_add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Join another spelling."""
    unit = get_object_or_404(Unit, public_id=public_id)
    form = AliasForm(request.POST, prefix="alias")
    if form.is_valid():
        data = form.cleaned_data
        alias = add_alias(unit, data["name"], on=data["since"] or clock.today(), by=actor(request))
        messages.success(request, _("«%(alias)s» ya es «%(name)s».") % {"alias": alias.name, "name": unit.name})
    else:
        messages.error(request, _("Escriba la otra forma del nombre, de hasta 250 letras."))
    return redirect("planning_desk:unit_edit", public_id)


@requires(Perm.EDIT_UNITS)
@require_POST
def alias_apart(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a spelling a unit of its own again."""
    alias = get_object_or_404(UnitAlias.objects.select_related("unit"), public_id=public_id)
    apart = take_apart(alias, by=actor(request))
    messages.success(request, _("«%(name)s» es otra vez una dependencia aparte.") % {"name": apart.name})
    return redirect("planning_desk:units")


@requires(Perm.EDIT_UNITS)
@require_POST
def unit_join(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two units are one."""
    unit = get_object_or_404(Unit, public_id=public_id)
    form = JoinForm(request.POST, unit=unit)
    if not form.is_valid():
        messages.error(request, _("Elija la dependencia que queda."))
        return redirect("planning_desk:unit_edit", public_id)
    data = form.cleaned_data
    into = join_units(unit, into=data["into"], expected=data["expected"], on=data["since"], by=actor(request))
    messages.success(request, _("Quedó unida a «%(name)s».") % {"name": into.name})
    return redirect("planning_desk:unit_edit", into.public_id)


@requires(Perm.EDIT_UNITS)
@require_POST
def units_apart(request: HttpRequest) -> HttpResponse:
    """Two units that look like one are two."""
    form = ApartForm(request.POST)
    if form.is_valid():
        made = keep_apart(form.cleaned_data["name"], form.cleaned_data["other"], by=actor(request))
        said = _("«%(name)s» y «%(other)s» quedan como distintas. No se vuelve a preguntar.")
        messages.success(request, said % {"name": made.name, "other": made.other_name})
    else:
        messages.error(request, _("Elija las dos dependencias."))
    return redirect("planning_desk:units")


@requires(Perm.EDIT_UNITS)
@require_POST
def apart_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whether they are one may be asked again."""
    forget_distinction(get_object_or_404(UnitDistinction, public_id=public_id), by=actor(request))
    messages.success(request, _("Se puede volver a preguntar si son la misma."))
    return redirect("planning_desk:units")


def _alike(known: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """The pairs that may be one: the one that answers for less first, as the one that would be joined."""
    by_name = {one.name: one for one in known}
    pairs = names_alike(list(by_name), names_kept_apart())
    return [tuple(sorted((by_name[one], by_name[other]), key=_load)) for one, other in pairs]  # type: ignore[misc] # two of two


def _load(unit: Unit) -> int:
    count: int = unit.activity_count  # type: ignore[attr-defined] # annotated by the query
    return count
