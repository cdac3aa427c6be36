"""The frozen cut in every format, with the columns that the entity files: activity, programmed, done, %, evidence,
remarks.
"""

from collections.abc import Iterator
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
    Orientation,
    Paper,
    Paragraph,
    Section,
    Signature,
    Span,
    Table,
    words,
)
from rendir.foundation.core.documents.frame import long_date
from rendir.foundation.core.tabular import Column as DataColumn
from rendir.foundation.core.tabular import Dataset, Kind
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.library.freezing import Files, frozen_files, table_files
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.plan.compliance.exports.wording import (
    NOT_APPLICABLE,
    count_lines,
    deliveries_word,
    in_a_sentence,
    percent,
    written,
)
from rendir.plan.compliance.models import Cut
from rendir.plan.compliance.rules.cuts import FrozenLine
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Status
from rendir.plan.compliance.rules.tally import Tally
from rendir.plan.planning.exports.sheet_style import COLOURS
from rendir.plan.planning.rules.facts import PERIOD_LABELS, Component

FORMATS = ("pdf", "docx", "odt", "xlsx", "csv", "json")
_COLUMNS = (
    Column(6.2, names_row=True),
    Column(4.2),
    Column(5.4),
    Column(1.3, Align.END),
    Column(3.6),
    Column(4.2),
)
_TITLES = ("Actividad", "Programado", "Hecho", "%", "Evidencia", "Observaciones")


def render_cut(cut: Cut) -> Files:
    """By format, the name of the file and its bytes."""
    table = table_files(_LINES, cut.frozen_lines())
    return frozen_files(cut_document(cut), cut_json(cut), partial(file_name, cut), table=table)


def file_name(cut: Cut, kind: str) -> str:
    """`corte-2021-1-v1.pdf`."""
    return f"corte-{cut.strategy.year}-{cut.period}-v{cut.number}.{kind}"


def cut_document(cut: Cut) -> Document:
    """The cut to read, print, sign and file."""
    entity = current_entity() or Entity()
    return Document(
        title=f"Seguimiento a la rendición de cuentas, corte del {long_date(cut.cut_on)}",
        date=day_in_bogota(cut.frozen_at),
        entity=entity.name,
        logo=logo_of(entity),
        sections=tuple(_sections(cut)),
        code=entity.format_code,
        version=entity.format_version,
        prepared_by=Signature(role=entity.prepared_by),
        reviewed_by=Signature(role=entity.reviewed_by),
        approved_by=Signature(role=cut.frozen_role),
        paper=Paper.OFICIO,
        orientation=Orientation.LANDSCAPE,
        seal=_seal(cut),
        address=f"{settings.BASE_URL}{cut.get_absolute_url()}",
    )


def cut_json(cut: Cut) -> dict[str, Any]:
    """The cut as data. `lines` and `counts` in canonical JSON (RFC 8785) have the SHA-256 that `digest` says."""
    return {
        "year": cut.strategy.year,
        "period": cut.period,
        "version": cut.number,
        "cut_on": cut.cut_on.isoformat(),
        "frozen_at": cut.frozen_at.astimezone(BOGOTA).isoformat(timespec="seconds"),
        "plan_version": cut.plan_number,
        "reason": cut.reason or None,
        "note": cut.note or None,
        "digest": cut.digest,
        "ledger_head": _whole_seal(cut),
        "counts": cut.counts,
        "lines": cut.lines,
    }


def _whole_seal(cut: Cut) -> str:
    """The head of the ledger at its publication; before that, the head of now."""
    return cut.publication.ledger_head if cut.publication else head()[1]


def _seal(cut: Cut) -> str:
    return _whole_seal(cut)[:16]


def _sections(cut: Cut) -> Iterator[Section]:
    counted = Tally(**cut.counts)
    yield Paragraph(
        words(
            Span(f"{PERIOD_LABELS[cut.period]} de {cut.strategy.year}.", strong=True),
            f" {deliveries_word(counted.total)} hasta el corte, de la versión {cut.plan_number} de la estrategia.",
        )
    )
    yield Paragraph(words(in_a_sentence(counted)))
    yield BulletList(
        tuple(words(Span(f"{label}: ", strong=True), str(number)) for label, number in count_lines(counted))
    )
    if cut.note:
        yield Heading("Observaciones")
        yield Paragraph(words(cut.note))
    if cut.reason:
        yield Heading("Por qué se corrigió este corte")
        yield Paragraph(words(cut.reason))
    yield Heading("Entrega por entrega")
    yield _table(cut)
    yield Heading("Cómo se cuenta")
    yield BulletList(tuple(_how()))


