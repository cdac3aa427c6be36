"""What is asked of people, on a day."""

from datetime import date

import pytest

from factories.accounts import BY, a_person, colleague, insider, outsider
from factories.organization import a_unit
from rendir.foundation.accounts.actions import give_role, set_active
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import people_of_units, people_who_may, people_with_hats, units_of
from rendir.foundation.accounts.roles import Role
from rendir.foundation.organization.models import Unit
from rendir.foundation.organization.queries import find_unit

pytestmark = pytest.mark.django_db

TODAY, YESTERDAY = date(2021, 10, 15), date(2021, 10, 14)


def _gone(name: str, *roles: Role, unit: Unit | None = None) -> Person:
    return set_active(a_person(name, *roles, unit=unit), active=False, by=BY)


def test_everybody_comes_with_the_hats_of_the_day() -> None:
    ana, beto, olga = insider(Role.PLANNING, Role.IT), colleague(), outsider()
    give_role(olga, Role.IT, starts_on=YESTERDAY, ends_on=YESTERDAY, by=BY)
    told = [(person, [hat.role for hat in person.worn]) for person in people_with_hats(TODAY)]  # type: ignore[attr-defined] # prefetched
    assert told == [(ana, ["planning", "it"]), (beto, ["unit_staff"]), (olga, [])]


def test_people_sort_as_in_a_spanish_dictionary() -> None:
    names = ["Zoe", "Óscar", "Ñusta", "Álvaro", "Noel"]
    for name in names:
        a_person(name, Role.PLANNING, unit=find_unit("Salud") or a_unit("Salud"))
    lists = [
        people_with_hats(TODAY),
        people_who_may(Perm.EDIT_PLAN, TODAY),
        people_of_units(Unit.objects.all(), TODAY),
        Person.objects.all(),
    ]
    assert [[person.name for person in one] for one in lists] == [["Álvaro", "Noel", "Ñusta", "Óscar", "Zoe"]] * 4


@pytest.mark.parametrize("people", [1, 3])
def test_a_list_of_people_asks_twice(people: int, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    for number in range(people):
        a_person(f"Persona {number}", Role.PLANNING)
    with django_assert_num_queries(2):
        assert [len(person.worn) for person in people_with_hats(TODAY)] == [1] * people  # type: ignore[attr-defined]


def test_who_may_do_something_today() -> None:
    ana, lead = insider(Role.PLANNING, Role.TEAM_LEAD), a_person("Lía Líder", Role.TEAM_LEAD)
    colleague()
    _gone("Zoe Retirada", Role.PLANNING)
    give_role(outsider(), Role.PLANNING, starts_on=date(2021, 10, 16), by=BY)
    assert list(people_who_may(Perm.EDIT_PLAN, TODAY)) == [ana, lead]
    assert list(people_who_may(Perm.QUEUE_NOTICES, TODAY)) == []


def test_who_works_in_these_units_today() -> None:
    health, treasury, press = a_unit("Salud"), a_unit("Hacienda"), a_unit("Prensa")
    beto, ana = colleague(health), insider(Role.PLANNING, unit=treasury)
    give_role(ana, Role.UNIT_STAFF, unit=health, starts_on=YESTERDAY, by=BY)
    give_role(outsider(), Role.UNIT_STAFF, unit=health, starts_on=YESTERDAY, ends_on=YESTERDAY, by=BY)
    _gone("Zoe Retirada", Role.UNIT_STAFF, unit=health)
    assert list(people_of_units([health, treasury], TODAY)) == [ana, beto]
    assert list(people_of_units(Unit.objects.filter(pk=press.pk), TODAY)) == []


def test_the_units_of_somebody_are_those_of_the_hats_each_once() -> None:
    unit = a_unit()
    ana = a_person("Ana", Role.UNIT_STAFF, Role.COMMUNICATIONS, unit=unit)
    assert (units_of(ana), units_of(a_person("Olga", Role.IT))) == ([unit], [])
