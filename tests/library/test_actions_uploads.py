"""A large file on a bad line: pieces in order, one writer at a time, what came stays, what is left is swept up."""

import errno
import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import TestCase
from pytest_django import Settings

from factories.accounts import a_person, insider
from factories.files import a_jpg, a_pdf
from factories.folders import a_zip
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Job, PublicToken
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NoRoom, NotAllowed, NotFound, WrongState
from rendir.foundation.library import shelf
from rendir.foundation.library.actions import (
    abandon_upload,
    append_chunk,
    begin_upload,
    claim_upload,
    clean_uploads,
    finish_upload,
    store_stream,
)
from rendir.foundation.library.actions import uploads as actions
from rendir.foundation.library.models import StoredFile, Upload
from rendir.foundation.library.queries import last_sign_of, upload_of
from rendir.foundation.library.states import UPLOAD_FLOW, UploadState

pytestmark = pytest.mark.django_db
BY = Job("tests")
HOLDER = PublicToken("entrega", frozenset({Perm.FILES_ADD}))
DATA = a_pdf()
HALF = len(DATA) // 2


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


def _begun(data: bytes = DATA, *, name: str = "acta.pdf") -> Upload:
    return begin_upload(name=name, size=len(data), by=BY)


def _sent(data: bytes = DATA, *, name: str = "acta.pdf") -> Upload:
    upload = _begun(data, name=name)
    append_chunk(upload, [data], offset=0, by=BY)
    return upload


def _at(state: UploadState) -> Upload:
    """An upload brought to a state by the real steps."""
    upload = _sent()
    if state in (UploadState.FINISHED, UploadState.CLAIMED):
        finish_upload(upload, by=BY)
    if state == UploadState.CLAIMED:
        claim_upload(upload.public_id, by=BY)
    if state == UploadState.ABANDONED:
        abandon_upload(upload, by=BY)
    return Upload.objects.get(pk=upload.pk)


def _parts(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "uploads").glob("*"))


# --- the way of a file -----------------------------------------------------------------------------------------------


def test_a_file_comes_in_pieces_and_is_kept_when_it_is_claimed(folder: Path) -> None:
    upload = _begun(name="C:\\actas\\acta.pdf")
    assert (upload.name, upload.owner, upload.state, upload.received) == ("acta.pdf", "job:tests", "open", 0)
    assert append_chunk(upload, [DATA[:10], DATA[10:HALF]], offset=0, by=BY) == HALF
    assert (upload.received, StoredFile.objects.count()) == (HALF, 0)
    assert append_chunk(upload, [DATA[HALF:]], offset=HALF, by=BY) == len(DATA)
    finish_upload(upload, by=BY, sha256=hashlib.sha256(DATA).hexdigest())
    assert (upload.state, upload.media_type, upload.received) == ("finished", "application/pdf", len(DATA))
    with TestCase.captureOnCommitCallbacks(execute=True):
        stored = claim_upload(upload.public_id, by=BY)
    assert (stored.read(), stored.name, stored.came_again, _parts(folder)) == (DATA, "acta.pdf", False, [])
    verbs = list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["create_upload", "finish_upload", "create_storedfile", "claim_upload"]


def test_claiming_again_gives_the_same_file() -> None:
    upload = _at(UploadState.CLAIMED)
    before = LedgerEntry.objects.count()
    assert claim_upload(upload.public_id, by=BY) == upload.file
    assert LedgerEntry.objects.count() == before


def test_claiming_finishes_what_is_all_there() -> None:
    assert claim_upload(_sent().public_id, by=BY).read() == DATA


def test_bytes_that_the_library_has_are_kept_once_and_it_is_said() -> None:
    first = store_stream([DATA], name="otra.pdf", by=BY)
    stored = claim_upload(_sent().public_id, by=BY)
    assert (stored, stored.came_again, StoredFile.objects.count()) == (first, True, 1)