def _table(cut: Cut) -> Table:
    header = (tuple(Cell(words(title)) for title in _TITLES),)
    return Table(f"Entregas hasta el {long_date(cut.cut_on)}", _COLUMNS, header, tuple(_groups(cut)))


def _groups(cut: Cut) -> Iterator[Group]:
    for component in Component:
        lines = [one for one in cut.frozen_lines() if _component(one) == component]
        if lines:
            title = f"{component.label} · {deliveries_word(len(lines))}"
            yield Group(tuple(_row(one) for one in lines), title, COLOURS[component].lower())


def _component(line: FrozenLine) -> Component | None:
    key = Key.parse(line.key)
    return key.component if key else None


def _row(line: FrozenLine) -> tuple[Cell, ...]:
    who = "; ".join(line.responsibles) or "Por definir"
    return (
        Cell(words(Span(line.key, strong=True), f" {line.activity}\n{who}")),
        Cell(words(Span(line.nature, strong=True), f"\n{line.product}\nÚltimo día: {written(line.due_on)}")),
        Cell(words(Span(Status(line.status).label, strong=True), *_done(line))),
        Cell(words(_percent(line))),
        Cell(words("\n".join(line.evidence))),
        Cell(words(_remark(line))),
    )


def _done(line: FrozenLine) -> Iterator[str]:
    if line.reported_on:
        yield f"\nReportada el {written(line.reported_on)}"
    if line.done:
        yield f"\n{line.done}"


def _percent(line: FrozenLine) -> str:
    return NOT_APPLICABLE if line.status == Status.NOT_APPLICABLE else percent(line.progress)


def _remark(line: FrozenLine) -> str:
    alone = "La aceptó la misma persona que la reportó: no había otra." if line.accepted_alone else ""
    return "\n".join(part for part in (line.remark, alone) if part)


def _how() -> Iterator[tuple[Span, ...]]:
    for status in (Status.FULFILLED, Status.FULFILLED_LATE, Status.IN_REVIEW, Status.MISSED, Status.NOT_APPLICABLE):
        yield words(Span(f"{status.label}: ", strong=True), status.meaning)
    yield words(
        "El porcentaje de cada entrega es el que dice la dependencia; donde no lo dice, 100 si se aceptó y 0 si falta."
    )
    yield words("Lo que no aplica no entra en la cuenta. Sin dato no es cero.")


_LINES: Dataset[FrozenLine] = Dataset(
    name="corte",
    title="Corte de seguimiento",
    description="Cada entrega hasta el corte, como quedó congelada.",
    columns=(
        DataColumn("entrega", "Entrega", "Código de la actividad y cuatrimestre.", Kind.TEXT, lambda one: one.key),
        DataColumn("actividad", "Actividad", "Qué se hace, como se adoptó.", Kind.PROSE, lambda one: one.activity),
        DataColumn("responsables", "Responsables", "Quién responde.", Kind.LIST, lambda one: list(one.responsibles)),
        DataColumn("programado", "Programado", "Meta o producto.", Kind.PROSE, lambda one: one.product),
        DataColumn("clase", "Clase de entrega", "Qué se espera en el cuatrimestre.", Kind.TEXT, lambda one: one.nature),
        DataColumn("ultimo_dia", "Último día", "Hasta cuándo se podía entregar.", Kind.TEXT, lambda one: one.due_on),
        DataColumn(
            "estado", "Estado", "Cómo estaba el día del corte.", Kind.TEXT, lambda one: Status(one.status).label
        ),
        DataColumn("hecho", "Hecho", "Lo que dice la dependencia.", Kind.PROSE, lambda one: one.done),
        DataColumn("reportada", "Reportada", "Día del reporte.", Kind.TEXT, lambda one: one.reported_on),
        DataColumn(
            "porcentaje", "%", "Avance que dice la dependencia. Vacío: sin dato.", Kind.WHOLE, lambda one: one.progress
        ),
        DataColumn("evidencia", "Evidencia", "Lo que la soporta.", Kind.LIST, lambda one: list(one.evidence)),
        DataColumn("observaciones", "Observaciones", "Por qué no, y marcas.", Kind.PROSE, _remark),
    ),
    rows=lambda _: (),
    key=("entrega",),
    count=lambda: 0,
    updated=lambda: None,
    legal_basis="Ley 1757 de 2015, artículos 48 a 56",
    keywords=("rendición de cuentas", "seguimiento"),
    topics=("compliance",),
)
