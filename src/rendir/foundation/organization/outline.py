"""The zones of a territory as people have them in a list: one on each line, inside another by its indentation or
written after it.

    Comuna 1
        Barrio Centro
    Corregimiento El Roble; Vereda La Palma

A line says the kind with its first word. Nothing else is supposed: what does not say it is of no known kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rendir.foundation.core.spanish import fold, squeeze

LONGEST_NAME = 120
DEEPEST = 4
MOST = 2000

_APART = re.compile(r"\s*(?:;|\t|›|>)\s*")
_WORDS = {
    "comuna": "comuna",
    "localidad": "localidad",
    "barrio": "barrio",
    "b/": "barrio",
    "corregimiento": "corregimiento",
    "cgto": "corregimiento",
    "corr": "corregimiento",
    "vereda": "vereda",
    "vda": "vereda",
    "centro poblado": "centro-poblado",
    "cabecera corregimental": "centro-poblado",
    "resguardo indigena": "resguardo",
    "resguardo": "resguardo",
    "consejo comunitario": "consejo-comunitario",
}
_LINKING = re.compile(r"^(?:de|del)\s+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"^[•●▪◦‣·*✓➢–-]\s*")
OTHER = "otra"

Place = tuple[str, str]
"""A zone as a line names it: its kind and its name folded, which tell it apart from its neighbours."""


@dataclass(frozen=True, slots=True)
class OutlineZone:
    """One zone of the list. `path`: where it is, from the top, itself last; `line`: where it was first read, from 1."""

    kind: str
    name: str
    path: tuple[Place, ...]
    line: int


@dataclass(frozen=True, slots=True)
class OutlineProblem:
    """What cannot be understood of a line (from 1)."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a list says: the zones, each after the one it is in, and what is wrong with it."""

    zones: tuple[OutlineZone, ...]
    problems: tuple[OutlineProblem, ...]


def read_outline(text: str) -> Outline:
    """The zones of a list, each once, in its order."""
    zones: dict[tuple[Place, ...], OutlineZone] = {}
    problems = []
    above: list[tuple[int, tuple[Place, ...]]] = []
    for number, indent, parts in _lines(text):
        while above and above[-1][0] >= indent:
            above.pop()
        path = above[-1][1] if above else ()
        for part in parts:
            kind, name = kind_and_name(part)
            path = (*path, (kind, fold(name)))
            if problem := _problem(name, path):
                problems.append(OutlineProblem(number, problem))
                break
            zones.setdefault(path, OutlineZone(kind, name, path, number))
        above.append((indent, path))
    if len(zones) > MOST:
        message = _("Son más de %(most)s zonas: péguelas por partes.") % {"most": MOST}
        return Outline((), (OutlineProblem(1, message),))
    return Outline(tuple(zones.values()), tuple(problems))


def kind_and_name(text: str) -> tuple[str, str]:
    """`Vereda La Palma` → `vereda`, `La Palma`. A name without a known word before it keeps all its words."""
    text = squeeze(text)
    folded = fold(text)
    for word in sorted(_WORDS, key=len, reverse=True):
        if folded.startswith(word):
            rest = text[len(word) :].removeprefix(".")
            apart = word.endswith("/") or rest[:1] == " " or text[len(word) : len(word) + 1] == "."
            if apart and (name := _LINKING.sub("", rest.strip())):
                return _WORDS[word], name
    return OTHER, text


def _lines(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Number, indentation and parts of each line that says something. A tabulator at the start indents."""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.replace("\N{NO-BREAK SPACE}", " ")
        start = line[: len(line) - len(line.lstrip())]
        parts = [part for raw_part in _APART.split(line.strip()) if (part := squeeze(_BULLET.sub("", raw_part)))]
        if parts:
            yield number, len(start.expandtabs(4)), parts


def _problem(name: str, path: tuple[Place, ...]) -> str:
    if len(name) > LONGEST_NAME:
        return _("El nombre pasa de %(most)s letras.") % {"most": LONGEST_NAME}
    if len(path) > DEEPEST:
        return _("Está dentro de más de %(most)s zonas: revise las sangrías.") % {"most": DEEPEST - 1}
    return ""
