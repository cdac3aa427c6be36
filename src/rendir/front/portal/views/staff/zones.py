"""The zones of the territory: the tree, one of them, and a whole list pasted at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Area
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.spanish import count
from rendir.foundation.core.versioned import done
from rendir.foundation.organization.actions import (
    add_zone,
    add_zones,
    draw_zones,
    edit_zone,
    end_zone,
    erase_drawing,
    place_of,
    reopen_zone,
)
from rendir.foundation.organization.drawing import Contour, as_json, matches, read_drawing, sheet_of
from rendir.foundation.organization.models import Zone
from rendir.foundation.organization.outline import OTHER, Outline, OutlineZone, read_outline
from rendir.foundation.organization.queries import PlacedZone, ended_zones, zones_in_force
from rendir.front.portal.forms import DrawingForm, EndZoneForm, OutlineForm, ShapesForm, ZoneForm, typed


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A zone of a pasted list as the page shows it: how deep it is, and whether it is there already."""

    label: str
    depth: int
    is_known: bool
    is_unclear: bool


@requires(Perm.ENTER_DESK)
def zones(request: HttpRequest) -> HttpResponse:
    """The territory as a tree, and what ended."""
    context = {
        "zones": zones_in_force(),
        "ended": ended_zones(),
        "may_edit": actor(request).has_perm(Perm.EDIT_ZONES),
    }
    return render(request, "portal/staff/zones.html", context)


@requires(Perm.EDIT_ZONES)
def zone_add(request: HttpRequest) -> HttpResponse:
    """A new zone."""
    form = ZoneForm(typed(request), places=zones_in_force(), inside=request.GET.get("en", ""))

    def act() -> None:
        zone = add_zone(**form.values(), by=actor(request))
        messages.success(request, _("%(zone)s quedó en la lista.") % {"zone": zone.label})

    if request.method == "POST" and form.is_valid() and done(form, act):
        return redirect("portal_desk:zones")
    return render(request, "portal/staff/zone.html", {"form": form, "zone": None}, status=_status(form))


@requires(Perm.EDIT_ZONES)
def zone_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a zone, or put it inside another."""
    zone = get_object_or_404(Zone.objects.in_force().select_related("parent"), public_id=public_id)
    places = [one for one in zones_in_force() if zone.pk not in (one.zone.pk, *(outer.pk for outer in one.inside))]
    form = ZoneForm(typed(request), places=places, zone=zone)

    def act() -> None:
        edit_zone(zone, **form.values(), expected=form.cleaned_data["expected"], by=actor(request))
        messages.success(request, _("%(zone)s quedó corregida.") % {"zone": zone.label})

    if request.method == "POST" and form.is_valid() and done(form, act):
        return redirect("portal_desk:zones")
    return render(request, "portal/staff/zone.html", {"form": form, "zone": zone}, status=_status(form))


@requires(Perm.EDIT_ZONES)
def zone_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Until when a zone existed: why, and a last question."""
    zone = get_object_or_404(Zone.objects.in_force(), public_id=public_id)
    form = EndZoneForm(typed(request), version=zone.version, initial={"on": clock.today()})

    def act() -> None:
        end_zone(zone, **form.cleaned_data, by=actor(request))
        messages.success(request, _("%(zone)s ya no está en la lista. Abajo se puede volver a poner.") % {"zone": zone})

    if request.method == "POST" and form.is_valid() and done(form, act):
        return redirect("portal_desk:zones")
    context = {
        "form": form,
        "title": _("¿%(zone)s ya no existe?") % {"zone": zone.label},
        "place": _("Territorio"),
        "word": _("Anotarlo"),
    }
    context |= {"lead": _("Lo que se hizo en ella la sigue nombrando."), "back": reverse("portal_desk:zones")}
    return render(request, "portal/staff/withdraw.html", context, status=_status(form))


