"""Past years: a folder is brought in, found by a word, listed, and anybody finds it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from factories.files import a_docx
from factories.folders import a_zip
from rendir.foundation.accounts.roles import Role


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document whose year is in its name, one that says none, and a program."""
    path = tmp_path / "carpeta-vieja.zip"
    files = {
        "Informes/Rendición 2018-11-30.docx": a_docx("Se estrenó el puente colgante de Barbas."),
        "Sueltos/notas.txt": b"Notas de la mesa de turismo",
        "Sueltos/instalar.exe": b"MZ\0",
    }
    path.write_bytes(a_zip(files))
    return path


def test_a_folder_is_brought_in_found_listed_and_found_by_anybody(
    at_desk: Callable[..., Page],
    page_phone: Page,
    folder: Path,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    page = at_desk(Role.TEAM_LEAD)
    page.goto("/gestion/archivo/")
    page.get_by_role("link", name="Traer una carpeta").click()
    page.locator("input[type=file]").set_input_files(folder)
    page.get_by_role("button", name="Leer la carpeta").click()
    expect(page.get_by_text("Falta el año de 1 documento.")).to_be_visible()
    _looks_well(page, axe, fits)
    page.get_by_role("link", name="Lo que no entra").click()
    expect(page.get_by_text("El archivo es un programa")).to_be_visible()
    _looks_well(page, axe, fits)
    page.get_by_label("Año de Sueltos").fill("2017")
    page.get_by_role("button", name="Poner a todos Sueltos").click()
    page.get_by_role("button", name="Confirmar y traer al archivo").click()
    page.get_by_label("Palabras").fill("puente COLGANTE")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_label("Publicar «Rendición 2018-11-30»").check()
    page.get_by_role("button", name="Publicar los escogidos").click()
    _looks_well(page, axe, fits)
    page.get_by_label("Título con que se publica").fill("Rendición de cuentas de 2018")
    if page.get_by_label("En palabras").count():
        page.get_by_label("En palabras").fill("Un informe con una foto de prueba.")
    page.get_by_label("Lo miré completo").check()
    page.get_by_role("button", name="Publicar para cualquiera").click()
    expect(page.get_by_text("Ya es público")).to_be_visible()

    page_phone.goto("/")
    page_phone.get_by_role("link", name="Ver el archivo de años anteriores").click()
    page_phone.get_by_label("Palabras").fill("barbas")
    page_phone.get_by_role("button", name="Buscar").click()
    _looks_well(page_phone, axe, fits)
    page_phone.get_by_role("link", name="Rendición de cuentas de 2018").click()
    expect(page_phone.get_by_text("Rendir no responde por lo que dice")).to_be_visible()
    _looks_well(page_phone, axe, fits)


def _looks_well(page: Page, axe: Callable[[Page], None], fits: Callable[[Page], None]) -> None:
    axe(page)
    fits(page)
