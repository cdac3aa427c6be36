"""A citizen with a small phone and without JavaScript: the year, the schedule, one activity, and what to take home."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
READ = [
    "/",
    "/2021/",
    "/2021/cronograma/",
    "/2021/actividades/D7/",
    "/2021/cumplimiento/",
    "/2021/cortes/2/",
    "/2021/control-interno/2/",
    "/2021/versiones/2/",
    "/datos/actividades/",
    "/registro/",
    "/verificar/",
]


@pytest.fixture
def plain_phone(new_page: Callable[..., Page]) -> Page:
    """A phone that runs no JavaScript."""
    return new_page(PHONE, java_script_enabled=False, has_touch=True, is_mobile=True)


@pytest.fixture
def looked_at(page_phone: Page, axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """`looked_at(page)`: the same address in a window where axe can run, at 360 px."""

    def look(page: Page) -> None:
        fits(page)
        page_phone.goto(page.url)
        axe(page_phone)

    return look


def test_from_home_to_the_calendar_of_one_activity(
    plain_phone: Page, looked_at: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    page = plain_phone
    page.goto("/")
    picture(page, "manual/inicio-telefono")
    page.get_by_text("Menú", exact=True).click()
    page.get_by_role("link", name="El año 2021", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("El año 2021")
    page.get_by_role("link", name="Ver el cronograma", exact=True).click()
    page.get_by_text("Filtrar por componente, etapa, cuatrimestre o dependencia").click()
    page.get_by_label("Dependencia responsable").select_option(label="Oficina de Comunicaciones")
    page.get_by_role("button", name="Filtrar", exact=True).click()
    looked_at(page)
    page.get_by_label("Buscar en el cronograma").fill("radio")
    page.get_by_role("button", name="Buscar", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("1 de 29 actividades")
    looked_at(page)
    picture(page, "manual/filtro-telefono", top=".schedule-filter")
    page.locator(".activity-title a").click()
    expect(page.locator("blockquote")).to_contain_text("radio")
    picture(page, "manual/actividad-telefono", top="h1")
    with page.expect_download() as download:
        page.get_by_role("navigation", name="Llevarla con usted").get_by_role("link", name="Calendario").click()
    calendar = download.value.path().read_text(encoding="utf-8")
    assert (calendar.count("BEGIN:VEVENT"), calendar.startswith("BEGIN:VCALENDAR")) == (2, True)


def test_whether_what_was_promised_was_done_and_why_not(
    plain_phone: Page, looked_at: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    page = plain_phone
    page.goto("/")
    page.get_by_text("Menú", exact=True).click()
    page.get_by_role("link", name="Cumplimiento", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Se está cumpliendo lo prometido?")
    picture(page, "manual/cumplimiento-telefono", top="h1", height=1000)
    missed = page.locator(".missed > li").first
    title = missed.locator(".missed-title a").inner_text()
    missed.locator(".missed-title a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Cómo va todo el año").first.click()
    page.locator(".voice a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Control Interno")
    looked_at(page)
    picture(page, "manual/informe-telefono", top="h1", height=900)


def test_a_file_of_the_year_is_checked_with_the_hash_that_one_kept(
    plain_phone: Page, looked_at: Callable[[Page], None], picture: Callable[..., object], tmp_path: Path
) -> None:
    page = plain_phone
    page.goto("/registro/")
    picture(page, "manual/huella-telefono", top="h1")
    kept = page.locator("tbody tr").last.locator("td .fixed").inner_text()
    page.goto("/2021/archivo/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar el ZIP").click()
    file, forged = tmp_path / "archivo-2021.zip", tmp_path / "otro.zip"
    download.value.save_as(file)
    _forge(file, forged)

    page.goto("/verificar/")
    page.get_by_label("Archivo del año").set_input_files(file)
    page.get_by_label("Huella que usted tiene").fill(kept[:16])
    page.get_by_role("button", name="Comprobar").click()
    expect(page.locator("#resultado + *")).to_contain_text("Se sostiene")
    expect(page.locator("main")).to_contain_text("la huella que usted tiene está en su registro")
    picture(page, "manual/verificar-telefono", top="#resultado")
    looked_at(page)

    page.goto("/verificar/")
    page.get_by_label("Archivo del año").set_input_files(forged)
    page.get_by_role("button", name="Comprobar").click()
    expect(page.locator("#resultado + *")).to_contain_text("No se sostiene")


def _forge(file: Path, forged: Path) -> None:
    """The same ZIP with one digit of its deliveries changed."""
    with ZipFile(file) as year, ZipFile(forged, "w", ZIP_DEFLATED) as other:
        for name in year.namelist():
            data = year.read(name)
            changes = name.endswith("entregas.csv")
            other.writestr(name, data.replace(b"2021-08-31", b"2021-08-30", 1) if changes else data)


def test_the_pdf_and_what_changed_between_versions(
    plain_phone: Page, looked_at: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    page = plain_phone
    page.goto("/2021/cronograma/")
    address = page.get_by_role("link", name="PDF").first.get_attribute("href")
    pdf = page.context.request.get(address)
    assert (pdf.status, pdf.headers["content-type"], pdf.body()[:5]) == (200, "application/pdf", b"%PDF-")
    page.goto("/2021/versiones/")
    looked_at(page)
    page.get_by_role("link", name="Versión 2", exact=True).click()
    page.get_by_label("Comparar con").select_option(label="Versión 1")
    page.get_by_role("button", name="Comparar", exact=True).click()
    expect(page.get_by_text("Cambió una actividad")).to_be_visible()
    after = page.locator(".change-after")
    expect(after).to_contain_text("Dirección de Atención al Ciudadano")
    looked_at(page)
    picture(page, "manual/comparacion-telefono", top="#cambios")


def test_the_open_data_and_their_csv(plain_phone: Page, looked_at: Callable[[Page], None]) -> None:
    page = plain_phone
    page.goto("/")
    page.get_by_text("Menú", exact=True).click()
    page.get_by_role("link", name="Datos", exact=True).click()
    looked_at(page)
    page.locator("h2 a").first.click()
    looked_at(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) > 29


@pytest.mark.parametrize("address", READ)
def test_nothing_is_cut_at_320_px_nor_with_letters_twice_as_large(
    new_page: Callable[..., Page], address: str, fits: Callable[[Page], None]
) -> None:
    page = new_page(NARROWEST, java_script_enabled=False)
    page.goto(address)
    fits(page)
    reader = page.context.new_cdp_session(page)
    reader.send("Page.enable")
    reader.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for viewport in ({"width": 640, "height": 800}, WIDE):
        page.set_viewport_size(viewport)
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        fits(page)


@pytest.mark.parametrize("address", READ)
def test_on_a_phone_the_page_begins_near_the_top(plain_phone: Page, address: str) -> None:
    plain_phone.goto(address)
    assert plain_phone.locator("main").bounding_box()["y"] < 190


def test_in_the_schedule_nothing_that_was_promised_is_cut(new_page: Callable[..., Page]) -> None:
    for viewport in (PHONE, WIDE):
        page = new_page(viewport, java_script_enabled=False)
        page.goto("/2021/cronograma/")
        cut = """all => all.filter(one => one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0)
            .map(one => one.textContent)"""
        words = page.locator("#cronograma .activity-words, #cronograma .activity-words p")
        assert words.count() > 29
        assert words.evaluate_all(cut) == []
        expect(page.locator("#cronograma")).to_contain_text("Cómo se cuenta a los asistentes el avance")
