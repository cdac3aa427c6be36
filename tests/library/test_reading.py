"""What a kept file says: its text and how much of it, how it looks, what it tells of who made it."""

import errno
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from factories.files import (
    AUTHOR,
    SAMPLES,
    a_docx,
    a_jpg,
    a_pptx,
    a_scan,
    packed,
    parts_of,
)
from rendir.foundation.audit.actors import Job
from rendir.foundation.core.refusal import NoRoom
from rendir.foundation.library import reading, shelf
from rendir.foundation.library.actions import store_file, store_stream
from rendir.foundation.library.contents import text as contents
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.reading import metadata_of, opening_of, picture_of, read_text, text_of

pytestmark = pytest.mark.django_db
BY = Job("tests")
PLACE = {"latitude": 4.6749, "longitude": -75.6581}


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


def _kept(name: str, data: bytes | None = None) -> StoredFile:
    return store_stream([SAMPLES[name]() if data is None else data], name=name, by=BY)


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("acta.pdf", "Acta de la reunión en la vereda La Julia.\nNota interna"),
        ("charla.pptx", "Rendición de cuentas"),
        ("acta.odt", "Acta de la reunión\nRevisar"),
        ("lista.ods", "Asistentes"),
        ("charla.odp", "Presentación"),
        ("lista.xls", "Asistentes"),
        ("lista.xlsx", "Barrio\tAsistentes\nLa Julia\t14\nPreguntar"),
        ("nota.txt", "Reunión en la vereda"),
        ("lista.csv", "barrio;asistentes\nLa Julia;14\n"),
    ],
)
def test_the_text_of_a_file_is_all_that_it_shows(name: str, text: str) -> None:
    read = read_text(_kept(name))
    assert (read.text, read.is_whole) == (text, True)


def test_a_word_document_is_read_with_its_tables_its_foot_and_its_comments() -> None:
    table = (("Nombre", "Edad"), ("Luz", "12"))
    read = read_text(_kept("acta.docx", a_docx("Lista", table=table)))
    assert read.text is not None
    assert read.text.splitlines() == ["Revisar", "Lista", "Nombre\tEdad", "Luz\t12", "agregado", "Pie de página"]
    assert read.why_not == "Trae imágenes, que no se leen. Alguien debe mirarlas."


def test_slides_are_read_in_their_order() -> None:
    slides = tuple(str(number) for number in range(1, 12))
    assert text_of(_kept("charla.pptx", a_pptx(*slides))) == "\n".join(slides)


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"acta.pdf"}))
def test_what_cannot_be_read_says_why(name: str) -> None:
    read = read_text(_kept(name))
    assert (read.text is None) == (name.rpartition(".")[2] in {
        "jpg", "png", "webp", "heic", "doc", "mp3", "m4a", "ogg", "mp4", "mov", "webm",
    })  # fmt: skip
    assert (read.text is None) <= (read.why_not != "")


def test_a_scan_has_no_text_and_somebody_must_look_at_it() -> None:
    read = read_text(_kept("acta.pdf", a_scan()))
    assert (read.text, read.is_whole) == (None, False)
    assert read.why_not.startswith("No trae texto")


def test_a_page_that_is_a_picture_among_others_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told, stored = {"text": "a", "pages": 5, "blank_pages": 2, "pictures": True}, _kept("acta.pdf")
    monkeypatch.setattr(reading.child, "asked", lambda *_: told)
    assert read_text(stored).why_not == "2 de 5 páginas son imágenes sin texto. Alguien debe mirarlas."


def test_a_text_too_long_is_cut_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "nota.txt"
    path.write_text("palabra " * 10, encoding="utf-8")
    monkeypatch.setattr(contents, "MOST_LETTERS", 15)
    told, _ = contents.answer(path, "txt")
    assert (told["text"], told["cut"]) == ("palabra palabra", True)
    assert reading._unread(told) == "Es demasiado largo: el final no se leyó."


def test_a_damaged_file_is_not_read_and_it_is_said() -> None:
    stored = _kept("acta.docx")
    stored.path.chmod(0o600)
    stored.path.write_bytes(b"PK\x03\x04 roto")
    read = read_text(stored)
    assert (read.text, read.why_not) == (None, "El archivo está dañado o incompleto.")
    assert (metadata_of(stored), opening_of(stored)) == ({}, "")


@pytest.mark.parametrize("name", ["acta.pdf", "foto.jpg"])
def test_a_damaged_file_breaks_no_page(name: str) -> None:
    stored = _kept(name)
    stored.path.chmod(0o600)
    stored.path.write_bytes(stored.read()[:30])
    assert (text_of(stored), metadata_of(stored), picture_of(stored)) == (None, {}, None)


