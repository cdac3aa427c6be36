"""The published alignment in every format: goal by goal, with its SDGs and its rights."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.conf import settings

from rendir.foundation.audit.queries import head
from rendir.foundation.core.documents import (
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
    Signature,
    Span,
    Table,
    words,
)
from rendir.foundation.core.tabular import Column as DataColumn
from rendir.foundation.core.tabular import Dataset, Kind
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.library.freezing import Files, frozen_files, table_files
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.information.goals.models import Alignment
from rendir.information.goals.rules.linking import LinkCount, Linking

FORMATS = ("pdf", "docx", "odt", "xlsx", "csv", "json")
_COLUMNS = (Column(7.0, names_row=True), Column(3.6), Column(6.4), Column(5.4), Column(2.6))
_TITLES = ("Meta", "Responsable", "Objetivos de Desarrollo Sostenible", "Derechos", "Estado")

Line = Mapping[str, Any]


def render_alignment(alignment: Alignment) -> Files:
    """By format, the name of the file and its bytes."""
    table = table_files(_LINES, alignment.lines)
    return frozen_files(alignment_document(alignment), _json(alignment), partial(file_name, alignment), table=table)


def file_name(alignment: Alignment, kind: str) -> str:
    """`alineacion-2021-v1.pdf`."""
    return f"alineacion-{alignment.year}-v{alignment.number}.{kind}"


def alignment_document(alignment: Alignment) -> Document:
    """The alignment to read, print, sign and file."""
    entity = current_entity() or Entity()
    return Document(
        title=f"Alineación de las metas con los ODS y los derechos, {alignment.year}",
        date=day_in_bogota(alignment.published_at),
        entity=entity.name,
        logo=logo_of(entity),
        sections=tuple(_sections(alignment)),
        code=entity.format_code,
        version=entity.format_version,
        prepared_by=Signature(role=entity.prepared_by),
        reviewed_by=Signature(role=entity.reviewed_by),
        approved_by=Signature(role=alignment.published_role),
        paper=Paper.OFICIO,
        orientation=Orientation.LANDSCAPE,
        seal=_seal(alignment)[:16],
        address=f"{settings.BASE_URL}{alignment.get_absolute_url()}",
    )


def _json(alignment: Alignment) -> dict[str, Any]:
    """The alignment as data. `lines` in canonical JSON (RFC 8785) has the SHA-256 that `digest` says."""
    return {
        "plan": str(alignment.plan),
        "year": alignment.year,
        "version": alignment.number,
        "published_at": alignment.published_at.astimezone(BOGOTA).isoformat(timespec="seconds"),
        "reason": alignment.reason or None,
        "digest": alignment.digest,
        "ledger_head": _seal(alignment),
        "counts": alignment.counts,
        "lines": alignment.lines,
    }


def _seal(alignment: Alignment) -> str:
    return alignment.publication.ledger_head if alignment.publication else head()[1]


def _sections(alignment: Alignment) -> Iterator[Section]:
    counted = LinkCount(**alignment.counts)
    yield Paragraph(words(Span(f"{alignment.plan}. ", strong=True), f"{counted.said}."))
    yield BulletList(
        tuple(
            words(Span(f"{one.label}: ", strong=True), str(number))
            for one, number in (
                (Linking.LINKED, counted.linked),
                (Linking.EXCUSED, counted.excused),
                (Linking.NO_RIGHT, counted.no_right),
                (Linking.NO_SDG, counted.no_sdg),
                (Linking.NONE, counted.none),
            )
        )
    )
    if alignment.reason:
        yield Heading("Por qué se publicó otra vez")
        yield Paragraph(words(alignment.reason))
    yield Heading("Meta por meta")
    header = (tuple(Cell(words(title)) for title in _TITLES),)
    yield Table("Metas con sus ODS y sus derechos", _COLUMNS, header, tuple(_groups(alignment)))
    yield Heading("De dónde salen")
    yield BulletList(
        (
            words("Objetivos y metas de los ODS: Naciones Unidas, resolución A/RES/70/1 de 2015."),
            words("Derechos: la norma que los reconoce está junto a cada uno."),
            words("Cada vínculo lo aceptó una persona de la entidad."),
        )
    )


def _groups(alignment: Alignment) -> Iterator[Group]:
    for line in dict.fromkeys(one["line"] for one in alignment.lines):
        rows = tuple(_row(one) for one in alignment.lines if one["line"] == line)
        yield Group(rows, f"{line} · {len(rows)} {'meta' if len(rows) == 1 else 'metas'}")


def _row(line: Line) -> tuple[Cell, ...]:
    return (
        Cell(words(Span(line["code"], strong=True), f" {line['goal']}\n{line['programme']}")),
        Cell(words(line["unit"] or "Por definir")),
        Cell(words("\n".join(_sdg(line)))),
        Cell(words("\n".join(_rights(line)))),
        Cell(words(Linking(line["standing"]).label, f"\n{line['excused']}" if line["excused"] else "")),
    )


def _sdg(line: Line) -> list[str]:
    return [f"{one['number']}. {one['name']}" for one in line["sdg"]]


def _rights(line: Line) -> list[str]:
    return [f"{one['name']} ({one['norm']})" for one in line["rights"]]


_LINES: Dataset[Line] = Dataset(
    name="alineacion",
    title="Alineación de las metas",
    description="Cada meta con los ODS y los derechos a los que está vinculada, como se publicó.",
    columns=(
        DataColumn("meta", "Código", "Código de la meta.", Kind.TEXT, lambda one: one["code"]),
        DataColumn("enunciado", "Meta", "Qué se prometió.", Kind.PROSE, lambda one: one["goal"]),
        DataColumn("linea", "Línea", "Línea estratégica.", Kind.TEXT, lambda one: one["line"]),
        DataColumn("programa", "Programa", "Programa del plan.", Kind.TEXT, lambda one: one["programme"]),
        DataColumn("responsable", "Responsable", "Quién responde.", Kind.TEXT, lambda one: one["unit"] or None),
        DataColumn("ods", "ODS", "Objetivos y metas de los ODS.", Kind.LIST, _sdg),
        DataColumn("derechos", "Derechos", "Derechos con su norma.", Kind.LIST, _rights),
        DataColumn(
            "estado", "Estado", "Si está vinculada o excusada.", Kind.TEXT, lambda one: Linking(one["standing"]).label
        ),
        DataColumn("excusa", "Excusa", "Por qué no necesita vínculo.", Kind.PROSE, lambda one: one["excused"] or None),
    ),
    rows=lambda _: (),
    key=("meta",),
    count=lambda: 0,
    updated=lambda: None,
    legal_basis="Ley 1757 de 2015, artículos 48 a 56",
    keywords=("metas", "ODS", "derechos"),
    topics=("goals",),
)
