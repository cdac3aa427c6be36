"""Giving and ending hats, and who takes over what one leaves."""

from datetime import date

import pytest

from factories.accounts import BY, LONG_AGO, a_person, colleague, fresh, insider, outsider
from factories.ledger import deeds, last_deed
from factories.organization import a_unit
from rendir.foundation.accounts.actions import arrange_role, end_role, give_role, set_active, withdraw_role
from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import queries
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db

LONG_BEFORE, FIRST, LAST = date(2020, 1, 1), date(2021, 3, 1), date(2021, 6, 30)
TODAY, NEXT = date(2021, 5, 15), date(2021, 7, 1)


def _hats(person: Person) -> list[tuple[str, str, date, date | None]]:
    """Role, unit, first and last day of each hat, in the order in which they begin."""
    rows = person.hats.order_by("starts_on", "pk").values_list("role", "unit__name", "starts_on", "ends_on")
    return [(role, unit or "", first, last) for role, unit, first, last in rows]


def _arrange(hat: Membership, **changes: object) -> Membership:
    """The hat arranged anew, as somebody does who sees it as it is."""
    kept = Membership.objects.get(pk=hat.pk)
    fields = {"ends_on": kept.ends_on, "successor": kept.successor, "is_head": kept.is_head, **changes}
    return arrange_role(kept, expected=kept.version, by=BY, **fields)  # type: ignore[arg-type]


# --- giving ----------------------------------------------------------------------------------------------------------


def test_a_hat_is_given() -> None:
    olga, unit = outsider(), a_unit()
    hat = give_role(olga, Role.PLANNING, unit=unit, starts_on=FIRST, ends_on=LAST, by=insider())
    kept = Membership.objects.get(pk=hat.pk)
    assert (kept.person, kept.role, kept.unit, kept.starts_on, kept.ends_on) == (olga, "planning", unit, FIRST, LAST)
    told = {"person": olga.public_id, "role": "planning", "unit": unit.public_id}
    days = {"starts_on": "2021-03-01", "ends_on": "2021-06-30"}
    assert last_deed()[1:] == ("create_membership", {**told, **days, "is_head": False, "successor": None})


def test_only_who_manages_people_may() -> None:
    beto, olga = colleague(), outsider()
    hat, before = beto.hats.get(), queries.head()
    with pytest.raises(NotAllowed):
        give_role(olga, Role.TEAM_LEAD, starts_on=FIRST, by=beto)
    with pytest.raises(NotAllowed):
        end_role(hat, on=LAST, by=olga)
    with pytest.raises(NotAllowed):
        arrange_role(hat, ends_on=LAST, successor=olga, is_head=False, expected=hat.version, by=beto)
    with pytest.raises(NotAllowed):
        withdraw_role(hat, by=beto)
    assert (queries.head(), Membership.objects.count()) == (before, 1)


def test_the_same_hat_again_changes_only_its_end() -> None:
    olga = outsider()
    first = give_role(olga, Role.PLANNING, starts_on=FIRST, ends_on=LAST, by=BY)
    again = give_role(olga, Role.PLANNING, starts_on=date(2021, 5, 1), by=BY)
    assert (again, again.starts_on, again.ends_on, again.version) == (first, FIRST, None, 2)
    assert last_deed()[1:] == ("change_membership", {"ends_on": ["2021-06-30", None]})
    before = queries.head()
    give_role(olga, Role.PLANNING, starts_on=FIRST, by=BY)
    assert queries.head() == before


def test_a_hat_that_is_over_is_given_anew_and_the_time_between_stays_without() -> None:
    olga = outsider()
    give_role(olga, Role.PLANNING, starts_on=FIRST, ends_on=LAST, by=BY)
    give_role(olga, Role.PLANNING, starts_on=date(2021, 10, 1), by=BY)
    assert _hats(olga) == [("planning", "", FIRST, LAST), ("planning", "", date(2021, 10, 1), None)]
    with clock.travel(date(2021, 8, 1)):
        assert not fresh(olga).has_perm(Perm.EDIT_PLAN)


