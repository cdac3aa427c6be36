"""One file, whole or not at all; and whatever happens to one byte of it is found."""

import errno
import hashlib
import multiprocessing
import os
import shutil
import signal
import stat
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rendir.foundation.backups import archive, manifest
from rendir.foundation.backups.archive import DamagedError, Writer, check, opened, write
from rendir.foundation.backups.manifest import Manifest, Member, Table

MOMENT = datetime(2021, 10, 15, 8, tzinfo=UTC)
PHOTO = b"una foto"
SHA = hashlib.sha256(PHOTO).hexdigest()
ROWS = [b"[1]\n", b"[2]\n"]


def _fill(writer: Writer) -> None:
    writer.add("tables/unit.jsonl", ROWS, packed=True)
    writer.add(f"library/{SHA}", [PHOTO], packed=False)
    writer.finish(_manifest(tuple(writer.members)))


def _manifest(members: tuple[Member, ...]) -> Manifest:
    return Manifest(
        rendir="0.1.0",
        made_at="2021-10-15T08:00:00+00:00",
        backup="b",
        entity="E",
        database="sqlite",
        sequence=1,
        head="0" * 64,
        migrations={},
        tables=(Table("unit", ("id",), 2),),
        members=members,
    )


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "copia.zip"
    write(path, _fill, moment=MOMENT)
    return path


def test_a_backup_is_one_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "copia.zip"
    sealed = write(path, _fill, moment=MOMENT)
    assert [one.name for one in tmp_path.iterdir()] == ["copia.zip"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (sealed.size, sealed.sha256) == (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


def test_any_computer_opens_it(made: Path) -> None:
    with zipfile.ZipFile(made) as source:
        assert source.namelist() == ["tables/unit.jsonl", f"library/{SHA}", "manifest.json"]
        assert (source.read(f"library/{SHA}"), source.testzip()) == (PHOTO, None)


def test_what_was_written_is_read(made: Path) -> None:
    with opened(made) as found:
        table, photo = found.manifest.members
        assert list(found.lines(table)) == [b"[1]", b"[2]"]
        assert b"".join(found.chunks(photo)) == PHOTO
        assert found.sealed.size == made.stat().st_size
    assert check(made).manifest == found.manifest


def test_one_backup_never_takes_the_place_of_another(made: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(FileExistsError):
        write(made, _fill, moment=MOMENT)
    assert made.read_bytes() == before


def test_a_byte_changed_anywhere_is_found(made: Path) -> None:
    whole = made.read_bytes()
    unseen = []
    for place in range(len(whole)):
        made.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            check(made)
        except DamagedError:
            continue
        unseen.append(place)
    assert unseen == []


def test_a_file_that_ends_early_or_late_is_found(made: Path) -> None:
    whole = made.read_bytes()
    unseen = []
    for end in [*range(len(whole)), None]:
        made.write_bytes(whole[:end] if end is not None else whole + b"0")
        try:
            check(made)
        except DamagedError:
            continue
        unseen.append(end)
    assert unseen == []


@pytest.mark.parametrize("text", [b"", b"Hola", b"x" * 500, b"PK\x03\x04" + b"0" * 500])
def test_what_is_no_backup_is_told_so(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "carta.txt").write_bytes(text)
    with pytest.raises(DamagedError):
        check(tmp_path / "carta.txt")


def test_a_file_that_is_not_there_is_told_as_any_other(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "nada.zip")


def _forged(path: Path, members: dict[str, bytes], told: tuple[Member, ...]) -> Path:
    """Somebody who knows how the seal is made writes other contents and seals them anew."""

    def fill(writer: Writer) -> None:
        for name, body in members.items():
            writer.add(name, [body], packed=False)
        writer.finish(_manifest(told))

    write(path, fill, moment=MOMENT)
    return path


TABLE = Member("tables/unit.jsonl", 4, hashlib.sha256(b"[1]\n").hexdigest())


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"tables/unit.jsonl": b"[2]\n"}, (TABLE,)),
        ({"tables/unit.jsonl": b"[1]\n[2]\n"}, (TABLE,)),
        ({"tables/unit.jsonl": b"[1]\n", "tables/extra.jsonl": b""}, (TABLE,)),
        ({}, (TABLE,)),
    ],
    ids=["another content", "more content", "one too many", "one missing"],
)
def test_what_is_not_what_the_manifest_says_is_found_under_a_new_seal(
    members: dict[str, bytes], told: tuple[Member, ...], tmp_path: Path
) -> None:
    with pytest.raises(DamagedError):
        check(_forged(tmp_path / "falsa.zip", members, told))


