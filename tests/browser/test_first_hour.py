"""The first hour: an installation where nothing has begun, and who leads the team with the file that everybody has."""

import io
from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources

import openpyxl
import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from browser.serving import command, served
from rendir.front.portal.demo.cast import PASSWORD

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
MAIL = "nubia@sanisidro.example"
FIRST_DAY = "2021-01-20"
BEGUN = (
    "--entity=Alcaldía de San Isidro",
    "--short-name=San Isidro",
    "--name=Nubia Arango",
    f"--email={MAIL}",
    "--password-stdin",
)
PACKAGED = resources.files("rendir.plan.planning").joinpath("demo", "cronograma-2021.tsv").read_text(encoding="utf-8")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_AT_ONCE = 5


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An installation as `rendir start` leaves it: one entity, one person, nothing else."""
    data = tmp_path_factory.mktemp("empty")
    command(data, "start", *BEGUN, today=FIRST_DAY, typed=f"{PASSWORD}\n")
    with served(data, today=FIRST_DAY) as address:
        yield address


@pytest.fixture
def first_page(new_page: Callable[..., Page], empty_site: str) -> Callable[..., Page]:
    """`first_page(DESK)`: a window on the installation where nothing has begun."""
    return partial(new_page, base_url=empty_site)


def _workbook() -> bytes:
    """The packaged grid as people keep it: in Excel."""
    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for line in PACKAGED.splitlines():
        sheet.append(line.split("\t"))  # a quotation mark that nobody closed is one of its flaws
    book.save(kept)
    return kept.getvalue()


def _sign_in(page: Page) -> None:
    page.goto("/gestion/cuenta/login/")
    page.get_by_label("Correo electrónico").fill(MAIL)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()
    page.wait_for_url("**/gestion/")


def _decide_class_by_class(page: Page) -> int:
    """Accept each class of proposals whole, as the first hour allows. How many classes there were."""
    classes = 0
    while (whole := page.get_by_role("button", name="Aceptar las ")).count():
        assert max(page.locator("section.decide").evaluate_all(SHOWN)) <= MOST_AT_ONCE
        whole.first.click()
        expect(page.get_by_role("status").first).to_contain_text("Aceptadas:")
        classes += 1
    return classes


SHOWN = "(found) => found.map((one) => one.querySelectorAll(':scope > ul.lines > li').length)"


def test_from_an_empty_installation_to_a_grid_on_paper_and_a_team_that_knows(
    first_page: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    picture: Callable[..., object],
) -> None:
    page = first_page(DESK)
    _sign_in(page)
    page.get_by_role("link", name="Empezar").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Empezar la estrategia de 2021")
    picture(page, "manual/empezar")
    axe(page)

    page.get_by_role("button", name="Traer mi archivo").click()
    page.get_by_label("Archivo del cronograma").set_input_files(
        {"name": "cronograma-2021.xlsx", "mimeType": MIME, "buffer": _workbook()}
    )
    page.get_by_role("button", name="Leer el archivo").click()
    page.wait_for_url("**/gestion/importaciones/*/")
    picture(page, "manual/empezar-decidir", top=".import-lead", height=640)
    axe(page)
    assert _decide_class_by_class(page) >= 1
    page.get_by_role("button", name="Confirmar la importación").click()
    expect(page.get_by_role("button", name="Deshacer la importación")).to_be_visible()

    page.goto("/gestion/dependencias/")
    assert page.locator("main table tbody tr").count() > MOST_AT_ONCE
    axe(page)
    fits(page)

    page.goto("/gestion/cronograma/2021/grilla/")
    assert page.locator("tr[data-row]").count() == 29
    picture(page, "manual/empezar-cuadricula", height=620)
    printed = page.pdf(format="Letter", landscape=True)
    with pdfplumber.open(io.BytesIO(printed)) as sheets:
        assert [sheet for sheet in sheets.pages if "BORRADOR" not in sheet.extract_text()] == []
    draft = page.request.get(page.get_by_role("link", name="Imprimir el borrador").get_attribute("href"))
    with pdfplumber.open(io.BytesIO(draft.body())) as sheets:
        assert {(round(sheet.width), round(sheet.height)) for sheet in sheets.pages} == {(935, 612)}

    page.get_by_role("navigation", name="Páginas de la estrategia").get_by_role("link", name="Equipo").click()
    page.get_by_text("Ver y copiar el mensaje para todos").click()
    message = page.get_by_role("textbox").first.input_value()
    assert message.startswith("Rendición de cuentas de 2021. Esto le toca a cada dependencia:\n• ")
    picture(page, "manual/empezar-equipo", height=640)
    axe(page)

    page.get_by_role("link", name="Invitar a alguien").first.click()
    page.get_by_label("Nombre completo").fill("Beto Colega")
    page.get_by_label("Correo", exact=True).fill("beto@sanisidro.example")
    page.get_by_label("Rol", exact=True).select_option(label="Funcionario de una dependencia")
    page.get_by_role("button", name="Agregar y ver su enlace").click()
    page.get_by_role("link", name="Ver la hoja para imprimir").click()
    expect(page.locator(".invitation-code")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("address", ["/gestion/empezar/", "/gestion/empezar/2021/modelo/", "/gestion/entidad/"])
def test_a_phone_begins_too(
    first_page: Callable[..., Page], address: str, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    page = first_page(PHONE, color_scheme="dark")
    _sign_in(page)
    page.goto(address)
    fits(page)
    axe(page)
