"""Who may see a page, and for how long a browser may keep it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import DjangoAssertNumQueries, Settings

from factories.accounts import (
    BY,
    LONG_AGO,
    a_person,
    colleague,
    fresh,
    insider,
    outsider,
    with_password,
    with_second_factor,
)
from factories.organization import a_unit
from factories.planning import some_facts
from rendir.foundation.accounts.access import RoleBackend, actor, public, requires
from rendir.foundation.accounts.actions import give_role, set_active, set_second_factor
from rendir.foundation.accounts.adapter import SignInBackend
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed
from rendir.plan.planning.actions.schedule import add_activity
from rendir.plan.planning.actions.strategies import open_strategy
from rendir.plan.planning.rules.facts import Responsible, ResponsibleKind
from rendir.urls import urlpatterns as house

TODAY = date(2021, 10, 15)
rendered: list[str] = []
"""What the versioned view was asked to draw."""


@public
def _open(request: HttpRequest) -> HttpResponse:
    return HttpResponse("abierta")


@public(topics=("organization", "plan"))
def _versioned(request: HttpRequest) -> HttpResponse:
    rendered.append(request.get_full_path())
    match request.GET.get("do"):
        case "change":
            a_unit(f"Dependencia {len(rendered)}")
        case "lose":
            raise Http404
        case "refuse":
            return HttpResponse("no", status=422)
    return HttpResponse(f"dibujo {len(rendered)}")


@requires(Perm.EDIT_UNITS)
def _guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"para {actor(request)}")


@requires(Perm.READ_PLAN, Perm.EDIT_PLAN)
def _guarded_twice(request: HttpRequest) -> HttpResponse:
    return HttpResponse("para quien puede las dos cosas")


def _silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nadie dijo quién la ve")


urlpatterns = [
    path("abierta/", _open),
    path("versionada/", _versioned),
    path("guardada/", _guarded),
    path("doble/", _guarded_twice),
    path("callada/", _silent),
    *house,
]


@pytest.fixture(autouse=True)
def _with_test_views(settings: Settings, db: None) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    rendered.clear()
    with clock.travel(TODAY):
        yield


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _directives(response: HttpResponse, header: str) -> set[str]:
    return {part.strip() for part in response.get(header, "").split(",") if part.strip()}


# --- who -------------------------------------------------------------------------------------------------------------


def test_what_is_public_is_open_to_everybody(client: Client) -> None:
    answers = [one.get("/abierta/") for one in (client, _signed_in(insider()), _signed_in(outsider()))]
    assert [(one.status_code, one.content) for one in answers] == [(200, b"abierta")] * 3


@pytest.mark.parametrize("address", ["/guardada/", "/doble/", "/callada/"])
def test_private_is_the_default(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"/gestion/cuenta/login/?next={address}")


def test_who_may_sees_the_page_and_nobody_keeps_it() -> None:
    response = _signed_in(insider(Role.PLANNING)).get("/guardada/")
    assert (response.status_code, response.content) == (200, b"para Ana Insider")
    assert _directives(response, "Cache-Control") == {"private", "no-store"}
    assert "ETag" not in response


def test_who_may_not_gets_a_page_that_says_so() -> None:
    response = _signed_in(colleague()).get("/guardada/")
    assert (response.status_code, response.templates[0].name) == (403, "errors/refusal.html")
    assert "Su rol no permite ver esta página." in response.content.decode()


def test_every_permission_named_is_needed() -> None:
    assert _signed_in(insider(Role.PLANNING)).get("/doble/").status_code == 200
    assert _signed_in(colleague()).get("/doble/").status_code == 403


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_its_card_says_and_nothing_else(role: Role) -> None:
    person = insider(role)
    assert {perm for perm in Perm if person.has_perm(perm)} == ROLE_CARDS[role].permissions
    assert not person.has_perm("planning.invented")


def test_who_wears_no_hat_may_nothing() -> None:
    olga = outsider()
    assert [perm for perm in Perm if olga.has_perm(perm)] == []


def test_a_hat_that_ended_yesterday_opens_nothing() -> None:
    person = a_person("Ana Insider", Role.PLANNING, ends_on=TODAY)
    client = _signed_in(person)
    assert client.get("/guardada/").status_code == 200
    with clock.travel(date(2021, 10, 16)):
        assert client.get("/guardada/").status_code == 403


@pytest.mark.parametrize("backend", ["rendir.foundation.accounts.access.RoleBackend", None])
def test_who_left_is_a_stranger_at_once(backend: str | None) -> None:
    person, client = insider(), Client()
    backend = backend or "rendir.foundation.accounts.adapter.SignInBackend"
    client.force_login(person, backend=backend)
    assert client.get("/guardada/").status_code == 200
    set_active(person, active=False, by=BY)
    assert client.get("/guardada/").status_code == 302
    assert [perm for perm in Perm if fresh(person).has_perm(perm)] == []


def test_there_is_no_superuser() -> None:
    olga = outsider()
    for name in ("is_superuser", "is_staff", "is_admin"):
        setattr(olga, name, True)
    assert [perm for perm in Perm if olga.has_perm(perm)] == []
    ana = insider()
    assert [perm for perm in Perm if SignInBackend().has_perm(ana, perm)] == []


def test_a_stranger_may_nothing() -> None:
    assert not RoleBackend().has_perm(AnonymousUser(), Perm.READ_PLAN)
    assert not AnonymousUser().has_perm(Perm.READ_PLAN)


def test_a_session_belongs_to_somebody_who_is_there() -> None:
    ana = insider()
    assert (RoleBackend().get_user(ana.pk), RoleBackend().get_user(ana.pk + 1)) == (ana, None)


def test_nobody_acts_without_a_name(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    with pytest.raises(NotAllowed):
        actor(request)
    ana = insider()
    request.user = ana
    assert actor(request) is ana


def test_a_view_says_who_may_see_it() -> None:
    told = [getattr(view, "access", "") for view in (_open, _versioned, _guarded, _guarded_twice, _silent)]
    assert told == ["public", "public", "organization.edit_units", "planning.read_plan,planning.edit_plan", ""]


# --- in which units --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Thing:
    """Something that says which units answer for it."""

    unit_ids: frozenset[int]


BOUND = [perm for perm in Perm if perm.is_unit_bound]


@pytest.mark.parametrize("perm", BOUND)
@pytest.mark.parametrize("role", Role)
def test_units_limit_each_role_unless_it_reaches_across(role: Role, perm: Perm) -> None:
    own, other = a_unit("Salud"), a_unit("Hacienda")
    person, held = insider(role, unit=own), ROLE_CARDS[role].permissions
    mine, shared = _Thing(frozenset({own.pk})), _Thing(frozenset({own.pk, other.pk}))
    theirs, nobodys = _Thing(frozenset({other.pk})), _Thing(frozenset())
    asked = [person.has_perm(perm, one) for one in (None, mine, shared, theirs, nobodys)]
    if perm.wider in held:
        assert asked == [True] * 5
    elif perm in held:
        assert asked == [True, True, True, False, False]
    else:
        assert asked == [False] * 5


@pytest.mark.parametrize("perm", [perm for perm in Perm if not perm.is_unit_bound])
def test_what_is_not_bound_to_units_is_the_same_of_every_thing(perm: Perm) -> None:
    ana, thing = insider(unit=a_unit("Salud")), _Thing(frozenset({a_unit("Hacienda").pk}))
    assert [ana.has_perm(perm, one) for one in (thing, object())] == [ana.has_perm(perm)] * 2


def test_the_permission_and_the_unit_are_of_the_same_hat() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    beto = colleague(health)
    give_role(beto, Role.IT, unit=treasury, starts_on=LONG_AGO, by=BY)
    beto = fresh(beto)
    asked = [beto.has_perm(Perm.REPORT_DELIVERY, _Thing(frozenset({one.pk}))) for one in (health, treasury)]
    assert asked == [True, False]


def test_several_hats_add_up() -> None:
    health, treasury = a_unit("Salud"), a_unit("Hacienda")
    beto = colleague(health)
    give_role(beto, Role.COMMUNICATIONS, unit=treasury, starts_on=LONG_AGO, by=BY)
    beto = fresh(beto)
    asked = [beto.has_perm(Perm.REPORT_DELIVERY, _Thing(frozenset({one.pk}))) for one in (health, treasury)]
    assert asked == [True, True]


def test_a_hat_without_a_unit_looks_and_finds_nothing() -> None:
    beto, thing = colleague(), _Thing(frozenset({a_unit("Salud").pk}))
    assert (beto.has_perm(Perm.REPORT_DELIVERY), beto.has_perm(Perm.REPORT_DELIVERY, thing)) == (True, False)


def test_a_hat_that_ended_reaches_nothing() -> None:
    health = a_unit("Salud")
    beto = a_person("Beto Colega", Role.UNIT_STAFF, unit=health, ends_on=date(2021, 10, 14))
    assert not beto.has_perm(Perm.REPORT_DELIVERY, _Thing(frozenset({health.pk})))


def test_an_activity_says_which_units_answer_for_it() -> None:
    strategy = open_strategy(2021, by=BY)
    health, treasury = (a_unit(name) for name in ("Salud", "Hacienda"))
    answers = add_activity(strategy, some_facts(1, responsibles=(Responsible("Salud", ResponsibleKind.UNIT),)), by=BY)
    assert answers.unit_ids == frozenset({health.pk})
    asked = [colleague(health).has_perm(Perm.REPORT_DELIVERY, answers)]
    asked.append(a_person("Nora Otra", Role.UNIT_STAFF, unit=treasury).has_perm(Perm.REPORT_DELIVERY, answers))
    assert asked == [True, False]


def test_a_thing_that_does_not_say_its_units_is_a_mistake_of_the_program() -> None:
    """Answering «yes, anywhere» would open it to everybody; answering «no» would hide the mistake."""
    with pytest.raises(TypeError, match="Person must say its `unit_ids`"):
        colleague().has_perm(Perm.REPORT_DELIVERY, outsider())


# --- with a second step ----------------------------------------------------------------------------------------------


@pytest.fixture
def planner() -> Person:
    """Somebody whose role must have a second step from today."""
    set_second_factor({Role.PLANNING}, since=TODAY, by=BY)
    return insider(Role.PLANNING)


def test_who_must_have_a_second_step_sets_it_up_before_anything_else(planner: Person) -> None:
    client = _signed_in(planner)
    answers = [client.get(one) for one in ("/guardada/", "/doble/", "/gestion/", "/gestion/cuenta/sesiones/")]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, "/gestion/cuenta/seguridad/")}
    page = client.get("/gestion/cuenta/seguridad/").content.decode()
    assert "Su rol pide un segundo paso para entrar" in page
    assert "Apenas lo haga podrá seguir con su trabajo." in page


def test_what_was_typed_is_refused_with_words(planner: Person) -> None:
    response = _signed_in(planner).post("/guardada/")
    assert response.status_code == 403
    assert "vuelva a esta página y envíela otra vez" in response.content.decode()


def test_who_has_it_goes_on(planner: Person) -> None:
    client = _signed_in(planner)
    with_second_factor(planner)
    assert (client.get("/guardada/").status_code, client.post("/guardada/").status_code) == (200, 200)


def test_until_the_day_one_is_only_reminded() -> None:
    set_second_factor({Role.PLANNING}, since=date(2021, 10, 22), by=BY)
    client = _signed_in(insider(Role.PLANNING))
    page = client.get("/gestion/").content.decode()
    assert "Desde el 22 de octubre su rol pide un segundo paso para entrar" in page
    assert "hasta ese día puede seguir como siempre" in page
    with clock.travel(date(2021, 10, 22)):
        assert client.get("/gestion/").status_code == 302


def test_other_roles_notice_nothing(planner: Person) -> None:
    page = _signed_in(colleague()).get("/gestion/")
    assert (page.status_code, "segundo paso" in page.content.decode()) == (200, False)


def test_one_hat_that_asks_is_enough(planner: Person) -> None:
    both = a_person("Nora Otra", Role.PLANNING, Role.UNIT_STAFF)
    assert _signed_in(both).get("/gestion/").status_code == 302


def test_the_public_site_and_the_account_stay_open(planner: Person) -> None:
    client = _signed_in(planner)
    security = "/gestion/cuenta/seguridad/"
    addresses = ["/abierta/", "/", security, f"{security}totp/activate/", "/gestion/cuenta/logout/"]
    assert [client.get(one).status_code for one in addresses] == [200] * 5


def test_the_last_who_could_lift_the_rule_is_let_in_and_reminded() -> None:
    set_second_factor({Role.TEAM_LEAD}, since=TODAY, by=BY)
    client = _signed_in(insider())
    page = client.get("/gestion/")
    assert (page.status_code, "Su rol pide un segundo paso" in page.content.decode()) == (200, True)
    with_second_factor(with_password(a_person("Iván Sistemas", Role.IT)))
    assert client.get("/gestion/").status_code == 302


def test_asking_for_a_second_step_costs_who_is_not_asked_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = _signed_in(insider(Role.COMMUNICATIONS, Role.PLANNING))
    with django_assert_num_queries(4):  # session, person, where the ledger stands, hats
        client.get("/guardada/")


# --- for how long ----------------------------------------------------------------------------------------------------


def _tag(client: Client, address: str = "/versionada/") -> str:
    return str(client.get(address)["ETag"])


def _asked_again(client: Client, tag: str, address: str = "/versionada/") -> int:
    return client.get(address, headers={"if-none-match": tag}).status_code


def test_a_versioned_page_may_be_kept_and_asked_about(client: Client) -> None:
    response = client.get("/versionada/")
    assert (response.status_code, response.content) == (200, b"dibujo 1")
    assert response["ETag"].startswith('W/"')
    assert _directives(response, "Cache-Control") == {"no-cache"}
    assert "Cookie" in _directives(response, "Vary")


def test_while_nothing_changed_it_is_not_drawn_again(client: Client) -> None:
    first = client.get("/versionada/")
    again = client.get("/versionada/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert _directives(again, "Cache-Control") == {"no-cache"}
    assert rendered == ["/versionada/"]
    assert client.head("/versionada/", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_topic_it_reads_makes_it_fresh(client: Client) -> None:
    tag = _tag(client)
    outsider()  # another topic
    assert _asked_again(client, tag) == 304
    a_unit()
    assert _asked_again(client, tag) == 200


def test_the_next_day_it_is_fresh(client: Client) -> None:
    tag = _tag(client)
    with clock.travel(date(2021, 10, 16)):
        assert _asked_again(client, tag) == 200


def test_each_address_and_each_question_is_a_page_of_its_own(client: Client) -> None:
    tag = _tag(client, "/versionada/?etapa=1")
    assert _asked_again(client, tag, "/versionada/?etapa=1") == 304
    assert _asked_again(client, tag, "/versionada/?etapa=2") == 200
    assert _asked_again(client, tag, "/versionada/") == 200


def test_who_signs_in_sees_a_page_of_their_own(client: Client) -> None:
    tag = _tag(client)
    assert _asked_again(_signed_in(insider()), tag) == 200


def test_a_release_makes_every_page_fresh(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = _tag(client)
    monkeypatch.setattr("rendir.foundation.accounts.freshness.RELEASE", "99.0")
    assert _asked_again(client, tag) == 200


def test_what_changes_while_it_is_drawn_is_drawn_again(client: Client) -> None:
    """The counters are read before: who got the old page is told of the new one."""
    address = "/versionada/?do=change"
    tag = _tag(client, address)
    assert _asked_again(client, tag, address) == 200


@pytest.mark.parametrize(("do", "status"), [("lose", 404), ("refuse", 422)])
def test_what_went_wrong_is_not_kept(client: Client, do: str, status: int) -> None:
    response = client.get(f"/versionada/?do={do}")
    assert (response.status_code, "ETag" in response) == (status, False)


def test_a_page_that_is_written_to_is_not_kept(client: Client) -> None:
    response = client.post("/versionada/")
    assert (response.status_code, "ETag" in response) == (200, False)
    assert "ETag" not in client.get("/abierta/")


def test_a_condition_of_another_kind_draws_the_page(client: Client) -> None:
    assert client.get("/versionada/", headers={"if-match": '"otra"'}).status_code == 200


def test_what_did_not_change_is_confirmed_by_one_statement(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    outsider()
    tag = _tag(client)
    with django_assert_num_queries(1):
        assert _asked_again(client, tag) == 304
    with django_assert_num_queries(1):
        assert _asked_again(client, 'W/"old"') == 200


def test_an_address_without_versions_is_drawn_whatever_it_is_asked(client: Client) -> None:
    assert [_asked_again(client, "*", address) for address in ("/abierta/", "/nada/", "/callada/")] == [200, 404, 302]
    assert client.post("/versionada/", headers={"if-none-match": "*"}).status_code == 200


def test_who_is_signed_in_is_told_of_their_own_page() -> None:
    ana = _signed_in(insider())
    tag = _tag(ana)
    assert (_asked_again(ana, tag), _asked_again(Client(), tag)) == (304, 200)
