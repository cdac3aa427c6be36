"""The act of a delivery: a page to print, sign by hand, scan and attach. Its code leads to where it is attached."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from rendir.foundation.core.documents import (
    BulletList,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Section,
    Signature,
    Span,
    Table,
    to_pdf,
    words,
)
from rendir.foundation.core.documents.frame import long_date
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.plan.compliance.rules.standing import Delivery
from rendir.plan.planning.rules.facts import PERIOD_LABELS


def render_act(delivery: Delivery, *, year: int, evidence: Sequence[str], on: date) -> bytes:
    """The act as PDF."""
    return to_pdf(act_document(delivery, year=year, evidence=evidence, on=on))


def act_code(delivery: Delivery, year: int) -> str:
    """`ACTA-2021-I4-2`: what the signed page is looked up by."""
    return f"ACTA-{year}-{delivery.key}"


def act_document(delivery: Delivery, *, year: int, evidence: Sequence[str], on: date) -> Document:
    """What was promised, what was done and what supports it, with the place of the signatures."""
    entity = current_entity() or Entity()
    path = reverse("compliance_desk:act", args=[year, str(delivery.key)])
    return Document(
        title=f"Acta de la entrega {delivery.key} de {year}",
        date=on,
        entity=entity.name,
        logo=logo_of(entity),
        sections=tuple(_sections(delivery, year, evidence)),
        code=act_code(delivery, year),
        prepared_by=Signature(),
        reviewed_by=Signature(),
        approved_by=Signature(),
        address=f"{settings.BASE_URL}{path}",
    )


def _sections(delivery: Delivery, year: int, evidence: Sequence[str]) -> Iterator[Section]:
    yield Heading("Lo que se prometió")
    yield _facts(delivery, year)
    yield Heading("Lo que se hizo")
    yield Paragraph(words(delivery.work.summary or "________________________________________________"))
    if evidence:
        yield Heading("Lo que la soporta")
        yield BulletList(tuple(words(one) for one in evidence))
    yield Paragraph(
        words(
            "Firme esta hoja, escanéela o tómele una foto y adjúntela donde lleva el código: "
            "la hoja firmada toma el lugar de esta."
        ),
        small=True,
    )


def _facts(delivery: Delivery, year: int) -> Table:
    promise = delivery.promise
    who = "; ".join(one.name for one in promise.facts.responsibles) or "Por definir"
    rows = (
        ("Actividad", f"{promise.key.code}. {promise.facts.name}"),
        ("Cuatrimestre", f"{PERIOD_LABELS[promise.key.period]} de {year}"),
        ("Producto", promise.facts.product or "El cronograma no lo dice"),
        ("Qué se espera", f"{promise.nature.label}. {promise.nature.meaning}"),
        ("Último día", long_date(promise.due_on)),
        ("Responde", who),
    )
    header = ((Cell(words("Dato")), Cell(words("De la entrega"))),)
    cells = tuple((Cell(words(Span(term, strong=True))), Cell(words(value))) for term, value in rows)
    return Table(f"Entrega {promise.key}", (Column(1, names_row=True), Column(3)), header, (Group(cells),))
