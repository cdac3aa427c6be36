"""Write topics with their sources, join those that are one, and take them apart again."""

from collections.abc import Iterable
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, remove, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import squeeze
from rendir.information.topics.models import SourceKind, Topic, TopicSource
from rendir.information.topics.queries import open_rounds_with
from rendir.information.topics.states import TOPIC_FLOW, RoundState, TopicState

_LONGEST = 70


def add_topic(*, title: str, description: str = "", by: Actor) -> Topic:
    """A candidate. Two may have the same name; their addresses differ."""
    title = _titled(title)
    topic = Topic(slug=_free_slug(title), title=title, description=description.strip(), added_on=clock.today())
    with atomic():
        return create(topic, perm=Perm.EDIT_TOPICS, by=by, verb="add_topic")


def correct_topic(topic: Topic, *, title: str, description: str, expected: int, by: Actor) -> Topic:
    """Its words. Its address stays."""
    fields = {"title": _titled(title), "description": description.strip()}
    with atomic():
        return change(topic, fields, perm=Perm.EDIT_TOPICS, by=by, expected=expected, verb="correct_topic")


def add_source(
    topic: Topic,
    *,
    kind: str,
    reference: str,
    on: date,
    figure: int | None = None,
    unit: str = "",
    url: str = "",
    by: Actor,
) -> TopicSource:
    """What says that the topic matters. What has not happened yet says nothing."""
    reference = squeeze(reference)
    if not reference:
        raise Invalid(_("Falta decir qué lo dice."), way_out=_("Nombre el documento, la encuesta o el oficio."))
    if kind not in SourceKind.values:
        raise Invalid(_("Esa clase de fuente no existe."), way_out=_("Escoja una de la lista."))
    if on > clock.today():
        raise Invalid(_("La fecha de la fuente está en el futuro."), way_out=_("Escriba el día del documento."))
    source = TopicSource(
        topic=topic, kind=kind, reference=reference[:250], on=on, figure=figure, unit=squeeze(unit)[:80], url=url
    )
    with atomic():
        return create(source, perm=Perm.EDIT_TOPICS, by=by, verb="add_topic_source")


def remove_source(source: TopicSource, *, by: Actor) -> None:
    """A source that was written by mistake."""
    with atomic():
        remove(source, perm=Perm.EDIT_TOPICS, by=by, verb="remove_topic_source")


def join_topic(topic: Topic, other: Topic, *, expected: int | None = None, by: Actor) -> Topic:
    """`topic` is the same as `other`: its sources and its votes count for that one until they are parted."""
    check(Perm.EDIT_TOPICS, by=by)
    if other.pk == topic.pk or other.state != TopicState.CANDIDATE:
        message = _("No se puede unir a «%(title)s».") % {"title": other.title}
        raise Invalid(message, way_out=_("Escoja otro tema que sea candidato."))
    voted = [one for one in open_rounds_with(topic) if not one.options.filter(topic=other).exists()]
    if voted:
        message = _("«%(title)s» se está votando y el otro tema no está en esa ronda.") % {"title": topic.title}
        raise WrongState(message, way_out=_("Una al revés, o espere a que la ronda cierre."))
    with atomic():
        return take(topic, TOPIC_FLOW, "join_topic", {"joined_to": other}, by=by, expected=expected)


def part_topic(topic: Topic, *, by: Actor) -> Topic:
    """They were two after all: each has its own sources and votes again."""
    with atomic():
        return take(topic, TOPIC_FLOW, "part_topic", {"joined_to": None}, by=by)


def withdraw_topic(topic: Topic, *, reason: str, by: Actor) -> Topic:
    """No candidate any more. Its page and the reason stay."""
    check(Perm.EDIT_TOPICS, by=by)
    reason = reason_given(reason, _("Escriba por qué se retira el tema: se publica."))
    if topic.options.filter(round__state=RoundState.OPEN).exists():
        message = _("«%(title)s» se está votando.") % {"title": topic.title}
        raise WrongState(message, way_out=_("Espere a que la ronda cierre."))
    with atomic():
        return take(topic, TOPIC_FLOW, "withdraw_topic", {"state_reason": reason}, by=by, reason=reason)


def bring_back_topic(topic: Topic, *, by: Actor) -> Topic:
    """A candidate again."""
    with atomic():
        return take(topic, TOPIC_FLOW, "bring_back_topic", {"state_reason": ""}, by=by)


def reason_given(reason: str, way_out: str) -> str:
    """The reason in one line; `Invalid` without one."""
    reason = squeeze(reason)
    if not reason:
        raise Invalid(_("Falta la razón."), way_out=way_out)
    return reason


def _titled(title: str) -> str:
    title = squeeze(title)
    if not title:
        raise Invalid(_("Falta el nombre del tema."), way_out=_("Dígalo en pocas palabras, sin nombrar a nadie."))
    return title[:160]


def _free_slug(title: str) -> str:
    base = slugify(title)[:_LONGEST].strip("-") or "tema"
    taken: Iterable[str] = set(Topic.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