def test_a_form_that_fails_afterwards_leaves_the_upload_to_be_claimed_again(folder: Path) -> None:
    upload = _sent()

    def fail_after_claiming() -> None:
        with atomic():
            claim_upload(upload.public_id, by=BY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_claiming()
    assert (StoredFile.objects.count(), _parts(folder)) == (0, [upload.public_id])
    assert claim_upload(upload.public_id, by=BY).read() == DATA


def test_finishing_twice_finishes_once() -> None:
    upload = _at(UploadState.FINISHED)
    before = LedgerEntry.objects.count()
    assert finish_upload(upload, by=BY).state == UploadState.FINISHED
    assert LedgerEntry.objects.count() == before


# --- order, and one writer -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("offset", [0, HALF - 1, HALF + 1, len(DATA)])
def test_a_wrong_offset_is_told_the_right_one_and_changes_nothing(offset: int) -> None:
    upload = _begun()
    append_chunk(upload, [DATA[:HALF]], offset=0, by=BY)
    with pytest.raises(shelf.WrongOffset) as caught:
        append_chunk(upload, [b"x"], offset=offset, by=BY)
    assert (caught.value.status, caught.value.offset) == (409, HALF)
    assert (caught.value.facts, upload.received) == ({"Upload-Offset": str(HALF)}, HALF)


def test_a_piece_that_was_spoilt_on_the_way_is_asked_for_again() -> None:
    upload = _begun()
    piece = DATA[:HALF]
    with pytest.raises(shelf.WrongOffset) as caught:
        append_chunk(upload, [piece], offset=0, by=BY, sha256=hashlib.sha256(b"otra").hexdigest())
    assert (caught.value.offset, upload.received) == (0, 0)
    assert append_chunk(upload, [piece], offset=0, by=BY, sha256=hashlib.sha256(piece).hexdigest()) == HALF


def test_more_than_was_announced_is_refused_and_not_kept() -> None:
    upload = _begun()
    append_chunk(upload, [DATA[:HALF]], offset=0, by=BY)
    with pytest.raises(Invalid) as caught:
        append_chunk(upload, [DATA[HALF:], b"x"], offset=HALF, by=BY)
    assert (caught.value.message, upload.received) == ("Llegaron más bytes de los que se anunciaron.", HALF)


def test_what_came_before_the_line_dropped_stays() -> None:
    def dropping() -> Iterator[bytes]:
        yield DATA[:HALF]
        raise OSError(errno.ECONNRESET, "Connection reset by peer")

    upload = _begun()
    with pytest.raises(OSError, match="Connection reset"):
        append_chunk(upload, dropping(), offset=0, by=BY, sha256="0" * 64)
    assert upload.received == HALF
    append_chunk(upload, [DATA[HALF:]], offset=HALF, by=BY)
    assert claim_upload(upload.public_id, by=BY).read() == DATA


def test_two_who_send_at_once_do_not_mix() -> None:
    """The second is told where the first is, and the file is that of one of them."""
    upload = _begun()
    began, go = threading.Event(), threading.Event()

    def slowly() -> Iterator[bytes]:
        yield DATA[:HALF]
        began.set()
        go.wait(30)
        yield DATA[HALF:]

    first = threading.Thread(
        target=shelf.append_to_part,
        args=(upload.public_id, slowly()),
        kwargs={"offset": 0, "most": len(DATA)},
    )
    first.start()
    began.wait(30)
    for offset in (0, HALF):
        with pytest.raises(shelf.WrongOffset) as caught:
            append_chunk(upload, [b"x" * HALF], offset=offset, by=BY)
        assert caught.value.offset == HALF
    go.set()
    first.join(30)
    assert claim_upload(upload.public_id, by=BY).read() == DATA


def test_many_who_send_the_same_upload_make_one_file() -> None:
    """Each sends from where it is told to; whoever is late is told again."""
    upload = _begun()

    def send() -> None:
        offset = 0
        while offset < len(DATA):
            try:
                piece = [DATA[offset : offset + 97]]
                offset = shelf.append_to_part(upload.public_id, piece, offset=offset, most=len(DATA))
            except shelf.WrongOffset as right:
                offset = right.offset

    senders = [threading.Thread(target=send) for _ in range(4)]
    for one in senders:
        one.start()
    for one in senders:
        one.join(60)
    assert shelf.digest_of_part(upload.public_id) == hashlib.sha256(DATA).hexdigest()


def test_a_process_killed_while_appending_leaves_what_it_wrote() -> None:
    upload = _begun()

    def dying() -> Iterator[bytes]:
        yield DATA[:HALF]
        os.kill(os.getpid(), signal.SIGKILL)

    def append() -> None:
        shelf.append_to_part(upload.public_id, dying(), offset=0, most=len(DATA))

    child = multiprocessing.get_context("fork").Process(target=append)
    child.start()
    child.join(30)
    assert (child.exitcode, upload.received) == (-signal.SIGKILL, HALF)
    append_chunk(upload, [DATA[HALF:]], offset=HALF, by=BY)
    assert claim_upload(upload.public_id, by=BY).read() == DATA


# --- what is refused -------------------------------------------------------------------------------------------------


def test_what_cannot_be_is_refused_before_anybody_waits(settings: Settings, folder: Path) -> None:
    settings.MOST_FILE_BYTES = 5 * 1024 * 1024
    cases: list[tuple[str, int, int | None, str]] = [
        ("acta.exe", 10, None, "El archivo es un programa: no se guarda como soporte."),
        ("acta.pdf", 0, None, "El archivo está vacío."),
        ("acta.pdf", 5 * 1024 * 1024 + 1, None, "El archivo pesa más de 5 MB."),
        ("acta.pdf", 1024 * 1024 + 1, 1024 * 1024, "El archivo pesa más de 1 MB."),
    ]
    for name, size, most, message in cases:
        with pytest.raises(Invalid) as caught:
            begin_upload(name=name, size=size, by=BY, most=most)
        assert (caught.value.message, caught.value.way_out != "") == (message, True)
    assert (Upload.objects.count(), _parts(folder)) == (0, [])


def test_one_sender_does_not_begin_without_end() -> None:
    for _ in range(actions.MOST_AT_ONCE):
        last = _begun()
    with pytest.raises(Invalid) as caught:
        _begun()
    assert caught.value.message == "Ya tiene 20 cargas sin terminar."
    begin_upload(name="acta.pdf", size=1, by=HOLDER)
    abandon_upload(last, by=BY)
    _begun()


def test_what_does_not_fit_on_the_disk_is_refused_before_anybody_waits(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf.shutil, "disk_usage", lambda _: _Usage(60 * 1024 * 1024))
    with pytest.raises(NoRoom):
        begin_upload(name="video.mp4", size=20 * 1024 * 1024, by=BY)
    assert (Upload.objects.count(), _parts(folder)) == (0, [])
    _begun()


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_disk_that_fills_in_the_middle_keeps_what_was_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = _begun()
    append_chunk(upload, [DATA[:HALF]], offset=0, by=BY)

    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_space)
        with pytest.raises(NoRoom):
            append_chunk(upload, [DATA[HALF:]], offset=HALF, by=BY)
    assert upload.received == HALF
    append_chunk(upload, [DATA[HALF:]], offset=HALF, by=BY)
    assert claim_upload(upload.public_id, by=BY).read() == DATA


