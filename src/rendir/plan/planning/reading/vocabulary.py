"""The words that schedules use for their columns, stages and components, and how a written word is matched to them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.reading.cut_words import mended
from rendir.plan.planning.reading.headings import LEXICON, bag_of
from rendir.plan.planning.reading.periods import IS_YEAR, Slot, slot_of
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
    ALSO_TIMING = "otro dato del periodo"
    START = "fecha de inicio"
    END = "fecha final"
    OUTSIDE = "dato que no es del plan"


@dataclass(frozen=True, slots=True)
class Office:
    """A column of marks that tell whether one office answers."""

    name: str


Meaning = Role | Stage | Slot | Component | Office

_WORDS: dict[Role | Stage, str] = {
    Role.ACTIVITY: "actividad|actividades|accion|acciones|tarea|tareas|actividad programada|actividades programadas"
    "|descripcion de la actividad|nombre de la actividad|actividades a desarrollar|actividades a realizar|que se hace"
    "|que se va a hacer|que hacer|que vamos a hacer|que haremos",
    Role.PRODUCT: "meta producto|meta o producto|meta y producto|meta y o producto|producto meta|meta|metas|producto"
    "|productos|entregable|entregables|producto esperado|resultado esperado|meta o entregable|productos o metas"
    "|que se entrega|que entrega|que se va a entregar|que queda",
    Role.RESPONSIBLE: "dependencia responsable|dependencias responsables|responsable|responsables|dependencia"
    "|dependencias|area responsable|areas responsables|oficina responsable|responsable de la actividad|a cargo de"
    "|proceso responsable|responsable s|quien|quienes|quien responde"
    "|quien lo hace|lidera|quien lidera|ejecutor|dependencia s responsable s|dependencia o area responsable"
    "|lider responsable|area|areas|oficina|oficinas|secretaria|secretarias|secretaria oficina|area oficina|cargo|cargos"
    "|directo|directa|nombres de los recursos|a cargo|quien ejecuta|quien realiza|quien esta a cargo|delegado",
    Role.RESPONSIBLE_KIND: "tipo de responsable",
    Role.COMPONENT: "componente|componentes|elemento|elementos|subcomponente|componente rdc|elemento rdc"
    "|elemento de la rendicion de cuentas|componente de la rendicion de cuentas",
    Role.NUMBER: "n|no|n o|num|numero|item|consecutivo|nro",
    Role.CODE: "codigo|cod|id",
    Role.ACTION_TYPE: "tipo de accion|tipo de actividad",
    Role.STAGES: "etapa|etapas|fase|fases|etapas de la estrategia|etapa de la estrategia|etapas del proceso",
    Role.TIMING: "cuatrimestre|cuatrimestres|trimestre|trimestres|semestre|semestres|bimestre|bimestres|mes|meses"
    "|periodo|periodos|cronograma|programacion|fecha|fechas|fecha programada|fecha de realizacion|fecha de ejecucion"
    "|plazo|tiempo|periodo de ejecucion|cuatrimestre de ejecucion|fecha prevista|cuando|cuando se hace",
    Role.START: "fecha inicio|fecha inicial|fecha de inicio|inicio|desde",
    Role.END: "fecha fin|fecha final|fecha de fin|fecha de finalizacion|fecha terminacion|fecha de terminacion"
    "|fin|hasta|fecha limite|fecha de cierre|fecha cierre|plazo maximo|vence",
    Role.OUTSIDE: "apoya|apoyo|quien apoya|donde|como|para que|por que|dirigido a|a quien|con que",
    Stage.READINESS: "aprestamiento|alistamiento|etapa de aprestamiento",
    Stage.DESIGN: "diseno|etapa de diseno|diseno de la estrategia",
    Stage.PREPARATION: "preparacion|preparacion capacitacion|preparacion y capacitacion|etapa de preparacion",
    Stage.EXECUTION: "ejecucion|etapa de ejecucion|implementacion",
    Stage.FOLLOW_UP: "seguimiento y evaluacion|seguimiento evaluacion|seguimiento|evaluacion|evaluacion y seguimiento"
    "|etapa de seguimiento y evaluacion",
}
_HEADINGS: dict[str, Role | Stage] = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}
_TIGHT = {word.replace(" ", ""): meaning for word, meaning in _HEADINGS.items()}
_GUESSABLE = [word for word in _HEADINGS if len(word) >= _SHORTEST_GUESSED]
_COMPONENTS = {
    "informacion": Component.INFORMATION,
    "informacion de calidad": Component.INFORMATION,
    "informacion publica": Component.INFORMATION,
    "informacion de calidad y en lenguaje comprensible": Component.INFORMATION,
    "dialogo": Component.DIALOGUE,
    "dialogo de doble via con la ciudadania y sus organizaciones": Component.DIALOGUE,
    "dialogo de doble via": Component.DIALOGUE,
    "dialogo con la ciudadania": Component.DIALOGUE,
    "dialogo ciudadano": Component.DIALOGUE,
    "responsabilidad": Component.RESPONSIBILITY,
    "responsabilidad en la rendicion de cuentas": Component.RESPONSIBILITY,
    # Plans against corruption (PAAC) of before the three elements divide accountability in four subcomponents.
    "incentivos para motivar la cultura de la rendicion y peticion de cuentas": Component.RESPONSIBILITY,
    "incentivos para motivar la cultura de rendicion y peticion de cuentas": Component.RESPONSIBILITY,
    "evaluacion y retroalimentacion a la gestion institucional": Component.RESPONSIBILITY,
    "evaluacion y retroalimentacion de la gestion institucional": Component.RESPONSIBILITY,
}
_BEFORE_COMPONENT = re.compile(
    r"^(?:(?:\d+|i{1,3}|iv|[abc]) )*(?:(?:sub)?componentes?|elementos?|ejes?|acciones|actividades|linea|pilar)?"
    r"(?: (?:n|no|n o|numero|\d+|i{1,3}|iv|[abc]))*(?: ?del? (?:la )?)? ?"
)
_AFTER_COMPONENT = re.compile(r"(?: rdc| rendicion de cuentas)?(?: \d+ (?:actividad|actividades|filas?))?$")
_OTHER_COMPONENT = re.compile(
    r"\b(gestion (integral )?de(l)? riesgos?|mapas? de riesgos?|racionalizacion de tramites|iniciativas adicionales"
    r"|(atencion|servicio) al ciudadano|mecanismos para (mejorar|la transparencia)|integridad|estrategia antitramites"
    r"|transparencia y acceso a la informacion|politica de administracion de riesgos?)\b"
)
_NAMES_COMPONENT = re.compile(r"(?:(?:\d+|i{1,3}|iv|v) )*(?:sub)?componente\b")
_ROLES = {
    "outside": Role.OUTSIDE,
    "start": Role.START,
    "end": Role.END,
    "activity": Role.ACTIVITY,
    "responsible": Role.RESPONSIBLE,
    "product": Role.PRODUCT,
    "timing": Role.TIMING,
    "stages": Role.STAGES,
    "component": Role.COMPONENT,
}


@lru_cache(maxsize=32768)
def plain_words(text: str) -> str:
    """The words of a heading without accents, case or punctuation: `META/PRODUCTO` becomes `meta producto`."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


