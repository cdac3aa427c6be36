"""What an activity brings along from an earlier year, in words."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.spanish import join_words
from rendir.plan.planning.rules.facts import CarriedOver


def told(carried: Sequence[CarriedOver]) -> str:
    """`Viene sin terminar de 2021: I6-2 (31 de agosto)`; empty where it brings nothing."""
    years = [(year, [_named(one) for one in group]) for year, group in groupby(carried, lambda one: one.year)]
    parts = [_("de %(year)s: %(deliveries)s") % {"year": year, "deliveries": join_words(of)} for year, of in years]
    return _("Viene sin terminar %(parts)s") % {"parts": "; ".join(parts)} if parts else ""


def _named(carried: CarriedOver) -> str:
    """The year of the day is said only where it is another."""
    day = written_day(carried.due_on, "month" if carried.due_on.year == carried.year else "long")
    return f"{carried.delivery} ({day})"
