"""The same facts in the same words."""

from decimal import Decimal

import pytest

from rendir.plan.compliance.exports.wording import count_lines, deliveries_word, in_a_sentence, percent, written
from rendir.plan.compliance.rules.tally import Tally


@pytest.mark.parametrize(
    ("value", "said"), [(None, "sin dato"), (0, "0 %"), (Decimal("77.8"), "77,8 %"), (100, "100 %")]
)
def test_what_is_not_known_is_no_zero(value: Decimal | int | None, said: str) -> None:
    assert percent(value) == said


def test_days_and_counts() -> None:
    assert (written("2021-04-30"), written(None), deliveries_word(1), deliveries_word(51)) == (
        "30 de abril de 2021", "", "1 entrega", "51 entregas",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (Tally(total=8), "Todavía no debe estar ninguna de las 8 entregas."),
        (
            Tally(total=8, due=1, due_fulfilled=1, due_reported=1),
            "De 1 entrega que ya debía estar, 1 se cumplió (100 %).",
        ),
        (
            Tally(total=8, due=8, due_fulfilled=6, due_reported=7, missed=1),
            "De 8 entregas que ya debían estar, 6 se cumplieron (75 %), 1 no se cumplió y 1 está en revisión.",
        ),
        (
            Tally(total=8, due=8, due_fulfilled=6, due_reported=6, missed=2),
            "De 8 entregas que ya debían estar, 6 se cumplieron (75 %) y 2 no se cumplieron.",
        ),
    ],
)
def test_the_count_is_told_as_one_would(counted: Tally, said: str) -> None:
    assert in_a_sentence(counted) == said


def test_what_is_zero_is_left_out() -> None:
    assert list(count_lines(Tally(on_time=3, missed=1))) == [("Cumplida", 3), ("No cumplida", 1)]
