"""The groups: the list with what is missing, one of them whole, its words, its zones and its channels."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.organization.queries import zones_in_force
from rendir.information.audiences.actions.groups import (
    add_audience,
    bring_back_audience,
    choose_channels,
    edit_audience,
    retire_audience,
)
from rendir.information.audiences.forms import AudienceForm, ChannelsForm, ReasonForm
from rendir.information.audiences.models import Audience
from rendir.information.audiences.queries import (
    characterisation_in_force,
    facts_of,
    gaps_now,
    least_on,
    newest_versions,
    sources_of,
)
from rendir.information.audiences.rules.facts import GroupFacts
from rendir.information.audiences.states import AudienceState
from rendir.information.audiences.views.staff.frame import Asked, form_page, found_or_404, history_of_all, trail
from rendir.information.audiences.views.tables import count_tables


@requires(Perm.READ_AUDIENCES)
def audiences(request: HttpRequest) -> HttpResponse:
    """Every group, what is missing of each, and where the characterisation stands."""
    today = clock.today()
    known = list(Audience.objects.all())
    rows = [one for one in known if one.state == AudienceState.IN_FORCE]
    facts = facts_of(rows, least=least_on(today))
    gaps = gaps_now(list(facts.values()), today)
    version, draft = newest_versions()
    by_slug = {one.slug: one for one in rows}
    context = {
        "trail": [*trail()[:-1], Link(_("Grupos de valor"), "")],
        "rows": [(one, facts[one.pk], [gap for gap in gaps if gap.group.slug == one.slug]) for one in rows],
        "left_out": [(gap, by_slug[gap.group.slug]) for gap in gaps if gap.gap.leaves_out],
        "retired": [one for one in known if one.state == AudienceState.RETIRED],
        "version": version,
        "draft": draft,
        "can_edit": actor(request).has_perm(Perm.EDIT_AUDIENCES),
    }
    return render(request, "audiences/staff/audiences.html", context)


@requires(Perm.EDIT_AUDIENCES)
def audience_add(request: HttpRequest) -> HttpResponse:
    """A new group."""
    form = AudienceForm(_typed(request), places=zones_in_force())
    made: list[Audience] = []
    asked = Asked(
        _("Anotar un grupo"),
        reverse("audiences_desk:audiences"),
        _("Anotarlo"),
        trail(Link(_("Anotar un grupo"), "")),
        _("A quiénes les rinde cuentas la entidad. Lo demás (qué quieren saber, canales, cifras) se agrega después."),
    )
    response = form_page(
        request,
        form,
        asked,
        lambda: made.append(add_audience(**form.values(), by=actor(request))),
        said=_("El grupo quedó anotado. Agregue qué quiere saber y por dónde."),
    )
    return redirect(made[0]) if made else response


@requires(Perm.READ_AUDIENCES)
def audience(request: HttpRequest, public_id: str) -> HttpResponse:
    """One group whole, and what is missing of it."""
    shown, today = audience_of(public_id), clock.today()
    facts = facts_of([shown], least=least_on(today))[shown.pk]
    segments, needs, sources = list(shown.segments.all()), list(shown.needs.all()), sources_of(shown)
    tables = [table for source in sources for table in source.distributions.all()]
    context = {
        "trail": trail(Link(shown.name, "")),
        "shown": shown,
        "facts": facts,
        "segments": segments,
        "needs": needs,
        "sources": sources,
        "tables": count_tables(facts.tables),
        "gaps": gaps_now([facts], today) if shown.state == AudienceState.IN_FORCE else (),
        "history": history_of_all([shown, *segments, *needs, *sources, *tables]),
        "can_edit": actor(request).has_perm(Perm.EDIT_AUDIENCES) and shown.state == AudienceState.IN_FORCE,
        "can_bring_back": actor(request).has_perm(Perm.EDIT_AUDIENCES) and shown.state == AudienceState.RETIRED,
        "is_public": any(one.slug == shown.slug for one in _published_groups()),
    }
    return render(request, "audiences/staff/audience.html", context)


@requires(Perm.EDIT_AUDIENCES)
def audience_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct its words and its zones."""
    shown = audience_of(public_id)
    chosen = list(shown.places.values_list("zone__public_id", flat=True))
    form = AudienceForm(_typed(request), places=zones_in_force(), audience=shown, chosen=chosen)
    asked = Asked(
        _("Corregir «%(name)s»") % {"name": shown.name},
        shown.get_absolute_url(),
        _("Guardar"),
        trail(Link(shown.name, shown.get_absolute_url()), Link(_("Corregir"), "")),
    )

    def act() -> None:
        edit_audience(shown, **form.values(), expected=form.cleaned_data["expected"], by=actor(request))

    return form_page(request, form, asked, act, said=_("El grupo quedó corregido."))


@requires(Perm.EDIT_AUDIENCES)
def channels(request: HttpRequest, public_id: str) -> HttpResponse:
    """By which channels it is told things and heard, in the order that the group prefers."""
    shown = audience_of(public_id)
    form = ChannelsForm(_typed(request), audience=shown)
    asked = Asked(
        _("Canales de «%(name)s»") % {"name": shown.name},
        shown.get_absolute_url(),
        _("Guardar"),
        trail(Link(shown.name, shown.get_absolute_url()), Link(_("Canales"), "")),
        _("En el orden en que el grupo los prefiere. Deje vacíos los que sobren."),
    )

    def act() -> None:
        telling, listening = form.chosen("publication"), form.chosen("dialogue")
        expected = form.cleaned_data["expected"]
        choose_channels(shown, publication=telling, dialogue=listening, expected=expected, by=actor(request))

    return form_page(request, form, asked, act, said=_("Los canales quedaron anotados."))


@requires(Perm.EDIT_AUDIENCES)
def audience_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    """Why the entity tells it apart no more."""
    shown = audience_of(public_id)
    form = ReasonForm(_typed(request), version=shown.version, initial={})
    asked = Asked(
        _("¿Retirar «%(name)s»?") % {"name": shown.name},
        reverse("audiences_desk:audiences"),
        _("Retirar el grupo"),
        trail(Link(shown.name, shown.get_absolute_url()), Link(_("Retirar"), "")),
        _("No sale en la versión siguiente. Lo publicado queda, y se puede volver a poner."),
        "danger",
    )

    def act() -> None:
        retire_audience(shown, **form.cleaned_data, by=actor(request))

    return form_page(request, form, asked, act, said=_("El grupo se retiró. Abajo se puede volver a poner."))


@requires(Perm.EDIT_AUDIENCES)
@require_POST
def audience_bring_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo the retirement."""
    shown = bring_back_audience(audience_of(public_id), by=actor(request))
    messages.success(request, _("«%(name)s» está otra vez entre los grupos.") % {"name": shown.name})
    return redirect(shown)


def audience_of(public_id: str) -> Audience:
    """A group by its identity."""
    return found_or_404(Audience.objects.filter(public_id=public_id), _("Este grupo no existe."))


def _published_groups() -> tuple[GroupFacts, ...]:
    version = characterisation_in_force()
    return version.groups if version else ()


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None
