"""What is asked of the ledger: its head, the counters that version pages, the history of one thing."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection
from django.db.models import Prefetch, QuerySet

from rendir.foundation.audit import chain
from rendir.foundation.audit.actions import entry_as_mapping
from rendir.foundation.audit.held import Standing
from rendir.foundation.audit.models import LedgerEntry, LedgerHead, LedgerPayload, TopicCounter, Tracked

LEDGER = "ledger"
"""The topic of whatever tells where the ledger stands: it moves with everything that is done."""
_STANDING = f"""
SELECT topic, value, stamp, '' FROM {TopicCounter._meta.db_table}
UNION ALL SELECT '', sequence, '', hash FROM {LedgerHead._meta.db_table}
"""  # noqa: S608 - names of tables, written by the models


def head() -> tuple[int, str]:
    """The last sequence number and its hash; `(0, 000…)` before anything was done."""
    row = LedgerHead.objects.filter(pk=1).values_list("sequence", "hash").first()
    return row or (0, chain.GENESIS)


def topic_versions(topics: Iterable[str]) -> str:
    """A text that changes whenever one of the topics changes: `organization:3 plan:12`."""
    return versions_at(standing(), topics)


def versions_at(standing: Standing, topics: Iterable[str]) -> str:
    """`topic_versions` where it is known how things stand."""
    values = {**standing.values, LEDGER: standing.head}
    return " ".join(f"{topic}:{values.get(topic, 0)}" for topic in sorted(topics))


def standing() -> Standing:
    """Where the ledger and every topic stand, by the one statement that a page which did not change needs."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING)
        rows = cursor.fetchall()
    head = next((hashed for _, sequence, _, hashed in rows if hashed and sequence), "")
    topics = [(topic, value, stamp) for topic, value, stamp, hashed in rows if not hashed]
    return Standing(head, {one: value for one, value, _ in topics}, {one: stamp for one, _, stamp in topics})


def history_of(obj: Tracked) -> QuerySet[LedgerEntry]:
    """The entries about one thing, newest first."""
    return LedgerEntry.objects.filter(kind=obj._meta.model_name, object=obj.public_id).order_by("-sequence")


def told_of(objs: Iterable[Tracked]) -> list[tuple[LedgerEntry, dict[str, object]]]:
    """The entries about these things, newest first, each with its public payload: two queries whatever their number."""
    known = {(obj._meta.model_name, obj.public_id) for obj in objs}
    rows = LedgerEntry.objects.filter(object__in={public_id for _, public_id in known}).order_by("-sequence")
    open_to_all = Prefetch("payloads", LedgerPayload.objects.filter(reserved=False), to_attr="told")
    found = [row for row in rows.prefetch_related(open_to_all) if (row.kind, row.object) in known]
    return [(row, next((one.body for one in row.told), {})) for row in found]


def last_deed(*kinds: str) -> datetime | None:
    """When something of these kinds changed the last time."""
    rows = LedgerEntry.objects.filter(kind__in=kinds).order_by("-sequence")
    found = rows.values_list("at", flat=True).first()
    return datetime.fromisoformat(found) if found else None


def entries() -> Iterator[dict[str, object]]:
    """The whole chain in order, as `chain.find_breaks` reads it."""
    for entry in LedgerEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        yield entry_as_mapping(entry)


def payload_breaks() -> Iterator[chain.Break]:
    """Entries whose kept payload does not correspond to its digest. An erased payload is no break."""
    rows = LedgerPayload.objects.select_related("entry").order_by("entry_id").iterator(chunk_size=2000)
    for row in rows:
        kept = row.entry.reserved_digest if row.reserved else row.entry.public_digest
        if chain.payload_digest(row.salt, row.body) != kept:
            yield chain.Break(row.entry_id, "su contenido guardado no corresponde a lo que se registró")


def end_breaks(kept: tuple[int, str]) -> Iterator[chain.Break]:
    """The head kept apart must be an entry: where the last entries were cut off, it is not.

    Read `kept` with `head()` *before* the entries, so that what is written meanwhile is no break.
    """
    sequence, last = kept
    if sequence and not LedgerEntry.objects.filter(sequence=sequence, hash=last).exists():
        yield chain.Break(sequence, "el registro termina antes de donde debería")


def missing_payloads() -> Iterator[chain.Break]:
    """Entries whose public payload is gone. Only what is reserved may be erased."""
    bare = LedgerEntry.objects.exclude(payloads__reserved=False).order_by("sequence")
    for sequence in bare.values_list("sequence", flat=True):
        yield chain.Break(sequence, "su contenido público fue borrado")


def verify_now(*, held: str | None = None) -> list[chain.Break]:
    """Every place where the chain or a kept payload does not hold, read whole.

    `held` is a hash that somebody kept from a published document: it must be in the chain.
    """
    kept = head()
    chained = chain.find_breaks(entries(), head=held)
    return [*chained, *end_breaks(kept), *payload_breaks(), *missing_payloads()]
