"""What a file is, its content says; what is none that is kept, or says another thing in its name, is refused."""

from pathlib import Path

import pytest

from factories.files import SAMPLES, a_film, a_jpg, a_locked_pdf, a_pdf, a_png, an_old_office, packed
from rendir.foundation.core import apart
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.library.contents import child
from rendir.foundation.library.contents.kinds import ACCEPTED, NAMED, FileKind, kind_of_media_type
from rendir.foundation.library.contents.recognition import recognize, refuse_by_name


def _recognized(tmp_path: Path, data: bytes, name: str) -> tuple[FileKind, str]:
    path = tmp_path / "llegada"
    path.write_bytes(data)
    return recognize(path, name)


def _refused(tmp_path: Path, data: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        _recognized(tmp_path, data, name)
    assert caught.value.way_out != ""
    return caught.value.message, caught.value.way_out


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_that_is_kept_is_known_by_its_content(name: str, tmp_path: Path) -> None:
    kind, media_type = _recognized(tmp_path, SAMPLES[name](), name)
    assert (kind.value, media_type.partition(";")[0]) == (name.rpartition(".")[2], kind.media_type)
    assert kind_of_media_type(media_type) is kind


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"nota.txt", "lista.csv", "video.mov", "audio.m4a"}))
def test_a_name_that_says_nothing_contradicts_nothing(name: str, tmp_path: Path) -> None:
    assert _recognized(tmp_path, SAMPLES[name](), "sin-extension")[0] == name.rpartition(".")[2]


def test_what_is_kept_is_what_a_field_offers() -> None:
    assert {NAMED[one.lstrip(".")] for one in ACCEPTED.split(",")} == set(FileKind)
    assert [kind for kind in FileKind if not kind.what or not kind.media_type or not kind.family] == []
    assert (kind_of_media_type("text/csv; charset=utf-8"), kind_of_media_type("text/html")) == (FileKind.CSV, None)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (a_jpg(), "acta.pdf", "El archivo es una imagen JPG, y su nombre dice que es un PDF."),
        (a_pdf(), "foto.jpg", "El archivo es un PDF, y su nombre dice que es una imagen JPG."),
        (a_png(), "foto.JPEG", "El archivo es una imagen PNG, y su nombre dice que es una imagen JPG."),
        (b"hola", "acta.docx", "El archivo es un texto, y su nombre dice que es un documento de Word."),
        (b"hola", "hola.md", "El archivo es un texto con un nombre que no es de texto («.md»)."),
    ],
)
def test_a_name_that_contradicts_its_content_is_refused(data: bytes, name: str, message: str, tmp_path: Path) -> None:
    assert _refused(tmp_path, data, name)[0] == message


@pytest.mark.parametrize(
    ("data", "name", "kind", "media_type"),
    [
        (a_film(b"mp42"), "grabacion.m4a", FileKind.M4A, "audio/mp4"),
        (a_film(b"3gp4"), "grabacion.3gp", FileKind.MP4, "video/mp4"),
        (b"a;b", "lista.txt", FileKind.TXT, "text/plain; charset=utf-8"),
        (b"a\tb", "lista.tsv", FileKind.CSV, "text/csv; charset=utf-8"),
        (b"a\tb", "lista", FileKind.TXT, "text/plain; charset=utf-8"),
        ("vía".encode("cp1252"), "nota.txt", FileKind.TXT, "text/plain; charset=windows-1252"),
        ("vía".encode("utf-16"), "nota.txt", FileKind.TXT, "text/plain; charset=utf-16"),
        ("ñ".encode() * 700_000, "nota.txt", FileKind.TXT, "text/plain; charset=utf-8"),
        ("ñ".encode()[:1], "nota.txt", FileKind.TXT, "text/plain; charset=windows-1252"),
        (b"\xff\xfb\x90\x64" + bytes(413), "audio.mp3", FileKind.MP3, "audio/mpeg"),
        (b"MZ empieza la nota", "nota.txt", FileKind.TXT, "text/plain; charset=utf-8"),
        (b"1 < 2 y <svg> es una palabra", "nota.txt", FileKind.TXT, "text/plain; charset=utf-8"),
    ],
)
def test_where_the_content_leaves_it_open_the_name_says_it(
    data: bytes, name: str, kind: FileKind, media_type: str, tmp_path: Path
) -> None:
    assert _recognized(tmp_path, data, name) == (kind, media_type)


