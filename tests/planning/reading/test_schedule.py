"""Reading schedules that are not the 2021 one: other layouts, delimiters, encodings, units of time, and no schedule."""

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rendir.foundation.core.importing import Unreadable
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.schedule import Reading, read_schedule
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

STAGE_TITLES = ["Aprestamiento", "Diseño", "Preparación", "Ejecución", "Seguimiento y Evaluación"]
TITLES = ["Componente", "Actividad", *STAGE_TITLES, "Meta/Producto", "C1", "C2", "C3", "Responsable"]


def read(*rows: Sequence[str], by: str = "\t", encoding: str = "utf-8", year: int = 2021) -> Reading:
    text = "\n".join(by.join(row) for row in rows)
    return read_schedule(text.encode(encoding), filename="plan.csv", year=year)


def plain(reading: Reading) -> list[tuple[str, str, tuple[str, ...], tuple[int, ...], str | None, tuple[str, ...]]]:
    """Each activity as a person compares it."""
    return [
        (
            one.code,
            one.name,
            tuple(stage.value for stage in one.ordered_stages),
            one.ordered_periods,
            one.product,
            tuple(who.name for who in one.responsibles),
        )
        for one in reading.activities
    ]


def codes(reading: Reading) -> set[str]:
    return {one.code for one in reading.findings} - {FindingCode.ACTION_TYPE_SUGGESTED}


FIRST = ["Información", "Publicar el informe", "", "", "", "X", "", "Informe", "", "X", "", "Oficina de Prensa"]
SECOND = ["Diálogo", "Hacer una feria", "", "X", "", "", "", "Feria", "X", "", "X", "Secretaría de Gobierno"]
READ = [
    ("I1", "Publicar el informe", ("ejecucion",), (2,), "Informe", ("Oficina de Prensa",)),
    ("D1", "Hacer una feria", ("diseno",), (1, 3), "Feria", ("Secretaría de Gobierno",)),
]


