"""From the bytes of a text file to a grid: encoding, delimiter, and where each cell stands."""

import codecs
import re
from collections import Counter

from rendir.foundation.core.importing import Cell, Finding, Grid, Source, Unreadable
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.quoting import Record, records_of
from rendir.plan.planning.reading.vocabulary import Meaning, Role, heading_of
from rendir.plan.planning.rules.facts import Stage

DELIMITERS = ("\t", ";", ",", "|")
_NO_DELIMITER = "\t"
_LOOK_AT_LINES = 400
_SAVE_AS = "Ábralo y guárdelo como «CSV UTF-8» o como texto separado por tabulaciones, y cargue ese archivo."
_OTHER_FORMATS = {
    b"PK\x03\x04": "un libro de Excel o un documento de oficina",
    b"\xd0\xcf\x11\xe0": "un libro de Excel o un documento de Word antiguo",
    b"%PDF": "un PDF",
}


def read_grid(data: bytes, filename: str) -> tuple[Grid, tuple[Finding, ...]]:
    """The table in a text file, and what had to be decided to read it.

    Raises `Unreadable` for a file that is empty or is not text.
    """
    text, findings = _decode(data)
    if not text.strip():
        raise Unreadable("El archivo está vacío.", way_out="Revise que sea el archivo correcto y cárguelo otra vez.")
    text = _with_delimiters(text)
    records = records_of(text, delimiter_of(text))
    rows = tuple(tuple(_cells(record)) for record in records)
    return Grid(rows, filename), (*findings, *_open_quotes(records))


def delimiter_of(text: str) -> str:
    """What separates the cells: the one that shows most column titles on a line, else the most regular one."""
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=_LOOK_AT_LINES)[:_LOOK_AT_LINES]
    best = max(DELIMITERS, key=lambda one: (_titles(lines, one), _regularity(lines, one)))
    said = sum(bool(line.strip()) for line in lines)
    # A comma in one line out of three belongs to the prose.
    regular = _regularity(lines, best) * 2 > said and (best != "," or _commas(lines) > 1)
    return best if _titles(lines, best) > 1 or regular else _NO_DELIMITER


def _with_delimiters(text: str) -> str:
    """A text whose columns are only aligned by spaces, with tabs between them: each piece is under the title that
    begins nearest to its left.
    """
    lines = text.split("\n")
    heads = next((line for line in lines if len(_titles_in(_APART.split(line.strip()))) > 1), None)
    if heads is None or _titles([heads], delimiter_of(text)) > 1:
        return text
    starts = [0, *(one.end() for one in _APART.finditer(heads))]
    return "\n".join(_aligned(line, starts) for line in lines)


def _aligned(line: str, starts: list[int]) -> str:
    cells = [""] * len(starts)
    for piece in re.finditer(r"\S+(?: \S+)*", line):
        place = max((place for place, start in enumerate(starts) if start <= piece.start() + 1), default=0)
        cells[place] = f"{cells[place]} {piece[0]}".strip()
    return "\t".join(cells)


_APART = re.compile(r"\s{3,}")


def _commas(lines: list[str]) -> int:
    """How many commas most lines have."""
    counts = Counter(line.count(",") for line in lines if "," in line)
    return counts.most_common(1)[0][0] if counts else 0


def _titles_in(cells: list[str]) -> set[Meaning]:
    """The titles among the cells; months alone are a list of them unless there are many."""
    titles = {one for cell in cells if (one := heading_of(cell.strip('" '))) is not None}
    return titles if len(titles) > _FEW_MONTHS or any(isinstance(one, Role | Stage) for one in titles) else set()


_FEW_MONTHS = 3


def _titles(lines: list[str], delimiter: str) -> int:
    rows = (line.split(delimiter) for line in lines if delimiter in line)
    return max((len(_titles_in(row)) for row in rows), default=0)


def _regularity(lines: list[str], delimiter: str) -> int:
    widths = Counter(line.count(delimiter) for line in lines if delimiter in line)
    return max(widths.values(), default=0)


def _decode(data: bytes) -> tuple[str, list[Finding]]:
    _refuse_other_formats(data)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf16(data), []
    if b"\0" in data:
        raise Unreadable("El archivo no es un texto.", way_out=_SAVE_AS)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _decode_windows(data)


def _refuse_other_formats(data: bytes) -> None:
    for start, what in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise Unreadable(f"El archivo es {what}, no una tabla en texto.", way_out=_SAVE_AS)


def _decode_utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Unreadable("El archivo está dañado: no se puede leer como texto.", way_out=_SAVE_AS) from error


def _decode_windows(data: bytes) -> tuple[str, list[Finding]]:
    message = "El archivo usa la codificación de Windows (cp1252). Revise que las tildes y las eñes se vean bien."
    guessed = finding(FindingCode.ENCODING_GUESSED, message, Source(1), applied=True)
    return data.decode("cp1252", errors="replace"), [guessed]


def _cells(record: Record) -> list[Cell]:
    return [Cell(field.text, Source(record.line, column)) for column, field in enumerate(record.fields, 1)]


def _open_quotes(records: list[Record]) -> list[Finding]:
    return [
        finding(
            FindingCode.QUOTE_UNBALANCED,
            "La celda tiene unas comillas sin pareja. Se lee tal como está escrita, sin unirla con las filas que "
            "siguen.",
            Source(record.line, column, text=field.text),
            applied=True,
        )
        for record in records
        for column, field in enumerate(record.fields, 1)
        if field.open_quote
    ]