@requires(Perm.EDIT_ZONES)
@require_POST
def zone_reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo the end of a zone."""
    zone = get_object_or_404(Zone.objects.exclude(ends_on=None).select_related("parent"), public_id=public_id)
    reopen_zone(zone, expected=zone.version, by=actor(request))
    messages.success(request, _("%(zone)s está otra vez en la lista.") % {"zone": zone.label})
    return redirect("portal_desk:zones")


@requires(Perm.EDIT_ZONES)
def zones_paste(request: HttpRequest) -> HttpResponse:
    """A whole list: what it says is shown first; what is there already stays as it is."""
    form = OutlineForm(typed(request))
    outline: Outline | None = None
    if request.method == "POST" and form.is_valid():
        outline = read_outline(form.cleaned_data["text"])
        if form.cleaned_data["apply"] and not outline.problems:
            added = add_zones(outline.zones, by=actor(request))
            messages.success(request, _("Quedaron escritas: %(zones)s.") % {"zones": count(added, *_NEW)})
            return redirect("portal_desk:zones")
    lines = _lines(outline.zones, zones_in_force()) if outline else []
    context = {
        "form": form,
        "problems": outline.problems if outline else (),
        "lines": lines,
        "new": sum(not one.is_known for one in lines),
        "unclear": sum(one.is_unclear for one in lines),
        "is_read": outline is not None,
    }
    return render(
        request, "portal/staff/zones_paste.html", context, status=422 if form.errors or context["problems"] else 200
    )


@requires(Perm.EDIT_ZONES)
def zones_draw(request: HttpRequest) -> HttpResponse:
    """The contours of the zones, of a map: which shape is which zone is shown first, and a person says."""
    zones = zones_in_force()
    form = DrawingForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _draw_page(request, form, zones)
    if form.cleaned_data["drawn"]:
        return _drawn(request, form, zones)
    try:
        drawn = read_drawing(form.cleaned_data["file"].read())
    except Unreadable as error:
        form.add_error("file", f"{error.message} {error.way_out}")
        return _draw_page(request, form, zones)
    names = {one.zone.public_id: (one.zone.name, one.zone.label, one.zone.code) for one in zones}
    shapes = ShapesForm(labels=[one.label for one in drawn], zones=zones, matched=matches(drawn, names))
    return _draw_page(request, form, zones, shapes=shapes, contours=[one.contour for one in drawn])


def _drawn(request: HttpRequest, form: DrawingForm, zones: Sequence[PlacedZone]) -> HttpResponse:
    contours = form.cleaned_data["drawn"]
    labels = request.POST.getlist("nombre")
    labels += [""] * (len(contours) - len(labels))
    shapes = ShapesForm(request.POST, labels=labels[: len(contours)], zones=zones, matched={})
    if not shapes.is_valid():
        return _draw_page(request, form, zones, shapes=shapes, contours=contours)
    drawn = draw_zones({zone: contours[place] for place, zone in shapes.chosen().items()}, by=actor(request))
    messages.success(request, _("Quedaron dibujadas: %(zones)s.") % {"zones": count(drawn, "zona", "zonas")})
    return redirect("portal_desk:zones")


def _draw_page(
    request: HttpRequest,
    form: DrawingForm,
    zones: Sequence[PlacedZone],
    *,
    shapes: ShapesForm | None = None,
    contours: Sequence[Contour] = (),
) -> HttpResponse:
    sheet = sheet_of(contours)
    labels = [str(field.label) for field in shapes.fields.values()] if shapes else []
    context = {
        "form": form,
        "zones": zones,
        "shapes": shapes,
        "labels": labels,
        "areas": [Area(*one) for one in zip(labels, sheet.paths, labels, sheet.middles, strict=True)],
        "height": sheet.height,
        "kept": json.dumps([as_json(one) for one in contours], separators=(",", ":")),
        "is_drawn": any(one.zone.contour for one in zones),
    }
    wrong = bool(form.errors or (shapes and shapes.errors))
    return render(request, "portal/staff/zones_draw.html", context, status=422 if wrong else 200)


@requires(Perm.EDIT_ZONES)
@require_POST
def drawing_erase(request: HttpRequest) -> HttpResponse:
    """Leave the territory without a map; the zones stay."""
    erased = erase_drawing(by=actor(request))
    messages.success(request, _("El mapa se borró: %(zones)s.") % {"zones": count(erased, "zona", "zonas")})
    return redirect("portal_desk:zones")


_NEW = ("zona nueva", "zonas nuevas")


def _lines(read: Sequence[OutlineZone], placed: Sequence[PlacedZone]) -> list[OutlineLine]:
    known = {place_of(one) for one in placed}
    return [
        OutlineLine(Zone(kind=one.kind, name=one.name).label, len(one.path) - 1, one.path in known, one.kind == OTHER)
        for one in read
    ]


def _status(form: ZoneForm | EndZoneForm) -> int:
    return 422 if form.errors else 200