@pytest.mark.parametrize("by", ["\t", ";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings(by: str, encoding: str) -> None:
    reading = read(TITLES, FIRST, SECOND, by=by, encoding=encoding)
    assert plain(reading) == READ
    assert codes(reading) == ({FindingCode.ENCODING_GUESSED} if encoding == "cp1252" else set())


@settings(deadline=None)
@given(st.permutations(range(len(TITLES))))
def test_columns_in_any_order(order: list[int]) -> None:
    rows = [[row[place] for place in order] for row in (TITLES, FIRST, SECOND)]
    reading = read(*rows)
    assert plain(reading) == READ
    assert codes(reading) == set()


GROUPS = [
    "COMPONENTE",
    "ACTIVIDADES",
    "ETAPAS",
    "",
    "",
    "",
    "",
    "META / PRODUCTO",
    "CUATRIMESTRE",
    "",
    "",
    "RESPONSABLES",
]
LEAVES = ["", "", *STAGE_TITLES, "", "I", "II", "III", ""]
BARE = ["", "", "", "", "", "", "", "", "", "", "", ""]


@pytest.mark.parametrize(
    "header",
    [
        [TITLES],
        [GROUPS, LEAVES],
        [
            ["", "", "ETAPAS", "", "", "", "", "", "Cronograma", "", "", ""],
            ["Elemento", "Acciones", *STAGE_TITLES, "Entregable", "Cuatrimestre", "", "", "Dependencia"],
            ["", "", "", "", "", "", "", "", "1", "2", "3", ""],
        ],
        [
            ["", "", "ETAPAS", "", "", "", "", "", "Cronograma", "", "", ""],
            ["Elemento", "Acciones", *STAGE_TITLES, "Entregable", "Cuatrimestre", "", "", "Dependencia"],
            ["", "", "", "", "", "", "", "", "1", "2", "3", ""],
            ["", "", "", "", "", "", "", "", "Ene-Abr", "May-Ago", "Sep-Dic", ""],
        ],
        [["--"] * 12, GROUPS, LEAVES, ["---"] * 12],
        [["Cronograma 2021", *BARE[1:]], BARE, [title.upper() for title in TITLES]],
        [["Componente", "Activdades", *STAGE_TITLES, "Meta/Produto", "C1", "C2", "C3", "Responsabl"]],
    ],
)
def test_header_blocks_of_one_to_four_rows(header: list[list[str]]) -> None:
    assert plain(read(*header, FIRST, SECOND)) == READ


def test_a_group_of_periods_without_numbers_below_is_counted() -> None:
    titles = [*TITLES[:8], "Cuatrimestre", "", "", "Responsable"]
    assert plain(read(titles, FIRST, SECOND)) == READ


def test_component_as_a_heading_row() -> None:
    rows = [TITLES[1:], ["1. COMPONENTE: INFORMACIÓN"], FIRST[1:], ["DIALOGO", *BARE[2:]], SECOND[1:]]
    reading = read(*rows)
    assert plain(reading) == READ
    assert codes(reading) == {FindingCode.COMPONENT_CARRIED}


def test_component_above_the_titles() -> None:
    reading = read(["Elemento: Responsabilidad"], TITLES[1:], FIRST[1:])
    assert [one.code for one in reading.activities] == ["R1"]


def test_component_by_merged_cell_without_title() -> None:
    titles = ["", *TITLES[1:]]
    third = ["", *SECOND[1:]]
    reading = read(titles, FIRST, third, third, SECOND)
    assert [one.code for one in reading.activities] == ["I1", "I2", "I3", "D1"]


def test_an_unknown_component_is_told_and_holds_until_another_is_named() -> None:
    reading = read(TITLES, FIRST, ["Incentivos", *SECOND[1:]], ["", *SECOND[1:]], SECOND)
    assert [one.code for one in reading.activities] == ["I1", "?1", "?2", "D1"]
    assert FindingCode.COMPONENT_NOT_UNDERSTOOD in codes(reading)


def test_no_component_at_all() -> None:
    reading = read(TITLES[1:], FIRST[1:])
    assert [(one.component, one.code) for one in reading.activities] == [(None, "?1")]
    assert codes(reading) == {FindingCode.COMPONENT_MISSING}


def test_titles_repeated_on_each_page_change_nothing() -> None:
    reading = read(["Cronograma"], TITLES, FIRST, ["Cronograma"], TITLES, SECOND)
    assert plain(reading) == READ
    assert codes(reading) == {FindingCode.TITLE_IGNORED, FindingCode.TITLE_REPEATED}


def test_no_product_column() -> None:
    rows = [[*row[:7], *row[8:]] for row in (TITLES, FIRST, SECOND)]
    reading = read(*rows)
    assert [one.product for one in reading.activities] == [None, None]
    assert [(row[0], row[3], row[5]) for row in plain(reading)] == [(row[0], row[3], row[5]) for row in READ]


def test_columns_that_are_not_the_plan_are_told_and_kept_out() -> None:
    reading = read([*TITLES, "Presupuesto"], [*FIRST, "$ 1.000"], [*SECOND, ""])
    told = [one for one in reading.findings if one.code == FindingCode.COLUMN_NOT_UNDERSTOOD]
    assert plain(reading) == READ
    assert [(one.source and one.source.place, one.applied) for one in told] == [("línea 1, columna 13", False)]
    assert "«Presupuesto»" in told[0].message


def test_a_cell_beyond_the_titles_is_told() -> None:
    reading = read(TITLES, [*FIRST, "ojo"], SECOND, SECOND, SECOND)
    told = [one for one in reading.findings if one.code == FindingCode.CELL_OUTSIDE]
    assert [(one.target, one.source and one.source.column) for one in told] == [("I1", 13)]


def test_titles_displaced_by_one_give_way_to_the_marks() -> None:
    titles = [*TITLES[:8], "", "C1", "C2", "Responsable", "C3"]
    every = [*FIRST[:8], "X", "X", "X", FIRST[11]]
    reading = read(titles, every, [*SECOND, ""])
    assert [one.ordered_periods for one in reading.activities] == [(1, 2, 3), (1, 3)]
    assert codes(reading) == {FindingCode.HEADER_DISPLACED}


def test_a_text_beside_its_title_is_still_read() -> None:
    titles = [*TITLES[:11], "", "Responsable"]
    reading = read(titles, FIRST, SECOND)
    assert plain(reading) == READ
    assert codes(reading) == {FindingCode.HEADER_DISPLACED}


@pytest.mark.parametrize(
    ("titles", "cells", "scheme", "periods"),
    [
        (["Cuándo"], ["marzo a junio"], "mes", (1, 2)),
        (["Fecha"], ["15/03/2021"], "fecha", (1,)),
        (["Fecha"], ["2021-09-30"], "fecha", (3,)),
        (["Cuatrimestre"], ["I y III"], "cuatrimestre", (1, 3)),
        (["Periodo"], ["II cuatrimestre"], "cuatrimestre", (2,)),
        (["Trimestre"], ["2"], "trimestre", (1, 2)),
        (["Periodo"], ["Permanente"], "cuatrimestre", (1, 2, 3)),
        (["Fecha de inicio", "Fecha final"], ["01/02/2021", "30/06/2021"], "fecha", (1, 2)),
        (["Fecha de inicio", "Fecha final"], ["", "30/11/2021"], "fecha", (3,)),
        (["Trim 1", "Trim 2", "Trim 3", "Trim 4"], ["", "", "", "X"], "trimestre", (3,)),
        (["I semestre", "II semestre"], ["X", ""], "semestre", (1, 2)),
        (["Ene", "Feb", "Mar", "Abr", "May"], ["", "", "", "x", "x"], "mes", (1, 2)),
        (["C1", "C2", "C3"], ["abril", "", "X"], "cuatrimestre", (1, 3)),
    ],
)
def test_other_ways_to_say_when(titles: list[str], cells: list[str], scheme: str, periods: tuple[int, ...]) -> None:
    reading = read(["Actividad", "Etapa", *titles, "Responsable"], ["Informar", "Ejecución", *cells, "Oficina A"])
    assert (reading.period_scheme, reading.activities[0].ordered_periods) == (scheme, periods)
    assert reading.activities[0].stages == {Stage.EXECUTION}
    assert (FindingCode.PERIODS_DERIVED in codes(reading)) == (scheme != "cuatrimestre")


def test_a_date_that_is_not_understood_is_told() -> None:
    reading = read(["Actividad", "Fecha", "Responsable"], ["Informar", "cuando se pueda", "Oficina A"])
    assert {FindingCode.PERIOD_NOT_UNDERSTOOD, FindingCode.PERIOD_MISSING} <= codes(reading)


def test_dates_of_another_year_are_told() -> None:
    rows = (["Actividad", "Fecha", "Responsable"], ["Informar", "15/03/2021", "Oficina A"])
    assert FindingCode.YEAR_DIFFERS in codes(read(*rows, year=2022))
    assert FindingCode.YEAR_DIFFERS not in codes(read(*rows, year=2021))


def test_several_stages_in_words() -> None:
    reading = read(["Actividad", "Etapas", "Responsable"], ["Informar", "Diseño / Ejecución", "Oficina A"])
    assert reading.activities[0].stages == {Stage.DESIGN, Stage.EXECUTION}


def test_marks_that_are_no_marks_are_told() -> None:
    odd = [*FIRST[:8], "tal vez", *FIRST[9:]]
    wrong = ["", "Otra", "ojo", *SECOND[3:]]
    reading = read(TITLES, odd, wrong)
    told = [one for one in reading.findings if one.code == FindingCode.MARK_NOT_UNDERSTOOD]
    assert [(one.target, one.source and one.source.column) for one in told] == [("I1", 9), ("I2", 3)]
    assert [one.ordered_periods for one in reading.activities] == [(2,), (1, 3)]


def test_a_row_without_activity_goes_on_with_the_row_above() -> None:
    more = ["", "", "", "", "", "", "X", "Acta", "", "", "X", "Secretaría de Salud"]
    reading = read(TITLES, FIRST, more, SECOND)
    assert plain(reading)[0] == (
        "I1",
        "Publicar el informe",
        ("ejecucion", "seguimiento"),
        (2, 3),
        "Informe\nActa",
        ("Oficina de Prensa", "Secretaría de Salud"),
    )
    assert FindingCode.ROW_CONTINUED in codes(reading)


def test_a_row_that_lost_its_first_cell_is_laid_again() -> None:
    lost = ["Feria del libro", "", "X", "", "", "", "Feria", "X", "", "X", "Secretaría de Gobierno"]
    titles = ["Componente", "Actividad", *TITLES[2:]]
    reading = read(titles, FIRST, ["", *SECOND[1:]], lost)
    assert plain(reading)[2] == ("I3", "Feria del libro", ("diseno",), (1, 3), "Feria", ("Secretaría de Gobierno",))


def test_a_row_that_fits_nowhere_is_told_and_not_guessed() -> None:
    odd = ["", "", "Algo", "", "Otra cosa", "", "", "", "", "", "", ""]
    reading = read(TITLES, FIRST, odd, SECOND)
    told = [one for one in reading.findings if one.code == FindingCode.ROW_NOT_UNDERSTOOD]
    assert plain(reading) == READ
    assert [one.source and one.source.place for one in told] == ["línea 3, columna 3"]


def test_a_mark_fused_with_the_product_under_its_stage() -> None:
    fused = [*FIRST[:5], "X Informe final", "", "", *FIRST[8:]]
    assert plain(read(TITLES, fused, SECOND))[0] == (
        "I1",
        FIRST[1],
        ("ejecucion",),
        (2,),
        "Informe final",
        (FIRST[11],),
    )


def test_a_mark_with_a_note_is_a_mark_and_the_product_stays() -> None:
    noted = [*FIRST[:5], "X (todo el año)", "", *FIRST[7:]]
    reading = read(TITLES, noted, SECOND)
    assert plain(reading) == READ
    assert codes(reading) == {FindingCode.MARK_FUSED}


def test_a_mark_fused_with_a_product_far_from_the_stages_is_judged_by_the_words() -> None:
    order = [0, 1, 7, 2, 3, 4, 5, 6, 8, 9, 10, 11]
    fused = ["Información", "Evaluar la estrategia", *[""] * 5, "X Informe", "X", "", "", "Oficina A"]
    vague = ["Información", "Saludar", *[""] * 5, "X Carta", "X", "", "", "Oficina A"]
    reading = read(*([row[place] for place in order] for row in (TITLES, fused, vague, SECOND)))
    assert [(one.product, one.ordered_stages) for one in reading.activities[:2]] == [
        ("Informe", (Stage.FOLLOW_UP,)),
        ("Carta", ()),
    ]


def test_a_roman_ten_is_no_mark_where_the_stage_is_marked() -> None:
    tenth = [*FIRST[:7], "X Encuentro ciudadano", *FIRST[8:]]
    assert read(TITLES, tenth).activities[0].product == "X Encuentro ciudadano"


def test_a_word_that_is_no_stage_is_told() -> None:
    reading = read(["Actividad", "Etapa", "Responsable"], ["Informar", "Cierre", "Oficina A"])
    assert {FindingCode.MARK_NOT_UNDERSTOOD, FindingCode.STAGE_MISSING} <= codes(reading)


def test_numbered_offices_are_never_the_same() -> None:
    rows = [[*FIRST[:11], f"Comisaría de Familia número {number}"] for number in (1, 2)]
    assert codes(read(TITLES, *rows)) == set()


def test_a_misspelt_office_is_proposed_as_the_known_one() -> None:
    rows = [
        [*FIRST[:11], name] for name in ("Secretaría de Gobierno", "Secretaría de Gobierno", "Secretaria de Govierno")
    ]
    told = [one for one in read(TITLES, *rows).findings if one.code == FindingCode.POSSIBLE_SAME_UNIT]
    assert [(one.target, one.proposal and one.proposal.value) for one in told] == [
        ("I3", [{"name": "Secretaría de Gobierno", "kind": "unit"}])
    ]


def test_a_missing_responsible_after_one_neighbour_only() -> None:
    reading = read(TITLES, FIRST, [*FIRST[:11], ""])
    told = [one for one in reading.findings if one.code == FindingCode.RESPONSIBLE_MISSING]
    assert [one.proposal and one.proposal.confidence for one in told] == [0.4]


def test_an_open_quote_swallows_no_row() -> None:
    quoted = [*FIRST[:7], '"Informe', *FIRST[8:]]
    proper = [*SECOND[:7], '"Feria, con ""comillas"""', *SECOND[8:]]
    reading = read(TITLES, quoted, proper, by=",")
    assert [one.product for one in reading.activities] == ['"Informe', 'Feria, con "comillas"']


def test_two_open_quotes_swallow_no_row() -> None:
    opening = [*FIRST[:7], '"Informe', *FIRST[8:]]
    closing = [*SECOND[:7], 'Feria"', *SECOND[8:]]
    reading = read(TITLES, opening, closing, FIRST)
    assert [one.product for one in reading.activities] == ['"Informe', 'Feria"', "Informe"]


def test_a_quoted_cell_of_several_lines_beside_a_title_line() -> None:
    quoted = [*FIRST[:7], '"Informe\nActa"', *FIRST[8:]]
    reading = read(["Cronograma de 2021"], TITLES, quoted, SECOND)
    assert [(one.product, one.source and one.source.line) for one in reading.activities] == [
        ("Informe\nActa", 3),
        ("Feria", 5),
    ]


def test_a_product_in_the_cell_of_the_responsible() -> None:
    moved = [*FIRST[:7], "", *FIRST[8:11], "Informe publicado"]
    activity = read(TITLES, moved).activities[0]
    assert (activity.product, activity.responsibles) == ("Informe publicado", ())


def test_an_unknown_name_is_no_product() -> None:
    moved = [*FIRST[:7], "", *FIRST[8:11], "Planeación"]
    activity = read(TITLES, moved).activities[0]
    assert (activity.product, activity.responsibles) == (None, (Responsible("Planeación", ResponsibleKind.UNKNOWN),))


def test_a_missing_responsible_without_neighbours_has_no_proposal() -> None:
    reading = read(TITLES, [*FIRST[:11], ""])
    told = [one for one in reading.findings if one.code == FindingCode.RESPONSIBLE_MISSING]
    assert [(one.target, one.proposal) for one in told] == [("I1", None)]


def test_a_name_of_unknown_kind_that_may_be_several_is_proposed_apart() -> None:
    reading = read(TITLES, [*FIRST[:11], "Planeación y Prensa"])
    told = [one for one in reading.findings if one.code == FindingCode.RESPONSIBLE_MAYBE_SEVERAL]
    assert [one.proposal and one.proposal.value for one in told] == [
        [{"name": "Planeación", "kind": "unknown"}, {"name": "Prensa", "kind": "unknown"}]
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "El archivo está vacío."),
        (b"\xef\xbb\xbf \n\n", "El archivo está vacío."),
        (b"PK\x03\x04abc", "El archivo es un libro de Excel o un documento de oficina, no una tabla en texto."),
        (b"%PDF-1.7", "El archivo es un PDF, no una tabla en texto."),
        (b"a\0b", "El archivo no es un texto."),
        (b"\xff\xfea", "El archivo está dañado: no se puede leer como texto."),
        ("Señora alcaldesa: le envío la lista.\nGracias.".encode(), "No se encuentra un cronograma en el archivo."),
        (b"nombre,edad\nAna,3", "No se encuentra un cronograma en el archivo."),
        ("\t".join(TITLES).encode(), "No se encuentra un cronograma en el archivo."),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_schedule(data, filename="x.txt", year=2021)
    assert caught.value.message == message
    assert caught.value.way_out != ""


WORDS = st.sampled_from(["informe", "con", "la", "gente", "según", "año", "calle", "plan de obras", "12 %"])
NAMES = st.lists(WORDS, min_size=2, max_size=6).map(lambda words: "Revisar " + " ".join(words))
UNITS = st.sampled_from(["Oficina de Prensa", "Secretaría de Gobierno y Convivencia", "Comité de Cuentas", "Alcalde"])
ROWS = st.builds(
    ActivityFacts,
    component=st.sampled_from(Component),
    number=st.just(0),
    name=NAMES,
    stages=st.frozensets(st.sampled_from(Stage), min_size=1),
    periods=st.frozensets(st.sampled_from((1, 2, 3)), min_size=1),
    product=st.one_of(st.none(), NAMES),
    responsibles=UNITS.map(lambda name: (Responsible(name),)),
)


def cells_of(one: ActivityFacts) -> list[str]:
    assert one.component is not None
    stages = ["X" if stage in one.stages else "" for stage in Stage]
    periods = ["X" if period in one.periods else "" for period in (1, 2, 3)]
    return [one.component.label, one.name, *stages, one.product or "", *periods, one.responsibles[0].name]


@settings(deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=8), st.sampled_from("\t;,"), st.sampled_from([[TITLES], [GROUPS, LEAVES]]))
def test_any_grid_of_this_shape_is_read_cell_by_cell(
    rows: list[ActivityFacts], by: str, header: list[list[str]]
) -> None:
    reading = read(*header, *map(cells_of, rows), by=by)
    assert [
        (one.component, one.name, one.stages, one.periods, one.product, one.responsibles[0].name)
        for one in reading.activities
    ] == [(one.component, one.name, one.stages, one.periods, one.product, one.responsibles[0].name) for one in rows]


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from([*TITLES, *FIRST, "", "--", '"', "X a", "1"]), max_size=14), max_size=12))
def test_no_grid_of_familiar_words_breaks_the_reader(rows: list[list[str]]) -> None:
    with suppress(Unreadable):
        assert all(one.number >= 1 and one.name for one in read(*rows).activities)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_schedule(data, filename="x", year=2021)


