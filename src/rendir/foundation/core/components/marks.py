"""Components that say how something stands: always a word and a shape besides the colour."""

from typing import Literal

from django.utils.translation import gettext as _

from rendir.foundation.core.components.registry import component
from rendir.foundation.core.components.shapes import ComponentName, PeriodState, StateName, Tone

_TONES: dict[str, Tone] = {
    "cumplida": "ok",
    "cumplida-tarde": "ok",
    "en-revision": "info",
    "no-aplica": "plain",
    "por-vencer": "due",
    "no-cumplida": "bad",
    "aun-no": "plain",
    "devuelta": "back",
    "programada": "info",
}
_SHAPES = {
    "cumplida": "circle",
    "cumplida-tarde": "half",
    "en-revision": "hourglass",
    "no-aplica": "dash",
    "por-vencer": "triangle",
    "no-cumplida": "square",
    "aun-no": "ring",
    "devuelta": "return",
    "programada": "diamond",
}


def state_word(value: str) -> str:
    """The word people read for a state of a delivery."""
    return {
        "cumplida": _("Cumplida"),
        "cumplida-tarde": _("Cumplida tarde"),
        "en-revision": _("En revisión"),
        "no-aplica": _("No aplica"),
        "por-vencer": _("Por vencer"),
        "no-cumplida": _("No cumplida"),
        "aun-no": _("Aún no debe estar"),
        "devuelta": _("Devuelta"),
        "programada": _("Programada"),
    }[value]


def component_word(value: ComponentName) -> str:
    """The name of one of the three elements of accountability (Ley 1757 de 2015, art. 48)."""
    return {
        "informacion": _("Información"),
        "dialogo": _("Diálogo"),
        "responsabilidad": _("Responsabilidad"),
    }[value]


def mark_of(value: str) -> dict[str, object]:
    """The tone and the shape a state is drawn with."""
    return {"tone": _TONES[value], "shape": _SHAPES[value]}


@component
def tag(
    label: str,
    *,
    tone: Tone = "plain",
    shape: Literal[
        "", "circle", "half", "triangle", "square", "ring", "hourglass", "dash", "return", "cross", "diamond"
    ] = "",
) -> dict[str, object]:
    """A short word on a soft ground: a version, a kind, a place in a process."""
    return {**locals()}


@component
def state(value: StateName, *, label: str = "") -> dict[str, object]:
    """How a delivery stands. `label` takes the place of the word (a date), which then is said to screen readers."""
    word = state_word(value)
    return {"label": label or word, "said": word if label else "", **mark_of(value)}


@component
def period_mark(
    value: PeriodState,
    *,
    period: str = "",
    letter: str = "",
) -> dict[str, object]:
    """The square of a period in the grid: a shape or a letter to the eye; the word and the period to the ear."""
    word = state_word(value)
    return {"said": f"{period}: {word}" if period else word, "letter": letter, **mark_of(value)}


@component
def component_heading(
    value: ComponentName,
    *,
    title: str = "",
    note: str = "",
    level: Literal[2, 3] = 2,
    id: str = "",  # noqa: A002 - the attribute's own name
) -> dict[str, object]:
    """The heading of one of the three elements, under the line of its colour. `note`: «10 actividades»."""
    return {"value": value, "title": title or component_word(value), "note": note, "level": level, "id": id}