def test_a_hat_that_is_to_come_may_begin_earlier() -> None:
    olga = outsider()
    give_role(olga, Role.PLANNING, starts_on=NEXT, by=BY)
    give_role(olga, Role.PLANNING, starts_on=FIRST, by=BY)
    assert _hats(olga) == [("planning", "", FIRST, None)]


def test_a_hat_of_another_unit_is_another_hat() -> None:
    olga = outsider()
    give_role(olga, Role.UNIT_STAFF, starts_on=FIRST, by=BY)
    give_role(olga, Role.UNIT_STAFF, unit=a_unit(), starts_on=FIRST, by=BY)
    assert olga.hats.count() == 2


def test_a_hat_cannot_end_before_it_starts() -> None:
    olga = outsider()
    before = queries.head()
    with pytest.raises(Invalid, match=r"terminaría antes de empezar \(01/03/2021\)"):
        give_role(olga, Role.PLANNING, starts_on=FIRST, ends_on=date(2021, 2, 28), by=BY)
    assert queries.head() == before
    hat = give_role(olga, Role.PLANNING, starts_on=FIRST, by=BY)
    with pytest.raises(Invalid, match=r"terminaría antes de empezar \(01/03/2021\)"):
        give_role(olga, Role.PLANNING, starts_on=LONG_BEFORE, ends_on=LONG_BEFORE, by=BY)
    with pytest.raises(Invalid, match=r"terminaría antes de empezar \(01/03/2021\)"):
        _arrange(hat, ends_on=LONG_BEFORE)
    assert olga.hats.get().ends_on is None


def test_who_heads_heads_a_unit() -> None:
    olga, unit = outsider(), a_unit()
    hat = give_role(olga, Role.UNIT_STAFF, starts_on=FIRST, by=BY)
    with pytest.raises(Invalid, match="Quien dirige, dirige una dependencia"):
        give_role(olga, Role.PLANNING, starts_on=FIRST, is_head=True, by=BY)
    with pytest.raises(Invalid, match="Quien dirige, dirige una dependencia"):
        _arrange(hat, is_head=True)
    in_unit = give_role(olga, Role.UNIT_STAFF, unit=unit, starts_on=FIRST, by=BY)
    give_role(olga, Role.UNIT_STAFF, unit=unit, starts_on=FIRST, is_head=True, by=BY)
    give_role(olga, Role.UNIT_STAFF, unit=unit, starts_on=FIRST, by=BY)  # giving it again takes nothing away
    assert Membership.objects.get(pk=in_unit.pk).is_head
    assert not _arrange(in_unit, is_head=False).is_head


# --- ending ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends_on", "on", "last_day"),
    [
        (None, LAST, LAST),
        (None, LONG_BEFORE, FIRST),
        (date(2021, 12, 31), LAST, LAST),
        (LAST, LAST, LAST),
        (LAST, date(2021, 12, 31), LAST),
    ],
)
def test_a_hat_ends(ends_on: date | None, on: date, last_day: date) -> None:
    hat = give_role(outsider(), Role.PLANNING, starts_on=FIRST, ends_on=ends_on, by=BY)
    assert end_role(hat, on=on, by=BY).ends_on == last_day
    assert Membership.objects.get().ends_on == last_day


def test_a_hat_that_nobody_wears_yet_is_taken_back() -> None:
    with clock.travel(TODAY):
        hat = give_role(outsider(), Role.PLANNING, starts_on=NEXT, by=BY)
        withdraw_role(hat, by=BY)
    assert (Membership.objects.count(), last_deed()[1]) == (0, "remove_membership")


@pytest.mark.parametrize("starts_on", [FIRST, TODAY])
def test_a_hat_that_began_is_ended_not_taken_back(starts_on: date) -> None:
    hat = give_role(outsider(), Role.PLANNING, starts_on=starts_on, by=BY)
    with clock.travel(TODAY), pytest.raises(Invalid, match="Este rol ya empezó"):
        withdraw_role(hat, by=BY)
    assert Membership.objects.count() == 1


