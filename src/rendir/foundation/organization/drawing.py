"""The contours of zones as a file of a map tells them (GeoJSON, RFC 7946), and as a page draws them. Pure: no Django.

A map that fits on a phone needs no more than some hundred points: contours are simplified (Douglas and Peucker, 1973)
as far as nobody sees it at the size of a page. Positions are whole hundred-thousandths of a degree, about a metre.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.spanish import fold, squeeze

Point = tuple[int, int]
Ring = tuple[Point, ...]
"""A closed contour; its last point is not its first again."""
Contour = tuple[Ring, ...]

MOST_BYTES = 20 * 1024 * 1024
MOST_SHAPES = 400
"""A page that asks which zone each one is must come back whole."""
WIDTH = 1000
_UNITS = 100_000
_SEEN = 700
"""How many steps across the whole drawing anybody can tell apart."""
_FEWEST = 3
_WAY_OUT = (
    "Pida a Planeación o al IGAC el mapa en GeoJSON con coordenadas WGS84, o ábralo en QGIS y guárdelo como GeoJSON, "
    "EPSG:4326."
)


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """One shape of the file: everything it says of itself, by which a zone is known, and its contour."""

    words: tuple[str, ...]
    contour: Contour

    @property
    def label(self) -> str:
        """What a person calls it by: the longest of its words that is no number."""
        named = [one for one in self.words if not one.replace(".", "").isdecimal()]
        return max(named or self.words or ("",), key=len)


def read_drawing(data: bytes) -> tuple[DrawnZone, ...]:
    """The shapes of a GeoJSON file, simplified together. Raises `Unreadable` where it is none, or holds no areas."""
    if len(data) > MOST_BYTES:
        raise Unreadable("El mapa pesa más de 20 MB.", way_out="Simplifíquelo en QGIS y tráigalo otra vez.")
    features = list(_features(_parsed(data)))
    if len(features) > MOST_SHAPES:
        raise Unreadable("El mapa tiene más de 400 áreas.", way_out="Deje solo las zonas de la entidad.")
    shapes = [(_words(one.get("properties")), _contour(one.get("geometry"))) for one in features]
    areas = [(words, contour) for words, contour in shapes if contour]
    if not areas:
        raise Unreadable("El archivo no tiene áreas que se puedan dibujar.", way_out=_WAY_OUT)
    step = max(1.0, _extent(contour for _, contour in areas) / _SEEN)
    drawn = [DrawnZone(words, _simplified(contour, step)) for words, contour in areas]
    return tuple(one for one in drawn if one.contour)


def matches(drawn: Sequence[DrawnZone], zones: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """The zone that each shape (by its place) is surely of: the only one that goes by one of its words.

    `zones`: the names and codes of each zone, by its identity. A shape or a zone that could be two is of none.
    """
    known: dict[str, set[str]] = {}
    for zone, names in zones.items():
        for name in names:
            if fold(name):
                known.setdefault(fold(name), set()).add(zone)
    found: dict[int, str] = {}
    for place, one in enumerate(drawn):
        meant = {zone for word in one.words for zone in known.get(fold(word), ()) if len(known[fold(word)]) == 1}
        if len(meant) == 1:
            found[place] = meant.pop()
    taken = list(found.values())
    return {place: zone for place, zone in found.items() if taken.count(zone) == 1}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing of contours on a sheet `WIDTH` wide and `height` high: the path of each, as SVG says it, and where its
    name is written.
    """

    height: int
    paths: tuple[str, ...]
    middles: tuple[Point, ...]


def sheet_of(contours: Sequence[Contour]) -> Sheet:
    """Contours side by side on one sheet, north above, a degree of longitude as wide as it is there."""
    points = [point for contour in contours for ring in contour for point in ring]
    if not points:
        return Sheet(0, (), ())
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = math.cos(math.radians((south + north) / 2 / _UNITS))
    scale = WIDTH / max(1.0, (east - west) * shrink, north - south)
    across, margin = (east - west) * shrink * scale, 4

    def place(point: tuple[float, float]) -> Point:
        x = margin + (WIDTH - 2 * margin - across * _INSET) / 2 + (point[0] - west) * shrink * scale * _INSET
        return round(x), round(margin + (north - point[1]) * scale * _INSET)

    return Sheet(
        round((north - south) * scale * _INSET) + 2 * margin,
        tuple("".join(_path([place(one) for one in ring]) for ring in contour) for contour in contours),
        tuple(place(_middle(max(contour, key=_size))) for contour in contours),
    )


def _path(ring: Sequence[Point]) -> str:
    return f"M{'L'.join(f'{x} {y}' for x, y in ring)}Z"


def _size(ring: Ring) -> float:
    return abs(sum(_crossed(ring)))


