"""What an activity brings along from an earlier year, in words."""

from datetime import date

from rendir.plan.planning.rules.facts import CarriedOver
from rendir.plan.planning.sections.carried import told


def test_it_names_year_delivery_and_last_day() -> None:
    assert told([CarriedOver(2021, "I6-2", date(2021, 8, 31))]) == "Viene sin terminar de 2021: I6-2 (31 de agosto)"
    assert told([]) == ""


def test_a_last_day_in_another_year_says_which() -> None:
    carried = [CarriedOver(2020, "R1-3", date(2021, 1, 15)), CarriedOver(2021, "R1-3", date(2021, 12, 31))]
    expected = "Viene sin terminar de 2020: R1-3 (15 de enero de 2021); de 2021: R1-3 (31 de diciembre)"
    assert told(carried) == expected
