"""What is asked of groups and of the characterisation: the groups as they are now, and as they were published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from rendir.foundation.audit.held import held
from rendir.foundation.organization.queries import term
from rendir.foundation.organization.terms import TermKey
from rendir.information.audiences.models import (
    Audience,
    AudienceSource,
    AudienceZone,
    Characterisation,
    Distribution,
    InformationNeed,
)
from rendir.information.audiences.rules.facts import GroupFacts, NeedFacts, SegmentFacts, TableFacts
from rendir.information.audiences.rules.gaps import GroupGap, gaps_in
from rendir.information.audiences.rules.holding import publishable
from rendir.information.audiences.rules.vocabulary import (
    AudienceKind,
    Dimension,
    Frequency,
    NeedFormat,
    SourceKind,
)
from rendir.information.audiences.states import CharacterisationState


def least_on(day: date) -> int:
    """From how many people on a count is published on that day."""
    return term(TermKey.SMALL_COUNT, day)


def groups_now(day: date) -> tuple[GroupFacts, ...]:
    """The groups in force as they would be published on that day. Seven queries, whatever their number."""
    return tuple(facts_of(Audience.objects.in_force().order_by("folded"), least=least_on(day)).values())


def facts_of(audiences: Iterable[Audience], *, least: int) -> dict[int, GroupFacts]:
    """The groups as plain values, by primary key, with their tables as they may be published."""
    rows = list(audiences)
    tables = Prefetch("sources__distributions", Distribution.objects.select_related("segment"))
    prefetch_related_objects(rows, "segments", "needs", "sources", tables)
    zones = _zones_of(rows)
    return {
        one.pk: GroupFacts(
            slug=one.slug,
            name=one.name,
            kind=AudienceKind(one.kind),
            summary=one.summary,
            differential=one.differential,
            barriers=one.barriers,
            adjustments=one.adjustments,
            zones=tuple(zones.get(one.pk, ())),
            segments=tuple(SegmentFacts(part.name, part.description) for part in one.segments.all()),
            needs=tuple(_need(need) for need in one.needs.all()),
            publication=one.publication,
            dialogue=one.dialogue,
            tables=tuple(_tables_of(one, least)),
        )
        for one in rows
    }


def gaps_now(groups: Sequence[GroupFacts], today: date) -> tuple[GroupGap, ...]:
    """What is missing in these groups, the gravest first."""
    return gaps_in(groups, today=today, months=term(TermKey.CHARACTERISATION_AGE, today))


def table_facts(source: AudienceSource, distributions: Sequence[Distribution], *, least: int) -> list[TableFacts]:
    """Tables of a source as they may be published, in the order in which they came."""
    shown = publishable([one.counted for one in distributions], least=least)
    return [
        TableFacts(
            variable=row.variable,
            dimension=Dimension(row.dimension),
            segment=row.segment.name if row.segment else "",
            sensitive=row.is_sensitive,
            values=told.values,
            base=told.base,
            source=source.title,
            source_kind=SourceKind(source.kind),
            source_on=source.collected_on,
            multiple=row.is_multiple,
        )
        for row, told in zip(distributions, shown, strict=True)
    ]


@held("audiences")
def characterisation_in_force() -> Characterisation | None:
    """The last version that was published."""
    return published_versions().first()


def published_versions() -> QuerySet[Characterisation]:
    """The published versions, newest first."""
    return Characterisation.objects.filter(state=CharacterisationState.PUBLISHED).order_by("-number")


def newest_versions() -> tuple[Characterisation | None, Characterisation | None]:
    """The version in force and the one that is being prepared, without their groups; one query."""
    newest = list(Characterisation.objects.defer("content").order_by("-number")[:2])
    draft = next((one for one in newest if one.state == CharacterisationState.DRAFT), None)
    return next((one for one in newest if one != draft), None), draft


def draft_of_characterisation() -> Characterisation | None:
    """The version that is being prepared."""
    return Characterisation.objects.filter(state=CharacterisationState.DRAFT).first()


@held("audiences")
def newest_number() -> int | None:
    """The number of the version in force; None where nothing is published."""
    return published_versions().values_list("number", flat=True).first()


def has_characterisation() -> bool:
    """Whether anything is published."""
    return newest_number() is not None


def sources_of(audience: Audience) -> list[AudienceSource]:
    """The sources of a group, the newest first, each with its distributions. None is read twice (`facts_of`)."""
    return list(audience.sources.all())


def _need(need: InformationNeed) -> NeedFacts:
    return NeedFacts(need.topic, NeedFormat(need.format), Frequency(need.frequency), need.language)


def _zones_of(audiences: Sequence[Audience]) -> Mapping[int, list[str]]:
    rows = AudienceZone.objects.filter(audience__in=audiences).select_related("zone").order_by("audience_id", "zone_id")
    return {pk: [one.zone.label for one in found] for pk, found in groupby(rows, key=lambda one: one.audience_id)}


def _tables_of(audience: Audience, least: int) -> list[TableFacts]:
    found: list[TableFacts] = []
    for source in audience.sources.all():
        found += table_facts(source, list(source.distributions.all()), least=least)
    return found
