"""The key of a restore follows its database, also where the process died in between."""

from pathlib import Path

from rendir.foundation.backups.switching import ASIDE, PENDING, finish_switch


def _restoring(data: Path, *, pending: bool) -> Path:
    (data / "secret.key").write_text("la de antes")
    aside = data / ASIDE
    aside.mkdir()
    (aside / "secret.key").write_text("la nueva")
    if pending:
        (aside / PENDING).touch()
    return aside


def _key(data: Path) -> str:
    return (data / "secret.key").read_text()


def test_while_the_new_database_waits_nothing_moves(tmp_path: Path) -> None:
    _restoring(tmp_path, pending=True)
    finish_switch(tmp_path)
    assert _key(tmp_path) == "la de antes"


def test_once_it_was_switched_the_key_follows(tmp_path: Path) -> None:
    aside = _restoring(tmp_path, pending=False)
    finish_switch(tmp_path)
    finish_switch(tmp_path)
    assert (_key(tmp_path), list(aside.iterdir())) == ("la nueva", [])


def test_where_nothing_is_restored_nothing_happens(tmp_path: Path) -> None:
    finish_switch(tmp_path)
    assert list(tmp_path.iterdir()) == []
