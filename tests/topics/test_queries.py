"""What is read of topics where no page of another test reads it."""

import pytest

from factories.organization import BY
from factories.topics import a_closed, a_topic, an_open
from rendir.foundation.core.refusal import NotFound
from rendir.information.topics.actions import join_topic
from rendir.information.topics.models import Topic
from rendir.information.topics.queries import has_topics, head_at, round_of, rounds_of_topic, suggestions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_june")]


def test_there_are_topics_once_there_is_one() -> None:
    assert has_topics() is False
    a_topic()
    assert has_topics() is True


@pytest.mark.parametrize("slug", ["2021", "2021-", "21-1", "2021-x", "2021-9999", "2021-7"])
def test_an_address_of_no_round_is_told(slug: str) -> None:
    with pytest.raises(NotFound):
        round_of(slug)


def test_where_the_ledger_stood_at_a_step() -> None:
    round_ = an_open()
    assert (len(head_at(round_, "open_topic_round")), head_at(round_, "close_topic_round")) == (64, "")


def test_a_topic_was_in_the_rounds_of_those_that_were_joined_to_it() -> None:
    round_ = a_closed()
    whole = a_topic("Otro")
    join_topic(Topic.objects.get(slug="salud"), whole, by=BY)
    assert [(one.round, one.topic.slug) for one in rounds_of_topic(whole)] == [(round_, "salud")]


def test_candidates_that_look_alike_are_suggested() -> None:
    a_topic("Agua potable")
    a_topic("Agua potable rural")
    assert [(one.first, one.second) for one in suggestions()] == [("agua-potable", "agua-potable-rural")]
