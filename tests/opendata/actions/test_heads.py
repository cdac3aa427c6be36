"""The daily head: asked for, confirmed, sent once a day, and erased at once when left."""

from datetime import date

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from factories.organization import a_unit, an_entity
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotNow
from rendir.foundation.notices.models import Notice
from rendir.front.opendata.actions import ask_for_heads, confirm_heads, heads, leave_heads, send_heads
from rendir.front.opendata.models import HeadSubscription
from rendir.front.opendata.subscribing import confirm_url, leave_url, to_confirm, to_leave

pytestmark = pytest.mark.django_db
MAIL = "veeduria@barrio.example"


@pytest.fixture(autouse=True)
def _with_mail(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    an_entity()


def _asked(mail: str = MAIL) -> HeadSubscription:
    ask_for_heads(mail)
    return HeadSubscription.objects.get(address=mail)


def _confirmed(mail: str = MAIL) -> HeadSubscription:
    return confirm_heads(_asked(mail))


def _token(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _everything_kept() -> str:
    """All that the ledger and the outbox say."""
    payloads = LedgerPayload.objects.values_list("body", flat=True)
    return str([*payloads, *Notice.objects.values_list("to_address", "body"), *HeadSubscription.objects.values()])


def test_who_asks_is_sent_a_link_and_nothing_else() -> None:
    asked = _asked()
    notice = Notice.objects.get()
    assert (asked.confirmed_at, notice.to_address, notice.person) == (None, MAIL, asked.public_id)
    assert confirm_url(asked).rpartition("/recibir/")[0] in notice.body
    assert send_heads() == (0, 0)


def test_who_asks_twice_a_day_is_sent_one_link_and_the_next_day_another() -> None:
    with clock.travel(date(2021, 10, 14)):
        _asked()
        _asked(" Veeduria@Barrio.example ".strip().lower())
        ask_for_heads(f"  {MAIL.upper()} ")
    assert (HeadSubscription.objects.count(), Notice.objects.count()) == (1, 1)
    with clock.travel(date(2021, 10, 15)):
        _asked()
    assert (HeadSubscription.objects.count(), Notice.objects.count()) == (1, 2)


def test_who_confirmed_and_asks_again_is_sent_nothing() -> None:
    _confirmed()
    ask_for_heads(MAIL)
    assert Notice.objects.count() == 1


def test_of_two_who_ask_with_the_same_address_at_once_one_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object, **__: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(heads, "create", taken)
    ask_for_heads(MAIL)
    assert not Notice.objects.exists()


def test_without_a_mail_server_nobody_is_written_down(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = False
    with pytest.raises(NotNow, match="no tiene servidor de correo"):
        ask_for_heads(MAIL)
    assert not HeadSubscription.objects.exists()


def test_the_head_is_queued_once_a_day_for_who_confirmed() -> None:
    with clock.travel(date(2021, 10, 15)):
        wanted, _ = _confirmed(), _asked("otra@barrio.example")
        sequence, found = queries.head()
        assert (send_heads(), send_heads()) == ((1, 0), (0, 0))
    notice = Notice.objects.get(key=f"huella-2021-10-15-{wanted.public_id}")
    assert (notice.to_address, notice.subject) == (MAIL, f"Huella del registro, 15 oct 2021: {found[:16]}")
    assert (found in notice.body, f"asiento {sequence}" in notice.body) == (True, True)
    assert to_leave(_token(notice.body.partition("/registro/dejar/")[2].split()[0])) == wanted
    with clock.travel(date(2021, 10, 16)):
        a_unit()
        assert send_heads() == (1, 0)
    assert queries.head()[1] not in Notice.objects.latest("pk").body
    assert queries.verify_now(held=found) == []


def test_without_a_mail_server_no_head_waits_for_ever(settings: Settings) -> None:
    _confirmed()
    settings.MAIL_CONFIGURED = False
    assert (send_heads(), Notice.objects.count()) == ((0, 0), 1)


def test_confirming_twice_changes_nothing() -> None:
    confirmed = _confirmed()
    before = queries.head()
    assert (confirm_heads(confirmed).version, queries.head()) == (2, before)


def test_who_leaves_is_erased_at_once_everywhere_and_the_chain_holds() -> None:
    wanted = _confirmed()
    send_heads()
    other = _confirmed("otra@barrio.example")
    held = queries.head()[1]
    leave_heads(wanted)
    assert MAIL not in _everything_kept()
    assert list(HeadSubscription.objects.all()) == [other]
    assert (queries.verify_now(held=held), "otra@barrio.example" in _everything_kept()) == ([], True)
    verbs = list(LedgerEntry.objects.filter(object=wanted.public_id).values_list("verb", flat=True))
    assert verbs == ["create_headsubscription", "confirm_heads", "remove_headsubscription", "erase_reserved"]


def test_who_left_may_ask_again() -> None:
    leave_heads(_confirmed())
    assert _asked().confirmed_at is None


def test_an_address_that_nobody_confirmed_is_forgotten_after_three_days() -> None:
    with clock.travel(date(2021, 10, 10)):
        _asked()
        _confirmed("otra@barrio.example")
    with clock.travel(date(2021, 10, 12)):
        assert send_heads() == (1, 0)
    with clock.travel(date(2021, 10, 15)):
        assert send_heads() == (1, 1)
    assert (MAIL in _everything_kept(), HeadSubscription.objects.get().address) == (False, "otra@barrio.example")


def test_each_link_opens_only_what_it_is_for() -> None:
    asked, other = _asked(), _asked("otra@barrio.example")
    confirm, leave = _token(confirm_url(asked)), _token(leave_url(asked))
    assert (to_confirm(confirm), to_leave(leave)) == (asked, asked)
    assert (to_confirm(leave), to_leave(confirm), to_confirm("x"), to_leave("")) == (None,) * 4
    leave_heads(asked)
    assert (to_confirm(confirm), to_leave(leave), to_leave(_token(leave_url(other)))) == (None, None, other)