def test_a_zip_without_manifest_and_one_with_nonsense_are_found(tmp_path: Path) -> None:
    write(tmp_path / "sin.zip", lambda _: None, moment=MOMENT)
    # Nothing inside: such a file does not even begin like a ZIP of ours.
    with pytest.raises(DamagedError, match="no es una copia"):
        check(tmp_path / "sin.zip")
    write(tmp_path / "otra.zip", lambda writer: (writer.add("x", [b"y"], packed=False), None)[1], moment=MOMENT)
    with pytest.raises(DamagedError, match="incompleta"):
        check(tmp_path / "otra.zip")


def _sealed(body: bytes) -> bytes:
    return body + hashlib.sha256(body).hexdigest().encode()


def test_nonsense_under_a_seal_that_holds_is_found(made: Path) -> None:
    made.write_bytes(_sealed(b"PK\x03\x04" + b"0" * 500))
    with pytest.raises(DamagedError, match="incompleta"):
        check(made)


def test_a_manifest_that_cannot_be_followed_is_found(tmp_path: Path) -> None:
    def fill(writer: Writer) -> None:
        writer.add("manifest.json", [b"{}"], packed=False)

    write(tmp_path / "otra.zip", fill, moment=MOMENT)
    with pytest.raises(DamagedError, match="no se entiende lo que dice contener"):
        check(tmp_path / "otra.zip")


def test_a_member_that_zip_itself_cannot_read_is_told_by_name(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(made) as found:

        def broken(*_: object) -> Iterator[bytes]:
            raise zipfile.BadZipFile

        monkeypatch.setattr(archive, "chunks_of", broken)
        with pytest.raises(DamagedError, match=r"unit\.jsonl"):
            list(found.chunks(found.manifest.members[0]))


def test_a_line_may_be_longer_than_a_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "CHUNK", 3)
    path = tmp_path / "copia.zip"
    lines = [b'["largo, largo"]\n', b'["x"]\n', b'["sin final"]']

    def fill(writer: Writer) -> None:
        writer.finish(_manifest((writer.add("tables/unit.jsonl", lines, packed=True),)))

    write(path, fill, moment=MOMENT)
    with opened(path) as found:
        assert list(found.lines(found.manifest.members[0])) == [one.rstrip(b"\n") for one in lines]


def _stops(error: BaseException) -> Iterator[bytes]:
    yield PHOTO
    raise error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_in_the_middle_leaves_nothing(error: BaseException, tmp_path: Path) -> None:
    def fill(writer: Writer) -> None:
        writer.add("tables/unit.jsonl", _stops(error), packed=False)

    with pytest.raises(type(error)):
        write(tmp_path / "copia.zip", fill, moment=MOMENT)
    assert list(tmp_path.iterdir()) == []


def test_a_process_killed_in_the_middle_leaves_no_file_under_the_name(tmp_path: Path) -> None:
    ready, tell = multiprocessing.get_context("fork").Pipe(duplex=False)

    def fill(writer: Writer) -> None:
        writer.add(f"library/{SHA}", [PHOTO * 100_000], packed=False)
        tell.send("half")
        signal.pause()

    child = multiprocessing.get_context("fork").Process(
        target=lambda: write(tmp_path / "copia.zip", fill, moment=MOMENT)
    )
    child.start()
    assert ready.recv() == "half"
    child.kill()
    child.join(30)
    assert not (tmp_path / "copia.zip").exists()
    assert [one.suffix for one in tmp_path.iterdir()] == [archive.PART]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if mount is None or os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_is_told_and_keeps_nothing(small_disk: Path) -> None:
    def fill(writer: Writer) -> None:
        writer.add(f"library/{SHA}", (os.urandom(100_000) for _ in range(100)), packed=False)

    with pytest.raises(OSError, match="No space left") as full:
        write(small_disk / "copia.zip", fill, moment=MOMENT)
    assert (full.value.errno, list(small_disk.iterdir())) == (errno.ENOSPC, [])


def test_memory_stays_flat_whatever_the_size(tmp_path: Path) -> None:
    """A hundred times the chunk is written and read by a process that may not have so much."""
    resource = pytest.importorskip("resource")

    def work() -> None:
        begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        body = (bytes(archive.CHUNK) for _ in range(100))

        def fill(writer: Writer) -> None:
            writer.finish(_manifest((writer.add("tables/unit.jsonl", body, packed=False),)))

        write(tmp_path / "copia.zip", fill, moment=MOMENT)
        check(tmp_path / "copia.zip")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun
        os._exit(0 if grown < 30 * 1024 else 1)

    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(60)
    assert child.exitcode == 0


def test_the_manifest_is_what_a_person_can_read(made: Path) -> None:
    with zipfile.ZipFile(made) as source:
        text = source.read("manifest.json").decode()
    assert f'"format": "{manifest.FORMAT}"' in text
    assert '"rendir": "0.1.0"' in text
