"""Compressed folders from outside: what harms is told and left, the rest comes; what breaks costs one file."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from factories.files import a_docx, a_locked_pdf, a_pdf, a_scan
from factories.folders import a_zip
from rendir.foundation.archive.reading import apart as reading
from rendir.foundation.archive.reading.apart import Entry, look, unpack
from rendir.foundation.core.importing import Unreadable

FINE = {"acta.txt": b"Acta de la mesa"}


def _opened(data: bytes, folder: Path) -> list[Entry]:
    place = folder / "came"
    place.write_bytes(data)
    inside = folder / "inside"
    inside.mkdir()
    return unpack(place, inside)


def _told(data: bytes, folder: Path) -> dict[str, str]:
    return {one.path: one.why for one in _opened(data, folder) if one.outcome != "take"}


def _looked(data: bytes, folder: Path) -> dict[str, Entry]:
    entries = _opened(data, folder)
    look(entries, is_late=lambda: False)
    return {one.path: one for one in entries}


def test_what_is_taken_has_its_bytes(tmp_path: Path) -> None:
    (entry,) = _opened(a_zip({"2019/acta.txt": b"Acta de la mesa"}), tmp_path)
    assert (entry.path, entry.outcome, entry.file and entry.file.read_bytes()) == (
        "2019/acta.txt",
        "take",
        FINE["acta.txt"],
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"no es un zip", a_zip(FINE)[:-30]])
def test_what_is_no_folder_is_refused_whole(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        _opened(data, tmp_path)
    assert refused.value.message == "La carpeta comprimida está dañada o no es un ZIP."


def test_each_file_that_is_not_taken_says_why(tmp_path: Path) -> None:
    files = {
        **FINE,
        "../fuera.txt": b"x",
        "/etc/passwd": b"x",
        "otra.zip": a_zip(FINE),
        "virus.exe": b"MZ\0",
        "vacio.pdf": b"",
        "__MACOSX/._acta.txt": b"x",
    }
    assert _told(a_zip(files), tmp_path) == {
        "../fuera.txt": "Su ruta sale de la carpeta comprimida: no se toma.",
        "/etc/passwd": "Su ruta es de un disco y no de la carpeta: no se toma.",
        "otra.zip": "Es otra carpeta comprimida: descomprímala y ponga sus archivos en la carpeta.",
        "virus.exe": (
            "El archivo es un programa: no se guarda como soporte. Se guardan PDF, imágenes (JPG, PNG, WEBP, HEIC), "
            "documentos de oficina (Word, Excel, PowerPoint, LibreOffice), texto, CSV, audios (MP3, M4A, OGG) y "
            "videos (MP4, MOV, WEBM)."
        ),
        "vacio.pdf": "Está vacío.",
        "__MACOSX/._acta.txt": "Lo dejan los programas para sí: no es un documento.",
    }


def test_a_shortcut_a_password_and_what_swells_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        link = zipfile.ZipInfo("atajo.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomba.txt", b"a" * 20_000_000)
        archive.writestr("clave.txt", b"secreto")
    data = bytearray(out.getvalue())
    for mark, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):  # the last file says that it is locked
        data[data.rindex(mark) + flag] |= 1
    assert _told(bytes(data), tmp_path) == {
        "atajo.pdf": "Es un atajo a otro archivo: no se toma.",
        "bomba.txt": "Se infla demasiado al descomprimirlo: parece hecho para dañar.",
        "clave.txt": "Está protegido con contraseña: quítesela y cárguelo.",
    }


def test_a_damaged_file_costs_itself(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("roto.txt", b"Acta que se rompe")
        archive.writestr("acta.txt", b"Acta de la mesa")
    data = out.getvalue().replace(b"se rompe", b"se rompa", 1)
    assert _told(data, tmp_path) == {"roto.txt": "Está dañado: no se deja descomprimir."}


def test_a_damaged_file_costs_itself_however_it_was_packed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("roto.txt", b"Acta de la mesa de agua, con sus compromisos")
        archive.writestr("acta.txt", b"Acta de la mesa")
    data = bytearray(out.getvalue())
    start = 30 + len("roto.txt") + 4  # after the entry's heading and LZMA's own
    data[start : start + 5] = b"\xff" * 5
    assert _told(bytes(data), tmp_path) == {"roto.txt": "Está dañado: no se deja descomprimir."}


def test_a_file_that_lies_of_its_size_gives_no_more_than_it_announced(tmp_path: Path) -> None:
    data = bytearray(a_zip({"acta.txt": b"a" * 5000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    assert _told(bytes(data), tmp_path) == {"acta.txt": "Está dañado: no se deja descomprimir."}


def test_a_folder_with_too_much_in_it_is_refused_whole(tmp_path: Path) -> None:
    many = a_zip({f"{number}.txt": b"x" for number in range(2001)})
    with pytest.raises(Unreadable) as refused:
        _opened(many, tmp_path)
    assert refused.value.message == "La carpeta trae más de 2000 archivos."


def test_a_folder_that_announces_too_many_bytes_is_refused_whole(tmp_path: Path) -> None:
    data = bytearray(a_zip(FINE))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (900 * 1024 * 1024).to_bytes(4, "little")
    with pytest.raises(Unreadable) as refused:
        _opened(bytes(data), tmp_path)
    assert refused.value.message == "La carpeta, descomprimida, pesa más de 800 MB."


def test_what_breaks_between_the_list_and_the_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = b'{"entries": [{"path": "a.txt", "size": 9, "outcome": "take", "why": ""}]}\n'
    monkeypatch.setattr(reading.apart, "printed", lambda *_args, **_options: iter([said, b"\0\0\0\x09ab"]))
    with pytest.raises(Unreadable) as refused:
        _opened(a_zip(FINE), tmp_path)
    assert refused.value.message == "La carpeta no se deja abrir: está dañada o es demasiado compleja."


def test_more_bytes_than_a_folder_may_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 10)
    with pytest.raises(Unreadable):
        _opened(a_zip(FINE), tmp_path)


def test_each_file_says_what_it_is_and_what_it_is_found_by(tmp_path: Path) -> None:
    files = {"a.docx": a_docx("Vía a El Roble"), "b.pdf": a_pdf("Acta de la mesa"), "c.pdf": a_scan(), "d.txt": b"Hola"}
    found = _looked(a_zip(files), tmp_path)
    assert "via a el roble" in found["a.docx"].text
    assert found["a.docx"].created == "2013-12-23T23:15:00Z"
    assert found["b.pdf"].text == "acta de la mesa nota interna"
    assert (found["c.pdf"].text, found["c.pdf"].unread) == (
        "",
        "No trae texto: es una imagen, como la que hace un escáner. No se encuentra por sus palabras.",
    )
    assert (found["d.txt"].media_type, found["d.txt"].text, found["d.txt"].unread) == (
        "text/plain; charset=utf-8",
        "hola",
        "",
    )


def test_what_its_content_tells_is_refused_and_a_long_text_is_cut(tmp_path: Path) -> None:
    files = {"a.pdf": a_locked_pdf(), "b.docx": a_pdf(), "c.txt": b"palabra " * 20_000, "d.csv": b"\0\1\2"}
    found = _looked(a_zip(files), tmp_path)
    assert {path: one.outcome for path, one in found.items()} == {
        "a.pdf": "refused", "b.docx": "refused", "c.txt": "take", "d.csv": "refused",
    }  # fmt: skip
    assert found["a.pdf"].why.startswith("El archivo está protegido con contraseña")
    assert found["c.txt"].unread == "Es muy largo: se encuentra por las palabras de su comienzo."
    assert len(found["c.txt"].text) <= 100_000


def test_what_breaks_the_process_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies on the second of three; the third is looked at by another."""
    entries = [Entry(f"{name}.txt", 1, "take", "", tmp_path / name) for name in "abc"]
    for one in entries:
        assert one.file
        one.file.write_bytes(b"Acta")
    real = reading.apart.printed

    def breaking(*words: str, wall_seconds: float, given: bytes) -> object:
        lines = real(*words, wall_seconds=wall_seconds, given=given)
        if b'b.txt"' not in given:
            yield from lines
            return
        if b'a.txt"' in given:
            yield next(lines)
        raise reading.apart.Broken

    monkeypatch.setattr(reading.apart, "printed", breaking)
    look(entries, is_late=lambda: False)
    assert [one.outcome for one in entries] == ["take", "refused", "take"]
    assert entries[1].why == "No se deja abrir: está dañado o es demasiado complejo."


def test_what_there_was_no_time_for_is_told(tmp_path: Path) -> None:
    entries = [Entry("a.txt", 1, "take", "", tmp_path / "a")]
    look(entries, is_late=lambda: True)
    assert entries[0].why.startswith("No alcanzó a leerse.")