def found(reading: Reading, code: FindingCode) -> list[str]:
    return [one.message for one in reading.findings if one.code == code]


def test_once_a_year_says_how_often_and_not_when() -> None:
    titles = ["Componente", "Actividad", "Periodicidad", "Responsable"]
    reading = read(titles, ["Diálogo", "Realizar la audiencia", "Anual", "Oficina A"])
    assert reading.activities[0].periods == frozenset()
    assert found(reading, FindingCode.PERIOD_NOT_UNDERSTOOD) == [
        "«Anual» dice cada cuánto y no cuándo. Escoja el cuatrimestre."
    ]


def test_how_often_goes_up_to_the_only_day_and_gives_way_to_a_span() -> None:
    titles = ["Componente", "Actividad", "Frecuencia", "Fecha inicial", "Fecha final", "Responsable"]
    rows = [
        ["Diálogo", "Realizar mesas", "Mensual", *span, "Oficina A"]
        for span in (["", "31/08/2021"], ["1/5/2021", "1/6/2021"])
    ]
    first, second = (read(titles, row).activities[0].periods for row in rows)
    assert (first, second) == ({2}, {2})


def test_a_period_in_a_heading_is_told_once_and_joins_the_same_activity() -> None:
    rows = [["Diálogo", "Realizar mesas", "Oficina A"], ["Diálogo", "Realizar mesas", "Oficina A"]]
    titles = ["Componente", "Actividad", "Responsable"]
    reading = read(["PRIMER CUATRIMESTRE"], titles, rows[0], ["III CUATRIMESTRE"], titles, rows[1])
    assert [one.ordered_periods for one in reading.activities] == [(1, 3)]
    assert found(reading, FindingCode.PERIOD_CARRIED) == [
        "El periodo «PRIMER CUATRIMESTRE» está escrito una sola vez. Vale para lo que sigue."
    ]


