"""How things stand with the backups."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from factories.organization import BY
from rendir.foundation.backups.actions.making import make_backup, our_turn
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.queries import last_good, newest_backups, standing
from rendir.foundation.backups.rules import Light
from rendir.foundation.backups.states import BackupState
from rendir.foundation.core import clock

pytestmark = pytest.mark.usefixtures("installation")


def _made(*, days_ago: int, **fields: Any) -> Backup:
    moment = clock.now() - timedelta(days=days_ago)
    said = {"state": BackupState.DONE, "size": 1, "sha256": "a", "head": "b", "finished_at": moment, **fields}
    return Backup.objects.create(started_at=moment, **said)


@pytest.mark.parametrize(
    ("days", "light", "words"),
    [
        (0, Light.FRESH, "Última copia: hoy"),
        (1, Light.FRESH, "Última copia: hace 1 día"),
        (7, Light.OLD, "Última copia: hace 7 días"),
        (30, Light.MISSING, "Última copia: hace 30 días"),
    ],
)
def test_the_light_follows_the_last_one(days: int, light: Light, words: str) -> None:
    made = _made(days_ago=days)
    now = standing()
    assert (now.light, now.days, now.words, now.last, now.making) == (light, days, words, made, False)


def test_without_any_the_light_is_that_of_none() -> None:
    now = standing()
    assert (now.light, now.days, now.words, now.last) == (Light.MISSING, None, "No hay ninguna copia", None)


def test_the_days_are_the_installations_to_set(settings: Any) -> None:
    settings.BACKUP_FRESH_DAYS, settings.BACKUP_OLD_DAYS = 2, 3
    _made(days_ago=2)
    assert standing().light is Light.OLD


def test_only_one_that_is_done_and_there_counts() -> None:
    older = make_backup(by=BY)
    gone = make_backup(by=BY)
    (gone.path or Path()).unlink()
    _made(days_ago=-1, state=BackupState.FAILED)
    _made(days_ago=-2, state=BackupState.DROPPED, filename="x.zip")
    assert last_good() == older
    outside = _made(days_ago=-3)
    assert last_good() == outside
    assert newest_backups().first() == outside


def test_somebody_makes_one_now() -> None:
    with our_turn():
        assert standing().making
    assert not standing().making
