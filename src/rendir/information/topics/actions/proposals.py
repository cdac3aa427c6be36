"""Receive what people and other apps propose, and say what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create, take
from rendir.foundation.audit.actors import Actor, PublicToken
from rendir.foundation.core import clock
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.refusal import Invalid, NotFound
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.screening import kinds_found
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.queries import characterisation_in_force
from rendir.information.audiences.rules.facts import GroupFacts
from rendir.information.topics.actions.topics import add_source, add_topic, reason_given
from rendir.information.topics.models import SourceKind, Topic, TopicProposal
from rendir.information.topics.queries import needs_to_propose
from rendir.information.topics.states import PROPOSAL_FLOW

CITIZEN = PublicToken("propuesta", frozenset({Perm.PROPOSE_TOPIC}))
"""Whoever proposes without an account: nothing tells one from another."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that a proposal brings: what says so, when, and with which figure."""

    kind: str
    reference: str
    on: date
    figure: int | None = None
    unit: str = ""
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "reference": self.reference,
            "on": self.on.isoformat(),
            "figure": self.figure,
            "unit": self.unit,
            "url": self.url,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "NewSource":
        return cls(**{**kept, "on": date.fromisoformat(kept["on"])})


def propose_topic(*, title: str, description: str = "", sources: Sequence[NewSource] = (), by: Actor) -> TopicProposal:
    """Something that may be a topic, with its sources; it waits until a person looks at it."""
    return _propose(title, description, sources, by_citizen=False, by=by)


def bring_needs(*, by: Actor) -> int:
    """Propose what the groups of value want to know, each thing once, with the groups that asked for it. What was
    proposed before, or is a topic already, is not proposed again. How many wait now.

    `NotFound` where no characterisation is published.
    """
    check(Perm.EDIT_TOPICS, by=by)
    version = characterisation_in_force()
    if version is None:
        message = _("Todavía no se ha publicado ninguna caracterización.")
        raise NotFound(message, way_out=_("Publíquela en «Grupos de valor»."))
    needs = needs_to_propose(version)
    with atomic():
        for title, groups in needs.items():
            _propose(title, "", [_need_of(group, version) for group in groups], by_citizen=False, by=by)
    return len(needs)


def receive_proposal(*, title: str, description: str = "") -> TopicProposal:
    """What somebody proposes without an account."""
    return _propose(title, description, (), by_citizen=True, by=CITIZEN)


def accept_proposal(
    proposal: TopicProposal,
    *,
    title: str = "",
    description: str = "",
    into: Topic | None = None,
    expected: int | None = None,
    by: Actor,
) -> Topic:
    """It becomes a topic with the words of whoever accepts it, or one more source of a topic there is (`into`).

    `Invalid` where these words, which anybody will read, hold personal data.
    """
    check(Perm.EDIT_TOPICS, by=by)
    if into is None and (kinds := kinds_found(f"{title}\n{description}")):
        message = _("El texto parece mostrar datos personales: %(kinds)s.") % {"kinds": ", ".join(kinds)}
        raise Invalid(message, way_out=_("Escríbalo sin ellos: lo que la persona envió queda guardado aparte."))
    with atomic():
        topic = into or add_topic(title=title, description=description, by=by)
        for source in _sources_of(proposal):
            add_source(
                topic,
                kind=source.kind,
                reference=source.reference,
                on=source.on,
                figure=source.figure,
                unit=source.unit,
                url=source.url,
                by=by,
            )
        take(proposal, PROPOSAL_FLOW, "accept_proposal", {"topic": topic}, by=by, expected=expected)
    return topic


def decline_proposal(proposal: TopicProposal, *, answer: str, expected: int | None = None, by: Actor) -> TopicProposal:
    """It does not become a topic; whoever proposed it reads why."""
    answer = reason_given(answer, _("Escriba por qué: lo lee quien la propuso."))
    with atomic():
        return take(proposal, PROPOSAL_FLOW, "decline_proposal", {"answer": answer}, by=by, expected=expected)


def _propose(
    title: str, description: str, sources: Sequence[NewSource], *, by_citizen: bool, by: Actor
) -> TopicProposal:
    title = squeeze(title)
    if not title:
        raise Invalid(_("Falta decir el tema."), way_out=_("Dígalo en pocas palabras."))
    proposal = TopicProposal(
        title=title[:160],
        description=description.strip(),
        sources=[one.as_json() for one in sources],
        by_citizen=by_citizen,
        proposed_at=clock.now(),
    )
    with atomic():
        return create(proposal, perm=Perm.PROPOSE_TOPIC, by=by, verb="propose_topic")


def _need_of(group: GroupFacts, version: Characterisation) -> NewSource:
    assert version.published_at  # noqa: S101 - a constraint of the database holds it
    url = reverse("audiences:group", args=[group.slug])
    return NewSource(
        SourceKind.CHARACTERISATION, f"{group.name}: {version}", day_in_bogota(version.published_at), url=url
    )


def _sources_of(proposal: TopicProposal) -> Sequence[NewSource]:
    if not proposal.by_citizen:
        return [NewSource.from_json(one) for one in proposal.sources]
    day = day_in_bogota(proposal.proposed_at)
    reference = _("Propuesta recibida el %(day)s") % {"day": written_day(day)}
    return [NewSource(SourceKind.CITIZENS, reference, day, 1, _("propuesta"), proposal.get_absolute_url())]
