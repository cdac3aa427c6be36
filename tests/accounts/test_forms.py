"""The forms of the keys speak Spanish, and a key opens the door by itself unless somebody says otherwise."""

import pytest
from django.test import Client

from factories.accounts import PASSWORD, insider, with_password


@pytest.mark.django_db
def test_a_new_key_is_asked_for_in_spanish_and_opens_the_door_by_itself(client: Client) -> None:
    person = with_password(insider())
    client.post("/gestion/cuenta/login/", {"login": person.email, "password": PASSWORD})
    client.post("/gestion/cuenta/reauthenticate/", {"password": PASSWORD})
    form = client.get("/gestion/cuenta/seguridad/webauthn/add/").context["form"]
    visible = form.visible_fields()
    assert [bound.label for bound in visible] == [
        "Nombre de la llave",
        "Entrar solo con esta llave, sin escribir la contraseña",
    ]
    assert [bound.value() for bound in visible][1] is True
