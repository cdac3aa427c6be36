"""Coming in and changing hands: a second step by role, open sessions, who takes over, what is reserved."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from factories.accounts import a_person
from rendir.foundation.accounts.actions import choose_password
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.front.portal.demo.cast import PASSWORD

WRONG = "no es esta la clave"


def _somebody(name: str, *roles: Role) -> Person:
    """A person of one test alone."""
    return choose_password(a_person(name, *roles), PASSWORD)


def _enter(page: Page, person: Person, password: str = PASSWORD) -> None:
    page.goto("/gestion/cuenta/login/")
    page.get_by_label("Correo electrónico").fill(person.email)
    page.get_by_label("Contraseña").fill(password)
    page.get_by_role("button", name="Entrar", exact=True).click()


def _code(secret: str, at: float) -> str:
    """RFC 6238 with six digits and steps of thirty seconds."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), hashlib.sha1)
    place = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[place : place + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def _ask_of(lead: Page, role: str, *, asked: bool) -> None:
    """Ask a role for a second step from today, or no longer."""
    lead.goto("/gestion/roles/reglas/")
    lead.get_by_label(role, exact=True).set_checked(asked)
    lead.get_by_label("Se exige desde").fill("2021-10-15")
    lead.get_by_role("button", name="Guardar las reglas").click()
    lead.wait_for_url("**/gestion/roles/")


def test_who_may_what_is_read_and_a_role_is_asked_for_a_second_step(
    at_desk: Callable[..., Page], page_phone: Page, axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    lead, newcomer = at_desk(Role.TEAM_LEAD), _somebody("Zulma Atención", Role.CITIZEN_SERVICE)
    lead.goto("/gestion/roles/")
    picture(lead, "manual/roles", top="#matrix", height=760)
    lead.get_by_role("link", name="Cambiar las reglas de la entrada").click()
    axe(lead)
    picture(lead, "manual/reglas-de-la-entrada", height=900)
    _ask_of(lead, "Atención al ciudadano", asked=True)
    expect(lead.locator("main")).to_contain_text("Segundo paso desde 15 oct 2021")
    try:
        _enter(page_phone, newcomer)
        expect(page_phone.get_by_role("heading", level=1)).to_have_text("Seguridad de su cuenta")
        expect(page_phone.locator("main")).to_contain_text("Su rol pide un segundo paso para entrar")
        axe(page_phone)
        picture(page_phone, "manual/segundo-paso-telefono", height=700)
        page_phone.locator(".second-factor").get_by_role("link", name="Activar el código del teléfono").click()
        page_phone.get_by_label("Contraseña").fill(PASSWORD)
        page_phone.get_by_role("button", name="Confirmar").click()
        secret = page_phone.locator("main .fixed").first.inner_text()
        page_phone.locator("input[name=code]").fill(_code(secret, time.time()))
        page_phone.get_by_role("button", name="Activar").click()
        expect(page_phone.get_by_role("heading", level=1)).to_have_text("Códigos de respaldo")
        page_phone.goto("/gestion/")
        expect(page_phone.get_by_role("heading", level=1)).to_have_text("Mi trabajo")
    finally:
        _ask_of(lead, "Atención al ciudadano", asked=False)


def test_one_closes_what_is_open_elsewhere_and_who_guesses_waits(
    new_page: Callable[..., Page], page_desk: Page, axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    newcomer = _somebody("Fabio Sesiones", Role.COMMUNICATIONS)
    phone = new_page({"width": 360, "height": 740})
    for page in (phone, page_desk):
        _enter(page, newcomer)
        page.wait_for_url("**/gestion/")
    page_desk.get_by_role("link", name="Mis sesiones").click()
    expect(page_desk.locator("main .lines > li")).to_have_count(2)
    expect(page_desk.locator("main .lines > li").first).to_contain_text("Esta sesión")
    picture(page_desk, "manual/sesiones", height=560)
    axe(page_desk)
    page_desk.get_by_role("button", name="Cerrar todas las demás").click()
    expect(page_desk.locator("main .lines > li")).to_have_count(1)
    phone.goto("/gestion/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Entrada del personal")
    for _ in range(6):
        _enter(phone, newcomer, WRONG)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Demasiados intentos seguidos")
    expect(phone.locator("main")).to_contain_text("Puede intentarlo otra vez a las")
    axe(phone)


def test_a_contract_ends_and_who_takes_over_sees_it(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/")
    expect(lead.locator("main")).to_contain_text("Roles que terminan pronto")
    lead.get_by_role("link", name="Cambiar Wilson Ñáñez").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("Último día y quién recibe")
    expect(lead.get_by_label("Quién recibe su trabajo").locator("option:checked")).to_have_text("Yolanda Castro")
    picture(lead, "manual/quien-recibe", height=860)
    axe(lead)
    heir = at_desk(Role.CITIZEN_SERVICE)
    heir.goto("/gestion/")
    expect(heir.locator("main")).to_contain_text("Trabajo que usted recibe")
    heir.locator(".handover summary").first.click()
    axe(heir)


def test_a_reserved_datum_is_seen_only_by_who_says_why(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    control = at_desk(Role.INTERNAL_CONTROL)
    control.goto("/gestion/avisos/")
    notice = control.locator("main .lines > li").first
    expect(notice).to_contain_text("•••@v•••")
    notice.get_by_text("Ver este dato").click()
    notice.get_by_label("¿Para qué lo necesita?").fill("Comprobar a quién se avisó")
    picture(control, "manual/dato-reservado", top="main .lines", height=320)
    axe(control)
    notice.get_by_role("button", name="Ver y dejar constancia").click()
    expect(control.locator("main .lines > li").first).to_contain_text("@villaclara.example")
    axe(control)
    control.goto("/gestion/registro/")
    expect(control.locator("tbody tr").first).to_contain_text("Vio un dato reservado")
