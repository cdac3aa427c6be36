"""Formulas that only take and join texts are worked out; the others are told to have no result."""

import pytest

from rendir.foundation.core.readers.xlsx_formulas import Formulas

CELLS = {("Plan", 1, 1): "Oficina", ("Listas", 2, 2): "Secretaría de Salud", ("Mi hoja", 1, 1): "de Prensa"}


def result(formula: str, **others: str) -> str | None:
    formulas = {("Plan", 9, 9): formula} | {("Plan", int(row[1:]), 3): text for row, text in others.items()}
    return Formulas(formulas, lambda place: CELLS.get(place, "")).result(("Plan", 9, 9))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("A1", "Oficina"),
        ("$A$1", "Oficina"),
        ("+A1", "Oficina"),
        ("Listas!B2", "Secretaría de Salud"),
        ("A1&\" \"&'Mi hoja'!A1", "Oficina de Prensa"),
        ('"Di ""sí"""', 'Di "sí"'),
        ('CONCATENATE("Acta ",2, A1)', "Acta 2Oficina"),
        ('UPPER(TRIM(" a  b "))', "A B"),
        ('("a"&"b")&"c"', "abc"),
        ("Z99", ""),
    ],
)
def test_texts_are_taken_and_joined(formula: str, text: str) -> None:
    assert result(formula) == text


@pytest.mark.parametrize(
    "formula",
    [
        "1+1",
        "A1:A3",
        "ROWS(A1:A3)",
        'IF(A1="","x","y")',
        "TRIM(A1,A1)",
        "A1&",
        '("a"',
        "[1]Hoja!A1",
        "I9",
        "",
        '"abierta',
    ],
)
def test_what_does_more_has_no_result(formula: str) -> None:
    assert result(formula) is None


def test_a_formula_may_take_from_another_and_never_from_itself() -> None:
    assert result("C1", r1='"a"&C2', r2="A1") == "aOficina"
    assert result("C1", r1="C2", r2="C1") is None
    assert result("C1", **{f"r{row}": f"C{row + 1}" for row in range(1, 40)}) is None


def test_a_formula_longer_than_any_text_is_left() -> None:
    assert result("&".join(['"a"'] * 1000)) is None
