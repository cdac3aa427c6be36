"""A survey is answered on a phone with a code, page by page, without losing what was typed; and keyed from paper."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from rendir.foundation.accounts.roles import Role

OFFICIALS = "La rendición de cuentas vista desde adentro, 2021"


def test_a_survey_is_answered_with_a_code(
    at_desk: Callable[..., Page],
    page_phone: Page,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/encuestas/")
    lead.get_by_role("link", name=OFFICIALS).click()
    axe(lead)
    address = urlsplit(lead.url).path.removeprefix("/gestion")
    lead.get_by_role("link", name="Hacer códigos").click()
    lead.get_by_label("¿Cuántos?").fill("1")
    lead.get_by_role("button", name="Hacer códigos").click()
    axe(lead)
    code = lead.locator("main textarea").input_value().strip()
    phone = page_phone
    phone.goto(address)
    phone.get_by_label("Su código").fill(code)
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Seguir").click()
    expect(phone.get_by_role("alert").or_(phone.locator(".error-summary"))).to_contain_text("Falta responder")
    axe(phone)
    phone.get_by_label("Por contrato").check()
    phone.get_by_label("¿Cuántos años lleva en la entidad?").fill("7")
    phone.reload()
    phone.goto(address)
    expect(phone.get_by_label("Por contrato")).to_be_checked()
    expect(phone.get_by_label("¿Cuántos años lleva en la entidad?")).to_have_value("7")
    phone.get_by_label("Su código").fill(code)
    phone.get_by_role("button", name="Seguir").click()
    phone.get_by_role("group", name="¿Qué tanto sabe").get_by_label("3", exact=True).check()
    phone.get_by_role("group", name="¿Recibió formación").get_by_label("Sí").check()
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Seguir").click()
    phone.get_by_role("group", name="¿Le sirvió?").get_by_label("4", exact=True).check()
    phone.get_by_role("button", name="Volver a la página anterior").click()
    expect(phone.get_by_role("group", name="¿Qué tanto sabe").get_by_label("3", exact=True)).to_be_checked()
    phone.get_by_role("button", name="Seguir").click()
    phone.get_by_role("button", name="Enviar mis respuestas").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Gracias: recibimos su respuesta")
    axe(phone)
    phone.goto(address)
    expect(phone.get_by_label("Por contrato")).not_to_be_checked()


def test_with_help_and_on_paper_the_pages_are_whole(at_desk: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/encuestas/")
    lead.get_by_role("link", name=OFFICIALS).click()
    survey = lead.url
    for page in ("con-ayuda/", "hojas/", "datos/"):
        lead.goto(f"{survey}{page}")
        axe(lead)
    lead.goto("/gestion/encuestas/")
    lead.get_by_role("link", name="¿Cómo va la Alcaldía?").click()
    lead.goto(f"{lead.url}resultados/")
    axe(lead)
