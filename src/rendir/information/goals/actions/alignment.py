"""Publish the alignment of a year: the matrix of goals, SDGs and rights, frozen, as evidence of its activity."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Stale
from rendir.foundation.library.actions import publish
from rendir.information.goals.actions.measuring import ITS_ACTIVITY
from rendir.information.goals.models import Alignment, Plan
from rendir.information.goals.queries import alignment_lines, links_counted
from rendir.information.goals.states import PlanState
from rendir.plan.compliance.actions.evidence import Record, attach_evidence

AlignmentRenderer = Callable[[Alignment], Mapping[str, tuple[str, bytes]]]


def publish_alignment(
    plan: Plan, *, render: AlignmentRenderer, reason: str = "", seen: str | None = None, by: Actor
) -> Alignment:
    """Freeze the links as they are and publish them in every format. It is evidence of its activity; where goals are
    left it fulfils nothing yet.

    `seen` is the digest of what the person read: `Stale` where it is another by now. `Invalid` for a plan that is not
    public or not of this year, and for publishing again without a reason or without a change.
    """
    check(Perm.PUBLISH_GOALS, by=by)
    drawn = _draft(plan, reason=reason.strip(), by=by)
    _must_be_the_same(seen or drawn.digest, drawn.digest)
    files = render(drawn)
    with atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)
        _must_be_the_same(drawn.digest, digest_of(plan))
        title = _("Alineación de las metas con los ODS y los derechos, %(year)s") % {"year": drawn.year}
        drawn.publication = publish(
            subject=f"alineacion-{drawn.year}",
            number=drawn.number,
            title=title,
            digest=drawn.digest,
            files=files,
            perm=Perm.PUBLISH_GOALS,
            by=by,
        )
        create(drawn, perm=Perm.PUBLISH_GOALS, by=by, verb="publish_alignment")
        ref = Record("alignment", drawn.public_id, title, drawn.get_absolute_url(), drawn.number, drawn.digest)
        left = links_counted(plan).left
        attach_evidence(ITS_ACTIVITY, on=clock.today(), ref=ref, fulfils=not left, by=by)
    return drawn


def digest_of(plan: Plan) -> str:
    """SHA-256 of what would be published now, in canonical JSON."""
    return digest_of_lines(alignment_lines(plan))


def digest_of_lines(lines: list[dict[str, Any]]) -> str:
    """SHA-256 of these lines, in canonical JSON."""
    return hashlib.sha256(canonical(lines)).hexdigest()


def _draft(plan: Plan, *, reason: str = "", by: Actor) -> Alignment:
    """What would be published now, not written yet."""
    today = clock.today()
    if plan.state != PlanState.PUBLIC:
        message = _("Las metas de este plan no son públicas.")
        raise Invalid(message, way_out=_("Publique primero las metas."))
    if today.year not in plan.all_years:
        message = _("El plan no es de este año.")
        raise Invalid(message, way_out=_("La alineación se publica del plan en vigor."))
    before = Alignment.objects.filter(plan=plan, year=today.year).order_by("-number").first()
    lines = alignment_lines(plan)
    digest = digest_of_lines(lines)
    if before and before.digest == digest:
        message = _("No hay nada nuevo desde la versión %(number)s.") % {"number": before.number}
        raise Invalid(message, way_out=_("Se publica otra vez cuando cambien los vínculos."))
    if before and not reason:
        message = _("La alineación de este año ya se publicó: falta la razón.")
        raise Invalid(message, way_out=_("Escriba qué cambia: la versión anterior se conserva."))
    counted = links_counted(plan)
    return Alignment(
        plan=plan,
        year=today.year,
        number=before.number + 1 if before else 1,
        published_at=clock.now(),
        published_role=by.actor_role,
        lines=lines,
        counts={
            "total": counted.total,
            "linked": counted.linked,
            "excused": counted.excused,
            "no_right": counted.no_right,
            "no_sdg": counted.no_sdg,
            "none": counted.none,
        },
        reason=reason if before else "",
        digest=digest,
    )


def _must_be_the_same(seen: str, now: str) -> None:
    if seen != now:
        message = _("Los vínculos cambiaron mientras usted publicaba la alineación.")
        raise Stale(message, way_out=_("Revise lo que cambió y publíquela de nuevo."))
