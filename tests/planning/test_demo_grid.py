"""The packaged demo grid: the real one's layout, marks, units and flaws; words of our own."""

import re
from pathlib import Path

import pytest

from planning.hand_reading import CONTROL_LINE, DEMO, LINES, cells_of, read_by_hand

WORDED = {*(line for span in LINES.values() for line in span), CONTROL_LINE}
PLAN_LINE = 54
LINES_OF_DIALOGUE = range(30, 41)


@pytest.fixture
def real(real_schedule: Path) -> list[list[str]]:
    return cells_of(real_schedule)


@pytest.fixture
def demo() -> list[list[str]]:
    return cells_of(DEMO)


def shape(cells: list[str]) -> list[str]:
    """Each cell as what it is for the layout: empty, a mark, a fused mark, text."""
    return [re.sub(r"^(X )?[^X].*", r"\1text", cell) for cell in cells]


def test_every_cell_stands_where_the_real_one_does(real: list[list[str]], demo: list[list[str]]) -> None:
    without_title = [cells for number, cells in enumerate(demo, start=1) if number != 3]
    assert [shape(cells) for cells in without_title] == [
        shape(cells) for number, cells in enumerate(real, start=1) if number != 3
    ]


def test_only_the_words_of_the_activities_differ(real: list[list[str]], demo: list[list[str]]) -> None:
    differing = [number for number, pair in enumerate(zip(real, demo, strict=True), start=1) if pair[0] != pair[1]]
    assert differing == [3, *sorted(WORDED)]


def test_the_municipality_says_that_it_is_not_real(demo: list[list[str]]) -> None:
    assert demo[2] == ["Municipio de Villa Clara (ejemplo ficticio)"]


def test_the_units_are_the_real_ones_as_written(real: list[list[str]], demo: list[list[str]]) -> None:
    rows = sorted(WORDED - {PLAN_LINE})
    assert [demo[line - 1][-1] for line in rows] == [real[line - 1][-1] for line in rows]
    assert [demo[line - 1][11:] for line in LINES_OF_DIALOGUE] == [real[line - 1][11:] for line in LINES_OF_DIALOGUE]


def test_no_wording_is_copied(real: list[list[str]], demo: list[list[str]]) -> None:
    real_words = [re.findall(r"\w+", cell.lower()) for line in WORDED for cell in real[line - 1]]
    copied = {run for words in real_words for run in runs(words)}
    own_words = [re.findall(r"\w+", cell.lower()) for line in WORDED for cell in demo[line - 1][:11]]
    assert {run for words in own_words for run in runs(words)} & copied == set()


def runs(words: list[str], length: int = 7) -> set[str]:
    """All runs of so many words."""
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_it_keeps_the_flaws_that_a_reader_must_survive(demo: list[list[str]]) -> None:
    text = DEMO.read_text(encoding="utf-8")
    assert text.count('"') == 1
    assert demo[16][7].startswith('"Documento')
    assert text.count("ESTRATÉGIA") == 5
    assert text.count("Ferías") == 1
    assert [demo[line - 1][0] for line in (17, 30, 44)] == ["INFORMACIÓN", "DIÁLOGO", "RESPONSABILIDAD"]
    assert [len(demo[line - 1]) for line in (15, 31, 45, 58)] == [12, 13, 12, 8]
    assert demo[30][8:] == ["META/PRODUCTO", "1", "2", "", "3"]
    assert demo[PLAN_LINE - 1][7:] == ["", "", "X", "X", "Plan de mejoramiento puesto en marcha"]
    assert demo[CONTROL_LINE - 1][3] == "X Informe de cada cuatrimestre con lo verificado."
    assert set("".join(demo[-1])) == {"-"}


def test_it_has_29_activities_and_51_period_marks() -> None:
    rows = read_by_hand(DEMO)
    assert [one.code for one in rows] == [
        *(f"I{number}" for number in range(1, 11)),
        *(f"D{number}" for number in range(1, 10)),
        *(f"R{number}" for number in range(1, 11)),
    ]
    assert [sum(period in one.periods for one in rows) for period in (1, 2, 3)] == [8, 21, 22]
