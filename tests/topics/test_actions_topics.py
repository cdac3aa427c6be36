"""Topics are written, corrected, joined and parted; who may not is refused, and nothing is lost."""

from datetime import date, timedelta

import pytest

from factories.accounts import colleague, insider, outsider
from factories.organization import BY
from factories.topics import OPENS, a_draft, a_topic, an_open
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.information.topics.actions import (
    add_source,
    add_topic,
    bring_back_topic,
    correct_topic,
    join_topic,
    part_topic,
    remove_source,
    withdraw_topic,
)
from rendir.information.topics.models import SourceKind, Topic
from rendir.information.topics.queries import sources_behind
from rendir.information.topics.states import TopicState

pytestmark = pytest.mark.django_db


def test_a_topic_has_an_address_of_its_own_that_stays_when_its_words_change() -> None:
    topic = add_topic(title="  Agua   potable ", description=" En las veredas ", by=BY)
    assert (topic.slug, topic.title, topic.description) == ("agua-potable", "Agua potable", "En las veredas")
    corrected = correct_topic(topic, title="Agua", description="", expected=topic.version, by=BY)
    assert (corrected.slug, corrected.title, str(corrected)) == ("agua-potable", "Agua", "Agua")


@pytest.mark.parametrize(
    ("title", "slugs"), [("Agua", ["agua", "agua-2", "agua-3"]), ("¿?", ["tema", "tema-2", "tema-3"])]
)
def test_two_of_the_same_name_have_two_addresses(title: str, slugs: list[str]) -> None:
    assert [add_topic(title=title, by=BY).slug for _one in range(3)] == slugs


def test_a_topic_needs_a_name_and_who_may() -> None:
    with pytest.raises(Invalid):
        add_topic(title="  ", by=BY)
    for person in (colleague(), outsider()):
        with pytest.raises(NotAllowed):
            add_topic(title="Agua", by=person)
    assert Topic.objects.count() == 0


def test_a_correction_answers_to_what_was_read() -> None:
    topic = a_topic()
    correct_topic(topic, title="Agua", description="", expected=topic.version, by=BY)
    with pytest.raises(Stale):
        correct_topic(topic, title="Otra", description="", expected=topic.version - 1, by=BY)


def test_a_source_says_what_when_and_how_many() -> None:
    topic = a_topic()
    source = add_source(
        topic, kind=SourceKind.SURVEY, reference=" Encuesta  9 ", on=date(2021, 3, 1), figure=0, unit="menciones", by=BY
    )
    assert (source.reference, source.figure, source.unit, str(source)) == ("Encuesta 9", 0, "menciones", "Encuesta 9")
    remove_source(source, by=BY)
    assert topic.sources.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"reference": " "}, {"kind": "rumor"}, {"on": date(2021, 6, 2)}], ids=["nothing", "kind", "future"]
)
def test_a_source_that_says_nothing_is_refused(wrong: dict[str, object]) -> None:
    topic = a_topic()
    told = {"kind": SourceKind.SURVEY, "reference": "Encuesta", "on": OPENS, **wrong}
    with clock.travel(OPENS), pytest.raises(Invalid):
        add_source(topic, by=BY, **told)  # type: ignore[arg-type] # the names are its own


def test_sources_of_a_joined_topic_count_for_the_other_until_they_are_parted() -> None:
    whole, part, small = a_topic("Agua", mentions=5), a_topic("Acueducto", mentions=3), a_topic("Pozo", mentions=1)
    join_topic(small, part, by=BY)
    join_topic(part, whole, by=BY)
    assert [one.figure for one in sources_behind([whole])[whole.pk]] == [5, 3, 1]
    part_topic(part, by=BY)
    found = sources_behind([whole, part])
    assert ([one.figure for one in found[whole.pk]], [one.figure for one in found[part.pk]]) == ([5], [3, 1])
    assert (part.state, part.joined_to) == (TopicState.CANDIDATE, None)


def test_a_topic_joins_only_another_that_is_a_candidate() -> None:
    topic, other = a_topic("Agua"), a_topic("Salud")
    with pytest.raises(Invalid):
        join_topic(topic, topic, by=BY)
    withdraw_topic(other, reason="Ya se hizo", by=BY)
    with pytest.raises(Invalid):
        join_topic(topic, other, by=BY)
    with pytest.raises(NotAllowed):
        join_topic(topic, a_topic("Otro"), by=colleague())


def test_a_topic_that_is_voted_on_joins_only_another_of_the_round_and_is_not_withdrawn() -> None:
    an_open()
    outside, agua, salud = a_topic("Otro"), Topic.objects.get(slug="agua-potable"), Topic.objects.get(slug="salud")
    with pytest.raises(WrongState):
        join_topic(agua, outside, by=BY)
    with pytest.raises(WrongState):
        withdraw_topic(agua, reason="Ya se hizo", by=BY)
    assert join_topic(agua, salud, by=BY).joined_to == salud


def test_a_topic_is_withdrawn_with_a_reason_and_comes_back() -> None:
    topic = a_topic()
    a_draft()
    with pytest.raises(Invalid):
        withdraw_topic(topic, reason=" ", by=BY)
    with pytest.raises(NotAllowed):
        withdraw_topic(topic, reason="Ya se hizo", by=colleague())
    assert withdraw_topic(topic, reason=" Ya se  hizo ", by=insider()).state_reason == "Ya se hizo"
    back = bring_back_topic(topic, by=BY)
    assert (back.state, back.state_reason) == (TopicState.CANDIDATE, "")


def test_a_topic_says_since_when() -> None:
    with clock.travel(OPENS + timedelta(days=3)):
        assert a_topic().added_on == date(2021, 6, 4)
