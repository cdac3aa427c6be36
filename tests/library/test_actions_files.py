"""A file is kept once and whole, or not at all."""

import errno
import hashlib
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from factories.files import a_jpg, a_pdf
from rendir.foundation.audit import queries
from rendir.foundation.audit.actors import Job, PublicToken
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NoRoom, NotAllowed
from rendir.foundation.library import shelf
from rendir.foundation.library.actions import files as actions
from rendir.foundation.library.actions import store_file, store_path, store_stream
from rendir.foundation.library.contents.kinds import FileKind
from rendir.foundation.library.models import StoredFile

pytestmark = pytest.mark.django_db
BY = Job("tests")
NOBODY = PublicToken("t", frozenset())
DATA = b"cronograma;2021\n"
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


def _store(data: bytes = DATA, *, name: str = "plan.csv") -> StoredFile:
    return store_file(data, name=name, media_type="text/csv", by=BY)


def _files(folder: Path) -> list[str]:
    """Every file that stands in the library, half ones too."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_and_read_back(folder: Path) -> None:
    with clock.travel(date(2021, 10, 15)):
        stored = _store(name="carpeta/plan.csv")
    kept = StoredFile.objects.get()
    assert (kept, kept.sha256, kept.size, kept.media_type, kept.name) == (stored, SHA256, 16, "text/csv", "plan.csv")
    assert kept.stored_at.astimezone(clock.BOGOTA).date() == date(2021, 10, 15)
    assert (kept.read(), _files(folder), kept.kind, kept.came_again) == (DATA, [SHA256], FileKind.CSV, False)
    assert LedgerEntry.objects.get().verb == "create_storedfile"
    bodies = dict(LedgerPayload.objects.values_list("reserved", "body"))
    assert (bodies[True], "name" in bodies[False]) == ({"name": "plan.csv"}, False)


@given(st.binary(max_size=2000))
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_back(data: bytes) -> None:
    assert _store(data).read() == data


def test_the_same_bytes_are_kept_once_and_it_is_said(folder: Path) -> None:
    first = _store()
    before = queries.head()
    again = _store(name="otro nombre.csv")
    assert (again, again.name, StoredFile.objects.count()) == (first, "plan.csv", 1)
    assert (first.came_again, again.came_again) == (False, True)
    assert (_files(folder), queries.head()) == ([SHA256], before)


def test_bytes_that_were_lost_come_back_with_the_same_file(folder: Path) -> None:
    stored = _store()
    stored.path.unlink()
    again = _store()
    assert (again.came_again, again.read(), _files(folder)) == (True, DATA, [SHA256])


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("x" * 300, "x" * 250),
        (r"C:\Users\ana\Acta 1.pdf", "Acta 1.pdf"),
        ("acta\n\t final\u202e.pdf", "acta final .pdf"),
        ("", ""),
    ],
)
def test_a_name_is_kept_without_its_folders_and_on_one_line(given_name: str, kept: str) -> None:
    assert _store(name=given_name).name == kept


def test_who_may_not_leaves_nothing(folder: Path) -> None:
    with pytest.raises(NotAllowed):
        store_file(DATA, name="plan.csv", media_type="text/csv", by=NOBODY)
    with pytest.raises(NotAllowed):
        store_stream([DATA], name="plan.csv", by=NOBODY)
    assert (StoredFile.objects.count(), _files(folder)) == (0, [])


# --- from outside ----------------------------------------------------------------------------------------------------


def test_what_comes_from_outside_is_known_by_its_content(folder: Path) -> None:
    data = a_jpg()
    stored = store_stream((data[:100], data[100:]), name="IMG 0001.jpg", by=BY)
    assert (stored.media_type, stored.kind, stored.size) == ("image/jpeg", FileKind.JPG, len(data))
    assert (stored.read(), stored.came_again, _files(folder)) == (data, False, [stored.sha256])
    again = store_stream((data,), name="otra.jpg", by=BY)
    assert (again, again.came_again, StoredFile.objects.count()) == (stored, True, 1)


def test_a_file_on_disk_is_kept_as_one_that_comes(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(a_pdf())
    stored = store_path(path, name="acta.pdf", by=BY)
    assert (stored.kind, stored.read()) == (FileKind.PDF, path.read_bytes())


def test_what_is_no_evidence_is_refused_and_not_kept_though_the_library_has_its_bytes(folder: Path) -> None:
    page = b"<html><script>alert(1)</script></html>"
    store_file(page, name="cronograma.html", media_type="text/html", by=BY)
    with pytest.raises(Invalid) as caught:
        store_stream([page], name="acta", by=BY)
    assert caught.value.message == "El archivo es una página web: no se guarda como soporte."
    assert caught.value.way_out.startswith("Guárdela como PDF")
    assert (StoredFile.objects.count(), len(_files(folder))) == (1, 1)


def test_what_weighs_too_much_is_refused_before_all_of_it_came(folder: Path, settings: Settings) -> None:
    asked: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            asked.append(1)
            yield bytes(1024 * 1024)

    settings.MOST_FILE_BYTES = 3 * 1024 * 1024
    with pytest.raises(Invalid) as caught:
        store_stream(endless(), name="video.mp4", by=BY)
    assert (caught.value.message, len(asked)) == ("El archivo pesa más de 3 MB.", 4)
    with pytest.raises(Invalid):
        store_stream([b"12345"], name="nota.txt", by=BY, most=4)
    assert (StoredFile.objects.count(), _files(folder)) == (0, [])


def test_one_who_stops_sending_leaves_nothing(folder: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield DATA
        raise OSError(errno.ECONNRESET, "Connection reset by peer")

    with pytest.raises(OSError, match="Connection reset"):
        store_stream(breaking(), name="plan.csv", by=BY)
    assert (StoredFile.objects.count(), _files(folder), queries.head()[0]) == (0, [], 0)


# --- bad days --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["fsync", "fdopen", "link"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_leaves_no_row_and_no_file(
    call: str, number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: object) -> None:
        raise OSError(number, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, call, no_space)
        with pytest.raises(NoRoom) as caught:
            _store()
    assert (caught.value.status, caught.value.way_out != "") == (507, True)
    assert (StoredFile.objects.count(), _files(folder), queries.head()[0]) == (0, [], 0)
    assert _store().read() == DATA


def test_another_trouble_of_the_disk_is_not_taken_for_a_full_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output error"):
        _store()


def test_on_a_disk_that_knows_no_links_the_file_is_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert (_store().read(), _files(folder)) == (DATA, [SHA256])
    monkeypatch.setattr(shelf.shutil, "copyfileobj", no_links)
    with pytest.raises(OSError, match="not permitted"):
        _store(b"otros bytes")
    assert _files(folder) == [SHA256]


@pytest.mark.parametrize("moment", ["fsync", "link"])
def test_a_process_killed_while_writing_leaves_no_file_under_the_hash(moment: str, folder: Path) -> None:
    """It dies after the bytes left and before the file has its name."""
    path = folder / SHA256[:2] / SHA256[2:4] / SHA256

    def die_writing() -> None:
        setattr(os, moment, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        with shelf.arriving((DATA,), most=100) as arrival:
            shelf.settle(arrival.path, arrival.sha256)

    child = multiprocessing.get_context("fork").Process(target=die_writing)
    child.start()
    child.join(30)
    assert (child.exitcode, path.exists()) == (-signal.SIGKILL, False)
    assert (_store().read(), path.read_bytes()) == (DATA, DATA)
    assert shelf.sweep(set(), before=path.stat().st_mtime + 60) == 1
    assert _files(folder) == [SHA256]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    os.environ["RENDIR_TEST_DATABASE"] == "sqlite",
    reason="on SQLite a transaction that writes is alone from its first statement: this race cannot be",
)
def test_two_who_keep_the_same_bytes_keep_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = actions.create
    first: list[int] = []

    def after_somebody_else(*args: object, **options: object) -> object:
        monkeypatch.setattr(actions, "create", real)
        with ThreadPoolExecutor(1) as somebody:
            first.append(somebody.submit(_store_and_leave).result(30))
        return real(*args, **options)  # type: ignore[arg-type, type-var] # passed on as given

    monkeypatch.setattr(actions, "create", after_somebody_else)
    stored = _store()
    assert ([stored.pk], stored.came_again) == (first, True)
    assert (_files(folder), queries.head()[0], queries.verify_now()) == ([SHA256], 1, [])


def _store_and_leave() -> int:
    pk = _store().pk
    connections.close_all()
    return pk


def test_what_another_took_away_meanwhile_is_not_swept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = folder / "arriving" / "ido"
    monkeypatch.setattr(Path, "glob", lambda *_: [gone])
    assert shelf.sweep(set(), before=1e12) == 0
