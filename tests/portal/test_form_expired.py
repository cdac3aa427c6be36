"""A form that cannot prove where it comes from is told so in words, and how to go on."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_form_without_its_proof_is_told_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/gestion/cuenta/login/", {"login": "alguien@entidad.example"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Este formulario ya no sirve" in page
    assert "recargue la página y envíelo otra vez" in page
