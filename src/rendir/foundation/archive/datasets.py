"""The dataset of the archive: what of past years a person listed for everybody."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.archive.queries import listed_publicly, years_of
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.foundation.library.models import StoredFile


def published_documents(selection: Selection) -> Iterator[ArchiveDocument]:
    """The selected documents, by year and identity. One query."""
    rows = listed_publicly().order_by("year", "public_id")
    if year := selection.filters.get("vigencia"):
        rows = rows.filter(year=int(year)) if year.isdecimal() else rows.none()
    if selection.after is not None:
        last, identity = int(selection.after[0]), str(selection.after[1])
        rows = rows.filter(Q(year__gt=last) | Q(year=last, public_id__gt=identity))
    if selection.limit is not None:
        rows = rows[: selection.limit]
    yield from rows.iterator(chunk_size=2000)


def _copy(document: ArchiveDocument) -> StoredFile:
    assert document.public_file is not None  # noqa: S101 - a constraint of the database holds it
    return document.public_file


def _type(document: ArchiveDocument) -> str | None:
    kind = _copy(document).kind
    return kind.upper() if kind else None


def _updated() -> datetime | None:
    rows = LedgerEntry.objects.filter(kind="archivedocument").order_by("-sequence")
    last = rows.values_list("at", flat=True).first()
    return datetime.fromisoformat(last) if last else None


def _years() -> Sequence[tuple[str, str]]:
    return [(str(year),) * 2 for year in years_of(listed_publicly())]


ARCHIVE = Dataset(
    name="archivo",
    title="Archivo de años anteriores",
    description=(
        "Los documentos de rendición de cuentas de años anteriores que la entidad trajo de sus carpetas y que una "
        "persona publicó después de revisar que no muestran datos personales. No se hicieron en Rendir: se importaron."
    ),
    columns=(
        Column("vigencia", "Año", "Año al que pertenece, según la entidad.", Kind.WHOLE, lambda row: row.year),
        Column("documento", "Documento", "Su identidad.", Kind.TEXT, lambda row: row.public_id),
        Column("fecha", "Fecha", "Su día. Vacío: no se conoce.", Kind.DATE, lambda row: row.day),
        Column("titulo", "Título", "Qué es.", Kind.TEXT, lambda row: row.public_title),
        Column("tipo", "Tipo", "Formato de la copia publicada, como PDF o DOCX.", Kind.TEXT, _type),
        Column("tamano", "Tamaño", "Bytes de la copia publicada.", Kind.WHOLE, lambda row: _copy(row).size),
        Column("huella", "Huella SHA-256", "La de la copia publicada.", Kind.TEXT, lambda row: _copy(row).sha256),
        Column("publicado", "Publicado", "Cuándo se publicó.", Kind.MOMENT, lambda row: row.published_at),
        Column(
            "direccion",
            "Página",
            "Página pública del documento.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{row.get_public_url()}",
        ),
    ),
    rows=published_documents,
    key=("vigencia", "documento"),
    count=lambda: listed_publicly().count(),
    updated=_updated,
    legal_basis="Ley 1712 de 2014, artículos 7 y 9; Ley 594 de 2000, artículo 4",
    keywords=("rendición de cuentas", "archivo", "años anteriores", "transparencia"),
    topics=("archive",),
    filters=(Filter("vigencia", "Año", "Solo un año.", _years),),
)
