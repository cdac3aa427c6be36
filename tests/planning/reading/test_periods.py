"""When, in the words of headings and cells."""

import pytest

from rendir.plan.planning.reading.periods import Scheme, Slot, slot_of, week_of
from rendir.plan.planning.reading.timings import timing_of


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Marzo", Slot(Scheme.MONTHS, 3)),
        ("SEPT.", Slot(Scheme.MONTHS, 9)),
        ("Setiembre", Slot(Scheme.MONTHS, 9)),
        ("Primer cuatrimestre", Slot(Scheme.FOUR_MONTHS, 1)),
        ("III Trimestre", Slot(Scheme.QUARTERS, 3)),
        ("C2", Slot(Scheme.FOUR_MONTHS, 2)),
        ("Bimestre 6", Slot(Scheme.TWO_MONTHS, 6)),
        ("Ene - Abr", Slot(Scheme.FOUR_MONTHS, 1)),
        ("julio a diciembre", Slot(Scheme.HALVES, 2)),
        ("Cuatrimestre 4", None),
        ("C9", None),
        ("febrero a mayo", None),
        ("Meta/Producto", None),
        ("2", None),
        ("", None),
        ("informe del primer cuatrimestre del año", None),
    ],
)
def test_slots_by_their_title(text: str, slot: Slot | None) -> None:
    assert slot_of(text) == slot


def test_a_number_is_a_slot_under_a_title_that_says_of_what() -> None:
    assert slot_of("2", Scheme.FOUR_MONTHS) == Slot(Scheme.FOUR_MONTHS, 2)


@pytest.mark.parametrize(("quarter", "periods"), [(1, {1}), (2, {1, 2}), (3, {2, 3}), (4, {3})])
def test_a_quarter_touches_one_or_two_periods(quarter: int, periods: set[int]) -> None:
    assert Slot(Scheme.QUARTERS, quarter).periods == periods


@pytest.mark.parametrize(
    ("text", "within", "periods"),
    [
        ("I y II cuatrimestre", None, {1, 2}),
        ("cuatrimestre 1 a 3", None, {1, 2, 3}),
        ("1, 3", Scheme.FOUR_MONTHS, {1, 3}),
        ("1 - 3", Scheme.FOUR_MONTHS, {1, 2, 3}),
        ("cuatrimestre 7", None, None),
        ("2", None, None),
        ("abril, agosto y diciembre", None, {1, 2, 3}),
        ("de marzo a septiembre", None, {1, 2, 3}),
        ("noviembre - febrero", None, {1, 3}),
        ("15 de marzo de 2021 hasta 30 de octubre de 2021", None, {1, 2, 3}),
        ("01/02/2021 - 30/06/2021", None, {1, 2}),
        ("1/1/21 y 31/12/21", None, {1, 3}),
        ("2021-05-01 al 2021-11-30", None, {2, 3}),
        ("15/13/2021", None, None),
        ("Durante la vigencia", None, {1, 2, 3}),
        ("Cada trimestre", None, {1, 2, 3}),
        ("C1, C3", None, {1, 3}),
        ("1T - 3T", None, {1, 2, 3}),
        ("C1 T3", None, None),
        ("Todos", Scheme.FOUR_MONTHS, {1, 2, 3}),
        ("Todos", None, None),
        ("Trimestral a partir de abril", None, {1, 2, 3}),
        ("a partir del 1 de junio", None, {2, 3}),
        ("desde mayo hasta agosto", None, {2}),
        ("Mensual hasta agosto", None, {1, 2}),
        ("05-2021", None, {2}),
        ("2021/05 y 2021/11", None, {2, 3}),
        ("cada 4 meses", None, {1, 2, 3}),
        ("tres veces al año", None, {1, 2, 3}),
        ("dos veces al año", None, {2, 3}),
        ("Anual", None, set()),
        ("una vez al año", None, set()),
        ("15/09", None, {3}),
        ("35/09", None, None),
        ("Septimbre", None, {3}),
        ("a finales del primer semestre", None, {1, 2}),
        ("final de la vigencia", None, {3}),
        ("vigencia 2021", None, {1, 2, 3}),
        ("pronto", None, None),
    ],
)
def test_texts(text: str, within: Scheme | None, periods: set[int] | None) -> None:
    timing = timing_of(text, within)
    assert (set(timing.periods) if timing else None) == periods


@pytest.mark.parametrize(
    ("text", "periods", "interval", "confidence"),
    [
        ("Marzo a dic 2021", {1, 2, 3}, "marzo a diciembre de 2021", 0.9),
        ("19 y 20 de abril de 2021", {1}, "19 a 20 de abril de 2021", 0.9),
        ("22 al 28 de abril", {1}, "22 a 28 de abril", 0.9),
        ("2021 / 01 /22", {1}, "22/01/2021", 1.0),
        ("03/25/2021", {1}, "25/03/2021", 0.6),
        ("entre marzo y junio", {1, 2}, "marzo a junio", 0.9),
        ("Segundo semestre de 2021", {2, 3}, "semestre 2", 1.0),
        ("último trimestre", {3}, "trimestre 4", 1.0),
        ("Semestral", {2, 3}, "junio y diciembre", 0.6),
        ("Mensual", {1, 2, 3}, "todo el año", 0.8),
        ("28-nov-21", {3}, "28 de noviembre", 0.9),
    ],
)
def test_a_text_keeps_its_interval_and_how_sure_it_is(
    text: str, periods: set[int], interval: str, confidence: float
) -> None:
    timing = timing_of(text)
    assert timing is not None
    assert (timing.periods, timing.interval, timing.confidence) == (periods, interval, confidence)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("1er Cuatrimestre (Ene-Abr)", Slot(Scheme.FOUR_MONTHS, 1)),
        ("marzo 2021", Slot(Scheme.MONTHS, 3)),
        ("II CUATRIMESTRE\nmayo - agosto", Slot(Scheme.FOUR_MONTHS, 2)),
        ("Cuatrimestre I - Enero a Abril", Slot(Scheme.FOUR_MONTHS, 1)),
        ("ene/feb/mar/abr", Slot(Scheme.FOUR_MONTHS, 1)),
        ("Ago-21", Slot(Scheme.MONTHS, 8)),
        ("2021-05", Slot(Scheme.MONTHS, 5)),
        ("05/2021", Slot(Scheme.MONTHS, 5)),
        ("I CUAT.", Slot(Scheme.FOUR_MONTHS, 1)),
        ("Cuatr. No. 2", Slot(Scheme.FOUR_MONTHS, 2)),
        ("TRIM. IV", Slot(Scheme.QUARTERS, 4)),
        ("1T", Slot(Scheme.QUARTERS, 1)),
        ("Q3", Slot(Scheme.QUARTERS, 3)),
        ("C-II", Slot(Scheme.FOUR_MONTHS, 2)),
        ("CUATRIMEST\nRE 1", Slot(Scheme.FOUR_MONTHS, 1)),
    ],
)
def test_slots_with_their_months_or_year_beside(text: str, slot: Slot) -> None:
    assert slot_of(text) == slot


def test_a_week_is_of_the_month_above_it() -> None:
    assert week_of("S2", Slot(Scheme.MONTHS, 3)) == Slot(Scheme.MONTHS, 3, 2)
    assert week_of("S2", Slot(Scheme.HALVES, 1)) is None
