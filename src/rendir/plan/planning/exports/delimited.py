"""The plan as CSV in the layout of the printed schedule; reading it back gives the identical plan.

The caller adds the byte order mark that spreadsheets need to read UTF-8.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from rendir.plan.planning.reading.exported import (
    ACTION_TYPE,
    ACTIVITY,
    CODE,
    COMPONENT,
    KIND,
    NUMBER,
    PERIOD_TITLES,
    PRODUCT,
    RESPONSIBLE,
    STAGES,
    TITLES,
    write_responsibles,
    write_text,
)
from rendir.plan.planning.rules.facts import ActivityFacts


def schedule_csv(activities: Iterable[ActivityFacts]) -> Iterator[str]:
    """The lines of the CSV (comma, CRLF): titles, then one record per activity.

    Texts that a spreadsheet would run as formulas are escaped reversibly.
    """
    yield _line(TITLES)
    for activity in activities:
        cells = _cells(activity)
        yield _line([cells[title] for title in TITLES])


def _cells(activity: ActivityFacts) -> dict[str, str]:
    names, kinds = write_responsibles(activity.responsibles)
    return {
        CODE: activity.code,
        COMPONENT: activity.component.label if activity.component else "",
        NUMBER: str(activity.number),
        ACTIVITY: write_text(activity.name),
        **{title: _mark(stage in activity.stages) for stage, title in STAGES.items()},
        PRODUCT: write_text(activity.product),
        **{title: _mark(period in activity.periods) for period, title in PERIOD_TITLES.items()},
        RESPONSIBLE: write_text(names if activity.responsibles else None),
        KIND: kinds,
        ACTION_TYPE: write_text(activity.action_type),
    }


def _mark(marked: bool) -> str:
    return "X" if marked else ""


def _line(cells: Iterable[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
