"""Each address says who may see it, and means it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rendir.foundation.accounts.permissions import Perm

# Sign-in is django-allauth's, whose views carry no decorator of ours. What it opens to a stranger is named here.
OPEN_DOORS = {
    "account_login",
    "account_logout",
    "account_signup",  # only to say that it is closed
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def _patterns(entries: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in entries:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns, route)
        else:
            yield route, entry


ADDRESSES = list(_patterns(get_resolver().url_patterns))
OURS = [(route, one) for route, one in ADDRESSES if one.callback.__module__.startswith("rendir.")]
FIXED = [(route, one) for route, one in ADDRESSES if route.startswith("gestion/") and not set("<(") & set(route)]
PRIVATE = [route for route, one in FIXED if one.name not in OPEN_DOORS]
OPEN = [route for route, one in FIXED if one.name in OPEN_DOORS]


@pytest.mark.parametrize(("route", "pattern"), OURS, ids=[route or "/" for route, _ in OURS])
def test_a_view_says_on_its_first_line_who_may_see_it(route: str, pattern: URLPattern) -> None:
    access = getattr(pattern.callback, "access", "")
    assert access, f"{route}: neither @public nor @requires"
    assert access == "public" or set(access.split(",")) <= {perm.value for perm in Perm}


@pytest.mark.parametrize(("route", "pattern"), ADDRESSES, ids=[route or "/" for route, _ in ADDRESSES])
def test_the_desk_is_never_public(route: str, pattern: URLPattern) -> None:
    open_to_all = getattr(pattern.callback, "access", "") == "public"
    asks_for_a_secret = "<str:token>" in route
    assert not (open_to_all and route.startswith("gestion/") and not asks_for_a_secret)


@pytest.mark.django_db
@pytest.mark.parametrize("route", PRIVATE)
def test_a_stranger_is_sent_to_sign_in(client: Client, route: str) -> None:
    response = client.get(f"/{route}")
    sent_to = response.headers.get("Location", "").partition("?")[0]
    assert (response.status_code, sent_to) == (302, "/gestion/cuenta/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("route", OPEN)
def test_an_open_door_answers(client: Client, route: str) -> None:
    assert client.get(f"/{route}").status_code in {200, 302}
