"""The page on which it is said when a hat ends and who takes over."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from factories.accounts import BY, a_person, colleague, insider, outsider
from factories.organization import a_unit, an_entity
from rendir.foundation.accounts.actions import give_role, set_active
from rendir.foundation.accounts.models import Membership
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock

pytestmark = pytest.mark.django_db

TODAY, LAST = date(2021, 10, 15), date(2021, 10, 31)


@pytest.fixture(autouse=True)
def _the_day():
    an_entity()
    with clock.travel(TODAY):
        yield


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(insider())
    return client


@pytest.fixture
def hat() -> Membership:
    return colleague(a_unit("Salud")).hats.get()


def _at(hat: Membership, name: str = "arrange_hat") -> str:
    return reverse(f"portal_desk:{name}", args=[hat.public_id])


def test_the_end_and_who_takes_over_are_chosen(desk: Client, hat: Membership) -> None:
    olga = outsider()
    saved = desk.post(_at(hat), {"ends_on": LAST.isoformat(), "successor": olga.pk, "version": hat.version})
    hat.refresh_from_db()
    assert saved["Location"] == reverse("portal_desk:person", args=[hat.person.public_id])
    assert (hat.ends_on, hat.successor, hat.is_head) == (LAST, olga, False)
    page = desk.get(_at(hat))
    assert page.context["form"].initial == {"ends_on": LAST, "successor": olga.pk, "is_head": False}
    assert page.context["handover"].receivers == ("Olga Ajena",)


def test_the_page_of_the_person_says_it(desk: Client, hat: Membership) -> None:
    olga = outsider()
    desk.post(_at(hat), {"ends_on": LAST.isoformat(), "successor": olga.pk, "version": hat.version})
    page = desk.get(reverse("portal_desk:person", args=[hat.person.public_id])).content.decode()
    theirs = desk.get(reverse("portal_desk:person", args=[olga.public_id])).content.decode()
    assert "hasta 31 oct 2021 · recibe Olga Ajena" in page
    assert "empieza el 1 nov 2021" in theirs


def test_nobody_who_left_and_not_oneself_may_be_chosen(desk: Client, hat: Membership) -> None:
    gone = set_active(a_person("Zoe Retirada"), active=False, by=BY)
    choices = set(desk.get(_at(hat)).context["form"].fields["successor"].queryset)
    assert choices.isdisjoint({gone, hat.person})
    refused = desk.post(_at(hat), {"ends_on": LAST.isoformat(), "successor": gone.pk, "version": hat.version})
    assert refused.context["form"].errors.keys() == {"successor"}


def test_where_nobody_takes_over_the_page_says_so(desk: Client, hat: Membership) -> None:
    desk.post(_at(hat), {"ends_on": LAST.isoformat(), "version": hat.version})
    assert "Nadie recibe todavía" in desk.get(_at(hat)).content.decode()


def test_a_hat_without_a_unit_heads_nothing(desk: Client) -> None:
    hat = a_person("Iván Sistemas", Role.COMMUNICATIONS).hats.get()
    assert "is_head" not in desk.get(_at(hat)).context["form"].fields
    desk.post(_at(hat), {"ends_on": LAST.isoformat(), "version": hat.version})
    hat.refresh_from_db()
    assert (hat.ends_on, hat.is_head) == (LAST, False)
    page = desk.get(reverse("portal_desk:person", args=[hat.person.public_id])).content.decode()
    assert "nadie recibe todavía" in page


def test_a_stale_page_overwrites_nothing(desk: Client, hat: Membership) -> None:
    seen = hat.version
    desk.post(_at(hat), {"ends_on": LAST.isoformat(), "version": seen})
    late = desk.post(_at(hat), {"ends_on": "2021-12-31", "version": seen})
    hat.refresh_from_db()
    assert (late.status_code, hat.ends_on) == (409, LAST)


def test_a_hat_ends_today(desk: Client, hat: Membership) -> None:
    desk.post(_at(hat, "end_hat"))
    hat.refresh_from_db()
    assert hat.ends_on == TODAY
    page = desk.get(reverse("portal_desk:person", args=[hat.person.public_id])).content.decode()
    assert "Terminar hoy" not in page


def test_a_hat_that_is_to_come_is_taken_back(desk: Client) -> None:
    olga = outsider()
    hat = give_role(olga, Role.COMMUNICATIONS, starts_on=date(2021, 11, 1), by=BY)
    page = desk.get(reverse("portal_desk:person", args=[olga.public_id])).content.decode()
    desk.post(_at(hat, "withdraw_hat"))
    assert (">Quitar<" in page, "Terminar hoy" in page, olga.hats.count()) == (True, False, 0)


def test_a_unit_is_headed(desk: Client, hat: Membership) -> None:
    desk.post(_at(hat), {"is_head": "on", "version": hat.version})
    page = desk.get(reverse("portal_desk:person", args=[hat.person.public_id])).content.decode()
    assert "Salud (dirige)" in page


@pytest.mark.parametrize("name", ["arrange_hat", "end_hat", "withdraw_hat"])
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.TEAM_LEAD, Role.IT}))
def test_only_who_manages_people(role: Role, name: str, hat: Membership) -> None:
    client = Client()
    client.force_login(a_person("Nora Otra", role))
    assert client.post(_at(hat, name)).status_code == 403
