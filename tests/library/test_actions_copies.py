"""The copy that may be published says nothing of who made it, where and when; the original stays as it came."""

import re
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pytest_django import Settings

from factories.accounts import outsider
from factories.files import (
    AUTHOR,
    SAMPLES,
    a_docx,
    a_film,
    a_jpg,
    a_pdf,
    a_picture,
    an_mp3,
    an_odt,
    an_ogg,
    box,
    packed,
    parts_of,
)
from rendir.foundation.audit.actors import Job
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import apart
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.foundation.library.actions import store_file, store_stream, strip_metadata
from rendir.foundation.library.contents import child
from rendir.foundation.library.contents.stripping.photographs import without_labels
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.reading import metadata_of, text_of

pytestmark = pytest.mark.django_db
BY = Job("tests")
CLEANED = sorted(set(SAMPLES) - {"acta.doc", "lista.xls"})
FIRST_NAME = AUTHOR.partition(" ")[0].encode()
ORIENTATION_TURNED = 6


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


def _kept(name: str, data: bytes | None = None) -> StoredFile:
    return store_stream([SAMPLES[name]() if data is None else data], name=name, by=BY)


def _copy(name: str, data: bytes | None = None) -> bytes:
    return strip_metadata(_kept(name, data), by=BY).read()


def _unpacked(data: bytes) -> bytes:
    """All that a file holds, with what is compressed in it opened."""
    if data.startswith(b"PK"):
        return b"".join(_unpacked(part) for part in parts_of(data).values())
    if data.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(data)) as document:
            opened = BytesIO()
            document.save(opened, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
        return opened.getvalue()
    return data


@pytest.mark.parametrize("name", CLEANED)
def test_nothing_in_the_copy_tells_of_its_author_place_or_day(name: str) -> None:
    """Neither to us nor to who looks at its bytes; the original stays as it came, and the copy is always the same."""
    stored = _kept(name)
    before = stored.read()
    copy = strip_metadata(stored, by=BY)
    assert metadata_of(copy) == {}
    assert FIRST_NAME not in _unpacked(copy.read())
    assert copy.name == (name if stored == copy else f"copia-publica.{copy.kind}")
    assert (stored.read(), StoredFile.objects.get(pk=stored.pk).name) == (before, name)
    assert (stored == copy) is (copy.kind in ("txt", "csv"))
    assert strip_metadata(stored, by=BY) == copy


def test_the_ledger_ties_the_copy_to_its_original() -> None:
    stored = _kept("foto.jpg")
    copy = strip_metadata(stored, by=BY)
    entry = LedgerEntry.objects.order_by("-sequence")[0]
    assert (entry.verb, entry.object) == ("strip_metadata", copy.public_id)
    body = LedgerPayload.objects.get(entry=entry).body
    assert body == {"original": stored.public_id, "sha256": stored.sha256}


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["foto.jpg", "foto.png", "foto.webp", "foto.heic"])
def test_a_photograph_keeps_its_points_and_nothing_else(name: str) -> None:
    copy = strip_metadata(_kept(name), by=BY)
    with Image.open(BytesIO(copy.read())) as image:
        assert dict(image.getexif()) == {}
        assert {"exif", "icc_profile", "comment", "xmp", "Author", "Software"}.isdisjoint(image.info)
        red, blue = image.convert("RGB").getpixel((5, 5)), image.convert("RGB").getpixel((image.width - 5, 5))
    assert (red[0] > 200, red[2] < 60, blue[2] > 200, blue[0] < 60) == (True, True, True, True)
    assert copy.kind == ("jpg" if name == "foto.heic" else name.rpartition(".")[2])


def test_a_photograph_is_turned_as_its_camera_noted() -> None:
    with Image.open(BytesIO(_copy("foto.jpg", a_jpg(turned=ORIENTATION_TURNED)))) as image:
        assert image.size == (40, 60)
        assert image.getpixel((20, 5))[0] > 200


def test_a_huge_photograph_is_made_to_fit() -> None:
    with Image.open(BytesIO(_copy("foto.jpg", a_jpg(width=12_200, height=100)))) as image:
        assert image.size == (6000, 49)


def test_clear_colours_and_palettes_and_print_colours_are_kept_as_they_look() -> None:
    for mode in ("P", "LA", "CMYK", "L", "1"):
        file = BytesIO()
        a_picture().convert(mode).save(file, "JPEG" if mode == "CMYK" else "PNG")
        name = "foto.jpg" if mode == "CMYK" else "foto.png"
        with Image.open(BytesIO(_copy(name, file.getvalue()))) as image:
            assert image.size == (60, 40)


def test_a_film_hung_behind_a_photograph_goes() -> None:
    assert b"ftyp" not in _copy("foto.jpg", a_jpg() + a_film())