def test_one_office_alone_in_a_row_is_no_heading_of_the_responsible() -> None:
    titles = ["Componente", "Actividad", "Producto", "Fecha"]
    row = ["Diálogo", "Realizar mesas", "Actas", "Mayo"]
    assert read(titles, ["SECRETARÍA DE GOBIERNO"], row).activities[0].responsibles == ()


def test_an_office_named_after_its_title_answers_for_what_follows() -> None:
    titles = ["Componente", "Actividad", "Producto", "Fecha"]
    reading = read(["Dependencia: Secretaría de Gobierno"], titles, ["Diálogo", "Realizar mesas", "Actas", "Mayo"])
    assert [one.name for one in reading.activities[0].responsibles] == ["Secretaría de Gobierno"]
    assert len(found(reading, FindingCode.RESPONSIBLE_CARRIED)) == 1


def test_two_marks_of_component_are_no_answer() -> None:
    titles = ["Actividad", "Información", "Diálogo", "Responsabilidad", "Responsable"]
    reading = read(titles, ["Realizar mesas", "X", "X", "", "Oficina A"], ["Publicar cifras", "X", "", "", "Oficina A"])
    assert [one.component for one in reading.activities] == [None, Component.INFORMATION]
    assert found(reading, FindingCode.COMPONENT_NOT_UNDERSTOOD) == [
        "La actividad está marcada en varios componentes (Información y Diálogo) y solo puede ser de uno. Escójalo."
    ]


