"""A publication is frozen with its files, or nothing of it is."""

import errno
from pathlib import Path

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from factories.accounts import colleague
from rendir.foundation.audit import queries
from rendir.foundation.audit.actors import Job
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import NoRoom, NotAllowed
from rendir.foundation.library import shelf
from rendir.foundation.library.actions import publish, store_file
from rendir.foundation.library.models import Publication, PublicationFile, StoredFile

pytestmark = pytest.mark.django_db
BY = Job("tests")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


def _files(folder: Path) -> list[str]:
    """Every file that stands in the library, half ones too."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def _publish(files: dict[str, tuple[str, bytes]], *, number: int = 1) -> Publication:
    return publish(subject="plan:2021", number=number, title="Cronograma 2021", digest="d" * 64, files=files, by=BY)


def _formats(publication: Publication) -> list[tuple[str, str, str, bytes]]:
    rows = PublicationFile.objects.filter(publication=publication).select_related("file")
    return [(row.format, row.file.name, row.file.media_type, row.file.read()) for row in rows]


def test_a_publication_is_frozen_with_its_files_and_the_head_of_the_ledger() -> None:
    store_file(b"antes", name="antes.csv", media_type="text/csv", by=BY)
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


def test_what_did_not_change_between_versions_is_kept_once(folder: Path) -> None:
    _publish({"csv": ("plan.csv", b"a")})
    second = _publish({"csv": ("plan-2.csv", b"a")}, number=2)
    assert (len(_files(folder)), _formats(second)) == (1, [("csv", "plan.csv", "text/csv; charset=utf-8", b"a")])


def test_a_version_is_published_once_and_never_rewritten(folder: Path) -> None:
    first = _publish({"csv": ("plan.csv", b"a")})
    before = queries.head()
    with pytest.raises(IntegrityError):
        _publish({"csv": ("plan.csv", b"b")})
    assert (queries.head(), _formats(first)[0][3], len(_files(folder))) == (before, b"a", 1)


def test_who_may_not_publishes_nothing(folder: Path) -> None:
    with pytest.raises(NotAllowed):
        publish(subject="p", number=1, title="t", digest="", files={"csv": ("a", b"a")}, by=colleague())
    assert (Publication.objects.count(), _files(folder)) == (0, [])


def test_a_disk_that_fills_while_publishing_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = shelf._keep_safe
    calls: list[int] = []

    def second_fails(target: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(target)  # type: ignore[arg-type] # passed on as given

    monkeypatch.setattr(shelf, "_keep_safe", second_fails)
    with pytest.raises(NoRoom):
        _publish({"csv": ("a.csv", b"a"), "pdf": ("a.pdf", b"b")})
    assert (Publication.objects.count(), StoredFile.objects.count(), queries.head()[0]) == (0, 0, 0)
