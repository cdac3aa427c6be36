"""Control Interno's round: every step from every state by every role, and that it touches nothing of others."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from factories.accounts import a_person
from factories.deliveries import (
    a_round,
    a_year,
    at,
    delivery_in,
    key,
    plain_render,
    replying,
    verified,
)
from factories.schedules import BY
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.audit.queries import head
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.organization.models import Unit
from rendir.plan.compliance.actions.control import (
    ask_replies,
    draw_round_sample,
    open_round,
    reply,
    seal_round,
    verify_again,
    verify_delivery,
    write_report,
)
from rendir.plan.compliance.models import Delivery, Reply, Verification, VerificationRound
from rendir.plan.compliance.queries import (
    keys_to_verify,
    left_out,
    one_delivery,
    round_of,
    sealed_rounds,
    verification_counts,
    verifications_of,
)
from rendir.plan.compliance.rules.sample import draw_sample
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import ROUND_FLOW, DeliveryState, RoundState

pytestmark = pytest.mark.django_db

STEPS: dict[str, Callable[[VerificationRound, Actor], object]] = {
    "ask_replies": lambda one, by: ask_replies(one, expected=one.version, by=by),
    "verify_again": lambda one, by: verify_again(one, expected=one.version, by=by),
    "seal_round": lambda one, by: seal_round(one, render=plain_render, expected=one.version, by=by),
}


def _in(state: RoundState) -> VerificationRound:
    made = verified(a_round(a_year()))
    if state != RoundState.VERIFYING:
        ask_replies(made, expected=made.version, by=BY)
    if state == RoundState.SEALED:
        seal_round(made, render=plain_render, expected=made.version, by=BY)
    return made


def test_the_table_of_steps_is_all_there_is() -> None:
    assert {step.name for step in ROUND_FLOW} == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", RoundState)
def test_a_step_is_taken_only_from_its_state(step: str, state: RoundState) -> None:
    with at(5, 4):
        made = _in(state)
        if ROUND_FLOW.allows(step, state):
            STEPS[step](made, BY)
            assert VerificationRound.objects.get().state == ROUND_FLOW.step(step).target
        else:
            with pytest.raises(WrongState):
                STEPS[step](made, BY)
            assert VerificationRound.objects.get().state == state


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_taken_only_by_who_may(step: str, role: Role) -> None:
    with at(5, 4):
        source = min(ROUND_FLOW.step(step).sources)
        made, person = _in(RoundState(source)), a_person("Ana", role)
        if ROUND_FLOW.step(step).permission in ROLE_CARDS[role].permissions:
            STEPS[step](made, person)
            assert VerificationRound.objects.get().state == ROUND_FLOW.step(step).target
        else:
            with pytest.raises(NotAllowed):
                STEPS[step](made, person)
            assert VerificationRound.objects.get().state == source


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.PLANNING, Role.UNIT_STAFF, Role.LEGAL_REPRESENTATIVE])
def test_nobody_else_verifies(role: Role) -> None:
    strategy = a_year()
    with at(5, 4):
        made, person = a_round(strategy), a_person("Ana", role)
        acts: tuple[Callable[[], object], ...] = (
            lambda: open_round(strategy, 2, by=person),
            lambda: draw_round_sample(made, 1, expected=made.version, by=person),
            lambda: verify_delivery(made, key("I1-1"), result=Result.VERIFIED, percentage=1, by=person),
            lambda: write_report(made, scope="", conclusions="x", recommendations="", expected=1, by=person),
        )
        for act in acts:
            with pytest.raises(NotAllowed):
                act()


def test_control_interno_never_moves_what_is_of_others() -> None:
    strategy = a_year()
    delivery = delivery_in(DeliveryState.REPORTED, strategy)
    before = Delivery.objects.values().get()
    with at(5, 4):
        ana = a_person("Ana", Role.INTERNAL_CONTROL)
        verified(a_round(strategy, by=ana), Result.NOT_VERIFIED, by=ana)
    assert Delivery.objects.filter(pk=delivery.pk).values().get() == before


# --- Open and draw ---------------------------------------------------------------------------------------------------


def test_a_round_opens_when_its_cut_is_over_and_says_until_when_it_reports() -> None:
    strategy = a_year()
    with at(4, 30), pytest.raises(Invalid, match="todavía no termina"):
        a_round(strategy)
    with at(5, 1):
        made = a_round(strategy)
        assert (made.due_on, made.state, a_round(strategy).pk, round_of(strategy, 1)) == (
            date(2021, 5, 14), "verifying", made.pk, made,
        )  # fmt: skip
    assert (round_of(strategy, 2), str(made)) == (None, "Verificación del corte 1 de 2021")
    assert [str(one) for one in keys_to_verify(made)] == ["I1-1", "I2-1", "D1-1"]
    assert [str(one) for one in left_out(made)] == ["R1-1"]


def test_of_two_who_open_it_at_once_both_get_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    strategy = a_year()
    with at(5, 4):
        there = a_round(strategy)
        monkeypatch.setattr("rendir.plan.compliance.actions.control.known_round", lambda *_: None)
        assert a_round(strategy).pk == there.pk


def test_a_sample_is_drawn_with_the_head_of_the_ledger_and_anybody_draws_it_again() -> None:
    with at(5, 4):
        made = a_round(a_year())
        seed = head()[1]
        draw_round_sample(made, 2, expected=made.version, by=BY)
    population = ["I1-1", "I2-1", "D1-1"]
    assert (made.seed, made.population, made.sample) == (seed, population, list(draw_sample(population, 2, seed=seed)))
    assert [str(one) for one in keys_to_verify(made)] == [one for one in population if one in made.sample]
    outside = next(one for one in population if one not in made.sample)
    with at(5, 4), pytest.raises(Invalid, match="no está entre lo que se verifica"):
        verify_delivery(made, key(outside), result=Result.VERIFIED, percentage=100, by=BY)


@pytest.mark.parametrize("size", [0, -1, 3, 9])
def test_a_sample_is_some_and_not_all(size: int) -> None:
    with at(5, 4):
        made = a_round(a_year())
        with pytest.raises(Invalid, match="entre 1 y 2"):
            draw_round_sample(made, size, expected=made.version, by=BY)


def test_no_sample_is_drawn_after_something_was_seen() -> None:
    with at(5, 4):
        made = a_round(a_year())
        verify_delivery(made, key("I1-1"), result=Result.VERIFIED, percentage=100, by=BY)
        with pytest.raises(Invalid, match="Ya hay entregas verificadas"):
            draw_round_sample(made, 2, expected=made.version, by=BY)


# --- Verify ----------------------------------------------------------------------------------------------------------


def test_a_verification_is_recorded_and_corrected() -> None:
    with at(5, 4):
        made = a_round(a_year())
        first = verify_delivery(made, key("I1-1"), result=Result.VERIFIED, percentage=100, by=BY)
        again = verify_delivery(
            made,
            key("I1-1"),
            result=Result.PARTLY,
            percentage=None,
            remark=" Falta la lista ",
            recommendation=" Hacerla ",
            by=BY,
        )
        assert (again.pk, again.result, again.percentage, again.remark, again.recommendation, str(again)) == (
            first.pk, "partly", None, "Falta la lista", "Hacerla", "Verificada en parte",
        )  # fmt: skip
        with pytest.raises(Stale):
            verify_delivery(made, key("I1-1"), result=Result.VERIFIED, percentage=1, expected=1, by=BY)


@pytest.mark.parametrize("result", [Result.PARTLY, Result.NOT_VERIFIED])
def test_a_doubt_is_explained(result: Result) -> None:
    with at(5, 4):
        made = a_round(a_year())
        with pytest.raises(Invalid, match="Falta la observación"):
            verify_delivery(made, key("I1-1"), result=result, percentage=0, remark=" ", by=BY)


@pytest.mark.parametrize("state", [RoundState.REPLYING, RoundState.SEALED])
def test_nothing_is_verified_while_the_units_answer_nor_after_the_seal(state: RoundState) -> None:
    with at(5, 4):
        made = _in(state)
        with pytest.raises(WrongState):
            verify_delivery(made, key("I1-1"), result=Result.VERIFIED, percentage=1, by=BY)
        with pytest.raises(WrongState):
            draw_round_sample(made, 1, expected=made.version, by=BY)


def test_the_words_of_a_sealed_report_do_not_change() -> None:
    with at(5, 4):
        made = _in(RoundState.SEALED)
        with pytest.raises(WrongState, match="sellado"):
            write_report(made, scope="", conclusions="Otra", recommendations="", expected=made.version, by=BY)


# --- Replies ---------------------------------------------------------------------------------------------------------


def test_replies_are_asked_when_all_is_verified_and_have_their_term() -> None:
    with at(5, 4):
        made = a_round(a_year())
        with pytest.raises(Invalid, match="Faltan 3 entregas"):
            ask_replies(made, expected=made.version, by=BY)
        assert replying(made).reply_until == date(2021, 5, 11)
        verify_again(made, expected=made.version, by=BY)
        assert made.reply_until is None


def test_a_unit_answers_to_its_own_delivery_and_corrects_its_answer() -> None:
    with at(5, 4):
        made = replying(a_round(a_year()), Result.NOT_VERIFIED)
        found = verifications_of(made).get(delivery__activity__number=1, delivery__activity__component="informacion")
        unit = Unit.objects.get(name="Planeación")
        ana = a_person("Ana", Role.UNIT_STAFF, unit=unit)
        with pytest.raises(NotAllowed):
            reply(found, "No es cierto", by=a_person("Olga", Role.UNIT_STAFF, unit=Unit.objects.get(name="Prensa")))
        with pytest.raises(Invalid, match="está vacía"):
            reply(found, "  ", by=ana)
        reply(found, " El acta está en la web ", by=ana)
        told = reply(found, "El acta está publicada", by=ana)
        assert (str(told), told.unit, Reply.objects.count()) == ("El acta está publicada", "Planeación", 1)


@pytest.mark.parametrize("state", [RoundState.VERIFYING, RoundState.SEALED])
def test_answers_are_heard_only_when_they_are_asked_for(state: RoundState) -> None:
    with at(5, 4):
        made = _in(state)
        found = verifications_of(made).first()
        assert found is not None
        with pytest.raises(WrongState, match="no se reciben"):
            reply(found, "Tarde", by=BY)


# --- Seal ------------------------------------------------------------------------------------------------------------


def test_a_report_is_not_sealed_before_the_units_with_doubts_were_heard() -> None:
    with at(5, 4):
        made = replying(a_round(a_year()), Result.NOT_VERIFIED)
        with pytest.raises(Invalid, match="hasta el 11/05/2021"):
            STEPS["seal_round"](made, BY)
        for one in verifications_of(made):
            reply(one, "Así fue", by=BY)
        STEPS["seal_round"](made, BY)
    assert made.state == "sealed"


def test_silence_does_not_stop_the_seal_for_ever() -> None:
    with at(5, 4):
        made = replying(a_round(a_year()), Result.NOT_VERIFIED)
    with at(5, 12):
        STEPS["seal_round"](made, BY)
    assert made.state == "sealed"


def test_a_report_has_conclusions() -> None:
    with at(5, 4):
        made = replying(a_round(a_year()))
        write_report(made, scope="", conclusions=" ", recommendations="", expected=made.version, by=BY)
        with pytest.raises(Invalid, match="Faltan las conclusiones"):
            STEPS["seal_round"](made, BY)


def test_a_sealed_report_holds_both_voices_and_its_hash() -> None:
    strategy = a_year()
    with at(4, 20):
        delivery_in(DeliveryState.ACCEPTED, strategy)
    assert one_delivery(strategy, key("I1-1")) is not None
    with at(5, 4):
        made = replying(a_round(strategy))
        assert sealed_rounds(strategy) == ()
        seal_round(made, render=plain_render, expected=made.version, by=BY)
    assert made.lines is not None
    first = made.lines[0]
    assert (first["key"], first["status"], first["reported_percentage"], first["result"], first["percentage"]) == (
        "I1-1", "cumplida", 100, "verified", 100,
    )  # fmt: skip
    digest = hashlib.sha256(canonical({"lines": made.lines, "counts": made.counts})).hexdigest()
    assert (made.digest, made.sealed_role) == (digest, "Tarea del sistema")
    assert made.publication is not None
    assert made.publication.subject == "control-interno-2021-1"
    assert (sealed_rounds(strategy), verification_counts(strategy)) == ((made,), {"verified": 3})
    found = one_delivery(strategy, key("I1-1"))
    assert found is not None
    assert found.verdict is not None
    assert (found.verdict.result, found.verdict.percentage, found.verdict.reply) == (Result.VERIFIED, 100, "")


def test_of_two_who_seal_the_slower_is_told() -> None:
    with at(5, 4):
        made = replying(a_round(a_year()))
        slow = VerificationRound.objects.select_related("strategy").get()
        STEPS["seal_round"](made, BY)
        with pytest.raises((Stale, WrongState)):
            STEPS["seal_round"](slow, BY)
    assert Verification.objects.count() == 3


def test_the_sealed_report_is_evidence_of_the_activity_that_promised_it() -> None:
    with at(5, 4):
        made = _in(RoundState.SEALED)
        found = one_delivery(made.strategy, key("R1-1"))
        assert found
        row = Delivery.objects.get(activity__component="responsabilidad")
        evidence = [(link.evidence.title, link.evidence.url) for link in row.evidence_links.all()]
    assert (found.work.state, evidence) == (
        "reported",
        [("Informe de Control Interno, corte 1 de 2021", made.get_absolute_url())],
    )
    assert [one["key"] for one in made.lines or []] == ["I1-1", "I2-1", "D1-1"]


def test_what_control_answers_for_is_left_out_and_stays_so_whoever_comes_after() -> None:
    with at(5, 4):
        strategy = a_year()
        unit = Unit.objects.get(name="Prensa")
        cora = a_person("Cora", Role.INTERNAL_CONTROL, unit=unit)
        made = a_round(strategy)
        assert ([str(one) for one in keys_to_verify(made)], [str(one) for one in left_out(made)]) == (
            ["I1-1", "D1-1"],
            ["I2-1", "R1-1"],
        )
        with pytest.raises(Invalid, match="no está entre lo que se verifica"):
            verify_delivery(made, key("I2-1"), result=Result.VERIFIED, percentage=100, by=cora)
        STEPS["seal_round"](replying(made), BY)
        assert (made.left_out, [str(one) for one in left_out(made)]) == (["I2-1", "R1-1"],) * 2


def test_a_sample_is_not_drawn_again() -> None:
    with at(5, 4):
        made = a_round(a_year())
        draw_round_sample(made, 2, expected=made.version, by=BY)
        with pytest.raises(Invalid, match="no se saca otra"):
            draw_round_sample(made, 1, expected=made.version, by=BY)
