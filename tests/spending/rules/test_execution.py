"""The arithmetic of a budget: nothing counted twice, «sin dato» is not zero, what does not add up is told."""

from decimal import Decimal

import pytest

from rendir.information.spending.rules.execution import (
    NOTHING,
    Amounts,
    Line,
    added,
    branches,
    code_order,
    is_current,
    percent,
    totals_among,
    unknown,
)


def amounts(definitive: int | None, committed: int | None = None, paid: int | None = None) -> Amounts:
    told = (None if one is None else Decimal(one) for one in (definitive, committed, paid))
    first, second, third = told
    return Amounts(definitive=first, committed=second, paid=third)


def line(code: str, name: str = "", of: Amounts = NOTHING) -> Line:
    return Line(code, name, of)


def test_adding_what_is_not_known_does_not_make_it_zero() -> None:
    assert amounts(5) + amounts(None, 3) == amounts(5, 3)
    assert amounts(5, 2) + amounts(1, 2) == amounts(6, 4)
    assert NOTHING + NOTHING == NOTHING


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 3, Decimal("33.3")),
        (2, 3, Decimal("66.7")),
        (0, 5, Decimal("0.0")),
        (5, 0, None),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_a_percentage_is_of_something_that_is_known(
    part: int | None, whole: int | None, expected: Decimal | None
) -> None:
    told = [None if one is None else Decimal(one) for one in (part, whole)]
    assert percent(*told) == expected


def test_each_step_is_a_share_of_the_definitive_appropriation() -> None:
    total = Amounts(Decimal(90), Decimal(100), Decimal(80), Decimal(40), Decimal(20))
    assert (total.committed_share, total.obliged_share, total.paid_share) == (80, 40, 20)
    assert total.warnings == ()


def test_what_does_not_add_up_is_told_and_what_is_not_known_is_passed_over() -> None:
    wrong = Amounts(None, Decimal(100), Decimal(120), None, Decimal(130))
    assert wrong.warnings == (
        "Los compromisos son más que la apropiación definitiva.",
        "Los pagos son más que los compromisos.",
    )


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        ("", True),
        ("1", True),
        ("VIGENCIA ACTUAL", True),
        ("Vigencias futuras - vigencia actual", True),
        ("RESERVAS", False),
    ],
)
def test_what_is_left_of_other_years_is_not_of_this_one(validity: str, expected: bool) -> None:
    assert is_current(validity) is expected


def test_an_account_that_adds_others_up_is_not_counted_with_them() -> None:
    lines = [line("2", "Gastos", amounts(9)), line("2.1", "", amounts(4)), line("2.1.1", "", amounts(4))]
    lines += [line("2.3", "", amounts(5)), line("2.10", "", amounts(1))]
    assert totals_among(one.code for one in lines) == {"2", "2.1"}
    assert added(lines) == amounts(10)
    assert added([]) == NOTHING


def test_branches_are_what_stands_below_in_the_order_of_its_code() -> None:
    lines = [line("2", "Gastos"), line("2.9.1", "", amounts(1)), line("2.10.1", "Obras", amounts(2))]
    lines.append(line("2.10.2", "Diseños", amounts(3)))
    assert [(one.code, one.name, one.amounts, one.accounts, one.is_leaf) for one in branches(lines, "")] == [
        ("2.9", "2.9", amounts(1), 1, False),
        ("2.10", "2.10", amounts(5), 2, False),
    ]
    assert [(one.name, one.is_leaf) for one in branches(lines, "2.10")] == [("Obras", True), ("Diseños", True)]
    assert branches(lines, "7") == ()


def test_a_known_account_has_its_name_and_the_sources_of_one_are_one() -> None:
    lines = [
        line("2.1.1", "Salarios", amounts(1)),
        line("2.3.1", "Vías", amounts(2)),
        line("2.3.1", "Vías", amounts(3)),
    ]
    assert [one.name for one in branches(lines, "")] == ["Funcionamiento", "Inversión"]
    only = branches(lines, "2.3")
    assert [(one.name, one.amounts, one.accounts, one.is_leaf) for one in only] == [("Vías", amounts(5), 1, True)]
    assert branches(lines, "2.3.1") == only


def test_codes_with_letters_come_after_numbers() -> None:
    assert sorted(["2.a", "2.10", "2.9"], key=code_order) == ["2.9", "2.10", "2.a"]


def test_a_total_says_of_how_many_accounts_it_lacks_an_amount() -> None:
    lines = [line("2"), line("2.1", "", amounts(5)), line("2.1", "", amounts(None, 3)), line("2.2", "", amounts(4))]
    assert unknown(lines) == {"initial": 2, "definitive": 0, "committed": 1, "obliged": 2, "paid": 2}
