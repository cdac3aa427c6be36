"""The characterisation as one document for I1 and D1: objective, method, each group, and a chapter for each of the two
activities. It is rendered from what was frozen, so that every format says the same.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings

from rendir.foundation.audit.queries import head
from rendir.foundation.core.components.wording import written_number
from rendir.foundation.core.documents import (
    Align,
    BulletList,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Row,
    Section,
    Signature,
    Span,
    Table,
    words,
)
from rendir.foundation.core.documents.frame import long_date
from rendir.foundation.core.spanish import join_words
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.library.freezing import Files, frozen_files
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.rules.facts import GroupFacts, TableFacts

FORMATS = ("pdf", "docx", "odt", "json")
HELD_BACK = "Reservado"
"""What a count that is held back says: never a zero, never a blank."""


def render_characterisation(version: Characterisation) -> Files:
    """By format, the name of the file and its bytes. `version` has its groups, its digest and its day."""
    document, data = characterisation_document(version), characterisation_json(version)
    return frozen_files(document, data, partial(file_name, version))


def file_name(version: Characterisation, kind: str) -> str:
    """`caracterizacion-v2.pdf`."""
    return f"caracterizacion-v{version.number}.{kind}"


def characterisation_document(version: Characterisation) -> Document:
    """The document to read, print and file."""
    assert version.published_at is not None  # noqa: S101 - it is rendered as it is published
    entity = current_entity() or Entity()
    return Document(
        title=str(version),
        date=day_in_bogota(version.published_at),
        entity=entity.name,
        logo=logo_of(entity),
        sections=tuple(_sections(version)),
        approved_by=Signature(role=version.published_role),
        seal=_head(version)[:16],
        address=f"{settings.BASE_URL}{version.get_absolute_url()}",
    )


def characterisation_json(version: Characterisation) -> dict[str, Any]:
    """The version as data. `groups` in canonical JSON (RFC 8785) has the SHA-256 that `digest` says."""
    assert version.published_at is not None  # noqa: S101 - it is rendered as it is published
    return {
        "number": version.number,
        "published_at": version.published_at.astimezone(BOGOTA).isoformat(timespec="seconds"),
        "objective": version.objective,
        "method": version.method,
        "limits": version.limits or None,
        "reason": version.reason or None,
        "least": version.least,
        "digest": version.digest,
        "ledger_head": _head(version),
        "groups": version.content,
    }


def counted_in_words(count: int | None) -> str:
    """`1.240`; what is held back says so."""
    return HELD_BACK if count is None else written_number(count)


def part_in_words(count: int | None, base: int | None) -> str:
    """`54,8 %`; nothing where the count or its base is not told."""
    return f"{written_number(100 * count / base, 1)} %" if count is not None and base else ""


def source_in_words(table: TableFacts) -> str:
    """`Registro de usuarios, 3 de mayo de 2021, n = 240`."""
    base = "n reservado" if table.base is None else f"n = {written_number(table.base)}"
    return f"{table.source}, {long_date(table.source_on)}, {base}"


def rule_in_words(least: int | None) -> str:
    """Why some counts are not there."""
    return (
        f"«{HELD_BACK}» no es cero: son menos de {least} personas u organizaciones, o un conteo que las dejaría ver "
        "por una resta. Así nadie queda señalado (Ley 1581 de 2012, art. 6 e)."
    )


def _head(version: Characterisation) -> str:
    return version.publication.ledger_head if version.publication else head()[1]


def _sections(version: Characterisation) -> Iterator[Section]:
    groups = version.groups
    for title, text in (
        ("Para qué se hizo", version.objective),
        ("Cómo se hizo", version.method),
        ("Qué no alcanza a decir", version.limits),
        ("Qué cambia frente a la versión anterior", version.reason),
    ):
        if text:
            yield Heading(title)
            yield Paragraph(words(text))
    yield Heading("Ficha resumen")
    yield _summary(groups)
    yield Heading("Los grupos")
    yield Paragraph(words(rule_in_words(version.least)), small=True)
    for group in groups:
        yield from _group(group)
    yield Heading("Necesidades de información (actividad I1)")
    yield _needs(groups)
    yield Heading("Canales de diálogo (actividad D1)")
    yield _channels(groups)


def _summary(groups: tuple[GroupFacts, ...]) -> Table:
    rows = (
        (
            _cell(one.name, strong=True),
            _cell(one.kind.label),
            _cell(join_words(one.zones) or "Sin zonas anotadas"),
            _cell(join_words([part.name for part in one.segments]) or "Sin segmentos"),
        )
        for one in groups
    )
    columns = (Column(2, names_row=True), Column(1.2), Column(2.4), Column(2.4))
    return _table("Los grupos de valor", columns, ("Grupo", "Se compone de", "Dónde está", "Segmentos"), tuple(rows))


def _group(group: GroupFacts) -> Iterator[Section]:
    yield Heading(group.name, level=2)
    yield Paragraph(words(group.summary))
    told = (
        ("Enfoque diferencial", group.differential),
        ("Barreras", group.barriers),
        ("Ajustes", group.adjustments),
        ("Dónde está", join_words(group.zones)),
    )
    if items := tuple(words(Span(f"{term}: ", strong=True), text) for term, text in told if text):
        yield BulletList(items)
    if group.segments:
        parts = (words(Span(one.name, strong=True), f". {one.description}") for one in group.segments)
        yield BulletList(tuple(parts))
    for table in group.tables:
        yield _counts(table)
        several = " Cada quien podía escoger varias." if table.multiple else ""
        yield Paragraph(words(f"Fuente: {source_in_words(table)}. {table.dimension.short}.{several}"), small=True)


def _counts(table: TableFacts) -> Table:
    name = f"{table.variable}, {table.segment}" if table.segment else table.variable
    rows = tuple(
        (_cell(value), _cell(counted_in_words(count)), _cell(part_in_words(count, table.base)))
        for value, count in table.values
    )
    columns = (Column(4, names_row=True), Column(1, Align.END), Column(1, Align.END))
    return _table(name, columns, ("Valor", "Cuántos", "Parte"), rows)


def _needs(groups: tuple[GroupFacts, ...]) -> Table:
    rows = tuple(
        (
            _cell(group.name, strong=True),
            _cell(need.topic),
            _cell(need.format.label),
            _cell(need.frequency.label),
            _cell(need.language),
        )
        for group in groups
        for need in group.needs
    )
    nothing = tuple(
        (_cell(group.name, strong=True), Cell(words("No se sabe todavía"), columns=4))
        for group in groups
        if not group.needs
    )
    columns = (Column(1.6, names_row=True), Column(2.6), Column(1.6), Column(1.4), Column(1.1))
    header = ("Grupo", "Qué quieren saber", "En qué forma", "Cada cuánto", "Lengua")
    return _table("Qué quiere saber cada grupo", columns, header, (*rows, *nothing))


def _channels(groups: tuple[GroupFacts, ...]) -> Table:
    rows = tuple(
        (
            _cell(group.name, strong=True),
            _cell(_ranked([one.label for one in group.publication])),
            _cell(_ranked([one.label for one in group.dialogue])),
        )
        for group in groups
    )
    columns = (Column(1.6, names_row=True), Column(3), Column(3))
    header = ("Grupo", "Para informarles, el preferido primero", "Para escucharles, el preferido primero")
    return _table("Por dónde se informa y se escucha a cada grupo", columns, header, rows)


def _ranked(labels: list[str]) -> str:
    return "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1)) or "Ninguno"


def _cell(text: str, *, strong: bool = False) -> Cell:
    return Cell(words(Span(text, strong=strong)))


def _table(caption: str, columns: tuple[Column, ...], header: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    return Table(caption, columns, (tuple(Cell(words(label)) for label in header),), (Group(rows),))
