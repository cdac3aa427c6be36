"""The rules of the house: a second step by role, and for how long the end of a hat is announced."""

from datetime import date

import pytest

from factories.accounts import BY, colleague, insider
from factories.ledger import deeds, last_deed
from rendir.foundation.accounts.actions import set_handover_days, set_second_factor
from rendir.foundation.accounts.models import HousePolicy, RolePolicy
from rendir.foundation.accounts.queries import HANDOVER_DAYS, handover_days, second_factor_days
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import queries
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed

pytestmark = pytest.mark.django_db

TODAY, SOON, LATER = date(2021, 10, 15), date(2021, 10, 22), date(2021, 11, 1)


@pytest.fixture(autouse=True)
def _the_day():
    with clock.travel(TODAY):
        yield


def test_a_second_step_is_asked_of_a_role_from_a_day() -> None:
    ana = insider()
    set_second_factor({Role.TEAM_LEAD, Role.IT}, since=SOON, by=ana)
    assert second_factor_days() == {"team_lead": SOON, "it": SOON}
    assert deeds("require_second_factor") == [
        {"role": "team_lead", "second_factor_since": "2021-10-22"},
        {"role": "it", "second_factor_since": "2021-10-22"},
    ]


def test_a_role_that_is_asked_already_keeps_its_day() -> None:
    set_second_factor({Role.TEAM_LEAD}, since=SOON, by=BY)
    before = queries.head()
    set_second_factor({Role.TEAM_LEAD}, since=LATER, by=BY)
    assert (second_factor_days(), queries.head()) == ({"team_lead": SOON}, before)
    set_second_factor({Role.TEAM_LEAD, Role.PLANNING}, since=LATER, by=BY)
    assert second_factor_days() == {"team_lead": SOON, "planning": LATER}


def test_a_role_is_asked_no_more_and_asked_again() -> None:
    set_second_factor({Role.TEAM_LEAD}, since=SOON, by=BY)
    set_second_factor(set(), since=SOON, by=BY)
    assert (second_factor_days(), last_deed()[1:]) == (
        {},
        ("waive_second_factor", {"second_factor_since": ["2021-10-22", None]}),
    )
    set_second_factor({Role.TEAM_LEAD}, since=LATER, by=BY)
    assert (second_factor_days(), RolePolicy.objects.count()) == ({"team_lead": LATER}, 1)


def test_nothing_is_asked_from_a_day_that_is_past() -> None:
    with pytest.raises(Invalid, match="desde un día que ya pasó"):
        set_second_factor({Role.IT}, since=date(2021, 10, 14), by=BY)
    set_second_factor({Role.IT}, since=TODAY, by=BY)
    set_second_factor(set(), since=date(2021, 10, 14), by=BY)  # to ask less needs no day
    assert second_factor_days() == {}


def test_the_days_of_announcement_are_the_houses_to_say() -> None:
    assert handover_days() == HANDOVER_DAYS == 30
    ana = insider()
    set_handover_days(15, by=ana)
    set_handover_days(20, by=ana)
    assert (handover_days(), HousePolicy.objects.count()) == (20, 1)
    assert last_deed()[1:] == ("change_housepolicy", {"handover_days": [15, 20]})


def test_only_who_manages_people_sets_the_rules() -> None:
    beto = colleague()
    with pytest.raises(NotAllowed):
        set_second_factor({Role.IT}, since=SOON, by=beto)
    with pytest.raises(NotAllowed):
        set_handover_days(5, by=beto)
    assert (RolePolicy.objects.count(), HousePolicy.objects.count()) == (0, 0)
