"""Report a delivery, review it, excuse it, and set by hand when and how it is owed."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import people_who_may
from rendir.foundation.audit.actions import atomic, change, check, create, remove, take
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.foundation.core.spanish import squeeze
from rendir.plan.compliance.models import Delivery, DueRuleChoice, EvidenceLink
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.states import DELIVERY_FLOW, EvidenceState
from rendir.plan.planning.action_types import DueRule
from rendir.plan.planning.actions.schedule import must_be_open
from rendir.plan.planning.models import Activity, Strategy

REGISTRAR = Job("deliveries", frozenset({Perm.REPORT_DELIVERY}))
_UNREPORTED: dict[str, object] = {"reported_at": None, "reported_by": "", "reported_unit": "", "on_behalf": ""}
_UNACCEPTED: dict[str, object] = {"accepted_at": None, "accepted_by": "", "accepted_alone": False}


def open_delivery(strategy: Strategy, key: Key) -> Delivery:
    """The row of a delivery, written the first time that something is done with it.

    `Invalid` where the year has no such activity.
    """
    activity = Activity.objects.filter(strategy=strategy, component=key.component, number=key.number).first()
    if activity is None:
        message = _("El cronograma de %(year)s no tiene la actividad %(code)s.")
        values = {"year": strategy.year, "code": key.code}
        raise Invalid(message % values, way_out=_("Búsquela en la lista de entregas."))
    return known_row(activity, key.period) or _written(activity, key.period)


def known_row(activity: Activity, period: int) -> Delivery | None:
    """The row of a delivery, where something was done with it."""
    rows = Delivery.objects.select_related("activity__strategy")
    return rows.filter(activity=activity, period=period).first()


def _written(activity: Activity, period: int) -> Delivery:
    row = Delivery(activity=activity, period=period)
    try:
        with transaction.atomic():
            return create(row, perm=Perm.REPORT_DELIVERY, by=REGISTRAR, verb="open_delivery")
    except IntegrityError:  # another transaction was faster
        return Delivery.objects.select_related("activity__strategy").get(activity=activity, period=period)


def report_delivery(
    delivery: Delivery,
    *,
    summary: str,
    progress: int | None = None,
    on_behalf: str = "",
    expected: int | None = None,
    by: Actor,
) -> Delivery:
    """Say that it is done, in the unit's own words. `Invalid` without evidence or without words.

    Who reports for a unit that is not theirs says in `on_behalf` how the unit sent it.
    """
    _must_be_current(delivery)
    check(Perm.REPORT_DELIVERY, delivery, by=by)
    summary = _required(summary, _("Falta contar qué se hizo."), _("Escriba en una o dos frases qué se entregó."))
    on_behalf = squeeze(on_behalf)
    if is_foreign(delivery, by) and not on_behalf:
        message = _("Usted reporta por otra dependencia y falta decir cómo lo hizo llegar.")
        raise Invalid(message, way_out=_("Escriba, por ejemplo, «Correo del 3 de mayo» y adjunte el soporte."))
    with atomic():
        _must_have_evidence(delivery)
        fields = {
            "reported_at": clock.now(),
            "reported_by": by.actor_id,
            "reported_unit": by.actor_unit,
            "on_behalf": on_behalf,
            "summary": summary,
            "progress": progress,
            "reason": "",
            "delay": "",
            "expected_on": None,
        }
        return take(delivery, DELIVERY_FLOW, "report_delivery", fields, by=by, expected=expected)


def take_back_report(delivery: Delivery, *, expected: int | None = None, by: Actor) -> Delivery:
    """Undo a report that nobody reviewed yet; its evidence stays."""
    _must_be_current(delivery)
    return take(delivery, DELIVERY_FLOW, "take_back_report", dict(_UNREPORTED), by=by, expected=expected)


def accept_delivery(delivery: Delivery, *, expected: int | None = None, by: Actor) -> Delivery:
    """Planning finds that the evidence supports it.

    Who reported does not accept, unless nobody else could: then it is marked, and Control Interno sees the mark.
    """
    _must_be_current(delivery)
    alone = delivery.reported_by == by.actor_id
    if alone and (other := _another_reviewer(by)):
        message = _("Usted reportó esta entrega: la revisa otra persona.")
        raise NotAllowed(message, way_out=_("Pídala a %(name)s.") % {"name": other})
    fields = {"accepted_at": clock.now(), "accepted_by": by.actor_id, "accepted_alone": alone}
    return take(delivery, DELIVERY_FLOW, "accept_delivery", fields, by=by, expected=expected)


def return_delivery(delivery: Delivery, *, reason: str, expected: int | None = None, by: Actor) -> Delivery:
    """Send it back with what is missing. What a cut froze stays frozen."""
    _must_be_current(delivery)
    reason = _required(reason, _("Falta la razón."), _("Escriba qué falta o qué no corresponde, para que se corrija."))
    fields = {**_UNREPORTED, **_UNACCEPTED, "reason": reason}
    return take(delivery, DELIVERY_FLOW, "return_delivery", fields, by=by, expected=expected, reason=reason)


def ask_waiver(delivery: Delivery, *, reason: str, expected: int | None = None, by: Actor) -> Delivery:
    """Ask that it does not apply, with the reason that will be published."""
    _must_be_current(delivery)
    reason = _required(reason, _("Falta la razón."), _("Escriba por qué no se hará: la razón se publica."))
    return take(delivery, DELIVERY_FLOW, "ask_waiver", {"reason": reason}, by=by, expected=expected, reason=reason)


def grant_waiver(delivery: Delivery, *, expected: int | None = None, by: Actor) -> Delivery:
    """Approve that it does not apply: it leaves the denominators."""
    _must_be_current(delivery)
    return take(delivery, DELIVERY_FLOW, "grant_waiver", by=by, expected=expected)


def refuse_waiver(delivery: Delivery, *, reason: str, expected: int | None = None, by: Actor) -> Delivery:
    """It does apply: it goes back to the unit with the reason."""
    _must_be_current(delivery)
    reason = _required(reason, _("Falta la razón."), _("Escriba por qué la entrega sí se debe."))
    return take(delivery, DELIVERY_FLOW, "refuse_waiver", {"reason": reason}, by=by, expected=expected, reason=reason)


def restore_delivery(delivery: Delivery, *, reason: str, expected: int | None = None, by: Actor) -> Delivery:
    """Ask again for what had been excused."""
    _must_be_current(delivery)
    reason = _required(reason, _("Falta la razón."), _("Escriba por qué vuelve a exigirse."))
    return take(delivery, DELIVERY_FLOW, "restore_delivery", {"reason": ""}, by=by, expected=expected, reason=reason)


def explain_delay(
    delivery: Delivery, *, delay: str, expected_on: date | None, expected: int | None = None, by: Actor
) -> Delivery:
    """Say why it was not delivered and when it will be. It is published beside the delivery."""
    _must_be_current(delivery)
    delay = _required(delay, _("Falta la explicación."), _("Escriba por qué no se entregó: se publica tal cual."))
    fields = {"delay": delay, "expected_on": expected_on}
    return _changed(delivery, fields, perm=Perm.REPORT_DELIVERY, expected=expected, verb="explain_delay", by=by)


def set_due_day(
    delivery: Delivery, *, due_on: date | None, reason: str, expected: int | None = None, by: Actor
) -> Delivery:
    """Set the last day by hand, with a reason that is published; None gives it back to its rule."""
    _must_be_current(delivery)
    reason = _required(reason, _("Falta la razón."), _("Escriba por qué cambia el último día: la razón se publica."))
    fields = {"due_on": due_on, "due_reason": reason if due_on else ""}
    return _changed(
        delivery, fields, perm=Perm.ACCEPT_DELIVERY, expected=expected, verb="set_due_day", reason=reason, by=by
    )


def choose_due_rule(activity: Activity, *, rule: DueRule | None, reason: str, by: Actor) -> DueRuleChoice | None:
    """Say how the activity's product is owed, whatever its kind says; None gives it back to its kind."""
    must_be_open(activity.strategy)
    check(Perm.ACCEPT_DELIVERY, by=by)
    reason = _required(reason, _("Falta la razón."), _("Escriba por qué se debe así: la razón se publica."))
    chosen = DueRuleChoice.objects.filter(activity=activity).first()
    with atomic():
        if chosen is None:
            return _first_choice(activity, rule, reason, by) if rule else None
        if rule is None:
            remove(chosen, perm=Perm.ACCEPT_DELIVERY, by=by, verb="forget_due_rule", reason=reason)
            return None
        fields = {"rule": rule.value, "reason": reason}
        return change(chosen, fields, perm=Perm.ACCEPT_DELIVERY, by=by, expected=chosen.version, verb="choose_due_rule")


