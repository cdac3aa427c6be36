"""The files of what is frozen: a document in each format that people and programs ask for."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from rendir.foundation.core.documents import Document, to_docx, to_odt, to_pdf
from rendir.foundation.core.tabular import Dataset, write_csv, write_xlsx

Row = TypeVar("Row")
Files = Mapping[str, tuple[str, bytes]]
"""By format, the name of the file and its bytes."""


def frozen_files(
    document: Document, data: Mapping[str, Any], name: Callable[[str], str], *, table: Mapping[str, bytes] | None = None
) -> Files:
    """The document to read (PDF, DOCX, ODT), its `table` where it has one, and its data as JSON; each with the name
    that `name` gives its format.
    """
    made = {
        "pdf": to_pdf(document),
        "docx": to_docx(document),
        "odt": to_odt(document),
        **(table or {}),
        "json": json.dumps(data, ensure_ascii=False, indent=2).encode(),
    }
    return {kind: (name(kind), content) for kind, content in made.items()}


def table_files(dataset: Dataset[Row], rows: Sequence[Row]) -> dict[str, bytes]:
    """The same rows as a workbook and as CSV."""
    with write_xlsx(dataset, rows) as sheet:
        return {"xlsx": sheet.read(), "csv": b"".join(write_csv(dataset, rows))}