@lru_cache(maxsize=32768)
def heading_of(text: str) -> Meaning | None:
    """What a column with this title holds; None where the title is not understood or is too long to be one."""
    if len(text) > LONGEST_HEADING:
        return None
    if text.strip() == "#":
        return Role.NUMBER
    known = _known(text)
    if known is None and "(" in text:
        known = _known(re.sub(r"\([^)]*\)?", " ", text))
    words = _title_words(text)
    return known or _cut(words) or _abbreviated(text) or _guess(words)


def _abbreviated(text: str) -> Role | Stage | None:
    """The title of one word that a full stop cuts short: `Aprest.`, `Resp.`; None where it may be several."""
    found = _SHORTENED.fullmatch(fold(text))
    whole = {meaning for word, meaning in _HEADINGS.items() if found and word.startswith(found[1])}
    return whole.pop() if len(whole) == 1 else None


_SHORTENED = re.compile(r"([a-z]{3,})\.")


def _known(text: str) -> Role | Stage | Slot | None:
    words = _title_words(text)
    bag = bag_of(words)
    return _HEADINGS.get(words) or slot_of(text) or (_ROLES[bag] if bag else None)


def _title_words(text: str) -> str:
    """The words of a title without the year, those that its cell cut made whole."""
    words = [word for word in plain_words(text).split() if not IS_YEAR.fullmatch(word)]
    return " ".join(mended(words, LEXICON))


def _cut(words: str) -> Role | Stage | None:
    """The heading that the width of its cell cut in pieces: `administració n`, `RESPONSABL E`."""
    tight = words.replace(" ", "")
    return _TIGHT.get(tight) if len(tight) >= _SHORTEST_GUESSED else None


def _guess(words: str) -> Role | Stage | None:
    """The heading that a misspelt one most resembles."""
    if len(words) < _SHORTEST_GUESSED:
        return None
    best = process.extractOne(words, _GUESSABLE, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return _HEADINGS[best[0]] if best else None


@lru_cache(maxsize=32768)
def component_of(text: str) -> Component | None:
    """The component that a cell names: `DIÁLOGO`, `2. Componente: Información`; None where it is something else."""
    if len(text) > 130:
        return None
    found = _component_in(plain_words(text))
    if found or not _NAMES_COMPONENT.match(plain_words(text)) or is_other_component(text):
        return found
    pieces = re.split(r"\s[-–—|]\s|[:.;(]", text)
    return next((one for piece in pieces if piece.strip() and (one := _component_in(plain_words(piece)))), None)


def _component_in(words: str) -> Component | None:
    words = _AFTER_COMPONENT.sub("", _BEFORE_COMPONENT.sub("", words).strip())
    return _COMPONENTS.get(words) or _TIGHT_COMPONENTS.get(words.replace(" ", "")) or _guess_component(words)


def is_other_component(text: str) -> bool:
    """Whether a heading names a part of the plan against corruption that is not accountability."""
    words = plain_words(text)
    return len(text) < 160 and bool(_NAMES_COMPONENT.match(words) and _OTHER_COMPONENT.search(words))


def is_accountability(text: str) -> bool:
    """Whether a heading names accountability itself, as a part of a larger plan."""
    words = plain_words(text)
    return len(text) < 160 and "rendicion de cuentas" in words and bool(_NAMES_COMPONENT.match(words))


_TIGHT_COMPONENTS = {words.replace(" ", ""): component for words, component in _COMPONENTS.items() if " " not in words}


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
