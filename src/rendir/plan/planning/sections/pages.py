"""What the page of an activity and the pages of the versions show, prepared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Download, Fact, Link
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.importing import Source
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.spanish import count, join_words
from rendir.foundation.core.zone import day_in_bogota
from rendir.plan.planning.action_types import ActionType, by_key
from rendir.plan.planning.models import Activity, StrategyVersion
from rendir.plan.planning.queries import import_that_brought, row_of
from rendir.plan.planning.rules.comparison import Comparison, FieldChange, compare_schedules
from rendir.plan.planning.rules.facts import PERIOD_LABELS, ActivityFacts
from rendir.plan.planning.rules.history import history_of
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.rules.totals import period_window
from rendir.plan.planning.sections.carried import told
from rendir.plan.planning.sections.tables import activity_url


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """What a version did with the activity, in words."""

    version: Link
    when: date
    what: str
    fields: tuple[FieldChange, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Retirement:
    """The version that took an activity out, and why."""

    version: StrategyVersion
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """The page of one activity. `origin` says where it was read; `retirement` is None while it is in force."""

    facts: ActivityFacts
    title: str
    kind: ActionType | None
    particulars: list[Fact]
    origin: Fact
    history: list[ChapterLine]
    before: Link | None
    after: Link | None
    downloads: list[Download]
    trail: list[Link]
    retirement: Retirement | None


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One line of the list of versions: what changed from the one before, in words."""

    version: StrategyVersion
    adopted_on: date
    changed: str
    is_in_force: bool = field(default=False)


def adopted_on(version: StrategyVersion) -> date:
    """The day of the adoption in Bogotá."""
    return day_in_bogota(version.adopted_at)


def last_said(year: int, code: str, versions: Sequence[StrategyVersion]) -> tuple[StrategyVersion, ActivityFacts]:
    """The newest version that shows a code, and what it says. `NotFound` in words where none does."""
    for version in versions:
        for facts in version.activities():
            if facts.code == code:
                return version, facts
    message = _("El cronograma de %(year)s no tiene una actividad %(code)s.") % {"year": year, "code": code}
    raise NotFound(message, way_out=_("Búsquela en el cronograma: allí están todas, con su código."))


def activity_page(year: int, code: str, versions: Sequence[StrategyVersion]) -> ActivityPage:
    """Everything about one activity. `versions`: all of the year, newest first."""
    version, facts = last_said(year, code, versions)
    in_force = versions[0]
    is_retired = version.pk != in_force.pk
    row = row_of(year, facts.component, facts.number) if facts.component else None
    before, after = (None, None) if is_retired else _neighbours(year, facts, in_force.activities())
    return ActivityPage(
        facts=facts,
        title=plain_title(facts),
        kind=by_key(facts.action_type) if facts.action_type else None,
        particulars=_particulars(year, facts),
        origin=_origin(row),
        history=_history(code, versions),
        before=before,
        after=after,
        downloads=_activity_downloads(year, code),
        trail=_trail(year, facts.code),
        retirement=_retirement(versions, version, row) if is_retired else None,
    )


def version_entries(versions: Sequence[StrategyVersion]) -> list[VersionEntry]:
    """The list of versions, newest first as given."""
    earlier = [*versions[1:], None]
    return [
        VersionEntry(one, adopted_on(one), _changed(before, one), one.number == one.strategy.number)
        for one, before in zip(versions, earlier, strict=True)
    ]


def comparison_of(one: StrategyVersion, other: StrategyVersion) -> Comparison:
    """What differs between two versions of one year, always from the older to the newer."""
    before, after = sorted((one, other), key=lambda version: version.number)
    return compare_schedules(before.activities(), after.activities())


def _changed(before: StrategyVersion | None, after: StrategyVersion) -> str:
    if before is None:
        return _("Primera versión: %(count)s") % {"count": count(len(after.facts), "actividad", "actividades")}
    found = comparison_of(before, after)
    parts = (
        (len(found.changed), _("actividad cambió"), _("actividades cambiaron")),
        (len(found.added), _("entró"), _("entraron")),
        (len(found.removed), _("se retiró"), _("se retiraron")),
    )
    return join_words([count(number, one, many) for number, one, many in parts if number])


