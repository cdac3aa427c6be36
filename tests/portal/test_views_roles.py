"""The table of roles and permissions, its file, and the rules of the house."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from factories.accounts import BY, a_person, insider
from factories.organization import an_entity
from rendir.foundation.accounts.actions import set_second_factor
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import handover_days, second_factor_days
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.front.portal.reference.rights import rights
from rendir.front.portal.rights import RIGHTS

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)
PAGE, FILE, RULES = "/gestion/roles/", "/gestion/roles/matriz.csv", "/gestion/roles/reglas/"


@pytest.fixture(autouse=True)
def _the_day():
    an_entity()
    with clock.travel(TODAY):
        yield


def _desk(role: Role = Role.TEAM_LEAD) -> Client:
    client = Client()
    client.force_login(insider(role))
    return client


@pytest.mark.parametrize("role", Role)
def test_everybody_who_works_here_sees_who_may_what(role: Role) -> None:
    client = _desk(role)
    assert (client.get(PAGE).status_code, client.get(FILE).status_code) == (200, 200)
    may = Perm.MANAGE_PEOPLE in ROLE_CARDS[role].permissions
    assert (client.get(RULES).status_code, client.post(RULES).status_code) == ((200, 200) if may else (403, 403))
    assert client.get(PAGE).context["may_manage"] is may


def test_the_page_has_a_mark_where_a_role_may_and_none_where_it_may_not() -> None:
    html = _desk().get(PAGE).content.decode()
    lines = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html, re.DOTALL):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        lines[re.split(r"<span|</th>", row)[0].strip()] = [re.sub(r"<[^>]+>", "", one).strip() for one in cells]
    own = {Role.COMMUNICATIONS, Role.PARTICIPATION, Role.CITIZEN_SERVICE, Role.UNIT_STAFF}
    assert lines.keys() == {perm.meaning for perm in Perm}
    assert lines[Perm.MANAGE_PEOPLE.meaning] == ["", "Sí", "", "", "", "", "", "", "Sí"]
    assert lines[Perm.REPORT_DELIVERY.meaning] == [
        "Lo suyo" if role in own else "Sí" if role in {Role.TEAM_LEAD, Role.PLANNING} else "" for role in Role
    ]
    assert lines[Perm.QUEUE_NOTICES.meaning] == [""] * 9


def test_the_file_says_the_same() -> None:
    response = _desk().get(FILE)
    assert response["Content-Disposition"] == 'attachment; filename="roles-y-permisos.csv"'
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    told = {(row["permiso"], role.value): row[role.value] for row in rows for role in Role}
    assert len(rows) == RIGHTS.count() == len(Perm)
    assert {key for key, mark in told.items() if mark} == {
        (perm.value, role.value) for role in Role for perm in ROLE_CARDS[role].permissions
    }
    assert (told["compliance.report_delivery", "unit_staff"], told["compliance.report_delivery", "planning"]) == (
        "Lo suyo",
        "Sí",
    )
    assert rows[0] | {"tema": "Las personas y la entrada", "permite": Perm.MANAGE_PEOPLE.meaning} == rows[0]


def test_the_generated_reference_says_the_same() -> None:
    text = rights()
    line = next(line for line in text.splitlines() if line.startswith("| `compliance.report_delivery`"))
    assert "Planeación, Comunicaciones *(lo suyo)*" in line
    assert "commands and timed jobs only" in text


def test_the_rules_are_set_and_shown() -> None:
    client = _desk()
    page = client.get(RULES)
    kept = {"roles": [], "since": date(2021, 10, 22), "handover_days": 30}
    assert page.context["form"].initial == kept
    data = {"roles": ["team_lead", "it"], "since": "2021-10-22", "handover_days": "45"}
    assert client.post(RULES, data)["Location"] == PAGE
    assert (second_factor_days(), handover_days()) == ({"team_lead": date(2021, 10, 22), "it": date(2021, 10, 22)}, 45)
    shown = client.get(PAGE).content.decode()
    assert ("Segundo paso desde 22 oct 2021" in shown, "45 días antes" in shown) == (True, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"handover_days": "0"}, "handover_days"), ({"since": ""}, "since"), ({"roles": ["nobody"]}, "roles")],
)
def test_what_makes_no_sense_is_asked_again(changes: dict[str, object], field: str) -> None:
    data = {"roles": ["it"], "since": "2021-10-22", "handover_days": "30", **changes}
    assert _desk().post(RULES, data).context["form"].errors.keys() == {field}
    assert second_factor_days() == {}


def test_a_refused_rule_sets_none_of_them() -> None:
    data = {"roles": ["it"], "since": "2021-10-14", "handover_days": "45"}
    assert _desk().post(RULES, data).status_code == 422
    assert (second_factor_days(), handover_days()) == ({}, 30)


def test_the_last_administrator_can_lift_a_rule_they_do_not_meet() -> None:
    set_second_factor({Role.TEAM_LEAD}, since=TODAY, by=BY)
    client = _desk()
    a_person("Iván Sistemas", Role.IT)
    client.post(RULES, {"roles": [], "since": "2021-10-22", "handover_days": "30"})
    assert second_factor_days() == {}