def test_a_damaged_photograph_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        strip_metadata(_kept("foto.jpg", a_jpg()[:400]), by=BY)
    assert caught.value.message == "El archivo está dañado o incompleto."


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe1", b"\xff\xd8 nada", b"GIF89a", b""])
def test_inside_a_document_what_is_no_whole_picture_is_left_as_it_is(data: bytes) -> None:
    assert without_labels(data) == data


def test_inside_a_document_points_are_not_touched() -> None:
    data = a_jpg()
    cleaned = without_labels(data + a_film())
    with Image.open(BytesIO(data)) as before, Image.open(BytesIO(cleaned)) as after:
        assert (before.tobytes() == after.tobytes(), dict(after.getexif())) == (True, {})
    assert (AUTHOR.encode() in data, AUTHOR.encode() in cleaned, b"ftyp" in cleaned) == (True, False, False)


# --- documents -------------------------------------------------------------------------------------------------------


def test_a_pdf_keeps_what_its_pages_say_and_nothing_hangs_on_it() -> None:
    copy = _copy("acta.pdf", a_pdf(pages=2))
    with pikepdf.open(BytesIO(copy)) as document:
        assert (len(document.pages), len(document.attachments), "/Info" in document.trailer) == (2, 0, False)
        assert {"/OpenAction", "/Metadata", "/AA"} & set(document.Root.keys()) == set()
        assert list(document.pages[0].obj.Annots) == []
    with pypdfium2.PdfDocument(copy) as document:
        assert document[1].get_textpage().get_text_bounded() == "Acta de la reunión en la vereda La Julia."
    opened = _unpacked(copy)
    assert [word for word in (b"app.alert", b"1.094.123.456", b"Nota interna") if word in opened] == []


def test_a_pdf_keeps_its_links_and_loses_what_its_marks_tell() -> None:
    with pikepdf.open(BytesIO(a_pdf())) as document:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.gov.co/"),
        )
        runs = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
        )
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Highlight, Rect=[0, 0, 9, 9], T=AUTHOR, Contents="ojo"
        )
        filled = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            Rect=[0, 0, 9, 9],
            FT=pikepdf.Name.Sig,
            V=AUTHOR,
            T="f",
        )
        every = [document.make_indirect(one) for one in (link, runs, mark, filled)]
        document.pages[0].obj.Annots = pikepdf.Array(every)
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[every[3]], XFA="x")
        file = BytesIO()
        document.save(file)
    with pikepdf.open(BytesIO(_copy("acta.pdf", file.getvalue()))) as document:
        kept = list(document.pages[0].obj.Annots)
        assert [str(one.get("/Subtype")) for one in kept] == ["/Link", "/Link", "/Highlight", "/Widget"]
        assert [str(one.A.URI) if "/A" in one else "" for one in kept] == ["https://www.gov.co/", "", "", ""]
        assert [set(one.keys()) & {"/T", "/Contents", "/V"} for one in kept] == [set(), set(), set(), {"/T"}]


