"""The certificate says what was published, where, when and with which hashes, and how anybody checks it.

Ley 1712 de 2014, art. 7; Ley 527 de 1999, arts. 8 and 9.
"""

from datetime import UTC, datetime
from io import BytesIO

import pdfplumber
import pytest

from factories.planning import an_adopted
from rendir.foundation.core.documents import Figure, Table, to_docx, to_html, to_odt, to_pdf
from rendir.foundation.core.documents.model import plain
from rendir.foundation.library.certificate import Published, PublishedFile, certificate, published
from rendir.foundation.library.queries import files_of

ADDRESS, VERIFY = "https://rendicion.example.gov.co/2021/", "https://rendicion.example.gov.co/comprobar/"
OF = Published(
    title="Cronograma 2021",
    number=2,
    address=ADDRESS,
    published_at=datetime(2021, 1, 29, 15, 5, tzinfo=UTC),
    digest="d" * 64,
    ledger_head="a1" * 32,
    files=(
        PublishedFile("pdf", "cronograma.pdf", 25_000, "1f" * 32),
        PublishedFile("xlsx", "cronograma.xlsx", 9_000, "2e" * 32),
        PublishedFile("csv", "cronograma.csv", 900, "3d" * 32),
    ),
)
DOCUMENT = certificate(OF, entity="Municipio de Prueba", verify_at=VERIFY)


def _rows(table: Table) -> list[list[str]]:
    return [[plain(cell.words) for cell in row] for group in table.groups for row in group.rows]


def test_it_says_what_was_published_where_and_when_in_the_hour_of_colombia() -> None:
    assert (DOCUMENT.title, DOCUMENT.entity, DOCUMENT.date.isoformat()) == (
        "Certificado de publicación",
        "Municipio de Prueba",
        "2021-01-29",
    )
    facts, files = (one for one in DOCUMENT.sections if isinstance(one, Table))
    assert _rows(facts) == [
        ["Dirección", ADDRESS],
        ["Publicado", "29 de enero de 2021 a las 10:05, hora de Colombia"],
        ["Versión", "2"],
        ["Huella del contenido", "d" * 64],
        ["Cabeza del registro", "a1" * 32],
    ]
    assert _rows(files) == [
        ["PDF", "cronograma.pdf", "25 KB", "1f" * 32],
        ["Excel", "cronograma.xlsx", "9 KB", "2e" * 32],
        ["CSV", "cronograma.csv", "900 B", "3d" * 32],
    ]


def test_its_code_leads_to_where_anybody_checks() -> None:
    code = next(one for one in DOCUMENT.sections if isinstance(one, Figure))
    assert (code.alt, DOCUMENT.seal) == (f"Código QR que lleva a {VERIFY}", "a1" * 8)


def test_it_is_a_document_in_every_format_and_always_the_same() -> None:
    data = to_pdf(DOCUMENT)
    assert data == to_pdf(certificate(OF, entity="Municipio de Prueba", verify_at=VERIFY))
    with pdfplumber.open(BytesIO(data)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\u200b", "").replace("\n", "")
    assert all(words in text for words in ("Certificado de publicación", "certutil -hashfile", "Ley 1712 de 2014"))
    assert (to_docx(DOCUMENT)[:2], to_odt(DOCUMENT)[:2], "1f" * 32 in to_html(DOCUMENT)) == (b"PK", b"PK", True)


@pytest.mark.django_db
def test_a_publication_of_the_library_has_its_certificate() -> None:
    publication = an_adopted().publication
    told = published(publication, address=ADDRESS)
    assert (told.title, told.number, told.digest, told.ledger_head) == (
        publication.title,
        publication.number,
        publication.digest,
        publication.ledger_head,
    )
    kept = files_of(publication)
    assert {one.format: (one.name, one.size, one.sha256) for one in told.files} == {
        kind: (stored.name, stored.size, stored.sha256) for kind, stored in kept.items()
    }
