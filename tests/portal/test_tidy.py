"""What serves no more is forgotten, and nothing of what was done."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from factories.organization import BY, a_unit
from rendir.foundation.accounts.models import OpenSession
from rendir.foundation.accounts.sessions import digest_of
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import IdempotencyKey
from rendir.foundation.audit.once import once
from rendir.foundation.core import clock

pytestmark = pytest.mark.django_db


def test_old_keys_and_sessions_that_ended_go() -> None:
    for number, days in enumerate((-1, 1)):
        ends = timezone.now() + timedelta(days=days)
        OpenSession.objects.create(session_key=str(number), session_data="x", expire_date=ends)
    for day in (date(2021, 1, 1), date(2021, 7, 18), date(2021, 10, 15)):
        with clock.travel(day):
            once(f"clave-de-un-dia-{day}", lambda day=day: {"unit": a_unit(str(day)).public_id}, asked="x", by=BY)
    before, told = queries.head(), StringIO()
    with clock.travel(date(2021, 10, 15)):
        call_command("tidy", stdout=told)
    assert told.getvalue() == "Sesiones vencidas borradas; 1 clave de envío olvidada.\n"
    assert (OpenSession.objects.get().session_key == digest_of("1"), IdempotencyKey.objects.count()) == (True, 2)
    assert (queries.head(), queries.verify_now()) == (before, [])
