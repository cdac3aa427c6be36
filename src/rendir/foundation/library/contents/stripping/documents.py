"""PDF: written anew from what its pages show. Who wrote it, what hangs on it and what runs in it stays behind."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.archive import damaged
from rendir.foundation.core.readers.kinds import WITHOUT_PASSWORD
from rendir.foundation.library.contents.stripping.photographs import without_labels

_OF_DOCUMENT = ("/Metadata", "/OpenAction", "/AA", "/AF", "/Collection", "/PieceInfo", "/Perms", "/SpiderInfo", "/DSS")
_OF_ANY = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/Thumb", "/AF", "/Ref")
_NOTES = frozenset({"/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"})
"""Notes of reviewers and what plays: not what the page says."""
_OF_NOTE = ("/T", "/Contents", "/RC", "/M", "/CreationDate", "/NM", "/Subj", "/Popup", "/IRT", "/A", "/AA")
_LEADING = frozenset({"/URI", "/GoTo"})
_MARKS = frozenset({"/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Stamp", "/Square", "/Circle"})


def stripped(path: Path) -> bytes:
    """The copy. The same file gives the same bytes."""
    try:
        with pikepdf.open(path) as document:
            _strip_document(document)
            for page in document.pages:
                _strip_notes(page.obj)
            for one in document.objects:
                _strip_object(one)
            document.remove_unreferenced_resources()
            copy = BytesIO()
            document.save(copy, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError as error:
        raise Unreadable("El archivo está protegido con contraseña.", way_out=WITHOUT_PASSWORD) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise damaged() from error
    return copy.getvalue()


def _strip_document(document: Pdf) -> None:
    for name in ("/Info",):
        if name in document.trailer:
            del document.trailer[name]
    _drop(document.Root, _OF_DOCUMENT)
    names = document.Root.get("/Names")
    if isinstance(names, Dictionary):
        _drop(names, ("/EmbeddedFiles", "/JavaScript", "/Renditions", "/AlternatePresentations"))
    form = document.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        _drop(form, ("/XFA",))


def _strip_notes(page: Object) -> None:
    notes = page.get("/Annots")
    if isinstance(notes, Array):
        kept = [one for one in notes if isinstance(one, Dictionary) and str(one.get("/Subtype")) not in _NOTES]
        for one in kept:
            _strip_note(one)
        page.Annots = Array(kept)


def _strip_note(note: Object) -> None:
    action = note.get("/A")
    if isinstance(action, Dictionary) and str(action.get("/S")) in _LEADING:
        _drop(action, ("/Next",))
        _drop(note, ("/AA", "/M", "/NM"))
    elif note.get("/Subtype") == Name.Link:
        _drop(note, ("/A", "/AA", "/M", "/NM"))
    elif str(note.get("/Subtype")) in _MARKS:
        _drop(note, _OF_NOTE)
    else:
        _drop(note, ("/A", "/AA", "/M", "/NM"))


def _strip_object(one: Object) -> None:
    if isinstance(one, Dictionary):
        _drop(one, _OF_ANY)
        if one.get("/FT") == Name.Sig:
            _drop(one, ("/V", "/Lock", "/SV"))  # a certificate names its holder; a copy is not signed anyhow
    elif isinstance(one, Stream):
        _drop(one, _OF_ANY)
        if one.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
            _strip_photograph(one)


def _strip_photograph(stream: Object) -> None:
    with suppress(pikepdf.PdfError):
        stream.write(without_labels(stream.read_raw_bytes()), filter=Name.DCTDecode)


def _drop(one: Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in one:
            del one[name]
