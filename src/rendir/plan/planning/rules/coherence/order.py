"""Whether things stand in an order that can work: a step after what it rests on, a stage in its time of the year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rendir.foundation.core.importing import Finding
from rendir.plan.planning.rules.coherence.codes import CoherenceCode, warn
from rendir.plan.planning.rules.facts import PERIOD_LABELS, ActivityFacts, Component, Stage

_MANUAL = "Manual Único de Rendición de Cuentas"


@dataclass(frozen=True, slots=True)
class _Dependency:
    """`step` rests on `basis`. `blames_basis`: the finding is about the basis, which comes too late."""

    basis: str
    step: str
    code: CoherenceCode
    why: str
    blames_basis: bool = False


_DEPENDENCIES = (
    _Dependency(
        "characterize_information_needs",
        "prioritize_topics",
        CoherenceCode.CHARACTERIZATION_TOO_LATE,
        "los temas se priorizan con lo que la caracterización enseña",
        blames_basis=True,
    ),
    _Dependency(
        "characterize_dialogue_channels",
        "publish_space_schedule",
        CoherenceCode.CHARACTERIZATION_TOO_LATE,
        "los espacios se escogen según los canales que cada grupo prefiere",
        blames_basis=True,
    ),
    _Dependency(
        "publish_space_schedule",
        "publish_dialogue_procedure",
        CoherenceCode.PROCEDURE_BEFORE_SCHEDULE,
        "el procedimiento explica espacios que todavía no están definidos en el calendario",
    ),
    _Dependency(
        "define_dialogue_route",
        "publish_dialogue_procedure",
        CoherenceCode.STEP_BEFORE_ITS_BASIS,
        "solo se puede divulgar una ruta que ya está definida",
    ),
    _Dependency(
        "prioritize_topics",
        "produce_information",
        CoherenceCode.STEP_BEFORE_ITS_BASIS,
        "la información se produce sobre los temas priorizados",
    ),
    _Dependency(
        "write_management_report",
        "disseminate_widely",
        CoherenceCode.STEP_BEFORE_ITS_BASIS,
        "solo se puede difundir un informe que ya está escrito",
    ),
    _Dependency(
        "define_commitment_tracking",
        "report_on_commitments",
        CoherenceCode.STEP_BEFORE_ITS_BASIS,
        "el avance de los compromisos se informa con el esquema de seguimiento",
    ),
    _Dependency(
        "set_internal_report_form",
        "analyze_implementation",
        CoherenceCode.STEP_BEFORE_ITS_BASIS,
        "la evaluación reúne lo que las dependencias reportan en el formato interno",
    ),
    _Dependency(
        "analyze_implementation",
        "carry_out_improvement_plan",
        CoherenceCode.STEP_BEFORE_ITS_BASIS,
        "el plan de mejoramiento nace de la evaluación",
    ),
)


def check(activities: Sequence[ActivityFacts], kinds: Sequence[str | None]) -> Iterator[Finding]:
    """Steps before their basis, then stages out of their time. `kinds` are the action types of the activities."""
    yield from _dependencies(activities, kinds)
    yield from _stages(activities)


def _dependencies(activities: Sequence[ActivityFacts], kinds: Sequence[str | None]) -> Iterator[Finding]:
    """A step that begins in an earlier period than the first of what it rests on. The same period is in order."""
    by_kind: dict[str, ActivityFacts] = {}
    for activity, kind in zip(activities, kinds, strict=True):
        if kind and activity.periods:
            earlier = by_kind.setdefault(kind, activity)
            by_kind[kind] = min(earlier, activity, key=_begins)
    for one in _DEPENDENCIES:
        basis, step = by_kind.get(one.basis), by_kind.get(one.step)
        if basis and step and _begins(basis) > _begins(step):
            yield _out_of_order(one, basis, step)


def _out_of_order(dependency: _Dependency, basis: ActivityFacts, step: ActivityFacts) -> Finding:
    about, other = (basis, step) if dependency.blames_basis else (step, basis)
    side = "después" if dependency.blames_basis else "antes"
    message = (
        f"La actividad {about.code} empieza en el cuatrimestre de {_when(about)}, {side} de la {other.code}, que "
        f"empieza en el de {_when(other)}: {dependency.why} ({_MANUAL}, orden de las etapas). "
        "Cambie el cuatrimestre de una de las dos, o explique por qué es así."
    )
    return warn(dependency.code, message, about, about="periods")


def _stages(activities: Sequence[ActivityFacts]) -> Iterator[Finding]:
    """Only what cannot be: carried out before any design, evaluated before anything happened, prepared too late."""
    executed = [one for one in activities if Stage.EXECUTION in one.stages and one.periods]
    if not executed:
        return
    first = min(_begins(one) for one in executed)
    last = max(_ends(one) for one in executed)
    for activity in activities:
        if activity.periods and activity.stages:
            why = _against(activity, _design_begins(activities, activity.component), first, last)
            if why:
                yield _stage_finding(activity, why)


def _against(activity: ActivityFacts, design: int | None, first: int, last: int) -> str | None:
    """Why the stage and the period of an activity contradict each other; None where they do not."""
    stages = activity.stages
    if stages == {Stage.EXECUTION} and design is not None and _ends(activity) < design:
        return "se ejecuta antes de que empiece el diseño de su componente"
    if stages == {Stage.FOLLOW_UP} and _ends(activity) < first:
        return "evalúa antes de que se ejecute la primera actividad"
    if not stages & {Stage.EXECUTION, Stage.FOLLOW_UP} and _begins(activity) > last:
        return "prepara cuando ya terminó la ejecución del año"
    return None


def _design_begins(activities: Sequence[ActivityFacts], component: Component | None) -> int | None:
    """The first period with design or preparation in a component; None where it has neither."""
    earlier = {Stage.DESIGN, Stage.PREPARATION}
    own = (one for one in activities if one.component == component and one.stages & earlier and one.periods)
    return min((_begins(one) for one in own), default=None)


def _stage_finding(activity: ActivityFacts, why: str) -> Finding:
    return warn(
        CoherenceCode.STAGE_AGAINST_PERIOD,
        f"La actividad {activity.code} {why}. Las etapas van en orden: aprestamiento, diseño, preparación, ejecución, "
        f"seguimiento y evaluación (Ley 1757 de 2015, art. 56; {_MANUAL}). Revise la etapa o el cuatrimestre.",
        activity,
        about="stages",
    )


def _begins(activity: ActivityFacts) -> int:
    return min(activity.periods)


def _ends(activity: ActivityFacts) -> int:
    return max(activity.periods)


def _when(activity: ActivityFacts) -> str:
    return PERIOD_LABELS[_begins(activity)].lower()
