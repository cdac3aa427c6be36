"""Looking at what is reserved is an act: allowed, with a reason, written down, and never done by reading a page."""

import pytest

from factories.accounts import colleague, insider
from factories.ledger import last_deed
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit import queries
from rendir.foundation.audit.actions import reveal
from rendir.foundation.audit.held import Standing, standing_at
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.foundation.notices.actions import queue_notice
from rendir.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db

REASON = "Llamarla: el correo rebotó"


@pytest.fixture
def notice() -> Notice:
    made = queue_notice(
        key="uno",
        person="abc",
        to_name="Beto Colega",
        to_address="beto@entidad.example",
        subject="Cronograma",
        body="Buen día.",
        why="Se publicó.",
    )
    assert made is not None
    return made


def _reveal(notice: Notice, by: object, *, field: str = "to_address", reason: str = REASON) -> str:
    return reveal(notice, field, perm=Perm.READ_NOTICES, reason=reason, by=by)  # type: ignore[arg-type]


def test_who_may_sees_it_and_the_ledger_says_who_what_and_why(notice: Notice) -> None:
    ana = insider()
    topics = queries.topic_versions(["accounts", "organization"])
    assert _reveal(notice, ana) == "beto@entidad.example"
    entry = LedgerEntry.objects.latest("sequence")
    assert (last_deed(), entry.object) == (
        (ana.public_id, "reveal_reserved", {"field": "to_address"}),
        notice.public_id,
    )
    assert LedgerPayload.objects.get(entry=entry, reserved=True).body == {"reason": REASON}
    assert (queries.verify_now(), queries.topic_versions(["accounts", "organization"])) == ([], topics)


def test_looking_changes_nothing(notice: Notice) -> None:
    person = insider()
    before, topics = Notice.objects.values().get(), queries.topic_versions(["accounts"])
    reveal(person, "email", perm=Perm.MANAGE_PEOPLE, reason=REASON, by=person)
    _reveal(notice, person)
    assert (Notice.objects.values().get(), queries.topic_versions(["accounts"])) == (before, topics)


def test_every_look_is_written_down(notice: Notice) -> None:
    ana = insider()
    before = queries.head()[0]
    for _ in range(3):
        _reveal(notice, ana)
    assert queries.head()[0] == before + 3


def test_who_may_not_sees_nothing_and_without_a_reason_nobody_does(notice: Notice) -> None:
    ana, beto = insider(), colleague()
    before = queries.head()
    with pytest.raises(NotAllowed):
        _reveal(notice, beto)
    for reason in ("", "  \n "):
        with pytest.raises(Invalid, match="para qué necesita este dato"):
            _reveal(notice, ana, reason=reason)
    assert queries.head() == before


def test_what_is_not_reserved_is_not_revealed(notice: Notice) -> None:
    with pytest.raises(ValueError, match=r"notice\.why is not reserved"):
        _reveal(notice, insider(), field="why")


def test_nothing_is_revealed_while_a_page_is_read(notice: Notice) -> None:
    ana = insider()
    before = queries.head()
    with standing_at(Standing(before[1])), pytest.raises(RuntimeError, match="on a POST"):
        _reveal(notice, ana)
    assert queries.head() == before
