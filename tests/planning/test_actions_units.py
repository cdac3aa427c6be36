"""Two units that are one, and a spelling taken apart again."""

from datetime import date, timedelta

import pytest

from factories.accounts import a_person
from factories.schedules import BY, a_strategy, facts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.foundation.core.spanish import fold
from rendir.foundation.organization.actions import add_alias, add_unit, keep_apart
from rendir.foundation.organization.models import Unit, UnitAlias, UnitDistinction
from rendir.foundation.organization.queries import find_unit, names_kept_apart
from rendir.plan.planning.actions.units import join_units, take_apart
from rendir.plan.planning.models import Responsibility

pytestmark = pytest.mark.django_db

SHORT, LONG = "Comunicaciones", "Oficina de Comunicaciones"


@pytest.fixture
def short() -> Unit:
    a_strategy([facts("A", responsibles=[SHORT]), facts("B", responsibles=[LONG])])
    return Unit.objects.get(name=SHORT)


@pytest.fixture
def long(short: Unit) -> Unit:
    return Unit.objects.exclude(pk=short.pk).get()


def _written() -> list[tuple[str, str]]:
    links = Responsibility.objects.select_related("unit").order_by("activity__number")
    return [(link.name, link.unit.name) for link in links]


def test_joined_units_answer_as_one_and_schedules_keep_what_was_written(short: Unit, long: Unit) -> None:
    add_alias(short, "Prensa", on=clock.today(), by=BY)
    join_units(short, into=long, expected=short.version, by=BY)
    assert _written() == [(SHORT, LONG), (LONG, LONG)]
    assert [unit.name for unit in Unit.objects.all()] == [LONG]
    assert sorted(alias.name for alias in long.aliases.all()) == [SHORT, "Prensa"]
    assert find_unit("PRENSA") == long


def test_a_join_is_dated_and_what_was_said_against_it_holds_no_more(short: Unit, long: Unit) -> None:
    keep_apart(SHORT, LONG, by=BY)
    join_units(short, into=long, expected=short.version, on=date(2020, 6, 1), by=BY)
    assert [(one.name, one.since) for one in long.aliases.all()] == [(SHORT, date(2020, 6, 1))]
    assert not UnitDistinction.objects.exists()


def test_a_join_of_tomorrow_is_refused_whole(short: Unit, long: Unit) -> None:
    with pytest.raises(Invalid, match="Ese día todavía no llega"):
        join_units(short, into=long, expected=short.version, on=clock.today() + timedelta(days=1), by=BY)
    assert Unit.objects.count() == 2


def test_people_follow_their_unit_and_wear_no_hat_twice(short: Unit, long: Unit) -> None:
    ana = a_person("Ana", Role.UNIT_STAFF, unit=short)
    beto = a_person("Beto", Role.UNIT_STAFF, unit=short)
    beto.hats.create(role=Role.UNIT_STAFF, unit=long, starts_on=clock.today())
    join_units(short, into=long, expected=short.version, by=BY)
    assert [[hat.unit for hat in person.hats.all()] for person in (ana, beto)] == [[long], [long]]


def test_a_unit_is_not_joined_to_itself(short: Unit) -> None:
    with pytest.raises(Invalid, match="consigo misma"):
        join_units(short, into=short, expected=short.version, by=BY)


def test_a_unit_somebody_changed_meanwhile_is_not_joined(short: Unit, long: Unit) -> None:
    with pytest.raises(Stale):
        join_units(short, into=long, expected=short.version + 1, by=BY)
    assert Unit.objects.count() == 2


def test_a_spelling_taken_apart_takes_along_what_names_it_so(short: Unit, long: Unit) -> None:
    join_units(short, into=long, expected=short.version, by=BY)
    apart = take_apart(UnitAlias.objects.get(name=SHORT), by=BY)
    assert (apart.name, apart.kind, UnitAlias.objects.count()) == (SHORT, "unit", 0)
    assert _written() == [(SHORT, SHORT), (LONG, LONG)]
    assert names_kept_apart() == {frozenset((fold(SHORT), fold(LONG)))}


@pytest.mark.parametrize("role", Role)
def test_only_who_may_edit_units_joins_and_separates(role: Role, short: Unit, long: Unit) -> None:
    person = a_person("Ana", role)
    alias = add_alias(add_unit("Secretaría General", by=BY), "Secretaría", on=clock.today(), by=BY)
    if Perm.EDIT_UNITS in ROLE_CARDS[role].permissions:
        take_apart(alias, by=person)
        join_units(short, into=long, expected=short.version, by=person)
        assert Unit.objects.count() == 3
    else:
        with pytest.raises(NotAllowed):
            take_apart(alias, by=person)
        with pytest.raises(NotAllowed):
            join_units(short, into=long, expected=short.version, by=person)
        assert Unit.objects.count() == 3
