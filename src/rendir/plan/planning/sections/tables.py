"""What the pages of the schedule show, prepared: texts, addresses and marks, so that templates only lay them out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import repeat

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rendir.foundation.core.components.marks import period_mark
from rendir.foundation.core.components.shapes import Band, Bar, Row
from rendir.foundation.core.spanish import count, join_words
from rendir.plan.planning.rules.facts import (
    PERIOD_LABELS,
    PERIOD_SHORT_LABELS,
    PERIODS,
    ActivityFacts,
    Component,
)
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.rules.totals import by_component, running_period

_WRITTEN = 2000
"""Lines of adopted activities held in memory: of some years, or of one large one."""


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """The head of a period's column. `is_running`: today falls in it."""

    label: str
    whole: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One line of the schedule. `cells` are those of its periods, the empty ones too; `line` is all of it, written."""

    code: str
    title: str
    url: str
    name: str
    product: str
    stages: str
    responsibles: SafeString
    cells: SafeString
    line: SafeString


@dataclass(frozen=True, slots=True)
class ComponentBand:
    """One element with its lines."""

    component: Component
    note: str
    rows: tuple[ActivityRow, ...]


def period_columns(year: int, today: date) -> list[PeriodColumn]:
    """The three columns of periods."""
    running = running_period(year, today)
    return [PeriodColumn(PERIOD_SHORT_LABELS[one], PERIOD_LABELS[one], one == running) for one in PERIODS]


def component_bands(year: int, activities: Sequence[ActivityFacts]) -> list[ComponentBand]:
    """The schedule under its three elements."""
    return [
        ComponentBand(component, activities_word(len(group)), tuple(_row(year, one) for one in group))
        for component, group in by_component(activities)
    ]


def timeline_bands(year: int, activities: Sequence[ActivityFacts]) -> list[Band]:
    """The schedule under its three elements, along the months."""
    return [
        Band(component.label, component.value, [_line(year, one) for one in group])
        for component, group in by_component(activities)
    ]


def activities_word(number: int) -> str:
    """`1 actividad`, `29 actividades`."""
    return count(number, "actividad", "actividades")


def activity_url(year: int, code: str) -> str:
    """The page of an activity."""
    return reverse("compliance:activity", args=[year, code])


def stages_in_words(activity: ActivityFacts) -> str:
    """`Preparación y Ejecución`."""
    return join_words([stage.short_label for stage in activity.ordered_stages])


@lru_cache
def _cells(periods: frozenset[int]) -> SafeString:
    """The cells of three periods, made once for each set of them: a schedule has few, and many rows."""
    return format_html_join(
        "", '<td class="center period-cell" data-label="{}">{}</td>', map(_cell, PERIODS, repeat(periods))
    )


def _cell(period: int, periods: frozenset[int]) -> tuple[str, SafeString | str]:
    mark = period_mark("programada", period=PERIOD_LABELS[period]) if period in periods else ""
    return PERIOD_SHORT_LABELS[period], mark


def _names(activity: ActivityFacts) -> SafeString:
    names = [(one.name,) for one in activity.responsibles] or [(_("Por definir"),)]
    return format_html_join("", '<span class="who-line">{}</span>', names)


@lru_cache(maxsize=_WRITTEN)
def _row(year: int, activity: ActivityFacts) -> ActivityRow:
    """What was adopted does not change: its line is written once."""
    row = ActivityRow(
        code=activity.code,
        title=plain_title(activity),
        url=activity_url(year, activity.code),
        name=activity.name,
        product=activity.product or "",
        stages=stages_in_words(activity),
        responsibles=_names(activity),
        cells=_cells(activity.periods),
        line=SafeString(),
    )
    return replace(row, line=render_to_string("planning/_row.html", {"row": row}))


@lru_cache(maxsize=_WRITTEN)
def _line(year: int, activity: ActivityFacts) -> Row:
    bars = [Bar(4 * one - 3, 4 * one, PERIOD_LABELS[one]) for one in activity.ordered_periods]
    return Row(plain_title(activity), bars, activity_url(year, activity.code), activity.code)
