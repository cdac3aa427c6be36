"""The life of a delivery: every step from every state by every role, and what each leaves behind."""

from collections.abc import Callable
from datetime import date

import pytest

from factories.accounts import a_person, insider
from factories.deliveries import YEAR, a_delivery, a_year, at, delivery_in, key, reported, supported
from factories.schedules import BY, facts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.audit.queries import verify_now
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.organization.models import Unit
from rendir.plan.compliance.actions.deliveries import (
    accept_delivery,
    ask_waiver,
    choose_due_rule,
    explain_delay,
    grant_waiver,
    is_foreign,
    open_delivery,
    refuse_waiver,
    report_delivery,
    restore_delivery,
    return_delivery,
    set_due_day,
    take_back_report,
)
from rendir.plan.compliance.models import Delivery, DueRuleChoice
from rendir.plan.compliance.queries import one_delivery
from rendir.plan.compliance.rules.promises import Nature
from rendir.plan.compliance.states import DELIVERY_FLOW, DeliveryState
from rendir.plan.planning.action_types import DueRule
from rendir.plan.planning.actions.schedule import retire_activity
from rendir.plan.planning.actions.strategies import close_strategy

pytestmark = pytest.mark.django_db

STEPS: dict[str, Callable[[Delivery, Actor], object]] = {
    "report_delivery": lambda one, by: report_delivery(one, summary="Hecho", on_behalf="Correo", by=by),
    "take_back_report": lambda one, by: take_back_report(one, by=by),
    "accept_delivery": lambda one, by: accept_delivery(one, by=by),
    "return_delivery": lambda one, by: return_delivery(one, reason="Falta", by=by),
    "ask_waiver": lambda one, by: ask_waiver(one, reason="No se hará", by=by),
    "grant_waiver": lambda one, by: grant_waiver(one, by=by),
    "refuse_waiver": lambda one, by: refuse_waiver(one, reason="Sí se debe", by=by),
    "restore_delivery": lambda one, by: restore_delivery(one, reason="Se retomó", by=by),
}


def _ready(state: DeliveryState) -> Delivery:
    """In that state, with evidence, as the next request reads it."""
    strategy = a_year()
    delivery = delivery_in(state, strategy)
    supported(delivery)
    return a_delivery(strategy)


def _unit_of(delivery: Delivery) -> Unit:
    return Unit.objects.get(pk__in=delivery.unit_ids)


def test_the_table_of_steps_is_all_there_is() -> None:
    assert {step.name for step in DELIVERY_FLOW} == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", DeliveryState)
def test_a_step_is_taken_only_from_its_state(step: str, state: DeliveryState) -> None:
    delivery = _ready(state)
    if DELIVERY_FLOW.allows(step, state):
        STEPS[step](delivery, BY)
        assert Delivery.objects.get().state == DELIVERY_FLOW.step(step).target
    else:
        with pytest.raises(WrongState):
            STEPS[step](delivery, BY)
        assert Delivery.objects.get().state == state


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_taken_only_by_who_may(step: str, role: Role) -> None:
    source = min(DELIVERY_FLOW.step(step).sources)
    delivery = _ready(DeliveryState(source))
    person = a_person("Ana", role, unit=_unit_of(delivery))
    if DELIVERY_FLOW.step(step).permission in ROLE_CARDS[role].permissions:
        STEPS[step](delivery, person)
        assert Delivery.objects.get().state == DELIVERY_FLOW.step(step).target
    else:
        with pytest.raises(NotAllowed):
            STEPS[step](delivery, person)
        assert Delivery.objects.get().state == source


# --- Its row ---------------------------------------------------------------------------------------------------------


def test_a_delivery_has_a_row_from_the_first_act() -> None:
    strategy = a_year()
    assert Delivery.objects.count() == 0
    first, again = open_delivery(strategy, key("I1-1")), open_delivery(strategy, key("I1-1"))
    assert (first.pk, Delivery.objects.count(), str(first), str(first.key)) == (again.pk, 1, "I1-1", "I1-1")


