"""The report of Control Interno on a cut, in every format: its own percentages beside the entity's, never averaged."""

from collections.abc import Iterator, Mapping
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
from rendir.foundation.core.spanish import join_words
from rendir.foundation.core.tabular import Column as DataColumn
from rendir.foundation.core.tabular import Dataset, Kind
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.library.freezing import Files, frozen_files, table_files
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.plan.compliance.exports.wording import deliveries_word, percent, written
from rendir.plan.compliance.models import VerificationRound
from rendir.plan.compliance.rules.checking import OWN_REASON
from rendir.plan.compliance.rules.promises import cut_day
from rendir.plan.compliance.rules.standing import Result, Status
from rendir.plan.compliance.rules.tally import Tally
from rendir.plan.planning.rules.facts import PERIOD_LABELS

FORMATS = ("pdf", "docx", "odt", "xlsx", "csv", "json")
Line = Mapping[str, Any]
_COLUMNS = (
    Column(6.6, names_row=True),
    Column(3.2),
    Column(1.6, Align.END),
    Column(2.6),
    Column(1.6, Align.END),
    Column(5.0),
    Column(4.2),
)
_TITLES = (
    "Actividad",
    "Dice la entidad",
    "% entidad",
    "Control Interno",
    "% Control Interno",
    "Observaciones y recomendaciones",
    "Réplica",
)


def render_round(verified: VerificationRound) -> Files:
    """By format, the name of the file and its bytes. `verified` has its lines, its count and the day of its seal."""
    table = table_files(_LINES, verified.lines or [])
    return frozen_files(round_document(verified), round_json(verified), partial(file_name, verified), table=table)


def file_name(verified: VerificationRound, kind: str) -> str:
    """`control-interno-2021-1.pdf`."""
    return f"control-interno-{verified.strategy.year}-{verified.period}.{kind}"


def round_document(verified: VerificationRound) -> Document:
    """The report to read, print, sign and file."""
    assert verified.sealed_at is not None  # noqa: S101 - it is rendered as it is sealed
    entity = current_entity() or Entity()
    day = cut_day(verified.strategy.year, verified.period)
    return Document(
        title=f"Informe de Control Interno sobre la rendición de cuentas, corte del {long_date(day)}",
        date=day_in_bogota(verified.sealed_at),
        entity=entity.name,
        logo=logo_of(entity),
        sections=tuple(_sections(verified)),
        approved_by=Signature(role=verified.sealed_role),
        paper=Paper.OFICIO,
        orientation=Orientation.LANDSCAPE,
        seal=_head(verified)[:16],
        address=f"{settings.BASE_URL}{verified.get_absolute_url()}",
    )


def round_json(verified: VerificationRound) -> dict[str, Any]:
    """The report as data. `lines` and `counts` in canonical JSON (RFC 8785) have the SHA-256 that `digest` says."""
    assert verified.sealed_at is not None  # noqa: S101 - it is rendered as it is sealed
    return {
        "year": verified.strategy.year,
        "period": verified.period,
        "due_on": verified.due_on.isoformat(),
        "sealed_at": verified.sealed_at.astimezone(BOGOTA).isoformat(timespec="seconds"),
        "scope": verified.scope or None,
        "conclusions": verified.conclusions,
        "recommendations": verified.recommendations or None,
        "seed": verified.seed or None,
        "population": verified.population,
        "sample": verified.sample,
        "left_out": verified.left_out,
        "digest": verified.digest,
        "ledger_head": _head(verified),
        "counts": verified.counts,
        "lines": verified.lines,
    }


def difference(counted: Tally) -> str:
    """How far the two percentages stand apart, in points; empty where one of them is not known."""
    said, found = counted.percent_so_far, counted.percent_verified
    if said is None or found is None:
        return ""
    apart = abs(said - found)
    return "Coinciden." if not apart else f"Difieren en {percent(apart).replace(' %', '')} puntos."


def _head(verified: VerificationRound) -> str:
    return verified.publication.ledger_head if verified.publication else head()[1]


def _sections(verified: VerificationRound) -> Iterator[Section]:
    counted = Tally(**(verified.counts or {}))
    yield Paragraph(
        words(
            Span(f"{PERIOD_LABELS[verified.period]} de {verified.strategy.year}.", strong=True), " ", _scope(verified)
        )
    )
    if verified.left_out:
        yield Paragraph(words(Span("No se verificó: ", strong=True), f"{join_words(verified.left_out)}. {OWN_REASON}"))
    yield Heading("Lo que dice la entidad y lo que se verificó")
    yield BulletList(tuple(_two_voices(counted)))
    for title, text in (
        ("Alcance y método", verified.scope),
        ("Conclusiones", verified.conclusions),
        ("Recomendaciones", verified.recommendations),
    ):
        if text:
            yield Heading(title)
            yield Paragraph(words(text))
    yield Heading("Entrega por entrega")
    header = (tuple(Cell(words(title)) for title in _TITLES),)
    rows = tuple(_row(one) for one in verified.lines or ())
    yield Table("Entregas verificadas", _COLUMNS, header, (Group(rows),))
    if verified.sample is not None:
        yield Heading("Cómo se sacó la muestra")
        yield Paragraph(words(_redraw(verified)))


