"""Note what an indicator was at a cut: by its unit or by Planning, with its source, once for each day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from factories.accounts import a_person
from factories.goals import BY, WORKS, a_plan, indicator
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.foundation.organization.queries import find_unit
from rendir.information.goals.actions.progress import Reported, record_many, record_progress
from rendir.information.goals.models import Progress

pytestmark = pytest.mark.usefixtures("_today")
APRIL = Reported(date(2021, 4, 30), Decimal("4.2"), Decimal(612), "Informe de obra")


def test_it_says_value_money_and_source() -> None:
    a_plan()
    told = record_progress(indicator("M1"), APRIL, by=BY)
    assert (told.value, told.money, told.source) == (Decimal("4.2"), 612, "Informe de obra")
    assert str(told).endswith("2021-04-30")


def test_the_same_day_again_corrects_it() -> None:
    a_plan()
    first = record_progress(indicator("M1"), APRIL, by=BY)
    again = record_progress(indicator("M1"), replace(APRIL, value=Decimal(5), note="Acta 3"), by=BY)
    assert (again.pk, again.value, again.note, Progress.objects.count()) == (first.pk, 5, "Acta 3", 1)
    with pytest.raises(Stale):
        record_progress(indicator("M1"), replace(APRIL, value=Decimal(6)), expected=1, by=BY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cut_on": date(2021, 10, 16)}, "está en el futuro"),
        ({"cut_on": date(2019, 12, 31)}, "no está en los años del plan"),
        ({"value": None, "money": None}, "Falta el valor o los recursos"),
        ({"money": Decimal(-1)}, "no pueden ser negativos"),
        ({"source": " "}, "Falta la fuente"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, object], said: str) -> None:
    a_plan()
    with pytest.raises(Invalid, match=said):
        record_progress(indicator("M1"), replace(APRIL, **changes), by=BY)  # type: ignore[arg-type]
    assert not Progress.objects.exists()


def test_money_alone_is_something() -> None:
    a_plan()
    assert record_progress(indicator("M1"), replace(APRIL, value=None), by=BY).value is None


def test_a_unit_tells_of_its_own_goals_and_planning_of_all() -> None:
    a_plan()
    works = a_person("Beto Colega", Role.UNIT_STAFF, unit=find_unit(WORKS))
    assert record_progress(indicator("M1"), APRIL, by=works).pk
    with pytest.raises(NotAllowed):
        record_progress(indicator("M10"), APRIL, by=works)
    assert record_progress(indicator("M10"), APRIL, by=a_person("Óscar Planea", Role.PLANNING)).pk


def test_many_are_told_all_or_none() -> None:
    a_plan()
    assert record_many([(indicator("M1"), APRIL), (indicator("M2"), APRIL)], by=BY) == 2
    may = replace(APRIL, cut_on=date(2021, 5, 31))
    with pytest.raises(Invalid):
        record_many([(indicator("M1"), may), (indicator("M2"), replace(may, source=""))], by=BY)
    assert Progress.objects.count() == 2
