"""Ballots are counted once for each topic, joined topics together; what cannot be true is refused in words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.information.topics.rules.voting import Cast, bundle_fault, choice_fault, tally

OFFERED = ("agua", "salud", "vias")


def test_votes_are_counted_by_topic_and_by_times() -> None:
    assert tally([Cast(("agua", "vias")), Cast(("agua",)), Cast(("vias",), 30)]) == {"agua": 2, "vias": 31}


def test_a_ballot_with_two_topics_that_are_one_counts_once() -> None:
    assert tally([Cast(("agua", "acueducto")), Cast(("acueducto",))], {"acueducto": "agua"}) == {"agua": 2}


ballots = st.lists(st.lists(st.sampled_from(OFFERED), min_size=1, max_size=3, unique=True))


@given(ballots)
def test_counting_ballots_one_by_one_or_bundled_gives_the_same(sent: list[list[str]]) -> None:
    bundled = Counter(tuple(sorted(one)) for one in sent)
    assert tally(Cast(tuple(one)) for one in sent) == tally(Cast(key, times) for key, times in bundled.items())


@given(ballots)
def test_the_votes_are_as_many_as_the_choices(sent: list[list[str]]) -> None:
    assert sum(tally(Cast(tuple(one)) for one in sent).values()) == sum(len(one) for one in sent)


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        (["agua", "vias"], ""),
        ([], "Escoja al menos un tema."),
        (["agua", "agua"], "Uno de los temas escogidos no está en esta ronda."),
        (["otro"], "Uno de los temas escogidos no está en esta ronda."),
        (["agua", "salud", "vias"], "Escogió 3 temas y puede escoger hasta 2."),
    ],
)
def test_a_ballot_that_does_not_count_is_told_why(choices: list[str], fault: str) -> None:
    assert choice_fault(choices, offered=OFFERED, most=2) == fault


@pytest.mark.parametrize(
    ("papers", "counts", "fault"),
    [
        (10, {"agua": 10, "vias": 10}, ""),
        (0, {}, "Diga cuántas papeletas son."),
        (10, {"otro": 1}, "Uno de los temas contados no está en esta ronda."),
        (10, {"agua": 11}, "Un tema no puede tener más votos que papeletas hay, ni menos que cero."),
        (10, {"agua": -1}, "Un tema no puede tener más votos que papeletas hay, ni menos que cero."),
        (10, {"agua": 9, "vias": 9, "salud": 3}, "Hay más votos que los que caben: 10 papeletas de hasta 2 temas."),
    ],
)
def test_a_count_of_paper_that_cannot_be_is_told_why(papers: int, counts: dict[str, int], fault: str) -> None:
    assert bundle_fault(papers, counts, offered=OFFERED, most=2) == fault
