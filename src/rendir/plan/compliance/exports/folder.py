"""The folder of evidence as one ZIP: a tree, an index, and the hash of each file. Written to disk piece by piece."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO

from rendir.foundation.core.tabular import Column, Dataset, Kind, write_xlsx
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.library.contents.kinds import Family
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.models.evidence import EvidenceKind
from rendir.plan.compliance.rules.folders import place_of
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.planning.rules.facts import PERIOD_LABELS

_PIECE = 256 * 1024
_SQUEEZED = frozenset({Family.AUDIO, Family.VIDEO})
_MISSING = "Falta en el archivo de la entidad: avise a Sistemas."
_CHANGED = "No corresponde a la huella con que se guardó: avise a Sistemas."


@dataclass(frozen=True, slots=True)
class Support:
    """That a piece of evidence supports a delivery, and what the delivery is."""

    key: Key
    activity: str
    responsibles: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the index."""

    series: str
    support: Support
    place: str
    size: int | None
    sha256: str
    remark: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What came of it: the file, open at its start; how many files it holds; how many are not as they were kept."""

    file: IO[bytes]
    files: int
    damaged: int


def build_folder(supports: Iterable[Support], *, title: str, series: str, base_url: str, today: date) -> Folder:
    """The ZIP. What supports several deliveries stands once, and the index says it of each. Whoever receives the file
    closes it. Names in it tell of nobody; what people wrote stands in the index alone.
    """
    file = TemporaryFile()  # noqa: SIM115 - handed over open
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        lines = list(_write(archive, supports, series, base_url))
        hashes = {line.place: line.sha256 for line in lines if line.sha256}
        with write_xlsx(_index(title), lines) as index, archive.open(_entry("indice.xlsx", today), "w") as kept:
            _copy(index, kept)
        sums = "".join(f"{sha256}  {place}\n" for place, sha256 in hashes.items())
        archive.writestr(_entry("SHA256SUMS.txt", today), sums)
        archive.writestr(_entry("LEAME.txt", today), _read_me(title, today))
    file.seek(0)
    return Folder(file, len(hashes), sum(bool(line.remark) for line in lines))


def _write(archive: zipfile.ZipFile, supports: Iterable[Support], series: str, base_url: str) -> Iterator[Line]:
    known: dict[int, Line] = {}
    numbers: dict[Key, int] = {}
    for support in supports:
        if first := known.get(support.evidence.pk):
            yield replace(first, support=support)
            continue
        number = numbers[support.key] = numbers.get(support.key, 0) + 1
        line = known[support.evidence.pk] = _line(archive, support, number, series, base_url)
        yield line


def _line(archive: zipfile.ZipFile, support: Support, number: int, series: str, base_url: str) -> Line:
    evidence = support.evidence
    place = place_of(support.key, number, f"{evidence.public_id}.{_extension(evidence)}")
    entry = _entry(place, day_in_bogota(evidence.added_at))
    if evidence.file is None:
        text = _pointer(evidence, base_url)
        archive.writestr(entry, text)
        return Line(series, support, place, len(text), hashlib.sha256(text).hexdigest(), "")
    return _stored(archive, entry, Line(series, support, place, None, "", ""), evidence.file)


def _stored(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, line: Line, stored: StoredFile) -> Line:
    """The original, byte by byte; a missing or changed one is said in the index, not hidden."""
    if not stored.path.exists():
        return replace(line, place="", remark=_MISSING)
    if stored.kind and stored.kind.family in _SQUEEZED:
        entry.compress_type = zipfile.ZIP_STORED
    entry.file_size = stored.size
    with (
        stored.path.open("rb") as source,
        archive.open(entry, "w", force_zip64=stored.size >= zipfile.ZIP64_LIMIT) as kept,
    ):
        found = _copy(source, kept)
    return replace(line, size=stored.size, sha256=found, remark="" if found == stored.sha256 else _CHANGED)


def _copy(source: IO[bytes], kept: IO[bytes]) -> str:
    """Piece by piece; gives the SHA-256."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        kept.write(piece)
    return digest.hexdigest()


def _extension(evidence: Evidence) -> str:
    if evidence.file is not None:
        known = evidence.file.kind
        return known.value if known else "bin"
    return "url" if evidence.kind == EvidenceKind.LINK else "txt"


