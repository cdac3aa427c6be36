"""What is proposed waits for a person, is never lost and never shown as it was typed."""

from datetime import date

import pytest

from factories.accounts import colleague, insider, outsider
from factories.audiences import a_published, a_whole_group
from factories.organization import BY
from factories.topics import OPENS, a_topic
from rendir.foundation.audit.models import LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, NotFound, Stale, WrongState
from rendir.information.audiences.actions.groups import add_need
from rendir.information.audiences.rules.vocabulary import Frequency, NeedFormat
from rendir.information.topics.actions import (
    NewSource,
    accept_proposal,
    bring_needs,
    decline_proposal,
    propose_topic,
    receive_proposal,
)
from rendir.information.topics.models import SourceKind, Topic, TopicProposal
from rendir.information.topics.states import ProposalState

pytestmark = pytest.mark.django_db
NEED = NewSource(SourceKind.CHARACTERISATION, "Necesidad de las juntas", date(2021, 2, 1), 120, "personas", "/grupos/")


def test_what_a_citizen_proposes_waits_as_it_was_typed_and_is_reserved() -> None:
    proposal = receive_proposal(title=" El  puente ", description="Llámenme al 300 000 0000")
    assert (proposal.title, proposal.state, proposal.by_citizen) == ("El puente", ProposalState.WAITING, True)
    public = LedgerPayload.objects.get(entry__kind="topicproposal", reserved=False).body
    reserved = LedgerPayload.objects.get(entry__kind="topicproposal", reserved=True).body
    assert public.keys() & {"title", "description", "sources"} == set()
    assert reserved["description"] == "Llámenme al 300 000 0000"
    assert str(proposal) == f"Propuesta {proposal.public_id}"


def test_a_proposal_says_something() -> None:
    with pytest.raises(Invalid):
        receive_proposal(title="  ")


def test_units_propose_and_who_has_no_hat_does_not() -> None:
    assert propose_topic(title="Riego", sources=[NEED], by=colleague()).by_citizen is False
    with pytest.raises(NotAllowed):
        propose_topic(title="Riego", by=outsider())


def test_an_accepted_proposal_of_the_house_brings_its_sources() -> None:
    topic = accept_proposal(
        propose_topic(title="Riego", sources=[NEED], by=BY), title="Riego de cultivos", by=insider()
    )
    source = topic.sources.get()
    assert (topic.title, source.kind, source.reference, source.figure, source.unit, source.on, source.url) == (
        "Riego de cultivos",
        SourceKind.CHARACTERISATION,
        "Necesidad de las juntas",
        120,
        "personas",
        date(2021, 2, 1),
        "/grupos/",
    )


def test_a_citizens_proposal_is_itself_a_source_of_one() -> None:
    with clock.travel(OPENS):
        proposal = receive_proposal(title="Puente")
        topic = accept_proposal(proposal, title="Puente de La Julia", by=BY)
    source = topic.sources.get()
    assert (source.kind, source.figure, source.on, source.url) == (
        SourceKind.CITIZENS,
        1,
        OPENS,
        f"/temas/propuestas/{proposal.public_id}/",
    )
    assert (proposal.state, proposal.topic) == (ProposalState.ACCEPTED, topic)


def test_it_may_be_one_more_source_of_a_topic_there_is() -> None:
    topic = a_topic()
    assert accept_proposal(receive_proposal(title="Acueducto"), into=topic, by=BY) == topic
    assert (topic.sources.count(), Topic.objects.count()) == (1, 1)


def test_words_with_personal_data_do_not_become_a_topic() -> None:
    proposal = receive_proposal(title="El puente")
    with pytest.raises(Invalid) as refused:
        accept_proposal(proposal, title="El puente", description="Llamar al 311 234 5678", by=BY)
    assert "teléfono" in refused.value.message
    proposal.refresh_from_db()
    assert (proposal.state, Topic.objects.count()) == (ProposalState.WAITING, 0)


def test_who_proposed_reads_why_it_did_not_come_in_and_it_may_come_in_later() -> None:
    proposal = receive_proposal(title="Otro municipio")
    with pytest.raises(Invalid):
        decline_proposal(proposal, answer=" ", by=BY)
    with pytest.raises(NotAllowed):
        decline_proposal(proposal, answer="No es de aquí", by=colleague())
    assert decline_proposal(proposal, answer="No es  de aquí", by=BY).answer == "No es de aquí"
    with pytest.raises(WrongState):
        decline_proposal(proposal, answer="Otra vez", by=BY)
    assert accept_proposal(proposal, title="Sí es de aquí", by=BY).title == "Sí es de aquí"


def test_two_who_accept_at_once_make_one_topic() -> None:
    proposal = receive_proposal(title="Puente")
    seen = TopicProposal.objects.get()
    accept_proposal(proposal, title="Puente", expected=1, by=BY)
    with pytest.raises((Stale, WrongState)):
        accept_proposal(seen, title="Puente", expected=1, by=BY)
    assert Topic.objects.count() == 1


def test_who_may_not_accept_is_refused_before_anything_is_read() -> None:
    with pytest.raises(NotAllowed):
        accept_proposal(receive_proposal(title="Puente"), title="Puente", by=colleague())


def test_what_the_groups_want_to_know_is_proposed_once_with_those_who_ask() -> None:
    young, traders = a_whole_group("Juventudes"), a_whole_group("Comerciantes")
    add_need(young, topic="Empleo", format=NeedFormat.AUDIO, frequency=Frequency.MONTHLY, by=BY)
    add_need(traders, topic="Agua potable", format=NeedFormat.AUDIO, frequency=Frequency.MONTHLY, by=BY)
    version = a_published()
    a_topic("Agua  potable")
    assert (bring_needs(by=insider()), bring_needs(by=BY)) == (2, 0)
    jobs, road = TopicProposal.objects.order_by("title")
    assert {road.title, jobs.title} == {"Empleo", "En qué se gastó lo de la vía"}
    asked = {one.title: [source["reference"] for source in one.sources] for one in (road, jobs)}
    assert asked["Empleo"] == [f"Juventudes: {version}"]
    assert asked["En qué se gastó lo de la vía"] == [f"Comerciantes: {version}", f"Juventudes: {version}"]
    topic = accept_proposal(jobs, title="Empleo", by=BY)
    assert topic.sources.get().kind == SourceKind.CHARACTERISATION


def test_without_a_characterisation_there_is_nothing_to_bring() -> None:
    with pytest.raises(NotFound):
        bring_needs(by=BY)
    with pytest.raises(NotAllowed):
        bring_needs(by=colleague())
