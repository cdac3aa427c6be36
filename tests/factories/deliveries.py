"""Deliveries, evidence, cuts and rounds in every state, reached by the real steps."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date

from factories.schedules import BY, facts
from factories.schedules import an_adopted as an_adopted_strategy
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.actions.control import ask_replies as ask_for_replies
from rendir.plan.compliance.actions.control import open_round, verify_delivery, write_report
from rendir.plan.compliance.actions.cuts import freeze_cut
from rendir.plan.compliance.actions.deliveries import (
    accept_delivery,
    ask_waiver,
    grant_waiver,
    open_delivery,
    report_delivery,
    return_delivery,
)
from rendir.plan.compliance.actions.evidence import add_link
from rendir.plan.compliance.models import Cut, Delivery, Evidence, VerificationRound
from rendir.plan.compliance.queries import keys_to_verify
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Stage

YEAR = 2021


def key(text: str) -> Key:
    """`I4-2`."""
    found = Key.parse(text)
    assert found is not None
    return found


def at(month: int, day: int, year: int = YEAR) -> AbstractContextManager[None]:
    """Inside, it is that day of the year."""
    return clock.travel(date(year, month, day))


def activities() -> list[ActivityFacts]:
    """I1 (one product, at the end), I2 (one each period, two units), D1 (all the time), R1 (Control Interno)."""
    return [
        facts("Conocer", periods=[1, 2], action_type="prioritize_topics", responsibles=["Planeación"]),
        facts("Informar", periods=[1, 2, 3], action_type="issue_press_releases", responsibles=["Prensa", "Planeación"]),
        facts("Dialogar", Component.DIALOGUE, periods=[1], action_type="hold_virtual_spaces", responsibles=[]),
        facts(
            "Verificar",
            Component.RESPONSIBILITY,
            stages=[Stage.FOLLOW_UP],
            periods=[1],
            action_type="evaluate_by_internal_control",
            responsibles=["Control Interno"],
        ),
    ]


def a_year(rows: list[ActivityFacts] | None = None, *, year: int = YEAR) -> Strategy:
    """An adopted strategy whose deliveries are at work: I1-1, I1-2, I2-1, I2-2, I2-3, D1-1, R1-1."""
    return an_adopted_strategy(activities() if rows is None else rows, year=year)


def a_delivery(strategy: Strategy, text: str = "I1-1") -> Delivery:
    """Its row, as the next request reads it."""
    opened = open_delivery(strategy, key(text))
    return Delivery.objects.select_related("activity__strategy").get(pk=opened.pk)


def supported(delivery: Delivery, *, by: Actor = BY) -> Evidence:
    """A piece of evidence that supports it."""
    url = f"https://entidad.example/{delivery}/{delivery.evidence_links.count()}"
    return add_link(delivery, url, title="Acta", fact_on=clock.today(), by=by)


def reported(delivery: Delivery, *, by: Actor = BY, **told: object) -> Delivery:
    """With evidence and words."""
    supported(delivery, by=by)
    said = {"summary": "Quedó hecho", "on_behalf": "Por correo", **told}
    return report_delivery(delivery, by=by, **said)  # type: ignore[arg-type] # the tests name the action's own arguments


def delivery_in(state: DeliveryState, strategy: Strategy, text: str = "I1-1") -> Delivery:
    """One in that state."""
    made = a_delivery(strategy, text)
    if state in (DeliveryState.REPORTED, DeliveryState.ACCEPTED, DeliveryState.RETURNED):
        reported(made)
    if state == DeliveryState.ACCEPTED:
        accept_delivery(made, by=BY)
    if state == DeliveryState.RETURNED:
        return_delivery(made, reason="Falta la firma", by=BY)
    if state in (DeliveryState.WAIVER_ASKED, DeliveryState.NOT_APPLICABLE):
        ask_waiver(made, reason="No hubo convocatoria", by=BY)
    if state == DeliveryState.NOT_APPLICABLE:
        grant_waiver(made, by=BY)
    return made


def plain_render(_: object) -> Mapping[str, tuple[str, bytes]]:
    """Documents as small as can be: what they look like is not the question here."""
    return {"json": ("corte.json", b"{}")}


def a_cut(strategy: Strategy, period: int = 1, *, by: Actor = BY) -> Cut:
    """The cut of a period, frozen."""
    return freeze_cut(strategy, period, render=plain_render, by=by)


def a_round(strategy: Strategy, period: int = 1, *, by: Actor = BY) -> VerificationRound:
    """Control Interno at work on a cut."""
    return open_round(strategy, period, by=by)


def verified(made: VerificationRound, result: Result = Result.VERIFIED, *, by: Actor = BY) -> VerificationRound:
    """Everything of it verified, and its words written."""
    for one in keys_to_verify(made):
        verify_delivery(made, one, result=result, percentage=100, remark="Se vio", by=by)
    return write_report(made, scope="Todo", conclusions="Se cumplió", recommendations="", expected=made.version, by=by)


def replying(made: VerificationRound, result: Result = Result.VERIFIED, *, by: Actor = BY) -> VerificationRound:
    """Verified, and the units may answer."""
    verified(made, result, by=by)
    return ask_for_replies(made, expected=made.version, by=by)


def a_file(data: bytes = b"%PDF-1.4 acta", *, name: str = "acta.pdf", by: Actor = BY) -> StoredFile:
    """A file of the library."""
    return store_file(data, name=name, media_type="application/pdf", by=by)


def named(person: Person) -> str:
    """Their opaque identity."""
    return person.public_id
