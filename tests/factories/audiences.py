"""Groups with what is known of them, and a published characterisation, made by the real steps."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.organization.models import Zone
from rendir.information.audiences.actions.characterisations import (
    edit_characterisation,
    open_characterisation,
    publish_characterisation,
)
from rendir.information.audiences.actions.data import TableRead, declare_source, write_tables
from rendir.information.audiences.actions.groups import add_audience, add_need, choose_channels
from rendir.information.audiences.models import (
    Audience,
    AudienceSegment,
    AudienceSource,
    Characterisation,
    Distribution,
)
from rendir.information.audiences.rules.tally import read_counts
from rendir.information.audiences.rules.vocabulary import (
    AudienceKind,
    Channel,
    Dimension,
    Frequency,
    LegalBasis,
    NeedFormat,
    SourceKind,
)

BY = Job("tests")
SCREENED = {"found": [], "found_is_public": "", "confirmed": True}


def a_group(
    name: str = "Juventudes", *, kind: AudienceKind = AudienceKind.PERSONS, zones: Sequence[Zone] = (), by: Actor = BY
) -> Audience:
    """A group of which only who they are is said."""
    return add_audience(name=name, kind=kind, summary=f"Quiénes son: {name}.", zones=zones, by=by)


def a_whole_group(name: str = "Juventudes", *, by: Actor = BY) -> Audience:
    """A group with needs and channels."""
    group = a_group(name, by=by)
    add_need(group, topic="En qué se gastó lo de la vía", format=NeedFormat.AUDIO, frequency=Frequency.MONTHLY, by=by)
    return choose_channels(
        group,
        publication=[Channel.RADIO, Channel.CHAT],
        dialogue=[Channel.MEETING],
        expected=group.version,
        by=by,
    )


def declared(**other: Any) -> dict[str, Any]:
    """Everything that the law asks of a source with personal data."""
    return {
        "title": "Encuesta en la plaza",
        "kind": SourceKind.SURVEY,
        "collected_on": date(2021, 8, 1),
        "method": "Se preguntó en la plaza.",
        "is_personal": True,
        "purpose": "Saber cómo quieren informarse",
        "legal_basis": LegalBasis.AUTHORISATION,
        "consent_proof": "Carpeta 120-14",
        "answers_optional": True,
        "no_minors": True,
        "keep_until": date(2022, 8, 1),
        **other,
    }


def a_source(group: Audience, *, by: Actor = BY, **other: Any) -> AudienceSource:
    """A source of personal data, declared as the law asks."""
    return declare_source(group, **declared(**other), by=by)


def figures(
    source: AudienceSource,
    lines: str = "Mujeres; 40\nHombres; 31\nOtro; 2",
    *,
    variable: str = "Sexo",
    segment: AudienceSegment | None = None,
    sensitive: bool = False,
    by: Actor = BY,
) -> Distribution:
    """How many of each value."""
    read = TableRead(variable, Dimension.GEOGRAPHIC, tuple(read_counts(lines)), segment, sensitive)
    return write_tables(source, [read], by=by)[0]


def light(version: Characterisation) -> Mapping[str, tuple[str, bytes]]:
    """The documents of a version, made in no time."""
    return {"json": (f"caracterizacion-v{version.number}.json", b"{}")}


def a_draft(*, reason: str = "Hay datos nuevos.", by: Actor = BY) -> Characterisation:
    """A version ready to be published."""
    draft = open_characterisation(by=by)
    return edit_characterisation(
        draft,
        objective="Saber qué quieren conocer.",
        method="Se contaron los registros.",
        reason=reason,
        expected=draft.version,
        by=by,
    )


def a_published(*, by: Actor = BY) -> Characterisation:
    """The groups as they are, published."""
    return publish_characterisation(a_draft(by=by), render=light, screening=SCREENED, by=by)
