"""The datasets of topics: page by page each row once, and with the ballots of a round anybody counts it again."""

from collections import Counter

import pytest

from factories.organization import BY
from factories.topics import AFTER, a_closed, a_decided, a_scan, a_topic, an_open, voted
from rendir.foundation.core import clock
from rendir.foundation.core.tabular import EVERYTHING, Selection
from rendir.information.topics.actions import add_paper_bundle, close_round, join_topic, make_codes
from rendir.information.topics.datasets import PLACES, TOPICS, VOTES
from rendir.information.topics.models import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_june")]


def _told(dataset, selection=EVERYTHING):  # type: ignore[no-untyped-def]
    return [{column.name: column.value(row) for column in dataset.columns} for row in dataset.rows(selection)]


def _page_by_page(dataset):  # type: ignore[no-untyped-def]
    rows, after = [], None
    while True:
        page = _told(dataset, Selection(after=after, limit=1))[:1]
        if not page:
            return rows
        rows += page
        after = tuple(page[0][name] for name in dataset.key)


def _with_paper():  # type: ignore[no-untyped-def]
    round_ = voted(an_open(), ("salud",), ("salud", "agua-potable"), ("vias-rurales",))
    counts = {"salud": 5, "agua-potable": 2}
    add_paper_bundle(round_, place="Plaza", on=round_.opens_on, papers=6, counts=counts, scan=a_scan(), by=BY)
    make_codes(round_, 1, by=BY)
    with clock.travel(AFTER):
        return close_round(round_, by=BY)


def test_topics_say_where_they_come_from() -> None:
    whole, part = a_topic("Agua", mentions=7), a_topic("Acueducto")
    join_topic(part, whole, by=BY)
    joined, topic = _told(TOPICS)
    assert (joined["tema"], joined["estado"], joined["unido_a"]) == ("acueducto", "Unido a otro", "agua")
    assert (topic["fuentes"], topic["cifras"]) == (["Encuesta: Encuesta"], ["7"])
    assert [one["tema"] for one in _told(TOPICS, Selection({"estado": "joined"}))] == ["acueducto"]
    assert (TOPICS.count(), TOPICS.filters[0].choices()[0]) == (2, ("candidate", "Candidato"))  # type: ignore[misc]


def test_nothing_of_a_round_is_given_while_it_is_open() -> None:
    voted(an_open(), ("salud",))
    assert (_told(VOTES), _told(PLACES), VOTES.count(), PLACES.count()) == ([], [], 0, 0)


def test_with_the_ballots_anybody_counts_again() -> None:
    round_ = _with_paper()
    counted: Counter[str] = Counter()
    for row in _told(VOTES):
        for topic in row["temas"]:
            counted[topic] += row["veces"]
    assert counted == {one["key"]: one["votes"] for one in round_.ranking or ()}
    assert (VOTES.count(), len(_told(VOTES))) == (5, 5)
    assert {row["canal"] for row in _told(VOTES)} == {"En línea", "En papel"}


@pytest.mark.parametrize("dataset", [TOPICS, PLACES, VOTES], ids=lambda one: one.name)
def test_rows_come_page_by_page_each_once(dataset) -> None:  # type: ignore[no-untyped-def]
    _with_paper()
    a_decided()
    everything = _told(dataset)
    assert (_page_by_page(dataset), dataset.count()) == (everything, len(everything))
    assert dataset.updated() is not None


def test_the_result_of_a_round_says_what_was_decided() -> None:
    a_closed()
    a_decided()
    rows = _told(PLACES)
    assert [(one["ronda"], one["puesto"], one["escogido"]) for one in rows] == [
        ("2021-1", 1, None),
        ("2021-1", 2, None),
        ("2021-1", 3, None),
        ("2021-2", 1, "sí"),
        ("2021-2", 2, "sí"),
        ("2021-2", 3, "no"),
    ]
    assert [one["razon"] for one in rows[2:4]] == [None, "Por su puesto"]
    assert [one["ronda"] for one in _told(PLACES, Selection({"ronda": "2021-1"}))] == ["2021-1"] * 3
    assert [slug for slug, _title in PLACES.filters[0].choices()] == ["2021-1", "2021-2"]  # type: ignore[misc]


def test_without_anything_done_nothing_was_updated() -> None:
    assert (Topic.objects.count(), TOPICS.updated()) == (0, None)