def test_somebody_always_manages_people() -> None:
    ana = insider()
    hat = ana.hats.get()
    with clock.travel(TODAY), pytest.raises(Invalid, match="nadie podría administrar las personas"):
        end_role(hat, on=TODAY, by=ana)
    assert Membership.objects.get().ends_on is None
    other = a_person("Iván Sistemas", Role.IT)
    set_active(other, active=False, by=BY)
    with pytest.raises(Invalid):
        _arrange(hat, ends_on=LAST)
    set_active(other, active=True, by=BY)
    assert _arrange(hat, ends_on=LAST).ends_on == LAST


def test_the_last_who_manages_people_leaves_when_somebody_takes_over() -> None:
    ana, olga = insider(), outsider()
    with clock.travel(TODAY):
        _arrange(ana.hats.get(), ends_on=LAST, successor=olga)
    with clock.travel(NEXT):
        assert (fresh(ana).has_perm(Perm.MANAGE_PEOPLE), fresh(olga).has_perm(Perm.MANAGE_PEOPLE)) == (False, True)


# --- handing over ----------------------------------------------------------------------------------------------------


@pytest.fixture
def leaving() -> Membership:
    """Beto's hat in Health, from long ago and without an end."""
    return colleague(a_unit("Salud")).hats.get()


def test_who_takes_over_wears_the_hat_the_day_after_and_is_told(leaving: Membership) -> None:
    olga = outsider()
    with clock.travel(TODAY):
        _arrange(leaving, ends_on=LAST, successor=olga)
    kept = Membership.objects.get(pk=leaving.pk)
    assert (kept.ends_on, kept.successor, _hats(olga)) == (LAST, olga, [("unit_staff", "Salud", NEXT, None)])
    for day, hands in ((LAST, (True, False)), (NEXT, (False, True))):
        with clock.travel(day):
            assert tuple(fresh(one).has_perm(Perm.REPORT_DELIVERY) for one in (leaving.person, olga)) == hands
    told = Notice.objects.get()
    assert (told.person, told.subject) == (olga.public_id, "Usted recibe un trabajo el 1 de julio")
    assert "Desde el 1 de julio de 2021 usted recibe el trabajo de Beto Colega" in told.body
    assert "Funcionario de una dependencia, Salud" in told.body


def test_a_head_is_followed_by_a_head(leaving: Membership) -> None:
    olga = outsider()
    with clock.travel(TODAY):
        _arrange(leaving, is_head=True)
        _arrange(leaving, ends_on=LAST, successor=olga)
    assert olga.hats.get().is_head


def test_a_hat_without_a_unit_is_handed_over_too() -> None:
    olga, hat = outsider(), a_person("Iván Sistemas", Role.COMMUNICATIONS).hats.get()
    with clock.travel(TODAY):
        _arrange(hat, ends_on=LAST, successor=olga)
    assert _hats(olga) == [("communications", "", NEXT, None)]
    assert "de Iván Sistemas: Comunicaciones. Lo verá" in Notice.objects.get().body


def test_when_the_end_moves_the_beginning_moves(leaving: Membership) -> None:
    olga = outsider()
    with clock.travel(TODAY):
        _arrange(leaving, ends_on=LAST, successor=olga)
        _arrange(leaving, ends_on=date(2021, 8, 31))
        assert _hats(olga) == [("unit_staff", "Salud", date(2021, 9, 1), None)]
        end_role(Membership.objects.get(pk=leaving.pk), on=TODAY, by=BY)
    assert _hats(olga) == [("unit_staff", "Salud", date(2021, 5, 16), None)]


def test_the_same_hat_given_again_keeps_who_takes_over_and_without_an_end_nobody_does(leaving: Membership) -> None:
    olga, beto = outsider(), leaving.person
    with clock.travel(TODAY):
        _arrange(leaving, ends_on=LAST, successor=olga)
        give_role(beto, Role.UNIT_STAFF, unit=leaving.unit, starts_on=TODAY, ends_on=date(2021, 8, 31), by=BY)
        assert _hats(olga) == [("unit_staff", "Salud", date(2021, 9, 1), None)]
        give_role(beto, Role.UNIT_STAFF, unit=leaving.unit, starts_on=TODAY, by=BY)
    assert (_hats(olga), Membership.objects.get().successor) == ([], None)


