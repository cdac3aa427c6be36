"""What a schedule is warned about, and what it is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.hand_reading import DEMO, read_by_hand
from rendir.foundation.core.importing import Finding, Severity, Source
from rendir.plan.planning.action_types import ACTION_TYPES
from rendir.plan.planning.reading.schedule import read_schedule
from rendir.plan.planning.rules.coherence import CoherenceCode, check_coherence
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

Code = CoherenceCode
PERIODS_OF_STAGE = {
    Stage.READINESS: {1},
    Stage.DESIGN: {1},
    Stage.PREPARATION: {2},
    Stage.EXECUTION: {2, 3},
    Stage.FOLLOW_UP: {3},
}


def clean_plan() -> dict[str, ActivityFacts]:
    """One activity of each type, each in its time and with its unit, by the key of its type."""
    plan = {
        one.key: ActivityFacts(
            component=one.component,
            number=number,
            name=one.label,
            stages=one.stages,
            periods=frozenset[int]().union(*(PERIODS_OF_STAGE[stage] for stage in one.stages)),
            product=one.product,
            responsibles=(Responsible(f"Oficina {number}", ResponsibleKind.UNIT),),
            action_type=one.key,
        )
        for number, one in enumerate(ACTION_TYPES, start=1)
    }
    control = plan["evaluate_by_internal_control"]
    return plan | {"evaluate_by_internal_control": replace(control, periods=frozenset({1, 2, 3}))}


def check(plan: dict[str, ActivityFacts], **changes: ActivityFacts) -> list[tuple[str, str | None]]:
    return found(check_coherence(list((plan | changes).values())))


def found(findings: tuple[Finding, ...]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.target) for finding in findings]


def without(*keys: str) -> dict[str, ActivityFacts]:
    return {key: activity for key, activity in clean_plan().items() if key not in keys}


def in_periods(key: str, *periods: int) -> dict[str, ActivityFacts]:
    return clean_plan() | {key: replace(clean_plan()[key], periods=frozenset(periods))}


def alone(name: str, product: str | None = "Producto") -> list[tuple[str, str | None]]:
    """What the words of one activity give, all else being in order."""
    activity = ActivityFacts(
        Component.DIALOGUE,
        99,
        name,
        frozenset({Stage.EXECUTION}),
        frozenset({3}),
        product,
        (Responsible("Oficina", ResponsibleKind.UNIT),),
        "hold_management_fairs",
    )
    return check(clean_plan(), more=activity)


def test_the_real_schedule_gives_exactly_these(real_schedule: Path) -> None:
    assert found(check_coherence(read_by_hand(real_schedule))) == [
        (Code.HEARING_NOT_PLANNED, "I9"),
        (Code.CHARACTERIZATION_TOO_LATE, "I1"),
        (Code.CHARACTERIZATION_TOO_LATE, "D1"),
        (Code.PROCEDURE_BEFORE_SCHEDULE, "D4"),
        (Code.PROMOTES_GOVERNMENT, "I9"),
        (Code.MISSPELT, "D3"),
        (Code.MISSPELT, "D4"),
        (Code.PROMOTES_PERSON, "D5"),
        (Code.MISSPELT, "D6"),
        (Code.WITHOUT_RESPONSIBLE, "I7"),
        (Code.WITHOUT_RESPONSIBLE, "I9"),
        (Code.WITHOUT_RESPONSIBLE, "R7"),
        (Code.WITHOUT_RESPONSIBLE, "R9"),
    ]


def test_each_finding_stands_at_its_own_cell(real_schedule: Path) -> None:
    reading = read_schedule(real_schedule.read_bytes(), filename="cronograma-2021.txt", year=2021)
    places = {
        (one.code, one.target, one.source.column)
        for one in check_coherence(reading.activities)
        if one.source is not None
    }
    assert places == {
        ("hearing_not_planned", "I9", 2),
        ("characterization_too_late", "I1", 11),
        ("characterization_too_late", "D1", 11),
        ("procedure_before_schedule", "D4", 9),
        ("promotes_government", "I9", 8),
        ("promotes_person", "D5", 8),
        ("misspelt", "D3", 8),
        ("misspelt", "D4", 8),
        ("misspelt", "D6", 2),
        *(("without_responsible", code, 12) for code in ("I7", "I9", "R7", "R9")),
    }


def test_a_finding_of_a_schedule_without_its_file_stands_at_the_activity_or_nowhere() -> None:
    one = ActivityFacts(Component.DIALOGUE, 1, "Feria con Andrés")
    for source in (Source(7, 2), None):
        told = check_coherence([replace(one, source=source)])
        assert [found.source for found in told if found.code == CoherenceCode.PROMOTES_PERSON] == [source]


def test_the_demo_gives_the_same_but_for_two_accents() -> None:
    assert found(check_coherence(read_by_hand(DEMO))) == [
        (Code.HEARING_NOT_PLANNED, "I9"),
        (Code.CHARACTERIZATION_TOO_LATE, "I1"),
        (Code.CHARACTERIZATION_TOO_LATE, "D1"),
        (Code.PROCEDURE_BEFORE_SCHEDULE, "D4"),
        (Code.PROMOTES_GOVERNMENT, "I9"),
        (Code.PROMOTES_PERSON, "D5"),
        (Code.MISSPELT, "D6"),
        (Code.WITHOUT_RESPONSIBLE, "I7"),
        (Code.WITHOUT_RESPONSIBLE, "I9"),
        (Code.WITHOUT_RESPONSIBLE, "R7"),
        (Code.WITHOUT_RESPONSIBLE, "R9"),
    ]


def test_the_real_schedule_loads_planning_most(real_schedule: Path) -> None:
    findings = check_coherence(read_by_hand(real_schedule), most_per_unit=3)
    assert [one.message.split(";")[0] for one in findings if one.code == Code.UNIT_OVERLOADED] == [
        "Dirección de Planeación del Desarrollo tiene 4 actividades en mayo a agosto (I3, I4, I10 y D7)",
        "Dirección de Planeación del Desarrollo tiene 4 actividades en septiembre a diciembre (I3, I4, I10 y D7)",
        "Oficina de Comunicaciones tiene 4 actividades en mayo a agosto (I5, I8, D5 y D9)",
    ]


def test_a_clean_plan_gives_nothing() -> None:
    assert check_coherence(list(clean_plan().values())) == ()


def test_a_clean_plan_gives_nothing_when_its_types_must_be_guessed_from_real_words() -> None:
    rows = {one.code: one for one in read_by_hand(DEMO)}
    early = {code: replace(rows[code], periods=frozenset({1})) for code in ("I1", "D1", "D2")}
    named = {code: replace(rows[code], responsibles=(Responsible("Oficina"),)) for code in ("I7", "I9", "R7", "R9")}
    worded = {
        "I9": replace(named["I9"], product="Comunidad que sabe cuándo y dónde es cada espacio"),
        "D5": replace(rows["D5"], product="Transmisión de cada mes, con sus preguntas y respuestas"),
        "D6": replace(rows["D6"], name="Ferias de la gestión"),
    }
    hearing = ActivityFacts(
        Component.DIALOGUE,
        10,
        "Celebrar la audiencia pública de rendición de cuentas",
        frozenset({Stage.EXECUTION}),
        frozenset({3}),
        "Acta de la audiencia",
        (Responsible("Oficina de Planeación", ResponsibleKind.UNIT),),
    )
    assert check(rows | early | named | worded, hearing=hearing) == []


def test_an_empty_schedule_gives_nothing() -> None:
    assert check_coherence([]) == ()


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (("characterize_information_needs", "characterize_dialogue_channels"), Code.NO_CHARACTERIZATION),
        (("write_management_report",), Code.NO_MANAGEMENT_REPORT),
        (("answer_questions_in_writing",), Code.NO_WRITTEN_ANSWERS),
        (("analyze_implementation",), Code.NO_EVALUATION),
        (("carry_out_improvement_plan", "act_on_control_body_recommendations"), Code.NO_IMPROVEMENT_PLAN),
        (("evaluate_by_internal_control",), Code.INTERNAL_CONTROL_MISSING),
    ],
)
def test_an_element_that_is_missing_is_missed(missing: tuple[str, ...], expected: CoherenceCode) -> None:
    assert check(without(*missing)) == [(expected, None)]


@pytest.mark.parametrize("one", ["characterize_information_needs", "carry_out_improvement_plan"])
def test_one_of_two_that_serve_is_enough(one: str) -> None:
    assert check(without(one)) == []


def test_a_component_and_its_stages_without_activities() -> None:
    plan = {key: one for key, one in clean_plan().items() if one.component is not Component.RESPONSIBILITY}
    messages = [one.message for one in check_coherence(list(plan.values())) if one.code == Code.COMPONENT_EMPTY]
    assert check(plan) == [
        (Code.COMPONENT_EMPTY, None),
        (Code.STAGE_EMPTY, None),
        (Code.NO_EVALUATION, None),
        (Code.NO_IMPROVEMENT_PLAN, None),
        (Code.INTERNAL_CONTROL_MISSING, None),
    ]
    assert [message.split(".")[0] for message in messages] == ["El componente Responsabilidad no tiene actividades"]


IN_PERSON = (
    "hold_management_fairs",
    "report_back_to_communities",
    "hold_public_hearing",
    "hold_face_to_face_spaces",
    "account_for_childhood_and_youth",
    "account_for_health",
)


def test_only_virtual_spaces() -> None:
    plan = without(*IN_PERSON)
    plan["write_management_report"] = replace(plan["write_management_report"], product="Informe publicado")
    assert check(plan) == [(Code.ONLY_VIRTUAL_SPACES, None)]


def test_no_spaces_at_all() -> None:
    plan = without(*IN_PERSON, "hold_virtual_spaces", "discuss_on_social_networks")
    plan["write_management_report"] = replace(plan["write_management_report"], product="Informe publicado")
    assert check(plan) == [(Code.NO_DIALOGUE_SPACES, None)]


def test_a_hearing_announced_and_not_held() -> None:
    assert check(without("hold_public_hearing")) == [(Code.HEARING_NOT_PLANNED, "I10")]


def test_control_interno_names_the_periods_it_leaves_out() -> None:
    plan = list(in_periods("evaluate_by_internal_control", 3).values())
    findings = check_coherence(plan)
    assert found(findings) == [(Code.INTERNAL_CONTROL_MISSING, "R29")]
    assert findings[0].message.startswith("Falta la evaluación de Control Interno en enero a abril y mayo a agosto. ")


def test_control_interno_is_not_asked_for_a_period_in_which_nothing_is_due() -> None:
    plan = {key: replace(one, periods=one.periods - {1} or frozenset({2})) for key, one in clean_plan().items()}
    assert check(plan) == []


@pytest.mark.parametrize(
    ("key", "period", "expected"),
    [
        ("characterize_information_needs", 3, (Code.CHARACTERIZATION_TOO_LATE, "I1")),
        ("characterize_dialogue_channels", 2, (Code.CHARACTERIZATION_TOO_LATE, "D11")),
        ("publish_space_schedule", 3, (Code.PROCEDURE_BEFORE_SCHEDULE, "D14")),
        ("define_dialogue_route", 3, (Code.STEP_BEFORE_ITS_BASIS, "D14")),
        ("prioritize_topics", 3, (Code.STEP_BEFORE_ITS_BASIS, "I6")),
        ("write_management_report", 3, (Code.STEP_BEFORE_ITS_BASIS, "I8")),
        ("define_commitment_tracking", 3, (Code.STEP_BEFORE_ITS_BASIS, "R24")),
    ],
)
def test_a_step_before_its_basis(key: str, period: int, expected: tuple[str, str]) -> None:
    assert check(in_periods(key, period)) == [expected]


def test_an_evaluation_before_the_form_it_reads_and_a_plan_before_the_evaluation() -> None:
    plan = in_periods("analyze_implementation", 2, 3) | {
        "set_internal_report_form": replace(clean_plan()["set_internal_report_form"], periods=frozenset({3})),
        "carry_out_improvement_plan": replace(clean_plan()["carry_out_improvement_plan"], periods=frozenset({1, 3})),
    }
    assert check(plan) == [(Code.STEP_BEFORE_ITS_BASIS, "R25"), (Code.STEP_BEFORE_ITS_BASIS, "R28")]


def test_the_first_of_several_of_a_kind_counts() -> None:
    plan = in_periods("characterize_information_needs", 3)
    early = replace(plan["characterize_information_needs"], number=70, periods=frozenset({1}))
    assert check(plan, early=early) == []


def test_a_step_without_its_basis_is_not_out_of_order() -> None:
    assert check(without("define_commitment_tracking", "publish_space_schedule")) == []


def test_the_message_names_both_steps_the_reason_the_norm_and_the_way_out() -> None:
    plan = in_periods("characterize_information_needs", 3)
    (finding,) = check_coherence(list(plan.values()))
    assert finding.message == (
        "La actividad I1 empieza en el cuatrimestre de septiembre a diciembre, después de la I4, que empieza en el de "
        "enero a abril: los temas se priorizan con lo que la caracterización enseña (Manual Único de Rendición de "
        "Cuentas, orden de las etapas). Cambie el cuatrimestre de una de las dos, o explique por qué es así."
    )


def little(component: Component, number: int, stage: Stage, *periods: int) -> ActivityFacts:
    """An activity of no known type: only its stage and its periods speak."""
    return ActivityFacts(component, number, "Pavimentar la vía", frozenset({stage}), frozenset(periods), "Vía", (UNIT,))


UNIT = Responsible("Oficina", ResponsibleKind.UNIT)


def against(*activities: ActivityFacts) -> list[str | None]:
    return [one.target for one in check_coherence(activities) if one.code == Code.STAGE_AGAINST_PERIOD]


def test_carried_out_before_the_design_of_its_component() -> None:
    design = little(Component.DIALOGUE, 1, Stage.DESIGN, 2)
    later = little(Component.INFORMATION, 1, Stage.EXECUTION, 3)
    assert against(design, later, little(Component.DIALOGUE, 2, Stage.EXECUTION, 1)) == ["D2"]
    assert against(design, later, little(Component.DIALOGUE, 2, Stage.EXECUTION, 1, 2)) == []
    assert against(design, later, little(Component.INFORMATION, 2, Stage.EXECUTION, 1)) == []


def test_evaluated_before_anything_is_carried_out() -> None:
    executed = little(Component.DIALOGUE, 1, Stage.EXECUTION, 2)
    assert against(executed, little(Component.RESPONSIBILITY, 2, Stage.FOLLOW_UP, 1)) == ["R2"]
    assert against(executed, little(Component.RESPONSIBILITY, 2, Stage.FOLLOW_UP, 1, 2)) == []


def test_prepared_when_the_execution_is_over() -> None:
    executed = little(Component.DIALOGUE, 1, Stage.EXECUTION, 2)
    assert against(executed, little(Component.DIALOGUE, 2, Stage.READINESS, 3)) == ["D2"]
    assert against(executed, little(Component.DIALOGUE, 2, Stage.READINESS, 2)) == []


def test_without_execution_or_without_marks_stages_are_not_judged() -> None:
    evaluated = little(Component.RESPONSIBILITY, 1, Stage.FOLLOW_UP, 1)
    executed = little(Component.DIALOGUE, 2, Stage.EXECUTION, 2)
    assert against(evaluated) == []
    assert against(executed, replace(evaluated, periods=frozenset()), replace(executed, stages=frozenset())) == []


@pytest.mark.parametrize(
    "text",
    [
        "Programa Conéctate con Andrés",
        "Transmisión en vivo (Hablemos con María José)",
        "Saludo de la alcaldesa Juana Díaz",
        "Andrés Responde",
        "Sofía te escucha",
    ],
)
def test_the_name_of_a_person_is_noticed_in_name_and_product(text: str) -> None:
    assert alone(text) == [(Code.PROMOTES_PERSON, "D99")]
    assert alone("Feria", text) == [(Code.PROMOTES_PERSON, "D99")]


@pytest.mark.parametrize(
    "text",
    [
        "Encuentro en San Andrés con la comunidad",
        "Reunión en el barrio Santiago con juntas de acción comunal",
        "Foro en la institución educativa Pedro León",
        "Conversar con los gremios",
        "Mesa con el alcalde y los gremios",
        "Recorrido con marcos de referencia y con julio como plazo",
    ],
)
def test_places_schools_and_months_are_not_people(text: str) -> None:
    assert alone(text, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Comunidad informada, posicionando la imagen del Gobierno municipal",
        "Se resalta la buena imagen del Gobierno de Villa Clara",
        "Mejorar la imagen de la Administración",
        "Posicionar la marca de la Alcaldía",
        "Resaltar los logros del alcalde",
        "Promover la figura de la gobernadora",
    ],
)
def test_the_image_of_the_government_is_noticed(text: str) -> None:
    assert alone(text) == [(Code.PROMOTES_GOVERNMENT, "D99")]
    assert alone("Feria", text) == [(Code.PROMOTES_GOVERNMENT, "D99")]


@pytest.mark.parametrize(
    "text",
    [
        "Publicar cada imagen con su texto alternativo",
        "Promover el control social a la administración",
        "Contar los logros y lo que falta",
        "Promocionar los espacios con una imagen y un aviso",
    ],
)
def test_plain_information_is_not_promotion(text: str) -> None:
    assert alone(text, text) == []


def test_a_slip_of_the_pen_brings_its_correction() -> None:
    activity = replace(clean_plan()["hold_management_fairs"], name="Ferías de GESTION y ferías", product="DESPUES")
    findings = check_coherence(list((clean_plan() | {"hold_management_fairs": activity}).values()))
    assert found(findings) == [(Code.MISSPELT, "D16"), (Code.MISSPELT, "D16")]
    assert [one.severity for one in findings] == [Severity.INFO] * 2
    assert [(one.proposal.field, one.proposal.value) for one in findings if one.proposal] == [
        ("name", "Ferias de GESTIÓN y ferias"),
        ("product", "DESPUÉS"),
    ]
    assert findings[0].message.startswith(
        "En la actividad D16, «Ferías» se escribe «Ferias», «GESTION» se escribe «GESTIÓN», "
        "«ferías» se escribe «ferias». "
    )


def test_each_gap_of_an_activity_is_told() -> None:
    bare = ActivityFacts(Component.DIALOGUE, 98, "Feria", product=" ", action_type="hold_management_fairs")
    assert check(clean_plan(), bare=bare) == [
        (Code.WITHOUT_STAGE, "D98"),
        (Code.WITHOUT_PERIOD, "D98"),
        (Code.WITHOUT_PRODUCT, "D98"),
        (Code.WITHOUT_RESPONSIBLE, "D98"),
    ]


def loaded(kind: ResponsibleKind, count: int) -> dict[str, ActivityFacts]:
    """A clean plan with so many of its activities of the third period in one hand, written in two ways."""
    late = [key for key, one in clean_plan().items() if 3 in one.periods][:count]
    names = ["Oficina de Prensa", "oficina de  PRENSA"]
    return clean_plan() | {
        key: replace(clean_plan()[key], responsibles=(Responsible(names[index % 2], kind),))
        for index, key in enumerate(late)
    }


def test_a_unit_with_too_much_in_one_period_is_told_once_for_each() -> None:
    assert check(loaded(ResponsibleKind.UNIT, 5)) == []
    assert check(loaded(ResponsibleKind.TEAM, 6)) == [(Code.UNIT_OVERLOADED, None)] * 2
    assert check(loaded(ResponsibleKind.ROLE, 6)) == []


def test_a_unit_named_twice_in_one_activity_carries_it_once() -> None:
    twice = (Responsible("Prensa", ResponsibleKind.UNIT), Responsible("PRENSA", ResponsibleKind.UNIT))
    plan = [replace(one, responsibles=twice) for one in clean_plan().values()][:2]
    findings = check_coherence(plan, most_per_unit=2)
    assert [one for one in findings if one.code == Code.UNIT_OVERLOADED] == []


def test_a_finding_keeps_the_place_in_the_file_and_never_stops_anybody() -> None:
    source = Source(line=12, column=9)
    rows = [replace(one, source=source, responsibles=()) for one in clean_plan().values()]
    findings = check_coherence(rows)
    assert {one.source for one in findings} == {source}
    assert {one.severity for one in findings} == {Severity.WARNING}
    assert {one.applied for one in findings} == {False}


def test_every_code_has_its_own_description() -> None:
    descriptions = [code.description for code in CoherenceCode]
    assert len(set(descriptions)) == len(list(CoherenceCode))
    assert [text for text in descriptions if not text or text.endswith(".")] == []


facts = st.builds(
    ActivityFacts,
    component=st.sampled_from([None, *Component]),
    number=st.integers(1, 99),
    name=st.text(max_size=40),
    stages=st.frozensets(st.sampled_from(Stage)),
    periods=st.frozensets(st.sampled_from((1, 2, 3))),
    product=st.none() | st.text(max_size=20),
    responsibles=st.lists(st.builds(Responsible, st.text(max_size=9), st.sampled_from(ResponsibleKind))).map(tuple),
    action_type=st.none() | st.sampled_from([one.key for one in ACTION_TYPES]),
)


@given(st.lists(facts, max_size=12))
def test_any_schedule_is_judged_without_an_error(rows: list[ActivityFacts]) -> None:
    findings = check_coherence(rows)
    assert {one.target for one in findings} <= {None, *(row.code for row in rows)}
    assert Severity.ERROR not in {one.severity for one in findings}
    assert findings == check_coherence(rows)
