"""Files that are wrong or hostile: each is refused in plain words, soon, and no process is felt but its own."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from time import monotonic

import pytest
import typst
from openpyxl import Workbook

from rendir.foundation.core import apart
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.child import read_apart
from rendir.foundation.core.readers.kinds import Kind, kind_of
from rendir.foundation.core.readers.limits import MOST_BYTES, MOST_ROWS

SECONDS = 20.0
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60)


def refusal(data: bytes, filename: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_apart(data, kind_of(data, filename))
    assert caught.value.way_out != ""
    return caught.value.message


def workbook(rows: int = 1) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Hoja")
    for row in range(rows):
        sheet.append([f"Actividad {row}"])
    return saved(book.save)


def saved(save: Callable[[BytesIO], object]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


def archive(parts: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        kept = {name: packed.read(name) for name in packed.namelist()}
    return archive(kept | parts)


def ods(content: str, **parts: str) -> bytes:
    return archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **parts})


BOMB = f"<a>{' ' * 60_000_000}</a>"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.xlsx", "El archivo está vacío."),
        (b" \n\t ", "a.docx", "El archivo está vacío."),
        (bytes(MOST_BYTES + 1), "a.xlsx", "El archivo es demasiado grande: pesa 25 MB y se leen hasta 25."),
        (PNG, "a.xlsx", "El archivo es de tipo «.png», que no se lee."),
        (b"a\0b", "a.xlsx", "El archivo no es un texto."),
        (b"{\\rtf1 hola}", "a.doc", "El archivo es de tipo «.rtf», que no se lee."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "El archivo está protegido con contraseña."),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "El archivo es un documento de Word antiguo (.doc)."),
        (OLE, "a.xls", "El archivo es de un programa antiguo y no es un libro de Excel."),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "El archivo está dañado o incompleto."),
        (
            b"PK\x03\x04roto",
            "a.xlsx",
            "El archivo es un libro de Excel o un documento de oficina, y está dañado o incompleto.",
        ),
        (b"%PDF-1.7 roto", "a.pdf", "El archivo está dañado o incompleto."),
        (b"%PDF-1.7", "a.xlsx", "El archivo es un PDF, no un libro de Excel."),
        (b"<html><table></table></html>", "a.xlsx", "El archivo es una página web, no un libro de Excel."),
        (b"actividad;responsable", "a.pdf", "El archivo es una tabla en texto, no un PDF."),
        (archive({"a.txt": "hola"}), "a.zip", "El archivo es un archivo comprimido (ZIP), no un cronograma."),
        (archive({"ppt/a.xml": "<a/>"}), "a.pptx", "El archivo es una presentación, no un cronograma."),
        (archive({"xl/workbook.bin": b"1"}), "a.xlsb", "El archivo es un libro binario de Excel (.xlsb)."),
        (archive({"xl/a.xml": "<a/>"}), "a.xlsx", "El archivo está dañado o incompleto."),
        (archive({"word/a.xml": "<a/>"}), "a.docx", "El archivo está dañado o incompleto."),
        (ods("<roto"), "a.ods", "El archivo está dañado o incompleto."),
        (
            ods('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "a.ods",
            "El archivo trae declaraciones que un archivo de oficina no lleva. Por seguridad no se lee.",
        ),
        (
            ods("<a/>", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
            "a.ods",
            "El archivo está protegido con contraseña.",
        ),
        (ods("<a/>", **{"Basic/a.xml": "<a/>"}), "a.ods", "El archivo trae macros. Por seguridad no se lee."),
        (
            ods("<a><table-source/></a>"),
            "a.ods",
            "El archivo toma datos de otros archivos (vínculos externos) que no vienen con él.",
        ),
        (ods(BOMB), "a.ods", "El archivo es demasiado grande: por dentro ocupa 57 MB en 2 partes."),
    ],
)
def test_a_wrong_file_is_refused_in_plain_words(data: bytes, name: str, message: str) -> None:
    assert refusal(data, name) == message


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"xl/vbaProject.bin": b"1"}, "El libro de Excel trae macros. Por seguridad no se lee."),
        (
            {"xl/externalLinks/externalLink1.xml": "<a/>"},
            "El libro de Excel toma datos de otros archivos (vínculos externos) que no vienen con él.",
        ),
        ({"xl/media/a.bin": bytes(60_000_000)}, "El archivo es demasiado grande: por dentro ocupa 57 MB en 10 partes."),
    ],
)
def test_a_workbook_with_more_than_cells(parts: dict[str, str | bytes], message: str) -> None:
    assert refusal(with_parts(workbook(), parts), "a.xlsm") == message


def test_a_truncated_workbook() -> None:
    data = workbook()
    expected = "El archivo es un libro de Excel o un documento de oficina, y está dañado o incompleto."
    assert refusal(data[: len(data) // 2], "a.xlsx") == expected


def test_too_many_rows_are_refused_soon() -> None:
    data = workbook(MOST_ROWS * 3)
    started = monotonic()
    assert refusal(data, "a.xlsx") == f"El archivo es demasiado grande: tiene más de {MOST_ROWS} filas escritas."
    assert monotonic() - started < SECONDS


def test_a_net_of_lines_is_refused_soon() -> None:
    across = "".join(f"#place(dy: {line * 4}pt, line(length: 100%))" for line in range(180))
    down = "".join(f"#place(dx: {line * 3}pt, line(angle: 90deg, length: 100%))" for line in range(180))
    data = typst.compile(f"#set page(margin: 1cm)\n{across}{down}Actividad".encode())
    started = monotonic()
    message = "El archivo es demasiado grande: la página 1 tiene más líneas de las que puede tener un cronograma."
    assert refusal(data, "a.pdf") == message
    assert monotonic() - started < SECONDS


def test_a_page_that_is_only_an_image() -> None:
    data = typst.compile(b"#rect(width: 3cm, height: 2cm, fill: red)")
    assert refusal(data, "a.pdf") == "El PDF no trae texto: es una imagen, como la que hace un escáner."


def test_what_breaks_the_reader_breaks_only_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    assert refusal(workbook(), "a.xlsx") == "El archivo no se deja leer: está dañado o es demasiado complejo."


def test_what_takes_too_long_is_left() -> None:
    with pytest.raises(Unreadable) as caught:
        read_apart(workbook(), Kind.XLSX, wall_seconds=0.001)
    assert caught.value.message == "El archivo tarda demasiado en leerse."


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<table><tr><td>a</td></tr></table>", "reporte.xls", Kind.HTML),
        (b"a\tb", "reporte.xls", Kind.TEXT),
        (b"a\tb", "sin-extension", Kind.TEXT),
        ("a\tb".encode("utf-16"), "a.txt", Kind.TEXT),
        (b"<?xml version='1.0'?><html></html>", "a.txt", Kind.HTML),
        (workbook(), "a.xls", Kind.XLSX),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind
    assert kind.media_type != ""
