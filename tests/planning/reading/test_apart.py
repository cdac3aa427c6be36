"""Understanding in another process: the same reading, the same refusal, and nothing felt of what goes wrong there."""

import zipfile
from io import BytesIO
from time import monotonic

import pytest

from corpus.layouts import classic
from corpus.writers import to_xlsx
from rendir.foundation.core import apart
from rendir.foundation.core.importing import Unreadable
from rendir.plan.planning.reading.apart import answer_of, read_schedule_apart
from rendir.plan.planning.reading.schedule import read_schedule

SECONDS = 20.0
TEXT = "Componente\tActividad\tResponsable\tFecha\nDiálogo\tHacer una feria\tOficina A y B\t«mañana»"


def endless_sheet() -> bytes:
    """A sheet of one cell, said to fill all its places."""
    spaces = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("table", "text"))
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>Actividad</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    content = f'<office:spreadsheet xmlns:office="o" {spaces}><table:table>{row}</table:table></office:spreadsheet>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return file.getvalue()


@pytest.mark.parametrize(("data", "name"), [(TEXT.encode(), "a.txt"), (to_xlsx(classic().sheets), "a.xlsx")])
def test_it_says_what_is_said_in_this_process(data: bytes, name: str) -> None:
    units = ["Oficina A y B"]
    there = read_schedule_apart(data, filename=name, year=2021, known_units=units)
    here = read_schedule(data, filename=name, year=2021, known_units=units)
    assert there == here
    assert [one.source for one in there.activities] == [one.source for one in here.activities]


def test_our_own_json_is_read_here() -> None:
    assert read_schedule_apart(b'{"year": 2021, "activities": []}', filename="a.json", year=2021).activities == ()


def test_the_refusal_comes_back_as_it_is() -> None:
    with pytest.raises(Unreadable) as caught:
        read_schedule_apart(b"Hola\tMundo", filename="a.txt", year=2021)
    assert caught.value.message == "No se encuentra un cronograma en el archivo."
    assert caught.value.way_out != ""


def test_an_endless_sheet_is_refused_soon() -> None:
    started = monotonic()
    with pytest.raises(Unreadable):
        read_schedule_apart(endless_sheet(), filename="a.ods", year=2021)
    assert monotonic() - started < SECONDS


def test_what_takes_too_long_is_left() -> None:
    with pytest.raises(Unreadable) as caught:
        read_schedule_apart(TEXT.encode(), filename="a.txt", year=2021, wall_seconds=0.001)
    assert caught.value.message == "El archivo tarda demasiado en leerse."


def test_what_breaks_there_is_refused_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(Unreadable) as caught:
        read_schedule_apart(TEXT.encode(), filename="a.txt", year=2021)
    assert caught.value.message == "El archivo no se deja leer: está dañado o es demasiado complejo."


def test_a_question_is_answered_with_a_reading_or_a_refusal() -> None:
    assert '"message"' in answer_of(
        '{"grids": "{\\"grids\\": []}", "findings": [], "year": 2021, "known_units": [], "apart": []}'
    )
