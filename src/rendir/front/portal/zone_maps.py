"""Zones as a map draws them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rendir.foundation.core.components.shapes import Area, Tone
from rendir.foundation.organization.drawing import from_json, sheet_of
from rendir.foundation.organization.queries import PlacedZone

MOST_NAMED = 30
"""Of more zones the names would cover the map."""


@dataclass(frozen=True, slots=True)
class ZoneMap:
    """What the component `zone_map` draws; of no area where no zone is drawn."""

    areas: tuple[Area, ...] = ()
    height: int = 0


def _plain(_zone: PlacedZone) -> Tone:
    return "plain"


def map_of(
    zones: Sequence[PlacedZone], *, url: Callable[[PlacedZone], str], tone: Callable[[PlacedZone], Tone] = _plain
) -> ZoneMap:
    """The zones that are drawn, the larger ones below those inside them."""
    drawn = [one for one in zones if one.zone.contour]
    sheet = sheet_of([from_json(one.zone.contour) for one in drawn])
    told = len(drawn) <= MOST_NAMED
    areas = tuple(
        Area(one.zone.label, path, one.zone.name if told else "", at, url(one), tone(one))
        for one, path, at in zip(drawn, sheet.paths, sheet.middles, strict=True)
    )
    return ZoneMap(areas, sheet.height)
