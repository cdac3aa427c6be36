"""Take the folder of evidence away: what of it one may read, written down as every look at what is reserved."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import check, record
from rendir.foundation.core.refusal import Invalid
from rendir.plan.compliance.exports.folder import Folder, Support
from rendir.plan.compliance.models import Delivery, EvidenceLink
from rendir.plan.compliance.queries import evidence_of_each
from rendir.plan.compliance.rules.folders import FolderScope
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
    readable = readable_deliveries(strategy, scope, person)
    links = evidence_of_each(readable)
    return [one for row in readable if row.pk in links for one in _supports(row, links[row.pk])]


def readable_deliveries(strategy: Strategy, scope: FolderScope, person: Person) -> list[Delivery]:
    """The deliveries of the scope whose evidence one may read, in the order of the schedule."""
    rows = Delivery.objects.filter(activity__strategy=strategy).select_related("activity__strategy")
    ordered = rows.prefetch_related("activity__responsibilities__unit").order_by("activity__position", "period")
    return [one for one in ordered if scope.has(one.key) and person.has_perm(Perm.READ_EVIDENCE, one)]


def _supports(row: Delivery, links: Sequence[EvidenceLink]) -> list[Support]:
    facts = row.activity.facts()
    who = tuple(one.name for one in facts.responsibles)
    return [Support(row.key, facts.name, who, link.evidence) for link in links]
