"""The files of what is frozen: a document in each format, the same rows as a table, the data as they are."""

import json
from datetime import date

from rendir.foundation.core.documents import Document
from rendir.foundation.core.tabular import Column, Dataset, Kind
from rendir.foundation.library.freezing import frozen_files, table_files

DOCUMENT = Document(title="Algo", date=date(2021, 10, 15), entity="Alcaldía", sections=())
TABLE: Dataset[str] = Dataset(
    "cosas",
    "Cosas",
    "Lo que hay.",
    (Column("nombre", "Nombre", "Cómo se llama.", Kind.TEXT, lambda row: row),),
    lambda _selection: (),
    ("nombre",),
    lambda: 0,
    lambda: None,
    "",
    (),
    (),
)


def test_each_format_has_its_name_and_its_bytes() -> None:
    found = frozen_files(DOCUMENT, {"año": 2021}, "algo.{}".format, table=table_files(TABLE, ["Agua", "Vías"]))
    assert [(kind, name) for kind, (name, _content) in found.items()] == [
        (kind, f"algo.{kind}") for kind in ("pdf", "docx", "odt", "xlsx", "csv", "json")
    ]
    assert found["pdf"][1].startswith(b"%PDF")
    assert all(found[kind][1].startswith(b"PK") for kind in ("docx", "odt", "xlsx"))
    assert found["csv"][1].decode("utf-8-sig").split() == ["nombre", "Agua", "Vías"]
    assert json.loads(found["json"][1]) == {"año": 2021}


def test_a_document_without_a_table_has_none() -> None:
    assert list(frozen_files(DOCUMENT, {}, "algo.{}".format)) == ["pdf", "docx", "odt", "json"]
