"""A plan as a flat table, as plan indicativo and SisPT have it: one row for each indicator of a goal; how a row that is
not complete is completed, and what a table would change of what is known. Pure.

What is blank says nothing: it takes nothing away. What is missing is listed and stays as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from rendir.foundation.core.spanish import fold, squeeze
from rendir.information.goals.rules.progress import Direction

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,39}")
"""What a code may be: it stands in addresses."""
_NUMBERED = re.compile(
    r"(?:l[ií]nea|eje|programa|dimensi[oó]n|pilar)?\s*(?:estrat[eé]gic[oa]\s*)?(\d[\d.]*)\s*[.:)\-–]*\s+(\S.*)",
    re.IGNORECASE,
)
_NO_YEARS: Mapping[int, Decimal] = MappingProxyType({})


def code_key(code: str) -> str:
    """A key by which codes sort as people read them: `2` before `10`, `1.2` before `1.10`."""
    return re.sub(r"\d+", lambda found: found[0].zfill(12), code.casefold())


def plain(value: Decimal | None) -> Decimal | None:
    """Without zeros that say nothing: `12`, not `12.0000`."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One indicator of a goal with the goal it belongs to. None and "" say nothing.

    `years` are the targets of each year and `money` the pesos programmed for it. `at` is the line of the file.
    """

    code: str
    name: str
    line: str = ""
    line_code: str = ""
    programme: str = ""
    programme_code: str = ""
    product_code: str = ""
    product: str = ""
    unit: str = ""
    indicator_code: str = ""
    indicator: str = ""
    measured_in: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    target: Decimal | None = None
    due_on: date | None = None
    direction: Direction | None = None
    is_cumulative: bool | None = None
    years: Mapping[int, Decimal] = field(default_factory=lambda: _NO_YEARS, hash=False)
    money: Mapping[int, Decimal] = field(default_factory=lambda: _NO_YEARS, hash=False)
    at: int = 0

    @property
    def told_as(self) -> str:
        """How its reading is written: `Se suma`, `Aumentar`, `Reducir`, `Mantener`; nothing where it is not said."""
        if self.is_cumulative:
            return ADDS_UP
        return self.direction.label if self.direction else ""


ADDS_UP = "Se suma"
_READINGS: Mapping[str, tuple[Direction, bool]] = {
    "se suma": (Direction.UP, True),
    "suma": (Direction.UP, True),
    "acumulada": (Direction.UP, True),
    "acumulado": (Direction.UP, True),
    "acumulativa": (Direction.UP, True),
    "flujo": (Direction.UP, True),
    "aumentar": (Direction.UP, False),
    "incremento": (Direction.UP, False),
    "no acumulada": (Direction.UP, False),
    "no acumulado": (Direction.UP, False),
    "capacidad": (Direction.UP, False),
    "stock": (Direction.UP, False),
    "reducir": (Direction.DOWN, False),
    "reduccion": (Direction.DOWN, False),
    "disminucion": (Direction.DOWN, False),
    "mantener": (Direction.MAINTAIN, False),
    "mantenimiento": (Direction.MAINTAIN, False),
}


def read_reading(text: str) -> tuple[Direction, bool] | None:
    """How a goal is counted: where it should go, and whether its years add up. None where nothing is said; `ValueError`
    with the words that are known for any other word.
    """
    folded = fold(text).removeprefix("meta de ").removeprefix("de ")
    if not folded:
        return None
    if folded not in _READINGS:
        message = f"«{squeeze(text)}» no dice cómo se cuenta la meta: escriba Se suma, Aumentar, Reducir o Mantener."
        raise ValueError(message)
    return _READINGS[folded]


def guess_reading(row: GoalRow) -> tuple[Direction, bool]:
    """How a goal whose row does not say it is probably counted, from its figures."""
    years = list(row.years.values())
    if row.target is not None and len(years) > 1:
        if all(one == row.target for one in years):
            return Direction.MAINTAIN, False
        if sum(years) == row.target:
            return Direction.UP, True
    if row.target is not None and row.baseline is not None and row.target < row.baseline:
        return Direction.DOWN, False
    return Direction.UP, False


def complete(rows: Iterable[GoalRow], *, last_year: int) -> Iterator[GoalRow]:
    """The rows with what a table leaves to the reader: a line or programme written once for those below it, its number
    where it opens with one, the code of a goal that only its indicator or product has, and the goal of the row above
    where only another indicator follows.
    """
    above = GoalRow("", "")
    numbers: dict[tuple[str, str], str] = {}
    for row in rows:
        done = _below(row, above)
        done = _numbered(done, numbers)
        yield replace(done, due_on=done.due_on or date(last_year, 12, 31))
        above = done


def _below(row: GoalRow, above: GoalRow) -> GoalRow:
    code = row.code or row.indicator_code or row.product_code
    if not code and not row.name and row.indicator:
        row = replace(row, name=above.name)
        code = above.code
    same_line = not row.line and not row.line_code
    same_programme = not row.programme and not row.programme_code
    return replace(
        row,
        code=code,
        line=above.line if same_line else row.line,
        line_code=above.line_code if same_line else row.line_code,
        programme=above.programme if same_programme else row.programme,
        programme_code=above.programme_code if same_programme else row.programme_code,
    )


def _numbered(row: GoalRow, numbers: dict[tuple[str, str], str]) -> GoalRow:
    line_code, line = _code_and_name(row.line_code, row.line, "", numbers)
    programme_code, programme = _code_and_name(row.programme_code, row.programme, line_code, numbers)
    return replace(row, line_code=line_code, line=line, programme_code=programme_code, programme=programme)


def _code_and_name(code: str, name: str, within: str, numbers: dict[tuple[str, str], str]) -> tuple[str, str]:
    """The code that is written, that with which the name opens, or the next number among its sisters."""
    if code:
        return code, name or code
    if opened := _NUMBERED.fullmatch(name):
        return opened[1].rstrip("."), opened[2]
    if not name:
        return "", ""
    sisters = [one for one in numbers if one[0] == within]
    return numbers.setdefault((within, fold(name)), str(len(sisters) + 1)), name


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken: the line of the file, the field, and what is missing."""

    at: int
    field: str
    said: str


