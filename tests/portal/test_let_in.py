"""The way in that the server's holder can always give: nobody is locked out of their own installation."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from factories.accounts import PASSWORD, fresh, insider, with_password, with_second_factor
from factories.ledger import last_deed
from rendir.foundation.accounts.actions import set_active
from rendir.foundation.accounts.invitations import code_of
from rendir.foundation.accounts.models import Invitation
from rendir.foundation.accounts.queries import has_second_factor
from rendir.foundation.audit.actors import Job
from rendir.front.portal.actions import let_in

pytestmark = pytest.mark.django_db


def test_the_last_administrator_comes_in_again(capsys: pytest.CaptureFixture[str]) -> None:
    ana = with_second_factor(with_password(insider()))
    call_command("let_in", ana.email.upper(), "--without-second-step")
    told = capsys.readouterr().out.split()
    link = next(word for word in told if "/gestion/clave/" in word).removeprefix(settings.BASE_URL)
    client = Client()
    client.post(link, {"password": "otra frase muy distinta", "again": "otra frase muy distinta"})
    client.post("/gestion/cuenta/login/", {"login": ana.email, "password": "otra frase muy distinta"})
    assert client.get("/gestion/").status_code == 200
    assert told[-1] == code_of(Invitation.objects.get().public_id)


def test_without_being_asked_to_it_leaves_the_second_step() -> None:
    ana = with_second_factor(with_password(insider()))
    let_in(ana.email, without_second_factor=False)
    assert (has_second_factor(ana), fresh(ana).check_password(PASSWORD)) == (True, True)
    assert last_deed()[:2] == ("job:let_in", "create_invitation")


def test_a_closed_access_is_opened_and_a_second_step_that_is_not_there_is_no_matter() -> None:
    ana = set_active(insider(), active=False, by=Job("tests"))
    let_in(ana.email, without_second_factor=True)
    assert fresh(ana).is_active


def test_a_mail_nobody_has_opens_nothing() -> None:
    with pytest.raises(CommandError, match=r"nadie tiene el correo x@example\.org\. Revise cómo está escrito\."):
        call_command("let_in", "x@example.org")
    assert not Invitation.objects.exists()