def test_a_comma_in_the_name_of_an_office_is_asked_about() -> None:
    titles = ["Componente", "Actividad", "Fecha", "Responsable"]
    reading = read(titles, ["Diálogo", "Realizar mesas", "Mayo", "Secretaría de Salud, Educación y Deporte"])
    assert FindingCode.RESPONSIBLE_MAYBE_SEVERAL in codes(reading)


def test_a_list_with_a_comma_in_each_line_is_no_table() -> None:
    lines = ["INFORMACIÓN", "1. Publicar el informe (Oficina A, mayo)", "2. Publicar cifras (Oficina B, junio)"]
    reading = read(*([line] for line in lines))
    assert [one.name for one in reading.activities] == ["Publicar el informe", "Publicar cifras"]


def test_brackets_that_say_something_else_stay_in_the_name() -> None:
    lines = ["DIÁLOGO", "1. Realizar encuentros (foros, mesas)", "2. Publicar cifras (Oficina B, junio)"]
    reading = read(*([line] for line in lines))
    assert [one.name for one in reading.activities] == ["Realizar encuentros (foros, mesas)", "Publicar cifras"]


def test_the_place_of_a_blank_responsible_names_its_sheet() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in (["Componente", "Actividad", "Fecha", "Responsable"], ["Diálogo", "Realizar mesas", "Mayo"]):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    reading = read_schedule(file.getvalue(), filename="a.xlsx", year=2021)
    places = [
        one.source and one.source.place for one in reading.findings if one.code == FindingCode.RESPONSIBLE_MISSING
    ]
    assert places == ["hoja «Plan», fila 2, columna 4"]