A_PROGRAM = "El archivo es un programa: no se guarda como soporte."
A_PAGE = "El archivo es una página web: no se guarda como soporte."
A_FOLDER = "El archivo es una carpeta comprimida: no se guarda como soporte."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"MZ" + bytes(100), A_PROGRAM),
        (b"\x7fELF" + bytes(100), A_PROGRAM),
        (b"#!/bin/sh\nrm -r /", A_PROGRAM),
        (b"\xef\xbb\xbf<?php echo 1;", A_PROGRAM),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", A_PROGRAM),
        (b" \n<!DOCTYPE html><html></html>", A_PAGE),
        (b"<script>alert(1)</script>", A_PAGE),
        (b"<?xml version='1.0'?><datos/>", A_PAGE),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "El archivo es un dibujo SVG: no se guarda como soporte."),
        (b"<svg/>", "El archivo es un dibujo SVG: no se guarda como soporte."),
        (b"{\\rtf1 hola}", "El archivo es un texto RTF: no se guarda como soporte."),
        (packed({"foto.jpg": b"x"}), A_FOLDER),
        (packed({"mimetype": "application/epub+zip"}), A_FOLDER),
        (b"Rar!\x1a\x07\x00" + bytes(40), A_FOLDER),
        (b"GIF89a" + bytes(40), "El archivo es de tipo «.gif»: no se guarda como soporte."),
        (b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "El archivo es de tipo «.wav»: no se guarda como soporte."),
        (b"\0\0\0\x20ftypavif\0\0\0\0avifmif1", "El archivo es de tipo «.avif»: no se guarda como soporte."),
        (bytes([7, 1]) * 40, "El archivo es de un tipo desconocido: no se guarda como soporte."),
        (b"a" * 9000 + bytes(9), "El archivo es de un tipo desconocido: no se guarda como soporte."),
        (b" \n ", "El archivo está vacío."),
        (b"", "El archivo está vacío."),
        (a_locked_pdf(), "El archivo está protegido con contraseña: nadie más podría verlo."),
        (an_old_office("EncryptedPackage"), "El archivo está protegido con contraseña: nadie más podría verlo."),
        (
            an_old_office("WordDocument", "_VBA_PROJECT"),
            "El archivo trae macros, que son programas: no se guarda como soporte.",
        ),
        (an_old_office("Otro"), "El archivo es de un programa antiguo: no se guarda como soporte."),
        (
            packed({"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>", "word/vbaProject.bin": b"x"}),
            "El archivo trae macros, que son programas: no se guarda como soporte.",
        ),
        (
            packed(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": "<m><encryption-data/></m>",
                }
            ),
            "El archivo está protegido con contraseña: nadie más podría verlo.",
        ),
        (b"PK\x03\x04" + bytes(60), "El archivo está dañado o incompleto."),
    ],
)
def test_what_runs_hides_or_cannot_be_seen_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    assert _refused(tmp_path, data, "archivo")[0] == message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("virus.EXE", A_PROGRAM),
        ("acta.pdf.js", A_PROGRAM),
        ("pagina.html", A_PAGE),
        ("fotos.zip", A_FOLDER),
        ("libro.xlsm", "El archivo es un archivo de oficina con macros: no se guarda como soporte."),
        ("logo.svg", "El archivo es un dibujo SVG: no se guarda como soporte."),
    ],
)
def test_some_names_say_it_before_anybody_waits(name: str, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        refuse_by_name(name)
    assert (caught.value.message, caught.value.way_out != "") == (message, True)
    refuse_by_name("acta.pdf")


def test_an_archive_that_would_fill_the_memory_is_refused_in_its_own_words(tmp_path: Path) -> None:
    bomb = packed({"word/document.xml": bytes(30 * 1024 * 1024), "[Content_Types].xml": "<T/>"})
    message, way_out = _refused(tmp_path, bomb, "acta.docx")
    assert message == "El archivo es demasiado grande: por dentro ocupa 30 MB en 2 partes."
    assert "cronograma" not in way_out


def test_what_breaks_the_other_process_breaks_nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    broken = "El archivo no se deja abrir: está dañado o es demasiado complejo."
    assert _refused(tmp_path, a_pdf(), "acta.pdf")[0] == broken


def test_what_takes_too_long_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_WALL_SECONDS", 0.001)
    assert _refused(tmp_path, a_pdf(), "acta.pdf")[0] == "El archivo tarda demasiado en abrirse."
