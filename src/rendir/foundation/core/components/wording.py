"""Figures, days and sizes as they are written in Colombia. Pure: no Django, no clock."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
UNKNOWN = "sin dato"

_SWAP = str.maketrans(",.", ".,")
_KILO = 1000


def written_number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """`1.234,56`. Without `decimals`, at most two and no zeros at the end.

    What is not known is not a zero: «sin dato».
    """
    if value is None:
        return UNKNOWN
    places = 2 if decimals is None else decimals
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    sign = "−" if rounded < 0 else ""
    return sign + text.translate(_SWAP)


def written_day(value: date | None, form: str = "long") -> str:
    """`15 de octubre de 2021`; `weekday`: with its day of the week; `short`: `15 oct 2021`; `month`: without year."""
    if value is None:
        return UNKNOWN
    month = MONTHS[value.month - 1]
    forms = {
        "long": f"{value.day} de {month} de {value.year}",
        "weekday": f"{WEEKDAYS[value.weekday()]} {value.day} de {month} de {value.year}",
        "short": f"{value.day} {month[:3]} {value.year}",
        "month": f"{value.day} de {month}",
    }
    return forms[form]


def written_size(size: int) -> str:
    """Bytes as people read them: `820 B`, `12 KB`, `1,4 MB` (decimal units, as file managers on phones show)."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO**2:
        return f"{written_number(Decimal(size) / _KILO, 0)} KB"
    return f"{written_number(Decimal(size) / _KILO**2, 1)} MB"
