"""What the method asks of every strategy and the schedule does not have: elements, stages, spaces, evaluation.

Source: Manual Único de Rendición de Cuentas (Ley 1757 de 2015, arts. 48 and 52).
"""

from collections.abc import Iterator, Sequence

from rendir.foundation.core.importing import Finding
from rendir.foundation.core.spanish import fold, join_words
from rendir.plan.planning.rules.coherence.codes import CoherenceCode, warn
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, Component, Stage

_VIRTUAL = frozenset({"hold_virtual_spaces", "discuss_on_social_networks"})
_IN_PERSON = frozenset(
    {
        "hold_management_fairs",
        "report_back_to_communities",
        "hold_public_hearing",
        "hold_face_to_face_spaces",
        "account_for_childhood_and_youth",
        "account_for_health",
    }
)

_EXPECTED = (
    (
        CoherenceCode.NO_CHARACTERIZATION,
        frozenset({"characterize_information_needs", "characterize_dialogue_channels"}),
        (
            "Ninguna actividad caracteriza los grupos de valor. Sin ella no se sabe qué información necesita la gente "
            "ni por qué medios dialoga (Manual Único de Rendición de Cuentas, etapa de aprestamiento). "
            "Agregue la actividad, al comienzo del año."
        ),
    ),
    (
        CoherenceCode.NO_MANAGEMENT_REPORT,
        frozenset({"write_management_report"}),
        (
            "Ninguna actividad produce el informe de gestión. Es el documento del que se rinde cuentas "
            "(Ley 1474 de 2011, art. 74). Agregue la actividad, antes de los espacios en que se presenta."
        ),
    ),
    (
        CoherenceCode.NO_WRITTEN_ANSWERS,
        frozenset({"answer_questions_in_writing"}),
        (
            "Ninguna actividad responde por escrito las preguntas de la ciudadanía. Las respuestas se envían en quince "
            "días y se publican (Ley 1757 de 2015, título IV). Agregue la actividad en los cuatrimestres con espacios."
        ),
    ),
    (
        CoherenceCode.NO_EVALUATION,
        frozenset({"analyze_implementation"}),
        (
            "Ninguna actividad evalúa la estrategia. El seguimiento y la evaluación son la quinta etapa del proceso "
            "(Manual Único de Rendición de Cuentas). Agregue la actividad, al cierre del año."
        ),
    ),
    (
        CoherenceCode.NO_IMPROVEMENT_PLAN,
        frozenset({"carry_out_improvement_plan", "act_on_control_body_recommendations"}),
        (
            "Ninguna actividad convierte la evaluación en correcciones. Responder por los resultados pide mejorar los "
            "planes (Manual Único de Rendición de Cuentas, elemento de responsabilidad). "
            "Agregue el plan de mejoramiento."
        ),
    ),
)


def check(activities: Sequence[ActivityFacts], kinds: Sequence[str | None]) -> Iterator[Finding]:
    """What is missing in the whole plan. `kinds` are the action types of the activities, in their order."""
    present = {kind for kind in kinds if kind}
    yield from _empty_components(activities)
    yield from _empty_stages(activities)
    yield from (warn(code, message) for code, keys, message in _EXPECTED if not keys & present)
    yield from _spaces(present)
    yield from _hearing(activities, present)
    yield from _internal_control(activities, kinds)


def _empty_components(activities: Sequence[ActivityFacts]) -> Iterator[Finding]:
    used = {activity.component for activity in activities}
    for component in Component:
        if component not in used:
            yield warn(
                CoherenceCode.COMPONENT_EMPTY,
                f"El componente {component.label} no tiene actividades. Los tres elementos de la rendición de cuentas "
                "son información, diálogo y responsabilidad (Manual Único de Rendición de Cuentas). "
                "Agregue al menos una actividad.",
            )


def _empty_stages(activities: Sequence[ActivityFacts]) -> Iterator[Finding]:
    used = frozenset[Stage]().union(*(activity.stages for activity in activities))
    for stage in Stage:
        if stage not in used:
            yield warn(
                CoherenceCode.STAGE_EMPTY,
                f"La etapa {stage.label} ({stage.plain}) no tiene actividades. El proceso tiene cinco etapas "
                "(Ley 1757 de 2015, art. 56; Manual Único de Rendición de Cuentas). El manual acepta que una entidad "
                "no aplique todas: si es su caso, déjelo explicado en la estrategia.",
            )


def _spaces(present: set[str]) -> Iterator[Finding]:
    """The dialogue is face to face; virtual means complete it."""
    if present & _IN_PERSON:
        return
    if present & _VIRTUAL:
        yield warn(
            CoherenceCode.ONLY_VIRTUAL_SPACES,
            "Todos los espacios de diálogo son virtuales. Lo virtual complementa los espacios presenciales y no los "
            "reemplaza (Manual Único de Rendición de Cuentas). Agregue al menos un espacio presencial: "
            "un foro, una mesa de trabajo, una feria o una audiencia.",
        )
    else:
        yield warn(
            CoherenceCode.NO_DIALOGUE_SPACES,
            "Ninguna actividad realiza espacios de diálogo con la ciudadanía. Sin diálogo no hay rendición de cuentas "
            "(Ley 1757 de 2015, art. 48). Agregue los espacios presenciales del año.",
        )


def _hearing(activities: Sequence[ActivityFacts], present: set[str]) -> Iterator[Finding]:
    """A hearing that is announced or reported must also be held."""
    if "hold_public_hearing" in present:
        return
    for activity in activities:
        if "audiencia publica" in fold(f"{activity.name} {activity.product or ''}"):
            yield warn(
                CoherenceCode.HEARING_NOT_PLANNED,
                f"La actividad {activity.code} menciona la audiencia pública, pero ninguna actividad la realiza. "
                "Quien recibe la invitación necesita saber cuándo es (Ley 489 de 1998, art. 33; "
                "Ley 1757 de 2015, art. 55). Agregue la audiencia al cronograma o corrija el texto.",
                activity,
            )


def _internal_control(activities: Sequence[ActivityFacts], kinds: Sequence[str | None]) -> Iterator[Finding]:
    """The evaluation of Control Interno in each four-month period in which something is due."""
    own = [one for one, kind in zip(activities, kinds, strict=True) if kind == "evaluate_by_internal_control"]
    covered = frozenset[int]().union(*(activity.periods for activity in own))
    due = frozenset[int]().union(*(activity.periods for activity in activities))
    missing = [PERIOD_LABELS[period].lower() for period in PERIODS if period in due - covered]
    if own and not missing:
        return
    where = f" en {join_words(missing)}" if own else ""
    yield warn(
        CoherenceCode.INTERNAL_CONTROL_MISSING,
        f"Falta la evaluación de Control Interno{where}. Esa oficina evalúa los medios de participación ciudadana "
        "(Ley 87 de 1993, art. 12, literal i) y su informe es de cada cuatrimestre. "
        "Marque los cuatrimestres que faltan o agregue la actividad.",
        own[0] if own else None,
        about="periods",
    )
