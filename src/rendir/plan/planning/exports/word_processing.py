"""The schedule for a word processor: the document that people read, and out of sight in its file the exact plan."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

from rendir.foundation.core.documents import Document, to_docx, to_odt
from rendir.foundation.core.importing import Grid
from rendir.foundation.core.readers import docx, odt
from rendir.foundation.core.readers.archive import File
from rendir.plan.planning.reading.embedded import pack
from rendir.plan.planning.rules.facts import ActivityFacts


def schedule_docx(document: Document, activities: Sequence[ActivityFacts]) -> bytes:
    """The DOCX of `document.schedule_document`. It reads back as the identical plan."""
    return _with_data(document, activities, to_docx, docx.read)


def schedule_odt(document: Document, activities: Sequence[ActivityFacts]) -> bytes:
    """The ODT of `document.schedule_document`. It reads back as the identical plan."""
    return _with_data(document, activities, to_odt, odt.read)


def _with_data(
    document: Document,
    activities: Sequence[ActivityFacts],
    write: Callable[[Document], bytes],
    read: Callable[[File], tuple[Grid, ...]],
) -> bytes:
    shown = read(BytesIO(write(document)))
    return write(replace(document, data=pack(activities, shown)))
