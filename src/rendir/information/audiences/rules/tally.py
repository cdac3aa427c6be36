"""From the rows of a register, or from lines typed by hand, to counts per value. The rows themselves go nowhere.

What is no count (a name, a number of identity) is refused: a column in which nearly every row is different names
people, and counting it would copy the register.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rendir.foundation.core.spanish import fold, sort_key, squeeze

UNANSWERED = "Sin respuesta"
MOST_VALUES = 60
"""A variable with more values is a list of things, not a distribution."""
_BANDS = ((5, "De 0 a 5 años"), (11, "De 6 a 11 años"), (17, "De 12 a 17 años"), (28, "De 18 a 28 años"))
_LATER_BANDS = ((59, "De 29 a 59 años"), (130, "60 años o más"))
AGE_BANDS = (*_BANDS, *_LATER_BANDS)
"""The courses of life of Colombia's policies: childhood and adolescence (Ley 1098 de 2006, art. 3), youth (Ley 1622 de
2013, art. 5), adulthood, old age (Ley 1251 de 2008, art. 3).
"""
_SEMICOLON, _COMMA = re.compile(r";"), re.compile(r",\s+")
_LINE = re.compile(r"^(?P<value>.+?)\s*(?:[;\t:=]|\s{2,}|,(?=\s*\d))\s*(?P<count>\d{1,3}(?:[.\s]\d{3})*|\d+)$")


def tally(cells: Iterable[str]) -> list[tuple[str, int]]:
    """How often each value occurs, spellings that differ in accents or capitals together under the commonest.

    The most frequent first, those without an answer last. `ValueError` in words where it is no distribution.
    """
    spelled = Counter(squeeze(cell) or UNANSWERED for cell in cells)
    grouped: dict[str, Counter[str]] = {}
    for value, number in spelled.items():
        grouped.setdefault(fold(value), Counter())[value] += number
    found = [(max(sorted(names), key=names.__getitem__), names.total()) for names in grouped.values()]
    answered = [one for one in found if one[0] != UNANSWERED]
    answered.sort(key=lambda one: (-one[1], sort_key(one[0])))
    if len(answered) > MOST_VALUES:
        raise ValueError(
            f"Tiene {len(answered)} valores distintos: parece un nombre o un número de cada quien, no una variable. "
            "No se contó."
        )
    return [*answered, *((value, n) for value, n in found if value == UNANSWERED)]


def tally_many(cells: Sequence[str]) -> list[tuple[str, int]]:
    """How often each answer occurs where one cell may hold several. `ValueError` where it is no distribution.

    Microsoft Forms puts `;` between them, Google Forms a comma; a comma inside an answer cannot be told from it.
    """
    mark = _SEMICOLON if any(";" in cell for cell in cells) else _COMMA
    return tally(answer for cell in cells for answer in _answers(cell, mark))


def holds_many(cells: Iterable[str]) -> bool:
    """Whether some cell holds several answers."""
    return any(";" in cell or ", " in cell for cell in cells)


def _answers(cell: str, mark: re.Pattern[str]) -> list[str]:
    """Each answer of a cell once; one that is empty where it holds none."""
    return list({fold(one): one for one in map(squeeze, mark.split(cell)) if one}.values()) or [""]


def age_band(years: int) -> str:
    """The course of life of an age. `ValueError` where nobody is that old."""
    for last, label in AGE_BANDS:
        if 0 <= years <= last:
            return label
    raise ValueError("No es una edad.")


def read_counts(text: str) -> list[tuple[str, int]]:
    """Lines such as `Mujeres; 1.240`, as values and counts. `ValueError` names the line that is something else."""
    found: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = _LINE.match(line.strip())
        if parts is None:
            raise ValueError(f"Línea {number}: escriba el valor, punto y coma y cuántos hay: «Mujeres; 120».")
        value = squeeze(parts["value"])
        if fold(value) in found:
            raise ValueError(f"Línea {number}: «{value}» está dos veces.")
        found[fold(value)] = (value[:120], int(re.sub(r"\D", "", parts["count"])))
    if not found:
        raise ValueError("Escriba al menos un valor con cuántos hay.")
    if not any(count for _value, count in found.values()):
        raise ValueError("Todos están en cero: no hay a quién contar.")
    if len(found) > MOST_VALUES:
        raise ValueError(f"Son más de {MOST_VALUES} valores: agrúpelos.")
    return list(found.values())


def written_counts(values: Sequence[tuple[str, int | None]]) -> str:
    """The lines that `read_counts` reads back."""
    return "\n".join(f"{value}; {count}" for value, count in values)
