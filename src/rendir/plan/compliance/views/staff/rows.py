"""One delivery as the lists of the desk draw it: every value ready before the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from rendir.foundation.core.components.marks import state
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.organization.queries import working_calendar
from rendir.plan.compliance.rules.agenda import time_left
from rendir.plan.compliance.rules.standing import Status
from rendir.plan.compliance.rules.working_list import Standing
from rendir.plan.planning.rules.facts import PERIOD_SHORT_LABELS
from rendir.plan.planning.rules.titles import plain_title

_STILL_OWED = frozenset({Status.MISSED, Status.DUE_SOON, Status.NOT_YET, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One line. `left` says how much time there is, where something is still owed."""

    key: str
    component: str
    url: str
    title: str
    product: str
    period: str
    nature: str
    who: str
    due: str
    left: str
    status: Status
    mark: SafeString
    evidence: int
    published: int
    progress: int | None


def rows_of(year: int, found: Iterable[Standing], today: date) -> list[DeliveryRow]:
    """The lines in the order given. The calendar is asked for once, and each mark drawn once."""
    rows = list(found)
    if not rows:
        return []
    days = [row.delivery.promise.due_on for row in rows]
    calendar = working_calendar(min(*days, today), max(*days, today))
    lefts = {day: time_left(day, today, calendar.working_days_between(today, day)) for day in set(days)}
    dues = {day: written_day(day, "short") for day in set(days)}
    marks = {status: state(status.value) for status in {row.status for row in rows}}
    base = reverse("compliance_desk:deliveries", args=[year])
    return [_row(row, base, dues, lefts, marks) for row in rows]


def _row(
    row: Standing,
    base: str,
    dues: dict[date, str],
    lefts: dict[date, str],
    marks: dict[Status, SafeString],
) -> DeliveryRow:
    promise, work = row.delivery.promise, row.delivery.work
    return DeliveryRow(
        key=str(promise.key),
        component=promise.key.component.value,
        url=f"{base}{promise.key}/",
        title=plain_title(promise.facts),
        product=promise.facts.product or "",
        period=PERIOD_SHORT_LABELS[promise.key.period],
        nature=promise.nature.label,
        who=", ".join(one.name for one in promise.facts.responsibles),
        due=dues[promise.due_on],
        left=lefts[promise.due_on] if row.status in _STILL_OWED else "",
        status=row.status,
        mark=marks[row.status],
        evidence=work.evidence,
        published=work.published,
        progress=work.progress,
    )
