"""Stronger ways in: a key of the device, read by Chromium's own virtual authenticator, and the codes of a phone."""

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

SECURITY = "/gestion/cuenta/seguridad/"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _somebody(name: str) -> Person:
    """A person of one test alone: whoever asks for a second step is asked for it ever after."""
    return choose_password(a_person(name, Role.UNIT_STAFF), PASSWORD)


def _enter(page: Page, person: Person) -> None:
    page.goto("/gestion/cuenta/login/")
    page.get_by_label("Correo electrónico").fill(person.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()


def _leave(page: Page) -> None:
    page.goto("/gestion/cuenta/logout/")
    page.get_by_role("button", name="Salir").click()


def _confirm_oneself(page: Page, axe: Callable[[Page], None]) -> None:
    """What protects an account is changed only by who types the password again."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirme que es usted")
    axe(page)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Confirmar").click()


def _code(secret: str, at: float) -> str:
    """RFC 6238 with six digits and steps of thirty seconds."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), hashlib.sha1)
    place = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[place : place + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_key_of_the_device_is_kept_and_opens_the_door(
    page_desk: Page, axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    newcomer = _somebody("Rafael Mejía")
    device = page_desk.context.new_cdp_session(page_desk)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    _enter(page_desk, newcomer)
    page_desk.wait_for_url("**/gestion/")
    page_desk.goto(SECURITY)
    picture(page_desk, "manual/seguridad")
    axe(page_desk)
    page_desk.get_by_role("link", name="Agregar una llave").click()
    _confirm_oneself(page_desk, axe)
    expect(page_desk.get_by_role("heading", level=1)).to_have_text("Agregar una llave de acceso")
    axe(page_desk)
    page_desk.get_by_label("Nombre de la llave").fill("Computador de la oficina")
    expect(page_desk.get_by_label("Entrar solo con esta llave, sin escribir la contraseña")).to_be_checked()
    page_desk.get_by_role("button", name="Agregar la llave").click()
    page_desk.wait_for_url(lambda address: "/add/" not in address)
    axe(page_desk)
    page_desk.goto(f"{SECURITY}webauthn/")
    expect(page_desk.locator("main")).to_contain_text("Computador de la oficina")
    axe(page_desk)
    page_desk.get_by_role("link", name="Cambiar el nombre").click()
    axe(page_desk)
    page_desk.get_by_label("Nombre de la llave").fill("Computador de mi casa")
    page_desk.get_by_role("button", name="Guardar", exact=True).click()
    expect(page_desk.locator("main")).to_contain_text("Computador de mi casa")
    _leave(page_desk)
    page_desk.goto("/gestion/cuenta/login/")
    page_desk.get_by_role("button", name="Entrar con mi llave de acceso").click()
    page_desk.wait_for_url("**/gestion/")
    expect(page_desk.locator(".rail")).to_contain_text(newcomer.name)


def test_the_codes_of_a_phone_are_asked_for_and_a_spare_code_helps(
    page_phone: Page, axe: Callable[[Page], None]
) -> None:
    page, newcomer = page_phone, _somebody("Blanca Ortiz")
    _enter(page, newcomer)
    page.wait_for_url("**/gestion/")
    page.goto(SECURITY)
    page.get_by_role("link", name="Activar el código del teléfono").click()
    _confirm_oneself(page, axe)
    expect(page.get_by_role("heading", level=1)).to_have_text("Activar el código del teléfono")
    axe(page)
    page.locator("input[name=code]").fill("000000")
    page.get_by_role("button", name="Activar").click()
    expect(page.locator(".error-summary")).to_be_visible()
    axe(page)
    secret = page.locator("main .fixed").first.inner_text()
    page.locator("input[name=code]").fill(_code(secret, time.time()))
    page.get_by_role("button", name="Activar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Códigos de respaldo")
    axe(page)
    spare = page.locator(".account-codes li").first.inner_text()
    _leave(page)
    _enter(page, newcomer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Segundo paso")
    axe(page)
    page.locator("input[name=code]").first.fill("111111")
    page.get_by_role("button", name="Entrar", exact=True).click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("input[name=code]").first.fill(spare)
    page.get_by_role("button", name="Entrar", exact=True).click()
    page.wait_for_url("**/gestion/")
