"""A file is kept once and whole, or not at all; a publication is frozen."""

import errno
import hashlib
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from factories.accounts import colleague
from rendir.foundation.audit import queries
from rendir.foundation.audit.actors import Job, PublicToken
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed
from rendir.foundation.library import actions
from rendir.foundation.library.actions import publish, store_file
from rendir.foundation.library.models import Publication, PublicationFile, StoredFile

pytestmark = pytest.mark.django_db
BY = Job("tests")
DATA = b"cronograma;2021\n"
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def shelf(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


def _store(data: bytes = DATA, *, name: str = "plan.csv") -> StoredFile:
    return store_file(data, name=name, media_type="text/csv", by=BY)


def _files(shelf: Path) -> list[str]:
    """Every file that stands in the library, half ones too."""
    return sorted(path.name for path in shelf.rglob("*") if path.is_file())


def test_a_file_is_kept_and_read_back(shelf: Path) -> None:
    with clock.travel(date(2021, 10, 15)):
        stored = _store(name="carpeta/plan.csv")
    kept = StoredFile.objects.get()
    assert (kept, kept.sha256, kept.size, kept.media_type, kept.name) == (stored, SHA256, 16, "text/csv", "plan.csv")
    assert kept.stored_at.astimezone(clock.BOGOTA).date() == date(2021, 10, 15)
    assert (kept.read(), _files(shelf)) == (DATA, [SHA256])
    assert LedgerEntry.objects.get().verb == "create_storedfile"
    bodies = dict(LedgerPayload.objects.values_list("reserved", "body"))
    assert (bodies[True], "name" in bodies[False]) == ({"name": "plan.csv"}, False)


@given(st.binary(max_size=2000))
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_back(data: bytes) -> None:
    assert _store(data).read() == data


def test_the_same_bytes_are_kept_once(shelf: Path) -> None:
    first = _store()
    before = queries.head()
    again = _store(name="otro nombre.csv")
    assert (again, again.name, StoredFile.objects.count()) == (first, "plan.csv", 1)
    assert (_files(shelf), queries.head()) == ([SHA256], before)


def test_a_long_name_is_cut() -> None:
    assert _store(name="x" * 300).name == "x" * 250


def test_who_may_not_leaves_nothing(shelf: Path) -> None:
    with pytest.raises(NotAllowed):
        store_file(DATA, name="plan.csv", media_type="text/csv", by=PublicToken("t", frozenset()))
    assert (StoredFile.objects.count(), _files(shelf)) == (0, [])


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_a_full_disk_leaves_no_row_and_no_file(call: str, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, call, no_space)
        with pytest.raises(OSError, match="No space left"):
            _store()
    assert (StoredFile.objects.count(), _files(shelf), queries.head()[0]) == (0, [], 0)
    assert _store().read() == DATA


def test_a_disk_that_fills_while_publishing_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = actions._write

    def second_fails(path: Path, data: bytes) -> None:
        if data == b"b":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, data)

    monkeypatch.setattr(actions, "_write", second_fails)
    with pytest.raises(OSError, match="No space left"):
        _publish({"csv": ("a.csv", b"a"), "pdf": ("a.pdf", b"b")})
    assert (Publication.objects.count(), StoredFile.objects.count(), queries.head()[0]) == (0, 0, 0)


def test_a_process_killed_while_writing_leaves_no_file_under_the_hash(shelf: Path) -> None:
    """It dies after the bytes left and before the file has its name."""
    path = shelf / SHA256[:2] / SHA256[2:4] / SHA256

    def die_writing() -> None:
        os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        actions._write(path, DATA)

    child = multiprocessing.get_context("fork").Process(target=die_writing)
    child.start()
    child.join(30)
    assert (child.exitcode, path.exists()) == (-signal.SIGKILL, False)
    assert (_store().read(), path.read_bytes()) == (DATA, DATA)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    os.environ["RENDIR_TEST_DATABASE"] == "sqlite",
    reason="on SQLite a transaction that writes is alone from its first statement: this race cannot be",
)
def test_two_who_keep_the_same_bytes_keep_one(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = actions.create
    first: list[int] = []

    def after_somebody_else(*args: object, **options: object) -> object:
        monkeypatch.setattr(actions, "create", real)
        with ThreadPoolExecutor(1) as somebody:
            first.append(somebody.submit(_store_and_leave).result(30))
        return real(*args, **options)  # type: ignore[arg-type, type-var] # passed on as given

    monkeypatch.setattr(actions, "create", after_somebody_else)
    assert [_store().pk] == first
    assert (_files(shelf), queries.head()[0], queries.verify_now()) == ([SHA256], 1, [])


def _store_and_leave() -> int:
    pk = _store().pk
    connections.close_all()
    return pk


# --- publications ----------------------------------------------------------------------------------------------------


def _publish(files: dict[str, tuple[str, bytes]], *, number: int = 1) -> Publication:
    return publish(subject="plan:2021", number=number, title="Cronograma 2021", digest="d" * 64, files=files, by=BY)


def _formats(publication: Publication) -> list[tuple[str, str, str, bytes]]:
    rows = PublicationFile.objects.filter(publication=publication).select_related("file")
    return [(row.format, row.file.name, row.file.media_type, row.file.read()) for row in rows]


def test_a_publication_is_frozen_with_its_files_and_the_head_of_the_ledger() -> None:
    _store(b"antes")
    head = queries.head()[1]
    publication = _publish({"csv": ("plan.csv", b"a"), "pdf": ("plan.pdf", b"b")})
    kept = Publication.objects.get()
    assert (kept, kept.number, kept.title, kept.ledger_head) == (publication, 1, "Cronograma 2021", head)
    assert _formats(publication) == [
        ("csv", "plan.csv", "text/csv; charset=utf-8", b"a"),
        ("pdf", "plan.pdf", "application/pdf", b"b"),
    ]
    verbs = list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["create_storedfile", "create_publication"] + ["create_storedfile", "create_publicationfile"] * 2
    assert queries.topic_versions(["library"]) == "library:1"


def test_what_did_not_change_between_versions_is_kept_once(shelf: Path) -> None:
    _publish({"csv": ("plan.csv", b"a")})
    second = _publish({"csv": ("plan-2.csv", b"a")}, number=2)
    assert (len(_files(shelf)), _formats(second)) == (1, [("csv", "plan.csv", "text/csv; charset=utf-8", b"a")])


def test_a_version_is_published_once_and_never_rewritten(shelf: Path) -> None:
    first = _publish({"csv": ("plan.csv", b"a")})
    before = queries.head()
    with pytest.raises(IntegrityError):
        _publish({"csv": ("plan.csv", b"b")})
    assert (queries.head(), _formats(first)[0][3], len(_files(shelf))) == (before, b"a", 1)


def test_who_may_not_publishes_nothing(shelf: Path) -> None:
    with pytest.raises(NotAllowed):
        publish(subject="p", number=1, title="t", digest="", files={"csv": ("a", b"a")}, by=colleague())
    assert (Publication.objects.count(), _files(shelf)) == (0, [])
