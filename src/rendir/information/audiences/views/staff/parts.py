"""The parts of a group: its segments and what it wants to know."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.information.audiences.actions.groups import (
    add_need,
    add_segment,
    edit_need,
    edit_segment,
    remove_need,
    remove_segment,
)
from rendir.information.audiences.forms import NeedForm, SegmentForm
from rendir.information.audiences.models import Audience, AudienceSegment, InformationNeed
from rendir.information.audiences.views.staff.frame import Asked, confirm_page, form_page, found_or_404, trail
from rendir.information.audiences.views.staff.groups import audience_of


@requires(Perm.EDIT_AUDIENCES)
def segment_add(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new segment of a group."""
    group = audience_of(public_id)
    form = SegmentForm(request.POST if request.method == "POST" else None)
    asked = _asked(group, _("Anotar un segmento"), _("Anotarlo"))
    return form_page(
        request,
        form,
        asked,
        lambda: add_segment(group, **form.values(), by=actor(request)),
        said=_("El segmento quedó anotado."),
    )


@requires(Perm.EDIT_AUDIENCES)
def segment_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a segment."""
    segment = _segment(public_id)
    form = SegmentForm(request.POST if request.method == "POST" else None, segment=segment)
    asked = _asked(segment.audience, _("Corregir «%(name)s»") % {"name": segment.name}, _("Guardar"))

    def act() -> None:
        edit_segment(segment, **form.values(), expected=form.cleaned_data["expected"], by=actor(request))

    return form_page(request, form, asked, act, said=_("El segmento quedó corregido."))


@requires(Perm.EDIT_AUDIENCES)
def segment_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a segment away, after a last question."""
    segment = _segment(public_id)
    asked = _asked(segment.audience, _("¿Quitar «%(name)s»?") % {"name": segment.name}, _("Quitar el segmento"))
    return confirm_page(
        request,
        asked,
        lambda: remove_segment(segment, by=actor(request)),
        said=_("El segmento se quitó."),
        what=_("Lo publicado queda como está. Lo que decía se conserva en el registro."),
    )


@requires(Perm.EDIT_AUDIENCES)
def need_add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Something more that a group wants to know."""
    group = audience_of(public_id)
    form = NeedForm(request.POST if request.method == "POST" else None)
    asked = _asked(group, _("Anotar qué quieren saber"), _("Anotarlo"))
    return form_page(
        request,
        form,
        asked,
        lambda: add_need(group, **form.values(), by=actor(request)),
        said=_("Quedó anotado lo que quieren saber."),
    )


@requires(Perm.EDIT_AUDIENCES)
def need_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a need."""
    need = _need(public_id)
    form = NeedForm(request.POST if request.method == "POST" else None, need=need)
    asked = _asked(need.audience, _("Corregir qué quieren saber"), _("Guardar"))

    def act() -> None:
        edit_need(need, **form.values(), expected=form.cleaned_data["expected"], by=actor(request))

    return form_page(request, form, asked, act, said=_("Quedó corregido lo que quieren saber."))


@requires(Perm.EDIT_AUDIENCES)
def need_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a need away, after a last question."""
    need = _need(public_id)
    asked = _asked(need.audience, _("¿Quitar «%(name)s»?") % {"name": need.topic}, _("Quitarlo"))
    return confirm_page(
        request,
        asked,
        lambda: remove_need(need, by=actor(request)),
        said=_("Se quitó de lo que quieren saber."),
        what=_("Lo publicado queda como está. Lo que decía se conserva en el registro."),
    )


def _segment(public_id: str) -> AudienceSegment:
    rows = AudienceSegment.objects.select_related("audience").filter(public_id=public_id)
    return found_or_404(rows, _("Este segmento no existe."))


def _need(public_id: str) -> InformationNeed:
    rows = InformationNeed.objects.select_related("audience").filter(public_id=public_id)
    return found_or_404(rows, _("Esto no está anotado."))


def _asked(group: Audience, title: str, word: str) -> Asked:
    back = group.get_absolute_url()
    return Asked(title, back, word, trail(Link(group.name, back), Link(title, "")))
