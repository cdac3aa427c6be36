"""Which deliveries of a year are asked for: how they stand, of which period, unit, element and words. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from rendir.foundation.core.spanish import fold
from rendir.plan.compliance.rules.standing import Delivery, Status, status_on
from rendir.plan.planning.rules.facts import PERIODS, Component

NOBODY = "nadie"
_STATUSES = {one.value: one for one in Status}
_COMPONENTS = {one.value: one for one in Component}
_PERIODS = {str(one): one for one in PERIODS}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked, as an address says it. Empty asks nothing; `unit` is a folded name, `NOBODY` no responsible."""

    words: tuple[str, ...] = ()
    status: Status | None = None
    period: int | None = None
    component: Component | None = None
    unit: str = ""
    mine: bool = False

    @classmethod
    def from_query(cls, asked: Mapping[str, str]) -> Self:
        """A value that means nothing asks nothing: an old address may hold one."""
        return cls(
            words=tuple(fold(asked.get("q", "")).split()),
            status=_STATUSES.get(asked.get("estado", "")),
            period=_PERIODS.get(asked.get("cuatrimestre", "")),
            component=_COMPONENTS.get(asked.get("componente", "")),
            unit=fold(asked.get("dependencia", "")),
            mine=bool(asked.get("mias", "")),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A delivery with how it stands on the day of the page."""

    delivery: Delivery
    status: Status


def standings(deliveries: Iterable[Delivery], today: date, *, warning_days: int) -> tuple[Standing, ...]:
    """Each with how it stands on that day."""
    return tuple(Standing(one, status_on(one, today, warning_days=warning_days)) for one in deliveries)


def select(rows: Iterable[Standing], asked: Selection, *, mine: frozenset[str]) -> tuple[Standing, ...]:
    """Those that fulfil everything asked, in the order given. `mine` are the folded names of one's units."""
    return tuple(row for row in rows if _is_wanted(row, asked, mine))


def _is_wanted(row: Standing, asked: Selection, mine: frozenset[str]) -> bool:
    key = row.delivery.key
    return (
        asked.status in (None, row.status)
        and asked.period in (None, key.period)
        and asked.component in (None, key.component)
        and (not asked.unit or asked.unit in (units_of(row.delivery) or {NOBODY}))
        and (not asked.mine or bool(mine & units_of(row.delivery)))
        and _says(row.delivery, asked.words)
    )


def units_of(delivery: Delivery) -> frozenset[str]:
    """The folded names of who answers for it."""
    return frozenset(fold(one.name) for one in delivery.promise.facts.responsibles)


def _says(delivery: Delivery, words: tuple[str, ...]) -> bool:
    if not words:
        return True
    facts = delivery.promise.facts
    names = (one.name for one in facts.responsibles)
    text = fold(" ".join([str(delivery.key), facts.name, facts.product or "", *names]))
    return all(word in text for word in words)
