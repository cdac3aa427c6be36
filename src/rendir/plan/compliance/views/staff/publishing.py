"""Publish a piece of evidence: what will be seen, what the screen found, the person's own look; and take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from rendir.foundation.library.reading import metadata_of, read_text
from rendir.foundation.library.rules.personal import PersonalFinding, screen
from rendir.foundation.organization.queries import current_entity
from rendir.plan.compliance.actions.evidence import publish_evidence, unpublish_evidence
from rendir.plan.compliance.forms.evidence import PublishForm, UnpublishForm
from rendir.plan.compliance.models import Evidence, EvidenceLink
from rendir.plan.compliance.views.staff.evidence import evidence_page, readable, told_as, what_one_may
from rendir.plan.compliance.views.staff.frame import frame, trail
from rendir.plan.planning.rules.titles import plain_title, shortened

_NEVER_TOLD = frozenset({"title"})


@dataclass(frozen=True, slots=True)
class Screening:
    """What is known of a piece of evidence before it is shown to everybody.

    `unread` says what no program could read: a person's eyes and ears are then all there is. `removed` names what the
    original tells of who made it and the published copy does not.
    """

    findings: tuple[PersonalFinding, ...]
    unread: str
    needs_words: bool
    removed: tuple[str, ...]

    def as_json(self, answers: dict[str, Any]) -> dict[str, Any]:
        """What is kept with the evidence: what was found, masked, and what the person answered."""
        return {
            "findings": [{"kind": one.kind.value, "excerpt": one.excerpt} for one in self.findings],
            "unread": self.unread,
            "confirmed": bool(answers.get("confirmed")),
            "found_is_public": answers.get("found_is_public", ""),
        }


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
    read = read_text(shown.file)
    findings = screen(read.text or "", known=_of_the_entity())
    removed = tuple(told_as(name) for name in metadata_of(shown.file) if name not in _NEVER_TOLD)
    return Screening(findings, read.why_not, needs_words=read.text is None, removed=removed)


def kinds_found(text: str) -> list[str]:
    """What kinds of personal data a text holds, each once, in words."""
    return list(dict.fromkeys(one.kind.label.lower() for one in screen(text, known=_of_the_entity())))


def _of_the_entity() -> list[str]:
    """What is public of the entity's own."""
    entity = current_entity()
    if entity is None:
        return []
    told = (entity.phone, entity.email, entity.judicial_email, entity.address, entity.nit)
    return [one for one in told if one]


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
