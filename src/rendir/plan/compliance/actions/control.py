"""Control Interno's round: open it, draw a sample, record what was found, hear the units, seal and publish."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.audit.queries import head
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.library.actions import publish
from rendir.foundation.organization.queries import deadline
from rendir.foundation.organization.terms import TermKey
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.actions.evidence import Record, attach_evidence
from rendir.plan.compliance.models import Delivery, Reply, Verification, VerificationRound
from rendir.plan.compliance.queries import keys_to_verify, left_out, round_lines, verifications_of
from rendir.plan.compliance.rules.checking import ITS_ACTIVITY
from rendir.plan.compliance.rules.promises import Key, cut_day
from rendir.plan.compliance.rules.sample import draw_sample
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import ROUND_FLOW, RoundState
from rendir.plan.planning.models import Strategy

RoundRenderer = Callable[[VerificationRound], Mapping[str, tuple[str, bytes]]]


def open_round(strategy: Strategy, period: int, *, by: Actor) -> VerificationRound:
    """Begin to verify a cut, whose day must be over. Again, it gives the round that is there.

    Its report is due within a dated term of the entity: ten working days after the cut unless it says otherwise.
    """
    check(Perm.VERIFY_DELIVERY, by=by)
    day = cut_day(strategy.year, period)
    if clock.today() <= day:
        message = _("El cuatrimestre todavía no termina.")
        raise Invalid(message, way_out=_("Ábrala a partir del %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
    if found := known_round(strategy, period):
        return found
    due = deadline(TermKey.INTERNAL_CONTROL_REPORT, day).day
    opened = VerificationRound(strategy=strategy, period=period, opened_at=clock.now(), due_on=due)
    try:
        with transaction.atomic():
            return create(opened, perm=Perm.VERIFY_DELIVERY, by=by, verb="open_round")
    except IntegrityError:  # a colleague was faster
        return VerificationRound.objects.get(strategy=strategy, period=period)


def known_round(strategy: Strategy, period: int) -> VerificationRound | None:
    """The round of a cut, where it was opened."""
    return VerificationRound.objects.filter(strategy=strategy, period=period).first()


def draw_round_sample(verified: VerificationRound, size: int, *, expected: int, by: Actor) -> VerificationRound:
    """Verify a random sample instead of every delivery. The seed is the ledger's head: nobody could choose it.

    `Invalid` where one was drawn (drawing again would be choosing), where something was verified already, or where the
    sample would be everything.
    """
    _must_be_verifying(verified)
    if verified.sample is not None:
        message = _("La muestra ya se sacó y no se saca otra.")
        raise Invalid(message, way_out=_("Verifique la que salió: así nadie puede escogerla."))
    keys = [str(key) for key in keys_to_verify(verified)]
    if verified.verifications.exists():
        message = _("Ya hay entregas verificadas: la muestra se saca antes de empezar.")
        raise Invalid(message, way_out=_("Siga verificando todas."))
    if not 0 < size < len(keys):
        message = _("La muestra debe tener entre 1 y %(most)s entregas.") % {"most": len(keys) - 1}
        raise Invalid(message, way_out=_("Si quiere verificarlas todas, no saque muestra."))
    seed = head()[1]
    fields = {"seed": seed, "population": keys, "sample": list(draw_sample(keys, size, seed=seed))}
    return change(verified, fields, perm=Perm.VERIFY_DELIVERY, by=by, expected=expected, verb="draw_sample")


def verify_delivery(
    verified: VerificationRound,
    key: Key,
    *,
    result: Result,
    percentage: int | None,
    remark: str = "",
    recommendation: str = "",
    expected: int | None = None,
    by: Actor,
) -> Verification:
    """Record what Control Interno found of one delivery; again, it corrects it. The entity's own report is not touched.

    What was not wholly verified is explained in a remark.
    """
    check(Perm.VERIFY_DELIVERY, by=by)
    _must_be_verifying(verified)
    remark, recommendation = remark.strip(), recommendation.strip()
    if key not in keys_to_verify(verified):
        message = _("%(key)s no está entre lo que se verifica en este corte.") % {"key": key}
        raise Invalid(message, way_out=_("Vea la lista de la verificación."))
    if result != Result.VERIFIED and not remark:
        message = _("Falta la observación.")
        raise Invalid(message, way_out=_("Escriba qué no se pudo verificar y por qué."))
    fields = {
        "result": result.value,
        "percentage": percentage,
        "remark": remark,
        "recommendation": recommendation,
        "verified_at": clock.now(),
    }
    with atomic():
        delivery = open_delivery(verified.strategy, key)
        known = Verification.objects.filter(round=verified, delivery=delivery).first()
        if known is None:
            row = Verification(round=verified, delivery=delivery, **fields)
            return create(row, perm=Perm.VERIFY_DELIVERY, by=by, verb="verify_delivery")
        seen = known.version if expected is None else expected
        return change(known, fields, perm=Perm.VERIFY_DELIVERY, by=by, expected=seen, verb="verify_delivery")


def write_report(
    verified: VerificationRound, *, scope: str, conclusions: str, recommendations: str, expected: int, by: Actor
) -> VerificationRound:
    """The words of the report: scope and method, conclusions, general recommendations."""
    if verified.state == RoundState.SEALED:
        raise _sealed()
    fields = {
        "scope": scope.strip(),
        "conclusions": conclusions.strip(),
        "recommendations": recommendations.strip(),
    }
    return change(verified, fields, perm=Perm.VERIFY_DELIVERY, by=by, expected=expected, verb="write_report")


def ask_replies(verified: VerificationRound, *, expected: int, by: Actor) -> VerificationRound:
    """Let the units answer before it is sealed. `Invalid` while something of the round is not verified."""
    found = {row.delivery.key for row in verifications_of(verified)}
    missing = sum(key not in found for key in keys_to_verify(verified))
    if missing:
        message = _("Faltan %(count)s entregas por verificar.") % {"count": missing}
        raise Invalid(message, way_out=_("Verifíquelas, o diga de cada una que no se pudo verificar y por qué."))
    until = deadline(TermKey.INTERNAL_CONTROL_REPLY, clock.today()).day
    return take(verified, ROUND_FLOW, "ask_replies", {"reply_until": until}, by=by, expected=expected)


def verify_again(verified: VerificationRound, *, expected: int, by: Actor) -> VerificationRound:
    """Take up the verification again after what the units answered."""
    return take(verified, ROUND_FLOW, "verify_again", {"reply_until": None}, by=by, expected=expected)


def reply(verification: Verification, text: str, *, expected: int | None = None, by: Actor) -> Reply:
    """What a unit answers to a verification of its delivery. It is published whole, beside it."""
    delivery: Delivery = verification.delivery
    check(Perm.REPORT_DELIVERY, delivery, by=by)
    if verification.round.state != RoundState.REPLYING:
        message = _("Ahora no se reciben réplicas de esta verificación.")
        raise WrongState(
            message, way_out=_("Se reciben desde que Control Interno las pide y hasta que sella el informe.")
        )
    text = text.strip()
    if not text:
        message = _("La réplica está vacía.")
        raise Invalid(message, way_out=_("Escriba en qué no está de acuerdo y con qué se prueba."))
    known = Reply.objects.filter(verification=verification).first()
    fields = {"text": text, "unit": by.actor_unit, "replied_at": clock.now()}
    with atomic():
        if known is None:
            row = Reply(verification=verification, **fields)
            return create(row, perm=Perm.REPORT_DELIVERY, by=by, verb="reply_to_control")
        seen = known.version if expected is None else expected
        return change(known, fields, perm=Perm.REPORT_DELIVERY, by=by, expected=seen, verb="reply_to_control")


def seal_round(verified: VerificationRound, *, render: RoundRenderer, expected: int, by: Actor) -> VerificationRound:
    """Seal the report and publish it in every format. From then on nothing of it changes. The report is evidence of
    the activity that promised it, where the schedule has one.

    `Invalid` without conclusions, and while the units may still answer and one has not.
    """
    check(ROUND_FLOW.step("seal_round").permission, verified, by=by)
    if not verified.conclusions:
        message = _("Faltan las conclusiones del informe.")
        raise Invalid(message, way_out=_("Escríbalas antes de sellarlo: después ya no cambia."))
    _must_have_heard(verified, clock.today())
    lines, counts = round_lines(verified)
    sealing: dict[str, object] = {
        "sealed_at": clock.now(),
        "sealed_role": by.actor_role,
        "left_out": [str(key) for key in left_out(verified)],
        "lines": lines,
        "counts": counts,
        "digest": hashlib.sha256(canonical({"lines": lines, "counts": counts})).hexdigest(),
    }
    with atomic():
        take(verified, ROUND_FLOW, "seal_round", sealing, by=by, expected=expected)
        published = publish(
            subject=f"control-interno-{verified.strategy.year}-{verified.period}",
            number=1,
            title=_("Informe de Control Interno, corte %(period)s de %(year)s")
            % {"period": verified.period, "year": verified.strategy.year},
            digest=verified.digest,
            files=render(verified),
            perm=Perm.VERIFY_DELIVERY,
            by=by,
        )
        fields = {"publication": published}
        change(
            verified, fields, perm=Perm.VERIFY_DELIVERY, by=by, expected=verified.version, verb="publish_control_report"
        )
        report = Record("control_report", verified.public_id, published.title, verified.get_absolute_url())
        attach_evidence(ITS_ACTIVITY, on=cut_day(verified.strategy.year, verified.period), ref=report, by=by)
    return verified


def _must_have_heard(verified: VerificationRound, today: date) -> None:
    """Every unit with a doubt about its delivery answered, or its time to answer is over."""
    until = verified.reply_until
    if until is None or today > until:
        return
    silent = [
        one
        for one in verifications_of(verified)
        if one.result != Result.VERIFIED and getattr(one, "reply", None) is None
    ]
    if silent:
        message = _("Las dependencias pueden responder hasta el %(day)s.") % {"day": f"{until:%d/%m/%Y}"}
        raise Invalid(
            message, way_out=_("Faltan %(count)s respuestas; espere a que pase ese día.") % {"count": len(silent)}
        )


def _must_be_verifying(verified: VerificationRound) -> None:
    if verified.state == RoundState.SEALED:
        raise _sealed()
    if verified.state != RoundState.VERIFYING:
        message = _("Las dependencias están respondiendo lo verificado.")
        raise WrongState(message, way_out=_("Use «Volver a verificar» si algo cambia por lo que respondieron."))


def _sealed() -> WrongState:
    message = _("El informe está sellado y publicado: ya no cambia.")
    return WrongState(message, way_out=_("Lo que falte va en el informe del corte siguiente."))
