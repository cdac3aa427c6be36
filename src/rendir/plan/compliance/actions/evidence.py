"""Add, place, withdraw and publish evidence: by people, and by the apps in which the work is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, remove, take
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.models import Delivery, Evidence, EvidenceLink, Measure
from rendir.plan.compliance.models.evidence import EvidenceKind
from rendir.plan.compliance.queries import is_frozen, promises_in_force
from rendir.plan.compliance.rules.matching import fitting
from rendir.plan.compliance.rules.promises import Key, Nature
from rendir.plan.compliance.states import DELIVERY_FLOW, EVIDENCE_FLOW, DeliveryState, EvidenceState
from rendir.plan.planning.models import Strategy

COLLECTOR = Job("evidence", frozenset({Perm.REPORT_DELIVERY}))
"""Who places what the work itself attaches. It asks no permission on the delivery: real work never fails for it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A snapshot of a record of another app, never a foreign key to it: what it is, where anybody or the entity's
    people read it, in which version, with which SHA-256.
    """

    kind: str
    public_id: str
    title: str
    address: str
    version: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """What came of attaching a record: its evidence, and the deliveries among which a person must choose.

    `delivery` is None where it waits in the inbox: nothing matched, or several did (`candidates`).
    """

    evidence: Evidence
    delivery: Delivery | None
    candidates: tuple[Key, ...] = ()


def add_file(
    delivery: Delivery, stored: StoredFile, *, title: str, fact_on: date, note: str = "", by: Actor
) -> Evidence:
    """A file that supports the delivery. The same file again gives the evidence that is there already."""
    check(Perm.REPORT_DELIVERY, delivery, by=by)
    _must_have_happened(fact_on)
    known = Evidence.objects.filter(file=stored, links__delivery=delivery).exclude(state=EvidenceState.WITHDRAWN)
    if found := known.first():
        return found
    evidence = _new(delivery.activity.strategy, EvidenceKind.FILE, title or stored.name, fact_on, note, by)
    evidence.file = stored
    return _written(evidence, [delivery], by=by)


def add_link(delivery: Delivery, url: str, *, title: str, fact_on: date, note: str = "", by: Actor) -> Evidence:
    """An address that supports the delivery. It is looked at later, by a timed job."""
    check(Perm.REPORT_DELIVERY, delivery, by=by)
    _must_have_happened(fact_on)
    known = Evidence.objects.filter(url=url, links__delivery=delivery).exclude(state=EvidenceState.WITHDRAWN)
    if found := known.first():
        return found
    evidence = _new(delivery.activity.strategy, EvidenceKind.LINK, title or url, fact_on, note, by)
    evidence.url = url
    return _written(evidence, [delivery], by=by)


def replace_file(evidence: Evidence, stored: StoredFile, *, note: str, by: Actor) -> Evidence:
    """The next version of a piece of evidence (an act that came back signed). The earlier one stays, withdrawn."""
    deliveries = [link.delivery for link in _links(evidence)]
    for delivery in deliveries:
        check(Perm.REPORT_DELIVERY, delivery, by=by)
    with atomic():
        reason = _("Reemplazada por otra versión.")
        take(evidence, EVIDENCE_FLOW, "withdraw_evidence", {"state_reason": reason}, by=by, reason=reason)
        newer = _new(evidence.strategy, EvidenceKind.FILE, evidence.title, evidence.fact_on, note, by)
        newer.file, newer.replaces = stored, evidence
        return _written(newer, deliveries, by=by)


def support_also(evidence: Evidence, delivery: Delivery, *, by: Actor) -> EvidenceLink:
    """One document may fulfil several deliveries: place the evidence in one more."""
    check(Perm.REPORT_DELIVERY, delivery, by=by)
    if evidence.state == EvidenceState.WITHDRAWN:
        message = _("Esta evidencia está retirada.")
        raise Invalid(message, way_out=_("Adjunte el archivo de nuevo."))
    return _linked(evidence, delivery, by=by)


def support_no_more(link: EvidenceLink, *, by: Actor) -> None:
    """Take a piece of evidence out of a delivery that nobody accepted yet; the evidence itself stays."""
    check(Perm.REPORT_DELIVERY, link.delivery, by=by)
    if link.delivery.state in (DeliveryState.REPORTED, DeliveryState.ACCEPTED):
        message = _("La entrega ya está reportada con esta evidencia.")
        raise Invalid(message, way_out=_("Retire primero el reporte, o pida que la devuelvan."))
    remove(link, perm=Perm.REPORT_DELIVERY, by=COLLECTOR, verb="unplace_evidence")


def withdraw_evidence(evidence: Evidence, *, reason: str, by: Actor) -> Evidence:
    """Take back what was added by mistake; who, when and why stay in the ledger."""
    reason = squeeze(reason)
    if not reason:
        message = _("Falta la razón.")
        raise Invalid(message, way_out=_("Escriba por qué se retira."))
    for link in _links(evidence):
        check(Perm.REPORT_DELIVERY, link.delivery, by=by)
        if link.delivery.state == DeliveryState.ACCEPTED:
            message = _("Esta evidencia sostiene una entrega aceptada.")
            raise Invalid(message, way_out=_("Pida a Planeación que devuelva la entrega y retírela después."))
    return take(evidence, EVIDENCE_FLOW, "withdraw_evidence", {"state_reason": reason}, by=by, reason=reason)


def publish_evidence(
    evidence: Evidence,
    *,
    title: str,
    alt_text: str = "",
    copy: StoredFile | None = None,
    screening: Mapping[str, Any],
    expected: int | None = None,
    by: Actor,
) -> Evidence:
    """Let anybody open it: a person decided so after the screen for personal data.

    `copy` is the file without metadata that is shown; `screening` is what was found and what the person confirmed.
    `Invalid` where no accepted delivery stands on it, or where who cannot see it is left without words.
    """
    deliveries = Delivery.objects.filter(evidence_links__evidence=evidence)
    if not deliveries.filter(state=DeliveryState.ACCEPTED).exists():
        message = _("Se publica la evidencia de lo que Planeación ya aceptó.")
        raise Invalid(message, way_out=_("Acepte primero la entrega."))
    if not squeeze(title):
        message = _("Falta el título con que se publica.")
        raise Invalid(message, way_out=_("Diga qué es sin nombrar a nadie, por ejemplo «Acta de la mesa de agua»."))
    if evidence.kind == EvidenceKind.FILE and copy is None:
        message = _("Falta la copia sin metadatos.")
        raise Invalid(message, way_out=_("Abra de nuevo la página de publicación."))
    if not screening.get("confirmed"):
        message = _("Falta confirmar que no muestra datos personales.")
        raise Invalid(message, way_out=_("Mire la evidencia completa y marque la confirmación."))
    fields = {
        "public_title": squeeze(title),
        "alt_text": alt_text.strip(),
        "public_file": copy,
        "screening": dict(screening),
        "published_at": clock.now(),
    }
    return take(evidence, EVIDENCE_FLOW, "publish_evidence", fields, by=by, expected=expected)


def unpublish_evidence(evidence: Evidence, *, reason: str, by: Actor) -> Evidence:
    """Nobody from outside opens it any more. That it was public, and until when, stays in the ledger."""
    reason = squeeze(reason)
    if not reason:
        message = _("Falta la razón.")
        raise Invalid(message, way_out=_("Escriba por qué deja de ser pública."))
    fields = {"published_at": None, "public_file": None}
    return take(evidence, EVIDENCE_FLOW, "unpublish_evidence", fields, by=by, reason=reason)


def attach_evidence(action_type: str, *, on: date, ref: Record, fulfils: bool = True, by: Actor) -> Attached | None:
    """What an app calls when real work is done: the record becomes evidence of the delivery it belongs to.

    The delivery is the one of that kind of activity in whose period `on` falls. Where it is pending and the work
    `fulfils` it, it is reported. Nothing matches, or several do: it waits in the inbox of planning. The same record
    again changes nothing; a year without an adopted strategy keeps nothing (None). Never refuses.
    """
    strategy = Strategy.objects.filter(year=on.year).exclude(number=0).first()
    if strategy is None:
        return None
    candidates = tuple(one.key for one in fitting(promises_in_force(strategy), action_type, on))
    with atomic():
        evidence, is_new = _record(strategy, ref, on, by)
        if not is_new:
            link = _links(evidence).first()
            return Attached(evidence, link.delivery if link else None, () if link else candidates)
        if len(candidates) != 1:
            return Attached(evidence, None, candidates)
        delivery = open_delivery(strategy, candidates[0])
        _linked(evidence, delivery, by=by)
        if fulfils:
            _report_by_itself(delivery, ref.title, by)
        return Attached(evidence, delivery)


def detach_evidence(ref: Record, *, year: int, reason: str) -> None:
    """Undo `attach_evidence`: the work was undone. A delivery that only it supported is pending again.

    An accepted delivery keeps its state, as a person judged it; the withdrawn evidence is there to be seen.
    """
    rows = Evidence.objects.filter(strategy__year=year, ref_kind=ref.kind, ref_id=ref.public_id)
    with atomic():
        for evidence in rows.filter(state=EvidenceState.INTERNAL):
            deliveries = [link.delivery for link in _links(evidence)]
            fields = {"state_reason": reason}
            take(evidence, EVIDENCE_FLOW, "withdraw_evidence", fields, by=COLLECTOR, reason=reason)
            for delivery in deliveries:
                _unreport_by_itself(delivery)


def measure(
    action_type: str, *, year: int, period: int, done: int, total: int, what: str, url: str = "", by: Actor
) -> Measure | None:
    """How many of many things are done («12 de 15 metas asociadas»), told by the app that knows them.

    Recomputed until the period's cut is frozen, and then left as it was (None). When all of them are done the pending
    delivery is reported.
    """
    strategy = Strategy.objects.filter(year=year).exclude(number=0).first()
    if strategy is None or is_frozen(strategy, period):
        return None
    with atomic():
        told = _measured(strategy, action_type, period, {"done": done, "total": total, "what": what, "url": url})
        if total and done == total:
            _report_measured(strategy, action_type, period, what, by)
        return told


def note_link_check(evidence: Evidence, *, works: bool, said: str) -> Evidence:
    """What an address answered, and when it was asked."""
    fields = {"link_checked_at": clock.now(), "link_works": works, "link_note": said[:200]}
    with atomic():
        return change(
            evidence, fields, perm=Perm.REPORT_DELIVERY, by=COLLECTOR, expected=evidence.version, verb="check_link"
        )


def _new(strategy: Strategy, kind: EvidenceKind, title: str, on: date, note: str, by: Actor) -> Evidence:
    return Evidence(
        strategy=strategy,
        kind=kind,
        title=squeeze(title)[:200],
        note=note.strip(),
        fact_on=on,
        added_at=clock.now(),
        added_by=by.actor_id,
        added_role=by.actor_role,
    )


def _written(evidence: Evidence, deliveries: Iterable[Delivery], *, by: Actor) -> Evidence:
    """The permission was checked on each delivery."""
    with atomic():
        create(evidence, perm=Perm.REPORT_DELIVERY, by=_Placed(by), verb="add_evidence")
        for delivery in deliveries:
            _linked(evidence, delivery, by=by)
    return evidence


def _linked(evidence: Evidence, delivery: Delivery, *, by: Actor) -> EvidenceLink:
    known = EvidenceLink.objects.filter(evidence=evidence, delivery=delivery).first()
    link = EvidenceLink(evidence=evidence, delivery=delivery, linked_at=clock.now())
    return known or create(link, perm=Perm.REPORT_DELIVERY, by=_Placed(by), verb="place_evidence")


def _links(evidence: Evidence) -> QuerySet[EvidenceLink]:
    return evidence.links.select_related("delivery__activity__strategy").order_by("pk")


def _record(strategy: Strategy, ref: Record, on: date, by: Actor) -> tuple[Evidence, bool]:
    """The evidence of this version of a record, and whether it was written now."""
    if known := known_record(strategy, ref):
        return known, False
    evidence = _new(strategy, EvidenceKind.RECORD, ref.title, on, "", by)
    evidence.ref_kind, evidence.ref_id, evidence.url = ref.kind, ref.public_id, ref.address
    evidence.ref_version, evidence.ref_digest = ref.version, ref.digest
    try:
        with transaction.atomic():
            return create(evidence, perm=Perm.REPORT_DELIVERY, by=_Placed(by), verb="attach_evidence"), True
    except IntegrityError:  # another transaction attached the same record first
        return _of_record(strategy, ref).get(), False


def known_record(strategy: Strategy, ref: Record) -> Evidence | None:
    """The evidence that this version of a record is already."""
    return _of_record(strategy, ref).first()


def _of_record(strategy: Strategy, ref: Record) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(strategy=strategy, ref_kind=ref.kind, ref_id=ref.public_id, ref_version=ref.version)
    return rows.exclude(state=EvidenceState.WITHDRAWN)


def _report_by_itself(delivery: Delivery, told: str, by: Actor) -> None:
    if DELIVERY_FLOW.allows("report_delivery", delivery.state) and not delivery.activity.retired_on:
        fields = {
            "reported_at": clock.now(),
            "reported_by": by.actor_id,
            "reported_unit": by.actor_unit,
            "summary": told,
            "reason": "",
            "delay": "",
            "expected_on": None,
        }
        take(delivery, DELIVERY_FLOW, "report_delivery", fields, by=_Placed(by))


def _unreport_by_itself(delivery: Delivery) -> None:
    still = EvidenceLink.objects.filter(delivery=delivery).exclude(evidence__state=EvidenceState.WITHDRAWN)
    if delivery.state == DeliveryState.REPORTED and not still.exists():
        fields = {"reported_at": None, "reported_by": "", "reported_unit": "", "on_behalf": ""}
        take(delivery, DELIVERY_FLOW, "take_back_report", fields, by=COLLECTOR)


def _measured(strategy: Strategy, action_type: str, period: int, told: dict[str, Any]) -> Measure:
    known = Measure.objects.filter(strategy=strategy, action_type=action_type, period=period).first()
    if known is None:
        row = Measure(strategy=strategy, action_type=action_type, period=period, measured_at=clock.now(), **told)
        return create(row, perm=Perm.REPORT_DELIVERY, by=COLLECTOR, verb="measure")
    if all(getattr(known, name) == value for name, value in told.items()):
        return known
    fields = {**told, "measured_at": clock.now()}
    return change(known, fields, perm=Perm.REPORT_DELIVERY, by=COLLECTOR, expected=known.version, verb="measure")


def _report_measured(strategy: Strategy, action_type: str, period: int, what: str, by: Actor) -> None:
    found: Sequence[Key] = [
        one.key
        for one in promises_in_force(strategy)
        if (one.facts.action_type, one.key.period) == (action_type, period) and one.nature != Nature.PROGRESS
    ]
    if len(found) == 1:
        _report_by_itself(open_delivery(strategy, found[0]), what, by)


def _must_have_happened(day: date) -> None:
    if day > clock.today():
        message = _("La fecha del hecho está en el futuro.")
        raise Invalid(message, way_out=_("Escriba el día en que ocurrió lo que la evidencia muestra."))


class _Placed:
    """The actor, for a row that belongs to a delivery on which the permission was checked already, or which the work
    itself attaches: it asks no permission of its own.
    """

    def __init__(self, by: Actor) -> None:
        self.actor_id, self.actor_role, self.actor_unit = by.actor_id, by.actor_role, by.actor_unit

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Django's own signature
        return perm == Perm.REPORT_DELIVERY