@pytest.mark.parametrize(
    ("titles", "marked", "periods"),
    [
        (["1Q", "2Q", "3Q"], ["", "", "X"], (3,)),
        (["1Q", "2Q", "3Q", "4Q"], ["", "", "X", ""], (2, 3)),
        (["Trim 1", "Trim 2", "Trim 3"], ["", "", "X"], (2, 3)),
    ],
)
def test_three_parts_make_the_year_whatever_their_letter(
    titles: list[str], marked: list[str], periods: tuple[int, ...]
) -> None:
    reading = read(["Actividad", *titles, "Responsable"], ["Publicar el informe", *marked, "Oficina de Prensa"])
    assert [one.ordered_periods for one in reading.activities] == [periods]


def test_a_calendar_whose_months_run_down_under_the_stages() -> None:
    reading = read(
        ["Mes", "Aprestamiento", "Preparación", "Seguimiento"],
        ["Enero", "Conformar el equipo", "", ""],
        ["Mayo", "", "Preparar el informe", ""],
        ["Junio", "", "Preparar el informe", ""],
        ["Diciembre", "", "", "Evaluar la estrategia"],
    )
    assert [(one.name, *one.stages, one.ordered_periods) for one in reading.activities] == [
        ("Conformar el equipo", Stage.READINESS, (1,)),
        ("Preparar el informe", Stage.PREPARATION, (2,)),
        ("Evaluar la estrategia", Stage.FOLLOW_UP, (3,)),
    ]
    assert FindingCode.CALENDAR_READ in codes(reading)
