"""The datasets of the plan: what anybody may take away of the schedules adopted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.urls import reverse

from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.plan.planning.models import StrategyVersion
from rendir.plan.planning.queries import versions_in_force
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, Component, Stage

_LETTERS = "".join(component.letter for component in Component)


@dataclass(frozen=True, slots=True)
class PublishedActivity:
    """An activity of the version in force of a year, and its place in it (from 1)."""

    version: StrategyVersion
    place: int
    facts: ActivityFacts

    @property
    def year(self) -> int:
        return self.version.strategy.year

    @property
    def key(self) -> tuple[int, str]:
        return self.year, self.facts.code

    @property
    def address(self) -> str:
        return f"{settings.BASE_URL}{reverse('compliance:activity', args=[self.year, self.facts.code])}"


def published_activities(selection: Selection) -> Iterator[PublishedActivity]:
    """The selected activities of every version in force, by year and code: a code is for ever, a place in the schedule
    is not. One query: versions are few, and whole.
    """
    after = _order(*selection.after) if selection.after else ()
    rows = (row for row in _everything() if _order(*row.key) > after and _is_wanted(row, selection.filters))
    return islice(rows, selection.limit)


def _everything() -> Iterator[PublishedActivity]:
    for version in reversed(versions_in_force()):
        rows = (PublishedActivity(version, place, one) for place, one in enumerate(version.activities(), start=1))
        yield from sorted(rows, key=lambda row: _order(*row.key))


def _order(year: int | str, code: int | str) -> tuple[int, ...]:
    """Where a code stands, whether or not it is still in force: by year, component and number (I2 before I10)."""
    letter, number = str(code)[:1], str(code)[1:]
    return int(year), _LETTERS.find(letter) % (len(_LETTERS) + 1), int(number) if number.isdecimal() else 0


def _is_wanted(row: PublishedActivity, wanted: Mapping[str, str]) -> bool:
    return all(_FITS[name](row, value) for name, value in wanted.items())


_FITS: dict[str, Callable[[PublishedActivity, str], bool]] = {
    "vigencia": lambda row, value: str(row.year) == value,
    "componente": lambda row, value: row.facts.component == value,
    "etapa": lambda row, value: value in row.facts.stages,
    "cuatrimestre": lambda row, value: value in map(str, row.facts.periods),
}


def _count() -> int:
    return sum(len(version.facts) for version in versions_in_force())


def _updated() -> datetime | None:
    return max((version.adopted_at for version in versions_in_force()), default=None)


def _years() -> Sequence[tuple[str, str]]:
    return [(str(version.strategy.year),) * 2 for version in versions_in_force()]


def _components() -> Sequence[tuple[str, str]]:
    return [(one.value, one.label) for one in Component]


def _stages() -> Sequence[tuple[str, str]]:
    return [(one.value, one.label) for one in Stage]


def _periods() -> Sequence[tuple[str, str]]:
    return [(str(period), f"{period}: {PERIOD_LABELS[period].lower()}") for period in PERIODS]


ACTIVITIES = Dataset(
    name="actividades",
    title="Actividades del cronograma",
    description=(
        "Lo que la entidad se comprometió a hacer cada año para rendir cuentas: cada actividad de la versión vigente "
        "del cronograma, con su producto, cuándo se hace y quién responde."
    ),
    columns=(
        Column("vigencia", "Vigencia", "Año de la estrategia a la que pertenece.", Kind.WHOLE, lambda row: row.year),
        Column("orden", "Orden", "Lugar en el cronograma, desde 1.", Kind.WHOLE, lambda row: row.place),
        Column(
            "codigo",
            "Código",
            "Letra del componente y número: no cambia mientras la actividad exista.",
            Kind.TEXT,
            lambda row: row.facts.code,
        ),
        Column(
            "componente",
            "Componente",
            "Elemento de la rendición de cuentas: Información, Diálogo o Responsabilidad.",
            Kind.TEXT,
            lambda row: row.facts.component.label if row.facts.component else None,
        ),
        Column("actividad", "Actividad", "Qué se hace, como se adoptó.", Kind.PROSE, lambda row: row.facts.name),
        Column(
            "etapas",
            "Etapas",
            "Etapas del proceso en que se hace: una o varias de las cinco.",
            Kind.LIST,
            lambda row: [stage.label for stage in row.facts.ordered_stages],
        ),
        Column(
            "cuatrimestres",
            "Cuatrimestres",
            "Periodos de cuatro meses en que se entrega: 1 (enero a abril), 2 (mayo a agosto), "
            "3 (septiembre a diciembre).",
            Kind.LIST,
            lambda row: [str(period) for period in row.facts.ordered_periods],
        ),
        Column(
            "meta_producto",
            "Meta o producto",
            "Lo que debe existir al final. Vacío: el cronograma no lo dice.",
            Kind.PROSE,
            lambda row: row.facts.product,
        ),
        Column(
            "responsables",
            "Responsables",
            "Dependencias, equipos o roles que responden, con el nombre como se adoptó. Vacío: sin definir.",
            Kind.LIST,
            lambda row: [one.name for one in row.facts.responsibles],
        ),
        Column(
            "clases_de_responsable",
            "Clase de cada responsable",
            "Dependencia, Equipo, Rol o Por aclarar, en el mismo orden de los responsables.",
            Kind.LIST,
            lambda row: [one.kind.label for one in row.facts.responsibles],
        ),
        Column(
            "tipo_de_accion",
            "Tipo de acción",
            "Clase de actividad según el método, la misma de un año a otro. Vacío: sin clasificar.",
            Kind.TEXT,
            lambda row: row.facts.action_type,
        ),
        Column(
            "version",
            "Versión",
            "Número de la versión adoptada de la que viene.",
            Kind.WHOLE,
            lambda row: row.version.number,
        ),
        Column(
            "adoptada", "Adoptada", "Cuándo se adoptó esa versión.", Kind.MOMENT, lambda row: row.version.adopted_at
        ),
        Column("direccion", "Página", "Página pública de la actividad.", Kind.ADDRESS, lambda row: row.address),
    ),
    rows=published_activities,
    key=("vigencia", "codigo"),
    count=_count,
    updated=_updated,
    legal_basis="Ley 1757 de 2015, artículos 48 a 56; Ley 1712 de 2014, artículo 9",
    keywords=("rendición de cuentas", "cronograma", "participación ciudadana", "transparencia"),
    topics=("plan",),
    filters=(
        Filter("vigencia", "Vigencia", "Solo un año.", _years),
        Filter("componente", "Componente", "Solo uno de los tres elementos.", _components),
        Filter("etapa", "Etapa", "Solo lo que se hace en una etapa.", _stages),
        Filter("cuatrimestre", "Cuatrimestre", "Solo lo que se entrega en un periodo.", _periods),
    ),
)
