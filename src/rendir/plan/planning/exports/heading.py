"""What stands around an exported schedule, whatever the format: whose it is, which version, and who answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rendir.foundation.core.documents import Logo, Signature
from rendir.foundation.core.documents.frame import long_date
from rendir.foundation.core.spanish import count
from rendir.plan.planning.rules.facts import ActivityFacts

NOBODY = Signature()


@dataclass(frozen=True, slots=True)
class ScheduleHeading:
    """The particulars of an exported schedule.

    `version` counts adopted versions: 0 is a draft, which has no `adopted_on`. `format_code` and `format_version` are
    those of the entity's own format; `address` is where the schedule is published, `seal` what ties it to the ledger.
    """

    entity: str
    title: str
    year: int
    version: int = 0
    adopted_on: date | None = None
    format_code: str = ""
    format_version: str = ""
    address: str = ""
    seal: str = ""
    prepared_by: Signature = NOBODY
    reviewed_by: Signature = NOBODY
    approved_by: Signature = NOBODY
    logo: Logo | None = None
    printed_on: date | None = None

    @property
    def day(self) -> date:
        """The day of the adoption; of a draft that on which it was printed, or the first of January: never today's."""
        return self.adopted_on or self.printed_on or date(self.year, 1, 1)

    @property
    def mark(self) -> str:
        """What each page of a draft says."""
        return "" if self.version else "BORRADOR"

    @property
    def standing(self) -> str:
        """`Versión 2, adoptada el 29 de enero de 2021`."""
        if not self.version:
            return "Borrador: aún no se adopta"
        when = f", adoptada el {long_date(self.adopted_on)}" if self.adopted_on else ""
        return f"Versión {self.version}{when}"

    @property
    def format_reference(self) -> str:
        """`Código F-PL-07 · Versión 3`, as the entity's quality system asks; empty where it has none."""
        parts = [("Código", self.format_code), ("Versión", self.format_version)]
        return " · ".join(f"{label} {value}" for label, value in parts if value)

    @property
    def signatures(self) -> tuple[tuple[str, Signature], ...]:
        """Who answers for each step, in order; nobody at all where none is known."""
        signed = (("Elaboró", self.prepared_by), ("Revisó", self.reviewed_by), ("Aprobó", self.approved_by))
        return signed if any(one != NOBODY for _, one in signed) else ()


def size_of(activities: Sequence[ActivityFacts]) -> str:
    """`29 actividades, 51 entregas`: a delivery is an activity in a period."""
    deliveries = sum(len(activity.periods) for activity in activities)
    return f"{count(len(activities), 'actividad', 'actividades')}, {count(deliveries, 'entrega', 'entregas')}"
