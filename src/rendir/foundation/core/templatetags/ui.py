"""`{% load ui %}`: every component as a tag, and the filters by which figures and days pass on their way to a page.

The components stand in `core.components`, one file per kind; this module gives them to templates.
"""

from datetime import date
from decimal import Decimal

from rendir.foundation.core.components import actions, figures, forms, layout, marks, tables
from rendir.foundation.core.components.registry import COMPONENTS, WrongUse, register
from rendir.foundation.core.components.wording import written_day, written_number, written_size

__all__ = ["COMPONENTS", "WrongUse", "actions", "figures", "forms", "layout", "marks", "register", "tables"]


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """`{{ 1234.5|number }}` is `1.234,5`; `|number:2` is `1.234,50`."""
    return written_number(value, decimals)


@register.filter(expects_localtime=True)
def day(value: date | None, form: str = "long") -> str:
    """`{{ today|day }}` is `15 de octubre de 2021`; forms: `long`, `weekday`, `short`, `month`."""
    return written_day(value, form)


@register.filter
def size(value: int) -> str:
    """`{{ 12345|size }}` is `12 KB`."""
    return written_size(value)
