"""What is asked of the yearly files and of the heads of the ledger."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

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


_TABLE = LedgerEntry._meta.db_table
_HEADS = f"""
WITH RECURSIVE ends (day, sequence, place) AS (
    SELECT substr(at, 1, 10), sequence, 1 FROM {_TABLE} WHERE sequence = (SELECT max(sequence) FROM {_TABLE})
    UNION ALL
    SELECT substr(before.at, 1, 10), before.sequence, ends.place + 1
    FROM ends JOIN {_TABLE} AS before ON before.sequence = (
        SELECT sequence FROM {_TABLE} WHERE sequence < ends.sequence AND at < ends.day ORDER BY sequence DESC LIMIT 1
    ) WHERE ends.place < %s
)
SELECT day, ends.sequence, hash FROM ends JOIN {_TABLE} AS entry ON entry.sequence = ends.sequence
ORDER BY ends.sequence DESC
"""  # noqa: S608 - the name of a table, written by the model
"""From the end of each day backwards to the end of the day before: as many steps on the index as days are wanted."""


@held()
def heads_of_days(most: int) -> tuple[DayHead, ...]:
    """The last entry of each of the last days on which something was done, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [most])
        return tuple(DayHead(date.fromisoformat(day), sequence, hashed) for day, sequence, hashed in cursor.fetchall())


def current_name() -> str:
    """How the entity is called; empty before `rendir start`."""
    entity = current_entity()
    return entity.name if entity else ""
