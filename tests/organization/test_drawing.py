"""Contours of zones: from a map's file to the few points that a page needs."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.organization.drawing import (
    MOST_BYTES,
    DrawnZone,
    as_json,
    from_json,
    matches,
    read_drawing,
    sheet_of,
)

SQUARE = [[-75.0, 4.0], [-75.0, 4.1], [-74.9, 4.1], [-74.9, 4.0], [-75.0, 4.0]]


def _map(*features: tuple[dict[str, object], object], kind: str = "Polygon") -> bytes:
    listed = [
        {"type": "Feature", "properties": words, "geometry": {"type": kind, "coordinates": coordinates}}
        for words, coordinates in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": listed}).encode()


def test_a_shape_keeps_its_words_and_its_corners() -> None:
    (drawn,) = read_drawing(_map(({"NOMBRE": "La Palma", "COD": 12, "AREA": 3.5, "NOTA": None}, [SQUARE])))
    assert (drawn.words, drawn.label) == (("La Palma", "12"), "La Palma")
    corners = {(-7500000, 400000), (-7500000, 410000), (-7490000, 410000), (-7490000, 400000)}
    assert set(drawn.contour[0]) == corners


def test_what_nobody_would_see_is_left_out() -> None:
    round_ = [[-75 + math.cos(turn / 500) / 10, 4 + math.sin(turn / 500) / 10] for turn in range(3142)]
    (drawn,) = read_drawing(_map(({"n": "Isla"}, [round_])))
    assert 20 < len(drawn.contour[0]) < 90


def test_a_zone_of_several_parts_keeps_those_that_are_seen_and_at_least_one() -> None:
    speck = [[-74.8, 4.0], [-74.80001, 4.00001], [-74.80002, 4.0], [-74.8, 4.0]]
    big, small = read_drawing(
        _map(({"n": "Grande"}, [[SQUARE], [speck]]), ({"n": "Chica"}, [[speck]]), kind="MultiPolygon")
    )
    assert (len(big.contour), len(small.contour)) == (1, 1)


def test_one_feature_alone_is_a_map_too() -> None:
    alone = {"type": "Feature", "properties": None, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
    (drawn,) = read_drawing(b"\xef\xbb\xbf" + json.dumps(alone).encode())
    assert (drawn.words, drawn.label) == ((), "")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"hola", "no es un mapa"),
        (b"[" * 100_000, "no es un mapa"),
        (b"[1]", "no es un mapa"),
        (b"{}", "no tiene áreas"),
        (b'{"type": "FeatureCollection", "features": 3}', "no tiene áreas"),
        (b'{"type": "FeatureCollection", "features": [1, {"type": "Feature"}]}', "no tiene áreas"),
        (_map(({}, [SQUARE]), kind="LineString"), "no tiene áreas"),
        (_map(({}, 7), kind="MultiPolygon"), "no tiene áreas"),
        (_map(({}, [7])), "no tiene áreas"),
        (_map(({}, [SQUARE[:2]])), "no tiene áreas"),
        (_map(({}, [[[4719000.0, 1884000.0], [1, 1], [2, 2]]])), "no son grados"),
        (_map(({}, [[["a", "b"], [1, 1], [2, 2]]])), "no son grados"),
        (_map(({}, [[[True, 1], [1, 1], [2, 2]]])), "no son grados"),
        (_map(*[({}, [SQUARE])] * 401), "más de 400"),
        (b" " * (MOST_BYTES + 1), "más de 20 MB"),
    ],
    ids=range(15),
)
def test_what_is_no_map_says_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told) as refused:
        read_drawing(data)
    assert refused.value.way_out


def test_a_shape_is_of_the_only_zone_that_goes_by_one_of_its_words() -> None:
    drawn = [
        DrawnZone(("LA PALMA", "01"), ()),
        DrawnZone(("Centro",), ()),
        DrawnZone(("02",), ()),
        DrawnZone(("El Salado",), ()),
        DrawnZone(("Vereda El Salado",), ()),
        DrawnZone(("Roble", "La Palma"), ()),
    ]
    zones = {
        "p": ["La Palma", "Vereda La Palma"],
        "c": ["Centro"],
        "d": ["Centro"],
        "a": ["Alto", "02", ""],
        "s": ["El Salado", "Vereda El Salado"],
        "r": ["Roble"],
    }
    assert matches(drawn, zones) == {0: "p", 2: "a"}


def test_a_sheet_has_north_above_and_nothing_outside() -> None:
    sheet = sheet_of([(((0, 0), (0, 100), (50, 100)),)])
    assert (sheet.height, sheet.middles[0], sheet.paths[0].startswith("M"), sheet.paths[0].endswith("Z")) == (
        998,
        (418, 334),
        True,
        True,
    )
    assert sheet_of([]).paths == ()


@given(
    st.lists(
        st.lists(st.tuples(st.integers(-8000000, -6000000), st.integers(-300000, 1300000)), min_size=3, max_size=9),
        min_size=1,
        max_size=4,
    )
)
def test_every_drawing_fits_on_its_sheet_and_is_kept_and_read_back(rings: list[list[tuple[int, int]]]) -> None:
    contour = tuple(tuple(ring) for ring in rings)
    sheet = sheet_of([contour])
    numbers = [int(one) for one in sheet.paths[0].replace("M", " ").replace("L", " ").replace("Z", " ").split()]
    assert all(0 <= x <= 1000 for x in numbers[::2])
    assert all(0 <= y <= sheet.height for y in numbers[1::2])
    assert from_json(json.loads(json.dumps(as_json(contour)))) == contour


@pytest.mark.parametrize(
    "kept",
    [
        None,
        3,
        [3],
        [[3]],
        [[[1, 2]]],
        [[[1, 2], [1, 3], [1.5, 2]]],
        [[[1, 2, 3]] * 3],
        [[[1, 2], [1, 3], [99999999, 2]]],
        [[[1, True], [1, 3], [1, 2]]],
    ],
)
def test_what_comes_back_from_a_page_is_looked_at(kept: object) -> None:
    with pytest.raises(ValueError, match=r"no contour|three points"):
        from_json(kept)