def problems(rows: Sequence[GoalRow]) -> tuple[Problem, ...]:
    """What has to be there before these rows can be written."""
    return tuple(found for row in rows for found in _problems_of(row)) + tuple(_twice(rows))


def _problems_of(row: GoalRow) -> Iterator[Problem]:
    if not row.code:
        yield Problem(row.at, "code", "Falta el código de la meta.")
    elif not CODE.fullmatch(row.code):
        yield Problem(row.at, "code", f"«{row.code}» no puede ser un código: use letras, números, punto o guion.")
    if not row.name:
        yield Problem(row.at, "name", "Falta la meta.")
    if not row.line:
        yield Problem(row.at, "line", "Falta la línea o eje.")
    if not row.programme:
        yield Problem(row.at, "programme", "Falta el programa.")
    if row.target is None:
        yield Problem(row.at, "target", "Falta la meta del cuatrienio: sin ella no hay con qué comparar.")


def _twice(rows: Sequence[GoalRow]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.code, fold(row.indicator_code or row.indicator))
        first = seen.setdefault(key, row.at)
        if row.code and first != row.at:
            yield Problem(row.at, "code", f"La meta {row.code} con este indicador ya está en la línea {first}.")


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is known and says something else now: what it is, what it will be, and the names of what differs."""

    before: GoalRow
    after: GoalRow
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a table would do: add, change, leave as it is; and what is known that it does not name."""

    added: tuple[GoalRow, ...]
    changed: tuple[Changed, ...]
    same: tuple[GoalRow, ...]
    missing: tuple[GoalRow, ...]


def compare(known: Sequence[GoalRow], rows: Sequence[GoalRow]) -> Changes:
    """These rows against what is known. A row is known by its goal and its indicator: by code, by name, or because the
    goal has no other on either side.
    """
    left: dict[str, list[GoalRow]] = defaultdict(list)
    for one in known:
        left[one.code].append(one)
    asked: dict[str, int] = defaultdict(int)
    for row in rows:
        asked[row.code] += 1
    added: list[GoalRow] = []
    changed: list[Changed] = []
    same: list[GoalRow] = []
    for row in rows:
        before = _match(row, left[row.code], alone=asked[row.code] == 1)
        if before is None:
            added.append(row)
            continue
        left[row.code].remove(before)
        after = merged(before, row)
        if names := differences(before, after):
            changed.append(Changed(before, after, names))
        else:
            same.append(after)
    return Changes(
        tuple(added),
        tuple(changed),
        tuple(same),
        tuple(one for one in known if any(one is other for other in left[one.code])),
    )


def _match(row: GoalRow, left: Sequence[GoalRow], *, alone: bool) -> GoalRow | None:
    for one in left:
        if row.indicator_code and row.indicator_code == one.indicator_code:
            return one
    for one in left:
        if fold(row.indicator) == fold(one.indicator):
            return one
    return left[0] if alone and len(left) == 1 else None


def merged(before: GoalRow, row: GoalRow) -> GoalRow:
    """What is known with what the row says over it; what the row leaves blank stays."""
    said = {
        one.name: getattr(row, one.name)
        for one in fields(row)
        if one.name not in {"years", "money", "at"} and getattr(row, one.name) not in {None, ""}
    }
    return replace(before, **said, years={**before.years, **row.years}, money={**before.money, **row.money}, at=row.at)


def differences(before: GoalRow, after: GoalRow) -> tuple[str, ...]:
    """The names of the fields in which two rows differ; where they stand in a file is none of them."""
    return tuple(
        one.name
        for one in fields(GoalRow)
        if one.name != "at" and getattr(before, one.name) != getattr(after, one.name)
    )
