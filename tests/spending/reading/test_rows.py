"""A file is read a row at a time: a row that is broken costs itself, and no file is ever held whole."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.importing import Unreadable
from rendir.information.spending.reading import rows
from rendir.information.spending.reading.rows import Broken, Row, fingerprint, open_table


def read(path: Path, data: bytes | str) -> list[Row | Broken]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(open_table(path, fingerprint(path).coding).rows)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tabla"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_parts_its_cells(path: Path, mark: str) -> None:
    found = read(path, f"\ufeffA{mark}B\r\n1{mark}dos\r\n\r\n3{mark}cuatro")
    assert found == [Row(2, {"A": "1", "B": "dos"}), Row(4, {"A": "3", "B": "cuatro"})]


def test_letters_of_windows_are_read_too(path: Path) -> None:
    assert read(path, "A,B\n1,Año\n".encode("cp1252")) == [Row(2, {"A": "1", "B": "Año"})]
    assert fingerprint(path).coding == "cp1252"


def test_a_cell_may_have_lines_and_a_row_of_too_many_cells_or_too_few_is_told_by_its_line(path: Path) -> None:
    found = read(path, 'A,B,C,D\n1,"dos\ntres",3,4\n1,2,3,4,5\n1\n9,9,9,9\n')
    assert found[0] == Row(3, {"A": "1", "B": "dos\ntres", "C": "3", "D": "4"})
    assert [(one.line, isinstance(one, Broken)) for one in found[1:]] == [(4, True), (5, True), (6, False)]


def test_a_line_without_end_stops_the_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST_ROW", 64)
    found = read(path, "A,B\n1,2\n" + "x" * 200 + "\n3,4\n")
    assert found == [Row(2, {"A": "1", "B": "2"}), Broken(2, rows._why(rows._TooLong()))]


def test_a_cell_longer_than_any_row_is_told_and_the_next_row_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "LONGEST_ROW", 100)
    long = '"' + "\n".join(["y" * 50] * 4) + '"'
    found = read(path, f"A,B\n{long},2\n3,4\n")
    assert isinstance(found[0], Broken)
    assert found[-1] == Row(found[-1].line, {"A": "3", "B": "4"})


@pytest.mark.parametrize("form", ["array", "lines"])
def test_json_is_read_as_an_array_and_as_lines(path: Path, form: str) -> None:
    objects = ['{"a": 1.50, "b": null}', '{"a": "x", "u": {"url": "https://s"}}', '{"c": true, "l": [1]}']
    data = "[" + "\n,".join(objects) + "]" if form == "array" else "\n".join(objects)
    assert read(path, data) == [
        Row(1, {"a": "1.50", "b": ""}),
        Row(2, {"a": "x", "u": "https://s"}),
        Row(3, {"c": "True", "l": ""}),
    ]


def test_a_row_that_is_no_json_costs_itself(path: Path) -> None:
    found = read(path, '{"a": 1}\n{"a": \n{"a": 3}\n7\n')
    assert found == [
        Row(1, {"a": "1"}),
        Broken(2, "La fila no es JSON que se entienda."),
        Row(3, {"a": "3"}),
        Broken(4, "La fila no es un objeto con nombres y valores."),
    ]


def test_json_that_is_cut_or_made_to_harm_ends_in_words(path: Path) -> None:
    assert [type(one) for one in read(path, '[{"a": 1},\n{"a": "sin fin')] == [Row, Broken]
    assert [type(one) for one in read(path, '[{"a": ' + "[" * 100_000)] == [Broken]


def test_titles_are_of_all_the_first_rows(path: Path) -> None:
    path.write_text('[{"a": 1}, {"b": 2}]')
    table = open_table(path, "utf-8")
    assert (table.titles, len(table.first)) == (("a", "b"), 2)


def test_an_empty_file_is_refused(path: Path) -> None:
    path.touch()
    with pytest.raises(Unreadable, match="vacío"):
        fingerprint(path)


def test_memory_does_not_grow_with_the_file(path: Path) -> None:
    path.write_text("\n".join(json.dumps({"a": "x" * 500, "n": one}) for one in range(20_000)))
    tracemalloc.start()
    try:
        assert sum(1 for _ in open_table(path, "utf-8").rows) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()


@given(st.lists(st.dictionaries(st.text("ab", min_size=1), st.text(max_size=8), min_size=1), max_size=8))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, objects: list[dict[str, str]]) -> None:
    path = tmp_path_factory.mktemp("filas") / "t.json"
    path.write_text(json.dumps(objects))
    assert [one.cells for one in open_table(path, "utf-8").rows if isinstance(one, Row)] == objects
