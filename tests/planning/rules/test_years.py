"""Years named in copied texts: which move, which stay, and what a person already saw to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.plan.planning.rules.facts import ActivityFacts, Component
from rendir.plan.planning.rules.years import YearShift, shifted, year_shifts


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Informe de gestión 2021", "Informe de gestión 2022"),
        ("Balance de 2020 y plan 2021, con cierre en 2022", "Balance de 2021 y plan 2022, con cierre en 2023"),
        ("Vigencia 2020-2021", "Vigencia 2021-2022"),
        ("Plan de Desarrollo 2020-2023", "Plan de Desarrollo 2020-2023"),
        ("Plan de Desarrollo 2020 – 2023 al 2021", "Plan de Desarrollo 2020 – 2023 al 2022"),
        ("Plan 2020 a 2023", "Plan 2020 a 2023"),
        ("Agenda 2030 y corte de 2019", "Agenda 2030 y corte de 2019"),
        ("Según la Ley 2080 de 2021", "Según la Ley 2080 de 2021"),
        ("Resolución N.º 123 del 4 de mayo de 2021", "Resolución N.º 123 del 4 de mayo de 2021"),
        ("Decreto 011/2021 para 2021", "Decreto 011/2021 para 2022"),
        ("Formato 12021 y 20211", "Formato 12021 y 20211"),
        ("Sin año", "Sin año"),
    ],
)
def test_a_year_near_the_origin_moves_and_a_norm_keeps_its_own(text: str, moved: str) -> None:
    assert shifted(text, from_year=2021, year=2022) == moved


def test_a_copy_from_two_years_ago_moves_two() -> None:
    assert shifted("Encuentro de 2019", from_year=2019, year=2021) == "Encuentro de 2021"


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "Cs"])), st.integers(2001, 2098), st.integers(1, 3))
def test_only_the_year_changes_whatever_surrounds_it(around: str, from_year: int, later: int) -> None:
    whole = f"{around} · {from_year} · {around}"
    assert shifted(whole, from_year=from_year, year=from_year + later) == f"{around} · {from_year + later} · {around}"


ORIGIN = ActivityFacts(Component.INFORMATION, 1, "Informe 2021", product="Informe de 2021 publicado")


def _shifts(*copied: ActivityFacts) -> tuple[YearShift, ...]:
    return year_shifts(copied, [ORIGIN], from_year=2021, year=2022)


def test_what_a_person_rewrote_is_left_alone_text_by_text() -> None:
    moved = replace(ORIGIN, name="Informe 2022")
    assert _shifts(ORIGIN) == (YearShift(ORIGIN, replace(moved, product="Informe de 2022 publicado")),)
    assert _shifts(moved) == (YearShift(moved, replace(moved, product="Informe de 2022 publicado")),)
    assert _shifts(replace(moved, product="Informe de 2022 publicado")) == ()
    assert _shifts(replace(moved, product=None)) == ()
    assert _shifts(ORIGIN)[0].code == "I1"


def test_an_activity_that_the_origin_has_not_is_left_alone() -> None:
    assert _shifts(replace(ORIGIN, number=2)) == ()
