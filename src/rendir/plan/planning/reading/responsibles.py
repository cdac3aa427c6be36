"""Who answers: from one cell to the names in it, and what kind of responsible each is.

People write several names in a cell with slashes, commas, `y` and new lines, which also stand inside names. A name
is cut only where what follows is surely another one: it begins like an office, a team or a role, or the entity or
the same file knows it by itself. A line end of a cell is a cut too, unless the width of a page made it.
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
    r"|corporacion|subproceso|seccion|centro|veeduria|ventanilla|biblioteca|fiscalia|registraduria|dependencia de"
)
_TEAM = r"equipo|comite|grupo|mesa|comision|consejo|red|nodo|lideres|enlaces|gabinete|junta"
_ROLE = (
    r"dependencias?|lider|jefes?|responsables?|tod[oa]s|funcionari[oa]s?|profesional(es)?|supervisor(es)?|enlace"
    r"|alcalde(sa)?|gobernador(a)?|secretari[oa]s? de despacho|director(a|es)?|gestor(es)?|coordinador(a|es)?"
    r"|secretarios?|subsecretarios?|subdirector(a|es)?|tesorer[oa]s?|personer[oa]|inspector(a|es)?|auxiliar(es)?"
    r"|tecnic[oa]s?|concejal(es)?|comunicador(a)?|ingenier[oa]|comisario|rector(a|es)?|representante|delegad[oa]s?"
    r"|servidor(es|as)?|contratistas?|areas? (misionales|responsables|que)|cada|demas|asesor(a|es)?|gerentes?|entidad"
)
_SINGULAR_UNIT = re.compile(rf"({_UNIT})(es|s)?\b")
_TEAM_START = re.compile(rf"({_TEAM})s?\b")
_ROLE_START = re.compile(rf"(?:las? |los? |el )?({_ROLE})\b")
_SEPARATOR = re.compile(
    r"\s*(?:[/;|]|\n(?:\s*(?:y|e)\s(?=\S))?|,(?!\d)|\s(?:y|e)\s(?=\S)|\s[-–—+&]\s)\s*", re.IGNORECASE
)
_ITEM = re.compile(r"(?:^|\n)\s*(?:[•●▪◦‣·*✓➢►]\s*|[-–]\s+|\d{1,2}[.)]\s+)(?=\w)")
_NEXT_ITEM = "\n;"
_HARD = re.compile(r"[/;|]")
_DANGLING = re.compile(r"(?:^|\s)(?:[aeouy]|(?i:al|de|del|la|las|el|los|en|para|por|con))$")
_QUALIFIER = re.compile(
    r"(ciudadan|comunitari|economic|intern|human|public|administrativ|financier|urban|tecnic)[oa]s?\b"
    r"|(municipal|social|general|territorial|institucional|rural|departamental|distrital|local|ambiental)(es)?\b"
)
"""How a line begins that goes on with the name above: `Participación` / `Ciudadana`."""
_APART = re.compile(
    r"(oficina de )?(control interno( de gestion| disciplinario)?|comunicaciones|prensa|talento humano|sistemas|tics?"
    r"|juridica|almacen|archivo|contratacion|sisben|umata|ventanilla unica|servicio al ciudadano)"
)
_BARE = re.compile(
    rf"{_APART.pattern}|planeacion( municipal)?|hacienda|gobierno|salud|educacion|cultura|deportes?|infraestructura"
    r"|obras publicas|presupuesto|contabilidad|desarrollo (social|economico)|servicios publicos|transito"
    r"|participacion ciudadana|atencion al ciudadano|gestion documental|financiera|calidad|turismo|agricultura"
)
"""What an office is called for short: after a comma, the first kind is another office even beside a long name."""
_TOPIC = re.compile(r"(tesoreria|coordinacion|asesoria|centro|area|inspeccion)$")
"""Words for an office that also are the topic of one: `Secretaría de Hacienda y Tesorería`."""
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


def split(text: str, names: Names, *, wrapped: bool = False) -> tuple[Responsible, ...]:
    """The responsibles that a cell names, in order, each as written. `wrapped` tells that the width of a page made the
    line ends.
    """
    cell = _Cell(_ITEM.sub(_NEXT_ITEM, text.strip()).lstrip(_NEXT_ITEM), names, wrapped=wrapped)
    parts = [re.sub(r"\s*\n\s*", " ", part).strip() for part in cell.parts()]
    return tuple(Responsible(part, kind_of(part, names.units)) for part in parts if part)


class _Cell:
    """The text of one cell, cut into names; a longest known name is never cut."""

    def __init__(self, text: str, names: Names, *, wrapped: bool) -> None:
        self.text, self.names, self.wrapped = text, names, wrapped
        ends = (match.span() for match in _SEPARATOR.finditer(text))
        self.cuts = [(0, 0), *ends, (len(text), len(text))]

    def parts(self) -> list[str]:
        found: list[str] = []
        first = 0
        while first < len(self.cuts) - 1:
            last = self._end_of_name(first)
            found.append(self.text[self.cuts[first][1] : self.cuts[last][0]])
            first = last
        return found

    def _end_of_name(self, first: int) -> int:
        """The index of the cut that ends the name which begins at a cut."""
        start, end = self.cuts[first][1], len(self.cuts) - 1
        for last in range(end, first, -1):
            # A known name that only begins a longer one is no reason to cut it: what follows must begin a name too.
            ends = last == end or self._is_cut(start, last)
            if ends and self._is_one_name(first, last):
                return last
        return next((last for last in range(first + 1, end) if self._is_cut(start, last)), end)

    def _is_one_name(self, first: int, last: int) -> bool:
        text = self.text[self.cuts[first][1] : self.cuts[last][0]]
        if fold(text) in self.names.units:
            return True
        inner = (self._is_sure(self.cuts[first][1], one) for one in range(first + 1, last))
        return self.names.knows(text) and not any(inner)

    def _is_cut(self, start: int, place: int) -> bool:
        """Whether the separator there divides two names rather than the words of one that begins at `start`."""
        after = self.text[self.cuts[place][1] :]
        if self._is_sure(start, place):
            return True
        return not self._dangles(place) and any(self.names.knows(part) for part in _beginnings(after))

    def _is_sure(self, start: int, place: int) -> bool:
        """Whether another name surely begins there, whatever names are known."""
        (low, high), after = self.cuts[place], self.text[self.cuts[place][1] :]
        separator = self.text[low:high]
        if _HARD.search(separator):
            return True
        if self._dangles(place):
            return False
        if "\n" in separator and not self.wrapped:
            return _begins_line(after)
        return _begins_after(separator, after) or _is_office_apart(self.text[start:low], separator, after)

    def _dangles(self, place: int) -> bool:
        """Whether what stands before asks for more: `Despacho del`."""
        return bool(_DANGLING.search(self.text[: self.cuts[place][0]]))


def _begins_line(line: str) -> bool:
    """Whether a line of a cell begins a name rather than goes on with the one above."""
    return _begins_name(line) or not (line[:1].islower() or _QUALIFIER.match(fold(line)))


def _begins_name(text: str) -> bool:
    plain = fold(text)
    return any(pattern.match(plain) for pattern in (_SINGULAR_UNIT, _TEAM_START, _ROLE_START))


def _begins_after(separator: str, after: str) -> bool:
    joined = separator.strip().lower() in ("y", "e")
    return _begins_name(after) and not (joined and _TOPIC.match(fold(_first_piece(after))))


def _is_office_apart(before: str, separator: str, after: str) -> bool:
    """Whether, after a comma or a dash, comes the short name of another office, and not one more topic of the first."""
    if separator.strip().lower() in ("y", "e") or (not separator.strip()):
        return False
    piece = fold(_first_piece(after))
    if not _begins_name(before):
        return bool(_BARE.fullmatch(piece))
    return bool(_APART.fullmatch(piece)) and not re.search(r"\s[ye]\s", after)


def _first_piece(text: str) -> str:
    found = _SEPARATOR.search(text)
    return text[: found.start()] if found else text


def _beginnings(text: str) -> list[str]:
    """The text up to each of its separators, and whole."""
    return [text[: match.start()] for match in _SEPARATOR.finditer(text)] + [text]


def pieces(text: str) -> tuple[str, ...]:
    """The text cut at every separator, for a person to judge."""
    return tuple(part for part in _SEPARATOR.split(text) if part.strip())
