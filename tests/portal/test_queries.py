"""What the desk asks: the work of a unit, what was not published, what waits."""

import pytest

from factories.schedules import BY, a_strategy, an_adopted, an_import, facts
from rendir.foundation.organization.models import Unit
from rendir.front.portal.queries import unpublished_changes, waiting_imports, work_of
from rendir.plan.planning.actions.schedule import add_activity

pytestmark = pytest.mark.django_db


def test_the_work_of_a_unit_begins_with_the_running_period() -> None:
    strategy = a_strategy()
    unit = Unit.objects.get(name="Oficina de Comunicaciones")
    told = [(part.label, part.is_now, [duty.code for duty in part.duties]) for part in work_of([unit], strategy, now=2)]
    assert told == [
        ("Mayo a agosto", True, ["I2", "D1"]),
        ("Septiembre a diciembre", False, ["D1"]),
        ("Enero a abril", False, ["I1", "I2"]),
    ]
    assert work_of([], strategy, now=2) == ()


def test_a_draft_has_nothing_to_publish_and_an_adopted_one_only_what_changed() -> None:
    assert unpublished_changes(a_strategy(year=2020)) is False
    strategy = an_adopted()
    assert unpublished_changes(strategy) is False
    add_activity(strategy, facts("Una más"), by=BY)
    assert unpublished_changes(strategy) is True


def test_a_file_that_was_read_waits_for_a_person() -> None:
    strategy = a_strategy()
    made = an_import(strategy)
    assert [(one.text, one.url, one.verb) for one in waiting_imports(strategy)] == [
        ("«plan.txt» está leído y espera su revisión.", made.get_absolute_url(), "Revisar")
    ]
