"""The versions of the characterisation: the draft, what will be published, and those that were."""

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
from rendir.foundation.core.versioned import done
from rendir.foundation.library.screening import kinds_found
from rendir.information.audiences.actions.characterisations import (
    digest_of,
    discard_characterisation,
    edit_characterisation,
    open_characterisation,
    publish_characterisation,
)
from rendir.information.audiences.exports.characterisation import render_characterisation, rule_in_words
from rendir.information.audiences.forms import CharacterisationForm, PublishVersionForm
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.queries import (
    draft_of_characterisation,
    gaps_now,
    groups_now,
    least_on,
    published_versions,
)
from rendir.information.audiences.rules.comparison import compare
from rendir.information.audiences.rules.facts import words_of
from rendir.information.audiences.views.staff.frame import (
    Asked,
    confirm_page,
    form_page,
    found_or_404,
    history_of_all,
    trail,
)
from rendir.information.audiences.views.tables import count_tables


@requires(Perm.READ_AUDIENCES)
def versions(request: HttpRequest) -> HttpResponse:
    """The draft and the published versions."""
    context = {
        "trail": trail(Link(_("Caracterización"), "")),
        "draft": draft_of_characterisation(),
        "published": list(published_versions()),
        "can_edit": actor(request).has_perm(Perm.EDIT_AUDIENCES),
        "can_publish": actor(request).has_perm(Perm.PUBLISH_CHARACTERISATION),
    }
    return render(request, "audiences/staff/versions.html", context)


@requires(Perm.EDIT_AUDIENCES)
@require_POST
def open_(request: HttpRequest) -> HttpResponse:
    """A new draft, or the one that is open."""
    open_characterisation(by=actor(request))
    return redirect("audiences_desk:draft")


@requires(Perm.EDIT_AUDIENCES)
def draft(request: HttpRequest) -> HttpResponse:
    """What the draft is for, how it was made, what it cannot say."""
    shown = _draft()
    form = CharacterisationForm(request.POST if request.method == "POST" else None, draft=shown)
    asked = Asked(
        _("Borrador de la versión %(number)s") % {"number": shown.number},
        reverse("audiences_desk:publish"),
        _("Guardar y ver cómo quedaría"),
        _trail(_("Borrador")),
        _("Los grupos salen como estén el día en que se publique."),
    )

    def act() -> None:
        edit_characterisation(shown, **form.values(), expected=form.cleaned_data["expected"], by=actor(request))

    return form_page(request, form, asked, act, said=_("El borrador quedó guardado."))


@requires(Perm.READ_AUDIENCES)
def publish(request: HttpRequest) -> HttpResponse:
    """The whole as it would be published; and, read and confirmed by who may, the act."""
    shown, today, person = _draft(), clock.today(), actor(request)
    groups = groups_now(today)
    found = kinds_found("\n".join((shown.objective, shown.method, shown.limits, shown.reason, words_of(groups))))
    can_publish = person.has_perm(Perm.PUBLISH_CHARACTERISATION)
    is_sent, seen = request.method == "POST", digest_of(groups)
    typed = request.POST if is_sent else None
    form = PublishVersionForm(typed, draft=shown, seen=seen, found=found) if can_publish or is_sent else None
    if form and is_sent and form.is_valid() and done(form, lambda: _publish(request, shown, form, found)):
        messages.success(request, _("La caracterización quedó publicada, y su evidencia en las entregas I1 y D1."))
        return redirect(shown)
    before = published_versions().first()
    context = {
        "trail": _trail(_("Cómo quedaría")),
        "draft": shown,
        "groups": [(one, count_tables(one.tables)) for one in groups],
        "gaps": gaps_now(groups, today),
        "changes": compare(before.groups, groups) if before else (),
        "before": before,
        "found": found,
        "rule": rule_in_words(least_on(today)),
        "form": form,
        "can_edit": person.has_perm(Perm.EDIT_AUDIENCES),
        "history": history_of_all([shown]),
    }
    return render(request, "audiences/staff/publish.html", context, status=422 if form and form.errors else 200)


@requires(Perm.EDIT_AUDIENCES)
def discard(request: HttpRequest) -> HttpResponse:
    """Take the draft back, after a last question."""
    shown = _draft()
    back = reverse("audiences_desk:versions")
    asked = Asked(_("¿Descartar el borrador?"), back, _("Descartarlo"), _trail(_("Descartar")))
    return confirm_page(
        request,
        asked,
        lambda: discard_characterisation(shown, by=actor(request)),
        said=_("El borrador se descartó. Los grupos siguen como están."),
        what=_("Se pierde lo que se escribió de cómo se hizo. Los grupos, sus cifras y lo publicado no se tocan."),
    )


def _publish(request: HttpRequest, shown: Characterisation, form: PublishVersionForm, found: list[str]) -> None:
    data = form.cleaned_data
    publish_characterisation(
        shown,
        render=render_characterisation,
        screening={
            "found": found,
            "found_is_public": data.get("found_is_public", ""),
            "confirmed": data["confirmed"],
        },
        seen=data["seen"],
        expected=data["expected"],
        by=actor(request),
    )


def _draft() -> Characterisation:
    found = draft_of_characterisation()
    return found_or_404([found] if found else [], _("No hay un borrador de la caracterización."))


def _trail(word: str) -> list[Link]:
    return trail(Link(_("Caracterización"), reverse("audiences_desk:versions")), Link(word, ""))