def _first_choice(activity: Activity, rule: DueRule, reason: str, by: Actor) -> DueRuleChoice:
    choice = DueRuleChoice(activity=activity, rule=rule.value, reason=reason)
    return create(choice, perm=Perm.ACCEPT_DELIVERY, by=by, verb="choose_due_rule")


def is_foreign(delivery: Delivery, by: Actor) -> bool:
    """Whether the actor wears no hat in any of the units that answer for it."""
    hats = getattr(by, "hats_in_hand", ())
    return not delivery.unit_ids & {hat.unit_id for hat in hats}


def _changed(
    delivery: Delivery,
    fields: Mapping[str, object],
    *,
    perm: Perm,
    expected: int | None,
    verb: str,
    by: Actor,
    reason: str = "",
) -> Delivery:
    seen = delivery.version if expected is None else expected
    return change(delivery, fields, perm=perm, by=by, expected=seen, verb=verb, reason=reason)


def _must_be_current(delivery: Delivery) -> None:
    must_be_open(delivery.activity.strategy)
    if delivery.activity.retired_on:
        message = _("La actividad %(code)s se retiró del cronograma.") % {"code": delivery.activity.code}
        raise Invalid(message, way_out=_("Lo que se retiró ya no se reporta; su historia queda a la vista."))


def _must_have_evidence(delivery: Delivery) -> None:
    standing = EvidenceLink.objects.filter(delivery=delivery).exclude(evidence__state=EvidenceState.WITHDRAWN)
    if not standing.exists():
        message = _("Falta la evidencia.")
        raise Invalid(message, way_out=_("Adjunte un archivo, pegue un enlace o tome una foto, y vuelva a reportar."))


def _required(text: str, message: str, way_out: str) -> str:
    written = text.strip()
    if not written:
        raise Invalid(message, way_out=way_out)
    return written


def _another_reviewer(by: Actor) -> str:
    """The name of somebody else who could accept it today."""
    others = people_who_may(Perm.ACCEPT_DELIVERY, clock.today()).exclude(public_id=by.actor_id)
    return others.values_list("name", flat=True).first() or ""
