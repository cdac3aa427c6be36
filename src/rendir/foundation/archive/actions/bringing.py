"""Bring a compressed folder in: read it, decide year by year what comes, confirm once, undo."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import monotonic

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.archive.models import ArchiveDocument, ArchiveImport
from rendir.foundation.archive.queries import live_files, undated_in, was_published
from rendir.foundation.archive.reading.apart import Entry, look, unpack
from rendir.foundation.archive.reading.limits import ALL_SECONDS
from rendir.foundation.archive.rules.dates import EARLIEST, Origin, propose_dates
from rendir.foundation.archive.rules.names import folder_of, title_of
from rendir.foundation.archive.states import DOCUMENT_FLOW, IMPORT_FLOW, DocumentState, ImportState
from rendir.foundation.audit.actions import atomic, change, check, create, create_many, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import fold
from rendir.foundation.library import shelf
from rendir.foundation.library.actions.files import keep, refusing_in_words
from rendir.foundation.library.contents.kinds import kind_of_media_type
from rendir.foundation.library.models import StoredFile


def read_folder(stored: StoredFile, *, by: Actor) -> ArchiveImport:
    """Show what would come of a compressed folder; nothing is in the archive until it is confirmed.

    The same folder again, while it waits, is the one that waits. What the archive has already is told and does not
    come twice. `Invalid` where the folder is none, or holds more than one may.
    """
    check(Perm.IMPORT_ARCHIVE, by=by)
    if waiting := ArchiveImport.objects.filter(file=stored, state=ImportState.PREVIEWED).first():
        return waiting
    with TemporaryDirectory(prefix="rendir-archive-") as folder, refusing_in_words():
        entries = unpack(stored.path, Path(folder))
        look(entries, is_late=_clock_of(ALL_SECONDS))
        return _written(stored, entries, by=by)


def set_year_of_folder(source: ArchiveImport, folder: str, year: int, *, by: Actor) -> int:
    """All the documents of one folder are of that year. Gives how many were not before."""
    _must_wait(source)
    _must_be_a_year(year)
    rows = ArchiveDocument.objects.filter(source=source, folder=folder).exclude(year=year)
    found = list(rows.defer("text"))
    with atomic():
        for document in found:
            set_dates(document, year=year, day=_day_within(document, year), expected=document.version, by=by)
    return len(found)


def set_dates(document: ArchiveDocument, *, year: int, day: object, expected: int, by: Actor) -> ArchiveDocument:
    """Of which year and, where it is known, of which day a person says that a document is."""
    fields: dict[str, object] = {"year": year, "day": day}
    if document.year != year:
        fields["year_from"] = Origin.PERSON.value
    if document.day != day:
        fields["day_from"] = Origin.PERSON.value if day else ""
    with atomic():
        return change(
            document, fields, perm=Perm.IMPORT_ARCHIVE, by=by, expected=expected, verb="correct_archive_document"
        )


def leave_out(document: ArchiveDocument, *, by: Actor) -> ArchiveDocument:
    """This one does not come in."""
    _must_wait(document.source)
    with atomic():
        return take(document, DOCUMENT_FLOW, "leave_out_document", by=by)


def bring_back(document: ArchiveDocument, *, by: Actor) -> ArchiveDocument:
    """It comes in after all."""
    _must_wait(document.source)
    with atomic():
        return take(document, DOCUMENT_FLOW, "bring_back_document", by=by)


def confirm_import(source: ArchiveImport, *, expected: int | None = None, by: Actor) -> ArchiveImport:
    """All that was not left out is in the archive, at once. `Invalid` while any of it has no year."""
    check(Perm.IMPORT_ARCHIVE, source, by=by)
    with atomic():
        list(ArchiveImport.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        _leave_out_what_came_meanwhile(source, by=by)
        if undated := undated_in(source):
            message = _("Faltan años: %(number)s documentos no lo tienen.") % {"number": undated}
            raise Invalid(message, way_out=_("Dígalos por carpeta o uno por uno, o deje esos documentos por fuera."))
        if not ArchiveDocument.objects.filter(source=source, state=DocumentState.INTERNAL).exists():
            message = _("De esta carpeta no entra ningún documento.")
            raise Invalid(message, way_out=_("Vuelva a traer alguno, o descarte la carpeta."))
        return take(source, IMPORT_FLOW, "confirm_archive_import", by=by, expected=expected)


def discard_import(source: ArchiveImport, *, by: Actor) -> ArchiveImport:
    """Nothing of it comes in."""
    with atomic():
        return take(source, IMPORT_FLOW, "discard_archive_import", by=by)


def undo_import(source: ArchiveImport, *, by: Actor) -> ArchiveImport:
    """Everything that came with this folder is out of the archive again. `Invalid` where some of it was published."""
    check(Perm.IMPORT_ARCHIVE, source, by=by)
    with atomic():
        list(ArchiveImport.objects.select_for_update().filter(pk=source.pk).values_list("pk", flat=True))
        if was_published(source):
            message = _("De esta carpeta ya se publicó algo: no se deshace entera.")
            raise Invalid(message, way_out=_("Retire uno por uno los documentos que sobran."))
        return take(source, IMPORT_FLOW, "undo_archive_import", by=by)


def _clock_of(seconds: float) -> Callable[[], bool]:
    until = monotonic() + seconds
    return lambda: monotonic() > until


def _written(stored: StoredFile, entries: Sequence[Entry], *, by: Actor) -> ArchiveImport:
    """The folder with its documents, in one transaction; the files are kept first, each once."""
    kept = [(one, _kept(one, by=by)) for one in entries if one.outcome == "take"]
    known = live_files(file.sha256 for _entry, file in kept)
    documents, seen, notes = [], set[str](), [_note(one) for one in entries if one.outcome != "take"]
    for entry, file in kept:
        if file.sha256 in known:
            why = _("Ya llegó con «%(name)s».") % {"name": known[file.sha256].filename}
            notes.append(_note(entry, "known", why))
        elif file.sha256 in seen:
            notes.append(_note(entry, "known", _("Es igual, letra por letra, a otro de esta carpeta.")))
        else:
            seen.add(file.sha256)
            documents.append(_document(entry, file))
    source = ArchiveImport(file=stored, filename=stored.name, read_at=clock.now(), read_by=by.actor_id, notes=notes)
    with atomic():
        create(source, perm=Perm.IMPORT_ARCHIVE, by=by, verb="read_archive_folder")
        for document in documents:
            document.source = source
        create_many(documents, perm=Perm.IMPORT_ARCHIVE, by=by, verb="propose_archive_documents")
    return source


def _kept(entry: Entry, *, by: Actor) -> StoredFile:
    assert entry.file is not None  # noqa: S101 - what was taken was unpacked
    with entry.file.open("rb") as file:
        pieces = iter(lambda: file.read(shelf.PIECE), b"")
        with shelf.arriving(pieces, most=entry.size) as arrival, atomic():
            return keep(arrival, name=entry.path, media_type=entry.media_type, perm=Perm.IMPORT_ARCHIVE, by=by)


def _document(entry: Entry, file: StoredFile) -> ArchiveDocument:
    dates = propose_dates(entry.path, entry.created, latest=clock.today().year)
    kind, title, folder = kind_of_media_type(entry.media_type), title_of(entry.path), folder_of(entry.path)
    assert kind is not None  # noqa: S101 - it was recognized
    return ArchiveDocument(
        file=file,
        family=kind.family,
        folder=folder,
        filename=PurePosixPath(entry.path).name,
        title=title,
        year=dates.year,
        year_from=dates.year_from,
        day=dates.day,
        day_from=dates.day_from,
        words=fold(f"{title} {entry.path}"),
        text=entry.text,
        unread=entry.unread[:200],
    )


def _note(entry: Entry, outcome: str = "", why: str = "") -> dict[str, str]:
    return {"path": entry.path, "outcome": outcome or entry.outcome, "why": why or entry.why}


def _leave_out_what_came_meanwhile(source: ArchiveImport, *, by: Actor) -> None:
    """Another folder with the same file may have been confirmed since this one was read."""
    mine = ArchiveDocument.objects.filter(source=source, state=DocumentState.INTERNAL).select_related("file")
    rows = {one.file.sha256: one for one in mine.defer("text")}
    known = live_files(rows, besides=source)
    for sha256, other in known.items():
        if other.state == ImportState.CONFIRMED:
            take(rows[sha256], DOCUMENT_FLOW, "leave_out_document", by=by)


def _day_within(document: ArchiveDocument, year: int) -> object:
    return document.day if document.day and document.day.year == year else None


def _must_wait(source: ArchiveImport) -> None:
    if source.state != ImportState.PREVIEWED:
        message = _("Esta carpeta ya no espera que la confirmen.")
        raise WrongState(message, way_out=_("Lo que entró al archivo se corrige documento por documento."))


def _must_be_a_year(year: int) -> None:
    latest = clock.today().year
    if not EARLIEST <= year <= latest:
        message = _("El archivo recibe años de %(first)s a %(last)s.") % {"first": EARLIEST, "last": latest}
        raise Invalid(message, way_out=_("Revise el año."))