def _particulars(year: int, facts: ActivityFacts) -> list[Fact]:
    responsibles = "\n".join(one.name for one in facts.responsibles)
    return [
        Fact(_("Meta o producto"), facts.product or ""),
        Fact(_("Responsable"), responsibles or _("Por definir")),
        Fact(_("Etapa"), "\n".join(f"{one.label}: {one.plain}" for one in facts.ordered_stages)),
        Fact(_("Plazos"), _periods(year, facts)),
        *_carried(facts),
        *_kind_facts(facts),
    ]


def _carried(facts: ActivityFacts) -> list[Fact]:
    """What an earlier year left unfinished and comes with it, as the version says."""
    said = told(facts.carried_over)
    return [Fact(_("Lo que trae"), said)] if said else []


def _kind_facts(facts: ActivityFacts) -> list[Fact]:
    kind = by_key(facts.action_type) if facts.action_type else None
    if kind is None:
        return []
    return [
        Fact(_("Cada cuánto"), kind.due.label, note=kind.due_note or ""),
        Fact(_("Norma"), kind.norm),
    ]


def _periods(year: int, facts: ActivityFacts) -> str:
    windows = [(PERIOD_LABELS[one], period_window(year, one)[1]) for one in facts.ordered_periods]
    return "\n".join(f"{label}: hasta el {written_day(last, 'month')}" for label, last in windows)


def _origin(row: Activity | None) -> Fact:
    """The cell of the file where the row was read, and what proves that a file is that one."""
    term = _("De dónde salió")
    if row is None or not row.source:
        return Fact(term, _("Se escribió en este sistema."))
    place = Source.from_json(row.source).place
    place, brought = place[0].upper() + place[1:], import_that_brought(row)
    if brought is None:
        return Fact(term, _("%(place)s del archivo con que se cargó el cronograma.") % {"place": place})
    said = _("%(place)s del archivo «%(name)s».") % {"place": place, "name": brought.filename}
    return Fact(term, said, note=_("Huella SHA-256 del archivo: %(hash)s") % {"hash": brought.file.sha256})


def _history(code: str, versions: Sequence[StrategyVersion]) -> list[ChapterLine]:
    """Newest first. A version 1 has no reason: it is the plan itself."""
    oldest_first = list(reversed(versions))
    chapters = history_of(code, [one.activities() for one in oldest_first])
    return [
        ChapterLine(
            version=Link(_("Versión %(number)s") % {"number": of.number}, of.get_absolute_url()),
            when=adopted_on(of),
            what=chapter.turn.label,
            fields=chapter.fields,
            reason=of.reason,
        )
        for chapter in reversed(chapters)
        for of in (oldest_first[chapter.position],)
    ]


def _neighbours(
    year: int, facts: ActivityFacts, activities: Sequence[ActivityFacts]
) -> tuple[Link | None, Link | None]:
    place = next(index for index, one in enumerate(activities) if one.code == facts.code)
    before = activities[place - 1] if place else None
    after = activities[place + 1] if place + 1 < len(activities) else None
    return _neighbour(year, before), _neighbour(year, after)


def _neighbour(year: int, facts: ActivityFacts | None) -> Link | None:
    return Link(f"{facts.code} {plain_title(facts)}", activity_url(year, facts.code)) if facts else None


def _activity_downloads(year: int, code: str) -> list[Download]:
    names = {"ics": (_("Calendario"), _("sus fechas")), "json": ("JSON", _("todos sus datos"))}
    return [
        Download(reverse("planning:activity_file", args=[year, code, kind]), name, detail)
        for kind, (name, detail) in names.items()
    ]


def _trail(year: int, code: str) -> list[Link]:
    return [
        Link(_("Inicio"), "/"),
        Link(_("Cronograma %(year)s") % {"year": year}, reverse("planning:schedule", args=[year])),
        Link(code, ""),
    ]


def _retirement(versions: Sequence[StrategyVersion], last: StrategyVersion, row: Activity | None) -> Retirement:
    """The version that took it out, with the activity's own reason, or the version's where it has none.

    A draft never shows here: the working row is read only once a published version left the activity out.
    """
    out = min((one for one in versions if one.number > last.number), key=lambda one: one.number)
    own = row.retired_reason if row else ""
    return Retirement(out, adopted_on(out), own or out.reason)
