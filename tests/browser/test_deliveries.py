"""The year at work: a unit reports from a phone, planning returns and accepts, a person publishes; who has no account
sends a file by a link.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from factories.files import a_jpg
from rendir.foundation.accounts.roles import Role

PHONE = {"width": 360, "height": 740}
PIECES = "/gestion/entregas/2021/I9-3/"
PEOPLE = "/gestion/entregas/2021/D6-3/"
WHAT_IS_MISSING = "La foto no deja ver el texto del afiche. Adjunte también la lista de dónde se pegó."


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A poster on a wall, as the phone keeps it: with its place, its day and its device."""
    path = tmp_path / "afiche.jpg"
    path.write_bytes(a_jpg(width=900, height=600))
    return path


@pytest.fixture
def looked_at(axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """`looked_at(page)`: it is accessible and as wide as its window."""

    def look(page: Page) -> None:
        axe(page)
        fits(page)

    return look


def _row(page: Page, key: str) -> Locator:
    return page.locator("article.review-item", has_text=key)


def test_a_delivery_from_the_phone_to_the_public_page(
    at_desk: Callable[..., Page], page_phone: Page, photo: Path, looked_at, picture
) -> None:
    places = photo.with_name("puntos.txt")
    places.write_text("Parque principal, biblioteca, plaza de mercado.\nRecibió Rosa Díaz, cédula 52.345.678.\n")
    unit, planning = at_desk(Role.COMMUNICATIONS, PHONE, has_touch=True, is_mobile=True), at_desk(Role.PLANNING)
    unit.goto("/gestion/")
    unit.get_by_role("link", name="Reportar I9-3").tap()
    unit.get_by_label("Tomar una foto").set_input_files(photo)
    expect(unit.locator("#reportar")).to_contain_text("Cargado: afiche.jpg")
    unit.get_by_label("Qué se hizo").fill("Se diseñaron y se pegaron los afiches de la segunda audiencia.")
    picture(unit, "manual/reportar-telefono", top="#reportar", height=900)
    unit.get_by_role("button", name="Reportar", exact=True).tap()
    expect(unit.get_by_role("status").first).to_contain_text("Reportada. Planeación la revisa.")
    looked_at(unit)

    planning.goto("/gestion/revision/2021/")
    picture(planning, "manual/por-revisar", height=900)
    one = _row(planning, "I9-3")
    one.get_by_text("Devolver").first.click()
    one.get_by_label("Qué falta o qué no corresponde").fill(WHAT_IS_MISSING)
    looked_at(planning)
    one.get_by_role("button", name="Devolver con esta razón I9-3").click()
    expect(_row(planning, "I9-3")).to_have_count(0)

    unit.goto("/gestion/")
    expect(unit.locator("main")).to_contain_text(f"Planeación: «{WHAT_IS_MISSING}»")
    unit.get_by_role("link", name="Corregir I9-3").tap()
    unit.get_by_label("Archivo", exact=True).set_input_files(places)
    unit.get_by_role("button", name="Reportar", exact=True).tap()
    expect(unit.locator(".evidence-list > li")).to_have_count(2)

    planning.goto(PIECES)
    expect(planning.locator("#reportar")).to_contain_text("Mire la evidencia")
    picture(planning, "manual/entrega", height=1100)
    planning.get_by_role("button", name="Aceptar I9-3").click()
    expect(planning.locator("#reportar")).to_contain_text("no falta nada")

    _publish(at_desk(Role.TEAM_LEAD), looked_at, picture)
    page_phone.goto("/2021/actividades/I9/")
    page_phone.get_by_role("link", name="Afiche de la segunda audiencia").tap()
    expect(page_phone.get_by_role("heading", level=1)).to_have_text("Afiche de la segunda audiencia")
    picture(page_phone, "manual/evidencia-telefono")
    looked_at(page_phone)
    proof = page_phone.get_by_role("link", name="Certificado de publicación (PDF)").get_attribute("href")
    assert page_phone.request.get(proof).body().startswith(b"%PDF")


def _publish(lead: Page, looked_at: Callable[[Page], None], picture: Callable[..., object]) -> None:
    """What names somebody is found and stays inside; the poster is published in words too."""
    lead.goto(PIECES)
    lead.get_by_role("link", name="Publicar puntos.txt").click()
    expect(lead.locator(".screen-findings")).to_contain_text("Número de identidad: ••.•••.•78")
    assert "52.345.678" not in lead.locator("main").inner_text()
    picture(lead, "manual/datos-personales", height=900)
    looked_at(lead)
    lead.get_by_role("link", name="No, volver").click()
    lead.goto(PIECES)
    lead.get_by_role("link", name="Publicar afiche.jpg").click()
    lead.get_by_label("Título con que se publica").fill("Afiche de la segunda audiencia")
    lead.get_by_label("En palabras, para quien no la ve o no la oye").fill("Un afiche con la fecha y el lugar.")
    lead.get_by_label("La miré completa y no muestra datos personales de particulares.").check()
    looked_at(lead)
    lead.get_by_role("button", name="Publicar para cualquiera").click()


def test_who_has_no_account_sends_a_file_by_a_link(
    at_desk: Callable[..., Page], page_phone: Page, photo: Path, looked_at, picture
) -> None:
    unit = at_desk(Role.CITIZEN_SERVICE)
    unit.goto(PEOPLE)
    unit.get_by_role("link", name="Recibir archivos por un enlace").click()
    unit.get_by_label("Para quién o para qué").fill("Fotos de la feria en el corregimiento El Roble")
    unit.get_by_role("button", name="Hacer el enlace").click()
    looked_at(unit)
    picture(unit, "manual/hoja-de-enlace", height=900)
    address = urlsplit(unit.locator("strong.secret-address").inner_text()).path

    page_phone.goto(address)
    page_phone.get_by_role("button", name="Enviar").tap()
    expect(page_phone.locator(".error-summary")).to_contain_text("Diga en pocas palabras qué es lo que envía.")
    looked_at(page_phone)
    page_phone.get_by_label("Archivo", exact=False).first.set_input_files(photo)
    expect(page_phone.locator("form")).to_contain_text("Cargado: afiche.jpg")
    page_phone.get_by_label("Qué es", exact=False).first.fill("La feria, vista desde la tarima")
    picture(page_phone, "manual/aportar-telefono", top="main form", height=900)
    page_phone.get_by_role("button", name="Enviar").tap()
    expect(page_phone.locator("main")).to_contain_text("Por aquí ya llegó 1 archivo.")
    looked_at(page_phone)

    unit.goto(PEOPLE)
    expect(unit.locator(".evidence-list")).to_contain_text("Llegó por enlace")
    unit.get_by_role("link", name="Recibir archivos por un enlace").click()
    unit.once("dialog", lambda question: question.accept())
    unit.get_by_role("button", name="Anular").click()
    assert page_phone.goto(address).status == 404
    looked_at(page_phone)


def test_what_is_missing_is_seen_told_and_taken_to_ones_calendar(
    at_desk: Callable[..., Page], looked_at, picture
) -> None:
    planning = at_desk(Role.PLANNING)
    planning.goto("/gestion/radar/2021/")
    picture(planning, "manual/lo-que-falta", height=900)
    message = planning.get_by_role("textbox", name="Copiar el resumen para el chat")
    planning.get_by_text("Copiar el resumen para el chat").first.click()
    assert "I8-3" in message.input_value()
    looked_at(planning)

    planning.goto("/gestion/recordatorios/")
    picture(planning, "manual/recordatorios", height=900)
    looked_at(planning)

    unit = at_desk(Role.COMMUNICATIONS)
    unit.goto("/gestion/calendarios/")
    unit.get_by_role("button", name="Hacer la dirección").click()
    address = urlsplit(unit.locator("p.secret-address").inner_text()).path
    looked_at(unit)
    feed = unit.request.get(address)
    assert (feed.status, feed.text().startswith("BEGIN:VCALENDAR"), "I8-3" in feed.text()) == (200, True, True)
    assert "Luz Dary" not in feed.text()
    unit.once("dialog", lambda question: question.accept())
    unit.get_by_role("button", name="Anular").last.click()
    assert unit.request.get(address).status == 404


def test_the_evidence_is_taken_in_one_folder(at_desk: Callable[..., Page], looked_at, picture) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/carpeta/2021/")
    picture(lead, "manual/carpeta", height=700)
    looked_at(lead)
    with lead.expect_download() as download:
        lead.get_by_role("button", name="Descargar la carpeta").click()
    with ZipFile(download.value.path()) as folder:
        names = folder.namelist()
    assert [name for name in names if name.endswith(".xlsx")] != []
    assert [name for name in names if "/I5/" in name or "/I5-" in name] != [], names
