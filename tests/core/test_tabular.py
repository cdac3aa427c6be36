"""A table declared once reads the same in every text format, and a broken one never looks whole."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.tabular import (
    DICTIONARY_COLUMNS,
    EVERYTHING,
    Column,
    Dataset,
    Filter,
    Kind,
    Selection,
    escape_formula,
    facts,
    primed,
    unescape_formula,
    write_csv,
    write_json,
)
from rendir.foundation.core.tabular.formulas import writable

TEXTS = st.text(alphabet=st.characters(codec="utf-8"))
TRICKY = st.text(alphabet="'=+-@＝\t\r\n \u200b\ufeffa,\";|")


@dataclass(frozen=True)
class Fact:
    code: str
    note: str | None = None
    count: int | None = None
    cost: Decimal | float | None = None
    day: date | None = None
    moment: datetime | None = None
    met: bool | None = None
    units: tuple[str, ...] | None = None


COLUMNS: tuple[Column[Fact], ...] = (
    Column("codigo", "Código", "Código de la actividad.", Kind.TEXT, lambda fact: fact.code),
    Column("nota", "Nota", "Lo que se anotó.", Kind.PROSE, lambda fact: fact.note),
    Column("cantidad", "Cantidad", "Cuántas.", Kind.WHOLE, lambda fact: fact.count),
    Column("costo", "Costo", "En pesos.", Kind.DECIMAL, lambda fact: fact.cost),
    Column("dia", "Día", "Cuándo.", Kind.DATE, lambda fact: fact.day),
    Column("momento", "Momento", "Cuándo, con hora.", Kind.MOMENT, lambda fact: fact.moment),
    Column("cumplida", "Cumplida", "Si se cumplió.", Kind.FLAG, lambda fact: fact.met),
    Column("dependencias", "Dependencias", "Quiénes responden.", Kind.LIST, lambda fact: fact.units),
)


def facts_table(*rows: Fact) -> Dataset[Fact]:
    return Dataset(
        name="hechos",
        title="Hechos",
        description="Hechos de prueba.",
        columns=COLUMNS,
        rows=lambda _selection: rows,
        key=("codigo",),
        count=lambda: len(rows),
        updated=lambda: datetime(2021, 10, 15, 12, tzinfo=UTC) if rows else None,
        legal_basis="Ley 1712 de 2014, artículo 6",
        keywords=("prueba",),
        topics=("plan",),
    )


FULL = Fact(
    code="I1",
    note='Dice "hola",\r\ny sigue',
    count=-3,
    cost=Decimal("1200.50"),
    day=date(2021, 8, 31),
    moment=datetime(2021, 8, 31, 20, 5, tzinfo=UTC),
    met=False,
    units=("Oficina de Comunicaciones", "Secretaría General"),
)
EMPTY = Fact(code="I2")


def csv_of(dataset: Dataset[Fact]) -> list[list[str]]:
    text = b"".join(write_csv(dataset, dataset.rows(EVERYTHING))).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_writes_each_kind_and_leaves_the_unknown_empty() -> None:
    assert csv_of(facts_table(FULL, EMPTY)) == [
        ["codigo", "nota", "cantidad", "costo", "dia", "momento", "cumplida", "dependencias"],
        [
            "I1",
            'Dice "hola",\r\ny sigue',
            "-3",
            "1200.50",
            "2021-08-31",
            "2021-08-31T15:05:00-05:00",
            "no",
            "Oficina de Comunicaciones | Secretaría General",
        ],
        ["I2", "", "", "", "", "", "", ""],
    ]


def test_csv_has_the_mark_of_utf8_and_ends_its_lines_as_the_standard_says() -> None:
    written = b"".join(write_csv(facts_table(EMPTY), [EMPTY]))
    assert written.startswith(b"\xef\xbb\xbfcodigo,nota,")
    assert written.endswith(b"I2,,,,,,,\r\n")


def test_json_keeps_the_kinds_and_tells_how_many_rows_there_are() -> None:
    written = json.loads(b"".join(write_json(facts_table(FULL, EMPTY), [FULL, EMPTY])))
    assert list(written) == ["dataset", "title", "columns", "rows", "count"]
    assert written["columns"][0] == {
        "columna": "codigo",
        "titulo": "Código",
        "descripcion": "Código de la actividad.",
        "tipo": "texto",
        "escritura": "Texto corto.",
    }
    assert written["count"] == 2
    assert written["rows"] == [
        {
            "codigo": "I1",
            "nota": 'Dice "hola",\r\ny sigue',
            "cantidad": -3,
            "costo": 1200.5,
            "dia": "2021-08-31",
            "momento": "2021-08-31T15:05:00-05:00",
            "cumplida": False,
            "dependencias": ["Oficina de Comunicaciones", "Secretaría General"],
        },
        dict.fromkeys([column.name for column in COLUMNS], None) | {"codigo": "I2"},
    ]


def test_json_without_rows_is_still_json() -> None:
    written = json.loads(b"".join(write_json(facts_table(), [])))
    assert (written["rows"], written["count"]) == ([], 0)


@given(rows=st.lists(st.builds(Fact, code=TEXTS, note=st.none() | TEXTS, units=st.none() | st.lists(TEXTS).map(tuple))))
def test_json_gives_back_what_was_written(rows: list[Fact]) -> None:
    written = json.loads(b"".join(write_json(facts_table(), rows)))
    assert [(row["codigo"], row["nota"]) for row in written["rows"]] == [
        (visible(row.code), None if row.note is None else visible(row.note)) for row in rows
    ]


def visible(text: str) -> str:
    """What JSON keeps: it can name the control characters below the space, not the others that no file may hold."""
    return "".join(mark if mark < " " else writable(mark) for mark in text)


@given(rows=st.lists(st.builds(Fact, code=TEXTS | TRICKY, note=TEXTS | TRICKY)))
def test_csv_gives_back_every_text_and_runs_none(rows: list[Fact]) -> None:
    cells = csv_of(facts_table(*rows))[1:]
    assert [[unescape_formula(cell) for cell in row[:2]] for row in cells] == [
        [writable(row.code), writable(row.note or "")] for row in rows
    ]
    assert [cell for row in cells for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"}] == []


@given(st.text() | TRICKY)
def test_an_escaped_formula_comes_back(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text


@given(TRICKY, TRICKY)
def test_two_texts_never_become_one(one: str, other: str) -> None:
    assert (escape_formula(one) == escape_formula(other)) == (one == other)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+57 300", "-cmd", "@SUMA(A1)", " =1", "\u200b=1", "\ufeff=1", "＝1", "\tx", "\rx", "\nx", "'=1", "''-1"],
)
def test_what_would_run_is_escaped(text: str) -> None:
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Oficina", "1) Uno", "'Cita'", "a=b", "(=)", "«Conéctate»"])
def test_what_would_not_run_is_left_alone(text: str) -> None:
    assert (escape_formula(text), unescape_formula(text)) == (text, text)


def test_a_stream_arrives_in_pieces_and_keeps_little() -> None:
    rows = (Fact(code=f"I{number}", note="Texto. " * 20) for number in range(5_000))
    pieces = list(write_csv(facts_table(), rows))
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 128 * 1024
    assert b"".join(pieces).count(b"\r\n") == 5_001


def test_json_arrives_in_pieces_and_stays_json() -> None:
    rows = [Fact(code=f"I{number}", note="Texto. " * 20) for number in range(2_000)]
    pieces = list(write_json(facts_table(), rows))
    assert len(pieces) > 2
    assert [row["codigo"] for row in json.loads(b"".join(pieces))["rows"]] == [row.code for row in rows]


def breaking(after: int) -> Iterator[Fact]:
    for number in range(after):
        yield Fact(code=f"I{number}", note="Texto. " * 20)
    message = "the database went away"
    raise ConnectionError(message)


Writer = Callable[[Dataset[Fact], Iterable[Fact]], Iterator[bytes]]


def arrived(writer: Writer) -> bytes:
    """What a reader got before the source failed, which the writer must not hide."""
    pieces: list[bytes] = []
    with pytest.raises(ConnectionError):
        pieces.extend(writer(facts_table(), breaking(after=3_100)))
    return b"".join(pieces)


def test_csv_that_breaks_in_the_middle_raises_and_says_so_in_its_last_line() -> None:
    lines = arrived(write_csv).decode("utf-8-sig").split("\r\n")
    assert lines[-2:] == ["ARCHIVO INCOMPLETO: la lectura se interrumpió. Descárguelo de nuevo.", ""]
    assert len(lines) == 3_003  # the header, the batches that were whole, and those two


def test_json_that_breaks_in_the_middle_raises_and_is_not_json() -> None:
    broken = arrived(write_json)
    assert len(broken) > 64 * 1024
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken)


def test_a_failure_at_the_start_shows_before_anything_is_sent() -> None:
    with pytest.raises(ConnectionError):
        primed(write_csv(facts_table(), breaking(after=10)))


def test_a_primed_stream_is_the_same_stream() -> None:
    rows = [Fact(code=f"I{number}", note="Texto. " * 20) for number in range(2_000)]
    assert list(primed(write_csv(facts_table(), rows))) == list(write_csv(facts_table(), rows))
    assert list(primed(iter(()))) == [b""]


@pytest.mark.parametrize("writer", [write_csv, write_json])
@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(writer: Writer, number: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        b"".join(writer(facts_table(), [Fact(code="I1", cost=number)]))


@pytest.mark.parametrize(
    ("cost", "text", "plain"),
    [(0.1, "0.1", 0.1), (2.0, "2", 2), (Decimal("2.00"), "2.00", 2), (Decimal("1E+3"), "1000", 1000)],
)
def test_numbers_are_written_without_powers_or_separators(cost: Decimal | float, text: str, plain: float) -> None:
    row = Fact(code="I1", cost=cost)
    assert csv_of(facts_table(row))[1][3] == text
    assert json.loads(b"".join(write_json(facts_table(), [row])))["rows"][0]["costo"] == plain


def test_a_control_character_is_seen_not_dropped() -> None:
    assert csv_of(facts_table(Fact(code="a\x00b\x0bc\ud800d\uffffe")))[1][0] == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert writable("línea\ncon\ttabulador") == "línea\ncon\ttabulador"


def test_the_dictionary_of_a_dataset_is_a_table_like_any_other() -> None:
    columns = facts_table().columns
    dictionary = Dataset(
        name="diccionario",
        title="Diccionario",
        description="Columnas.",
        columns=DICTIONARY_COLUMNS,
        rows=lambda _selection: columns,
        key=("columna",),
        count=lambda: len(columns),
        updated=lambda: None,
        legal_basis="",
        keywords=(),
        topics=(),
    )
    lines = b"".join(write_csv(dictionary, columns)).decode("utf-8-sig").splitlines()
    assert lines[0] == "columna,titulo,descripcion,tipo,escritura"
    assert lines[5] == "dia,Día,Cuándo.,fecha,AAAA-MM-DD."
    assert len(lines) == len(columns) + 1


def test_the_facts_of_a_dataset_say_what_a_reader_must_know() -> None:
    assert facts(facts_table(FULL)) == (
        ("Conjunto de datos", "Hechos"),
        ("Qué contiene", "Hechos de prueba."),
        ("Actualizado", "2021-10-15"),
        ("Norma", "Ley 1712 de 2014, artículo 6"),
        (
            "Licencia",
            "Creative Commons Atribución 4.0 Internacional: https://creativecommons.org/licenses/by/4.0/deed.es",
        ),
        ("Cómo se reconoce cada fila", "Código"),
    )
    assert facts(facts_table())[2] == ("Actualizado", "Aún sin datos")


@pytest.mark.parametrize("name", ["Código", "código", "dos__veces", "1a", "", "con espacio", "a\n"])
def test_a_machine_name_is_plain(name: str) -> None:
    with pytest.raises(ValueError, match="machine name"):
        Column(name, "T", "D", Kind.TEXT, lambda _row: None)
    with pytest.raises(ValueError, match="machine name"):
        Filter(name, "T", "D")


def test_a_dataset_names_each_column_once_and_has_a_key_among_them() -> None:
    def declare(
        columns: tuple[Column[Fact], ...], key: tuple[str, ...], filters: tuple[Filter, ...] = ()
    ) -> Dataset[Fact]:
        return Dataset("a", "T", "D", columns, lambda _selection: (), key, lambda: 0, lambda: None, "", (), (), filters)

    with pytest.raises(ValueError, match="names no dataset"):
        replace(declare(COLUMNS, ("codigo",)), name="Grupos de valor")
    assert replace(declare(COLUMNS, ("codigo",)), name="grupos-de-valor").name == "grupos-de-valor"
    with pytest.raises(ValueError, match="named once"):
        declare((), ("codigo",))
    with pytest.raises(ValueError, match="named once"):
        declare((COLUMNS[0], COLUMNS[0]), ("codigo",))
    with pytest.raises(ValueError, match="key"):
        declare(COLUMNS, ())
    with pytest.raises(ValueError, match="key"):
        declare(COLUMNS, ("otra",))
    with pytest.raises(ValueError, match="cursor or limite"):
        declare(COLUMNS, ("codigo",), (Filter("cursor", "T", "D"),))
    assert declare(COLUMNS, ("codigo",)).column("costo") is COLUMNS[3]
    with pytest.raises(KeyError):
        declare(COLUMNS, ("codigo",)).column("otra")


def test_a_selection_is_everything_unless_it_says_otherwise() -> None:
    assert Selection() == EVERYTHING
    assert (dict(EVERYTHING.filters), EVERYTHING.after, EVERYTHING.limit) == ({}, None, None)
