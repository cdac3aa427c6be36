"""Write a group, its zones, channels, segments and needs; retire it and bring it back."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, create, create_many, remove, remove_many, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import fold, squeeze
from rendir.foundation.organization.models import Zone
from rendir.information.audiences.models import Audience, AudienceSegment, AudienceZone, InformationNeed
from rendir.information.audiences.rules.vocabulary import AudienceKind, Channel
from rendir.information.audiences.states import AUDIENCE_FLOW, AudienceState

_EDIT = Perm.EDIT_AUDIENCES
MOST_CHANNELS = 5
RESERVED_SLUGS = frozenset({"caracterizacion"})
"""Words that are other pages at the address of a group."""


def add_audience(
    *,
    name: str,
    kind: str,
    summary: str,
    differential: str = "",
    barriers: str = "",
    adjustments: str = "",
    zones: Sequence[Zone] = (),
    by: Actor,
) -> Audience:
    """A new group. `Invalid` without a name or without who they are, and where one of that name is there."""
    words = _words(name, summary, differential, barriers, adjustments)
    _must_be_new(words["folded"], None)
    audience = Audience(slug=_free_slug(words["name"]), kind=AudienceKind(kind), **words)
    with atomic():
        create(audience, perm=_EDIT, by=by)
        _place(audience, zones, by=by)
    return audience


def edit_audience(
    audience: Audience,
    *,
    name: str,
    kind: str,
    summary: str,
    differential: str = "",
    barriers: str = "",
    adjustments: str = "",
    zones: Sequence[Zone] = (),
    expected: int,
    by: Actor,
) -> Audience:
    """Correct what is said of a group. Its public address stays."""
    _must_be_in_force(audience)
    words = _words(name, summary, differential, barriers, adjustments)
    _must_be_new(words["folded"], audience.pk)
    if kind != audience.kind and audience.sources.exists():
        message = _("El grupo ya tiene datos: no puede pasar de personas a organizaciones.")
        raise Invalid(message, way_out=_("Retírelo y anote el otro grupo."))
    with atomic():
        change(audience, {"kind": AudienceKind(kind), **words}, perm=_EDIT, by=by, expected=expected)
        _place(audience, zones, by=by)
    return audience


def choose_channels(
    audience: Audience, *, publication: Sequence[str], dialogue: Sequence[str], expected: int, by: Actor
) -> Audience:
    """By which channels the group is told things and heard, the preferred one first. `Invalid` for one that does not
    serve, or twice the same.
    """
    _must_be_in_force(audience)
    telling, listening = _channels(publication), _channels(dialogue)
    if wrong := [one for one in telling if not one.tells] + [one for one in listening if not one.listens]:
        message = _("«%(channel)s» no sirve para eso.") % {"channel": wrong[0].label}
        raise Invalid(message, way_out=_("Escoja otro canal."))
    fields = {
        "publication_channels": [one.value for one in telling],
        "dialogue_channels": [one.value for one in listening],
    }
    with atomic():
        return change(audience, fields, perm=_EDIT, by=by, expected=expected, verb="choose_channels")


def retire_audience(audience: Audience, *, reason: str, expected: int | None = None, by: Actor) -> Audience:
    """The entity tells this group apart no more. What was published of it stays."""
    reason = squeeze(reason)
    if not reason:
        message = _("Falta la razón.")
        raise Invalid(message, way_out=_("Escriba por qué se retira el grupo: queda en el registro."))
    fields = {"state_reason": reason[:300]}
    return take(audience, AUDIENCE_FLOW, "retire_audience", fields, by=by, expected=expected, reason=reason)


def bring_back_audience(audience: Audience, *, expected: int | None = None, by: Actor) -> Audience:
    """Undo the retirement."""
    return take(audience, AUDIENCE_FLOW, "bring_back_audience", {"state_reason": ""}, by=by, expected=expected)


def add_segment(audience: Audience, *, name: str, description: str = "", by: Actor) -> AudienceSegment:
    """A part of the group that is told apart."""
    _must_be_in_force(audience)
    words = _segment_words(audience, name, description, None)
    return create(AudienceSegment(audience=audience, **words), perm=_EDIT, by=by)


def edit_segment(
    segment: AudienceSegment, *, name: str, description: str = "", expected: int, by: Actor
) -> AudienceSegment:
    """Correct a segment."""
    words = _segment_words(segment.audience, name, description, segment.pk)
    with atomic():
        return change(segment, words, perm=_EDIT, by=by, expected=expected)


def remove_segment(segment: AudienceSegment, *, by: Actor) -> None:
    """Take a segment away. `Invalid` while there are figures of it."""
    if segment.distributions.exists():
        message = _("Hay cifras de este segmento.")
        raise Invalid(message, way_out=_("Quite primero sus cifras."))
    remove(segment, perm=_EDIT, by=by)


def add_need(
    audience: Audience,
    *,
    topic: str,
    format: str,  # noqa: A002 - the field's own name
    frequency: str,
    language: str = "Español",
    by: Actor,
) -> InformationNeed:
    """Something the group wants to know."""
    _must_be_in_force(audience)
    need = InformationNeed(audience=audience, **_need_words(topic, format, frequency, language))
    return create(need, perm=_EDIT, by=by)


def edit_need(
    need: InformationNeed,
    *,
    topic: str,
    format: str,  # noqa: A002 - the field's own name
    frequency: str,
    language: str = "Español",
    expected: int,
    by: Actor,
) -> InformationNeed:
    """Correct a need."""
    with atomic():
        return change(need, _need_words(topic, format, frequency, language), perm=_EDIT, by=by, expected=expected)


def remove_need(need: InformationNeed, *, by: Actor) -> None:
    """Take a need away; what it said stays in the ledger."""
    remove(need, perm=_EDIT, by=by)


def _words(name: str, summary: str, differential: str, barriers: str, adjustments: str) -> dict[str, Any]:
    name = squeeze(name)
    if not name:
        message = _("Falta el nombre del grupo.")
        raise Invalid(message, way_out=_("Escríbalo como se llaman ellos mismos, por ejemplo «Juventudes»."))
    if not squeeze(summary):
        message = _("Falta decir quiénes son.")
        raise Invalid(message, way_out=_("Una o dos frases bastan."))
    return {
        "name": name,
        "folded": fold(name),
        "summary": summary.strip(),
        "differential": differential.strip(),
        "barriers": barriers.strip(),
        "adjustments": adjustments.strip(),
    }


def _must_be_new(folded: str, own: int | None) -> None:
    if Audience.objects.filter(folded=folded).values_list("pk", flat=True).first() not in (None, own):
        message = _("Ya hay un grupo con ese nombre.")
        raise Invalid(message, way_out=_("Ábralo y corríjalo; si se había retirado, vuelva a ponerlo."))


def _must_be_in_force(audience: Audience) -> None:
    if audience.state != AudienceState.IN_FORCE:
        message = _("Este grupo se retiró.")
        raise Invalid(message, way_out=_("Vuelva a ponerlo para cambiarlo."))


def _free_slug(name: str) -> str:
    root = slugify(fold(name))[:50].strip("-") or "grupo"
    taken = {*Audience.objects.filter(slug__startswith=root).values_list("slug", flat=True), *RESERVED_SLUGS}
    return next(slug for slug in (root, *(f"{root}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _place(audience: Audience, zones: Sequence[Zone], *, by: Actor) -> None:
    """The group is in these zones and in no other."""
    wanted = {zone.pk: zone for zone in zones}
    known = {place.zone_id: place for place in audience.places.all()}
    remove_many(
        [place for pk, place in known.items() if pk not in wanted], perm=_EDIT, by=by, verb="take_audience_out_of_zone"
    )
    new = [AudienceZone(audience=audience, zone=zone) for pk, zone in wanted.items() if pk not in known]
    create_many(new, perm=_EDIT, by=by, verb="place_audience_in_zones")


def _channels(values: Sequence[str]) -> list[Channel]:
    found = [Channel(value) for value in values]
    if len(found) != len(set(found)):
        message = _("Un canal está dos veces.")
        raise Invalid(message, way_out=_("Déjelo solo en el lugar que prefieren."))
    return found


def _segment_words(audience: Audience, name: str, description: str, own: int | None) -> dict[str, Any]:
    name = squeeze(name)
    if not name:
        message = _("Falta el nombre del segmento.")
        raise Invalid(message, way_out=_("Por ejemplo «Mujeres cabeza de hogar»."))
    if audience.segments.filter(folded=fold(name)).values_list("pk", flat=True).first() not in (None, own):
        message = _("El grupo ya tiene un segmento con ese nombre.")
        raise Invalid(message, way_out=_("Póngale otro nombre."))
    return {"name": name, "folded": fold(name), "description": description.strip()}


def _need_words(topic: str, format: str, frequency: str, language: str) -> dict[str, Any]:  # noqa: A002 - the field's own name
    if not squeeze(topic):
        message = _("Falta decir qué quieren saber.")
        raise Invalid(message, way_out=_("Escríbalo como lo preguntan: «En qué se gastó lo de la vía»."))
    return {
        "topic": squeeze(topic),
        "format": format,
        "frequency": frequency,
        "language": squeeze(language) or "Español",
    }
