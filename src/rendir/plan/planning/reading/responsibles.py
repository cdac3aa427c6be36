"""Who answers: from one cell to the names in it, and what kind of responsible each is.

People write several names in a cell with slashes, commas, `y` and new lines, which also stand inside names. A name
is cut only where what follows is surely another one: it begins like an office, a team or a role, or the entity or
the same file knows it by itself.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.rules.facts import Responsible, ResponsibleKind

_UNIT = (
    r"direccion|secretaria|subsecretaria|subdireccion|oficina|despacho|departamento|gerencia|subgerencia|unidad"
    r"|division|area|coordinacion|jefatura|inspeccion|comisaria|personeria|alcaldia|gobernacion|instituto|asesoria"
    r"|consejeria|tesoreria|contraloria|concejo|vicepresidencia|presidencia|ministerio|agencia|hospital|empresa"
    r"|corporacion|subproceso|seccion|centro|dependencia de"
)
_TEAM = r"equipo|comite|grupo|mesa|comision|consejo|red|nodo|lideres|enlaces"
_ROLE = (
    r"dependencias?|lider|jefes?|responsables?|tod[oa]s|funcionari[oa]s?|profesional(es)?|supervisor(es)?|enlace"
    r"|alcalde(sa)?|gobernador(a)?|secretari[oa]s? de despacho|director(a|es)?|gestor(es)?|coordinador(a|es)?"
    r"|servidor(es|as)?|contratistas?|areas? (misionales|responsables|que)|cada|demas|asesor(a|es)?|gerentes?|entidad"
)
_SINGULAR_UNIT = re.compile(rf"({_UNIT})(es|s)?\b")
_TEAM_START = re.compile(rf"({_TEAM})s?\b")
_ROLE_START = re.compile(rf"(?:las? |los? |el )?({_ROLE})\b")
_SEPARATOR = re.compile(r"\s*(?:[/;\n]|,(?!\d)|\s(?:y|e)\s(?=\S)|\s-\s)\s*", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|\n)\s*(?:[•●▪◦‣·*✓➢►]\s*|[-–]\s+|\d{1,2}[.)]\s+)(?=\w)")
_NEXT_ITEM = "\n;"
_HARD = re.compile(r"[/;]")
_DELIVERABLE = re.compile(
    r"(plan(es)?|documentos?|informes?|actas?|cronogramas?|reportes?|formatos?|estrategias?|publicacion(es)?|piezas?"
    r"|encuestas?|listas?|registros?|evidencias?|boletin(es)?|respuestas?|acciones|metodologia|matriz|procedimientos?"
    r"|producir|capacitacion(es)?|temas)\b"
)


def kind_of(name: str, known_units: frozenset[str] = frozenset()) -> ResponsibleKind:
    """What a name is by how it begins. `known_units` are folded names that the entity knows, teams and roles among
    them: one that begins like nothing in particular is an office.
    """
    plain = fold(name)
    if _ROLE_START.match(plain) and not plain.startswith("dependencia de "):
        return ResponsibleKind.ROLE
    if _TEAM_START.match(plain):
        return ResponsibleKind.TEAM
    is_office = _SINGULAR_UNIT.match(plain) or plain in known_units
    return ResponsibleKind.UNIT if is_office else ResponsibleKind.UNKNOWN


def is_deliverable(text: str) -> bool:
    """Whether the text begins like a product (`Plan de…`, `Informe…`) and like no responsible."""
    return bool(_DELIVERABLE.match(fold(text))) and kind_of(text) is ResponsibleKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class Names:
    """The names that are known: `units` by the entity, `seen` as whole cells of the file. All folded."""

    units: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()

    @classmethod
    def gathered(cls, known_units: Sequence[str], cells: Iterable[str]) -> "Names":
        """The names of the entity, and those that stand alone in a cell of the file."""
        alone = Counter(fold(text) for text in cells if text)
        seen = {text for text, times in alone.items() if times > 1 or not _SEPARATOR.search(text)}
        return cls(frozenset(fold(name) for name in known_units), frozenset(seen))

    def knows(self, text: str) -> bool:
        return fold(text) in self.units or fold(text) in self.seen


def split(text: str, names: Names) -> tuple[Responsible, ...]:
    """The responsibles that a cell names, in order, each as written."""
    spans = _spans(_ITEM.sub(_NEXT_ITEM, text.strip()).lstrip(_NEXT_ITEM), names)
    parts = [re.sub(r"\s*\n\s*", " ", part).strip() for part in spans]
    return tuple(Responsible(part, kind_of(part, names.units)) for part in parts if part)


def _spans(text: str, names: Names) -> list[str]:
    """The text cut into names; a longest known name is never cut."""
    cuts = [(0, 0), *(match.span() for match in _SEPARATOR.finditer(text)), (len(text), len(text))]
    found: list[str] = []
    first = 0
    while first < len(cuts) - 1:
        last = _end_of_name(text, cuts, first, names)
        found.append(text[cuts[first][1] : cuts[last][0]])
        first = last
    return found


def _end_of_name(text: str, cuts: list[tuple[int, int]], first: int, names: Names) -> int:
    """The index of the cut that ends the name which begins at a cut."""
    start = cuts[first][1]
    for last in range(len(cuts) - 1, first, -1):
        # A known name that only begins a longer one is no reason to cut it: what follows must begin a name too.
        ends = last == len(cuts) - 1 or _is_cut(text, cuts[last], names)
        if ends and _is_one_name(text[start : cuts[last][0]], names):
            return last
    last = first + 1
    while last < len(cuts) - 1 and not _is_cut(text, cuts[last], names):
        last += 1
    return last


def _is_one_name(text: str, names: Names) -> bool:
    return fold(text) in names.units or (names.knows(text) and not _holds_another(text))


def _is_cut(text: str, cut: tuple[int, int], names: Names) -> bool:
    """Whether the separator there divides two names rather than the words of one."""
    if _HARD.search(text[cut[0] : cut[1]]):
        return True
    after = text[cut[1] :]
    return _begins_name(after) or any(names.knows(part) for part in _beginnings(after))


def _begins_name(text: str) -> bool:
    plain = fold(text)
    return any(pattern.match(plain) for pattern in (_SINGULAR_UNIT, _TEAM_START, _ROLE_START))


def _beginnings(text: str) -> list[str]:
    """The text up to each of its separators, and whole."""
    return [text[: match.start()] for match in _SEPARATOR.finditer(text)] + [text]


def _holds_another(text: str) -> bool:
    """Whether after a separator inside the text another name surely begins."""
    return any(_HARD.search(cut[0]) or _begins_name(text[cut.end() :]) for cut in _SEPARATOR.finditer(text))


def pieces(text: str) -> tuple[str, ...]:
    """The text cut at every separator, for a person to judge."""
    return tuple(part for part in _SEPARATOR.split(text) if part.strip())
