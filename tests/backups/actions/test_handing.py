"""Who takes a copy of everything is written down."""

from pathlib import Path

import pytest

from factories.accounts import colleague, fresh
from factories.organization import BY
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.backups.actions.handing import hand_over
from rendir.foundation.backups.actions.making import make_backup
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.states import BackupState
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed, NotFound, WrongState

pytestmark = pytest.mark.usefixtures("installation")


def _lead() -> Person:
    return fresh(Person.objects.get(name="Ana Insider"))


def test_the_ledger_says_who_took_it() -> None:
    backup, lead = make_backup(by=BY), _lead()
    path = hand_over(backup, by=lead)
    assert (path, path.is_file()) == (backup.path, True)
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.verb, entry.actor, entry.object) == ("hand_over_backup", lead.public_id, backup.public_id)
    said = LedgerPayload.objects.get(entry=entry, reserved=False).body
    assert (list(said), said["taken_at"][0]) == (["taken_at"], None)
    assert Backup.objects.get().taken_at is not None
    assert queries.verify_now() == []


def test_who_may_not_takes_nothing() -> None:
    backup = make_backup(by=BY)
    with pytest.raises(NotAllowed):
        hand_over(backup, by=colleague())
    assert Backup.objects.get().taken_at is None


def test_what_is_not_there_is_not_handed_over(tmp_path: Path) -> None:
    lost, outside = make_backup(by=BY), make_backup(output=tmp_path / "copia.zip", by=BY)
    (lost.path or Path()).unlink()
    for backup in (lost, outside):
        with pytest.raises(NotFound, match="no está en la carpeta de copias"):
            hand_over(backup, by=_lead())


def test_one_that_is_not_done_is_not_handed_over() -> None:
    backup = Backup.objects.create(
        started_at=clock.now(), finished_at=clock.now(), filename="x.zip", state=BackupState.FAILED
    )
    with pytest.raises(WrongState):
        hand_over(backup, by=_lead())
