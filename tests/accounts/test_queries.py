"""What is asked of people, on a day."""

from datetime import date

import pytest

from factories.accounts import BY, PASSWORD, a_person, colleague, fresh, insider, outsider, with_second_factor
from factories.organization import a_unit
from rendir.foundation.accounts.actions import (
    arrange_role,
    choose_password,
    give_role,
    make_invitation,
    set_active,
    set_handover_days,
    set_second_factor,
)
from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import (
    ending_hats,
    has_second_factor,
    hats_not_over,
    hats_to_receive,
    heads_of,
    invitation_by_code,
    is_last_door,
    people_of_units,
    people_who_may,
    people_with_hats,
    scope_of,
    second_factor_missing,
    units_of,
    units_of_role,
    waiting_invitation,
)
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
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
def test_a_list_of_people_asks_thrice(people: int, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    for number in range(people):
        a_person(f"Persona {number}", Role.PLANNING)
    with django_assert_num_queries(3):
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


def test_the_units_of_a_role_are_those_of_who_wore_it_on_that_day() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    cora = a_person("Cora", Role.INTERNAL_CONTROL, unit=health)
    a_person("Ana", Role.PLANNING, unit=treasury)
    first = cora.hats.get().starts_on
    assert [units_of_role(Role.INTERNAL_CONTROL, day) for day in (first, date(2000, 1, 1))] == [[health], []]


# --- units -----------------------------------------------------------------------------------------------------------


def test_who_reaches_how_far() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    beto, lead = colleague(health), insider(unit=treasury)
    give_role(beto, Role.COMMUNICATIONS, unit=treasury, starts_on=YESTERDAY, by=BY)
    give_role(beto, Role.IT, unit=a_unit("Sistemas"), starts_on=YESTERDAY, by=BY)
    both = frozenset({health.pk, treasury.pk})
    with clock.travel(TODAY):
        own, wide = scope_of(fresh(beto), Perm.REPORT_DELIVERY), scope_of(fresh(lead), Perm.REPORT_DELIVERY)
        nothing = scope_of(outsider(), Perm.REPORT_DELIVERY)
        unbound = scope_of(fresh(beto), Perm.READ_PLAN)
    assert (own.is_somewhere, own.is_everywhere, own.unit_ids) == (True, False, both)
    assert (wide.is_everywhere, wide.unit_ids) == (True, frozenset({treasury.pk}))
    assert (nothing.is_somewhere, nothing.is_everywhere, nothing.unit_ids) == (False, False, frozenset())
    assert (unbound.is_somewhere, unbound.is_everywhere) == (True, True)


def test_a_scope_covers_what_one_of_its_units_answers_for() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    own, wide = scope_of(colleague(health), Perm.REPORT_DELIVERY), scope_of(insider(), Perm.REPORT_DELIVERY)
    asked = [{health.pk}, {treasury.pk}, {health.pk, treasury.pk}, set[int]()]
    assert [own.covers(frozenset(units)) for units in asked] == [True, False, True, False]
    assert [wide.covers(frozenset(units)) for units in asked] == [True] * 4


def test_who_may_of_what_these_units_answer_for() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    beto, lead = colleague(health), insider(unit=treasury)
    nora = a_person("Nora Otra", Role.UNIT_STAFF, unit=treasury)
    a_person("Iván Sistemas", Role.IT, unit=health)
    assert list(people_who_may(Perm.REPORT_DELIVERY, TODAY)) == [lead, beto, nora]
    assert list(people_who_may(Perm.REPORT_DELIVERY, TODAY, units={health.pk})) == [lead, beto]
    assert list(people_who_may(Perm.REPORT_DELIVERY, TODAY, units=set())) == [lead]
    assert list(people_who_may(Perm.ACCEPT_DELIVERY, TODAY, units={health.pk})) == [lead]


# --- handing over ----------------------------------------------------------------------------------------------------


def _ends(person: Person, day: date, successor: Person | None = None) -> Membership:
    hat = person.hats.get()
    return arrange_role(hat, ends_on=day, successor=successor, is_head=False, expected=hat.version, by=BY)


def test_what_somebody_wears_and_will_wear() -> None:
    olga = outsider()
    give_role(olga, Role.IT, starts_on=date(2021, 12, 1), by=BY)
    give_role(olga, Role.PLANNING, starts_on=date(2021, 1, 1), ends_on=TODAY, by=BY)
    give_role(olga, Role.COMMUNICATIONS, starts_on=date(2021, 1, 1), ends_on=YESTERDAY, by=BY)
    assert [hat.role for hat in hats_not_over(olga, TODAY)] == ["planning", "it"]


def test_hats_that_end_soon_are_announced_the_earliest_first() -> None:
    health = a_unit("Salud")
    people = {
        day: a_person(f"Persona {day}", Role.UNIT_STAFF, unit=health)
        for day in (YESTERDAY, date(2021, 11, 14), TODAY, date(2021, 11, 15))
    }
    for day, person in people.items():
        _ends(person, day)
    _ends(_gone("Zoe Retirada", Role.UNIT_STAFF, unit=health), TODAY)
    colleague(health)
    assert [hat.ends_on for hat in ending_hats(TODAY)] == [TODAY, date(2021, 11, 14)]
    set_handover_days(1, by=BY)
    assert [hat.ends_on for hat in ending_hats(TODAY)] == [TODAY]


def test_who_heads_a_unit_today() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    beto = colleague(health)
    give_role(beto, Role.UNIT_STAFF, unit=health, starts_on=YESTERDAY, is_head=True, by=BY)
    give_role(outsider(), Role.UNIT_STAFF, unit=treasury, starts_on=date(2021, 10, 16), is_head=True, by=BY)
    gone = a_person("Zoe Retirada")
    give_role(gone, Role.UNIT_STAFF, unit=health, starts_on=YESTERDAY, is_head=True, by=BY)
    set_active(gone, active=False, by=BY)
    assert heads_of([health.pk, treasury.pk], TODAY) == {health.pk: [beto]}
    assert heads_of([], TODAY) == {}


def test_the_successor_sees_what_comes_and_so_does_the_head_where_nobody_was_chosen() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    beto, ivan = colleague(health), a_person("Iván Otro", Role.UNIT_STAFF, unit=health)
    olga, head = outsider(), a_person("Zoe Jefa")
    give_role(head, Role.UNIT_STAFF, unit=health, starts_on=YESTERDAY, is_head=True, by=BY)
    a_person("Nora Otra", Role.UNIT_STAFF, unit=treasury)
    with clock.travel(TODAY):
        chosen, unchosen = _ends(beto, date(2021, 11, 1), olga), _ends(ivan, date(2021, 11, 2))
        assert hats_to_receive(fresh(olga), TODAY) == [chosen]
        assert hats_to_receive(fresh(head), TODAY) == [unchosen]
        assert hats_to_receive(fresh(beto), TODAY) == []
    window = [date(2021, 10, 1), date(2021, 10, 2), date(2021, 12, 1), date(2021, 12, 2)]
    assert [bool(hats_to_receive(fresh(olga), day)) for day in window] == [False, True, True, False]


def test_a_head_who_leaves_receives_nothing_of_their_own() -> None:
    head = a_person("Zoe Jefa")
    hat = give_role(head, Role.UNIT_STAFF, unit=a_unit("Salud"), starts_on=YESTERDAY, is_head=True, by=BY)
    arrange_role(hat, ends_on=TODAY, successor=None, is_head=True, expected=hat.version, by=BY)
    with clock.travel(TODAY):
        assert hats_to_receive(fresh(head), TODAY) == []


# --- coming in -------------------------------------------------------------------------------------------------------


def test_the_invitation_that_waits_for_somebody() -> None:
    olga = outsider()
    with clock.travel(TODAY):
        invitation = make_invitation(olga, by=BY)
    late = date(2021, 10, 23)
    assert [waiting_invitation(olga, day) for day in (TODAY, late)] == [invitation, None]
    assert waiting_invitation(insider(), TODAY) is None
    assert [invitation_by_code(invitation.code_digest, day) for day in (TODAY, late)] == [invitation, None]
    assert invitation_by_code("otro", TODAY) is None
    told = {person.name: person.waiting for person in people_with_hats(TODAY)}  # type: ignore[attr-defined] # prefetched
    assert told == {"Ana Insider": [], "Olga Ajena": [invitation]}


def test_a_second_step_is_missed_by_who_wears_a_hat_that_asks_for_it() -> None:
    with clock.travel(TODAY):
        set_second_factor({Role.PLANNING}, since=date(2021, 10, 20), by=BY)
        set_second_factor({Role.PLANNING, Role.IT}, since=date(2021, 10, 30), by=BY)
        both, one, none = insider(Role.IT, Role.PLANNING), a_person("Iván Otro", Role.IT), colleague()
        told = [second_factor_missing(fresh(person)) for person in (both, one, none, outsider())]
    assert told == [date(2021, 10, 20), date(2021, 10, 30), None, None]
    assert (has_second_factor(one), has_second_factor(with_second_factor(one))) == (False, True)
    assert second_factor_missing(fresh(one)) is None


def test_it_is_asked_once_for_each_time_a_person_is_fetched(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    with clock.travel(TODAY):
        set_second_factor({Role.IT}, since=TODAY, by=BY)
        asked, free = fresh(insider(Role.IT)), fresh(colleague())
        with django_assert_num_queries(2):
            assert [second_factor_missing(asked), second_factor_missing(asked)] == [TODAY, TODAY]
        with django_assert_num_queries(1):
            assert second_factor_missing(free) is None


def test_the_last_who_could_lift_a_rule_is_let_in() -> None:
    with clock.travel(TODAY):
        set_second_factor({Role.TEAM_LEAD, Role.IT}, since=TODAY, by=BY)
        ana, ivan = insider(), a_person("Iván Sistemas", Role.IT)
        assert not is_last_door(fresh(colleague()), TODAY)
        assert is_last_door(fresh(ana), TODAY)  # the other never chose a password
        choose_password(ivan, PASSWORD)
        assert is_last_door(fresh(ana), TODAY)  # and has no second step either
        with_second_factor(ivan)
        assert (is_last_door(fresh(ana), TODAY), is_last_door(fresh(ivan), TODAY)) == (False, True)


def test_who_has_days_left_is_a_door_too() -> None:
    with clock.travel(TODAY):
        set_second_factor({Role.TEAM_LEAD}, since=TODAY, by=BY)
        set_second_factor({Role.TEAM_LEAD, Role.IT}, since=date(2021, 10, 16), by=BY)
        ana = insider()
        choose_password(a_person("Iván Sistemas", Role.IT), PASSWORD)
    assert [is_last_door(fresh(ana), day) for day in (TODAY, date(2021, 10, 16))] == [False, True]


def test_the_units_of_somebody_are_those_of_the_hats_each_once() -> None:
    unit = a_unit()
    ana = a_person("Ana", Role.UNIT_STAFF, Role.COMMUNICATIONS, unit=unit)
    assert (units_of(ana), units_of(a_person("Olga", Role.IT))) == ([unit], [])