def test_what_is_not_all_there_is_not_finished() -> None:
    upload = _begun()
    append_chunk(upload, [DATA[:HALF]], offset=0, by=BY)
    for step in (finish_upload, lambda one, by: claim_upload(one.public_id, by=by)):
        with pytest.raises(shelf.WrongOffset) as caught:
            step(upload, by=BY)
        assert caught.value.offset == HALF
    assert Upload.objects.get().state == UploadState.OPEN


@pytest.mark.parametrize(
    ("data", "sha256", "message"),
    [
        (a_jpg(), "", "El archivo es una imagen JPG, y su nombre dice que es un PDF."),
        (DATA, "0" * 64, "Lo que llegó no es lo que se envió: el archivo cambió mientras se cargaba."),
    ],
)
def test_what_is_not_what_it_should_be_is_left_for_good(data: bytes, sha256: str, message: str) -> None:
    upload = _sent(data)
    with pytest.raises(Invalid) as caught:
        finish_upload(upload, by=BY, sha256=sha256)
    assert (caught.value.message, Upload.objects.get().state) == (message, UploadState.ABANDONED)


# --- who and when ----------------------------------------------------------------------------------------------------

STEPS: dict[str, Callable[[Upload, object], object]] = {
    "finish_upload": lambda upload, by: finish_upload(upload, by=by),  # type: ignore[arg-type]
    "claim_upload": lambda upload, by: claim_upload(upload.public_id, by=by),  # type: ignore[arg-type]
    "abandon_upload": lambda upload, by: abandon_upload(upload, by=by),  # type: ignore[arg-type]
    "append": lambda upload, by: append_chunk(upload, [b"x"], offset=0, by=by),  # type: ignore[arg-type]
}
ALSO = {("finish_upload", UploadState.FINISHED), ("claim_upload", UploadState.OPEN)} | {
    ("claim_upload", UploadState.CLAIMED)
}
"""Asked twice, or before it was finished, these answer all the same."""


