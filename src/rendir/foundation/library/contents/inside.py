"""What a PDF or an office file is, seen from inside: office files are ZIP archives or the older containers of OLE."""

import mmap
from pathlib import Path

import pypdfium2
from pypdfium2 import PdfiumError

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.archive import Archive
from rendir.foundation.core.readers.kinds import WITHOUT_PASSWORD
from rendir.foundation.core.readers.limits import MEGABYTE
from rendir.foundation.library.contents.kinds import FileKind

_FOLDERS = {"word/": FileKind.DOCX, "xl/": FileKind.XLSX, "ppt/": FileKind.PPTX}
_DECLARED = {kind.media_type: kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
_STREAMS = {"WordDocument": FileKind.DOC, "Workbook": FileKind.XLS, "Book": FileKind.XLS}
_PASSWORD_NEEDED = "password"  # noqa: S105 - a word of the error, no secret
_UNPACK = "Descomprímala y cargue cada archivo por aparte: así se puede ver, revisar y publicar."
_NO_MACROS = "Ábralo en su programa y guárdelo en un formato sin macros (.docx, .xlsx, .odt): ese sí se guarda."
_AGAIN = "Ábralo en su programa, guárdelo de nuevo y cárguelo otra vez."
_MOST_UNPACKED = 1024 * MEGABYTE
_SAVE_AS = "Ábralo en su programa, guárdelo como Word, Excel o PDF y cargue ese archivo."


def answer(path: Path) -> tuple[dict[str, str], bytes]:
    """Its kind. `Unreadable` where it is none that is kept, asks for a password, or carries programs."""
    return {"kind": look(path)}, b""


def look(path: Path) -> FileKind:
    """The kind of an office file or a PDF."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        return _kind_of_archive(path)
    if start == b"\xd0\xcf\x11\xe0":
        return _kind_of_old_office(path)
    _refuse_locked_pdf(path)
    return FileKind.PDF


def open_office(path: Path) -> Archive:
    """An office file, open. `Unreadable` where it holds more than a document can, or is damaged."""
    try:
        return Archive(path, most_unpacked=_MOST_UNPACKED)
    except Unreadable as refusal:
        raise Unreadable(refusal.message, way_out=_AGAIN) from refusal


def _kind_of_archive(path: Path) -> FileKind:
    with open_office(path) as archive:
        if any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in archive.names):
            raise Unreadable(
                "El archivo trae macros, que son programas: no se guarda como soporte.", way_out=_NO_MACROS
            )
        if "mimetype" in archive.names:
            kind = _DECLARED.get(archive.read("mimetype").decode("ascii", "replace").strip())
            if kind:
                _refuse_locked(archive)
                return kind
        for folder, kind in _FOLDERS.items():
            if any(name.startswith(folder) for name in archive.names) and "[Content_Types].xml" in archive.names:
                return kind
    raise Unreadable("El archivo es una carpeta comprimida: no se guarda como soporte.", way_out=_UNPACK)


def _refuse_locked(archive: Archive) -> None:
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise _locked()


def _kind_of_old_office(path: Path) -> FileKind:
    """The streams of an OLE file are named in UTF-16 in its directory."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:

        def has(name: str) -> bool:
            return data.find(name.encode("utf-16-le")) >= 0

        if has("EncryptedPackage"):
            raise _locked()
        if has("_VBA_PROJECT"):
            raise Unreadable(
                "El archivo trae macros, que son programas: no se guarda como soporte.", way_out=_NO_MACROS
            )
        kind = next((kind for name, kind in _STREAMS.items() if has(name)), None)
    if kind is None:
        raise Unreadable("El archivo es de un programa antiguo: no se guarda como soporte.", way_out=_SAVE_AS)
    return kind


def _refuse_locked_pdf(path: Path) -> None:
    """One that opens only with a password is no proof for anybody. One that is a little damaged may still be."""
    try:
        pypdfium2.PdfDocument(path).close()
    except PdfiumError as error:
        if _PASSWORD_NEEDED in str(error).lower():
            raise _locked() from error


def _locked() -> Unreadable:
    return Unreadable("El archivo está protegido con contraseña: nadie más podría verlo.", way_out=WITHOUT_PASSWORD)