def _pointer(evidence: Evidence, base_url: str) -> bytes:
    """A link as a file that a desk opens with two clicks; a record of Rendir as what it was and where it is read."""
    address = f"{base_url}{evidence.url}" if evidence.url.startswith("/") else evidence.url
    if evidence.kind == EvidenceKind.LINK:
        return f"[InternetShortcut]\r\nURL={address}\r\n".encode()
    lines = (
        f"Registro de Rendir: {evidence.ref_kind} {evidence.ref_id}, versión {evidence.ref_version}",
        f"Dirección: {address or 'sin dirección'}",
        f"Huella SHA-256: {evidence.ref_digest or 'sin dato'}",
    )
    return ("\n".join(lines) + "\n").encode()


def _entry(name: str, day: date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _read_me(title: str, today: date) -> str:
    return (
        f"{title}\nHecha el {today:%d/%m/%Y}.\n\n"
        "Cada carpeta es un componente, una actividad y un cuatrimestre. indice.xlsx dice qué es cada archivo.\n"
        "SHA256SUMS.txt trae la huella de cada uno; para comprobarlas: sha256sum -c SHA256SUMS.txt\n"
        "Son los originales, también los internos: pueden traer datos personales. No la publique ni la reenvíe.\n"
    )


def _moment(evidence: Evidence) -> datetime:
    return evidence.added_at.astimezone(BOGOTA)


def _index(title: str) -> Dataset[Line]:
    return Dataset(
        name="indice_de_evidencias",
        title=title,
        description="Qué es cada archivo de la carpeta, qué soporta y su huella. Para el trabajo de la entidad.",
        columns=_COLUMNS,
        rows=lambda _: (),
        key=("entrega", "evidencia"),
        count=lambda: 0,
        updated=lambda: None,
        legal_basis="Ley 594 de 2000, artículo 24; Acuerdo 002 de 2014 del Archivo General de la Nación",
        keywords=("rendición de cuentas", "evidencias"),
        topics=("compliance",),
    )


_COLUMNS: tuple[Column[Line], ...] = (
    Column("serie", "Serie (TRD)", "Código de la tabla de retención.", Kind.TEXT, lambda one: one.series or None),
    Column("componente", "Componente", "Elemento.", Kind.TEXT, lambda one: one.support.key.component.label),
    Column("entrega", "Entrega", "Actividad y cuatrimestre.", Kind.TEXT, lambda one: str(one.support.key)),
    Column("actividad", "Actividad", "Qué se hace.", Kind.PROSE, lambda one: one.support.activity),
    Column(
        "cuatrimestre",
        "Cuatrimestre",
        "Cuándo se debe.",
        Kind.TEXT,
        lambda one: PERIOD_LABELS[one.support.key.period],
    ),
    Column("dependencias", "Dependencias", "Quién responde.", Kind.LIST, lambda one: list(one.support.responsibles)),
    Column(
        "evidencia", "Identidad", "La de la evidencia en Rendir.", Kind.TEXT, lambda one: one.support.evidence.public_id
    ),
    Column("que_es", "Qué es", "Como se llamó al agregarla.", Kind.PROSE, lambda one: one.support.evidence.title),
    Column(
        "clase",
        "Clase",
        "Archivo, enlace o registro.",
        Kind.TEXT,
        lambda one: one.support.evidence.get_kind_display(),
    ),
    Column("hecho", "Fecha del hecho", "Cuándo ocurrió.", Kind.DATE, lambda one: one.support.evidence.fact_on),
    Column("agregada", "Agregada", "Cuándo se cargó.", Kind.MOMENT, lambda one: _moment(one.support.evidence)),
    Column(
        "estado",
        "Estado",
        "Interna o pública.",
        Kind.TEXT,
        lambda one: one.support.evidence.get_state_display(),
    ),
    Column("archivo", "Archivo", "Dónde está en esta carpeta.", Kind.TEXT, lambda one: one.place or None),
    Column("bytes", "Tamaño", "En bytes.", Kind.WHOLE, lambda one: one.size),
    Column("huella", "SHA-256", "Su huella.", Kind.TEXT, lambda one: one.sha256 or None),
    Column("observacion", "Observación", "Si algo no está como se guardó.", Kind.PROSE, lambda one: one.remark or None),
)
