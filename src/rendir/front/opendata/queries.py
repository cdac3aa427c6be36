"""What is asked of the yearly files and of the heads of the ledger."""

from dataclasses import dataclass
from datetime import date

from rendir.foundation.audit.held import held
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.library.models import Publication, PublicationFile, StoredFile
from rendir.foundation.organization.queries import current_entity


def subject_of_year(year: int) -> str:
    """What a yearly file is published as: `ano-2021`."""
    return f"ano-{year}"


@dataclass(frozen=True, slots=True)
class YearFile:
    """A yearly file that was published: what is said of it, and its bytes."""

    publication: Publication
    file: StoredFile


@held()
def year_files(year: int) -> tuple[YearFile, ...]:
    """Every yearly file that was published of a year, newest first."""
    rows = PublicationFile.objects.filter(publication__subject=subject_of_year(year), format="zip")
    ordered = rows.select_related("publication", "file").order_by("-publication__number")
    return tuple(YearFile(row.publication, row.file) for row in ordered)


@held()
def years_with_files() -> tuple[int, ...]:
    """The years of which a file was published, newest first."""
    subjects = Publication.objects.filter(subject__startswith="ano-").values_list("subject", flat=True).distinct()
    return tuple(sorted((int(one.removeprefix("ano-")) for one in subjects), reverse=True))


@dataclass(frozen=True, slots=True)
class DayHead:
    """Where the ledger stood at the end of a day: its last entry and its hash."""

    day: date
    sequence: int
    hash: str


@held()
def heads_of_days(most: int) -> tuple[DayHead, ...]:
    """The last entry of each of the last days on which something was done, newest first."""
    found: list[DayHead] = []
    entry = LedgerEntry.objects.order_by("-sequence").first()
    while entry is not None and len(found) < most:
        head = DayHead(date.fromisoformat(entry.at[:10]), entry.sequence, entry.hash)
        found.append(head)
        entry = _last_before(head)
    return tuple(found)


def _last_before(head: DayHead) -> LedgerEntry | None:
    """The last entry of an earlier day. Read backwards from where that day ends: the index is the sequence."""
    rows = LedgerEntry.objects.filter(sequence__lt=head.sequence, at__lt=head.day.isoformat())
    return rows.order_by("-sequence").first()


def current_name() -> str:
    """How the entity is called; empty before `rendir start`."""
    entity = current_entity()
    return entity.name if entity else ""
