"""A form that arrives twice is received once."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from factories.accounts import insider
from factories.organization import BY, a_unit, an_entity
from rendir.foundation.accounts.access import requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.submissions import received_once
from rendir.foundation.audit.models import IdempotencyKey
from rendir.foundation.core import clock
from rendir.foundation.core.components.forms import KEY_OF_SENDING
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.actions.strategies import open_strategy
from rendir.plan.planning.models import Activity
from rendir.urls import urlpatterns as house

KEY = "una-clave-de-un-formulario"


@requires(Perm.ENTER_DESK)
def _receive(request: HttpRequest) -> HttpResponse:
    return JsonResponse(received_once(request, lambda: {"unit": a_unit(request.POST["name"]).public_id}))


urlpatterns = [path("prueba/", _receive), *house]


@pytest.fixture
def client(settings: Settings, db: None) -> Client:
    settings.ROOT_URLCONF = __name__
    signed_in = Client()
    signed_in.force_login(insider(), backend="rendir.foundation.accounts.access.RoleBackend")
    return signed_in


def _sent(client: Client, **fields: Any) -> Any:
    return client.post("/prueba/", {"name": "Hacienda", KEY_OF_SENDING: KEY, **fields})


def test_the_second_time_gives_the_first_answer(client: Client) -> None:
    first, second = _sent(client), _sent(client)
    assert (first.status_code, second.json()) == (200, first.json())
    assert Unit.objects.count() == 1


def test_the_proof_of_the_page_may_be_another(client: Client) -> None:
    _sent(client, csrfmiddlewaretoken="a")
    assert _sent(client, csrfmiddlewaretoken="b").status_code == 200
    assert Unit.objects.count() == 1


def test_the_same_key_with_other_words_or_another_file_is_told_so(client: Client) -> None:
    def file(text: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("acta.txt", text)

    _sent(client, support=file(b"un acta"))
    assert _sent(client, support=file(b"un acta")).status_code == 200
    assert _sent(client, support=file(b"otra acta")).status_code == 422
    assert _sent(client, name="Salud").status_code == 422
    assert Unit.objects.count() == 1


def test_what_is_read_to_know_it_can_be_read_again(client: Client) -> None:
    request = HttpRequest()
    request.FILES["support"] = SimpleUploadedFile("acta.txt", b"un acta")
    request.method, request.user = "POST", insider_of(client)
    request.POST = request.POST.copy()
    request.POST[KEY_OF_SENDING] = KEY
    received_once(request, lambda: {"read": request.FILES["support"].read().decode()})  # type: ignore[union-attr]
    assert IdempotencyKey.objects.get().answer == {"read": "un acta"}


def insider_of(client: Client) -> Any:
    from rendir.foundation.accounts.models import Person  # noqa: PLC0415 - beside its only use

    return Person.objects.get(pk=client.session["_auth_user_id"])


def test_a_form_without_key_is_done_each_time(client: Client) -> None:
    assert client.post("/prueba/", {"name": "Hacienda"}).status_code == 200
    assert client.post("/prueba/", {"name": "Salud"}).status_code == 200
    assert (Unit.objects.count(), IdempotencyKey.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_an_activity_added_by_a_button_pressed_twice_is_one(settings: Settings) -> None:
    settings.ROOT_URLCONF = "rendir.urls"
    an_entity()
    with clock.travel(date(2021, 10, 15)):
        open_strategy(2021, by=BY)
        client = Client()
        client.force_login(insider(), backend="rendir.foundation.accounts.access.RoleBackend")
        url = reverse("planning_desk:activity_add", args=[2021])
        page = client.get(url).content.decode()
        key = re.search(rf'name="{KEY_OF_SENDING}" value="([^"]+)"', page)
        assert key is not None
        said = {"component": "dialogo", "name": "Feria de servicios", KEY_OF_SENDING: key[1]}
        first, second = client.post(url, said), client.post(url, said)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, first["Location"])
    assert Activity.objects.count() == 1
