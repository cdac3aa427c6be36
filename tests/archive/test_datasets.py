"""The dataset of the archive: only what was listed, in an order that does not change."""

import pytest

from factories.accounts import insider
from factories.files import a_pdf
from factories.folders import confirmed
from rendir.foundation.archive.actions.publishing import publish_document
from rendir.foundation.archive.datasets import ARCHIVE
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.core.tabular import EVERYTHING, Selection
from rendir.foundation.library.actions import strip_metadata

pytestmark = pytest.mark.usefixtures("_today")


def _three_published() -> None:
    lead = insider()
    files = {f"{year}/Acta.pdf": a_pdf(f"Acta de {year}") for year in (2017, 2018, 2019, 2020)}
    made = confirmed(files, by=lead)
    rows = ArchiveDocument.objects.select_related("source", "file").filter(source=made).exclude(year=2020)
    for one in rows:
        copy = strip_metadata(one.file, by=lead)
        publish_document(one, title=f"Acta {one.year}", copy=copy, screening={"confirmed": True}, by=lead)


def _titles(selection: Selection) -> list[str]:
    return [str(ARCHIVE.column("titulo").value(row)) for row in ARCHIVE.rows(selection)]


def test_before_anything_is_listed_there_is_nothing() -> None:
    assert (list(ARCHIVE.rows(EVERYTHING)), ARCHIVE.count(), ARCHIVE.updated()) == ([], 0, None)


def test_what_is_listed_is_there_and_may_be_asked_for() -> None:
    _three_published()
    assert _titles(EVERYTHING) == ["Acta 2017", "Acta 2018", "Acta 2019"]
    assert _titles(Selection(filters={"vigencia": "2018"})) == ["Acta 2018"]
    assert _titles(Selection(filters={"vigencia": "x"})) == []
    assert _titles(Selection(limit=2)) == ["Acta 2017", "Acta 2018"]
    first = next(iter(ARCHIVE.rows(EVERYTHING)))
    assert _titles(Selection(after=(2017, first.public_id))) == ["Acta 2018", "Acta 2019"]
    assert (ARCHIVE.count(), ARCHIVE.updated() is not None) == (3, True)
    assert ARCHIVE.filters[0].choices is not None
    assert list(ARCHIVE.filters[0].choices()) == [("2019", "2019"), ("2018", "2018"), ("2017", "2017")]
    told = {column.name: column.value(first) for column in ARCHIVE.columns}
    assert (told["vigencia"], told["tipo"], told["fecha"]) == (2017, "PDF", None)
    assert first.public_file
    assert (told["huella"], told["tamano"]) == (first.public_file.sha256, first.public_file.size)
    assert str(told["direccion"]).endswith(f"/archivo/{first.public_id}/")