def _middle(ring: Ring) -> tuple[float, float]:
    """The centre of what a ring encloses; of its corners, where it encloses nothing."""
    crossed = list(_crossed(ring))
    if not sum(crossed):
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    pairs = list(zip(ring, (*ring[1:], ring[0]), crossed, strict=True))
    x, y = (sum((one[axis] + other[axis]) * by for one, other, by in pairs) for axis in (0, 1))
    return x / (3 * sum(crossed)), y / (3 * sum(crossed))


def _crossed(ring: Ring) -> Iterator[int]:
    """Twice the signed area that each side spans with the origin."""
    for (x, y), (next_x, next_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
        yield x * next_y - next_x * y


_INSET = 0.99
"""So that the strokes at the edge are on the sheet."""


def as_json(contour: Contour) -> list[list[list[int]]]:
    """An contour as a row keeps it."""
    return [[list(point) for point in ring] for ring in contour]


def from_json(kept: object) -> Contour:
    """The inverse of `as_json`. `ValueError` for anything else: it may come back from a page."""
    try:
        contour = tuple(tuple(_kept_point(point) for point in _listed(ring)) for ring in _listed(kept))
    except (TypeError, ValueError) as error:
        raise ValueError("That is no contour.") from error
    if any(len(ring) < _FEWEST for ring in contour):
        raise ValueError("A ring has three points or more.")
    return contour


def _kept_point(point: object) -> Point:
    x, y = _listed(point)
    if type(x) is not int or type(y) is not int or not _on_earth(x, y):
        raise ValueError("That is no point.")
    return x, y


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("That is no list.")
    return value


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("El archivo no es un mapa en GeoJSON.", way_out=_WAY_OUT) from error


def _features(parsed: object) -> Iterator[dict[str, object]]:
    if not isinstance(parsed, dict):
        raise Unreadable("El archivo no es un mapa en GeoJSON.", way_out=_WAY_OUT)
    listed = parsed.get("features") if parsed.get("type") == "FeatureCollection" else [parsed]
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and one.get("type") == "Feature":
            yield one


def _words(properties: object) -> tuple[str, ...]:
    values = properties.values() if isinstance(properties, dict) else ()
    return tuple(squeeze(str(one)) for one in values if isinstance(one, str | int) and squeeze(str(one)))


def _contour(geometry: object) -> Contour:
    """The outer rings of an area; holes are another zone's, and are drawn as such."""
    if not isinstance(geometry, dict):
        return ()
    coordinates = geometry.get("coordinates")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(geometry.get("type")), [])
    rings = (
        (polygon[0] for polygon in polygons if isinstance(polygon, list) and polygon)
        if isinstance(polygons, list)
        else ()
    )
    return tuple(ring for ring in map(_ring, rings) if len(ring) >= _FEWEST)


def _ring(written: object) -> Ring:
    if not isinstance(written, list):
        return ()
    points = [_point(one) for one in written]
    ring = [point for place, point in enumerate(points) if point != points[place - 1] or place == 0]
    return tuple(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)


def _point(written: object) -> Point:
    """A position as whole units. Raises `Unreadable` where it is on no globe: the map is in metres."""
    if isinstance(written, list) and len(written) > 1 and all(_is_number(one) for one in written[:2]):
        x, y = round(written[0] * _UNITS), round(written[1] * _UNITS)
        if _on_earth(x, y):
            return x, y
    raise Unreadable("Las coordenadas del mapa no son grados de longitud y latitud.", way_out=_WAY_OUT)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _on_earth(x: int, y: int) -> bool:
    return abs(x) <= 180 * _UNITS and abs(y) <= 90 * _UNITS


def _extent(contours: Iterable[Contour]) -> int:
    points = [point for contour in contours for ring in contour for point in ring]
    return max(max(one[axis] for one in points) - min(one[axis] for one in points) for axis in (0, 1))


def _simplified(contour: Contour, step: float) -> Contour:
    """Each ring without what nobody would see; a ring too small to see goes, unless it is all there is."""
    rings = [ring for one in contour if len(ring := _simpler(one, step)) >= _FEWEST]
    return tuple(rings) or (max(contour, key=len)[:: max(1, len(max(contour, key=len)) // 8)],)


def _simpler(ring: Ring, step: float) -> Ring:
    """Its two points farthest apart stay; between them, those that a straight line would miss by more than `step`."""
    far = max(range(len(ring)), key=lambda place: math.dist(ring[0], ring[place]))
    ring = (*ring, ring[0])
    kept, waiting = {0, far, len(ring) - 1}, [(0, far), (far, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        worst = max(range(first + 1, last), key=lambda at: _off(ring[at], ring[first], ring[last]), default=first)
        if worst != first and _off(ring[worst], ring[first], ring[last]) > step:
            kept.add(worst)
            waiting += [(first, worst), (worst, last)]
    return tuple(ring[place] for place in sorted(kept - {len(ring) - 1}))


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the line between two others."""
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    crossed = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])
    return abs(crossed) / length
