"""A round ranked: shares, weights, points, ties told; the order of what is given and its scale change nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.information.topics.rules.ranking import (
    Basis,
    Candidate,
    Placed,
    Weighed,
    in_two_decimals,
    rank,
    weights_fault,
)

VOTES = Weighed("v", "Votos", 60, Basis.VOTES)
FIGURES = Weighed("f", "Encuesta", 30, Basis.FIGURES)
JUDGED = Weighed("j", "Competencia", 10, Basis.JUDGEMENT)
CRITERIA = (VOTES, FIGURES, JUDGED)


def candidate(
    key: str, votes: int, figure: int | None, judged: int | None, kinds: int = 1, title: str = ""
) -> Candidate:
    return Candidate(key, title or f"Tema {key}", {"v": votes, "f": figure, "j": judged}, votes, kinds)


def test_the_highest_gets_the_whole_weight_and_the_others_their_share() -> None:
    first, second = rank(CRITERIA, [candidate("a", 40, 10, 50), candidate("b", 10, 20, 100)])
    assert [one.points for one in first.parts] == [60, 15, 5]
    assert [one.share for one in second.parts] == [25, 100, 100]
    assert (first.key, first.points, second.key, second.points) == ("a", 80, "b", 55)


def test_judgement_is_measured_against_100_and_not_against_the_highest() -> None:
    (only,) = rank([Weighed("j", "Competencia", 100, Basis.JUDGEMENT)], [candidate("a", 0, None, 30)])
    assert (only.points, only.parts[0].highest) == (30, 100)


def test_no_data_gives_no_points_and_is_not_a_zero() -> None:
    (only,) = rank(CRITERIA, [candidate("a", 0, None, None)])
    assert [(one.value, one.points) for one in only.parts] == [(0, 0), (None, 0), (None, 0)]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (candidate("b", 39, 6, 49), "va antes porque tiene más votos (40 y 39)."),
        (candidate("b", 40, 5, 40, kinds=0), "va antes porque viene de más clases de fuente (1 y 0)."),
        (candidate("b", 40, 5, 40, title="Tema z"), "va antes por orden alfabético."),
    ],
)
def test_a_tie_is_told_to_both_with_why(other: Candidate, why: str) -> None:
    criteria = [Weighed("f", "Encuesta", 100, Basis.FIGURES)] if other.votes == 39 else CRITERIA
    first_given = candidate("a", 40, other.values["f"], 40)
    first, second = rank(criteria, [other, first_given])
    assert (first.key, first.tie) == ("a", f"Empata con «{other.title}» y {why}")
    assert second.tie == f"Empata con «Tema a» y va después: el otro {why}"


def test_the_one_in_the_middle_of_a_tie_is_told_of_both() -> None:
    placed = rank([VOTES], [candidate(key, 5, None, None) for key in "abc"])
    assert placed[1].tie == (
        "Empata con «Tema a» y va después: el otro va antes por orden alfabético. "
        "Empata con «Tema c» y va antes por orden alfabético."
    )


def test_without_a_tie_nothing_is_told() -> None:
    assert [one.tie for one in rank([VOTES], [candidate("a", 5, None, None), candidate("b", 4, None, None)])] == [
        "",
        "",
    ]


def test_names_are_put_in_order_as_in_a_spanish_dictionary() -> None:
    titles = ["Ñame", "Nube", "Ópera", "oro"]
    given_ = [candidate(str(index), 1, None, None, title=title) for index, title in enumerate(titles)]
    assert [one.title for one in rank([VOTES], given_)] == ["Nube", "Ñame", "Ópera", "oro"]


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ([60, 40], ""),
        ([100], ""),
        ([], "Falta al menos un criterio."),
        ([100, 0], "Cada criterio pesa al menos 1."),
        ([60, 30], "Los pesos suman 90 y deben sumar 100."),
    ],
)
def test_weights_add_up_to_100(weights: list[int], fault: str) -> None:
    assert weights_fault(weights) == fault


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(0), "0,00"),
        (Fraction(127, 2), "63,50"),
        (Fraction(2, 3), "0,67"),
        (Fraction(1, 200), "0,01"),
        (Fraction(100), "100,00"),
    ],
)
def test_a_number_is_shown_with_two_decimals_and_a_half_goes_up(number: Fraction, shown: str) -> None:
    assert in_two_decimals(number) == shown


some = st.integers(0, 500)
candidates = st.lists(st.tuples(some, st.none() | some, st.none() | st.integers(0, 100), st.integers(0, 4)), max_size=8)


def _made(rows: list[tuple[int, int | None, int | None, int]], times: int = 1) -> list[Candidate]:
    return [
        candidate(str(index), votes * times, None if figure is None else figure * times, judged, kinds)
        for index, (votes, figure, judged, kinds) in enumerate(rows)
    ]


def _core(placed: tuple[Placed, ...]) -> list[tuple[int, str, Fraction]]:
    return [(one.place, one.key, one.points) for one in placed]


@given(candidates, st.randoms())
def test_the_order_in_which_they_are_given_changes_nothing(
    rows: list[tuple[int, int | None, int | None, int]], chance: object
) -> None:
    made = _made(rows)
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # a `random.Random`
    assert rank(CRITERIA, shuffled) == rank(CRITERIA, made)


@given(candidates, st.integers(2, 9))
def test_counting_everything_so_many_times_changes_no_points(
    rows: list[tuple[int, int | None, int | None, int]], times: int
) -> None:
    assert _core(rank(CRITERIA, _made(rows, times))) == _core(rank(CRITERIA, _made(rows)))


@given(candidates)
def test_points_stay_between_0_and_100_and_places_are_each_given_once(
    rows: list[tuple[int, int | None, int | None, int]],
) -> None:
    placed = rank(CRITERIA, _made(rows))
    assert [one.place for one in placed] == list(range(1, len(rows) + 1))
    assert [one.points for one in placed if not 0 <= one.points <= 100] == []
    assert [one.points for one in placed] == sorted((one.points for one in placed), reverse=True)


@given(candidates.filter(bool), st.integers(1, 50))
def test_more_votes_never_cost_the_first_its_place(
    rows: list[tuple[int, int | None, int | None, int]], more: int
) -> None:
    made = _made(rows)
    first = rank(CRITERIA, made)[0].key
    raised = [
        Candidate(one.key, one.title, {**one.values, "v": one.votes + more}, one.votes + more, one.kinds)
        if one.key == first
        else one
        for one in made
    ]
    assert rank(CRITERIA, raised)[0].key == first
