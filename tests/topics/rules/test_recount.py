"""A ranking is kept and published so that it comes out again, from what was published and nothing else."""

import json
from typing import Any

from rendir.information.topics.rules.recount import as_json, from_json, ranking_of

INPUTS: dict[str, Any] = {
    "criteria": [
        {"key": "v", "name": "Votos", "weight": 70, "basis": "votes"},
        {"key": "f", "name": "Encuesta", "weight": 30, "basis": "figures"},
    ],
    "topics": [
        {"key": "agua", "title": "Agua", "values": {"v": 3, "f": None}, "votes": 3, "kinds": 1},
        {"key": "vias", "title": "Vías", "values": {"v": 9, "f": 7}, "votes": 9, "kinds": 2},
        {"key": "salud", "title": "Salud", "values": {"v": 3, "f": None}, "votes": 3, "kinds": 1},
    ],
}


def test_what_was_kept_is_read_as_it_was() -> None:
    placed = ranking_of(INPUTS)
    assert from_json(json.loads(json.dumps(as_json(placed)))) == placed


def test_the_same_inputs_give_the_same_ranking_after_a_way_through_json() -> None:
    assert ranking_of(json.loads(json.dumps(INPUTS))) == ranking_of(INPUTS)


def test_what_is_kept_says_each_number_exactly_and_as_it_is_shown() -> None:
    first, second, third = as_json(ranking_of(INPUTS))
    assert (first["key"], first["points"], first["shown"], first["tie"]) == ("vias", "100", "100,00", "")
    assert (second["points"], second["shown"]) == ("70/3", "23,33")
    assert second["tie"] == "Empata con «Salud» y va antes por orden alfabético."
    assert second["parts"][1] == {"criterion": "f", "value": None, "highest": 7, "share": "0", "points": "0"}
    assert third["place"] == 3
