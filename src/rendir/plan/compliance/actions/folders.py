"""Take the folder of evidence away: what of it one may read, written down as every look at what is reserved."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import check, record
from rendir.foundation.core.refusal import Invalid
from rendir.plan.compliance.exports.folder import Folder, Support
from rendir.plan.compliance.models import EvidenceLink
from rendir.plan.compliance.rules.folders import FolderScope
from rendir.plan.compliance.states import EvidenceState
from rendir.plan.planning.models import Strategy

Builder = Callable[[Sequence[Support]], Folder]


def take_folder(strategy: Strategy, scope: FolderScope, *, build: Builder, by: Person) -> Folder:
    """The folder of a year, a cut or an activity, of the units whose evidence one may read. `Invalid` where there is
    none: an empty folder proves nothing.
    """
    check(Perm.READ_EVIDENCE, by=by)
    found = supports_of(strategy, scope, by)
    if not found:
        message = _("No hay evidencia que guardar en esta carpeta.")
        raise Invalid(message, way_out=_("Elija otro cuatrimestre u otra actividad, o todo el año."))
    folder = build(found)
    public = {"scope": str(scope), "deliveries": len({one.key for one in found}), "files": folder.files}
    record(strategy, verb="take_evidence_folder", by=by, public=public)
    return folder


def supports_of(strategy: Strategy, scope: FolderScope, person: Person) -> list[Support]:
    """What supports the deliveries of the scope and one may read, in the order of the schedule."""
    rows = EvidenceLink.objects.filter(delivery__activity__strategy=strategy)
    standing = rows.exclude(evidence__state=EvidenceState.WITHDRAWN).select_related(
        "delivery__activity", "evidence__file"
    )
    ordered = standing.prefetch_related("delivery__activity__responsibilities__unit").order_by(
        "delivery__activity__position", "delivery__period", "linked_at", "pk"
    )
    return [
        _support(link)
        for link in ordered
        if scope.has(link.delivery.key) and person.has_perm(Perm.READ_EVIDENCE, link.delivery)
    ]


def _support(link: EvidenceLink) -> Support:
    activity = link.delivery.activity
    facts = activity.facts()
    return Support(link.delivery.key, facts.name, tuple(one.name for one in facts.responsibles), link.evidence)
