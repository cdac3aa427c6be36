"""The workbook is the entity's own grid: same columns, same groups, same marks; ready to filter, print and sign."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planning.exports.examples import ACTIVITIES, HEADING
from rendir.foundation.core.documents import Orientation, Paper
from rendir.plan.planning.exports.heading import ScheduleHeading
from rendir.plan.planning.exports.spreadsheet import schedule_xlsx
from rendir.plan.planning.rules.facts import ActivityFacts, Component


def sheet_of(
    activities: Sequence[ActivityFacts] = ACTIVITIES,
    heading: ScheduleHeading = HEADING,
    *,
    paper: Paper = Paper.OFICIO,
    orientation: Orientation = Orientation.LANDSCAPE,
) -> Worksheet:
    data = schedule_xlsx(activities, heading, paper=paper, orientation=orientation)
    sheet = load_workbook(BytesIO(data))["Cronograma 2021"]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def test_the_title_says_whose_what_and_which() -> None:
    sheet = sheet_of()
    assert [sheet[f"A{row}"].value for row in (1, 2, 3)] == [
        "Alcaldía de Paz & Vida",
        "Cronograma de la estrategia de rendición de cuentas, vigencia 2021",
        "Versión 2, adoptada el 29 de enero de 2021 · 4 actividades, 6 entregas",
    ]
    assert sheet["I1"].value == "Código F-PL-07 · Versión 3"


def test_two_header_rows_group_stages_and_periods() -> None:
    sheet = sheet_of()
    none = [None] * 4
    assert values(sheet, 5) == [
        "COMPONENTE", "ACTIVIDADES", "ETAPAS", *none, "META/PRODUCTO", "CUATRIMESTRE", None, None,
        "DEPENDENCIA RESPONSABLE",
    ]  # fmt: skip
    stages = ["Aprestamiento", "Diseño", "Preparación", "Ejecución", "Seguimiento y Evaluación"]
    assert values(sheet, 6) == [None, None, *stages, None, 1, 2, 3, None]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"B5:B6", "C5:G5", "H5:H6", "I5:K5", "L5:L6"} <= merged


def test_each_activity_is_a_row_with_its_marks() -> None:
    sheet = sheet_of()
    assert values(sheet, 7) == [
        "INFORMACIÓN",
        "Actualizar la caracterización de los grupos de valor",
        *("X", None, None, None, None),
        "Documento de caracterización",
        *(None, None, "X"),
        "Oficina de Comunicaciones\nSecretaría General",
    ]
    assert values(sheet, 8) == [
        None, "=Informe", None, "X", None, "X", None, None, "X", "X", None, None
    ]  # fmt: skip
    assert sheet["B8"].data_type == "s"
    assert sheet["B9"].value == "Ferias de gestión\ncon \ufffdmarcas"
    assert values(sheet, 10)[:2] == [None, "Sin componente todavía"]


def test_a_component_is_written_once_over_its_rows_and_kept_by_each() -> None:
    sheet = sheet_of()
    assert "A7:A8" in {str(one) for one in sheet.merged_cells.ranges}
    raw = load_workbook(BytesIO(schedule_xlsx(ACTIVITIES, HEADING)), read_only=True)["Cronograma 2021"]
    assert [row[0] for row in raw.iter_rows(min_row=7, max_row=10, values_only=True)] == [
        "INFORMACIÓN",
        "INFORMACIÓN",
        "DIÁLOGO",
        None,
    ]


def test_colours_are_only_letters_and_lines() -> None:
    sheet = sheet_of()
    assert [sheet[cell].font.color.rgb for cell in ("A7", "A9")] == ["FF2F5FC4", "FF0B6B4F"]
    assert [sheet[cell].border.top.color.rgb for cell in ("B7", "C9")] == ["FF2F5FC4", "FF0B6B4F"]
    assert {sheet.cell(row, column).fill.fill_type for row in range(7, 11) for column in range(1, 13)} == {None}


@pytest.mark.parametrize(("paper", "code"), [(Paper.CARTA, 1), (Paper.OFICIO, 14), (Paper.LEGAL, 5), (Paper.A4, 9)])
def test_it_prints_lying_on_the_paper_chosen_with_its_header_on_each_page(paper: Paper, code: int) -> None:
    sheet = sheet_of(paper=paper)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", code)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.print_area == "'Cronograma 2021'!$A$1:$L$14"
    assert sheet.oddFooter.left.text == "Alcaldía de Paz && Vida"
    assert sheet.oddFooter.center.text == "Código F-PL-07 · Versión 3"
    assert sheet.oddFooter.right.text == "Página &P de &N"


def test_it_filters_and_keeps_its_header_in_sight() -> None:
    sheet = sheet_of()
    assert sheet.auto_filter.ref == "A6:L10"
    assert sheet.freeze_panes == "C7"


def test_rows_are_as_tall_as_their_texts_and_no_taller_than_allowed() -> None:
    sheet = sheet_of((*ACTIVITIES, replace(ACTIVITIES[0], number=3, product="Palabra " * 2_000)))
    heights = [sheet.row_dimensions[row].height for row in (7, 8, 9, 11)]
    assert heights == [33, 21, 408.75, 408.75]


def test_the_foot_has_legend_check_and_signatures() -> None:
    sheet = sheet_of()
    assert sheet["A11"].value == (
        "X: la actividad se hace en esa etapa o en ese cuatrimestre. Cuatrimestre 1: enero a abril · "
        "Cuatrimestre 2: mayo a agosto · Cuatrimestre 3: septiembre a diciembre"
    )
    assert sheet["A12"].value == (
        "Publicado en https://rendicion.example/2021/cronograma/ · Sello del registro público: 9f3a 61c0"
    )
    assert [sheet[cell].value for cell in ("A14", "C14", "I14")] == [
        "Elaboró\n\n\nAna Ruiz\nPlaneación",
        "Revisó\n\n\nNombre:\nCargo:",
        "Aprobó\n\n\nNombre:\nCargo:",
    ]


def test_a_bare_draft_shows_nothing_that_is_not_known() -> None:
    sheet = sheet_of((), ScheduleHeading("Alcaldía", "Cronograma", 2021))
    assert sheet.max_row == 7
    assert sheet["A3"].value == "Borrador: aún no se adopta · 0 actividades, 0 entregas"
    assert sheet.auto_filter.ref == "A6:L6"
    assert str(sheet["A7"].value).startswith("X: la actividad")
    assert sheet.oddFooter.center.text is None


def test_a_component_that_goes_on_is_named_on_each_page() -> None:
    many = [replace(ACTIVITIES[0], component=Component.DIALOGUE, number=number) for number in range(1, 41)]
    sheet = sheet_of(many)
    starts = [one.id + 1 for one in sheet.row_breaks.brk]
    assert len(starts) == 2
    assert [sheet[f"A{row}"].value for row in (7, *starts)] == ["DIÁLOGO"] * 3


def test_the_label_of_a_short_component_is_small() -> None:
    sheet = sheet_of([ACTIVITIES[1], ACTIVITIES[2]])
    assert [sheet[cell].font.size for cell in ("A7", "A8")] == [5, 11]


def test_the_paper_lies_as_it_is_asked_to() -> None:
    assert [sheet_of(orientation=one).page_setup.orientation for one in Orientation] == ["portrait", "landscape"]


def test_the_file_is_of_the_day_of_the_adoption_and_not_of_the_machines() -> None:
    created = load_workbook(BytesIO(schedule_xlsx(ACTIVITIES, HEADING))).properties.created
    assert (created.isoformat(), HEADING.adopted_on) == ("2021-01-29T12:00:00", date(2021, 1, 29))
