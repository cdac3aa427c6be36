"""What is read of the archive: for the entity's people all of it, for everybody what a person listed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rendir.foundation.archive.models import ArchiveDocument, ArchiveImport
from rendir.foundation.archive.states import DocumentState, ImportState
from rendir.foundation.audit.held import held
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.spanish import fold

_IN_ARCHIVE = (DocumentState.INTERNAL, DocumentState.PUBLIC)
_HEAVY = ("text", "words", "public_words")
"""What is only searched in: never fetched for a list."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of an import: how many documents come of it, how many without a year."""

    path: str
    documents: int
    undated: int


def archived() -> QuerySet[ArchiveDocument]:
    """Every document that is in the archive, the newest years first."""
    rows = ArchiveDocument.objects.filter(source__state=ImportState.CONFIRMED, state__in=_IN_ARCHIVE)
    return _listed(rows)


def listed_publicly() -> QuerySet[ArchiveDocument]:
    """What anybody reads, the newest years first."""
    return _listed(ArchiveDocument.objects.filter(state=DocumentState.PUBLIC))


def found_inside(rows: QuerySet[ArchiveDocument], asked: str) -> QuerySet[ArchiveDocument]:
    """Those that hold every word asked, in the title, the folder or the text."""
    for word in fold(asked).split():
        rows = rows.filter(Q(words__contains=word) | Q(text__contains=word))
    return rows


def found_in_public(rows: QuerySet[ArchiveDocument], asked: str) -> QuerySet[ArchiveDocument]:
    """Those whose published copy holds every word asked: what an original hides finds nothing."""
    for word in fold(asked).split():
        rows = rows.filter(public_words__contains=word)
    return rows


def years_of(rows: QuerySet[ArchiveDocument]) -> list[int]:
    """The years that these documents are of, newest first."""
    found = rows.order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in found if year is not None]


@held("archive")
def has_public_documents() -> bool:
    """Whether anything is listed publicly."""
    return ArchiveDocument.objects.filter(state=DocumentState.PUBLIC).exists()


def public_document(public_id: str) -> ArchiveDocument | None:
    """A document that anybody may open."""
    return listed_publicly().filter(public_id=public_id).first()


def imports() -> QuerySet[ArchiveImport]:
    """Every folder that was brought in, the newest first, with how many documents it gave."""
    rows = ArchiveImport.objects.exclude(state=ImportState.DISCARDED).defer("notes")
    taken = Count("documents", filter=~Q(documents__state=DocumentState.LEFT_OUT))
    return rows.annotate(taken=taken).order_by("-read_at", "-pk")


def documents_of(source: ArchiveImport) -> QuerySet[ArchiveDocument]:
    """The documents of a folder, as its folders and names order them."""
    rows = ArchiveDocument.objects.filter(source=source).select_related("source", "file")
    rows = rows.defer("source__notes", *_HEAVY)
    return rows.order_by("folder", "filename", "pk")


def folders_of(source: ArchiveImport) -> list[Folder]:
    """Its folders, each with what comes of it."""
    rows = ArchiveDocument.objects.filter(source=source, state=DocumentState.INTERNAL).order_by("folder")
    counted = rows.values("folder").annotate(documents=Count("pk"), undated=Count("pk", filter=Q(year=None)))
    return [Folder(one["folder"], one["documents"], one["undated"]) for one in counted]


def undated_in(source: ArchiveImport) -> int:
    """How many of the documents that would come in have no year yet."""
    return ArchiveDocument.objects.filter(source=source, state=DocumentState.INTERNAL, year=None).count()


def live_files(hashes: Iterable[str], *, besides: ArchiveImport | None = None) -> Mapping[str, ArchiveImport]:
    """Which of these files are in the archive, or in a folder that waits to be confirmed; and in which folder."""
    rows = ArchiveDocument.objects.filter(file__sha256__in=list(hashes), state__in=_IN_ARCHIVE)
    rows = rows.filter(source__state__in=(ImportState.PREVIEWED, ImportState.CONFIRMED))
    if besides:
        rows = rows.exclude(source=besides)
    return {one.file.sha256: one.source for one in rows.select_related("file", "source").defer(*_HEAVY)}


def was_published(source: ArchiveImport) -> bool:
    """Whether any document of it is, or ever was, public."""
    return ArchiveDocument.objects.filter(source=source, screening__isnull=False).exists()


def head_at_publication(document: ArchiveDocument) -> str:
    """Where the ledger stood when it was published: the hash of the entry that says so."""
    rows = LedgerEntry.objects.filter(kind="archivedocument", object=document.public_id, verb="publish_document")
    return rows.order_by("-sequence").values_list("hash", flat=True).first() or ""


def _listed(rows: QuerySet[ArchiveDocument]) -> QuerySet[ArchiveDocument]:
    related = rows.select_related("source", "file", "public_file").defer("source__notes", *_HEAVY)
    return related.order_by("-year", "-day", "title", "pk")