def test_what_the_schedule_does_not_have_is_not_delivered() -> None:
    with pytest.raises(Invalid, match="no tiene la actividad I9"):
        open_delivery(a_year(), key("I9-1"))


def test_of_two_who_open_it_at_once_both_get_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    strategy = a_year()
    there = open_delivery(strategy, key("I1-1"))
    blind = Delivery.objects.none()
    monkeypatch.setattr("rendir.plan.compliance.actions.deliveries.known_row", lambda *_: blind.first())
    assert open_delivery(strategy, key("I1-1")).pk == there.pk


# --- Report ----------------------------------------------------------------------------------------------------------


def test_a_report_says_who_when_and_what_and_forgets_why_it_was_returned() -> None:
    with at(4, 20):
        delivery = delivery_in(DeliveryState.RETURNED, a_year())
        assert delivery.reason == "Falta la firma"
        ana = a_person("Ana", Role.UNIT_STAFF, unit=_unit_of(delivery))
        report_delivery(delivery, summary="  Ya firmada\n\ny publicada ", progress=40, by=ana)
    found = one_delivery(delivery.activity.strategy, key("I1-1"))
    assert found is not None
    work = found.work
    assert (work.state, work.reported_on, work.summary, work.progress) == (
        "reported", date(2021, 4, 20), "Ya firmada\n\ny publicada", 40,
    )  # fmt: skip
    assert (work.reason, work.on_behalf, work.evidence) == ("", "", 1)
    assert (delivery.reported_by, delivery.reported_unit) == (ana.public_id, "Planeación")


def test_a_report_needs_words_and_evidence() -> None:
    delivery = a_delivery(a_year())
    with pytest.raises(Invalid, match="Falta contar qué se hizo"):
        report_delivery(delivery, summary=" \n ", on_behalf="Correo", by=BY)
    with pytest.raises(Invalid, match="Falta la evidencia"):
        report_delivery(delivery, summary="Hecho", on_behalf="Correo", by=BY)
    assert Delivery.objects.get().state == DeliveryState.PENDING


def test_another_unit_does_not_report_it() -> None:
    delivery = a_delivery(a_year(), "I2-1")
    other = Unit.objects.get(name="Control Interno")
    with pytest.raises(NotAllowed):
        reported(delivery, by=a_person("Olga", Role.UNIT_STAFF, unit=other))


def test_planning_reports_for_another_unit_saying_how_it_came() -> None:
    delivery = a_delivery(a_year(), "D1-1")
    ana = insider(Role.PLANNING)
    supported(delivery, by=ana)
    assert is_foreign(delivery, ana)
    with pytest.raises(Invalid, match="cómo lo hizo llegar"):
        report_delivery(delivery, summary="Hecho", by=ana)
    report_delivery(delivery, summary="Hecho", on_behalf="  Correo   del 3 de mayo ", by=ana)
    assert delivery.on_behalf == "Correo del 3 de mayo"


def test_a_report_taken_back_leaves_its_evidence() -> None:
    delivery = delivery_in(DeliveryState.REPORTED, a_year())
    take_back_report(delivery, by=BY)
    assert (delivery.state, delivery.reported_at, delivery.evidence_links.count()) == ("pending", None, 1)


def test_of_two_who_report_the_slower_is_told_and_loses_nothing() -> None:
    strategy = a_year()
    delivery = a_delivery(strategy)
    supported(delivery)
    slow = a_delivery(strategy)
    report_delivery(delivery, summary="Primero", on_behalf="Correo", by=BY)
    with pytest.raises(Stale):
        report_delivery(slow, summary="Segundo", on_behalf="Correo", by=BY)
    with pytest.raises(Stale):
        report_delivery(slow, summary="Segundo", on_behalf="Correo", expected=1, by=BY)
    assert Delivery.objects.get().summary == "Primero"


