"""How long a document of some 30 pages takes in each format. Run: `python benchmarks/documents.py`.

The aims: a tagged PDF in 1 second, a DOCX in half of one. Every round writes other words: typst keeps what it has laid
out before, and a document that nobody wrote before must be fast as well.
"""

import resource
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter, process_time

import pypdfium2

from rendir.foundation.core.documents import (
    Align,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Orientation,
    Paper,
    Paragraph,
    Row,
    Section,
    Table,
    to_docx,
    to_html,
    to_odt,
    to_pdf,
    words,
)

AIMS: dict[str, tuple[Callable[[Document], str | bytes], float]] = {
    "PDF": (to_pdf, 1.0),
    "DOCX": (to_docx, 0.5),
    "ODT": (to_odt, 0.5),
    "HTML": (to_html, 0.5),
}
_ROUNDS = 5
_PARTS = 7
_ROWS = 29
_CENTRED = Column(1, Align.CENTER)
_COLUMNS = (Column(0.9), Column(8, names_row=True), *[_CENTRED] * 5, Column(8), *[_CENTRED] * 3, Column(4))
_HEADER = (
    (
        Cell(words("N.º"), rows=2),
        Cell(words("Actividad"), rows=2),
        Cell(words("Etapas"), columns=5),
        Cell(words("Producto"), rows=2),
        Cell(words("Cuatrimestre"), columns=3),
        Cell(words("Responsable"), rows=2),
    ),
    tuple(Cell(words(name), turned=True) for name in ("Una", "Dos", "Tres", "Cuatro", "Cinco"))
    + tuple(Cell(words(name)) for name in "123"),
)


def document(version: int) -> Document:
    """Seven parts, each a heading, a paragraph and the 12-column table of a year's schedule."""
    sections: list[Section] = []
    for part in range(_PARTS):
        rows = tuple(_row(f"{version}.{part}.{number}", number) for number in range(1, _ROWS + 1))
        sections += [
            Heading(f"Parte {part + 1}"),
            Paragraph(words(f"Versión {version} de la parte {part + 1}. " * 12)),
            Table(
                f"Cuadro {part + 1}", _COLUMNS, _HEADER, (Group(rows, f"Parte {part + 1} · {_ROWS} filas", "#2f5fc4"),)
            ),
        ]
    return Document(
        title=f"Documento de prueba {version}",
        date=date(2021, 10, 15),
        entity="Alcaldía de Ejemplo",
        sections=tuple(sections),
        paper=Paper.OFICIO,
        orientation=Orientation.LANDSCAPE,
        address="https://ejemplo.gov.co/2021/",
    )


def _row(code: str, number: int) -> Row:
    said = f"Texto {code} de la fila, con tantas palabras como suele tener una actividad. " * (2 + number % 4)
    marks = ["X" if place == number % 5 else "" for place in range(5)] + ["X", "", "X"]
    cells = [code, said, *marks[:5], said[: len(said) // 2], *marks[5:], f"Dependencia {code}"]
    return tuple(Cell(words(text)) for text in cells)


def main() -> int:
    """Print each format's middle time; 1 where a middle time misses its aim."""
    pages = len(pypdfium2.PdfDocument(to_pdf(document(0))))
    print(f"{pages} pages")
    missed = False
    for name, (write, aim) in AIMS.items():
        rounds = [_timed(write, document(1 + version)) for version in range(_ROUNDS)]
        elapsed, busy = (sorted(times)[_ROUNDS // 2] for times in zip(*rounds, strict=True))
        missed |= elapsed > aim
        print(f"{name:5} {elapsed:.3f} s, of which the processor {busy:.3f} s (aim {aim} s)")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    return int(missed)


def _timed(write: Callable[[Document], str | bytes], one: Document) -> tuple[float, float]:
    """Seconds by the clock, and seconds of the processor: on a busy machine only the second says something."""
    start, busy = perf_counter(), process_time()
    write(one)
    return perf_counter() - start, process_time() - busy


if __name__ == "__main__":
    sys.exit(main())
