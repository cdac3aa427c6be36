"""The grid with the keyboard alone, and the same work through plain forms where there is no JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from rendir.foundation.accounts.roles import Role

GRID = "/gestion/cronograma/2021/grilla/"
MOST_STOPS = 60


def _texts(page: Page) -> list[str]:
    return page.locator("tr[data-row]").all_inner_texts()


def _focus(page: Page) -> str:
    """Where the keyboard is: the activity and the cell."""
    return page.evaluate(
        "(() => { const cell = document.activeElement.closest('[data-cell]');"
        " return cell ? `${cell.closest('tr').id} ${cell.dataset.cell} ${cell.dataset.value ?? ''}`.trim() : ''; })()"
    )


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _tab_until(page: Page, reached: str) -> None:
    """Press Tab until the focused element answers to the selector."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", reached):
            return
    pytest.fail(f"the keyboard does not reach {reached}")


def _cell(page: Page, code: str, name: str, value: str = "") -> Locator:
    return page.locator(f"#{code} [data-cell={name}]" + (f"[data-value='{value}']" if value else ""))


def test_the_grid_is_worked_with_the_keyboard_alone(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    page = at_desk(Role.PLANNING)
    page.goto(GRID)
    before = _texts(page)
    picture(page, "manual/cuadricula", height=900)
    _tab_until(page, "#grilla [data-cell]")
    assert _focus(page) == "I1 pick"

    _press(page, "ArrowDown", "ArrowRight", "ArrowRight")
    assert _focus(page) == "I2 stages aprestamiento"
    _press(page, "End", "Home", "Control+End", "Control+Home", "PageDown", "PageUp")
    assert _focus(page) == "I1 pick"

    _press(page, "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "Space")
    expect(_cell(page, "I2", "stages", "diseno")).to_have_attribute("data-marked", "")
    assert _focus(page) == "I2 stages diseno"
    axe(page)
    _press(page, "Control+z")
    expect(_cell(page, "I2", "stages", "diseno")).not_to_have_attribute("data-marked", "")
    _press(page, "Control+y")
    expect(_cell(page, "I2", "stages", "diseno")).to_have_attribute("data-marked", "")
    _press(page, "Control+z")
    expect(_cell(page, "I2", "stages", "diseno")).not_to_have_attribute("data-marked", "")

    _press(page, "Home", "ArrowRight", "Enter")
    editor = page.locator(".grid-editor")
    expect(editor.get_by_label("Actividad", exact=True)).to_be_focused()
    axe(page)
    _press(page, "Escape")
    expect(editor).to_have_count(0)
    assert _focus(page) == "I2 name"
    _press(page, "F2")
    expect(editor.get_by_label("Actividad", exact=True)).to_be_focused()
    picture(page, "manual/editar", top="#I2", height=760)
    _press(page, "Control+a")
    page.keyboard.type("Formar el equipo")
    _tab_until(page, ".grid-editor button[type=submit]")
    _press(page, "Enter")
    expect(_cell(page, "I2", "name")).to_contain_text("Formar el equipo")
    _press(page, "Control+z")
    expect(_cell(page, "I2", "name")).not_to_contain_text("Formar el equipo")

    _press(page, "Home", *["ArrowRight"] * 10, "Shift+ArrowDown", "Shift+ArrowDown")
    assert _focus(page) == "I4 responsibles"
    assert page.locator("[aria-selected=true]").count() == 3
    _press(page, "Control+d")
    expect(_cell(page, "I4", "responsibles")).to_have_text("Dirección de Talento Humano")
    expect(_cell(page, "I3", "responsibles")).to_have_text("Dirección de Talento Humano")
    _press(page, "Control+z")
    expect(_cell(page, "I4", "responsibles")).not_to_have_text("Dirección de Talento Humano")
    assert _texts(page) == before


def test_a_block_is_pasted_with_the_keyboard_and_undone(
    at_desk: Callable[..., Page], axe: Callable[[Page], None], picture: Callable[..., object]
) -> None:
    page = at_desk(Role.PLANNING, permissions=["clipboard-read", "clipboard-write"])
    page.goto(GRID)
    before = _texts(page)
    _tab_until(page, "#grilla [data-cell]")
    _press(page, "ArrowDown", *["ArrowRight"] * 7)
    assert _focus(page) == "I2 periods 1"
    page.evaluate("navigator.clipboard.writeText('\\tX\\tX\\nX\\tX\\t')")
    _press(page, "Control+v")
    page.wait_for_url("**/pegar/")
    expect(page.locator(".comparison")).to_contain_text("I2")
    expect(page.locator(".comparison")).to_contain_text("I3")
    picture(page, "manual/pegar", height=900)
    axe(page)
    _tab_until(page, ".paste-preview button[type=submit]")
    _press(page, "Enter")
    page.wait_for_url(f"**{GRID}*")
    marked = [_cell(page, code, "periods", str(number)).get_attribute("data-marked") for code, number in _NINE]
    assert [one is not None for one in marked] == [False, True, True, True, True, False]
    _tab_until(page, "#grilla [data-cell]")
    _press(page, "Control+z")
    expect(_cell(page, "I2", "periods", "1")).to_have_attribute("data-marked", "")
    assert _texts(page) == before


_NINE = [(code, number) for code in ("I2", "I3") for number in (1, 2, 3)]


def test_the_same_is_done_with_forms_where_there_is_no_javascript(
    at_desk: Callable[..., Page], picture: Callable[..., object]
) -> None:
    page = at_desk(Role.PLANNING, java_script_enabled=False)
    page.goto(GRID)
    before = _texts(page)

    page.get_by_role("link", name="Editar I2").press("Enter")
    page.get_by_label("Actividad", exact=True).fill("Formar el equipo")
    page.get_by_role("button", name="Guardar", exact=True).press("Enter")
    expect(_cell(page, "I2", "name")).to_contain_text("Formar el equipo")
    page.get_by_role("button", name="Deshacer «Corregir I2»").press("Enter")

    for code in ("I2", "I3", "I4"):
        page.get_by_role("checkbox", name=f"Elegir {code}", exact=True).press("Space")
    page.get_by_role("button", name="Cambiar las elegidas").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cambiar 3 actividades a la vez")
    page.get_by_label("Qué hacer con los responsables").select_option(label="Igual que la primera elegida")
    picture(page, "manual/varias", height=900)
    page.get_by_role("button", name="Cambiar todas").press("Enter")
    expect(_cell(page, "I4", "responsibles")).to_have_text("Dirección de Talento Humano")
    page.locator("#deshacer button").press("Enter")
    expect(_cell(page, "I4", "responsibles")).not_to_have_text("Dirección de Talento Humano")

    page.get_by_role("link", name="Pegar desde Excel").press("Enter")
    page.get_by_label("Desde la fila").select_option(value="I2")
    page.get_by_label("Cuál es la primera columna copiada").select_option(label="Enero a abril")
    page.get_by_label("Celdas copiadas").fill("\tX\tX\nX\tX\t")
    page.get_by_role("button", name="Ver qué cambia").press("Enter")
    page.get_by_role("button", name="Aplicar los cambios").press("Enter")
    expect(_cell(page, "I3", "periods", "1")).to_have_attribute("data-marked", "")
    page.locator("#deshacer button").press("Enter")
    assert _texts(page) == before