# --- Review ----------------------------------------------------------------------------------------------------------


def test_who_reported_does_not_accept_where_another_could() -> None:
    delivery = a_delivery(a_year())
    ana = a_person("Ana", Role.PLANNING, unit=_unit_of(delivery))
    reported(delivery, by=ana)
    a_person("Beto", Role.PLANNING)
    with pytest.raises(NotAllowed, match="la revisa otra persona") as refused:
        accept_delivery(delivery, by=ana)
    assert "Beto" in refused.value.way_out


def test_where_there_is_nobody_else_it_is_accepted_and_marked() -> None:
    delivery = a_delivery(a_year())
    ana = a_person("Ana", Role.PLANNING, unit=_unit_of(delivery))
    reported(delivery, by=ana)
    accept_delivery(delivery, by=ana)
    assert (delivery.state, delivery.accepted_alone) == ("accepted", True)


def test_another_person_accepts_without_a_mark() -> None:
    with at(5, 3):
        delivery = delivery_in(DeliveryState.REPORTED, a_year())
        ana = insider(Role.PLANNING)
        accept_delivery(delivery, by=ana)
    found = one_delivery(delivery.activity.strategy, key("I1-1"))
    assert found is not None
    assert (found.work.accepted_on, found.work.accepted_alone, delivery.accepted_by) == (
        date(2021, 5, 3), False, ana.public_id,
    )  # fmt: skip


def test_a_returned_delivery_says_why_and_is_no_longer_reported() -> None:
    delivery = delivery_in(DeliveryState.ACCEPTED, a_year())
    with pytest.raises(Invalid, match="Falta la razón"):
        return_delivery(delivery, reason=" ", by=BY)
    return_delivery(delivery, reason="Falta la firma", by=BY)
    assert (delivery.state, delivery.reason, delivery.reported_at, delivery.accepted_at) == (
        "returned", "Falta la firma", None, None,
    )  # fmt: skip
    entry = LedgerEntry.objects.filter(verb="return_delivery").get()
    assert entry.payloads.get(reserved=False).body["reason"] == "Falta la firma"


# --- Excuse and explain ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (DeliveryState.PENDING, lambda one: ask_waiver(one, reason="", by=BY)),
        (DeliveryState.WAIVER_ASKED, lambda one: refuse_waiver(one, reason="", by=BY)),
        (DeliveryState.NOT_APPLICABLE, lambda one: restore_delivery(one, reason="", by=BY)),
        (DeliveryState.PENDING, lambda one: explain_delay(one, delay="", expected_on=None, by=BY)),
        (DeliveryState.PENDING, lambda one: set_due_day(one, due_on=date(2021, 6, 1), reason="", by=BY)),
    ],
)
def test_what_is_published_is_never_empty(state: DeliveryState, act: Callable[[Delivery], object]) -> None:
    with pytest.raises(Invalid, match=r"Falta la (razón|explicación)"):
        act(delivery_in(state, a_year()))


def test_what_was_excused_can_be_asked_again() -> None:
    delivery = delivery_in(DeliveryState.NOT_APPLICABLE, a_year())
    assert delivery.reason == "No hubo convocatoria"
    restore_delivery(delivery, reason="Se retomó", by=BY)
    assert (delivery.state, delivery.reason) == ("pending", "")


def test_a_delay_is_explained_by_the_unit() -> None:
    delivery = a_delivery(a_year())
    ana = a_person("Ana", Role.UNIT_STAFF, unit=_unit_of(delivery))
    explain_delay(delivery, delay="No hubo contrato", expected_on=date(2021, 6, 1), by=ana)
    assert (delivery.delay, delivery.expected_on) == ("No hubo contrato", date(2021, 6, 1))
    with pytest.raises(Stale):
        explain_delay(delivery, delay="Otra", expected_on=None, expected=1, by=ana)


