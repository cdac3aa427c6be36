"""A decided round in every format: method, sources, weights, votes, ranking, ties and decision."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings

from rendir.foundation.audit.queries import head
from rendir.foundation.core.documents import (
    Align,
    BulletList,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Paper,
    Paragraph,
    Section,
    Signature,
    Span,
    Table,
    words,
)
from rendir.foundation.core.documents.frame import long_date
from rendir.foundation.core.spanish import count
from rendir.foundation.core.tabular import Column as DataColumn
from rendir.foundation.core.tabular import Dataset, Kind
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.library.freezing import Files, frozen_files, table_files
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.information.topics.actions.rounds import Decided
from rendir.information.topics.exports.wording import (
    BY_ITS_PLACE,
    HOW,
    basis_in_words,
    channel_lines,
    part_in_words,
    source_in_words,
)
from rendir.information.topics.models import TopicRound
from rendir.information.topics.rules.ranking import Placed, in_two_decimals
from rendir.information.topics.rules.recount import from_json

FORMATS = ("pdf", "docx", "odt", "xlsx", "csv", "json")
NAMES = {"pdf": "PDF", "docx": "Word", "odt": "ODT", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


def render_round(round_: TopicRound, decided: Decided) -> Files:
    """By format, the name of the file and its bytes."""
    table = table_files(_ROWS, tuple(_rows(round_, decided)))
    document, data = round_document(round_, decided), round_json(round_, decided)
    return frozen_files(document, data, partial(file_name, round_), table=table)


def file_name(round_: TopicRound, kind: str) -> str:
    """`temas-2021-1.pdf`."""
    return f"temas-{round_.slug}.{kind}"


def round_json(round_: TopicRound, decided: Decided) -> dict[str, Any]:
    """The round as data. `inputs` and `ranking` in canonical JSON (RFC 8785) have the SHA-256 that `digest` says."""
    return {
        "round": round_.slug,
        "title": round_.title,
        "question": round_.question,
        "opens_on": round_.opens_on.isoformat(),
        "closes_on": round_.closes_on.isoformat(),
        "inputs": round_.inputs,
        "ranking": round_.ranking,
        "digest": round_.digest,
        "decided_at": decided.at.astimezone(BOGOTA).isoformat(timespec="seconds"),
        "decided_by": decided.role,
        "decision": decided.decision or None,
        "topics": [
            {"key": one.key, "taken": one.taken, "reason": one.reason or None} for one in decided.choices.values()
        ],
    }


def round_document(round_: TopicRound, decided: Decided) -> Document:
    """The round to read, print, sign and file."""
    entity = current_entity() or Entity()
    return Document(
        title=f"Temas que más importan: {round_.title}",
        date=day_in_bogota(decided.at),
        entity=entity.name,
        logo=logo_of(entity),
        sections=tuple(_sections(round_, decided)),
        code=entity.format_code,
        version=entity.format_version,
        prepared_by=Signature(role=entity.prepared_by),
        reviewed_by=Signature(role=entity.reviewed_by),
        approved_by=Signature(role=decided.role),
        paper=Paper.CARTA,
        seal=head()[1][:16],
        address=f"{settings.BASE_URL}{round_.get_absolute_url()}",
    )


def _sections(round_: TopicRound, decided: Decided) -> Iterator[Section]:
    inputs, placed = round_.inputs or {}, from_json(round_.ranking or ())
    yield Paragraph(words(Span(round_.question, strong=True)))
    yield Paragraph(
        words(
            f"Se votó del {long_date(round_.opens_on)} al {long_date(round_.closes_on)}, "
            f"hasta {count(round_.most_choices, 'tema', 'temas')} en cada voto."
        )
    )
    if round_.method:
        yield Paragraph(words(round_.method))
    yield Heading("La decisión")
    if decided.decision:
        yield Paragraph(words(decided.decision))
    yield _decision_table(placed, decided)
    yield Heading("El resultado")
    yield _ranking_table(placed)
    ties = [one for one in placed if one.tie]
    if ties:
        yield Heading("Empates", level=2)
        yield BulletList(tuple(words(Span(f"{one.title}. ", strong=True), one.tie) for one in ties))
    yield Heading("Los criterios y sus pesos")
    yield _criteria_table(inputs)
    yield Heading("Los votos")
    yield BulletList(
        tuple(words(Span(f"{label}: ", strong=True), str(number)) for label, number in channel_lines(inputs))
    )
    yield Heading("De dónde salen los puntos de cada tema")
    yield _parts_table(placed, inputs)
    yield Heading("De dónde viene cada tema")
    yield _sources_table(inputs)
    yield Heading("Cómo se calcula")
    yield BulletList(tuple(words(one) for one in HOW))


def _table(
    caption: str, columns: tuple[Column, ...], titles: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]
) -> Table:
    return Table(caption, columns, (tuple(Cell(words(one)) for one in titles),), (Group(tuple(rows)),))


def _decision_table(placed: tuple[Placed, ...], decided: Decided) -> Table:
    rows = []
    for one in placed:
        choice = decided.choices[one.key]
        said = choice.reason or BY_ITS_PLACE
        rows.append(
            (Cell(words(one.title)), Cell(words("Se escoge" if choice.taken else "No se escoge")), Cell(words(said)))
        )
    columns = (Column(4, names_row=True), Column(2), Column(5))
    return _table("Qué se decidió de cada tema", columns, ("Tema", "Decisión", "Por qué"), rows)


def _ranking_table(placed: tuple[Placed, ...]) -> Table:
    rows = [
        (
            Cell(words(str(one.place))),
            Cell(words(one.title)),
            Cell(words(str(one.votes))),
            Cell(words(in_two_decimals(one.points))),
        )
        for one in placed
    ]
    columns = (Column(1, Align.END), Column(6, names_row=True), Column(1.4, Align.END), Column(1.6, Align.END))
    return _table("Temas por puntos", columns, ("Puesto", "Tema", "Votos", "Puntos"), rows)


def _criteria_table(inputs: Mapping[str, Any]) -> Table:
    rows = [
        (Cell(words(one["name"])), Cell(words(str(one["weight"]))), Cell(words(basis_in_words(one))))
        for one in inputs["criteria"]
    ]
    columns = (Column(3, names_row=True), Column(1, Align.END), Column(6))
    return _table("Criterios", columns, ("Criterio", "Peso", "De dónde sale"), rows)


def _parts_table(placed: tuple[Placed, ...], inputs: Mapping[str, Any]) -> Table:
    criteria = {one["key"]: one for one in inputs["criteria"]}
    reasons = {one["key"]: one["reasons"] for one in inputs["topics"]}
    rows = [
        (
            Cell(words(one.title)),
            Cell(words(criteria[part.criterion]["name"])),
            Cell(words(part_in_words(part, criteria[part.criterion], reasons[one.key].get(part.criterion, "")))),
            Cell(words(in_two_decimals(part.points))),
        )
        for one in placed
        for part in one.parts
    ]
    columns = (Column(3, names_row=True), Column(2.4), Column(4.4), Column(1.2, Align.END))
    return _table("Puntos de cada tema en cada criterio", columns, ("Tema", "Criterio", "Valor", "Puntos"), rows)


def _sources_table(inputs: Mapping[str, Any]) -> Table:
    rows = [
        (Cell(words(topic["title"])), Cell(words(source_in_words(one))), Cell(words(_day(one["on"]))))
        for topic in inputs["topics"]
        for one in topic["sources"]
    ]
    none = (Cell(words("Ninguno")), Cell(words("Los temas de esta ronda no tienen fuentes anotadas.")), Cell())
    columns = (Column(3, names_row=True), Column(6), Column(2))
    return _table("Fuentes", columns, ("Tema", "Fuente", "Fecha"), rows or [none])


def _day(iso: str) -> str:
    return long_date(date.fromisoformat(iso))


Line = tuple[Placed, bool, str]


def _rows(round_: TopicRound, decided: Decided) -> Iterator[Line]:
    for one in from_json(round_.ranking or ()):
        choice = decided.choices[one.key]
        yield one, choice.taken, choice.reason


_ROWS: Dataset[Line] = Dataset(
    name="ronda-de-temas",
    title="Ronda de temas",
    description="Cada tema de la ronda, en su puesto, con la decisión.",
    columns=(
        DataColumn("puesto", "Puesto", "Lugar en el resultado.", Kind.WHOLE, lambda one: one[0].place),
        DataColumn("tema", "Tema", "Su dirección.", Kind.TEXT, lambda one: one[0].key),
        DataColumn("titulo", "Título", "De qué se trata.", Kind.TEXT, lambda one: one[0].title),
        DataColumn("puntos", "Puntos", "De 100.", Kind.TEXT, lambda one: in_two_decimals(one[0].points)),
        DataColumn("votos", "Votos", "Los que obtuvo.", Kind.WHOLE, lambda one: one[0].votes),
        DataColumn("empate", "Empate", "Con quién y cómo se resolvió.", Kind.PROSE, lambda one: one[0].tie or None),
        DataColumn("escogido", "Escogido", "Lo que se decidió.", Kind.TEXT, lambda one: "sí" if one[1] else "no"),
        DataColumn("razon", "Razón", "Por qué.", Kind.PROSE, lambda one: one[2] or BY_ITS_PLACE),
    ),
    rows=lambda _: (),
    key=("tema",),
    count=lambda: 0,
    updated=lambda: None,
    legal_basis="Ley 1757 de 2015, artículos 50 y 53",
    keywords=("rendición de cuentas", "temas"),
    topics=("topics",),
)
