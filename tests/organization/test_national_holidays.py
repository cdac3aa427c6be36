"""The holidays of the whole country, as the law names and moves them (Ley 51 de 1983; Ley 2578 de 2026)."""

from datetime import date

import pytest

from rendir.foundation.organization.national_holidays import FIRST_YEAR, LAST_YEAR, national_holidays

NINTH_OF_JULY = "Día de Nuestra Señora del Rosario de Chiquinquirá"


def _dates(year: int) -> list[date]:
    return [span.first for span in national_holidays(year)]


def test_the_holidays_of_2021() -> None:
    assert [(one.first.month, one.first.day, one.reason) for one in national_holidays(2021)] == [
        (1, 1, "Año Nuevo"),
        (1, 11, "Día de los Reyes Magos"),
        (3, 22, "Día de San José"),
        (4, 1, "Jueves Santo"),
        (4, 2, "Viernes Santo"),
        (5, 1, "Día del Trabajo"),
        (5, 17, "Ascensión del Señor"),
        (6, 7, "Corpus Christi"),
        (6, 14, "Sagrado Corazón"),
        (7, 5, "San Pedro y San Pablo"),
        (7, 20, "Día de la Independencia"),
        (8, 7, "Batalla de Boyacá"),
        (8, 16, "La Asunción"),
        (10, 18, "Día de la Raza"),
        (11, 1, "Día de Todos los Santos"),
        (11, 15, "Independencia de Cartagena"),
        (12, 8, "La Inmaculada Concepción"),
        (12, 25, "Navidad"),
    ]


@pytest.mark.parametrize(
    ("year", "days"),
    [(2019, 17), (2020, 18), (2021, 18), (2025, 17), *((year, 19) for year in range(2026, 2030)), (2030, 18)],
)
def test_a_year_has_so_many_days_off(year: int, days: int) -> None:
    assert len(set(_dates(year))) == len(_dates(year)) == days
    assert _dates(year) == sorted(_dates(year))


@pytest.mark.parametrize("day", [date(2019, 7, 1), date(2025, 6, 30)])
def test_two_that_fall_on_the_same_monday_are_one_day_with_both_names(day: date) -> None:
    names = [span.reason for span in national_holidays(day.year) if span.first == day]
    assert names == ["Sagrado Corazón; San Pedro y San Pablo"]


@pytest.mark.parametrize("day", [date(2026, 7, 13), date(2027, 7, 12), date(2028, 7, 10), date(2029, 7, 9)])
def test_the_ninth_of_july_is_a_holiday_from_2026_and_moves_to_monday(day: date) -> None:
    """Ley 2578 de 2026, art. 6."""
    found = [(one.reason, one.norm) for one in national_holidays(day.year) if one.first == day]
    assert found == [(NINTH_OF_JULY, "Ley 2578 de 2026, art. 6")]


def test_before_2026_there_is_no_such_holiday() -> None:
    assert [
        year for year in range(2017, 2026) if any(NINTH_OF_JULY in one.reason for one in national_holidays(year))
    ] == []


def test_every_other_holiday_is_of_the_law_of_1983() -> None:
    norms = {span.norm for span in national_holidays(2026) if span.first != date(2026, 7, 13)}
    assert norms == {"Ley 51 de 1983, art. 1"}


def test_names_are_spanish_whatever_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_US.UTF-8")
    assert national_holidays.__wrapped__(2021)[0].reason == "Año Nuevo"


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_that_nobody_knows_is_not_a_year_without_holidays(year: int) -> None:
    with pytest.raises(ValueError, match="not known"):
        national_holidays(year)


@pytest.mark.parametrize("year", [FIRST_YEAR, LAST_YEAR])
def test_the_first_and_the_last_year_are_known(year: int) -> None:
    assert date(year, 12, 25) in _dates(year)
