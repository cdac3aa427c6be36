"""Publish a piece of evidence: what will be seen, what the screen found, the person's own look; and take it back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.versioned import done
from rendir.foundation.library.actions import strip_metadata
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.screening import PublishForm, Screening, kinds_found, screened_file
from rendir.plan.compliance.actions.evidence import publish_evidence, unpublish_evidence
from rendir.plan.compliance.forms.evidence import UnpublishForm
from rendir.plan.compliance.models import Evidence, EvidenceLink
from rendir.plan.compliance.views.staff.evidence import evidence_page, readable, what_one_may
from rendir.plan.compliance.views.staff.frame import frame, trail
from rendir.plan.planning.rules.titles import plain_title, shortened


@requires(Perm.PUBLISH_EVIDENCE)
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page before anybody can open it; and, confirmed, the act."""
    shown, links = readable(request, public_id)
    _must_be_publishable(request, shown, links)
    screening = screened(shown)
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        version=shown.version,
        initial={"title": shown.public_title or _proposed_title(links), "alt_text": shown.alt_text},
        needs_words=screening.needs_words,
        has_findings=bool(screening.findings),
        screened=kinds_found,
    )
    if request.method == "POST" and form.is_valid() and done(form, lambda: _publish(request, shown, screening, form)):
        messages.success(request, _("Ya es pública: cualquiera la puede abrir."))
        return redirect(shown)
    context = {
        **frame(request, shown.strategy),
        "trail": trail(
            shown.strategy, Link(shortened(shown.title, 60), shown.get_absolute_url()), Link(_("Publicar"), "")
        ),
        "shown": shown,
        "screening": screening,
        "form": form,
    }
    return render(request, "compliance/staff/publish.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Perm.PUBLISH_EVIDENCE)
def unpublish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody from outside opens it any more."""
    shown, links = readable(request, public_id)
    form = UnpublishForm(request.POST, auto_id="despublicar-%s")
    by = actor(request)
    if form.is_valid() and done(form, lambda: unpublish_evidence(shown, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("Dejó de ser pública. Que lo fue y hasta cuándo queda en el registro."))
        return redirect(shown)
    return evidence_page(request, shown, links, unpublishing=form)


def screened(shown: Evidence) -> Screening:
    """What the screen for personal data says. A link or a record is looked at by a person alone."""
    if shown.file is None:
        return Screening((), _("Es una dirección: ábrala y mírela completa."), needs_words=False, removed=())
    return screened_file(shown.file)


def _publish(request: HttpRequest, shown: Evidence, screening: Screening, form: PublishForm) -> None:
    data, by = form.cleaned_data, actor(request)
    copy: StoredFile | None = strip_metadata(shown.file, by=by) if shown.file else None
    publish_evidence(
        shown,
        title=data["title"],
        alt_text=data["alt_text"],
        copy=copy,
        screening=screening.as_json(data),
        expected=data["expected"],
        by=by,
    )


def _proposed_title(links: Sequence[EvidenceLink]) -> str:
    """Of what it supports: no name of anybody is in it."""
    row = links[0].delivery
    return _("Soporte de %(key)s: %(title)s") % {"key": row.key, "title": plain_title(row.activity.facts())}


def _must_be_publishable(request: HttpRequest, shown: Evidence, links: Sequence[EvidenceLink]) -> None:
    if not what_one_may(actor(request), shown, links).publish:
        message = _("Esta evidencia no se puede publicar ahora.")
        raise Invalid(message, way_out=_("Se publica la interna, cuando Planeación aceptó la entrega que soporta."))
