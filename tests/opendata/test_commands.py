"""The datasets at the terminal: whole or not at all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from factories.datasets import NAMES
from rendir.foundation.core.tabular import Selection
from rendir.front.opendata.catalog import DATASETS, AnyDataset
from rendir.front.opendata.management.commands import dataset as command

pytestmark = pytest.mark.usefixtures("published")


def test_the_list_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("datasets")
    lines = capsys.readouterr().out.splitlines()
    assert tuple(line.partition(":")[0] for line in lines) == NAMES
    assert lines[0] == "actividades: Actividades del cronograma (5 filas, 14 columnas)"
    assert lines[-1] == "archivo: Archivo de años anteriores (0 filas, 9 columnas)"


def test_a_dataset_goes_to_the_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("dataset", "actividades", "--format", "csv", "--filter", "vigencia=2020")
    out = capfdbinary.readouterr().out
    assert (out[:3], out.count(b"\r\n")) == (b"\xef\xbb\xbf", 3)


def test_a_dataset_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for extension in ("xlsx", "json"):
        call_command("dataset", "actividades", "--format", extension, "--output", tmp_path / f"datos.{extension}")
    assert load_workbook(tmp_path / "datos.xlsx").sheetnames == ["Datos", "Diccionario"]
    assert json.loads((tmp_path / "datos.json").read_bytes())["count"] == 5
    assert sorted(one.name for one in tmp_path.iterdir()) == ["datos.json", "datos.xlsx"]
    assert capsys.readouterr().out.splitlines()[0].endswith("datos.xlsx")


def test_a_file_that_stopped_half_way_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "datos.csv"
    kept.write_text("lo de ayer", encoding="utf-8")
    monkeypatch.setattr(command, "find_dataset", lambda _name: breaking())
    with pytest.raises(RuntimeError):
        call_command("dataset", "actividades", "--format", "csv", "--output", kept)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [("datos.csv", "lo de ayer")]


def breaking() -> AnyDataset:
    def rows(_selection: Selection) -> Iterator[object]:
        message = "the database is broken"
        raise RuntimeError(message)
        yield  # makes it a generator

    return replace(DATASETS[0], rows=rows)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["nada", "--format", "csv"],
            f"no hay un conjunto de datos «nada»; hay: {', '.join(NAMES[:-1])} y {NAMES[-1]}",
        ),
        (
            ["actividades", "--format", "csv", "--filter", "color=azul"],
            "«color» no es un filtro; se escribe campo=valor, con uno de: componente, cuatrimestre, etapa, vigencia",
        ),
        (
            ["actividades", "--format", "csv", "--filter", "etapa"],
            "«etapa» no es un filtro; se escribe campo=valor, con uno de: componente, cuatrimestre, etapa, vigencia",
        ),
    ],
)
def test_wrong_use_is_told_in_one_line_and_ends_with_2(words: list[str], told: str) -> None:
    with pytest.raises(CommandError) as error:
        call_command("dataset", *words)
    assert (str(error.value), error.value.returncode) == (told, 2)


def test_a_value_that_no_filter_has_is_refused() -> None:
    with pytest.raises(CommandError, match="«1990» no es un valor de «Vigencia»"):
        call_command("dataset", "actividades", "--format", "csv", "--filter", "vigencia=1990")


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no se puede escribir"):
        call_command("dataset", "actividades", "--format", "csv", "--output", tmp_path / "no" / "hay.csv")
