"""How a year begins: opened for a file, copied, taken from the model. Who may, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import gettext

from factories.accounts import a_person
from factories.organization import a_unit
from factories.schedules import BY, a_closed, a_strategy, activity, an_adopted, codes, facts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core.importing import Source
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.action_types import ACTION_TYPES, by_key
from rendir.plan.planning.action_types.leads import likely_lead
from rendir.plan.planning.actions.beginnings import (
    Chosen,
    Unfinished,
    begin_with_model,
    copy_strategy,
    draft_of,
    shift_years,
)
from rendir.plan.planning.actions.schedule import add_activity, edit_activity, move_up, retire_activity
from rendir.plan.planning.actions.undoing import redo_edit, undo_edit
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import (
    activities_of,
    digest_of,
    facts_in_force,
    facts_of,
    year_shifts_of,
    years_to_copy,
)
from rendir.plan.planning.rules.facts import CarriedOver, Component, Responsible, ResponsibleKind

pytestmark = pytest.mark.django_db


# --- Opening -------------------------------------------------------------------------------------------------------


def test_a_year_is_opened_once() -> None:
    first = draft_of(2022, by=BY)
    assert (draft_of(2022, by=BY), first.state, first.year) == (first, "draft", 2022)


def test_a_closed_year_does_not_begin_again() -> None:
    a_closed()
    with pytest.raises(WrongState):
        draft_of(2021, by=BY)


@pytest.mark.parametrize("role", Role)
def test_who_may_bring_a_schedule_in_may_begin(role: Role) -> None:
    person = a_person("Ana", role)
    an_adopted([facts("Informe 2021")])
    deeds = [
        lambda: draft_of(2023, by=person),
        lambda: copy_strategy(2022, 2021, by=person),
        lambda: begin_with_model(2024, [Chosen("prioritize_topics")], by=person),
    ]
    for deed in deeds:
        if Perm.IMPORT_PLAN in ROLE_CARDS[role].permissions:
            deed()
        else:
            with pytest.raises(NotAllowed):
                deed()


def test_who_may_not_shifts_no_year() -> None:
    an_adopted([facts("Informe 2021")])
    copy = copy_strategy(2022, 2021, by=BY)
    with pytest.raises(NotAllowed):
        shift_years(copy, ["I1"], seen=digest_of(facts_of(copy)), by=a_person("Ana", Role.INTERNAL_CONTROL))


# --- Copying -------------------------------------------------------------------------------------------------------


def test_a_copy_is_what_was_in_force_and_not_what_was_being_corrected() -> None:
    origin = an_adopted()
    add_activity(origin, facts("Después de adoptar"), by=BY)
    copy = copy_strategy(2022, 2021, by=BY)
    assert facts_of(copy) == facts_in_force(origin)
    assert (codes(copy), copy.state, copy.copied_from) == (["I1", "I2", "D1", "R1"], "draft", origin)
    assert "copy_strategy" in LedgerEntry.objects.values_list("verb", flat=True)


I2_2 = CarriedOver(2021, "I2-2", date(2021, 8, 31))


def test_what_a_person_brings_along_marks_the_copy_and_stands_in_the_ledger() -> None:
    origin = an_adopted()
    carried = {"I2": Unfinished((I2_2,), in_first_period=True), "D1": Unfinished((I2_2,))}
    copy = copy_strategy(2022, 2021, carried=carried, by=BY)
    said, before = facts_of(copy), facts_in_force(origin)
    assert [one.carried_over for one in said] == [(), (I2_2,), (I2_2,), ()]
    assert said[1].periods == before[1].periods | {1}
    assert (said[2].periods, said[3]) == (before[2].periods, before[3])
    told = [one.body for one in LedgerPayload.objects.filter(entry__verb="carry_over")]
    assert told == [{"deliveries": [I2_2.as_json()] * 2, "in_first_period": ["I2"]}]


def test_nothing_is_brought_along_by_itself() -> None:
    an_adopted()
    first = copy_strategy(2022, 2021, carried={"I1": Unfinished((I2_2,))}, by=BY)
    assert not LedgerEntry.objects.filter(verb="carry_over", object=copy_strategy(2023, 2022, by=BY).public_id).exists()
    assert facts_of(first)[0].carried_over == (I2_2,)
    assert [one.carried_over for one in facts_of(Strategy.objects.get(year=2023))] == [()] * 4


def test_what_is_not_copied_brings_nothing_along() -> None:
    an_adopted()
    with pytest.raises(Invalid, match=r"No se copia, así que nada trae de antes: R9\."):
        copy_strategy(2022, 2021, carried={"R9": Unfinished((I2_2,))}, by=BY)
    assert not Strategy.objects.filter(year=2022).exists()


def test_the_mark_outlives_corrections_and_comes_back_with_what_was_undone() -> None:
    an_adopted()
    copy = copy_strategy(2022, 2021, carried={"I2": Unfinished((I2_2,))}, by=BY)
    brought = copy.edits.get()
    row = activity(copy, "I2")
    corrected = edit_activity(row, replace(row.facts(), name="Otro nombre", carried_over=()), expected=1, by=BY)
    assert activity(copy, "I2").facts().carried_over == (I2_2,)
    for edit in (corrected, brought):
        undo_edit(edit, by=BY)
    assert codes(copy) == []
    redo_edit(brought, by=BY)
    assert activity(copy, "I2").facts().carried_over == (I2_2,)


def test_a_draft_is_copied_as_it_stands_without_what_was_retired() -> None:
    origin = a_strategy()
    retire_activity(activity(origin, "I1"), reason="Ya no", expected=1, by=BY)
    assert codes(copy_strategy(2022, 2021, by=BY)) == ["I2", "D1", "R1"]


def test_codes_and_order_are_kept_where_an_activity_was_moved() -> None:
    origin = a_strategy()
    move_up(activity(origin, "I2"), by=BY)
    copy = copy_strategy(2022, 2021, by=BY)
    assert codes(copy) == codes(origin) == ["I2", "I1", "D1", "R1"]
    add_activity(copy, facts("Una más"), by=BY)
    assert codes(copy) == ["I2", "I1", "I3", "D1", "R1"]


def test_the_cell_of_the_original_is_not_that_of_the_copy() -> None:
    a_strategy([replace(facts("Una"), source=Source(line=7))])
    copy = copy_strategy(2022, 2021, by=BY)
    assert [one.source for one in activities_of(copy)] == [None]


def test_a_copy_fills_an_empty_draft_and_is_undone_as_one() -> None:
    an_adopted()
    draft = draft_of(2022, by=BY)
    copy = copy_strategy(2022, 2021, by=BY)
    assert (copy, len(codes(copy))) == (draft, 4)
    undo_edit(copy.edits.get(), by=BY)
    assert (codes(copy), codes(copy_strategy(2022, 2021, by=BY))) == ([], ["I1", "I2", "D1", "R1"])


@pytest.mark.parametrize(("year", "from_year"), [(2022, 2020), (2021, 2021), (2020, 2021), (2022, 2019)])
def test_there_must_be_something_earlier_to_copy(year: int, from_year: int) -> None:
    a_strategy()
    a_strategy([], year=2019)
    with pytest.raises(Invalid, match=f"anterior a {year} con actividades en {from_year}"):
        copy_strategy(year, from_year, by=BY)
    assert not Strategy.objects.exclude(year__in=[2019, 2021]).exists()


def test_nothing_that_is_there_is_overwritten() -> None:
    an_adopted()
    a_strategy([facts("Mía")], year=2022)
    with pytest.raises(Invalid, match="2022 ya tiene actividades"):
        copy_strategy(2022, 2021, by=BY)
    assert [one.name for one in facts_of(Strategy.objects.get(year=2022))] == ["Mía"]


def test_the_years_to_copy_are_earlier_and_not_empty() -> None:
    for year in (2019, 2021, 2022):
        a_strategy(year=year)
    a_strategy([], year=2020)
    assert years_to_copy(2022) == [2021, 2019]


# --- Years ---------------------------------------------------------------------------------------------------------


def _a_copy() -> Strategy:
    an_adopted([facts("Informe 2021"), facts("Ley 1757 de 2015", product="Balance 2020"), facts("Sin año")])
    return copy_strategy(2022, 2021, by=BY)


def test_years_are_never_shifted_by_themselves() -> None:
    copy = _a_copy()
    assert [one.name for one in facts_of(copy)] == ["Informe 2021", "Ley 1757 de 2015", "Sin año"]
    assert [one.code for one in year_shifts_of(copy)] == ["I1", "I2"]


def test_only_what_was_ticked_is_shifted_in_one_edit() -> None:
    copy = _a_copy()
    edit = shift_years(copy, ["I1"], seen=digest_of(facts_of(copy)), by=BY)
    assert [one.name for one in facts_of(copy)] == ["Informe 2022", "Ley 1757 de 2015", "Sin año"]
    assert [one.code for one in year_shifts_of(copy)] == ["I2"]
    assert edit is not None
    undo_edit(edit, by=BY)
    assert [one.code for one in year_shifts_of(copy)] == ["I1", "I2"]


def test_a_code_that_names_no_year_changes_nothing() -> None:
    copy = _a_copy()
    assert shift_years(copy, ["I3"], seen=digest_of(facts_of(copy)), by=BY) is None


def test_what_somebody_corrected_meanwhile_is_not_lost() -> None:
    copy = _a_copy()
    seen = digest_of(facts_of(copy))
    one = activity(copy, "I1")
    edit_activity(one, replace(one.facts(), name="Otro informe 2021"), expected=one.version, by=BY)
    with pytest.raises(Stale):
        shift_years(copy, ["I1"], seen=seen, by=BY)


def test_a_strategy_that_is_no_copy_has_no_years_to_shift() -> None:
    assert year_shifts_of(a_strategy([facts("Informe 2020")])) == ()


# --- The model -----------------------------------------------------------------------------------------------------


def test_the_whole_model_is_a_schedule_in_plain_words() -> None:
    strategy = begin_with_model(2022, [Chosen(one.key) for one in ACTION_TYPES], by=BY)
    made = facts_of(strategy)
    assert {one.action_type: (one.name, one.product, one.stages) for one in made} == {
        one.key: (one.label, one.product, one.stages) for one in ACTION_TYPES
    }
    assert {(one.periods, one.responsibles) for one in made} == {(frozenset(), ())}
    assert [one.component for one in made] == sorted((one.component for one in made), key=list(Component).index)


def test_periods_and_responsible_come_only_where_said() -> None:
    unit = a_unit("Secretaría de Planeación")
    chosen = Chosen("prioritize_topics", frozenset({2}), Responsible(unit.name, ResponsibleKind.UNIT))
    (made,) = facts_of(begin_with_model(2022, [chosen], by=BY))
    assert (made.code, made.periods, made.responsibles) == ("I1", frozenset({2}), (chosen.responsible,))
    assert list(Unit.objects.all()) == [unit]


def test_the_model_adds_to_what_is_there_and_repeats_nothing() -> None:
    begin_with_model(2022, [Chosen("prioritize_topics")], by=BY)
    strategy = begin_with_model(2022, [Chosen("prioritize_topics"), Chosen("survey_perception")], by=BY)
    assert [one.action_type for one in facts_of(strategy)] == ["prioritize_topics", "survey_perception"]
    with pytest.raises(Invalid, match="ya están en el cronograma"):
        begin_with_model(2022, [Chosen("survey_perception")], by=BY)


def test_a_kind_that_nobody_knows_leaves_no_year_open() -> None:
    with pytest.raises(Invalid, match="no tiene «bailar»"):
        begin_with_model(2022, [Chosen("bailar")], by=BY)
    assert not Strategy.objects.exists()


def test_what_is_done_first_can_be_undone_in_words() -> None:
    strategy = begin_with_model(2022, [Chosen("prioritize_topics")], by=BY)
    assert [one.label for one in strategy.edits.all()] == [gettext("Empezar con el modelo")]


# --- Who would lead ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "names", "lead"),
    [
        ("evaluate_by_internal_control", ["Control Interno Disciplinario", "Oficina de Control Interno"], 1),
        ("form_and_train_team", ["Secretaría de Planeación", "Oficina de Talento Humano"], 1),
        ("write_management_report", ["Secretaria de PLANEACION"], 0),
        ("account_for_health", ["Saludable Municipio"], None),
        ("account_for_health", [], None),
    ],
)
def test_the_likely_lead_is_the_office_itself_by_the_best_words(key: str, names: list[str], lead: int | None) -> None:
    kind = by_key(key)
    assert kind is not None
    assert likely_lead(kind, names) == (None if lead is None else names[lead])
