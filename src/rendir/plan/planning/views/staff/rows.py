"""One activity as the grid draws it: its texts, its marks cell by cell, and the version a change must name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from rendir.foundation.core.components.marks import period_mark
from rendir.foundation.core.spanish import join_words
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.models import Activity
from rendir.plan.planning.rules.facts import (
    PERIOD_LABELS,
    PERIOD_SHORT_LABELS,
    PERIODS,
    ActivityFacts,
    Component,
    Stage,
)
from rendir.plan.planning.rules.titles import shortened
from rendir.plan.planning.sections.carried import told


@dataclass(frozen=True, slots=True)
class MarkCell:
    """A cell for an X. `field` and `value` say what putting or taking the X changes; `short` is its column's head."""

    field: str
    value: str
    label: str
    short: str
    is_marked: bool
    mark: SafeString


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line of the grid. `token` is code and version, as a form sends them: `I4:3`; `name` and `product` as much
    as two lines hold.
    """

    facts: ActivityFacts
    code: str
    token: str
    url: str
    kind: str
    name: str
    product: str
    stages: tuple[MarkCell, ...]
    periods: tuple[MarkCell, ...]
    missing: str
    carried: str


@dataclass(frozen=True, slots=True)
class GridBand:
    """The lines of one component that stand together."""

    component: Component | None
    rows: list[GridRow]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """The head of a column of marks: as short as its cells are narrow, and whole for who hears it."""

    label: str
    whole: str


_SHORT_STAGES = {
    Stage.READINESS: "Apr.",
    Stage.DESIGN: "Dis.",
    Stage.PREPARATION: "Prep.",
    Stage.EXECUTION: "Ejec.",
    Stage.FOLLOW_UP: "Seg.",
}


_NAME_ROOM, _PRODUCT_ROOM = 76, 68


def stage_columns() -> list[GridColumn]:
    """The five stages."""
    return [GridColumn(_SHORT_STAGES[stage], stage.label) for stage in Stage]


def period_columns() -> list[GridColumn]:
    """The three periods."""
    return [GridColumn(PERIOD_SHORT_LABELS[one], PERIOD_LABELS[one]) for one in PERIODS]


def grid_rows(year: int, activities: Iterable[Activity]) -> dict[str, GridRow]:
    """By code. Each mark is drawn once and used in every row."""
    marks = {stage.value: period_mark("programada", period=stage.label) for stage in Stage}
    marks |= {str(one): period_mark("programada", period=PERIOD_LABELS[one]) for one in PERIODS}
    return {one.code: _row(year, one, marks) for one in activities}


def bands(rows: Iterable[GridRow], *, together: bool) -> list[GridBand]:
    """The rows under their components; all of them in one where another order was asked for."""
    rows = list(rows)
    if not together:
        return [GridBand(None, rows)] if rows else []
    grouped = [GridBand(one, [row for row in rows if row.facts.component == one]) for one in Component]
    return [band for band in grouped if band.rows]


def _row(year: int, activity: Activity, marks: dict[str, SafeString]) -> GridRow:
    facts = activity.facts()
    known = by_key(facts.action_type) if facts.action_type else None
    return GridRow(
        facts=facts,
        code=activity.code,
        token=f"{activity.code}:{activity.version}",
        url=reverse("planning_desk:activity_edit", args=[year, activity.code]),
        kind=known.label if known else "",
        name=shortened(facts.name, _NAME_ROOM),
        product=shortened(facts.product or "", _PRODUCT_ROOM),
        stages=tuple(
            MarkCell("stages", one.value, one.label, _SHORT_STAGES[one], one in facts.stages, marks[one.value])
            for one in Stage
        ),
        periods=tuple(
            MarkCell(
                "periods", str(one), PERIOD_LABELS[one], PERIOD_SHORT_LABELS[one], one in facts.periods, marks[str(one)]
            )
            for one in PERIODS
        ),
        missing=_missing(facts),
        carried=told(facts.carried_over),
    )


def _missing(facts: ActivityFacts) -> str:
    gaps = (
        ("etapa", not facts.stages),
        ("cuatrimestre", not facts.periods),
        ("producto", not facts.product),
        ("responsable", not facts.responsibles),
    )
    lacking = join_words([word for word, is_missing in gaps if is_missing])
    return f"Sin {lacking}" if lacking else ""
