"""The entity's data, its logo and the dates of the stages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.versioned import done
from rendir.foundation.library.actions import remove_logo, set_logo
from rendir.foundation.organization.actions import declare_stages, edit_entity
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import stage_windows
from rendir.front.portal.forms import EntityForm, LogoForm, StagesForm, typed


@requires(Perm.EDIT_ENTITY)
def entity(request: HttpRequest) -> HttpResponse:
    """What stands in the footer of every page and document."""
    kept = get_object_or_404(Entity, pk=1)
    expected = int(request.POST.get("version", kept.version))
    form = EntityForm(typed(request), instance=Entity.objects.get(pk=1))
    if request.method == "POST" and form.is_valid():
        edit_entity(kept, expected=expected, by=actor(request), **form.cleaned_data)
        messages.success(request, _("Los datos de la entidad quedaron corregidos."))
        return redirect("portal_desk:entity")
    return render(
        request, "portal/staff/entity.html", {"form": form, "kept": kept, "logo_form": LogoForm(version=kept.version)}
    )


@requires(Perm.EDIT_ENTITY)
@require_POST
def logo_set(request: HttpRequest) -> HttpResponse:
    """The logo, or another one."""
    kept = get_object_or_404(Entity, pk=1)
    form = LogoForm(request.POST, request.FILES, version=kept.version)
    if form.is_valid() and done(form, lambda: _put(kept, form.cleaned_data, by=actor(request))):
        messages.success(request, _("El logotipo quedó puesto: está en cada página y en los documentos desde ahora."))
        return redirect("portal_desk:entity")
    shown = {"form": EntityForm(instance=kept), "kept": kept, "logo_form": form}
    return render(request, "portal/staff/entity.html", shown, status=422)


def _put(kept: Entity, data: dict[str, Any], *, by: Actor) -> Entity:
    file = data["file"]
    return set_logo(kept, file.chunks(), name=file.name, expected=data["expected"], by=by)


@requires(Perm.EDIT_ENTITY)
@require_POST
def logo_remove(request: HttpRequest) -> HttpResponse:
    """The initials again."""
    kept = get_object_or_404(Entity, pk=1)
    expected = int(request.POST["expected"]) if request.POST.get("expected", "").isdecimal() else kept.version
    remove_logo(kept, expected=expected, by=actor(request))
    messages.success(request, _("El logotipo se quitó. Lo ya publicado lo conserva."))
    return redirect("portal_desk:entity")


@requires(Perm.EDIT_CALENDAR)
def stages(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The dates declared for the five stages of a year."""
    year = year or clock.today().year
    form = StagesForm(typed(request), windows=stage_windows(year))
    if request.method == "POST" and form.is_valid():
        declare_stages(year, form.windows(), by=actor(request))
        messages.success(request, _("Las fechas de las etapas de %(year)s quedaron declaradas.") % {"year": year})
        return redirect("portal_desk:stages", year)
    return render(request, "portal/staff/stages.html", {"form": form, "stages_year": year})
