"""The same facts in the same words, whatever the document: counts, percentages, states. Pure."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rendir.foundation.core.components.wording import written_number
from rendir.foundation.core.documents.frame import long_date
from rendir.foundation.core.spanish import count
from rendir.plan.compliance.rules.standing import Status
from rendir.plan.compliance.rules.tally import Tally

UNKNOWN = "sin dato"
NOT_APPLICABLE = "No aplica"


def percent(value: Decimal | int | None) -> str:
    """`77,8 %`; what is not known is not a zero."""
    return UNKNOWN if value is None else f"{written_number(value)} %"


def written(iso: str | None) -> str:
    """`30 de abril de 2021`, of a day as JSON keeps it."""
    return long_date(date.fromisoformat(iso)) if iso else ""


def deliveries_word(number: int) -> str:
    """`1 entrega`, `51 entregas`."""
    return count(number, "entrega", "entregas")


def in_a_sentence(tally: Tally) -> str:
    """What the count says, as one would tell it: «De 8 entregas que ya debían estar, 6 se cumplieron …»."""
    if not tally.due:
        return f"Todavía no debe estar ninguna de las {deliveries_word(tally.total)}."
    whole = count(tally.due, "entrega que ya debía estar", "entregas que ya debían estar")
    said = count(tally.due_fulfilled, "se cumplió", "se cumplieron")
    parts = [f"De {whole}, {said} ({percent(tally.percent_so_far)})"]
    parts += [f"{count(tally.missed, 'no se cumplió', 'no se cumplieron')}"] if tally.missed else []
    waiting = tally.due_reported - tally.due_fulfilled
    parts += [f"{count(waiting, 'está en revisión', 'están en revisión')}"] if waiting else []
    return _joined(parts) + "."


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} y {parts[-1]}"


def count_lines(tally: Tally) -> Iterator[tuple[str, int]]:
    """Each state with its number, those of zero left out, in the order in which a reader asks."""
    found = (
        (Status.FULFILLED, tally.on_time),
        (Status.FULFILLED_LATE, tally.late),
        (Status.IN_REVIEW, tally.in_review),
        (Status.RETURNED, tally.returned),
        (Status.MISSED, tally.missed),
        (Status.DUE_SOON, tally.due_soon),
        (Status.NOT_YET, tally.not_yet),
        (Status.NOT_APPLICABLE, tally.not_applicable),
    )
    return ((status.label, number) for status, number in found if number)
