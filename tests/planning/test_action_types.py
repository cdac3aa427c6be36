"""The catalogue of action types, and which one a row is taken for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.hand_reading import DEMO, read_by_hand
from rendir.plan.planning.action_types import ACTION_TYPES, ActionType, DueRule, by_key, suggest
from rendir.plan.planning.action_types.suggestion import THRESHOLD
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Stage

INFORMATION, DIALOGUE, RESPONSIBILITY = Component

THE_29 = {
    "Actualizar la Caracterización": "characterize_information_needs",
    "Conformar y capacitar un equipo": "form_and_train_team",
    "Asociar las metas y actividades": "link_goals_to_rights",
    "Priorizar los temas de interés": "prioritize_topics",
    "Definir el procedimiento de adecuación": "define_information_procedure",
    "Producir la información sobre la gestión": "produce_information",
    "Realizar comunicados de prensa": "issue_press_releases",
    "Realizar difusión masiva": "disseminate_widely",
    "Diseñar y difundir piezas": "publish_communication_pieces",
    "Elaborar informe de gestión": "write_management_report",
    "Caracterizar los grupos": "characterize_dialogue_channels",
    "Diseñar y divulgar el cronograma": "publish_space_schedule",
    "Definir el procedimiento interno": "define_dialogue_route",
    "Definir y divulgar el procedimiento": "publish_dialogue_procedure",
    "Implementar los espacios virtuales": "hold_virtual_spaces",
    "Ferías de gestión": "hold_management_fairs",
    "Realiza respuestas escritas": "answer_questions_in_writing",
    "Encuentros ciudadanos": "report_back_to_communities",
    "Fomentar la discusión": "discuss_on_social_networks",
    "Realizar acciones de capacitación": "train_groups",
    "Establecer temas de interés": "set_control_body_topics",
    "Definir un esquema de seguimiento": "define_commitment_tracking",
    "Establecer el formato interno": "set_internal_report_form",
    "Producir y divulgar la información": "report_on_commitments",
    "Analizar la implementación": "analyze_implementation",
    "Analizar las recomendaciones": "act_on_control_body_recommendations",
    "Realizar encuestas de percepción": "survey_perception",
    "Elaboración del plan de mejoramiento": "carry_out_improvement_plan",
    "Evaluar y verificar": "evaluate_by_internal_control",
}

IN_OTHER_WORDS = [
    (INFORMATION, "Identificar las necesidades de información de la población", "characterize_information_needs"),
    (INFORMATION, "Caracterización de usuarios y de sus demandas de información", "characterize_information_needs"),
    (INFORMATION, "Conformación del equipo líder mediante acto administrativo", "form_and_train_team"),
    (INFORMATION, "Capacitar a los servidores en lenguaje claro y rendición de cuentas", "form_and_train_team"),
    (INFORMATION, "Articular los indicadores del plan de desarrollo con los ODS", "link_goals_to_rights"),
    (INFORMATION, "Vincular cada meta institucional con los derechos que protege", "link_goals_to_rights"),
    (INFORMATION, "Consultar los temas sobre los que la comunidad quiere cuentas", "prioritize_topics"),
    (DIALOGUE, "Selección de temas prioritarios a partir de las PQRSD", "prioritize_topics"),
    (INFORMATION, "Elaborar el protocolo de publicación de información", "define_information_procedure"),
    (INFORMATION, "Recopilar información de ejecución presupuestal y contractual", "produce_information"),
    (INFORMATION, "Emitir boletines de prensa sobre los avances del año", "issue_press_releases"),
    (INFORMATION, "Divulgar por emisora comunitaria y canal local los resultados", "disseminate_widely"),
    (INFORMATION, "Elaborar volantes y afiches para convocar a la audiencia", "publish_communication_pieces"),
    (INFORMATION, "Publicar el informe de gestión 2022 en el sitio web", "write_management_report"),
    (DIALOGUE, "Establecer los canales de diálogo preferidos por los usuarios", "characterize_dialogue_channels"),
    (DIALOGUE, "Publicar calendario de eventos y espacios de participación", "publish_space_schedule"),
    (DIALOGUE, "Diseñar la metodología de los espacios de diálogo", "define_dialogue_route"),
    (DIALOGUE, "Socializar las reglas de participación de los encuentros", "publish_dialogue_procedure"),
    (DIALOGUE, "Hacer transmisiones en vivo para interactuar con la ciudadanía", "hold_virtual_spaces"),
    (DIALOGUE, "Feria de la transparencia y de servicios en las comunas", "hold_management_fairs"),
    (DIALOGUE, "Dar respuesta a las preguntas de los asistentes", "answer_questions_in_writing"),
    (DIALOGUE, "Contestar las inquietudes ciudadanas dentro de 15 días", "answer_questions_in_writing"),
    (DIALOGUE, "Asambleas veredales para contar el cumplimiento de compromisos", "report_back_to_communities"),
    (DIALOGUE, "Interacción con la ciudadanía por Twitter e Instagram", "discuss_on_social_networks"),
    (RESPONSIBILITY, "Talleres de formación a veedores en control social", "train_groups"),
    (RESPONSIBILITY, "Concertar con la Contraloría los temas que se tratan", "set_control_body_topics"),
    (RESPONSIBILITY, "Adoptar una matriz de seguimiento a compromisos", "define_commitment_tracking"),
    (RESPONSIBILITY, "Estandarizar el formato de reporte de las dependencias", "set_internal_report_form"),
    (RESPONSIBILITY, "Publicar el estado de los compromisos con la comunidad", "report_on_commitments"),
    (RESPONSIBILITY, "Elaborar informe de evaluación de los espacios", "analyze_implementation"),
    (RESPONSIBILITY, "Atender los hallazgos de los entes de control", "act_on_control_body_recommendations"),
    (RESPONSIBILITY, "Aplicar encuesta de satisfacción a los asistentes", "survey_perception"),
    (RESPONSIBILITY, "Formular acciones de mejora con base en la evaluación", "carry_out_improvement_plan"),
    (RESPONSIBILITY, "Seguimiento de Control Interno a la estrategia", "evaluate_by_internal_control"),
    (DIALOGUE, "Realizar la audiencia pública participativa de rendición de cuentas", "hold_public_hearing"),
    (DIALOGUE, "Desarrollar mesas de trabajo con comerciantes y campesinos", "hold_face_to_face_spaces"),
    (DIALOGUE, "Rendición de cuentas de infancia, adolescencia y juventud", "account_for_childhood_and_youth"),
    (DIALOGUE, "Audiencia pública de rendición de cuentas del hospital", "account_for_health"),
    (INFORMATION, "Informe de avance en la implementación del Acuerdo de Paz", "account_for_peace"),
    (INFORMATION, "Presentar informe al Concejo Municipal en sesiones ordinarias", "report_to_council"),
]

OF_ANOTHER_MATTER = [
    "Pavimentar la vía que une el corregimiento con la cabecera",
    "Comprar equipos de cómputo para la biblioteca",
    "Mantener las redes de acueducto y alcantarillado",
    "Celebrar el festival de la panela",
    "Adquirir dotación para el equipo de trabajo de salud",
    "Feria ganadera y equina",
    "Construir la torre de transmisión",
    "Capacitar a los funcionarios en primeros auxilios",
    "Adecuar el puesto de salud",
    "Brindar atención psicosocial a las víctimas",
    "",
    "…",
]


def row(name: str, component: Component | None = None, *stages: Stage) -> ActivityFacts:
    return ActivityFacts(component, 1, name, frozenset(stages))


def test_the_29_stand_in_the_order_of_the_schedule_and_the_optional_ones_after_them() -> None:
    usual = [one for one in ACTION_TYPES if not one.optional]
    assert [one.key for one in usual] == list(THE_29.values())
    assert [one.component for one in usual] == [INFORMATION] * 10 + [DIALOGUE] * 9 + [RESPONSIBILITY] * 10
    assert tuple(usual) == ACTION_TYPES[:29]
    assert [one.key for one in ACTION_TYPES[29:]] == [
        "hold_public_hearing",
        "hold_face_to_face_spaces",
        "account_for_childhood_and_youth",
        "account_for_health",
        "account_for_peace",
        "report_to_council",
    ]


def test_each_type_is_found_by_its_own_key_and_no_other() -> None:
    assert [by_key(one.key) for one in ACTION_TYPES] == list(ACTION_TYPES)
    assert by_key("pave_the_road") is None


@pytest.mark.parametrize("action_type", ACTION_TYPES, ids=lambda one: one.key)
def test_each_type_says_all_that_a_page_shows(action_type: ActionType) -> None:
    texts = (action_type.label, action_type.product, action_type.norm, *action_type.lead)
    assert [text for text in texts if not text.strip() or text != text.strip() or text.endswith(".")] == []
    assert action_type.stages
    assert action_type.telling


def test_labels_and_products_tell_the_types_apart() -> None:
    assert len({one.label for one in ACTION_TYPES}) == len(ACTION_TYPES)
    assert len({one.product for one in ACTION_TYPES}) == len(ACTION_TYPES)


def test_each_due_rule_has_its_words() -> None:
    assert [rule.label for rule in DueRule] == [
        "Una vez, al terminar el último cuatrimestre marcado",
        "En cada cuatrimestre marcado",
        "De manera permanente",
    ]


def test_the_report_of_control_interno_is_owed_each_period_by_its_tenth_working_day() -> None:
    control = by_key("evaluate_by_internal_control")
    assert control is not None
    assert control.due is DueRule.EACH_PERIOD
    assert control.due_note == "Se publica a más tardar el décimo día hábil después del corte de cada cuatrimestre"


def test_the_29_rows_of_the_real_schedule_are_recognised(real_schedule: Path) -> None:
    rows = read_by_hand(real_schedule)
    assert [one.name.startswith(start) for one, start in zip(rows, THE_29, strict=True)] == [True] * 29
    assert _keys(rows) == list(THE_29.values())


def test_the_29_rows_of_the_demo_are_recognised() -> None:
    assert _keys(read_by_hand(DEMO)) == list(THE_29.values())


def _without_product(one: ActivityFacts) -> ActivityFacts:
    return replace(one, product=None)


def _without_stages(one: ActivityFacts) -> ActivityFacts:
    return replace(one, stages=frozenset())


def _in_capitals(one: ActivityFacts) -> ActivityFacts:
    return replace(one, name=one.name.upper())


@pytest.mark.parametrize("change", [_without_product, _without_stages, _in_capitals])
def test_the_real_rows_are_still_recognised_when_something_is_lost(
    real_schedule: Path, change: Callable[[ActivityFacts], ActivityFacts]
) -> None:
    assert _keys([change(one) for one in read_by_hand(real_schedule)]) == list(THE_29.values())


def _keys(rows: list[ActivityFacts]) -> list[str | None]:
    return [found[0] if (found := suggest(one)) else None for one in rows]


@pytest.mark.parametrize(("component", "name", "key"), IN_OTHER_WORDS, ids=str)
def test_other_entities_words_are_recognised(component: Component, name: str, key: str) -> None:
    found = suggest(row(name, component))
    assert found is not None
    assert found[0] == key


@pytest.mark.parametrize("component", [None, *Component])
@pytest.mark.parametrize("name", OF_ANOTHER_MATTER)
def test_what_is_of_another_matter_gets_no_suggestion(name: str, component: Component | None) -> None:
    assert suggest(row(name, component)) is None


def test_slips_of_the_pen_do_not_hide_a_type() -> None:
    assert suggest(row("Caractreización de los grupos, con sus demandas de información", INFORMATION)) == suggest(
        row("Caracterización de los grupos, con sus demandas de información", INFORMATION)
    )
    assert suggest(row("Caractrización de los grupos", INFORMATION)) is not None


def test_two_words_that_differ_in_their_ending_are_two_words() -> None:
    release, plan = row("Comunicado a la prensa", INFORMATION), row("Comunicación a la prensa", INFORMATION)
    assert suggest(release) == ("issue_press_releases", 0.75)
    assert suggest(plan) is None


def test_the_component_decides_between_the_two_characterisations() -> None:
    name = "Caracterizar los grupos de valor"
    found = [suggest(row(name, component)) for component in (INFORMATION, DIALOGUE)]
    assert [one[0] for one in found if one] == ["characterize_information_needs", "characterize_dialogue_channels"]


def test_a_dispute_lowers_the_confidence() -> None:
    alone = suggest(row("Caracterizar a los usuarios", INFORMATION))
    disputed = suggest(row("Caracterizar a los usuarios"))
    assert alone == ("characterize_information_needs", 0.75)
    assert disputed == ("characterize_information_needs", 0.61)


def test_another_component_or_stage_lowers_the_confidence() -> None:
    name = "Aplicar encuesta de percepción"
    assert suggest(row(name, RESPONSIBILITY, Stage.PREPARATION)) == ("survey_perception", 0.87)
    assert suggest(row(name, RESPONSIBILITY, Stage.FOLLOW_UP)) == ("survey_perception", 0.78)
    assert suggest(row(name, DIALOGUE, Stage.PREPARATION)) == ("survey_perception", 0.65)


@given(st.text(), st.text(), st.sampled_from([None, *Component]), st.frozensets(st.sampled_from(Stage)))
def test_any_text_gets_a_known_key_with_enough_confidence_or_nothing(
    name: str, product: str, component: Component | None, stages: frozenset[Stage]
) -> None:
    found = suggest(ActivityFacts(component, 1, name, stages, product=product))
    assert found is None or (by_key(found[0]) is not None and THRESHOLD <= found[1] <= 1)
