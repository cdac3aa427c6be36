"""The schedule as a document to read, print and sign, in the grid that entities know: the component climbing beside its
rows, the activity, five stages, the product, three four-month periods and the responsible.
"""

from collections.abc import Iterator, Sequence

from rendir.foundation.core.documents import (
    Align,
    BulletList,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Orientation,
    Paper,
    Paragraph,
    Section,
    Span,
    Table,
    words,
)
from rendir.foundation.core.documents.model import INK, Words
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.exports.heading import ScheduleHeading, size_of
from rendir.plan.planning.exports.sheet_style import COLOURS
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, Stage
from rendir.plan.planning.rules.totals import by_component

_MARK = "X"
_HOMELESS = "Sin componente"
_COLUMNS = (
    Column(0.75, Align.CENTER, names_row=True),
    Column(7.0, names_row=True),
    *(Column(0.75, Align.CENTER) for _ in Stage),
    Column(7.0),
    *(Column(0.85, Align.CENTER) for _ in PERIODS),
    Column(3.6),
)


def schedule_document(
    activities: Sequence[ActivityFacts],
    heading: ScheduleHeading,
    *,
    paper: Paper = Paper.OFICIO,
    orientation: Orientation = Orientation.LANDSCAPE,
) -> Document:
    """The document, of the day of the heading."""
    signatures = dict(heading.signatures)
    return Document(
        title=f"{heading.title} {heading.year}",
        date=heading.day,
        entity=heading.entity,
        sections=tuple(_sections(activities, heading)),
        code=heading.format_code,
        version=heading.format_version,
        prepared_by=signatures.get("Elaboró"),
        reviewed_by=signatures.get("Revisó"),
        approved_by=signatures.get("Aprobó"),
        paper=paper,
        orientation=orientation,
        seal=heading.seal,
        address=heading.address,
        logo=heading.logo,
        mark=heading.mark,
    )


def _sections(activities: Sequence[ActivityFacts], heading: ScheduleHeading) -> Iterator[Section]:
    yield Paragraph(words(Span(heading.standing, strong=True), f" · {size_of(activities)}."))
    yield _grid(activities, heading)
    yield Heading("Cómo leer el cronograma")
    yield BulletList(tuple(_how_to_read(heading.year)))
    kinds = tuple(_what_each_is(activities))
    if kinds:
        yield Heading("Qué es cada actividad")
        yield BulletList(kinds)


def _grid(activities: Sequence[ActivityFacts], heading: ScheduleHeading) -> Table:
    groups = [_group(component.label, group, COLOURS[component]) for component, group in by_component(activities)]
    homeless = [one for one in activities if one.component is None]
    groups += [_group(_HOMELESS, homeless, INK)] if homeless else []
    return Table(f"Cronograma {heading.year}", _COLUMNS, _header(), tuple(groups))


def _header() -> tuple[tuple[Cell, ...], ...]:
    above = (
        Cell(),
        Cell(words("Actividad"), rows=2),
        Cell(words("Etapas"), columns=len(Stage)),
        Cell(words("Meta o producto"), rows=2),
        Cell(words("Cuatrimestre"), columns=len(PERIODS)),
        Cell(words("Dependencia responsable"), rows=2),
    )
    stages = tuple(Cell(words(stage.label), turned=True) for stage in Stage)
    return above, (Cell(words("Componente"), turned=True), *stages, *(Cell(words(str(period))) for period in PERIODS))


def _group(name: str, activities: Sequence[ActivityFacts], colour: str) -> Group:
    """The rows of a component; its name climbs beside them, as in the entity's own grid."""
    component = Cell(words(Span(name.upper(), strong=True)), rows=len(activities), turned=True)
    first, *others = (_row(one) for one in activities)
    return Group(((component, *first), *others), colour=colour.lower())


def _row(activity: ActivityFacts) -> tuple[Cell, ...]:
    names = ";\n".join(one.name for one in activity.responsibles)
    return (
        Cell(words(Span(activity.code, strong=True), f" {activity.name}")),
        *(_mark(stage in activity.stages) for stage in Stage),
        Cell(words(activity.product or "")),
        *(_mark(period in activity.periods) for period in PERIODS),
        Cell(words(names or "Por definir")),
    )


def _mark(marked: bool) -> Cell:
    return Cell(words(Span(_MARK, strong=True))) if marked else Cell()


def _how_to_read(year: int) -> Iterator[Words]:
    yield words(Span(_MARK, strong=True), ": la actividad se hace en esa etapa o en ese cuatrimestre.")
    periods = "; ".join(f"{period}, {PERIOD_LABELS[period].lower()}" for period in PERIODS)
    yield words(Span("Cuatrimestres de ", strong=True), Span(str(year), strong=True), f": {periods}.")
    yield words(
        Span("Entrega", strong=True), ": una actividad en un cuatrimestre. Una actividad marcada en dos son dos."
    )
    stages = "; ".join(f"{stage.label.lower()}, {stage.plain}" for stage in Stage)
    yield words(Span("Etapas", strong=True), f": {stages}.")


def _what_each_is(activities: Sequence[ActivityFacts]) -> Iterator[Words]:
    """One line for each activity whose kind is known: what it is in plain words, when it is owed, and its norm."""
    for activity in activities:
        kind = by_key(activity.action_type) if activity.action_type else None
        if kind:
            yield words(Span(f"{activity.code}. {kind.label}.", strong=True), f" {kind.due.label}. {kind.norm}.")
