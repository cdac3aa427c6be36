"""A disk that is really full: a small one, filled. Left out where nobody may mount one."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from factories.files import a_film
from rendir.foundation.audit.actors import Job
from rendir.foundation.core.refusal import NoRoom
from rendir.foundation.library import shelf
from rendir.foundation.library.actions import append_chunk, begin_upload, claim_upload, store_stream
from rendir.foundation.library.models import StoredFile

pytestmark = pytest.mark.django_db
BY = Job("tests")
MEGABYTE = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    settings.LIBRARY_ROOT = folder
    yield folder
    subprocess.run(["umount", folder], check=True)


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_does_not_fit_is_refused_and_the_disk_is_as_it_was(small_disk: Path) -> None:
    with pytest.raises(NoRoom):
        store_stream((bytes(MEGABYTE) for _ in range(5)), name="video.mp4", by=BY)
    assert (_files(small_disk), StoredFile.objects.count()) == ([], 0)
    assert store_stream([a_film()], name="video.mp4", by=BY).read() == a_film()


def test_an_upload_goes_on_once_there_is_room_again(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_SPARE", 0)
    data = a_film() + bytes(MEGABYTE)
    half = len(data) // 2
    upload = begin_upload(name="video.mp4", size=len(data), by=BY)
    append_chunk(upload, [data[:half]], offset=0, by=BY)
    (small_disk / "otro").write_bytes(bytes(MEGABYTE + MEGABYTE // 4))
    with pytest.raises(NoRoom):
        append_chunk(upload, [data[half : half + 1000], data[half + 1000 :]], offset=half, by=BY)
    assert upload.received == half
    (small_disk / "otro").unlink()
    append_chunk(upload, [data[half:]], offset=half, by=BY)
    assert claim_upload(upload.public_id, by=BY).read() == data


def test_an_upload_that_would_not_fit_does_not_begin(small_disk: Path) -> None:
    with pytest.raises(NoRoom):
        begin_upload(name="video.mp4", size=1000, by=BY)
    assert _files(small_disk) == []