@pytest.mark.parametrize("state", UploadState)
@pytest.mark.parametrize("step", [step.name for step in UPLOAD_FLOW])
def test_a_step_is_taken_only_from_its_states(step: str, state: UploadState) -> None:
    upload = _at(state)
    if UPLOAD_FLOW.allows(step, state) or (step, state) in ALSO:
        STEPS[step](upload, BY)
        assert Upload.objects.get().state == UPLOAD_FLOW.step(step).target
    else:
        with pytest.raises((WrongState, NotFound)):
            STEPS[step](upload, BY)
        assert Upload.objects.get().state == state


@pytest.mark.parametrize("state", [UploadState.FINISHED, UploadState.CLAIMED, UploadState.ABANDONED])
def test_nothing_is_appended_to_what_is_over(state: UploadState) -> None:
    with pytest.raises(WrongState) as caught:
        append_chunk(_at(state), [b"x"], offset=0, by=BY)
    assert caught.value.message == f"Esta carga ya está {UploadState(state).label.lower()}."


@pytest.mark.parametrize("role", Role)
def test_who_may_keep_files_may_send_them_and_nobody_else(role: Role) -> None:
    person = a_person("Ana Insider", role)
    upload = _sent()
    Upload.objects.update(owner=person.actor_id)
    if Perm.FILES_ADD in ROLE_CARDS[role].permissions:
        begin_upload(name="acta.pdf", size=1, by=person)
        assert claim_upload(upload.public_id, by=person).read() == DATA
        return
    with pytest.raises(NotAllowed):
        begin_upload(name="acta.pdf", size=1, by=person)
    for step in STEPS.values():
        with pytest.raises(NotAllowed):
            step(upload, person)


def test_an_upload_is_known_to_its_owner_only() -> None:
    ana, beto = insider(), insider_two()
    upload = begin_upload(name="acta.pdf", size=1, by=ana)
    assert upload_of(upload.public_id, by=ana) == upload
    for somebody in (beto, HOLDER, BY):
        with pytest.raises(NotFound):
            upload_of(upload.public_id, by=somebody)
        with pytest.raises(NotFound):
            claim_upload(upload.public_id, by=somebody)


def insider_two() -> Person:
    return a_person("Beatriz Insider", Role.TEAM_LEAD)


def test_the_holder_of_a_link_sends_a_file_without_an_account() -> None:
    upload = begin_upload(name="acta.pdf", size=len(DATA), by=HOLDER)
    append_chunk(upload, [DATA], offset=0, by=HOLDER)
    assert claim_upload(upload.public_id, by=HOLDER).read() == DATA
    assert set(LedgerEntry.objects.values_list("actor", flat=True)) == {"token:entrega"}


# --- what is left ----------------------------------------------------------------------------------------------------


