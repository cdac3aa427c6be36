"""What surrounds the sections in every format: the running head and foot, the signatures, and where to check. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import segno

from .model import Cell, Column, Document, Figure, Group, Heading, Paragraph, Section, Signature, Span, Table, words

_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_QR_MM = 26
_QR_LETTERS = 600
"""A longer address gives squares too small for a telephone's camera."""
_ROOM_TO_SIGN = "\u00a0\n" * 4 + "_" * 32
"""Empty lines as high as a signature, and the one that is signed on."""


def long_date(day: date) -> str:
    """`15 de octubre de 2021`."""
    return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"


def reference(document: Document) -> tuple[str, str]:
    """The two lines at the right of the running head: the mark, code and version, then the date."""
    parts = [("Código", document.code), ("Versión", document.version)]
    told = [document.mark, *(f"{label} {value}" for label, value in parts if value)]
    return " · ".join(one for one in told if one), long_date(document.date)


def foot_lines(document: Document) -> tuple[str, ...]:
    """What stands at the left of the running foot: the address, then the seal."""
    seal = f"Sello {document.seal}" if document.seal else ""
    return tuple(line for line in (document.address, seal) if line)


def whole(document: Document) -> tuple[Section, ...]:
    """Every section in reading order: those declared, the signatures, where to check. Heading levels leave no gap.

    A heading without words heads nothing and is left out.
    """
    return tuple(_without_gaps((*document.sections, *_signatures(document), *_check_here(document))))


def _without_gaps(sections: tuple[Section, ...]) -> Iterator[Section]:
    level = 0
    for section in sections:
        if isinstance(section, Heading) and not section.text:
            continue
        if isinstance(section, Heading):
            level = max(1, min(section.level, level + 1, 5))
            yield replace(section, level=level)
        else:
            yield section


def _signatures(document: Document) -> tuple[Section, ...]:
    signed = (document.prepared_by, document.reviewed_by, document.approved_by)
    if not any(signed):
        return ()
    people = [signature or Signature() for signature in signed]
    header = tuple(Cell(words(label)) for label in ("Elaboró", "Revisó", "Aprobó"))
    row = tuple(_signature_cell(one) for one in people)
    columns = (Column(), Column(), Column())
    return (Table("Responsables del documento", columns, (header,), (Group((row,)),)),)


def _signature_cell(signature: Signature) -> Cell:
    """Room and a line to sign; under it the name, or where to write it, and the post below."""
    name = Span(signature.name, strong=True) if signature.name else Span("Nombre:")
    return Cell(words(_ROOM_TO_SIGN, "\n", name, f"\n{signature.role or 'Cargo:'}"))


def _check_here(document: Document) -> tuple[Section, ...]:
    if not document.address:
        return ()
    seal = f"\nSello del registro público: {document.seal}" if document.seal else ""
    text = words("Este documento está publicado en ", Span(document.address, link=document.address), seal)
    said = Heading("Dónde comprobar este documento"), Paragraph(text)
    return (*said, qr_code(document.address)) if len(document.address) <= _QR_LETTERS else said


def qr_code(address: str) -> Figure:
    """The address as a telephone's camera reads it."""
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, nl=False, border=0, scale=4)
    return Figure(svg=drawing.getvalue().decode(), alt=f"Código QR que lleva a {address}", width=_QR_MM)
