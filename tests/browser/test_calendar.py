"""The calendar and the terms: days are noted, withdrawn and put back, a term is counted, another one changed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rendir.foundation.accounts.roles import Role

PHONE = {"width": 360, "height": 740}
MOTIVE = "Día compensado por el puente"


def test_a_day_is_noted_counted_around_withdrawn_and_put_back(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/calendario/")
    picture(lead, "manual/calendario", height=1100)
    lead.get_by_role("link", name="Anotar días").click()
    axe(lead)
    lead.get_by_role("button", name="Anotar", exact=True).click()
    expect(lead.locator(".error-summary")).to_be_visible()
    axe(lead)
    lead.get_by_label("Primer día").fill("2021-11-12")
    lead.get_by_label("Motivo").fill(MOTIVE)
    lead.get_by_label("Acto que lo dispone").fill("Circular 12 de 2021")
    lead.get_by_role("button", name="Anotar", exact=True).click()
    expect(lead.get_by_role("status").first).to_contain_text("Quita 1 día hábil.")
    axe(lead)

    lead.get_by_role("link", name="Contar un término").click()
    lead.get_by_label("Día cero").fill("2021-11-11")
    lead.get_by_label("O cuántos días hábiles").fill("1")
    lead.get_by_role("button", name="Contar", exact=True).click()
    expect(lead.locator("main")).to_contain_text("El último día es el martes 16 de noviembre de 2021")
    expect(lead.locator("main")).to_contain_text(MOTIVE)
    axe(lead)

    lead.goto("/gestion/calendario/2021/")
    lead.get_by_role("link", name=f"Retirar {MOTIVE}").click()
    axe(lead)
    lead.get_by_label("¿Por qué se retira?").fill("La circular se revocó")
    lead.get_by_role("button", name="Retirar", exact=True).click()
    expect(lead.locator("#retirados + ul")).to_contain_text("La circular se revocó")
    axe(lead)
    lead.get_by_role("button", name=f"Volver a poner {MOTIVE}").click()
    expect(lead.get_by_role("status").first).to_contain_text("Volvió al calendario")
    lead.get_by_role("link", name=f"Corregir {MOTIVE}").click()
    axe(lead)
    lead.get_by_role("link", name="Volver", exact=True).click()
    lead.get_by_role("link", name=f"Retirar {MOTIVE}").click()
    lead.get_by_label("¿Por qué se retira?").fill("Era un ensayo")
    lead.get_by_role("button", name="Retirar", exact=True).click()


def test_a_term_is_followed_day_by_day_on_a_phone(
    at_desk: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    picture: Callable[..., object],
) -> None:
    asked = "/gestion/calendario/contar/?desde=2021-03-26&termino=respuesta-rendicion"
    phone, desk = at_desk(Role.CITIZEN_SERVICE, PHONE), at_desk(Role.CITIZEN_SERVICE)
    phone.goto(asked)
    expect(phone.locator("main")).to_contain_text("El último día es el martes 20 de abril de 2021")
    fits(phone)
    axe(phone)
    phone.goto("/gestion/calendario/")
    fits(phone)
    desk.goto(asked)
    picture(desk, "manual/contar", top="#vence", height=700)


def test_a_term_is_changed_and_the_change_withdrawn(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/terminos/")
    picture(lead, "manual/terminos", height=900)
    lead.get_by_role("link", name="Días sin novedad").click()
    lead.get_by_role("link", name="Cambiarlo desde un día").click()
    axe(lead)
    lead.get_by_label("Días calendario").fill("45")
    lead.get_by_label("¿Por qué cambia?").fill("Lo decidió el comité")
    lead.get_by_label("Norma o acto").fill("Acta 10 del Comité de Gestión")
    lead.get_by_role("button", name="Cambiar el término").click()
    expect(lead.get_by_role("status").first).to_contain_text("Desde el 15 de octubre de 2021: 45 días calendario.")
    axe(lead)
    lead.get_by_role("link", name="Retirar 45 días calendario").click()
    lead.get_by_label("¿Por qué se retira?").fill("Era un ensayo")
    lead.get_by_role("button", name="Retirar", exact=True).click()
    expect(lead.locator("main")).to_contain_text("Hoy: 30 días calendario.")
    axe(lead)
