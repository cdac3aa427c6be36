"""The year ends: the last cut is frozen, Control Interno verifies it apart, a unit answers, the report is sealed."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.serving import command, served
from rendir.cli import DEMO_TODAY
from rendir.foundation.accounts.roles import Role

SEVEN_FORMATS = 60_000
DESK = {"width": 1280, "height": 800}
LAST_DAY_AND_ONE = "2022-01-03"
ROUND = "/gestion/control-interno/2021/3/"
REPLY = "La fecha está al respaldo de la lista; se adjunta la hoja."
CONCLUSIONS = "Lo reportado tiene evidencia. Quedan por hacer el plan de mejoramiento y las encuestas."


@pytest.fixture(scope="module")
def january(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's municipality on the first working day of 2022: the last cut is over and nobody froze it."""
    data = tmp_path_factory.mktemp("january")
    command(data, "demo", "--no-serve", today=DEMO_TODAY)
    with served(data, today=LAST_DAY_AND_ONE) as address:
        yield address


@pytest.fixture
def january_desk(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Role], None], january: str
) -> Callable[[Role], Page]:
    """`january_desk(Role.PLANNING)`: a window where that person has signed in, that day."""

    def open_page(role: Role) -> Page:
        page = new_page(DESK, base_url=january)
        sign_in(page, role)
        return page

    return open_page


def test_the_last_cut_is_frozen_verified_answered_and_sealed(
    january_desk: Callable[[Role], Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    planning = january_desk(Role.PLANNING)
    planning.get_by_role("link", name="Congelar").click()
    picture(planning, "manual/congelar", height=900)
    axe(planning)
    planning.get_by_label("Revisé la lista y quiero congelarla.").check()
    planning.get_by_role("button", name="Congelar el corte").click()
    expect(planning.get_by_role("status").first).to_contain_text("congelado", timeout=SEVEN_FORMATS)
    axe(planning)

    control = january_desk(Role.INTERNAL_CONTROL)
    control.goto("/gestion/control-interno/2021/")
    control.get_by_role("button", name="Abrir la verificación").click()
    control.get_by_text("Sacar una muestra", exact=True).click()
    control.get_by_label("Cuántas entregas se sacan").fill("3")
    control.once("dialog", lambda question: question.accept())
    control.get_by_role("button", name="Sacar la muestra").click()
    expect(control.locator("#muestra + *")).to_contain_text("Se sacaron al azar 3 de")
    picture(control, "manual/muestra", height=1000)
    axe(control)
    doubted = _verify_all(control, axe, picture)
    control.get_by_role("button", name="Pedir réplica").click()
    axe(control)

    planning.goto(f"/gestion/entregas/2021/{doubted}/")
    planning.get_by_label("Réplica de la dependencia").fill(REPLY)
    picture(planning, "manual/replica", top="#replica", height=520)
    axe(planning)
    planning.get_by_role("button", name="Responder").click()

    control.goto(ROUND)
    expect(control.locator("main")).to_contain_text("Hay 1 réplica.")
    control.get_by_label("Conclusiones").fill(CONCLUSIONS)
    control.get_by_role("button", name="Guardar el texto").click()
    control.get_by_role("link", name="Sellar y publicar").click()
    picture(control, "manual/sellar", height=900)
    axe(control)
    control.get_by_role("button", name="Sellar y publicar").click()
    control.get_by_role("link", name="Ver el informe como lo ve la gente").click()
    expect(control.locator("main")).to_contain_text(CONCLUSIONS)
    expect(control.locator("main")).to_contain_text(REPLY)
    axe(control)


def _verify_all(control: Page, axe: Callable[[Page], None], picture: Callable[..., object]) -> str:
    """The three of the sample, one after another: the first in part, with its remark. Which that was."""
    control.get_by_role("link", name="Verificar la siguiente").click()
    doubted = control.url.rstrip("/").rpartition("/")[2]
    control.get_by_label("Verificada en parte").check()
    control.get_by_role("button", name="Guardar y seguir").click()
    expect(control.locator(".error-summary")).to_contain_text("Escriba qué no se pudo verificar y por qué.")
    control.get_by_label("Observación").fill("La lista de asistencia no dice la fecha.")
    picture(control, "manual/verificar", height=1300)
    axe(control)
    control.get_by_role("button", name="Guardar y seguir").click()
    for _ in range(2):
        control.get_by_label("Verificada", exact=True).check()
        control.get_by_role("button", name="Guardar y seguir").click()
    return doubted
