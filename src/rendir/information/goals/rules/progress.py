"""How far an indicator is: percent of its target, and what was to be expected by a day. Pure.

The reading is that of the territorial plans of Colombia (Ley 152 de 1994, arts. 29, 36 y 42; DNP, plan indicativo): a
target that adds up is compared with the sum of its years, a level with the way from its baseline. What adds up is told
in each cut as what the year has so far, as money is: the last cut of each year counts. «Sin dato» is not
zero: without a value, or without the baseline that the reading needs, there is no percentage and it is said why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

HUNDRED = Decimal(100)
ZERO = Decimal(0)
_TENTH = Decimal("0.1")


class Direction(StrEnum):
    """Where the value should go."""

    UP = "up"
    DOWN = "down"
    MAINTAIN = "maintain"

    @property
    def label(self) -> str:
        """In words."""
        return {"up": "Aumentar", "down": "Reducir", "maintain": "Mantener"}[self]


@dataclass(frozen=True, slots=True)
class Target:
    """What is measured against: the way from the baseline to the target. `years` says what each year should reach:
    its own part where the value adds up, the level otherwise.
    """

    value: Decimal
    starts_on: date
    due_on: date
    baseline: Decimal | None = None
    direction: Direction = Direction.UP
    is_cumulative: bool = False
    years: Mapping[int, Decimal] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class CutValue:
    """What was measured at a cut. None: nobody said."""

    on: date
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage of the target, from 0 to 100, or None with the reason. `raw` is what the account gives before it is
    held between 0 and 100; `reason` says why it was, too.
    """

    value: Decimal | None
    raw: Decimal | None = None
    reason: str = ""

    @property
    def is_capped(self) -> bool:
        """Whether it was held at 0 or at 100."""
        return self.value != self.raw


def reached(target: Target, cuts: Iterable[CutValue], on: date) -> Decimal | None:
    """The value at a day: what each year had at its last cut, added, or the last level. None: no cut says one."""
    known = [one for one in cuts if one.value is not None and one.on <= on]
    if target.is_cumulative:
        return sum_of_years(known)
    return max(known, key=lambda one: one.on).value if known else None


def sum_of_years(cuts: Iterable[CutValue]) -> Decimal | None:
    """The last value of each year, added: how what is told «so far this year» becomes a whole. None: nothing told."""
    last: dict[int, Decimal] = {}
    for one in sorted(cuts, key=lambda one: one.on):
        if one.value is not None:
            last[one.on.year] = one.value
    return sum(last.values(), ZERO) if last else None


def percent_reached(target: Target, cuts: Iterable[CutValue], on: date) -> Percent:
    """How much of the target was reached by a day."""
    value = reached(target, cuts, on)
    if value is None:
        return Percent(None, reason="Sin dato: ningún corte trae un valor.")
    return percent_of(target, value)


def percent_of(target: Target, value: Decimal) -> Percent:
    """How much of the target this value is."""
    if target.is_cumulative:
        return _share(value, target.value)
    if target.direction == Direction.MAINTAIN:
        return _kept(target, value)
    if target.baseline is None:
        return Percent(None, reason="Falta la línea base: no se sabe de dónde se partió.")
    return _on_the_way(target, target.baseline, value)


def expected_value(target: Target, on: date) -> Decimal | None:
    """What was to be reached by a day: by its years where they are told, in even steps otherwise.

    None where a level has no baseline to start from, and before the plan begins.
    """
    if on < target.starts_on:
        return None
    if on >= target.due_on or target.direction == Direction.MAINTAIN:
        return target.value
    start = ZERO if target.is_cumulative else target.baseline
    if start is None:
        return None
    if not target.years:
        return start + (target.value - start) * _part(target.starts_on, target.due_on, on)
    return _by_years(target, start, on)


