"""Figures as small SVG with literal colours, so that a page and a printed document draw the same. Pure.

Each stands on its own light ground, says in words what it shows, and tells its series by form as well as by colour. The
data table beside it is the component's that shows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

from rendir.foundation.core.components.wording import MONTHS, written_number

_WIDTH, _HEIGHT = 480, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 22, 44
_GROUND, _INK, _SOFT, _GRID = "#ffffff", "#1f2933", "#52606d", "#d9dee4"
_DONE, _AIM = "#0b5394", "#8a4b00"
_ROUND_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """What was measured and what was to be expected between two days, and the value to be reached."""

    label: str
    first: date
    last: date
    target: Decimal
    measured: tuple[Point, ...]
    expected: tuple[Point, ...] = ()
    unit: str = ""


def draw_progress(line: ProgressLine) -> str:
    """The line as SVG: the measured in full strokes with round marks, the expected dashed, the target dotted."""
    top = _ceiling([line.target, *(one.value for one in (*line.measured, *line.expected))])
    parts = [
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_GROUND}"/>',
        *_levels(top),
        *_years(line),
        _target(line, top),
        _path(line, line.expected, top, f'stroke="{_SOFT}" stroke-width="2" stroke-dasharray="6 5"'),
        _path(line, line.measured, top, f'stroke="{_DONE}" stroke-width="3"'),
        *(_mark(line, one, top) for one in line.measured),
    ]
    said = escape(describe(line), quote=True)
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{said}"'
        f' font-family="sans-serif" font-size="15">{body}</svg>'
    )


def describe(line: ProgressLine) -> str:
    """What the figure shows, for who does not see it."""
    unit = f" {line.unit}" if line.unit else ""
    if not line.measured:
        return f"{line.label}: ningún corte trae un valor; la meta es {written_number(line.target)}{unit}."
    last = line.measured[-1]
    return (
        f"{line.label}: {written_number(last.value)}{unit} al {_day(last.on)}, de una meta de"
        f" {written_number(line.target)} a {_day(line.last)}."
    )


def _day(on: date) -> str:
    return f"{on.day} de {MONTHS[on.month - 1]} de {on.year}"


def _ceiling(values: Sequence[Decimal]) -> Decimal:
    """A round value that all of them fit under."""
    highest = max([Decimal(0), *values])
    if not highest:
        return Decimal(1)
    scale = Decimal(1).scaleb(highest.adjusted())
    return next(step * scale for step in _ROUND_STEPS if step * scale >= highest)


def _levels(top: Decimal) -> Iterable[str]:
    for quarter in range(5):
        value = top * quarter / 4
        y, said = _y(value, top), written_number(value)
        yield f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="{_GRID}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end" fill="{_SOFT}">{said}</text>'


def _years(line: ProgressLine) -> Iterable[str]:
    for year in range(line.first.year, line.last.year + 1):
        x = _x(line, max(line.first, date(year, 1, 1)))
        yield f'<line x1="{x}" x2="{x}" y1="{_HEIGHT - _BOTTOM}" y2="{_HEIGHT - _BOTTOM + 6}" stroke="{_SOFT}"/>'
        yield f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 22}" fill="{_SOFT}">{year}</text>'


def _target(line: ProgressLine, top: Decimal) -> str:
    y = _y(line.target, top)
    said = f"Meta: {written_number(line.target)}"
    return (
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="{_AIM}" stroke-width="2"'
        f' stroke-dasharray="2 4"/>'
        f'<text x="{_WIDTH - _RIGHT}" y="{y - 6}" text-anchor="end" fill="{_AIM}">{said}</text>'
    )


def _path(line: ProgressLine, points: Sequence[Point], top: Decimal, stroke: str) -> str:
    if len(points) < 2:
        return ""
    drawn = " ".join(f"{_x(line, one.on)},{_y(one.value, top)}" for one in points)
    return f'<polyline points="{drawn}" fill="none" {stroke}/>'


def _mark(line: ProgressLine, point: Point, top: Decimal) -> str:
    x, y = _x(line, point.on), _y(point.value, top)
    said = written_number(point.value)
    anchor = "end" if x > _WIDTH - 90 else "start"
    beside = x - 8 if anchor == "end" else x + 8
    return (
        f'<circle cx="{x}" cy="{y}" r="5" fill="{_DONE}" stroke="{_GROUND}" stroke-width="2"/>'
        f'<text x="{beside}" y="{y + 16}" text-anchor="{anchor}" fill="{_INK}" font-weight="bold">{said}</text>'
    )


def _x(line: ProgressLine, on: date) -> float:
    whole = max(1, (line.last - line.first).days)
    part = min(max((on - line.first).days / whole, 0.0), 1.0)
    return round(_LEFT + part * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(value: Decimal, top: Decimal) -> float:
    part = float(max(value, Decimal(0)) / top)
    return round(_TOP + (1 - part) * (_HEIGHT - _TOP - _BOTTOM), 1)
