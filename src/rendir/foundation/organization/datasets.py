"""The dataset of the territory: what its zones are, and where."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from rendir.foundation.audit.queries import last_deed
from rendir.foundation.core.spanish import fold
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.foundation.organization.models import ZoneKind
from rendir.foundation.organization.queries import PlacedZone, zones_in_force

_FITS: Mapping[str, Callable[[PlacedZone, str], bool]] = {"clase": lambda row, value: row.zone.kind == value}


def published_zones(selection: Selection) -> Iterator[PlacedZone]:
    """The selected zones, by where they are. One query: a territory is small, and whole."""
    after = fold(str(selection.after[0])) if selection.after else ""
    rows = sorted(zones_in_force(), key=lambda row: fold(row.path))
    wanted = (row for row in rows if fold(row.path) > after and _is_wanted(row, selection.filters))
    return islice(wanted, selection.limit)


def _is_wanted(row: PlacedZone, wanted: Mapping[str, str]) -> bool:
    return all(_FITS[name](row, value) for name, value in wanted.items())


def _kinds() -> Sequence[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in ZoneKind.choices]


ZONES = Dataset(
    name="zonas",
    title="Zonas del territorio",
    description="Las comunas, barrios, corregimientos, veredas y demás zonas de la entidad, y dónde queda cada una.",
    columns=(
        Column(
            "ruta", "Ruta", "La zona con las que la contienen, de la mayor a la menor.", Kind.TEXT, lambda row: row.path
        ),
        Column(
            "clase", "Clase", "Qué es: comuna, barrio, corregimiento, vereda…", Kind.TEXT, lambda row: row.zone.kind
        ),
        Column("nombre", "Nombre", "Sin repetir su clase.", Kind.TEXT, lambda row: row.zone.name),
        Column(
            "queda_en",
            "Queda en",
            "La zona que la contiene. Vacío: directamente en el municipio.",
            Kind.TEXT,
            lambda row: row.inside[-1].label if row.inside else None,
        ),
        Column(
            "codigo",
            "Código",
            "El del DANE o el del plan de ordenamiento. Vacío: no se escribió.",
            Kind.TEXT,
            lambda row: row.zone.code or None,
        ),
        Column(
            "existe_desde",
            "Existe desde",
            "Cuándo se creó. Vacío: no se sabe, o de siempre.",
            Kind.DATE,
            lambda row: row.zone.starts_on,
        ),
    ),
    rows=published_zones,
    key=("ruta",),
    count=lambda: len(zones_in_force()),
    updated=lambda: last_deed("zone"),
    legal_basis="Ley 136 de 1994, artículo 117; Ley 1712 de 2014, artículo 9",
    keywords=("territorio", "comunas", "corregimientos", "veredas", "barrios"),
    topics=("organization",),
    filters=(Filter("clase", "Clase", "Solo las de esa clase.", _kinds),),
)
