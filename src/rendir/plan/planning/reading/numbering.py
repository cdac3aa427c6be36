"""The number that people write inside the text of an activity (`1.1 Publicar…`), set apart where the file does so
throughout.
"""

import re
from collections.abc import Sequence

from rendir.foundation.core.importing import Finding
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding

_NUMBER = re.compile(
    r"(?:(?:actividad|acción|accion)\s+(?:n[.º°o]*\s*)?)?"
    r"(?:\d{1,2}(?:\.\d{1,3})+[.)]?\s*[-–:]?\s+|\d{1,3}\s?[.)\-–:]{1,2}\s*(?=[^\W\d])|[IDR]\d{1,3}[.:]?\s+|[a-z]\)\s*)",
    re.IGNORECASE,
)


def set_numbers_apart(entries: Sequence[Entry]) -> list[Finding]:
    """Take the numbers out of the names where most of the file's activities, two at least, begin with one."""
    numbered = [(entry, found) for entry in entries if (found := _NUMBER.match(entry.name))]
    if len(numbered) < 2 or len(numbered) * 2 <= len(entries):
        return []
    for entry, found in numbered:
        entry.name = entry.name[found.end() :].strip() or entry.name
    first, example = numbered[0]
    message = (
        f"Las actividades traen su número dentro del texto («{example[0].strip()}»). Se separa: el nombre es lo que "
        "sigue."
    )
    return [finding(FindingCode.NUMBER_IN_TEXT, message, first.at, applied=True)]
