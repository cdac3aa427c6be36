"""The codes of the coherence findings, what each says in one line, and how a finding is put together."""

from enum import StrEnum

from rendir.foundation.core.importing import Finding, Proposal, Severity
from rendir.plan.planning.action_types import suggest
from rendir.plan.planning.rules.facts import ActivityFacts


class CoherenceCode(StrEnum):
    """What may be wrong in a schedule taken as a whole."""

    COMPONENT_EMPTY = "component_empty"
    STAGE_EMPTY = "stage_empty"
    NO_CHARACTERIZATION = "no_characterization"
    NO_MANAGEMENT_REPORT = "no_management_report"
    NO_DIALOGUE_SPACES = "no_dialogue_spaces"
    ONLY_VIRTUAL_SPACES = "only_virtual_spaces"
    HEARING_NOT_PLANNED = "hearing_not_planned"
    NO_WRITTEN_ANSWERS = "no_written_answers"
    NO_EVALUATION = "no_evaluation"
    NO_IMPROVEMENT_PLAN = "no_improvement_plan"
    INTERNAL_CONTROL_MISSING = "internal_control_missing"
    CHARACTERIZATION_TOO_LATE = "characterization_too_late"
    PROCEDURE_BEFORE_SCHEDULE = "procedure_before_schedule"
    STEP_BEFORE_ITS_BASIS = "step_before_its_basis"
    STAGE_AGAINST_PERIOD = "stage_against_period"
    PROMOTES_PERSON = "promotes_person"
    PROMOTES_GOVERNMENT = "promotes_government"
    MISSPELT = "misspelt"
    WITHOUT_STAGE = "without_stage"
    WITHOUT_PERIOD = "without_period"
    WITHOUT_PRODUCT = "without_product"
    WITHOUT_RESPONSIBLE = "without_responsible"
    UNIT_OVERLOADED = "unit_overloaded"

    @property
    def description(self) -> str:
        """What the code means, in one line of plain Spanish."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    CoherenceCode.COMPONENT_EMPTY: "Un componente de la rendición de cuentas no tiene actividades",
    CoherenceCode.STAGE_EMPTY: "Una etapa del proceso no tiene actividades",
    CoherenceCode.NO_CHARACTERIZATION: "Ninguna actividad caracteriza los grupos de valor",
    CoherenceCode.NO_MANAGEMENT_REPORT: "Ninguna actividad produce el informe de gestión",
    CoherenceCode.NO_DIALOGUE_SPACES: "Ninguna actividad realiza espacios de diálogo",
    CoherenceCode.ONLY_VIRTUAL_SPACES: "Todos los espacios de diálogo son virtuales",
    CoherenceCode.HEARING_NOT_PLANNED: "Una actividad anuncia la audiencia pública y ninguna la realiza",
    CoherenceCode.NO_WRITTEN_ANSWERS: "Ninguna actividad responde por escrito las preguntas de la ciudadanía",
    CoherenceCode.NO_EVALUATION: "Ninguna actividad evalúa la estrategia",
    CoherenceCode.NO_IMPROVEMENT_PLAN: "Ninguna actividad lleva la evaluación a un plan de mejoramiento",
    CoherenceCode.INTERNAL_CONTROL_MISSING: "Falta la evaluación de Control Interno en algún cuatrimestre",
    CoherenceCode.CHARACTERIZATION_TOO_LATE: "La caracterización está después de lo que depende de ella",
    CoherenceCode.PROCEDURE_BEFORE_SCHEDULE: "Se divulga cómo funcionan los espacios antes de que exista su calendario",
    CoherenceCode.STEP_BEFORE_ITS_BASIS: "Un paso está antes de aquel en que se apoya",
    CoherenceCode.STAGE_AGAINST_PERIOD: "La etapa de una actividad no concuerda con su cuatrimestre",
    CoherenceCode.PROMOTES_PERSON: "El texto lleva el nombre de una persona en un programa de la entidad",
    CoherenceCode.PROMOTES_GOVERNMENT: "El texto busca promover la imagen del gobierno",
    CoherenceCode.MISSPELT: "El texto tiene una falta de ortografía",
    CoherenceCode.WITHOUT_STAGE: "La actividad no tiene etapa",
    CoherenceCode.WITHOUT_PERIOD: "La actividad no tiene cuatrimestre",
    CoherenceCode.WITHOUT_PRODUCT: "La actividad no tiene meta o producto",
    CoherenceCode.WITHOUT_RESPONSIBLE: "La actividad no tiene responsable",
    CoherenceCode.UNIT_OVERLOADED: "Una dependencia tiene demasiadas actividades en un cuatrimestre",
}


def warn(
    code: CoherenceCode,
    message: str,
    activity: ActivityFacts | None = None,
    *,
    about: str = "name",
    severity: Severity = Severity.WARNING,
    proposal: Proposal | None = None,
) -> Finding:
    """A finding about one activity, or about the whole plan. `message` says what, why and what to do; `about` is the
    field of the activity whose cell it is found in.
    """
    return Finding(
        code=code,
        severity=severity,
        message=message,
        source=activity.cell_of(about) if activity else None,
        proposal=proposal,
        target=activity.code if activity else None,
    )


def kind_of(activity: ActivityFacts) -> str | None:
    """The action type the activity has, or the one its words suggest: a plan is judged by what it says."""
    if activity.action_type:
        return activity.action_type
    suggested = suggest(activity)
    return suggested[0] if suggested else None
