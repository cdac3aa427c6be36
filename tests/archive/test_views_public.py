"""The archive for everybody: empty, found by words and year, opened, certified, and gone when it is taken back."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.accounts import insider
from factories.files import a_docx, a_pdf
from factories.folders import REPORT, confirmed
from rendir.foundation.accounts.models import Person
from rendir.foundation.archive.actions.publishing import publish_document, unpublish_document
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.library.actions import strip_metadata

pytestmark = pytest.mark.usefixtures("_today")
ARCHIVE = "/archivo/"


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def _published(files: dict[str, bytes] | None = None) -> list[ArchiveDocument]:
    lead = insider()
    made = confirmed(
        files or {REPORT: a_docx("Se arregló la vía a El Roble."), "2018/Acta.pdf": a_pdf("Acta")}, by=lead
    )
    rows = list(ArchiveDocument.objects.select_related("source", "file").filter(source=made).order_by("-year", "pk"))
    for one in rows:
        copy = strip_metadata(one.file, by=lead)
        publish_document(one, title=f"Documento de {one.year}", copy=copy, screening={"confirmed": True}, by=lead)
    return rows


def test_before_anything_is_listed_the_page_says_so_and_nothing_leads_to_it(client: Client) -> None:
    confirmed(by=insider())
    assert "La entidad no ha publicado documentos de años anteriores" in text_of(client.get(ARCHIVE))
    assert ARCHIVE not in client.get("/mapa-del-sitio/").content.decode()


def test_what_is_listed_is_found_by_words_year_and_kind(client: Client) -> None:
    _published()
    for query, titles in (
        ("", ["Documento de 2019", "Documento de 2018"]),
        ("?q=VIA+roble", ["Documento de 2019"]),
        ("?vigencia=2018", ["Documento de 2018"]),
        ("?tipo=pdf", ["Documento de 2018"]),
        ("?q=tachado", []),
        ("?vigencia=1999", ["Documento de 2019", "Documento de 2018"]),
    ):
        page = client.get(f"{ARCHIVE}{query}")
        assert [one.public_title for one in page.context["page"]] == titles, query
    assert "Ningún documento responde a lo que busca" in text_of(client.get(f"{ARCHIVE}?q=nada"))
    assert "importado" in text_of(client.get(ARCHIVE))
    assert ARCHIVE in client.get("/mapa-del-sitio/").content.decode()


def test_a_document_says_what_imported_means_and_how_to_check_it(client: Client) -> None:
    document = _published()[0]
    assert document.public_file
    page = text_of(client.get(document.get_public_url()))
    assert "Rendir no responde por lo que dice" in page
    assert document.public_file.sha256 in page
    assert "Informes" not in page
    file = client.get(reverse("archive:document_file", args=[document.public_id]))
    assert b"".join(file.streaming_content) == document.public_file.read()  # type: ignore[attr-defined]
    assert f"archivo-2019-{document.public_id}.docx" in file["Content-Disposition"]
    certificate = client.get(reverse("archive:document_certificate", args=[document.public_id]))
    assert (certificate["Content-Type"], certificate.content[:4]) == ("application/pdf", b"%PDF")


def test_taken_back_it_is_gone_and_the_pages_change(client: Client) -> None:
    document = _published({"2018/Acta.pdf": a_pdf()})[0]
    first = client.get(ARCHIVE)
    assert client.get(ARCHIVE, headers={"If-None-Match": first["ETag"]}).status_code == 304
    unpublish_document(document, reason="Trae un dato.", by=Person.objects.get())
    assert client.get(ARCHIVE, headers={"If-None-Match": first["ETag"]}).status_code == 200
    for name in ("document", "document_file", "document_certificate"):
        answer = client.get(reverse(f"archive:{name}", args=[document.public_id]))
        assert answer.status_code == 404
        assert "No hay un documento público con esta dirección." in text_of(answer)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _published({f"20{10 + one}/Acta.txt": f"Acta {one}".encode() for one in range(number)})
    client.get("/accesibilidad/")
    with django_assert_num_queries(4):
        client.get(ARCHIVE)
