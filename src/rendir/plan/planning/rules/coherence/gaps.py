"""What single activities lack, and which unit carries too much at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rendir.foundation.core.importing import Finding
from rendir.foundation.core.spanish import fold, join_words
from rendir.plan.planning.rules.coherence.codes import CoherenceCode, warn
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, ResponsibleKind

_CARRIERS = frozenset({ResponsibleKind.UNIT, ResponsibleKind.TEAM})


def check(activities: Sequence[ActivityFacts]) -> Iterator[Finding]:
    """Each activity without stage, period, product or responsible."""
    for activity in activities:
        yield from _gaps(activity)


def _gaps(activity: ActivityFacts) -> Iterator[Finding]:
    if not activity.stages:
        why = "no tiene etapa: no se sabe en qué momento del proceso está"
        yield _lacks(CoherenceCode.WITHOUT_STAGE, activity, "stages", why, "Marque su etapa.")
    if not activity.periods:
        why = "no tiene cuatrimestre: no se sabe para cuándo es"
        yield _lacks(CoherenceCode.WITHOUT_PERIOD, activity, "periods", why, "Marque al menos un cuatrimestre.")
    if not (activity.product or "").strip():
        why = "no tiene meta o producto: no se puede comprobar si se cumplió"
        yield _lacks(CoherenceCode.WITHOUT_PRODUCT, activity, "product", why, "Escriba qué entrega.")
    if not activity.responsibles:
        why = "no tiene responsable: nadie responde por ella"
        yield _lacks(
            CoherenceCode.WITHOUT_RESPONSIBLE, activity, "responsibles", why, "Escoja la dependencia que responde."
        )


def _lacks(code: CoherenceCode, activity: ActivityFacts, about: str, why: str, way_out: str) -> Finding:
    """Source: the strategy states activities, responsibles and times (Manual Único, etapa de diseño)."""
    norm = "La estrategia dice qué se hace, quién y cuándo (Manual Único de Rendición de Cuentas, etapa de diseño)."
    return warn(code, f"La actividad {activity.code} {why}. {norm} {way_out}", activity, about=about)


def check_load(activities: Sequence[ActivityFacts], most: int) -> Iterator[Finding]:
    """Each unit or team with more than `most` activities in one period."""
    loads: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for activity in activities:
        carriers = {fold(one.name): one.name for one in activity.responsibles if one.kind in _CARRIERS}
        for key, name in carriers.items():
            names.setdefault(key, name)
            for period in activity.periods:
                loads[key, period].append(activity.code)
    for key, name in names.items():
        for period in PERIODS:
            codes = loads.get((key, period), [])
            if len(codes) > most:
                yield _overloaded(name, period, codes, most)


def _overloaded(name: str, period: int, codes: Sequence[str], most: int) -> Finding:
    return warn(
        CoherenceCode.UNIT_OVERLOADED,
        f"{name} tiene {len(codes)} actividades en {PERIOD_LABELS[period].lower()} ({join_words(codes)}); el límite "
        f"que usa esta revisión es {most}. Con tantas a la vez es fácil que alguna se atrase. "
        "Reparta el trabajo o cambie algún cuatrimestre.",
    )
