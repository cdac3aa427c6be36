"""Names inside a compressed folder: read, left, refused, made into titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.archive.rules.names import folder_of, harm_of, is_noise, read_name, title_of


@pytest.mark.parametrize("coding", ["utf-8", "cp850"])
def test_a_name_without_the_mark_is_read_as_it_was_written(coding: str) -> None:
    name = "Año 2019/Rendición Á É Í Ó Ú ñ.pdf"
    assert read_name(name.encode(coding).decode("cp437"), is_utf8=False) == name


def test_a_name_with_the_mark_is_as_it_is_composed_and_with_our_separator() -> None:
    assert read_name("An\u0303o\\acta.pdf", is_utf8=True) == "Año/acta.pdf"


@given(st.binary(max_size=60))
def test_any_bytes_make_a_name(data: bytes) -> None:
    assert isinstance(read_name(data.decode("cp437"), is_utf8=False), str)


@pytest.mark.parametrize(
    "path",
    ["__MACOSX/a.pdf", "a/__MACOSX/b", "a/Thumbs.db", ".DS_Store", "a/~$acta.docx", "a/._acta.pdf", "desktop.ini",
     "a/.~lock.acta.odt#"],
)  # fmt: skip
def test_what_programs_leave_is_noise(path: str) -> None:
    assert is_noise(path)


@pytest.mark.parametrize("path", ["acta.pdf", "a/thumbs.pdf", "a/~acta.docx", ""])
def test_a_document_is_no_noise(path: str) -> None:
    assert not is_noise(path)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/etc/passwd", "Su ruta es de un disco y no de la carpeta: no se toma."),
        ("C:/acta.pdf", "Su ruta es de un disco y no de la carpeta: no se toma."),
        ("a/../../acta.pdf", "Su ruta sale de la carpeta comprimida: no se toma."),
        ("acta\u202efdp.exe", "Su nombre trae signos que no se ven: no se toma."),
        ("a" * 251, "Su ruta es demasiado larga."),
        ("a..b/acta.pdf", ""),
    ],
)
def test_a_path_that_leads_elsewhere_is_told(path: str, why: str) -> None:
    assert harm_of(path) == why


def test_a_path_has_its_folders_and_a_title() -> None:
    assert (folder_of("a/b/c.pdf"), folder_of("c.pdf")) == ("a/b", "")
    assert title_of("a/informe_de-gestión 2019-04-30.v2.docx") == "Informe de gestión 2019-04-30.v2"
    assert title_of("___.pdf") == "___"
