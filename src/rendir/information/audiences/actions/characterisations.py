"""Open a version of the characterisation, write how it was made, and publish it with the groups as they are."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, remove, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Stale
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library.actions import publish
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.queries import (
    characterisation_in_force,
    draft_of_characterisation,
    groups_now,
    least_on,
    published_versions,
)
from rendir.information.audiences.rules.facts import GroupFacts
from rendir.information.audiences.states import CHARACTERISATION_FLOW
from rendir.plan.compliance.actions.evidence import Record, attach_evidence

Renderer = Callable[[Characterisation], Mapping[str, tuple[str, bytes]]]
CHAPTERS = (
    ("characterize_information_needs", "characterisation_needs", "necesidades", "necesidades de información"),
    ("characterize_dialogue_channels", "characterisation_dialogue", "dialogo", "canales de diálogo"),
)
"""The two kinds of activity that one document fulfils, each by its chapter: I1 and D1."""


def open_characterisation(*, by: Actor) -> Characterisation:
    """A new draft, with the words of the version before. The one that is open already, where there is one."""
    if draft := draft_of_characterisation():
        return draft
    before = published_versions().first()
    words = {name: getattr(before, name) for name in ("objective", "method", "limits")} if before else {}
    draft = Characterisation(number=before.number + 1 if before else 1, **words)
    return create(draft, perm=Perm.EDIT_AUDIENCES, by=by, verb="open_characterisation")


def edit_characterisation(
    draft: Characterisation,
    *,
    objective: str,
    method: str,
    limits: str = "",
    reason: str = "",
    expected: int,
    by: Actor,
) -> Characterisation:
    """What it is for, how it was made, what it cannot say and what changes in it."""
    _must_be_a_draft(draft)
    fields = {
        "objective": objective.strip(),
        "method": method.strip(),
        "limits": limits.strip(),
        "reason": squeeze(reason),
    }
    with atomic():
        return change(draft, fields, perm=Perm.EDIT_AUDIENCES, by=by, expected=expected, verb="edit_characterisation")


def discard_characterisation(draft: Characterisation, *, by: Actor) -> None:
    """Take the draft back; the groups stay as they are."""
    _must_be_a_draft(draft)
    remove(draft, perm=Perm.EDIT_AUDIENCES, by=by, verb="discard_characterisation")


def publish_characterisation(
    draft: Characterisation,
    *,
    render: Renderer,
    screening: Mapping[str, Any],
    seen: str | None = None,
    expected: int | None = None,
    by: Actor,
) -> Characterisation:
    """Freeze the groups as they are, without small counts, publish the document, and let it fulfil I1 and D1.

    `seen` is the digest of what the person read: `Stale` where it is another by now. `screening` is what was found in
    the texts and what the person confirmed.
    """
    check(Perm.PUBLISH_CHARACTERISATION, draft, by=by)
    _must_be_a_draft(draft)
    today = clock.today()
    groups = groups_now(today)
    digest = digest_of(groups)
    _must_be_ready(draft, groups, digest, screening)
    if seen not in (None, digest):
        message = _("Algo cambió en los grupos mientras usted publicaba.")
        raise Stale(message, way_out=_("Lea lo que cambió y publíquela de nuevo."))
    frozen = _frozen(draft, groups, digest, screening, by=by)
    files = render(frozen)
    with atomic():
        publication = publish(
            subject="caracterizacion",
            number=draft.number,
            title=str(draft),
            digest=digest,
            files=files,
            perm=Perm.PUBLISH_CHARACTERISATION,
            by=by,
        )
        names = ("content", "least", "digest", "screening", "published_at", "published_role")
        fields = {name: getattr(frozen, name) for name in names} | {"publication": publication}
        take(draft, CHARACTERISATION_FLOW, "publish_characterisation", fields, by=by, expected=expected)
        _fulfil(draft, today, by=by)
    return draft


def digest_of(groups: Sequence[GroupFacts]) -> str:
    """SHA-256 of the groups as they would be frozen, in canonical JSON."""
    return hashlib.sha256(canonical({"groups": [one.as_json() for one in groups]})).hexdigest()


def _frozen(
    draft: Characterisation, groups: Sequence[GroupFacts], digest: str, screening: Mapping[str, Any], *, by: Actor
) -> Characterisation:
    """The version as it will be, to be rendered before it is written."""
    words = {name: getattr(draft, name) for name in ("number", "objective", "method", "limits", "reason")}
    now = clock.now()
    return Characterisation(
        **words,
        least=least_on(now.date()),
        content=[one.as_json() for one in groups],
        digest=digest,
        screening=dict(screening),
        published_at=now,
        published_role=by.actor_role,
    )


def _must_be_a_draft(draft: Characterisation) -> None:
    if not CHARACTERISATION_FLOW.allows("publish_characterisation", draft.state):
        message = _("Esta versión ya se publicó: no cambia.")
        raise Invalid(message, way_out=_("Abra una versión nueva."))


def _must_be_ready(
    draft: Characterisation, groups: Sequence[GroupFacts], digest: str, screening: Mapping[str, Any]
) -> None:
    before = characterisation_in_force()
    for lacks, message, way_out in (
        (not groups, _("No hay grupos que publicar."), _("Anote al menos un grupo.")),
        (not draft.objective, _("Falta decir para qué se hizo."), _("Escríbalo en el borrador.")),
        (not draft.method, _("Falta decir cómo se hizo."), _("Diga con qué fuentes y cómo se recogieron.")),
        (
            before is not None and not draft.reason,
            _("Falta decir qué cambia frente a la versión anterior."),
            _("Se publica con ella."),
        ),
        (
            before is not None and before.digest == digest,
            _("Los grupos son los mismos de la versión publicada."),
            _("No hay nada nuevo que publicar."),
        ),
        (
            not screening.get("confirmed"),
            _("Falta confirmar que los textos no muestran datos personales."),
            _("Léala completa y marque la confirmación."),
        ),
    ):
        if lacks:
            raise Invalid(message, way_out=way_out)


def _fulfil(published: Characterisation, today: date, *, by: Actor) -> None:
    """Each chapter is evidence of its delivery. Never refuses: a year without a strategy keeps nothing."""
    for action_type, kind, anchor, told in CHAPTERS:
        ref = Record(
            kind=kind,
            public_id=published.public_id,
            title=f"{published}: {told}",
            address=f"{settings.BASE_URL}{published.get_absolute_url()}#{anchor}",
            version=published.number,
            digest=published.digest,
        )
        attach_evidence(action_type, on=today, ref=ref, by=by)
