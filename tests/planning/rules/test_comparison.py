"""What changed between two schedules, and which activities are the same."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planning.hand_reading import DEMO, read_by_hand
from rendir.plan.planning.action_types import ACTION_TYPES
from rendir.plan.planning.rules.comparison import (
    ChangedActivity,
    Comparison,
    FieldChange,
    MovedActivity,
    compare_schedules,
    match_activities,
)
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

FAIR = ActivityFacts(
    Component.DIALOGUE,
    1,
    "Feria de servicios",
    frozenset({Stage.EXECUTION}),
    frozenset({3}),
    "Feria realizada",
    (Responsible("Atención al Ciudadano", ResponsibleKind.UNIT),),
    "hold_management_fairs",
)
NETWORKS = ActivityFacts(Component.DIALOGUE, 2, "Conversar en las redes sociales")
REPORT = ActivityFacts(Component.INFORMATION, 1, "Escribir el informe de gestión")
SURVEY = ActivityFacts(Component.RESPONSIBILITY, 1, "Encuesta de percepción")


def test_a_schedule_and_itself_are_equal(real_schedule: Path) -> None:
    rows = read_by_hand(real_schedule)
    assert compare_schedules(rows, rows) == Comparison(unchanged=29)
    assert compare_schedules(rows, rows).is_empty
    assert match_activities(rows, rows) == tuple((index, index) for index in range(29))


def test_added_and_removed() -> None:
    comparison = compare_schedules([FAIR, REPORT], [FAIR, SURVEY])
    assert comparison == Comparison(added=(SURVEY,), removed=(REPORT,), unchanged=1)
    assert not comparison.is_empty


def test_every_field_is_told_before_and_after_in_plain_words() -> None:
    after = replace(
        FAIR,
        name="Feria de servicios y trámites",
        stages=frozenset({Stage.PREPARATION, Stage.EXECUTION}),
        periods=frozenset({1, 3}),
        product=None,
        responsibles=(),
        action_type=None,
    )
    fields = (
        FieldChange("name", "Actividad", "Feria de servicios", "Feria de servicios y trámites"),
        FieldChange("stages", "Etapas", "Ejecución", "Preparación y Ejecución"),
        FieldChange("periods", "Cuatrimestres", "Septiembre a diciembre", "Enero a abril, Septiembre a diciembre"),
        FieldChange("product", "Meta o producto", "Feria realizada", "Sin dato"),
        FieldChange("responsibles", "Responsables", "Atención al Ciudadano (dependencia)", "Sin dato"),
        FieldChange("action_type", "Tipo de actividad", "Mostrar la gestión y los servicios en ferias", "Sin dato"),
    )
    assert compare_schedules([FAIR], [after]) == Comparison(changed=(ChangedActivity(FAIR, after, fields),))


def test_what_is_empty_or_unknown_is_said() -> None:
    before = replace(FAIR, stages=frozenset(), periods=frozenset(), action_type="an_old_type")
    assert [(one.before, one.after) for one in compare_schedules([before], [FAIR]).changed[0].fields] == [
        ("Sin dato", "Ejecución"),
        ("Sin dato", "Septiembre a diciembre"),
        ("an_old_type", "Mostrar la gestión y los servicios en ferias"),
    ]


def test_two_activities_that_change_places_are_moved_not_rewritten() -> None:
    up, down = replace(NETWORKS, number=1), replace(FAIR, number=2)
    assert compare_schedules([FAIR, NETWORKS], [up, down]) == Comparison(
        moved=(MovedActivity(NETWORKS, up), MovedActivity(FAIR, down))
    )


def test_an_activity_that_moves_to_another_component_and_changes_is_in_both() -> None:
    after = replace(FAIR, component=Component.INFORMATION, number=4, product="Otra cosa")
    comparison = compare_schedules([FAIR], [after])
    assert comparison == Comparison(
        changed=(
            ChangedActivity(FAIR, after, (FieldChange("product", "Meta o producto", "Feria realizada", "Otra cosa"),)),
        ),
        moved=(MovedActivity(FAIR, after),),
    )


def test_in_two_versions_the_code_holds_when_the_words_are_all_new() -> None:
    after = replace(FAIR, name="Muestra itinerante por veredas")
    assert [one.after for one in compare_schedules([FAIR], [after]).changed] == [after]
    assert compare_schedules([FAIR], [after], pairs=match_activities([FAIR], [after])) == Comparison(
        added=(after,), removed=(FAIR,)
    )


def test_the_place_in_a_file_is_not_a_change() -> None:
    rows = read_by_hand(DEMO)
    assert compare_schedules(rows, [replace(one, source=None) for one in rows]) == Comparison(unchanged=29)


def test_a_row_inserted_in_a_file_is_the_only_new_one() -> None:
    new = replace(NETWORKS, number=1, name="Celebrar la audiencia pública")
    incoming = [new, replace(FAIR, number=2), replace(NETWORKS, number=3)]
    assert match_activities([FAIR, NETWORKS], incoming) == ((0, 1), (1, 2))


def test_names_match_in_spite_of_accents_case_and_spaces() -> None:
    incoming = [replace(NETWORKS, number=9, name="  CONVERSAR en las redes  sociáles ")]
    assert match_activities([FAIR, NETWORKS], incoming) == ((1, 0),)


def test_reworded_names_match_best_first_within_their_component() -> None:
    current = [
        ActivityFacts(Component.RESPONSIBILITY, 1, "Encuesta de percepción a ciudadanos"),
        ActivityFacts(Component.RESPONSIBILITY, 2, "Encuesta de percepción a funcionarios"),
        ActivityFacts(Component.INFORMATION, 1, "Encuesta de percepción a los funcionarios del municipio"),
    ]
    incoming = [
        ActivityFacts(Component.RESPONSIBILITY, 7, "Encuestas de percepción a funcionarios"),
        ActivityFacts(Component.RESPONSIBILITY, 8, "Encuestas de percepción a los ciudadanos"),
        ActivityFacts(Component.RESPONSIBILITY, 9, "Pavimentar la vía"),
    ]
    assert match_activities(current, incoming) == ((1, 0), (0, 1))


def test_one_name_in_another_component_is_the_same_activity() -> None:
    moved = replace(FAIR, component=Component.RESPONSIBILITY, number=5)
    assert match_activities([REPORT, FAIR], [moved]) == ((1, 0),)


def test_repeated_names_are_matched_one_to_one_in_their_order() -> None:
    current = [replace(FAIR, number=number) for number in (1, 2, 3)]
    incoming = [replace(FAIR, number=number) for number in (4, 5)]
    assert match_activities(current, incoming) == ((0, 0), (1, 1))


facts = st.builds(
    ActivityFacts,
    component=st.sampled_from([None, *Component]),
    number=st.integers(1, 4),
    name=st.sampled_from(["Feria", "feria", "Feria de servicios", "Ferias de servicios", "Encuesta", ""]) | st.text(),
    stages=st.frozensets(st.sampled_from(Stage)),
    periods=st.frozensets(st.sampled_from((1, 2, 3))),
    product=st.none() | st.text(max_size=9),
    responsibles=st.lists(st.builds(Responsible, st.text(max_size=9), st.sampled_from(ResponsibleKind))).map(tuple),
    action_type=st.none() | st.sampled_from([one.key for one in ACTION_TYPES]),
)
schedules = st.lists(facts, max_size=8)


@given(schedules)
def test_any_schedule_and_itself_are_equal(rows: list[ActivityFacts]) -> None:
    assert compare_schedules(rows, rows) == Comparison(unchanged=len(rows))
    assert compare_schedules(rows, rows, pairs=match_activities(rows, rows)) == Comparison(unchanged=len(rows))


@given(schedules, schedules)
def test_a_match_uses_each_activity_once_and_is_always_the_same(
    current: list[ActivityFacts], incoming: list[ActivityFacts]
) -> None:
    pairs = match_activities(current, incoming)
    lefts, rights = [left for left, _ in pairs], [right for _, right in pairs]
    assert len(set(lefts)) == len(lefts)
    assert rights == sorted(set(rights))
    assert set(lefts) <= set(range(len(current)))
    assert set(rights) <= set(range(len(incoming)))
    assert pairs == match_activities(current, incoming)


@given(schedules, schedules)
def test_nothing_is_lost_in_a_comparison(before: list[ActivityFacts], after: list[ActivityFacts]) -> None:
    comparison = compare_schedules(before, after)
    kept = len(before) - len(comparison.removed)
    assert kept == len(after) - len(comparison.added)
    touched = {id(one.after) for one in comparison.changed} | {id(one.after) for one in comparison.moved}
    assert comparison.unchanged == kept - len(touched)