# --- When and how it is owed -----------------------------------------------------------------------------------------


def test_a_last_day_is_set_by_hand_with_its_reason_and_given_back() -> None:
    strategy = a_year()
    delivery = a_delivery(strategy)
    set_due_day(delivery, due_on=date(2021, 6, 15), reason="Paro", by=BY)
    found = one_delivery(strategy, key("I1-1"))
    assert found is not None
    assert (found.promise.due_on, found.work.due_reason) == (date(2021, 6, 15), "Paro")
    set_due_day(delivery, due_on=None, reason="Se levantó el paro", by=BY)
    given_back = one_delivery(strategy, key("I1-1"))
    assert given_back is not None
    assert (given_back.promise.due_on, given_back.work.due_reason) == (date(2021, 4, 30), "")


def test_the_entity_says_how_a_product_is_owed() -> None:
    strategy = a_year()
    activity = a_delivery(strategy).activity

    def natures() -> list[Nature]:
        found = [one_delivery(strategy, key(text)) for text in ("I1-1", "I1-2")]
        return [one.promise.nature for one in found if one]

    assert natures() == [Nature.PROGRESS, Nature.FINAL]
    assert choose_due_rule(activity, rule=None, reason="Como su tipo", by=BY) is None
    choice = choose_due_rule(activity, rule=DueRule.EACH_PERIOD, reason="Se hace dos veces", by=BY)
    assert (str(choice), natures()) == ("I1 En cada cuatrimestre marcado", [Nature.PERIOD, Nature.PERIOD])
    choose_due_rule(activity, rule=DueRule.CONTINUOUS, reason="Todo el tiempo", by=BY)
    assert natures() == [Nature.CONTINUOUS, Nature.CONTINUOUS]
    choose_due_rule(activity, rule=None, reason="Como su tipo", by=BY)
    assert (natures(), DueRuleChoice.objects.count()) == ([Nature.PROGRESS, Nature.FINAL], 0)
    with pytest.raises(Invalid, match="Falta la razón"):
        choose_due_rule(activity, rule=DueRule.AT_END, reason="", by=BY)


def test_how_it_is_owed_is_not_the_units_to_say() -> None:
    delivery = a_delivery(a_year())
    ana = a_person("Ana", Role.UNIT_STAFF, unit=_unit_of(delivery))
    for act in (
        lambda: set_due_day(delivery, due_on=date(2021, 6, 15), reason="Paro", by=ana),
        lambda: choose_due_rule(delivery.activity, rule=DueRule.AT_END, reason="Así", by=ana),
    ):
        with pytest.raises(NotAllowed):
            act()


# --- What no longer changes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS)
def test_a_closed_year_stays_as_it_was(step: str) -> None:
    delivery = _ready(DeliveryState(min(DELIVERY_FLOW.step(step).sources)))
    strategy = delivery.activity.strategy
    close_strategy(strategy, reason="Fin", expected=strategy.version, by=BY)
    with pytest.raises(WrongState, match="cerrada"):
        STEPS[step](delivery, BY)


def test_what_was_retired_is_no_longer_reported() -> None:
    strategy = a_year()
    activity = a_delivery(strategy).activity
    retire_activity(activity, reason="Se unió a otra", expected=activity.version, by=BY)
    with pytest.raises(Invalid, match="se retiró"):
        report_delivery(a_delivery(strategy), summary="Hecho", by=BY)


def test_the_ledger_holds_after_a_whole_life() -> None:
    strategy = a_year([facts("Uno", periods=[1], responsibles=["Prensa"])], year=YEAR)
    for state in (DeliveryState.RETURNED, DeliveryState.PENDING):
        delivery_in(state, strategy)
    reported(a_delivery(strategy))
    accept_delivery(a_delivery(strategy), by=BY)
    assert verify_now() == []
    assert Perm.REPORT_DELIVERY.is_unit_bound
