"""What surrounds the rows of the schedule in a workbook: title, the two header rows, signatures, and how it prints."""

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rendir.foundation.core.documents import Orientation, Paper
from rendir.foundation.core.tabular.spreadsheet_cells import cell_text
from rendir.plan.planning.exports.heading import ScheduleHeading
from rendir.plan.planning.exports.sheet_pages import MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP, PrintedSheet
from rendir.plan.planning.exports.sheet_style import (
    ACTIVITY_WIDTH,
    COMPONENT_WIDTH,
    MARK_WIDTH,
    PRODUCT_WIDTH,
    RESPONSIBLE_WIDTH,
    Styles,
)
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, Stage

COMPONENT, ACTIVITY, STAGES_AT, PRODUCT, PERIODS_AT, RESPONSIBLE = 0, 1, 2, 7, 8, 11
WIDTHS = (
    *(COMPONENT_WIDTH, ACTIVITY_WIDTH),
    *(MARK_WIDTH,) * len(Stage),
    PRODUCT_WIDTH,
    *(MARK_WIDTH,) * len(PERIODS),
    RESPONSIBLE_WIDTH,
)
_TITLE_POINTS, _HEADERS_POINTS, _SIGNATURE_POINTS = (20, 28, 18, 6), (18, 84), 76
_HEADER, _LOW = 4, 5
FIRST = 6
HEADER_POINTS = sum(_HEADERS_POINTS)
OPENING_POINTS = sum(_TITLE_POINTS) + HEADER_POINTS
_PAPER_CODES = {Paper.CARTA: 1, Paper.OFICIO: 14, Paper.LEGAL: 5, Paper.A4: 9}  # ECMA-376; oficio is «folio» there
_LEGEND = "X: la actividad se hace en esa etapa o en ese cuatrimestre. " + " · ".join(
    f"Cuatrimestre {period}: {PERIOD_LABELS[period].lower()}" for period in PERIODS
)


def put(sheet: Worksheet, cell: tuple[int, int], text: str, style: Format) -> None:
    """The text as a text; no text is an empty cell, which filters count as empty."""
    if text:
        sheet.write_string(*cell, text, style)
    else:
        sheet.write_blank(*cell, None, style)


def write_title(sheet: Worksheet, styles: Styles, heading: ScheduleHeading, *, size: str) -> None:
    """Whose it is, what it is, which version it is and how much it holds."""
    title, standing = f"{heading.title}, vigencia {heading.year}", f"{heading.standing} · {size}"
    lines = ((heading.entity, styles.entity), (title, styles.title), (standing, styles.note))
    for row, (text, style) in enumerate(lines):
        sheet.merge_range(row, COMPONENT, row, PRODUCT, cell_text(text), style)
    sheet.merge_range(0, PERIODS_AT, 0, RESPONSIBLE, cell_text(heading.format_reference), styles.reference)
    for row, height in enumerate(_TITLE_POINTS):
        sheet.set_row(row, height)


def write_header(sheet: Worksheet, styles: Styles) -> None:
    """Two rows: the groups ETAPAS and CUATRIMESTRE above their columns, every other name over both rows."""
    for row, height in zip((_HEADER, _LOW), _HEADERS_POINTS, strict=True):
        sheet.set_row(row, height)
    sheet.merge_range(_HEADER, COMPONENT, _LOW, COMPONENT, "COMPONENTE", styles.turned)
    whole = ((ACTIVITY, "ACTIVIDADES"), (PRODUCT, "META/PRODUCTO"), (RESPONSIBLE, "DEPENDENCIA RESPONSABLE"))
    for place, text in whole:
        sheet.merge_range(_HEADER, place, _LOW, place, text, styles.header)
    sheet.merge_range(_HEADER, STAGES_AT, _HEADER, PRODUCT - 1, "ETAPAS", styles.header)
    sheet.merge_range(_HEADER, PERIODS_AT, _HEADER, RESPONSIBLE - 1, "CUATRIMESTRE", styles.header)
    for place, stage in enumerate(Stage, start=STAGES_AT):
        sheet.write_string(_LOW, place, stage.label, styles.turned)
    for place, period in enumerate(PERIODS, start=PERIODS_AT):
        sheet.write_number(_LOW, place, period, styles.header)


def write_foot(sheet: Worksheet, styles: Styles, heading: ScheduleHeading, *, after: int) -> int:
    """The legend, where to check, and the signatures; the last row written."""
    where = (("Publicado en", heading.address), ("Sello del registro público:", heading.seal))
    check = " · ".join(f"{label} {value}" for label, value in where if value)
    notes = [_LEGEND, check] if check else [_LEGEND]
    for row, text in enumerate(notes, start=after + 1):
        sheet.set_row(row, 16)
        sheet.merge_range(row, COMPONENT, row, RESPONSIBLE, cell_text(text), styles.note)
    end = after + len(notes)
    return _write_signatures(sheet, styles, heading, end + 2) if heading.signatures else end


def _write_signatures(sheet: Worksheet, styles: Styles, heading: ScheduleHeading, row: int) -> int:
    """Three boxes: the step, room to sign, then who and in which capacity. One row, which no page can split."""
    boxes = ((COMPONENT, ACTIVITY), (STAGES_AT, PRODUCT), (PERIODS_AT, RESPONSIBLE))
    sheet.set_row(row, _SIGNATURE_POINTS)
    for (left, right), (step, signature) in zip(boxes, heading.signatures, strict=True):
        signer = f"\n\n\n{signature.name or 'Nombre:'}\n{signature.role or 'Cargo:'}"
        sheet.merge_range(row, left, row, right, "", styles.signature)
        sheet.write_rich_string(row, left, styles.strong, step, styles.plain, cell_text(signer), styles.signature)
    return row


def prepare(sheet: Worksheet, heading: ScheduleHeading, printed: PrintedSheet, *, last: int, end: int) -> None:
    """Widths, filters and frozen panes for the screen; paper, repeated header and page numbers for the printer."""
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    sheet.autofilter(_LOW, COMPONENT, max(last, _LOW), RESPONSIBLE)
    sheet.freeze_panes(FIRST, STAGES_AT)
    if printed.orientation is Orientation.LANDSCAPE:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(_PAPER_CODES[printed.paper])
    sheet.print_area(0, 0, end, RESPONSIBLE)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER, _LOW)
    sheet.set_margins(left=MARGIN_SIDE, right=MARGIN_SIDE, top=MARGIN_TOP, bottom=MARGIN_BOTTOM)
    middle = f"&C&8{_foot_text(heading.format_reference)}" if heading.format_reference else ""
    sheet.set_footer(f"&L&8{_foot_text(heading.entity)}{middle}&R&8Página &P de &N")


def _foot_text(text: str) -> str:
    """The text for the foot of the page, which takes 255 letters in all and where `&` begins an order."""
    return cell_text(text)[:80].replace("&", "&&")