def test_what_links_to_other_files_is_read_all_the_same() -> None:
    parts = parts_of(SAMPLES["lista.xlsx"]()) | {"xl/externalLinks/externalLink1.xml": b"<x/>"}
    parts["xl/sharedStrings.xml"] = b"<sst><si><t>Barrio</t></si></sst>"
    assert text_of(_kept("lista.xlsx", packed(parts))) == "Preguntar\nBarrio"


def test_an_opendocument_sheet_that_links_elsewhere_is_read_all_the_same() -> None:
    parts = parts_of(SAMPLES["lista.ods"]())
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table-row", b"<table:table-source/><table:table-row", 1
    )
    assert text_of(_kept("lista.ods", packed(parts))) == "Asistentes"


def test_first_lines_tell_what_a_document_is() -> None:
    assert opening_of(_kept("lista.xlsx")) == "Barrio\tAsistentes\nLa Julia\t14\nPreguntar"
    assert len(opening_of(_kept("nota.txt", b"a" * 5000))) == 1200
    assert opening_of(_kept("foto.jpg")) == ""


# --- metadata --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        (
            "foto.jpg",
            {
                "taken_at": "2021-09-20T09:30:00",
                "place": PLACE,
                "device": "Samsung SM-A125M",
                "author": AUTHOR,
                "program": "Camara 1.2",
            },
        ),
        ("acta.odt", {"author": AUTHOR, "program": "LibreOffice"}),
        ("charla.pptx", {"author": AUTHOR}),
        ("nota.txt", {}),
        ("audio.mp3", {}),
        ("video.mp4", {"taken_at": "2021-09-09T02:40:00+00:00", "place": PLACE}),
        ("video.mov", {"place": PLACE, "device": "Apple iPhone 12"}),
    ],
)
def test_a_file_tells_of_who_made_it_where_and_when(name: str, metadata: dict[str, object]) -> None:
    assert metadata_of(_kept(name)) == metadata


@pytest.mark.parametrize("name", ["foto.png", "foto.webp", "foto.heic"])
def test_every_photograph_tells_where_it_was_taken(name: str) -> None:
    told = metadata_of(_kept(name))
    assert (told["place"], told["author"]) == (PLACE, AUTHOR)


def test_a_pdf_and_a_workbook_tell_their_author_and_day() -> None:
    assert {
        name: metadata_of(_kept(name))["author"] for name in ("acta.pdf", "lista.xlsx", "acta.docx")
    } == dict.fromkeys(("acta.pdf", "lista.xlsx", "acta.docx"), AUTHOR)
    told = metadata_of(_kept("acta.pdf"))
    assert (told["title"], told["created_at"][:2], "T" in told["created_at"]) == ("Acta", "20", True)


def test_what_is_no_evidence_has_neither_text_nor_picture_nor_metadata() -> None:
    stored = store_file(b"{}", name="a.json", media_type="application/json", by=BY)
    assert (text_of(stored), metadata_of(stored), picture_of(stored)) == (None, {}, None)


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["acta.pdf", "foto.jpg", "foto.png", "foto.webp", "foto.heic"])
@pytest.mark.parametrize("size", reading.SIZES)
def test_the_first_page_and_the_picture_are_drawn(name: str, size: int) -> None:
    path = picture_of(_kept(name), size)
    assert path is not None
    with Image.open(path) as drawn:
        assert (drawn.format, max(drawn.size) <= size, dict(drawn.getexif())) == ("WEBP", True, {})
    assert ("pictures" in path.parts, path.name) == (True, f"{size}.webp")


def test_a_photograph_stands_upright() -> None:
    path = picture_of(_kept("foto.jpg", a_jpg(width=600, height=400, turned=6)))
    assert path is not None
    with Image.open(path) as drawn:
        assert drawn.size == (213, 320)


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = _kept("foto.jpg")
    first = picture_of(stored)
    monkeypatch.setattr(reading.child, "opened", None)
    assert picture_of(stored) == first


def test_that_nothing_can_be_drawn_is_remembered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = _kept("foto.jpg")
    stored.path.chmod(0o600)
    stored.path.write_bytes(b"\xff\xd8\xff roto")
    assert picture_of(stored) is None
    monkeypatch.setattr(reading.child, "opened", None)
    assert picture_of(stored) is None


def test_sounds_and_sheets_have_no_picture() -> None:
    assert [picture_of(_kept(name)) for name in ("audio.mp3", "lista.xlsx", "video.mp4")] == [None, None, None]


def test_a_picture_has_one_of_two_sizes() -> None:
    with pytest.raises(ValueError, match="320 or 1200"):
        picture_of(_kept("foto.jpg"), 5000)


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = _kept("foto.jpg")

    def no_space(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reading.tempfile, "mkstemp", no_space)
    with pytest.raises(NoRoom):
        picture_of(stored)
    assert not shelf.picture_of(stored.sha256, "320.webp").exists()