def test_a_photograph_inside_a_pdf_loses_its_labels() -> None:
    with pikepdf.open(BytesIO(a_pdf())) as document:
        inside = document.make_stream(a_jpg(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        inside.Filter, inside.Width, inside.Height = pikepdf.Name.DCTDecode, 60, 40
        inside.ColorSpace, inside.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        document.pages[0].Resources.XObject = pikepdf.Dictionary(Foto=inside)
        file = BytesIO()
        document.pages[0].contents_add(b"/Foto Do")
        document.save(file)
    before, after = _unpacked(file.getvalue()), _unpacked(_copy("acta.pdf", file.getvalue()))
    assert (b"SM-A125M" in before, b"SM-A125M" in after, b"/DCTDecode" in after) == (True, False, True)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n nada", a_pdf()[:200]])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        strip_metadata(_kept("acta.pdf", data), by=BY)


def test_a_word_document_keeps_what_was_added_and_loses_what_was_struck_out() -> None:
    copy = _copy("acta.docx", a_docx("Hola", "Adiós"))
    document = docx.Document(BytesIO(copy))
    assert [one.text for one in document.paragraphs] == ["Hola", "Adiós", "", "agregado"]
    names = set(parts_of(copy))
    assert [name for name in names if name.startswith(("docProps", "word/comments"))] == []
    text = _unpacked(copy)
    gone = (b"tachado", b"Revisar", b"commentReference", b"w:ins ", b"w:del ", b"docProps", b"SM-A125M")
    assert [word for word in gone if word in text] == []


def test_words_that_follow_what_was_taken_out_stay() -> None:
    parts = parts_of(an_odt())
    note = re.compile(rb"<office:annotation>.*?</office:annotation>")
    body = note.sub(lambda found: b"antes <text:s/>" + found.group() + b"despues", parts["content.xml"])
    assert text_of(_kept("acta.odt", packed(parts | {"content.xml": body}))) is not None
    copy = strip_metadata(_kept("acta.odt", packed(parts | {"content.xml": body})), by=BY)
    assert text_of(copy) == "antes  despuesActa de la reunión"


def test_a_workbook_opens_without_its_notes() -> None:
    copy = _copy("lista.xlsx")
    book = openpyxl.load_workbook(BytesIO(copy))
    assert ([[cell.value for cell in row] for row in book.active], book.active["A1"].comment) == (
        [["Barrio", "Asistentes"], ["La Julia", 14]],
        None,
    )
    assert [name for name in parts_of(copy) if "comment" in name or name.endswith(".vml")] == []


def test_a_part_that_is_no_document_is_refused() -> None:
    parts = parts_of(an_odt()) | {"content.xml": b"<a><b></a>"}
    with pytest.raises(Invalid):
        strip_metadata(_kept("acta.odt", packed(parts)), by=BY)


@pytest.mark.parametrize("name", ["acta.doc", "lista.xls"])
def test_old_formats_are_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        strip_metadata(_kept(name), by=BY)
    assert "no se le pueden quitar los datos" in caught.value.message
    assert "guárdelo como Word" in caught.value.way_out


# --- recordings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["audio.mp3", "audio.m4a", "audio.ogg", "video.mp4", "video.mov", "video.webm"])
def test_what_is_heard_and_seen_is_not_touched(name: str) -> None:
    before, after = SAMPLES[name](), _copy(name)
    sound = b"\xff\xfb\x90\x64" + bytes(413) if name == "audio.mp3" else b"sonido"
    assert (after.count(sound), len(after) <= len(before)) == (before.count(sound), True)
    if name != "audio.mp3":
        assert (len(after), after.index(sound)) == (len(before), before.index(sound))


def test_an_mp3_loses_every_kind_of_label() -> None:
    label = b"APETAGEX" + (2000).to_bytes(4, "little") + (40).to_bytes(4, "little") + bytes(16)
    tail = b"x" * 8 + label
    data = an_mp3()[:-128] + tail + an_mp3()[-128:]
    assert _copy("audio.mp3", data) == _copy("audio.mp3")


def test_a_sound_of_ogg_tells_its_length_and_its_page_is_whole() -> None:
    copy = _copy("audio.ogg", an_ogg(titles=(b"ARTIST=Carmenza Ospina", b"DATE=2021", b"", b"A")))
    assert (copy.count(b"OggS"), b"DATE" in copy, len(copy)) == (3, False, len(copy))
    older = _copy("audio.ogg", an_ogg(vorbis=True))
    assert (len(older), FIRST_NAME in older, older.count(b"sonido")) == (len(an_ogg(vorbis=True)), False, 1)


def test_a_sound_whose_titles_go_on_over_pages_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        strip_metadata(_kept("audio.ogg", an_ogg(cut=5)), by=BY)
    assert caught.value.message == "El audio trae títulos o imágenes demasiado largos para quitarlos."
    with pytest.raises(Invalid):
        strip_metadata(_kept("audio.ogg", b"OggS\0 nada mas que esto y un poco mas de letras"), by=BY)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("video.mp4", a_film()[:-3]),
        ("video.mp4", box(b"ftyp", b"isom", bytes(4)) + b"\0\0\0\1mdat" + (10**9).to_bytes(8, "big")),
        ("video.webm", SAMPLES["video.webm"]()[:-3]),
        ("video.webm", SAMPLES["video.webm"]()[:40]),
    ],
)
def test_a_film_that_breaks_off_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        strip_metadata(_kept(name, data), by=BY)
    assert caught.value.message == "El archivo está dañado o incompleto."


# --- bad days --------------------------------------------------------------------------------------------------------


def test_who_may_not_keep_files_makes_no_copy() -> None:
    stored = _kept("foto.jpg")
    with pytest.raises(NotAllowed):
        strip_metadata(stored, by=outsider())
    assert StoredFile.objects.count() == 1


def test_what_is_no_evidence_is_not_copied() -> None:
    stored = store_file(b"{}", name="a.json", media_type="application/json", by=BY)
    with pytest.raises(Invalid) as caught:
        strip_metadata(stored, by=BY)
    assert caught.value.message == "De este archivo no se hace una copia para publicar."


def test_a_copy_that_breaks_off_in_the_middle_is_not_kept(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    stored = _kept("foto.jpg")

    def breaking(*_: object, **__: object):
        yield b'{"kind": "txt"}\n'
        yield b"mitad"
        raise apart.Broken

    monkeypatch.setattr(child.apart, "printed", breaking)
    with pytest.raises(Invalid):
        strip_metadata(stored, by=BY)
    assert (StoredFile.objects.count(), list((folder / "arriving").glob("*"))) == (1, [])
