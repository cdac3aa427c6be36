"""The certificate of a publication: what was published, where, when, with which hashes, and how anybody checks it.

Ley 1712 de 2014, art. 7 (what is published stays available); Ley 527 de 1999, arts. 8 and 9 (a message of data is whole
where it has not changed since it was first made).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rendir.foundation.core.components.wording import written_size
from rendir.foundation.core.documents import (
    Align,
    BulletList,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Logo,
    Paragraph,
    Section,
    Span,
    Table,
    words,
)
from rendir.foundation.core.documents.frame import long_date, qr_code
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.library.models import Publication
from rendir.foundation.library.queries import files_of

_FORMATS = {"ics": "Calendario", "docx": "Word", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One format of what was published: its name, its bytes and their hash."""

    format: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Published:
    """Something published, as plain values: whatever app froze it can have its certificate.

    `address` is where it is read; `digest` the hash of its content; `ledger_head` where the ledger stood then.
    """

    title: str
    number: int
    address: str
    published_at: datetime
    digest: str
    ledger_head: str
    files: tuple[PublishedFile, ...]


def published(publication: Publication, *, address: str) -> Published:
    """A publication of the library, as its certificate tells it."""
    files = tuple(
        PublishedFile(kind, stored.name, stored.size, stored.sha256) for kind, stored in files_of(publication).items()
    )
    return Published(
        title=publication.title,
        number=publication.number,
        address=address,
        published_at=publication.published_at,
        digest=publication.digest,
        ledger_head=publication.ledger_head,
        files=files,
    )


def certificate(of: Published, *, entity: str, verify_at: str, logo: Logo | None = None) -> Document:
    """The document, dated when it was published. `verify_at` is the page where anybody checks; its code leads there."""
    return Document(
        title="Certificado de publicación",
        date=of.published_at.astimezone(BOGOTA).date(),
        entity=entity,
        logo=logo,
        sections=tuple(_sections(of, entity, verify_at)),
        seal=of.ledger_head[:16],
    )


def _sections(of: Published, entity: str, verify_at: str) -> Iterator[Section]:
    yield Paragraph(
        words(f"{entity} publicó ", Span(f"{of.title}, versión {of.number}", strong=True), f", el {_moment(of)}.")
    )
    yield _facts(of)
    yield Heading("Los archivos publicados")
    yield _files(of)
    yield Heading("Cómo comprobar que nada cambió")
    yield BulletList(tuple(_steps(verify_at)))
    yield qr_code(verify_at)
    yield Paragraph(
        words(
            "Lo publicado sigue disponible (Ley 1712 de 2014, art. 7) y está íntegro mientras su huella sea la misma "
            "(Ley 527 de 1999, arts. 8 y 9). Una corrección es otra versión, con otro certificado."
        ),
        small=True,
    )


def _moment(of: Published) -> str:
    there = of.published_at.astimezone(BOGOTA)
    return f"{long_date(there.date())} a las {there:%H:%M}, hora de Colombia"


def _facts(of: Published) -> Table:
    rows = (
        ("Dirección", Span(of.address, link=of.address)),
        ("Publicado", Span(_moment(of))),
        ("Versión", Span(str(of.number))),
        ("Huella del contenido", Span(of.digest)),
        ("Cabeza del registro", Span(of.ledger_head)),
    )
    return Table(
        "Qué se publicó, dónde y cuándo",
        (Column(1.2, names_row=True), Column(3)),
        ((Cell(words("Dato")), Cell(words("Valor"))),),
        (Group(tuple((Cell(words(term)), Cell(words(value))) for term, value in rows)),),
    )


def _files(of: Published) -> Table:
    header = tuple(Cell(words(label)) for label in ("Formato", "Archivo", "Tamaño", "Huella SHA-256"))
    rows = tuple(
        (
            Cell(words(_FORMATS.get(one.format, one.format.upper()))),
            Cell(words(one.name)),
            Cell(words(written_size(one.size))),
            Cell(words(one.sha256)),
        )
        for one in of.files
    )
    columns = (Column(1, names_row=True), Column(1.8), Column(0.9, Align.END), Column(3))
    return Table("Archivos y sus huellas", columns, (header,), (Group(rows),))


def _steps(verify_at: str) -> Iterator[tuple[Span, ...]]:
    yield words("Descargue un archivo de la dirección de arriba.")
    yield words(
        "Calcule su huella SHA-256. En Windows: ",
        Span("certutil -hashfile ARCHIVO SHA256", strong=True),
        "; en otros equipos: ",
        Span("sha256sum ARCHIVO", strong=True),
        ".",
    )
    yield words("Si la huella es la de la tabla, es el mismo archivo, letra por letra.")
    yield words(
        "La cabeza del registro prueba que lo publicado estaba anotado en ese momento: compruébela en ",
        Span(verify_at, link=verify_at),
        " o con ",
        Span("rendir verify --head", strong=True),
        ".",
    )
