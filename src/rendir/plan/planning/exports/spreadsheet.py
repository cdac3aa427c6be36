"""The schedule as an XLSX workbook in the grid that entities know: component, activity, five stages, product, three
four-month periods, responsible; ready to filter, to print and to sign.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rendir.foundation.core.documents import Orientation, Paper
from rendir.foundation.core.readers.xlsx import read
from rendir.foundation.core.tabular.spreadsheet_cells import cell_text
from rendir.plan.planning.exports.heading import ScheduleHeading, size_of
from rendir.plan.planning.exports.sheet_frame import (
    ACTIVITY,
    COMPONENT,
    FIRST,
    HEADER_POINTS,
    OPENING_POINTS,
    PERIODS_AT,
    PRODUCT,
    RESPONSIBLE,
    STAGES_AT,
    WIDTHS,
    prepare,
    put,
    write_foot,
    write_header,
    write_title,
)
from rendir.plan.planning.exports.sheet_pages import PrintedSheet, rows_by_page
from rendir.plan.planning.exports.sheet_style import (
    ACTIVITY_WIDTH,
    PRODUCT_WIDTH,
    RESPONSIBLE_WIDTH,
    Styles,
    row_height,
)
from rendir.plan.planning.reading.embedded import pack, pieces
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts, Stage

_DATA = "Datos"


def schedule_xlsx(
    activities: Sequence[ActivityFacts],
    heading: ScheduleHeading,
    *,
    paper: Paper = Paper.OFICIO,
    orientation: Orientation = Orientation.LANDSCAPE,
) -> bytes:
    """The workbook. `activities` come in the order of the plan, those of one component together. A hidden sheet carries
    them exactly, so that the file reads back as the identical plan. The same version gives the same bytes.
    """
    sheet = PrintedSheet(paper, orientation)
    shown = _write(activities, heading, sheet, data="")
    return _write(activities, heading, sheet, data=pack(activities, read(BytesIO(shown))))


def _write(activities: Sequence[ActivityFacts], heading: ScheduleHeading, printed: PrintedSheet, *, data: str) -> bytes:
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    # Noon in Greenwich is the same day in Bogotá; without a moment of its own the file would tell the machine's clock.
    created = datetime.combine(heading.day, time(12))
    book.set_properties({"title": f"{heading.title} {heading.year}", "author": heading.entity, "created": created})
    sheet, styles = book.add_worksheet(f"Cronograma {heading.year}"), Styles(book)
    write_title(sheet, styles, heading, size=size_of(activities))
    write_header(sheet, styles)
    _write_rows(sheet, styles, activities, printed)
    last = FIRST + len(activities) - 1
    end = write_foot(sheet, styles, heading, after=last)
    prepare(sheet, heading, printed, last=last, end=end)
    if data:
        _write_data(book, data)
    book.close()
    return file.getvalue()


def _write_data(book: Workbook, data: str) -> None:
    sheet = book.add_worksheet(_DATA)
    sheet.hide()
    for row, piece in enumerate(pieces(data)):
        sheet.write_string(row, 0, piece)


def _write_rows(sheet: Worksheet, styles: Styles, activities: Sequence[ActivityFacts], printed: PrintedSheet) -> None:
    heights = [row_height(_texts_and_widths(activity)) for activity in activities]
    parts = [activity.component for activity in activities]
    turns = rows_by_page(heights, WIDTHS, printed, opening=OPENING_POINTS, header=HEADER_POINTS, parts=parts)
    pages = list(turns)
    sheet.set_h_pagebreaks([FIRST + page.start for page in pages[1:]])  # Excel finds the same ones; others need them
    for rows in _labels(activities, pages):
        for row in rows:
            sheet.set_row(FIRST + row, heights[row])
            _write_activity(sheet, styles, FIRST + row, activities[row], opens=row == rows.start)
        _write_component(sheet, styles, activities, rows, height=sum(heights[row] for row in rows))


def _labels(activities: Sequence[ActivityFacts], pages: Sequence[range]) -> Iterator[range]:
    """The rows that share one label: those of a component on a page."""
    for page in pages:
        start = page.start
        for row in page:
            if row + 1 == page.stop or activities[row + 1].component is not activities[row].component:
                yield range(start, row + 1)
                start = row + 1


def _write_component(
    sheet: Worksheet, styles: Styles, activities: Sequence[ActivityFacts], rows: range, *, height: float
) -> None:
    """The name once, over its rows; below the merge each row keeps it, so that a filter finds them all."""
    component = activities[rows[0]].component
    name, style = component.label.upper() if component else "", styles.component(component, height)
    if len(rows) > 1:
        sheet.merge_range(FIRST + rows[0], COMPONENT, FIRST + rows[-1], COMPONENT, name, style)
    for row in rows:
        put(sheet, (FIRST + row, COMPONENT), name, style)


def _write_activity(sheet: Worksheet, styles: Styles, row: int, activity: ActivityFacts, *, opens: bool) -> None:
    opening = activity.component if opens else None
    for place, (value, _) in zip((ACTIVITY, PRODUCT, RESPONSIBLE), _texts_and_widths(activity), strict=True):
        put(sheet, (row, place), value, styles.text(opening))
    stages = [stage in activity.stages for stage in Stage]
    periods = [period in activity.periods for period in PERIODS]
    for start, marks in ((STAGES_AT, stages), (PERIODS_AT, periods)):
        for place, marked in enumerate(marks, start=start):
            put(sheet, (row, place), "X" if marked else "", styles.mark(opening))


def _texts_and_widths(activity: ActivityFacts) -> tuple[tuple[str, float], ...]:
    responsibles = "\n".join(one.name for one in activity.responsibles)
    return (
        (cell_text(activity.name), ACTIVITY_WIDTH),
        (cell_text(activity.product or ""), PRODUCT_WIDTH),
        (cell_text(responsibles), RESPONSIBLE_WIDTH),
    )
