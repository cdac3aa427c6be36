"""The digests of a day: who is reminded of what, at which hour, and what was sent already. Reads only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import people_who_may, people_with_hats
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.notices.models import Notice
from rendir.foundation.organization.models import UnitAlias
from rendir.foundation.organization.queries import current_entity, term
from rendir.foundation.organization.terms import TermKey
from rendir.plan.compliance.models import Delivery, ReminderHour
from rendir.plan.compliance.queries import deliveries_of, review_queue
from rendir.plan.compliance.rules import standing
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.reminders import Digest, Lead, Moment, digest, together
from rendir.plan.compliance.rules.working_list import units_of
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.models import Strategy

PREFIX = "recordatorio"
"""How the keys of these notices begin: `recordatorio:PERSONA:2021-10-15`."""
DEFAULT_HOUR = 7
"""At what hour they leave before there is an entity that says another."""
_MOVES = ("report_delivery", "return_delivery", "refuse_waiver", "ask_waiver")


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person is told on a day. `sent` is the notice of that day, where it left the house already."""

    person: Person
    hour: int
    digest: Digest
    sent: Notice | None

    @property
    def is_due(self) -> bool:
        """Whether a message is still to come today."""
        return self.sent is None and self.digest.has_news


def key_of(person: Person, day: date) -> str:
    """The key that keeps one person from being told twice on a day."""
    return f"{PREFIX}:{person.public_id}:{day.isoformat()}"


def reminders_on(at: datetime, *, only: Person | None = None) -> list[Reminder]:
    """Everybody who has something to be told of at that moment, or was told today, in the order of a dictionary; or
    only one person, whatever there is to tell. The same number of queries whatever the number of people.
    """
    day = day_in_bogota(at)
    people = people_with_hats(day).filter(is_active=True)
    chosen = list(people.filter(pk=only.pk) if only else people)
    told, sent = _told(chosen), _sent(chosen, day)
    hours, names, years = hours_of(chosen), _spellings(), [_year(one, day) for one in years_to_remind(day)]
    lead = lead_on(day)
    found = []
    for person in chosen:
        at_this = Moment(at, told.get(person.public_id))
        whole = together(_digest(person, year, names, lead, at_this) for year in years)
        found.append(Reminder(person, hours[person.public_id], whole, sent.get(person.public_id)))
    return [one for one in found if only or one.digest.items or one.sent]


def years_to_remind(day: date) -> list[Strategy]:
    """The adopted years that nobody closed: this one, and the one before, whose last products may fall in January."""
    rows = Strategy.objects.exclude(number=0).filter(year__in=(day.year - 1, day.year)).order_by("year")
    return [one for one in rows if one.is_open]


def lead_on(day: date) -> Lead:
    """The entity's three dated terms."""
    first, second, last = TermKey.FIRST_REMINDER, TermKey.SECOND_REMINDER, TermKey.LAST_REMINDER
    return Lead(term(first, day), term(second, day), term(last, day))


def house_hour() -> int:
    """At what hour the reminders of who chose none leave."""
    entity = current_entity()
    return entity.reminder_hour if entity else DEFAULT_HOUR


def hours_of(people: Sequence[Person]) -> dict[str, int]:
    """At what hour each is reminded, by opaque identity."""
    chosen = dict(ReminderHour.objects.values_list("person", "hour"))
    otherwise = house_hour()
    return {one.public_id: chosen.get(one.public_id, otherwise) for one in people}


def own_hour(person: Person) -> ReminderHour | None:
    """The hour that a person chose; None where the entity's counts."""
    return ReminderHour.objects.filter(person=person.public_id).first()


def reminders_sent(*, only: Person | None = None) -> list[Notice]:
    """The reminders that left or wait to leave, newest first."""
    rows = Notice.objects.filter(key__startswith=f"{PREFIX}:").order_by("-pk")
    return list((rows.filter(person=only.public_id) if only else rows)[:60])


@dataclass(frozen=True, slots=True)
class _Year:
    """One year, read once for everybody."""

    year: int
    deliveries: Sequence[standing.Delivery]
    moved: Mapping[Key, datetime]
    reporters: Mapping[Key, str]
    has_one_reviewer: bool


def _year(strategy: Strategy, day: date) -> _Year:
    waiting = {row.key: row.reported_by for row in review_queue(strategy)}
    alone = people_who_may(Perm.ACCEPT_DELIVERY, day).count() == 1
    return _Year(strategy.year, deliveries_of(strategy), _moved(strategy), waiting, alone)


def _digest(person: Person, year: _Year, names: Mapping[int, frozenset[str]], lead: Lead, at: Moment) -> Digest:
    mine_of = _names_of(person, names)
    mine = [one for one in year.deliveries if mine_of & units_of(one)] if mine_of else []
    reviews = _may(person, Perm.ACCEPT_DELIVERY)
    to_review = [one for one in year.deliveries if reviews and _is_for(person, year, one.key)]
    return digest(mine, to_review, year=year.year, moved=year.moved, lead=lead, at=at)


def _is_for(person: Person, year: _Year, key: Key) -> bool:
    """Whether somebody who reviews is to review this one: not what they reported, unless nobody else could."""
    reporter = year.reporters.get(key)
    return reporter is not None and (reporter != person.public_id or year.has_one_reviewer)


def _names_of(person: Person, names: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """How the units are written for which a person reports."""
    hats = [hat for hat in person.worn if hat.unit and _allows(hat.role, Perm.REPORT_DELIVERY)]  # type: ignore[attr-defined] # of `people_with_hats`
    return frozenset().union(*(names.get(hat.unit_id, frozenset()) | {hat.unit.folded} for hat in hats))


def _may(person: Person, perm: Perm) -> bool:
    return any(_allows(hat.role, perm) for hat in person.worn)  # type: ignore[attr-defined] # of `people_with_hats`


def _allows(role: str, perm: Perm) -> bool:
    return perm in ROLE_CARDS[Role(role)].permissions


def _spellings() -> dict[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for unit, folded in UnitAlias.objects.values_list("unit", "folded"):
        found[unit].add(folded)
    return {unit: frozenset(names) for unit, names in found.items()}


def _moved(strategy: Strategy) -> dict[Key, datetime]:
    """When each delivery that came back or waits was last moved: the ledger knows."""
    states = (DeliveryState.REPORTED, DeliveryState.RETURNED, DeliveryState.WAIVER_ASKED)
    rows = Delivery.objects.filter(activity__strategy=strategy, state__in=states).select_related("activity")
    keys = {row.public_id: row.key for row in rows}
    entries = LedgerEntry.objects.filter(kind="delivery", object__in=list(keys), verb__in=_MOVES)
    last = entries.order_by("sequence").values_list("object", "at")
    return {keys[public_id]: datetime.fromisoformat(at) for public_id, at in last}


def _told(people: Sequence[Person]) -> dict[str, datetime]:
    """When each was told the last time."""
    rows = Notice.objects.filter(key__startswith=f"{PREFIX}:", person__in=[one.public_id for one in people])
    return dict(rows.order_by().values_list("person").annotate(Max("queued_at")))


def _sent(people: Sequence[Person], day: date) -> dict[str, Notice]:
    rows = Notice.objects.filter(key__in=[key_of(one, day) for one in people])
    return {one.person: one for one in rows}
