"""A sheet wider than the paper, printed on pages side by side."""

import typst

from rendir.foundation.core.readers.child import read_apart
from rendir.foundation.core.readers.kinds import Kind

LEFT = [["Actividad", "Producto"], ["Informar", "Informe"], ["Dialogar", "Acta"], ["Evaluar", "Balance"]]
RIGHT = [["C1", "C2", "C3"], ["X", "", ""], ["", "X", ""], ["", "", "X"]]


def _page(rows: list[list[str]], width: int) -> str:
    """One page with a table whose rows are 1 cm high and whose columns are `width` cm wide."""
    cells = ", ".join(f"[{text}]" for row in rows for text in row)
    columns = ", ".join([f"{width}cm"] * len(rows[0]))
    return f"#table(columns: ({columns}), rows: 1cm, {cells})"


def _read(*pages: str) -> list[list[str]]:
    data = typst.compile(("#set text(8pt)\n" + "\n#pagebreak()\n".join(pages)).encode())
    (grid,) = read_apart(data, Kind.PDF)
    return [[cell.text for cell in row] for row in grid.rows]


def test_the_columns_of_the_page_beside_go_on_the_same_rows() -> None:
    assert _read(_page(LEFT, 4), _page(RIGHT, 2)) == [one + other for one, other in zip(LEFT, RIGHT, strict=True)]


def test_a_page_with_the_same_columns_goes_on_below() -> None:
    other = [["Publicar", "Boletín"], ["Convocar", "Aviso"], ["Cerrar", "Cierre"], ["Archivar", "Índice"]]
    assert _read(_page(LEFT, 4), _page(other, 4)) == LEFT + other


def test_a_page_with_other_rows_is_another_table() -> None:
    assert _read(_page(LEFT, 4), _page(RIGHT[:3], 2)) == LEFT + RIGHT[:3]
