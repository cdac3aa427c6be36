"""Files by their hash, publications frozen with theirs."""

from pathlib import Path

import pytest
from pytest_django import Settings

from rendir.foundation.library.models import Publication, PublicationFile, StoredFile


def test_a_file_stands_under_its_hash_whatever_it_is_called(settings: Settings, tmp_path: Path) -> None:
    settings.LIBRARY_ROOT = tmp_path
    stored = StoredFile(sha256="abcd" + "0" * 60, name="../../etc/passwd")
    assert stored.path == tmp_path / "ab" / "cd" / stored.sha256
    with pytest.raises(FileNotFoundError):
        stored.read()


def test_rows_tell_what_they_are() -> None:
    publication = Publication(title="Cronograma 2021", number=2)
    rows = (StoredFile(name="plan.pdf"), publication, PublicationFile(publication=publication, format="pdf"))
    assert [str(row) for row in rows] == ["plan.pdf", "Cronograma 2021, versión 2", "Cronograma 2021, versión 2 (pdf)"]
