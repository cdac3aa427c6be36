"""Planning at its desk: a changed file comes in, is decided about, confirmed and undone; nobody is run over."""

from collections.abc import Callable
from importlib import resources

import pytest
from playwright.sync_api import Page, expect

from rendir.foundation.accounts.roles import Role

PACKAGED = resources.files("rendir.plan.planning").joinpath("demo", "cronograma-2021.tsv").read_text(encoding="utf-8")
CHANGED = (
    PACKAGED.replace("Redactar y enviar comunicados", "Escribir y enviar comunicados")
    .replace("Diseñar y repartir las piezas", "Diseñar y entregar las piezas")
    .replace("Escribir el informe de gestión.", "Escribir y publicar el informe de gestión.")
)
NOBODY = "La actividad no tiene responsable."
GRID = "/gestion/cronograma/2021/grilla/"


def _read(page: Page, text: str) -> None:
    page.goto("/gestion/cronograma/2021/")
    page.get_by_role("link", name="Importar", exact=True).click()
    file = {"name": "cronograma-cambiado.tsv", "mimeType": "text/tab-separated-values", "buffer": text.encode()}
    page.get_by_label("Archivo del cronograma").set_input_files(file)
    page.get_by_role("button", name="Leer el archivo").click()
    page.wait_for_url("**/gestion/importaciones/*/")


def _confirm(page: Page) -> None:
    page.get_by_role("button", name="Confirmar la importación").click()


def _schedule(page: Page) -> list[str]:
    page.goto(GRID)
    return page.locator("tr[data-row]").all_inner_texts()


@pytest.fixture
def desk(at_desk: Callable[..., Page]) -> Page:
    """Planning's window."""
    return at_desk(Role.PLANNING)


def test_a_changed_file_is_read_decided_corrected_confirmed_and_undone(
    desk: Page, axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    before = _schedule(desk)
    desk.goto("/gestion/cronograma/2021/importar/")
    picture(desk, "manual/importar")
    _read(desk, CHANGED)
    picture(desk, "manual/decidir", top=f"section.decide:has-text('{NOBODY}')", height=560)
    axe(desk)
    desk.get_by_role("button", name=f"Aceptar las 2 {NOBODY}").click()
    expect(desk.get_by_role("status").filter(has_text="Aceptadas: 2.")).to_be_visible()
    axe(desk)
    desk.get_by_role("navigation", name="Partes de la importación").get_by_role("link", name="Fila por fila").click()
    picture(desk, "manual/filas", top=".import-lead", height=900)
    desk.locator("details.import-row").filter(has_text="I10").locator("summary").click()
    axe(desk)
    desk.get_by_role("link", name="Corregir esta fila I10").click()
    axe(desk)
    desk.get_by_label("Meta o producto").fill("Informe publicado treinta días antes de la audiencia")
    desk.get_by_role("button", name="Guardar en la importación").click()
    expect(desk.locator("details[open]").get_by_text("treinta días antes")).to_be_visible()
    desk.get_by_role("link", name="Qué cambia").click()
    expect(desk.locator(".comparison").filter(has_text="Cambian")).to_contain_text("Escribir y publicar el informe")
    axe(desk)
    _confirm(desk)
    expect(desk.get_by_role("button", name="Deshacer la importación")).to_be_visible()
    first = desk.url
    assert "treinta días antes" in " ".join(_schedule(desk))

    _read(desk, CHANGED)
    expect(desk.locator(".import-act")).to_contain_text("Este archivo no cambia nada")
    desk.once("dialog", lambda question: question.accept())
    desk.get_by_role("button", name="Descartar", exact=True).click()
    expect(desk.get_by_role("status").first).to_contain_text("descartada")

    desk.goto(first)
    picture(desk, "manual/deshacer", height=420)
    desk.get_by_role("button", name="Deshacer la importación").click()
    expect(desk.locator(".import-act")).to_contain_text("Esta importación se deshizo")
    axe(desk)
    assert _schedule(desk) == before


def test_a_file_that_is_no_schedule_is_told_beside_its_field(desk: Page, axe: Callable[[Page], None]) -> None:
    desk.goto("/gestion/cronograma/2021/importar/")
    desk.get_by_role("button", name="Leer el archivo").click()
    expect(desk).to_have_title("Error: Importar el cronograma 2021 · Alcaldía de Villa Clara")
    assert desk.evaluate("document.activeElement.className").startswith("error-summary")
    axe(desk)
    desk.get_by_label("O pegue aquí las celdas copiadas de Excel").fill("Querida alcaldía:\nno es un cronograma.")
    desk.get_by_role("button", name="Leer el archivo").click()
    expect(desk.locator(".error-summary")).to_be_visible()
    axe(desk)


def test_whoever_comes_second_sees_both_texts_and_chooses(
    desk: Page, at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    for page in (desk, lead):
        page.goto("/gestion/cronograma/2021/actividades/R1/")
    product = desk.get_by_label("Meta o producto").input_value()
    lead.get_by_label("Meta o producto").fill("Grupos que saben preguntar")
    lead.get_by_role("button", name="Guardar", exact=True).click()
    lead.wait_for_url("**/grilla/#R1")
    desk.get_by_label("Meta o producto").fill("Grupos que saben preguntar y pedir cuentas")
    desk.get_by_role("button", name="Guardar", exact=True).click()
    told = desk.locator(".comparison-fields")
    expect(told).to_contain_text("Ahora dice: Grupos que saben preguntar")
    expect(told).to_contain_text("Usted escribió: Grupos que saben preguntar y pedir cuentas")
    picture(desk, "manual/otra-persona", height=700)
    axe(desk)
    desk.get_by_role("button", name="Guardar", exact=True).click()
    desk.wait_for_url("**/grilla/#R1")
    desk.goto("/gestion/cronograma/2021/actividades/R1/")
    expect(desk.get_by_label("Meta o producto")).to_have_value("Grupos que saben preguntar y pedir cuentas")
    desk.get_by_label("Meta o producto").fill(product)
    desk.get_by_role("button", name="Guardar", exact=True).click()
    desk.wait_for_url("**/grilla/#R1")
