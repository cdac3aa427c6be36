"""The team: its lead publishes a change and brings in a person; Control Interno reads it all and can edit nothing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rendir.foundation.accounts.roles import Role
from rendir.front.portal.demo.cast import PASSWORD

REASON = "La gente pidió encuestas también en las veredas."
NEWCOMER = "Nubia Arango"
CHANGING = ("actividades/nueva", "actividades/R1", "importar", "publicar", "adoptar", "cerrar", "pegar", "varias")
A_WAY_TO_CHANGE = ", ".join(
    [
        "main form[method=post]:not(.reserved-ask)",  # to look at what is reserved changes nothing
        "main [data-editable]",
        *(f"main a[href*='/gestion/cronograma/2021/{one}']" for one in CHANGING),
    ]
)


def test_a_change_is_published_with_its_reason_and_the_public_sees_both_versions(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/cronograma/2021/actividades/R8/")
    lead.get_by_label("Meta o producto").fill("Opinión de la gente del casco urbano y de las veredas, publicada")
    lead.get_by_role("button", name="Guardar", exact=True).click()
    lead.wait_for_url("**/grilla/#R8")
    lead.goto("/gestion/")
    expect(lead.locator("main")).to_contain_text("cambios que la ciudadanía todavía no ve")
    picture(lead, "manual/mi-trabajo")
    axe(lead)
    lead.get_by_role("link", name="Publicar El cronograma tiene cambios").click()
    lead.get_by_role("link", name="Publicar los cambios").click()
    axe(lead)
    lead.get_by_label("¿Por qué cambia la estrategia?").fill(REASON)
    lead.get_by_label("Acto o acta con que se adopta").fill("Acta 09 del Comité de Gestión")
    picture(lead, "manual/publicar", height=1000)
    lead.get_by_role("button", name="Publicar la versión nueva").click()
    expect(lead.get_by_role("status").first).to_contain_text("La versión 3 ya es pública")
    axe(lead)
    lead.get_by_role("link", name="Ver como la ve la gente").click()
    expect(lead.locator(".schedule-header")).to_contain_text("Versión 3")
    lead.get_by_role("link", name="Qué cambió y por qué").click()
    expect(lead.locator(".reason")).to_have_text(REASON)
    expect(lead.locator(".change-after")).to_contain_text("casco urbano y de las veredas")
    picture(lead, "manual/version")
    axe(lead)


def test_a_person_is_invited_chooses_a_password_and_signs_in(
    at_desk: Callable[..., Page], page_phone: Page, axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/personas/")
    axe(lead)
    picture(lead, "manual/invitar", top="#invite", height=620)
    lead.get_by_label("Nombre completo").fill(NEWCOMER)
    lead.get_by_label("Correo", exact=True).fill("nubia@villaclara.example")
    lead.get_by_label("Rol", exact=True).select_option(label="Comunicaciones")
    lead.get_by_role("button", name="Agregar y ver su enlace").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(NEWCOMER)
    lead.get_by_text("Copiar la invitación").first.click()
    picture(lead, "manual/invitacion", top="#way-in", height=420)
    axe(lead)
    invitation = lead.get_by_role("textbox", name="Copiar la invitación").input_value()
    link = next(word for word in invitation.split() if "/clave/" in word)
    lead.get_by_role("link", name="Ver la hoja para imprimir").click()
    picture(lead, "manual/hoja-de-invitacion", top=".sheet", height=560)
    axe(lead)
    code = lead.locator(".invitation-code").inner_text()

    page_phone.goto("/clave/")
    picture(page_phone, "manual/codigo-telefono")
    axe(page_phone)
    page_phone.get_by_label("Código de la hoja").fill("AAAAA-BBBBB")
    page_phone.get_by_role("button", name="Seguir").click()
    expect(page_phone.locator(".error-summary")).to_contain_text("Este código no abre nada")
    axe(page_phone)
    page_phone.get_by_label("Código de la hoja").fill(code.lower())
    page_phone.get_by_role("button", name="Seguir").click()
    expect(page_phone.get_by_role("heading", level=1)).to_have_text("Escoja su clave")
    axe(page_phone)
    page_phone.get_by_label("Clave", exact=True).fill("12345")
    page_phone.get_by_label("La misma clave otra vez").fill("12345")
    page_phone.get_by_role("button", name="Guardar mi clave").click()
    expect(page_phone.locator(".error-summary")).to_be_visible()
    axe(page_phone)
    page_phone.get_by_label("Clave", exact=True).fill(PASSWORD)
    page_phone.get_by_label("La misma clave otra vez").fill(PASSWORD)
    page_phone.get_by_role("button", name="Guardar mi clave").click()
    page_phone.get_by_label("Correo electrónico").fill("nubia@villaclara.example")
    page_phone.get_by_label("Contraseña").fill(PASSWORD)
    page_phone.get_by_role("button", name="Entrar", exact=True).click()
    expect(page_phone.get_by_role("heading", level=1)).to_have_text("Mi trabajo")
    axe(page_phone)
    picture(page_phone, "manual/mi-trabajo-telefono")
    assert page_phone.goto(link).status == 410
    axe(page_phone)


def test_control_interno_reads_everything_and_finds_nothing_to_edit(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    control = at_desk(Role.INTERNAL_CONTROL)
    control.goto("/gestion/")
    reads = ["Cronograma", "Avisos", "Registro"]
    rail = control.get_by_role("navigation", name="Gestión")
    addresses = [rail.get_by_role("link", name=name).get_attribute("href") for name in reads]
    plan = "/gestion/cronograma/2021/"
    addresses += [plan, *(f"{plan}{page}/" for page in ("grilla", "linea-de-tiempo", "por-dependencia"))]
    for address in [*addresses, f"{plan}actividades/retiradas/"]:
        assert control.goto(address).status == 200
        assert control.locator(A_WAY_TO_CHANGE).count() == 0, address
    for address in (f"{plan}actividades/R1/", f"{plan}importar/", f"{plan}publicar/", "/gestion/personas/"):
        assert control.goto(address).status == 403
        axe(control)
    control.goto("/gestion/registro/")
    control.get_by_role("link", name="Comprobar ahora").click()
    expect(control.locator("main")).to_contain_text("El registro se sostiene.")
    picture(control, "manual/registro")
    axe(control)
