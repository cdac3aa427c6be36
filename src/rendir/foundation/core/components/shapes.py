"""What views hand to components that draw several things: frozen values, already in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

Tone = Literal["plain", "info", "ok", "due", "bad", "back"]
StateName = Literal[
    "cumplida", "cumplida-tarde", "en-revision", "devuelta", "no-cumplida", "por-vencer", "aun-no", "no-aplica"
]
PeriodState = Literal[
    "cumplida",
    "cumplida-tarde",
    "en-revision",
    "devuelta",
    "no-cumplida",
    "por-vencer",
    "aun-no",
    "no-aplica",
    "programada",
]
ComponentName = Literal["informacion", "dialogo", "responsabilidad"]


@dataclass(frozen=True, slots=True)
class Link:
    """Where to, in words. `current` is the page one is on; `count` a small number beside the label."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """One file to take away: `format` as people say it («Excel»), `size` in bytes where it is known."""

    url: str
    format: str
    detail: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the path of the year: what it is, what happens in it, when, and whether we are there.

    `undated`: nobody declared its dates, so that nothing is said of where we are.
    """

    label: str
    plain: str
    status: Literal["done", "now", "todo", "undated"]
    when: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: `value` in the unit of the whole."""

    label: str
    value: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a map: what it is, its path as SVG says it, where it leads, and its short `name` with the place it is
    written at. `tone` repeats what `label` says.
    """

    label: str
    path: str
    name: str = ""
    at: tuple[int, int] = (0, 0)
    url: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is known of it. An empty value is shown as «sin dato»."""

    term: str
    value: str | SafeString | int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A run of months (1-12, both included) of one row of a timeline. `text` says it in words."""

    first: int
    last: int
    text: str
    tone: Tone = "info"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a timeline: its name, where it leads, its bars."""

    label: str
    bars: Sequence[Bar]
    url: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of a timeline that belong to one of the three elements of accountability."""

    label: str
    component: ComponentName
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a person owes: until when, what, and the one verb that settles it."""

    title: str
    when: str
    state: StateName
    action: Link
    detail: str = ""