def test_another_is_chosen_and_the_first_gets_nothing(leaving: Membership) -> None:
    olga, other = outsider(), a_person("Nora Otra")
    with clock.travel(TODAY):
        _arrange(leaving, ends_on=LAST, successor=olga)
        _arrange(leaving, successor=other)
    assert (_hats(olga), _hats(other)) == ([], [("unit_staff", "Salud", NEXT, None)])
    assert [one["person"] for one in deeds("remove_membership")] == [olga.public_id]


def test_what_the_first_already_wears_stays_theirs(leaving: Membership) -> None:
    olga, other = outsider(), a_person("Nora Otra")
    with clock.travel(TODAY):
        _arrange(leaving, ends_on=LAST, successor=olga)
    with clock.travel(NEXT):
        _arrange(leaving, successor=other)
    assert _hats(olga) == [("unit_staff", "Salud", NEXT, None)]


def test_who_wears_the_same_hat_already_gets_no_second_one(leaving: Membership) -> None:
    olga = outsider()
    give_role(olga, Role.UNIT_STAFF, unit=leaving.unit, starts_on=LONG_AGO, ends_on=date(2021, 12, 31), by=BY)
    with clock.travel(TODAY):
        _arrange(leaving, ends_on=LAST, successor=olga)
    assert _hats(olga) == [("unit_staff", "Salud", LONG_AGO, date(2021, 12, 31))]


def test_who_was_to_wear_it_later_wears_it_in_time(leaving: Membership) -> None:
    olga = outsider()
    with clock.travel(TODAY):
        give_role(olga, Role.UNIT_STAFF, unit=leaving.unit, starts_on=date(2021, 8, 1), by=BY)
        _arrange(leaving, ends_on=LAST, successor=olga)
    assert _hats(olga) == [("unit_staff", "Salud", NEXT, None)]


def test_the_same_arrangement_again_writes_nothing(leaving: Membership) -> None:
    olga = outsider()
    with clock.travel(TODAY):
        _arrange(leaving, ends_on=LAST, successor=olga)
        before = queries.head()
        _arrange(leaving)
        assert queries.head() == before
        _arrange(leaving, is_head=True)
    assert (_hats(olga), Notice.objects.count()) == ([("unit_staff", "Salud", NEXT, None)], 1)


def test_a_taken_back_hat_takes_back_what_it_handed_over(leaving: Membership) -> None:
    olga, other = outsider(), a_person("Nora Otra")
    with clock.travel(TODAY):
        hat = give_role(olga, Role.UNIT_STAFF, unit=leaving.unit, starts_on=NEXT, by=BY)
        _arrange(hat, ends_on=date(2021, 12, 31), successor=other)
        withdraw_role(Membership.objects.get(pk=hat.pk), by=BY)
    assert (_hats(olga), _hats(other)) == ([], [])


def test_what_cannot_be_taken_over(leaving: Membership) -> None:
    olga, beto = outsider(), leaving.person
    with pytest.raises(Invalid, match="Un rol sin último día no lo recibe nadie"):
        _arrange(leaving, successor=olga)
    with pytest.raises(Invalid, match="Beto Colega no puede recibir"):
        _arrange(leaving, ends_on=LAST, successor=beto)
    set_active(olga, active=False, by=BY)
    with pytest.raises(Invalid, match="Olga Ajena no puede recibir"):
        _arrange(leaving, ends_on=LAST, successor=fresh(olga))
    assert Membership.objects.get().ends_on is None


def test_two_who_arrange_the_same_hat_do_not_overwrite_each_other(leaving: Membership) -> None:
    seen = leaving.version
    _arrange(leaving, ends_on=LAST)
    late = Membership.objects.get(pk=leaving.pk)
    with pytest.raises(Stale):
        arrange_role(late, ends_on=NEXT, successor=None, is_head=False, expected=seen, by=BY)
    assert Membership.objects.get(pk=leaving.pk).ends_on == LAST
