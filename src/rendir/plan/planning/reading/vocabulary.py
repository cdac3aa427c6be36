"""The words that schedules use for their columns, stages and components, and how a written word is matched to them."""

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.reading.periods import Slot, slot_of
from rendir.plan.planning.rules.facts import Component, Stage

LONGEST_HEADING = 60
_CLOSE_ENOUGH = 88
_SHORTEST_GUESSED = 6


class Role(StrEnum):
    """What a column holds, where it is not a column of marks. `STAGES` and `TIMING` also head groups of marks."""

    ACTIVITY = "actividad"
    PRODUCT = "meta o producto"
    RESPONSIBLE = "responsable"
    RESPONSIBLE_KIND = "tipo de responsable"
    COMPONENT = "componente"
    NUMBER = "número"
    CODE = "código"
    ACTION_TYPE = "tipo de acción"
    STAGES = "etapa"
    TIMING = "periodo"
    START = "fecha de inicio"
    END = "fecha final"


Meaning = Role | Stage | Slot

_WORDS: dict[Role | Stage, str] = {
    Role.ACTIVITY: "actividad|actividades|accion|acciones|tarea|tareas|actividad programada|actividades programadas"
    "|descripcion de la actividad|nombre de la actividad|actividades a desarrollar|actividades a realizar|que se hace",
    Role.PRODUCT: "meta producto|meta o producto|meta y producto|meta y o producto|producto meta|meta|metas|producto"
    "|productos|entregable|entregables|producto esperado|resultado esperado|meta o entregable|productos o metas",
    Role.RESPONSIBLE: "dependencia responsable|dependencias responsables|responsable|responsables|dependencia"
    "|dependencias|area responsable|areas responsables|oficina responsable|responsable de la actividad|a cargo de"
    "|proceso responsable|responsable s|dependencia s responsable s|dependencia o area responsable|lider responsable",
    Role.RESPONSIBLE_KIND: "tipo de responsable",
    Role.COMPONENT: "componente|componentes|elemento|elementos|subcomponente|componente rdc|elemento rdc"
    "|elemento de la rendicion de cuentas|componente de la rendicion de cuentas",
    Role.NUMBER: "n|no|n o|num|numero|item|consecutivo|nro",
    Role.CODE: "codigo|cod|id",
    Role.ACTION_TYPE: "tipo de accion|tipo de actividad",
    Role.STAGES: "etapa|etapas|fase|fases|etapas de la estrategia|etapa de la estrategia|etapas del proceso",
    Role.TIMING: "cuatrimestre|cuatrimestres|trimestre|trimestres|semestre|semestres|bimestre|bimestres|mes|meses"
    "|periodo|periodos|cronograma|programacion|fecha|fechas|fecha programada|fecha de realizacion|fecha de ejecucion"
    "|plazo|tiempo|periodo de ejecucion|cuatrimestre de ejecucion|fecha prevista|cuando",
    Role.START: "fecha inicio|fecha inicial|fecha de inicio|inicio|desde",
    Role.END: "fecha fin|fecha final|fecha de fin|fecha de finalizacion|fecha terminacion|fecha de terminacion"
    "|fin|hasta|fecha limite",
    Stage.READINESS: "aprestamiento|alistamiento|etapa de aprestamiento",
    Stage.DESIGN: "diseno|etapa de diseno|diseno de la estrategia",
    Stage.PREPARATION: "preparacion|preparacion capacitacion|preparacion y capacitacion|etapa de preparacion",
    Stage.EXECUTION: "ejecucion|etapa de ejecucion|implementacion",
    Stage.FOLLOW_UP: "seguimiento y evaluacion|seguimiento evaluacion|seguimiento|evaluacion|evaluacion y seguimiento"
    "|etapa de seguimiento y evaluacion",
}
_HEADINGS: dict[str, Role | Stage] = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}
_GUESSABLE = [word for word in _HEADINGS if len(word) >= _SHORTEST_GUESSED]
_COMPONENTS = {
    "informacion": Component.INFORMATION,
    "informacion de calidad y en lenguaje comprensible": Component.INFORMATION,
    "dialogo": Component.DIALOGUE,
    "dialogo de doble via con la ciudadania y sus organizaciones": Component.DIALOGUE,
    "dialogo de doble via": Component.DIALOGUE,
    "responsabilidad": Component.RESPONSIBILITY,
}
_BEFORE_COMPONENT = re.compile(
    r"^(?:(?:\d+|i{1,3}|iv|[abc]) )?(?:(?:sub)?componente|elemento)?(?: (?:\d+|i{1,3}))?(?: ?de(?: la)? )? ?"
)


@lru_cache(maxsize=8192)
def plain_words(text: str) -> str:
    """The words of a heading without accents, case or punctuation: `META/PRODUCTO` becomes `meta producto`."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


@lru_cache(maxsize=8192)
def heading_of(text: str) -> Meaning | None:
    """What a column with this title holds; None where the title is not understood or is too long to be one."""
    if len(text) > LONGEST_HEADING:
        return None
    words = "numero" if text.strip() == "#" else plain_words(text)
    return _HEADINGS.get(words) or slot_of(words) or _guess(words)


def _guess(words: str) -> Role | Stage | None:
    """The heading that a misspelt one most resembles."""
    if len(words) < _SHORTEST_GUESSED:
        return None
    best = process.extractOne(words, _GUESSABLE, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return _HEADINGS[best[0]] if best else None


@lru_cache(maxsize=8192)
def component_of(text: str) -> Component | None:
    """The component that a cell names: `DIÁLOGO`, `2. Componente: Información`; None where it is something else."""
    if len(text) > 90:
        return None
    words = _BEFORE_COMPONENT.sub("", plain_words(text)).strip()
    return _COMPONENTS.get(words) or _guess_component(words)


def _guess_component(words: str) -> Component | None:
    best = process.extractOne(words, _COMPONENTS.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return _COMPONENTS[best[0]] if best else None


@lru_cache(maxsize=4096)
def stages_of(text: str) -> frozenset[Stage]:
    """The stages that a cell names, several of them where it is a list."""
    whole = heading_of(text)
    parts = (
        [whole] if isinstance(whole, Stage) else [heading_of(part) for part in re.split(r"[/,;\n+]| y | e |-", text)]
    )
    return frozenset(part for part in parts if isinstance(part, Stage))
