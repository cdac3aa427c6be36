"""What the working copy lets people do, from each state and for each role; what it keeps of each edit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from factories.accounts import a_person
from factories.schedules import (
    BY,
    a_schedule,
    a_strategy,
    activity,
    an_adopted,
    codes,
    facts,
    strategy_in,
)
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.actions.places import ROOM
from rendir.plan.planning.actions.schedule import (
    Edits,
    add_activity,
    bring_back_activity,
    describe,
    edit_activity,
    edit_schedule,
    move_activity,
    move_down,
    move_up,
    retire_activity,
)
from rendir.plan.planning.models import Activity, Responsibility, ScheduleEdit, Strategy
from rendir.plan.planning.queries import activities_of, facts_of, retired_of
from rendir.plan.planning.rules.facts import Component, Responsible, ResponsibleKind, Stage
from rendir.plan.planning.states import StrategyState

pytestmark = pytest.mark.django_db


def _edit(strategy: Strategy, by: Actor) -> None:
    one = activity(strategy, "I1")
    edit_activity(one, replace(one.facts(), name="Otra cosa"), expected=one.version, by=by)


def _add(strategy: Strategy, by: Actor) -> None:
    add_activity(strategy, facts("Una más"), by=by)


def _move(strategy: Strategy, by: Actor) -> None:
    move_up(activity(strategy, "I2"), by=by)


def _retire(strategy: Strategy, by: Actor) -> None:
    one = activity(strategy, "I1")
    retire_activity(one, reason="Ya no hace falta", expected=one.version, by=by)


DEEDS: dict[str, Callable[[Strategy, Actor], None]] = {"edit": _edit, "add": _add, "move": _move, "retire": _retire}


def _said(strategy: Strategy) -> list[tuple[str, object]]:
    return [(one.code, one) for one in facts_of(strategy)]


# --- Who and when ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", Role)
def test_only_who_may_edit_edits(deed: str, role: Role) -> None:
    strategy, person = a_strategy(), a_person("Ana", role)
    before = _said(strategy)
    if Perm.EDIT_PLAN in ROLE_CARDS[role].permissions:
        DEEDS[deed](strategy, person)
        assert _said(strategy) != before
    else:
        with pytest.raises(NotAllowed):
            DEEDS[deed](strategy, person)
        assert _said(strategy) == before


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", StrategyState)
def test_only_a_closed_year_stands_still(deed: str, state: StrategyState) -> None:
    strategy = strategy_in(state)
    before = _said(strategy)
    if state == StrategyState.CLOSED:
        with pytest.raises(WrongState, match="está cerrada"):
            DEEDS[deed](strategy, BY)
        assert _said(strategy) == before
    else:
        DEEDS[deed](strategy, BY)
        assert _said(strategy) != before


def test_a_closed_year_brings_nothing_back() -> None:
    strategy = an_adopted()
    retired = retire_activity(activity(strategy, "I1"), reason="Ya no", expected=1, by=BY)
    strategy.refresh_from_db()
    Strategy.objects.filter(pk=strategy.pk).update(state=StrategyState.CLOSED)
    retired = Activity.objects.get(pk=retired.pk)
    with pytest.raises(WrongState):
        bring_back_activity(retired, expected=retired.version, by=BY)


# --- Edit ------------------------------------------------------------------------------------------------------------


def test_an_edit_changes_what_it_says_and_is_written_down() -> None:
    strategy = a_strategy()
    one = activity(strategy, "I1")
    new = replace(
        one.facts(),
        name="Conocer a la gente",
        product=None,
        stages=frozenset({Stage.DESIGN, Stage.EXECUTION}),
        periods=frozenset({3}),
        responsibles=(
            Responsible("Oficina  Nueva", ResponsibleKind.UNIT),
            Responsible("Equipo líder", ResponsibleKind.TEAM),
        ),
        action_type="prioritize_topics",
    )
    edit = edit_activity(one, new, expected=1, by=BY)
    assert edit is not None
    expected = replace(
        new,
        responsibles=(
            Responsible("Oficina Nueva", ResponsibleKind.UNIT),
            Responsible("Equipo líder", ResponsibleKind.TEAM),
        ),
    )
    after = activity(strategy, "I1")
    assert (after.facts(), after.version, edit.label, list(edit.after)) == (expected, 3, "Corregir I1", ["I1"])
    verbs = LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb in {"edit_activity", "edit_responsibles"}] == [
        "edit_activity",
        "edit_responsibles",
    ]
    assert {unit.name: unit.kind for unit in Unit.objects.filter(name__in=["Oficina Nueva", "Equipo líder"])} == {
        "Oficina Nueva": "unit",
        "Equipo líder": "team",
    }


def test_saving_what_already_stands_is_no_edit() -> None:
    strategy = a_strategy()
    one = activity(strategy, "I1")
    assert edit_activity(one, one.facts(), expected=one.version, by=BY) is None
    assert (activity(strategy, "I1").version, ScheduleEdit.objects.count()) == (1, 1)


def test_what_a_unit_is_does_not_depend_on_the_row() -> None:
    strategy = a_strategy()
    one = activity(strategy, "I1")
    another_kind = replace(one.facts(), responsibles=(Responsible("Oficina de Comunicaciones", ResponsibleKind.ROLE),))
    assert edit_activity(one, another_kind, expected=1, by=BY) is None


def test_a_known_unit_is_found_by_any_spelling() -> None:
    strategy = a_strategy()
    one = activity(strategy, "R1")
    edit_activity(
        one, replace(one.facts(), responsibles=(Responsible("OFICINA DE COMUNICACIÓNES"),)), expected=1, by=BY
    )
    link = Responsibility.objects.get(activity__component="responsabilidad")
    assert (link.name, link.unit.name) == ("OFICINA DE COMUNICACIÓNES", "Oficina de Comunicaciones")


def test_of_two_writers_the_slower_is_told() -> None:
    strategy = a_strategy()
    first, second = activity(strategy, "I1"), activity(strategy, "I1")
    edit_activity(first, replace(first.facts(), name="Lo de Ana"), expected=1, by=BY)
    with pytest.raises(Stale):
        edit_activity(second, replace(second.facts(), name="Lo de Beto"), expected=1, by=BY)
    assert activity(strategy, "I1").name == "Lo de Ana"


def test_a_bulk_edit_is_all_or_nothing() -> None:
    strategy = a_strategy()
    one, two = activity(strategy, "I1"), activity(strategy, "I2")
    edits = Edits({"I1": (replace(one.facts(), name="A"), 1), "I2": (replace(two.facts(), name="B"), 9)})
    with pytest.raises(Stale):
        edit_schedule(strategy, edits, label="Dos", by=BY)
    assert [one.name for one in facts_of(strategy)][:2] == ["Conocer los grupos", "Producir la información"]


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (Edits({"I9": (facts("Nada"), None)}), "No hay en el cronograma: I9."),
        (Edits({}, removals=["I8", "I9"]), "No hay en el cronograma: I8 e I9."),
        (Edits({"I1": (facts("Otra", Component.DIALOGUE), None)}), "I1 no puede pasar a otro componente"),
        (Edits({"I1": (facts("  "), None)}), "le falta el nombre"),
        (Edits({}, additions=[facts("Sin componente", None)]), "No se sabe de qué componente es «Sin componente»."),
    ],
)
def test_what_cannot_be_is_refused_whole(edits: Edits, message: str) -> None:
    strategy = a_strategy()
    before = _said(strategy)
    with pytest.raises(Invalid) as refusal:
        edit_schedule(strategy, edits, label="No", by=BY)
    assert message in refusal.value.message
    assert _said(strategy) == before


# --- Add and place ---------------------------------------------------------------------------------------------------


def test_a_new_activity_goes_last_in_its_component_and_moves_nobody() -> None:
    strategy = a_strategy()
    versions = {one.code: one.version for one in activities_of(strategy)}
    assert add_activity(strategy, facts("La tercera"), by=BY).code == "I3"
    assert add_activity(strategy, facts("Otro encuentro", Component.DIALOGUE, number=7), by=BY).code == "D7"
    assert add_activity(strategy, facts("Uno más", Component.DIALOGUE, number=7), by=BY).code == "D8"
    assert codes(strategy) == ["I1", "I2", "I3", "D1", "D7", "D8", "R1"]
    assert {one.code: one.version for one in activities_of(strategy)} == versions | {"I3": 1, "D7": 1, "D8": 1}


def test_there_is_always_room_for_one_more() -> None:
    strategy = a_strategy()
    for _ in range(24):
        add_activity(strategy, facts("Otra más"), by=BY)
    assert codes(strategy) == [*(f"I{number}" for number in range(1, 27)), "D1", "R1"]


def test_a_component_that_was_empty_goes_to_the_end() -> None:
    strategy = a_strategy([facts("Solo esta", Component.DIALOGUE)])
    add_activity(strategy, facts("La primera de información"), by=BY)
    assert codes(strategy) == ["D1", "I1"]


def test_a_move_changes_one_row_and_keeps_every_code() -> None:
    strategy = a_strategy([facts(f"Actividad {number}") for number in range(1, 5)])
    move_activity(activity(strategy, "I4"), before=activity(strategy, "I2"), by=BY)
    assert codes(strategy) == ["I1", "I4", "I2", "I3"]
    assert [one.version for one in activities_of(strategy)] == [1, 2, 1, 1]
    move_activity(activity(strategy, "I1"), before=None, by=BY)
    assert codes(strategy) == ["I4", "I2", "I3", "I1"]
    move_activity(activity(strategy, "I1"), before=None, by=BY)
    assert activity(strategy, "I1").version == 2


def test_without_room_all_are_given_room_again() -> None:
    strategy = a_strategy([facts(f"Actividad {number}") for number in range(1, 4)])
    for code, position in (("I1", 1), ("I2", 2), ("I3", 3)):
        Activity.objects.filter(pk=activity(strategy, code).pk).update(position=position)
    move_activity(activity(strategy, "I3"), before=activity(strategy, "I2"), by=BY)
    assert [(one.code, one.position) for one in activities_of(strategy)] == [
        ("I1", ROOM),
        ("I3", 2 * ROOM),
        ("I2", 3 * ROOM),
    ]


def test_up_and_down_stay_in_the_component() -> None:
    strategy = a_strategy([facts("A"), facts("B"), facts("C"), facts("D", Component.DIALOGUE)])
    move_down(activity(strategy, "I1"), by=BY)
    assert codes(strategy) == ["I2", "I1", "I3", "D1"]
    move_down(activity(strategy, "I1"), by=BY)
    assert codes(strategy) == ["I2", "I3", "I1", "D1"]
    move_down(activity(strategy, "I1"), by=BY)
    assert codes(strategy) == ["I2", "I3", "I1", "D1"]
    move_up(activity(strategy, "I1"), by=BY)
    assert codes(strategy) == ["I2", "I1", "I3", "D1"]
    move_up(activity(strategy, "I2"), by=BY)
    assert codes(strategy) == ["I2", "I1", "I3", "D1"]


# --- Retire ----------------------------------------------------------------------------------------------------------


def test_a_retired_activity_leaves_the_schedule_and_keeps_its_code() -> None:
    strategy = an_adopted()
    retired = retire_activity(activity(strategy, "I2"), reason="  Se unió   con I1 ", expected=1, by=BY)
    assert (codes(strategy), retired.retired_reason) == (["I1", "D1", "R1"], "Se unió con I1")
    assert [one.code for one in retired_of(strategy)] == ["I2"]
    assert add_activity(strategy, facts("Nueva"), by=BY).code == "I3"
    bring_back_activity(Activity.objects.get(pk=retired.pk), expected=2, by=BY)
    assert codes(strategy) == ["I1", "I2", "I3", "D1", "R1"]


def test_nothing_is_retired_without_a_reason() -> None:
    strategy = a_strategy()
    with pytest.raises(Invalid, match="Falta la razón"):
        retire_activity(activity(strategy, "I1"), reason="  ", expected=1, by=BY)
    assert codes(strategy) == ["I1", "I2", "D1", "R1"]


def test_a_slow_retirement_is_told() -> None:
    strategy = a_strategy()
    with pytest.raises(Stale):
        retire_activity(activity(strategy, "I1"), reason="Ya no", expected=7, by=BY)


# --- What is kept and never taken out --------------------------------------------------------------------------------


def test_what_was_adopted_is_never_taken_out() -> None:
    strategy = an_adopted(a_schedule())
    with pytest.raises(Invalid, match="está en una versión adoptada"):
        edit_schedule(strategy, Edits({}, removals=["I1"]), label="Quitar", by=BY)
    assert codes(strategy) == ["I1", "I2", "D1", "R1"]


def test_an_edit_keeps_the_rows_it_touched_before_and_after() -> None:
    strategy = a_strategy()
    one = activity(strategy, "I1")
    edits = Edits({"I1": (replace(one.facts(), name="Otra"), 1)}, [facts("Nueva")], ["R1"], {"D1": 9999})
    edit = edit_schedule(strategy, edits, label="De todo", by=BY)
    assert edit is not None
    told = {
        code: tuple((said["name"], said["place"]) if said else None for said in (edit.before[code], edit.after[code]))
        for code in edit.before
    }
    assert told == {
        "I1": (("Conocer los grupos", ROOM), ("Otra", ROOM)),
        "D1": (("Encontrarse con la gente", 3 * ROOM), ("Encontrarse con la gente", 9999)),
        "R1": (("Evaluar el año", 4 * ROOM), None),
        "I3": (None, ("Nueva", activity(strategy, "I3").position)),
    }


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        (Edits({}), "sin cambios"),
        (Edits({"I1": (facts("A"), None)}), "1 actividad corregida"),
        (
            Edits({"I1": (facts("A"), None)}, [facts("B"), facts("C")], ["I9"]),
            "1 actividad corregida, 2 actividades agregadas y 1 actividad quitada",
        ),
    ],
)
def test_an_edit_says_what_it_did(edits: Edits, words: str) -> None:
    assert describe(edits) == words
