"""The figures of a yearly file counted again from its rows, without the program that counted them first. Standard
library only: it is written here a second time, apart, so that the two can be compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rendir.foundation.core.tabular.formulas import escape_formula, writable

_FIELD = {
    "cumplida": "on_time",
    "cumplida-tarde": "late",
    "en-revision": "in_review",
    "devuelta": "returned",
    "no-cumplida": "missed",
    "por-vencer": "due_soon",
    "aun-no": "not_yet",
    "no-aplica": "not_applicable",
}
_DONE = frozenset({"cumplida", "cumplida-tarde"})
_REPORTED = _DONE | {"en-revision"}
_RESULTS = {"verificada": "verified", "en-parte": "partly", "no-verificada": "not_verified"}
_COUNTS_OF_DUE = ("due", "due_fulfilled", "due_reported")
_COUNTED = ("total", *_FIELD.values(), *_COUNTS_OF_DUE, *_RESULTS.values(), "verdict_points", "verdicts")
_SEPARATOR = " | "


@dataclass(frozen=True)
class Counted:
    """What a delivery counts for: its state, its last day, and what Control Interno said of it."""

    state: str
    last_day: date
    result: str | None = None
    percentage: int | None = None


def count_deliveries(deliveries: Iterable[Counted], today: date) -> dict[str, int]:
    """How many are in each state; what was due, and what of it was done; and what Control Interno verified."""
    counts = dict.fromkeys(_COUNTED, 0)
    for one in deliveries:
        counts["total"] += 1
        counts[_FIELD[one.state]] += 1
        if one.state != "no-aplica" and one.last_day < today:
            counts["due"] += 1
            counts["due_fulfilled"] += one.state in _DONE
            counts["due_reported"] += one.state in _REPORTED
        if one.result is not None:
            counts[one.result] += 1
        if one.percentage is not None:
            counts["verdicts"] += 1
            counts["verdict_points"] += one.percentage
    return counts


def percentages(counts: Mapping[str, int]) -> dict[str, "str | None"]:
    """The three percentages, each with one decimal, halves up; None of nothing."""
    done, applicable = counts["on_time"] + counts["late"], counts["total"] - counts["not_applicable"]
    return {
        "percent_so_far": _percent(counts["due_fulfilled"], counts["due"]),
        "percent_of_year": _percent(done, applicable),
        "percent_verified": _percent(counts["verdict_points"], 100 * counts["verdicts"]),
    }


def of_row(row: Mapping[str, Any]) -> Counted:
    """A row of the dataset of deliveries."""
    found = row["control_interno"]
    last_day = date.fromisoformat(row["ultimo_dia"])
    return Counted(row["estado"], last_day, found and _RESULTS[found], row["porcentaje_control_interno"])


def of_line(line: Mapping[str, Any]) -> Counted:
    """A line of a frozen cut, or of a sealed report of Control Interno."""
    return Counted(line["status"], date.fromisoformat(line["due_on"]), line.get("result"), line.get("percentage"))


def contradiction(row: Mapping[str, Any], today: date, warning_days: int) -> str:
    """Why the state of a delivery is not what its dates say; empty where it is."""
    last, reported, state = date.fromisoformat(row["ultimo_dia"]), row["reportada"], row["estado"]
    if (state in _REPORTED) != (reported is not None):
        return "dice que se reportó y no dice cuándo, o al revés"
    if (state in _DONE) != (row["aceptada"] is not None):
        return "dice cumplida sin haberse aceptado, o al revés"
    if state in _DONE:
        on_time = date.fromisoformat(reported) <= last
        is_said = (state == "cumplida", row["a_tiempo"])
        return "" if is_said == (on_time, on_time) else "su reporte y su último día dicen otra cosa"
    if state in ("en-revision", "no-aplica"):
        return ""
    left = (last - today).days
    expected = "no-cumplida" if left < 0 else "por-vencer" if left <= warning_days else "aun-no"
    is_back = state == "devuelta" and left >= 0
    return "" if is_back or state == expected else f"por sus fechas está «{expected}»"


def as_csv(value: object) -> str:
    """A value of the JSON as the CSV writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sí" if value else "no"
    text = _SEPARATOR.join(value) if isinstance(value, list) else str(value)
    return escape_formula(writable(text)) if isinstance(value, (str, list)) else text


def _percent(part: int, whole: int) -> str | None:
    if not whole:
        return None
    return str((Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))