def test_what_nobody_went_on_with_is_left_and_swept_up(folder: Path, settings: Settings) -> None:
    settings.UPLOAD_DAYS = 7
    today = clock.today()
    old, touched, finished, claimed = _begun(), _begun(), _at(UploadState.FINISHED), _at(UploadState.CLAIMED)
    os.utime(shelf.part_of(touched.public_id), times=(0, (clock.now() + timedelta(days=5)).timestamp()))
    os.utime(shelf.part_of(old.public_id), times=(0, 0))
    shelf.drop_part(claimed.public_id)
    (folder / "uploads" / "ajena").write_bytes(b"x")
    with clock.travel(today + timedelta(days=8)):
        fresh = _begun()
        os.utime(shelf.part_of(fresh.public_id), times=(0, clock.now().timestamp()))
        with TestCase.captureOnCommitCallbacks(execute=True):
            assert clean_uploads(by=BY) == 2
        assert clean_uploads(by=BY) == 0
    states = dict(Upload.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in (old, touched, finished, claimed, fresh)] == [
        UploadState.ABANDONED,
        UploadState.OPEN,
        UploadState.ABANDONED,
        UploadState.CLAIMED,
        UploadState.OPEN,
    ]
    assert _parts(folder) == sorted([touched.public_id, fresh.public_id])


def test_one_whose_owner_was_faster_is_theirs(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    upload = _at(UploadState.FINISHED)

    def claimed_meanwhile(one: Upload) -> object:
        claim_upload(one.public_id, by=BY)
        return one.started_at

    monkeypatch.setattr(actions, "last_sign_of", claimed_meanwhile)
    with clock.travel(clock.today() + timedelta(days=8)):
        assert clean_uploads(by=BY) == 0
    assert Upload.objects.get(pk=upload.pk).state == UploadState.CLAIMED


def test_one_whose_bytes_are_gone_counts_from_its_beginning() -> None:
    upload = _begun()
    assert last_sign_of(upload) >= upload.started_at
    shelf.drop_part(upload.public_id)
    assert (last_sign_of(upload), upload.received) == (upload.started_at, 0)
    with pytest.raises(shelf.WrongOffset) as caught:
        append_chunk(upload, [b"x"], offset=5, by=BY)
    assert caught.value.offset == 0
    assert append_chunk(upload, [DATA], offset=0, by=BY) == len(DATA)


def test_one_whose_bytes_are_gone_when_it_is_claimed_is_asked_for_again() -> None:
    upload = _at(UploadState.FINISHED)
    shelf.drop_part(upload.public_id)
    with pytest.raises(Invalid) as caught:
        claim_upload(upload.public_id, by=BY)
    assert (caught.value.message, StoredFile.objects.count()) == ("Lo que cargó ya no está en el servidor.", 0)


def test_an_upload_is_called_as_its_file() -> None:
    assert str(Upload(name="acta.pdf")) == "acta.pdf"


def _folder(data: bytes) -> Upload:
    upload = begin_upload(name="anteriores.zip", size=len(data), by=BY, folder=True)
    append_chunk(upload, [data], offset=0, by=BY)
    return upload


def test_a_compressed_folder_is_claimed_where_it_is_unpacked_and_nowhere_else() -> None:
    upload = _folder(a_zip({"acta.txt": b"Acta"}))
    with pytest.raises(Invalid) as refused:
        claim_upload(upload.public_id, by=BY)
    assert refused.value.message.startswith("El archivo es una carpeta comprimida")
    kept = claim_upload(upload.public_id, folder=True, by=BY)
    assert (kept.name, kept.media_type) == ("anteriores.zip", "application/zip")


def test_what_only_calls_itself_a_folder_is_abandoned() -> None:
    upload = _folder(DATA)
    with pytest.raises(Invalid):
        finish_upload(upload, by=BY)
    assert Upload.objects.get(pk=upload.pk).state == UploadState.ABANDONED


def test_where_folders_are_unpacked_no_document_goes() -> None:
    with pytest.raises(Invalid) as refused:
        begin_upload(name="acta.pdf", size=9, by=BY, folder=True)
    assert refused.value.message == "El archivo no es una carpeta comprimida ZIP."
    with pytest.raises(Invalid):
        claim_upload(_sent().public_id, folder=True, by=BY)