def expected_percent(target: Target, on: date) -> Percent:
    """What was to be expected by a day, as a percentage of the target."""
    value = expected_value(target, on)
    if value is None:
        return Percent(None, reason="No se puede decir cuánto se esperaba: falta la línea base o el plan no empieza.")
    return percent_of(target, value)


@dataclass(frozen=True, slots=True)
class Average:
    """A simple average that says of what: how many percentages entered, and how many had none."""

    value: Decimal | None
    counted: int
    without: int
    of: str

    @property
    def said(self) -> str:
        """What it is the average of, with what stayed out."""
        left = f"; {self.without} sin dato no entran" if self.without else ""
        return f"Promedio simple de {self.counted} {self.of}{left}. Cada uno cuenta hasta 100 %."


def average(percents: Iterable[Percent], *, of: str) -> Average:
    """The average of these percentages, each held between 0 and 100. `of` names them: «indicadores con dato»."""
    found = list(percents)
    known = [one.value for one in found if one.value is not None]
    value = _rounded(sum(known, ZERO) / len(known)) if known else None
    return Average(value, len(known), len(found) - len(known), of)


def money_share(executed: Decimal | None, programmed: Decimal | None) -> Percent:
    """Money executed of money programmed. More than all of it is told, and held at 100."""
    if executed is None:
        return Percent(None, reason="Sin dato de recursos ejecutados.")
    if programmed is None:
        return Percent(None, reason="Sin dato de recursos programados.")
    return _share(executed, programmed)


def total(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None where nothing is."""
    known = [one for one in values if one is not None]
    return sum(known, ZERO) if known else None


def _share(value: Decimal, whole: Decimal) -> Percent:
    if whole <= 0:
        return Percent(None, reason="La meta es cero: no hay de qué sacar el porcentaje.")
    return _held(value / whole * HUNDRED)


def _kept(target: Target, value: Decimal) -> Percent:
    """A level to keep: at least the target. What was reached above it is all of it."""
    if target.value <= 0:
        return Percent(HUNDRED, HUNDRED) if value >= target.value else Percent(ZERO, ZERO)
    return _held(value / target.value * HUNDRED)


def _on_the_way(target: Target, baseline: Decimal, value: Decimal) -> Percent:
    way = target.value - baseline
    goes_right = way < 0 if target.direction == Direction.DOWN else way > 0
    if not goes_right:
        is_there = value <= target.value if target.direction == Direction.DOWN else value >= target.value
        if is_there:
            return Percent(HUNDRED, HUNDRED, "La línea base ya alcanzaba la meta: cuenta si se conserva.")
        return Percent(ZERO, ZERO, "La línea base ya alcanzaba la meta, y el valor está por debajo de lo pedido.")
    return _held((value - baseline) / way * HUNDRED)


def _held(raw: Decimal) -> Percent:
    raw = _rounded(raw)
    if raw > HUNDRED:
        return Percent(HUNDRED, raw, f"Pasó de la meta: la cuenta da {_written(raw)} % y se muestra 100 %.")
    if raw < 0:
        return Percent(
            ZERO, raw, f"Retrocedió frente a la línea base: la cuenta da {_written(raw)} % y se muestra 0 %."
        )
    return Percent(raw, raw)


def _by_years(target: Target, start: Decimal, on: date) -> Decimal:
    before = [value for year, value in sorted(target.years.items()) if year < on.year]
    done = start + sum(before, ZERO) if target.is_cumulative else (before[-1] if before else start)
    this = target.years.get(on.year)
    if this is None:
        return done
    part = _part(max(date(on.year, 1, 1), target.starts_on), date(on.year, 12, 31), on)
    return done + (this if target.is_cumulative else this - done) * part


def _part(first: date, last: date, on: date) -> Decimal:
    """How much of the time from the first to the last day, both included, is over when a day ends."""
    return Decimal((on - first).days + 1) / Decimal((last - first).days + 1)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)


def _written(value: Decimal) -> str:
    return f"{value:f}".removesuffix(".0").replace(".", ",").replace("-", "−")
