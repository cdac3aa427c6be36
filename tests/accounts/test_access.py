"""Who may see a page, and for how long a browser may keep it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import DjangoAssertNumQueries, Settings

from factories.accounts import BY, a_person, colleague, fresh, insider, outsider
from factories.organization import a_unit
from rendir.foundation.accounts.access import RoleBackend, actor, public, requires
from rendir.foundation.accounts.actions import set_active
from rendir.foundation.accounts.adapter import SignInBackend
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed
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
