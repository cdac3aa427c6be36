"""What the ledger says was done last."""

from rendir.foundation.audit.actions import kind_of
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload, Tracked


def last_deed() -> tuple[str, str, dict[str, object]]:
    """Actor, verb and public payload of the newest entry."""
    return deed_of(LedgerEntry.objects.latest("sequence"))


def deeds(verb: str) -> list[dict[str, object]]:
    """The public payloads of every entry of that verb, the oldest first."""
    return [deed_of(entry)[2] for entry in LedgerEntry.objects.filter(verb=verb).order_by("sequence")]


def deed_of(entry: LedgerEntry) -> tuple[str, str, dict[str, object]]:
    """Actor, verb and public payload of an entry."""
    return entry.actor, entry.verb, LedgerPayload.objects.get(entry=entry, reserved=False).body


def verbs_of(obj: Tracked) -> list[str]:
    """What was done with a thing, the oldest first."""
    rows = LedgerEntry.objects.filter(kind=kind_of(obj), object=obj.public_id).order_by("sequence")
    return list(rows.values_list("verb", flat=True))
