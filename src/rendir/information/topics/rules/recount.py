"""A closed round as it is published, and its ranking computed again from that and from nothing else. Pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from rendir.information.topics.rules.ranking import Basis, Candidate, Part, Placed, Weighed, in_two_decimals, rank


def ranking_of(inputs: Mapping[str, Any]) -> tuple[Placed, ...]:
    """The ranking that the published inputs give."""
    criteria = [Weighed(one["key"], one["name"], one["weight"], Basis(one["basis"])) for one in inputs["criteria"]]
    candidates = [
        Candidate(one["key"], one["title"], one["values"], one["votes"], one["kinds"]) for one in inputs["topics"]
    ]
    return rank(criteria, candidates)


def as_json(placed: Sequence[Placed]) -> list[dict[str, Any]]:
    """The ranking as it is kept and published: exact numbers as fractions, and as they are shown."""
    return [
        {
            "place": one.place,
            "key": one.key,
            "title": one.title,
            "points": str(one.points),
            "shown": in_two_decimals(one.points),
            "votes": one.votes,
            "kinds": one.kinds,
            "tie": one.tie,
            "parts": [_part_as_json(part) for part in one.parts],
        }
        for one in placed
    ]


def from_json(kept: Sequence[Mapping[str, Any]]) -> tuple[Placed, ...]:
    """The ranking as it was kept."""
    return tuple(
        Placed(
            one["place"],
            one["key"],
            one["title"],
            tuple(_part_from_json(part) for part in one["parts"]),
            Fraction(one["points"]),
            one["votes"],
            one["kinds"],
            one["tie"],
        )
        for one in kept
    )


def _part_as_json(part: Part) -> dict[str, Any]:
    return {
        "criterion": part.criterion,
        "value": part.value,
        "highest": part.highest,
        "share": str(part.share),
        "points": str(part.points),
    }


def _part_from_json(kept: Mapping[str, Any]) -> Part:
    share, points = Fraction(kept["share"]), Fraction(kept["points"])
    return Part(kept["criterion"], kept["value"], kept["highest"], share, points)
