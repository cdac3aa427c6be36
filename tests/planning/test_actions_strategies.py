"""The life of a year's strategy: every step from every state by every role, and what each leaves behind."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from factories.accounts import a_person, insider
from factories.schedules import (
    BY,
    YEAR,
    a_strategy,
    activity,
    an_adopted,
    codes,
    facts,
    plain_render,
    strategy_in,
)
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.notices.models import Notice
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.actions.schedule import Edits, add_activity, edit_activity, edit_schedule
from rendir.plan.planning.actions.strategies import adopt_strategy, close_strategy, open_strategy, publish_change
from rendir.plan.planning.models import Strategy, StrategyVersion
from rendir.plan.planning.queries import digest_of, facts_of
from rendir.plan.planning.states import STRATEGY_FLOW, StrategyState

pytestmark = pytest.mark.django_db


def _publish(strategy: Strategy, by: Actor) -> object:
    return publish_change(strategy, reason="Faltaba una", render=plain_render, by=by)


STEPS: dict[str, Callable[[Strategy, Actor], object]] = {
    "adopt_strategy": lambda one, by: adopt_strategy(one, render=plain_render, by=by),
    "publish_change": _publish,
    "close_strategy": lambda one, by: close_strategy(one, reason="Fin", expected=one.version, by=by),
}


def _with_something_to_publish(state: StrategyState) -> Strategy:
    strategy = strategy_in(state)
    if state == StrategyState.ADOPTED:
        add_activity(strategy, facts("Una más"), by=BY)
    return strategy


def test_the_table_of_steps_is_all_there_is() -> None:
    assert {step.name for step in STRATEGY_FLOW} == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", StrategyState)
def test_a_step_is_taken_only_from_its_state(step: str, state: StrategyState) -> None:
    strategy = _with_something_to_publish(state)
    versions = StrategyVersion.objects.count()
    if STRATEGY_FLOW.allows(step, state):
        STEPS[step](strategy, BY)
        assert Strategy.objects.get().state == STRATEGY_FLOW.step(step).target
    else:
        with pytest.raises((WrongState, Invalid)):
            STEPS[step](strategy, BY)
        assert (Strategy.objects.get().state, StrategyVersion.objects.count()) == (state, versions)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_taken_only_by_who_may(step: str, role: Role) -> None:
    source = next(iter(STRATEGY_FLOW.step(step).sources))
    strategy, person = _with_something_to_publish(StrategyState(source)), a_person("Ana", role)
    if STRATEGY_FLOW.step(step).permission in ROLE_CARDS[role].permissions:
        STEPS[step](strategy, person)
        assert Strategy.objects.get().state == STRATEGY_FLOW.step(step).target
    else:
        with pytest.raises(NotAllowed):
            STEPS[step](strategy, person)
        assert Strategy.objects.get().state == source


# --- Open ------------------------------------------------------------------------------------------------------------


def test_a_year_has_one_strategy() -> None:
    opened = open_strategy(YEAR, by=insider())
    assert (opened.state, opened.number, str(opened)) == ("draft", 0, "Estrategia de rendición de cuentas 2021")
    with pytest.raises(Invalid, match="Ya hay una estrategia para 2021"):
        open_strategy(YEAR, by=BY)


@pytest.mark.parametrize("role", [Role.INTERNAL_CONTROL, Role.UNIT_STAFF, Role.LEGAL_REPRESENTATIVE])
def test_who_does_not_plan_opens_no_year(role: Role) -> None:
    with pytest.raises(NotAllowed):
        open_strategy(YEAR, by=a_person("Ana", role))


# --- Adopt and publish -----------------------------------------------------------------------------------------------


def test_an_adoption_freezes_what_is_said_with_its_act_and_its_hash() -> None:
    strategy = a_strategy()
    rows = facts_of(strategy)
    version = adopt_strategy(strategy, render=plain_render, act="  Acta  3 ", by=insider())
    digest = hashlib.sha256(canonical([one.as_json() for one in rows])).hexdigest()
    assert (version.number, version.act, version.reason, version.digest) == (1, "Acta 3", "", digest)
    assert (version.activities(), strategy.state, strategy.number) == (rows, "adopted", 1)
    assert version.adopted_role == "Líder del equipo de rendición de cuentas"
    assert version.publication is not None
    assert (version.publication.subject, version.publication.number) == ("plan-2021", 1)


def test_an_empty_schedule_is_not_adopted() -> None:
    with pytest.raises(Invalid, match="no tiene actividades"):
        adopt_strategy(a_strategy([]), render=plain_render, by=BY)


def test_who_answers_for_something_is_told_once() -> None:
    strategy = a_strategy()
    unit = Unit.objects.get(name="Oficina de Comunicaciones")
    beto = a_person("Beto", Role.UNIT_STAFF, unit=unit)
    a_person("Olga", Role.UNIT_STAFF)
    adopt_strategy(strategy, render=plain_render, by=BY)
    (notice,) = Notice.objects.all()
    assert (notice.to_address, "Por qué cambió" in notice.body) == (beto.email, False)
    add_activity(strategy, facts("Una más"), by=BY)
    publish_change(strategy, reason="Faltaba una", render=plain_render, by=BY)
    assert [("Por qué cambió: Faltaba una" in one.body) for one in Notice.objects.order_by("pk")] == [False, True]


def test_a_change_is_published_with_its_reason() -> None:
    strategy = an_adopted()
    add_activity(strategy, facts("Una más"), by=BY)
    version = publish_change(strategy, reason=" Faltaba   una ", act="Acta 2", render=plain_render, by=BY)
    assert (version.number, version.reason, version.act, strategy.number) == (2, "Faltaba una", "Acta 2", 2)
    assert [len(one.activities()) for one in strategy.versions.all()] == [5, 4]


def test_a_change_needs_a_reason_and_a_change() -> None:
    strategy = an_adopted()
    with pytest.raises(Invalid, match="Falta la razón"):
        publish_change(strategy, reason="  ", render=plain_render, by=BY)
    with pytest.raises(Invalid, match="No hay cambios"):
        publish_change(strategy, reason="Porque sí", render=plain_render, by=BY)


def test_what_was_adopted_is_what_was_read() -> None:
    strategy = a_strategy()
    seen = digest_of(facts_of(strategy))
    add_activity(strategy, facts("Mientras tanto"), by=BY)
    with pytest.raises(Stale, match="mientras usted lo adoptaba"):
        adopt_strategy(strategy, render=plain_render, seen=seen, by=BY)
    adopt_strategy(strategy, render=plain_render, seen=digest_of(facts_of(strategy)), by=BY)
    assert strategy.number == 1


def test_a_change_of_the_schedule_while_its_documents_are_made_stops_the_adoption() -> None:
    strategy = a_strategy()

    def slow(version: StrategyVersion) -> Mapping[str, tuple[str, bytes]]:
        one = activity(strategy, "I1")
        edit_activity(one, replace(one.facts(), name="Mientras tanto"), expected=1, by=BY)
        return plain_render(version)

    with pytest.raises(Stale):
        adopt_strategy(strategy, render=slow, by=BY)
    assert (Strategy.objects.get().state, StrategyVersion.objects.count()) == ("draft", 0)


def test_of_two_who_adopt_the_slower_is_told() -> None:
    strategy = a_strategy()
    other = Strategy.objects.get()
    adopt_strategy(strategy, render=plain_render, by=BY)
    with pytest.raises(Stale):
        adopt_strategy(other, render=plain_render, by=BY)
    assert StrategyVersion.objects.count() == 1


# --- Close -----------------------------------------------------------------------------------------------------------


def test_a_closed_year_stays_readable_and_still() -> None:
    strategy = an_adopted()
    close_strategy(strategy, reason="Informe final", expected=strategy.version, by=BY)
    assert (strategy.is_open, codes(strategy)) == (False, ["I1", "I2", "D1", "R1"])
    with pytest.raises(WrongState):
        edit_schedule(strategy, Edits({}, removals=["I1"]), label="No", by=BY)


def test_a_slow_closing_is_told() -> None:
    with pytest.raises(Stale):
        close_strategy(an_adopted(), reason="", expected=1, by=BY)
