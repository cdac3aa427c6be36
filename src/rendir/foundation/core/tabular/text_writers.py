"""Datasets as text files, written while they are read: CSV and JSON in pieces of about 64 KiB. Pure.

A failure in the middle is never hidden: the generator raises, but not every server breaks the connection for that, so
what arrived says by itself that it is not whole: CSV ends in a line that says so, JSON stays unclosed and without its
`count`. `primed` moves a failure of the first rows before the answer.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain

from rendir.foundation.core.tabular.cells import as_plain, as_text, batches
from rendir.foundation.core.tabular.declaration import Dataset, Row
from rendir.foundation.core.tabular.dictionary import DICTIONARY_COLUMNS
from rendir.foundation.core.tabular.formulas import writable

PIECE = 64 * 1024
_ROWS_AT_ONCE = 200
INCOMPLETE = "ARCHIVO INCOMPLETO: la lectura se interrumpió. Descárguelo de nuevo."
_BOM = "\ufeff"  # without it, Excel reads UTF-8 as the alphabet of the machine


def write_csv(dataset: Dataset[Row], rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows as RFC 4180: UTF-8 with its mark, commas, CRLF, machine names in the header, formulas escaped."""
    cells, sent = as_text(dataset.columns), False
    buffer = StringIO(newline="")
    buffer.write(_BOM)
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in dataset.columns])
    try:
        for batch in batches(rows, _ROWS_AT_ONCE):
            writer.writerows(map(cells, batch))
            if buffer.tell() >= PIECE:
                yield _take(buffer)
                sent = True
    except Exception:
        if sent:
            writer.writerow([INCOMPLETE])
            yield _take(buffer)
        raise
    yield _take(buffer)


def write_json(dataset: Dataset[Row], rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows as `{"dataset", "title", "columns": […], "rows": […], "count"}`; the last member proves that it is
    whole. `ValueError` where a number is none.
    """
    plain, describe, written = as_plain(dataset.columns), as_plain(DICTIONARY_COLUMNS), 0
    head = {"dataset": dataset.name, "title": dataset.title, "columns": [describe(one) for one in dataset.columns]}
    buffer = StringIO()
    buffer.write(f'{_json(head)[:-1]},"rows":[')
    for batch in batches(rows, _ROWS_AT_ONCE):
        buffer.write(",\n" if written else "\n")
        buffer.write(",\n".join(_json(plain(row)) for row in batch))
        written += len(batch)
        if buffer.tell() >= PIECE:
            yield _take(buffer)
    buffer.write(f'\n],"count":{written}}}\n')
    yield _take(buffer)


def primed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, the first already made: what fails at the start fails here, before anything is sent."""
    first = next(pieces, b"")
    return chain((first,), pieces)


def _json(value: object) -> str:
    """One line of JSON. Control characters are escaped by the format; what it cannot hold either is replaced."""
    return writable(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def _take(buffer: StringIO) -> bytes:
    """What the buffer holds, and an empty buffer."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
