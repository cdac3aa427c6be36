"""Compressed folders as municipalities have them, and as somebody who means harm would make them."""

import io
import zipfile
from collections.abc import Mapping

from factories.files import a_docx, a_pdf
from rendir.foundation.archive.actions.bringing import confirm_import, read_folder
from rendir.foundation.archive.actions.publishing import publish_document
from rendir.foundation.archive.models import ArchiveDocument, ArchiveImport
from rendir.foundation.audit.actors import Actor
from rendir.foundation.library.actions import store_folder, strip_metadata
from rendir.foundation.library.models import StoredFile

REPORT = "Informes/2019/Informe de gestión 2019-04-30.docx"
ACT = "Informes/2019/Acta.pdf"
UNDATED = "Sueltos/Presentación.txt"


def a_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP with these files, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def past_years() -> dict[str, bytes]:
    """Two documents of 2019 and one that says no year; what systems leave; a program."""
    return {
        REPORT: a_docx("Se arreglaron doce kilómetros de la vía a El Roble."),
        ACT: a_pdf("Acta de la audiencia en el coliseo."),
        UNDATED: "Presentación de la mesa de agua.".encode(),
        "Informes/Thumbs.db": b"x",
        "Informes/instalar.exe": b"MZ\0",
    }


def kept(data: bytes, *, by: Actor, name: str = "rendicion.zip") -> StoredFile:
    """The compressed folder in the library."""
    return store_folder(iter([data]), name=name, by=by)


def read(files: Mapping[str, bytes], *, by: Actor, name: str = "rendicion.zip") -> ArchiveImport:
    """A folder read, waiting to be confirmed."""
    return read_folder(kept(a_zip(files), by=by, name=name), by=by)


def confirmed(files: Mapping[str, bytes] | None = None, *, by: Actor) -> ArchiveImport:
    """A folder in the archive; by default the two documents of 2019."""
    past = past_years()
    return confirm_import(read(files or {REPORT: past[REPORT], ACT: past[ACT]}, by=by), by=by)


def listed(source: ArchiveImport, *, by: Actor) -> ArchiveImport:
    """All of it public, each document under a title that names nobody."""
    for one in ArchiveDocument.objects.select_related("source", "file").filter(source=source):
        copy = strip_metadata(one.file, by=by)
        publish_document(one, title=f"Documento de {one.year}", copy=copy, screening={"confirmed": True}, by=by)
    return source
