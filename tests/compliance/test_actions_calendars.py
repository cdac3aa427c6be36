"""Calendars of deadlines at a secret address: who makes one, what it tells, and that a revoked one opens nothing."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from compliance.conftest import As, at, text_of
from factories.accounts import a_person, fresh, insider
from factories.at_work import I1_1, MEDIA, TALENT, a_report, a_year_at_work, of_media, of_talent
from rendir.foundation.accounts.actions import set_active
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.foundation.organization.models import Unit
from rendir.foundation.organization.queries import find_unit
from rendir.plan.compliance.actions.calendars import MOST, make_calendar, revoke_calendar
from rendir.plan.compliance.addresses import digest_of
from rendir.plan.compliance.models import CalendarKey

pytestmark = pytest.mark.usefixtures("_at_work")


def unit(name: str) -> Unit:
    found = find_unit(name)
    assert found is not None
    return found


def page_of(secret: str) -> str:
    return reverse("compliance:calendar", args=[secret])


def events(client: Client, secret: str) -> list[tuple[str, date]]:
    response = client.get(page_of(secret))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return [
        (str(one["summary"]), one.decoded("dtstart")) for one in Calendar.from_ical(response.content).walk("VEVENT")
    ]


def test_ones_own_tells_what_ones_units_still_owe(client: Client) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    a_report(strategy, I1_1, beto)
    _key, secret = make_calendar(None, by=beto)
    assert events(client, secret) == [
        ("Vence I1-2: Producir la información", date(2021, 8, 31)),
        ("Vence D1-2: Encontrarse con la gente", date(2021, 8, 31)),
        ("Vence D1-3: Encontrarse con la gente", date(2021, 12, 31)),
    ]


def test_a_units_tells_that_units_and_names_nobody(client: Client) -> None:
    a_year_at_work()
    ana = insider()
    _key, secret = make_calendar(unit(TALENT), by=ana)
    assert [one for one, _day in events(client, secret)] == ["Vence R1-3: Evaluar el año"]
    assert ana.name.encode() not in client.get(page_of(secret)).content


def test_only_the_digest_is_kept_and_neither_stands_in_the_ledger() -> None:
    a_year_at_work()
    key, secret = make_calendar(None, by=of_media())
    assert key.secret == digest_of(secret)
    told = "".join(str(one.body) for one in LedgerPayload.objects.all())
    assert secret not in told
    assert key.secret not in told


def test_another_unit_is_for_who_sees_everything() -> None:
    a_year_at_work()
    beto = of_media()
    make_calendar(unit(MEDIA), by=beto)
    with pytest.raises(NotAllowed):
        make_calendar(unit(TALENT), by=beto)
    with pytest.raises(NotAllowed):
        make_calendar(None, by=a_person("Sara Sistemas", Role.IT))


def test_there_are_so_many_and_no_more() -> None:
    a_year_at_work()
    beto = of_media()
    for _number in range(MOST):
        key, _secret = make_calendar(None, by=beto)
    with pytest.raises(Invalid):
        make_calendar(None, by=beto)
    revoke_calendar(key, by=beto)
    make_calendar(None, by=beto)


def test_a_calendar_that_did_not_change_answers_304_and_one_that_did_is_fresh(client: Client) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    _key, secret = make_calendar(None, by=beto)
    tag = client.get(page_of(secret))["ETag"]
    assert client.get(page_of(secret), headers={"If-None-Match": tag}).status_code == 304
    a_report(strategy, I1_1, beto)
    assert client.get(page_of(secret), headers={"If-None-Match": tag}).status_code == 200


def test_a_revoked_one_opens_nothing_not_even_to_who_kept_its_tag(client: Client) -> None:
    a_year_at_work()
    beto = of_media()
    key, secret = make_calendar(None, by=beto)
    tag = client.get(page_of(secret))["ETag"]
    revoke_calendar(key, by=beto)
    assert revoke_calendar(key, by=beto).revoked_at == key.revoked_at
    assert client.get(page_of(secret), headers={"If-None-Match": tag}).status_code == 404
    assert client.get(page_of("nadie")).status_code == 404


def test_who_manages_people_revokes_anybodys_and_nobody_else_does() -> None:
    a_year_at_work()
    key, _secret = make_calendar(None, by=of_media())
    with pytest.raises(NotAllowed):
        revoke_calendar(key, by=of_talent())
    assert revoke_calendar(key, by=insider()).revoked_at is not None


def test_the_calendar_of_who_left_opens_nothing(client: Client) -> None:
    a_year_at_work()
    beto = of_media()
    _key, secret = make_calendar(None, by=beto)
    set_active(fresh(beto), active=False, by=insider())
    assert client.get(page_of(secret)).status_code == 404


def test_it_is_made_and_revoked_on_the_page_and_shown_once(as_: As) -> None:
    a_year_at_work()
    beto = of_media()
    client = as_(beto)
    made = client.post(at("calendars"), {"unit": unit(MEDIA).public_id})
    key = CalendarKey.objects.get()
    assert digest_of(made.context["address"].rpartition("/")[2].removesuffix(".ics")) == key.secret
    assert client.get(at("calendars")).context["address"] == ""
    assert client.post(at("calendars"), {"unit": unit(TALENT).public_id}).status_code == 422
    assert client.post(at("revoke_calendar", key.public_id)).status_code == 302
    assert list(client.get(at("calendars")).context["keys"]) == []
    assert as_(of_talent()).post(at("revoke_calendar", key.public_id)).status_code == 404


def test_a_year_later_what_was_never_done_is_still_there(client: Client) -> None:
    a_year_at_work()
    _key, secret = make_calendar(None, by=of_talent())
    with clock.travel(date(2022, 1, 10)):
        assert [one for one, _day in events(client, secret)] == ["Vence R1-3: Evaluar el año"]
        assert "Calendario" not in text_of(client.get(page_of("no-existe")))[:10]
