"""The datasets of the characterisation: the groups as they were published, and their figures without small counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse

from rendir.foundation.audit.held import held
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.queries import published_versions
from rendir.information.audiences.rules.facts import GroupFacts, TableFacts


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in a published version."""

    version: Characterisation
    group: GroupFacts

    @property
    def key(self) -> tuple[int, str]:
        """What tells it from the others."""
        return self.version.number, self.group.slug


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One value of one table of a group in a published version."""

    version: Characterisation
    group: GroupFacts
    line: int
    table: TableFacts
    value: str
    count: int | None

    @property
    def key(self) -> tuple[int, str, int]:
        """What tells it from the others."""
        return self.version.number, self.group.slug, self.line


_FITS: Mapping[str, Callable[[GroupRow | FigureRow, str], bool]] = {
    "version": lambda row, value: str(row.version.number) == value,
    "grupo": lambda row, value: row.group.slug == value,
}


def published_groups(selection: Selection) -> Iterator[GroupRow]:
    """The selected groups, by version and address. One query: versions are few, and whole."""
    return islice((row for row in _groups() if _is_wanted(row, selection)), selection.limit)


def published_figures(selection: Selection) -> Iterator[FigureRow]:
    """The selected figures, by version, group and line. One query."""
    return islice((row for row in _figures() if _is_wanted(row, selection)), selection.limit)


@held("audiences")
def _published() -> tuple[Characterisation, ...]:
    return tuple(published_versions().order_by("number"))


def _updated() -> datetime | None:
    return max((one.published_at for one in _published() if one.published_at), default=None)


def _groups() -> Iterator[GroupRow]:
    for version in _published():
        for group in sorted(version.groups, key=lambda one: one.slug):
            yield GroupRow(version, group)


def _figures() -> Iterator[FigureRow]:
    for row in _groups():
        values = ((table, value, count) for table in row.group.tables for value, count in table.values)
        for line, (table, value, count) in enumerate(values, 1):
            yield FigureRow(row.version, row.group, line, table, value, count)


def _is_wanted(row: GroupRow | FigureRow, selection: Selection) -> bool:
    after = selection.after is None or row.key > selection.after
    return after and all(_FITS[name](row, value) for name, value in selection.filters.items())


def _versions() -> Sequence[tuple[str, str]]:
    return [(str(one.number), str(one.number)) for one in reversed(_published())]


def _slugs() -> Sequence[tuple[str, str]]:
    return sorted({row.group.slug: row.group.name for row in _groups()}.items())


_VERSION: Column[Any] = Column(
    "version", "Versión", "De la caracterización en que se publicó.", Kind.WHOLE, lambda row: row.version.number
)
_GROUP: Column[Any] = Column(
    "grupo", "Grupo", "Su identidad: el final de su dirección.", Kind.TEXT, lambda row: row.group.slug
)
_NAME: Column[Any] = Column("nombre", "Nombre", "Cómo se llama.", Kind.TEXT, lambda row: row.group.name)
_FILTERS = (
    Filter("version", "Versión", "Solo una versión.", _versions),
    Filter("grupo", "Grupo", "Solo un grupo.", _slugs),
)
_LAW = "Ley 1757 de 2015, artículos 50 y 53; Ley 1712 de 2014, artículo 9; Ley 1581 de 2012, artículo 6 e"

AUDIENCES: Dataset[GroupRow] = Dataset(
    name="grupos-de-valor",
    title="Grupos de valor",
    description=(
        "A quiénes rinde cuentas la entidad: quiénes son, dónde están, qué quieren saber y por qué canales se les "
        "informa y se les escucha, como se publicó en cada versión de la caracterización."
    ),
    columns=(
        _VERSION,
        _GROUP,
        _NAME,
        Column("clase", "Clase", "De personas o de organizaciones.", Kind.TEXT, lambda row: row.group.kind.value),
        Column("quienes", "Quiénes son", "En pocas frases.", Kind.PROSE, lambda row: row.group.summary),
        Column("zonas", "Zonas", "Dónde está.", Kind.LIST, lambda row: row.group.zones),
        Column(
            "segmentos",
            "Segmentos",
            "Las partes que se distinguen en él.",
            Kind.LIST,
            lambda row: [one.name for one in row.group.segments],
        ),
        Column(
            "necesidades",
            "Necesidades de información",
            "Qué quieren saber, en qué forma y cada cuánto.",
            Kind.LIST,
            lambda row: [
                f"{one.topic} ({one.format.label}; {one.frequency.label}; {one.language})" for one in row.group.needs
            ],
        ),
        Column(
            "canales_publicacion",
            "Canales para informarles",
            "El preferido primero. Vacío: ninguno.",
            Kind.LIST,
            lambda row: [one.label for one in row.group.publication],
        ),
        Column(
            "canales_dialogo",
            "Canales para escucharles",
            "El preferido primero. Vacío: ninguno.",
            Kind.LIST,
            lambda row: [one.label for one in row.group.dialogue],
        ),
        Column(
            "enfoque_diferencial",
            "Enfoque diferencial",
            "Qué se hace distinto con este grupo. Vacío: no se dijo.",
            Kind.PROSE,
            lambda row: row.group.differential or None,
        ),
        Column(
            "barreras",
            "Barreras",
            "Qué le impide informarse o participar. Vacío: no se dijo.",
            Kind.PROSE,
            lambda row: row.group.barriers or None,
        ),
        Column(
            "ajustes",
            "Ajustes",
            "Qué hace la entidad frente a las barreras. Vacío: no se dijo.",
            Kind.PROSE,
            lambda row: row.group.adjustments or None,
        ),
        Column(
            "direccion",
            "Página",
            "Página pública del grupo, como está hoy.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{reverse('audiences:group', args=[row.group.slug])}",
        ),
    ),
    rows=published_groups,
    key=("version", "grupo"),
    count=lambda: sum(1 for _row in _groups()),
    updated=_updated,
    legal_basis=_LAW,
    keywords=("grupos de valor", "caracterización", "participación", "canales"),
    topics=("audiences",),
    filters=_FILTERS,
)

AUDIENCE_FIGURES: Dataset[FigureRow] = Dataset(
    name="grupos-de-valor-cifras",
    title="Cifras de los grupos de valor",
    description=(
        "Cuántos de cada valor hay en los grupos de valor y en sus segmentos, con fuente, fecha y base. Los conteos "
        "pequeños, y los que los dejarían ver por una resta, no se publican: nadie queda señalado."
    ),
    columns=(
        _VERSION,
        _GROUP,
        Column("linea", "Línea", "Su número en el grupo y la versión.", Kind.WHOLE, lambda row: row.line),
        _NAME,
        Column(
            "segmento",
            "Segmento",
            "La parte del grupo que se cuenta. Vacío: el grupo entero.",
            Kind.TEXT,
            lambda row: row.table.segment or None,
        ),
        Column("dimension", "Dimensión", "Qué describe.", Kind.TEXT, lambda row: row.table.dimension.value),
        Column("variable", "Variable", "Qué se contó.", Kind.TEXT, lambda row: row.table.variable),
        Column("valor", "Valor", "De la variable.", Kind.TEXT, lambda row: row.value),
        Column(
            "cuantos",
            "Cuántos",
            "Personas u organizaciones. Vacío: reservado, que no es cero.",
            Kind.WHOLE,
            lambda row: row.count,
        ),
        Column(
            "reservado",
            "Reservado",
            "Si el conteo no se publica para no señalar a nadie.",
            Kind.FLAG,
            lambda row: row.count is None,
        ),
        Column(
            "base", "Base", "Cuántos se contaron en total. Vacío: reservado.", Kind.WHOLE, lambda row: row.table.base
        ),
        Column(
            "varias",
            "Varias respuestas",
            "Si cada quien podía escoger varias: la suma pasa de la base.",
            Kind.FLAG,
            lambda row: row.table.multiple,
        ),
        Column("fuente", "Fuente", "De dónde sale.", Kind.TEXT, lambda row: row.table.source),
        Column(
            "clase_de_fuente",
            "Clase de fuente",
            "Qué es la fuente.",
            Kind.TEXT,
            lambda row: row.table.source_kind.value,
        ),
        Column("fecha", "Fecha", "De qué día son los datos.", Kind.DATE, lambda row: row.table.source_on),
    ),
    rows=published_figures,
    key=("version", "grupo", "linea"),
    count=lambda: sum(1 for _row in _figures()),
    updated=_updated,
    legal_basis=_LAW,
    keywords=("grupos de valor", "caracterización", "estadística"),
    topics=("audiences",),
    filters=_FILTERS,
)
