"""The gap map: of whom, where and about what the entity has not rendered account, as far as it published what it knows.

It counts nothing of its own: each part is what the app of that name published, looked at from what is missing. What
was not published yet is not a gap: its part is not there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Tone
from rendir.foundation.organization.queries import PlacedZone, zones_in_force
from rendir.front.portal.zone_maps import ZoneMap, map_of
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.queries import characterisation_in_force, gaps_now
from rendir.information.audiences.rules.facts import GroupFacts
from rendir.information.audiences.rules.gaps import Gap
from rendir.information.goals.models import Plan
from rendir.information.goals.queries import (
    GoalStanding,
    plan_in_force,
    right_coverage,
    rights_in_use,
    sdg_coverage,
    whole_plan,
)
from rendir.information.goals.rules.coverage import Coverage
from rendir.information.topics.models import RoundTopic
from rendir.information.topics.queries import last_decided_round, options_of

_SAID_OF_GROUPS = (Gap.NOT_TOLD, Gap.NOT_HEARD, Gap.ONLY_VIRTUAL, Gap.NO_NEEDS)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something left out: what it is, what is missing of it, and where it is seen."""

    name: str
    what: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class GapPart:
    """One part of the map: what was looked at, of how many, and what is missing. `source`: where it comes from."""

    key: str
    title: str
    whole: int
    missing: tuple[Missing, ...]
    source: str
    url: str

    @property
    def left_out(self) -> int:
        """How many are left out; one that misses two things is one."""
        return len({one.name for one in self.missing})


@dataclass(frozen=True, slots=True)
class GapMap:
    """The parts there are, and the zones drawn by whether some group is known to be there."""

    parts: tuple[GapPart, ...]
    drawn: ZoneMap


def gap_map(today: date) -> GapMap:
    """What is missing on a day, of what was published."""
    version, plan = characterisation_in_force(), plan_in_force(today.year)
    zones = zones_in_force()
    groups = version.groups if version else ()
    reached = _reached(zones, groups)
    parts: list[GapPart] = []
    if version:
        parts.append(_groups(version, groups, today))
        if zones:
            parts.append(_zones(version, zones, reached))
    if plan:
        found = whole_plan(plan, today)
        parts += [_goals(plan, found), _sdgs(sdg_coverage(found)), _rights(right_coverage(found, rights_in_use()))]
    if decided := last_decided_round():
        parts.append(_topics(decided.title, decided.get_absolute_url(), options_of(decided)))
    drawn = map_of(zones, url=lambda _one: "", tone=lambda one: _tone(one, reached)) if version else ZoneMap()
    return GapMap(tuple(parts), drawn)


def _groups(version: Characterisation, groups: Sequence[GroupFacts], today: date) -> GapPart:
    missing = tuple(
        Missing(one.group.name, one.gap.label, reverse("audiences:group", args=[one.group.slug]))
        for one in gaps_now(groups, today)
        if one.gap in _SAID_OF_GROUPS
    )
    return GapPart("grupos", _("Grupos de valor"), len(groups), missing, str(version), version.get_absolute_url())


def _reached(zones: Sequence[PlacedZone], groups: Iterable[GroupFacts]) -> frozenset[str]:
    """The zones where some group is known to be: named itself, inside one that is, or holding one that is."""
    named = {label for group in groups for label in group.zones}
    found: set[str] = set()
    for one in zones:
        around = [zone.label for zone in one.inside]
        if one.zone.label in named or named.intersection(around):
            found.update([one.zone.label, *around])
    return frozenset(found)


def _zones(version: Characterisation, zones: Sequence[PlacedZone], reached: frozenset[str]) -> GapPart:
    territory = reverse("portal:territory")
    missing = tuple(
        Missing(one.path, _("Ningún grupo está aquí"), f"{territory}#zona-{one.zone.public_id}")
        for one in zones
        if one.zone.label not in reached
    )
    return GapPart("zonas", _("Zonas del territorio"), len(zones), missing, str(version), version.get_absolute_url())


def _tone(zone: PlacedZone, reached: frozenset[str]) -> Tone:
    return "ok" if zone.zone.label in reached else "due"


def _goals(plan: Plan, found: Sequence[GoalStanding]) -> GapPart:
    missing = tuple(
        Missing(f"{one.goal.code} {one.goal.name}", one.goal.linking.label, one.goal.get_absolute_url())
        for one in found
        if not one.goal.linking.is_settled
    )
    return GapPart("metas", _("Metas del plan"), len(found), missing, plan.name, reverse("goals:goals"))


def _sdgs(covered: Coverage) -> GapPart:
    missing = tuple(Missing(f"{one.key}. {one.label}", _("Ninguna meta se relaciona")) for one in covered.uncovered)
    title, source = _("Objetivos de Desarrollo Sostenible"), _("La relación publicada con las metas")
    return GapPart("ods", title, len(covered.rows), missing, source, reverse("goals:coverage"))


def _rights(covered: Coverage) -> GapPart:
    missing = tuple(Missing(one.label, _("Ninguna meta se relaciona")) for one in covered.uncovered)
    source = _("La relación publicada con las metas")
    return GapPart("derechos", _("Derechos"), len(covered.rows), missing, source, reverse("goals:rights"))


def _topics(title: str, url: str, options: Sequence[RoundTopic]) -> GapPart:
    missing = tuple(
        Missing(one.topic.title, one.reason, one.topic.get_absolute_url()) for one in options if one.taken is False
    )
    return GapPart("temas", _("Temas que la gente votó"), len(options), missing, title, url)
