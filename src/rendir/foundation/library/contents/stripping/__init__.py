"""A copy of a file without what it tells of who made it, where and when: what may be published.

One module for each family of files. What cannot be cleaned is refused with what to do instead: a copy that only looks
clean is worse than none.
"""

from collections.abc import Callable
from pathlib import Path

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.library.contents.kinds import Family, FileKind

from . import documents, office, photographs, recordings

_OLD = "Ábralo en su programa y guárdelo como Word (.docx), Excel (.xlsx) o PDF; cargue ese archivo y publique ese."


_CLEANED: dict[FileKind, Callable[[Path], bytes]] = {
    FileKind.PDF: documents.stripped,
    **dict.fromkeys((FileKind.MP4, FileKind.MOV, FileKind.M4A), recordings.without_boxes),
    FileKind.MP3: recordings.without_labels,
    FileKind.WEBM: recordings.without_tags,
    FileKind.OGG: recordings.without_comments,
    **dict.fromkeys((FileKind.TXT, FileKind.CSV), Path.read_bytes),
}


def answer(path: Path, kind: str) -> tuple[dict[str, object], bytes]:
    """`kind` of the copy, and the copy. `Unreadable` where it cannot be cleaned."""
    made = FileKind(kind)
    if made in (FileKind.DOC, FileKind.XLS):
        message = f"El archivo es {made.what}: no se le pueden quitar los datos de quien lo hizo."
        raise Unreadable(message, way_out=_OLD)
    if made.family is Family.PICTURE:
        published, data = photographs.stripped(path, made)
        return {"kind": published}, data
    clean = _CLEANED.get(made)
    return {"kind": made}, clean(path) if clean else office.stripped(path, made)