def _scope(verified: VerificationRound) -> str:
    whole = len(verified.population or ())
    number = len(verified.lines or ())
    if verified.sample is None:
        return f"Se verificaron las {deliveries_word(number)} del cuatrimestre, sin las propias."
    return f"Se verificó una muestra al azar de {number} de las {deliveries_word(whole)} ajenas del cuatrimestre."


def _two_voices(counted: Tally) -> Iterator[tuple[Span, ...]]:
    yield words(
        Span("La entidad: ", strong=True),
        f"{percent(counted.percent_so_far)} cumplido, de {counted.due} que ya debían estar.",
    )
    yield words(
        Span("Control Interno: ", strong=True),
        f"{percent(counted.percent_verified)} en promedio de los porcentajes que dio a {counted.verdicts}. "
        f"Verificadas {counted.verified}, en parte {counted.partly}, no verificadas {counted.not_verified}.",
    )
    if apart := difference(counted):
        yield words(f"{apart} Los dos porcentajes miden cosas distintas y no se promedian.")


def _redraw(verified: VerificationRound) -> str:
    return (
        f"Semilla: {verified.seed}, la última huella del registro al sacarla. Cada entrega se ordena por el SHA-256 "
        f"de «semilla:entrega» y se toman las primeras {len(verified.sample or ())}. Cualquiera puede repetirlo con la "
        "lista completa, que está en el archivo de datos de este informe."
    )


def _row(line: Line) -> tuple[Cell, ...]:
    who = "; ".join(line["responsibles"]) or "Por definir"
    said = Status(line["status"]).label
    alone = "\nLa aceptó quien la reportó." if line["accepted_alone"] else ""
    remarks = "\n".join(part for part in (line["remark"], line["recommendation"]) if part)
    return (
        Cell(words(Span(line["key"], strong=True), f" {line['activity']}\n{who}")),
        Cell(words(Span(said, strong=True), f"\nÚltimo día: {written(line['due_on'])}{alone}")),
        Cell(words(percent(line["reported_percentage"]))),
        Cell(words(Result(line["result"]).label)),
        Cell(words(percent(line["percentage"]))),
        Cell(words(remarks)),
        Cell(words(line["reply"])),
    )


_LINES: Dataset[Line] = Dataset(
    name="control_interno",
    title="Verificación de Control Interno",
    description="Cada entrega verificada en el corte: lo que dice la entidad y lo que encontró Control Interno.",
    columns=(
        DataColumn("entrega", "Entrega", "Código de la actividad y cuatrimestre.", Kind.TEXT, lambda one: one["key"]),
        DataColumn("actividad", "Actividad", "Qué se hace.", Kind.PROSE, lambda one: one["activity"]),
        DataColumn("responsables", "Responsables", "Quién responde.", Kind.LIST, lambda one: one["responsibles"]),
        DataColumn(
            "estado", "Estado", "Cómo estaba el día del corte.", Kind.TEXT, lambda one: Status(one["status"]).label
        ),
        DataColumn(
            "porcentaje_entidad",
            "% que dice la entidad",
            "Vacío: sin dato.",
            Kind.WHOLE,
            lambda one: one["reported_percentage"],
        ),
        DataColumn("resultado", "Resultado", "Lo que encontró.", Kind.TEXT, lambda one: Result(one["result"]).label),
        DataColumn(
            "porcentaje_control",
            "% de Control Interno",
            "Vacío: no dio porcentaje.",
            Kind.WHOLE,
            lambda one: one["percentage"],
        ),
        DataColumn("observacion", "Observación", "Qué no se verificó.", Kind.PROSE, lambda one: one["remark"]),
        DataColumn("recomendacion", "Recomendación", "Qué propone.", Kind.PROSE, lambda one: one["recommendation"]),
        DataColumn("replica", "Réplica", "Qué respondió la dependencia.", Kind.PROSE, lambda one: one["reply"]),
    ),
    rows=lambda _: (),
    key=("entrega",),
    count=lambda: 0,
    updated=lambda: None,
    legal_basis="Ley 87 de 1993, artículo 12",
    keywords=("rendición de cuentas", "control interno"),
    topics=("compliance",),
)
