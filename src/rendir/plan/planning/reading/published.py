"""A schedule as Rendir itself publishes it in JSON: read exactly, with nothing to guess and nothing to propose."""

import json
from typing import Any

from rendir.foundation.core.importing import Finding, Unreadable
from rendir.foundation.core.readers.limits import MEGABYTE, MOST_PLAIN_BYTES, too_large
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts

_STARTS = (b"{", b"[")
_WRONG = (ValueError, KeyError, TypeError, AssertionError, AttributeError, RecursionError)


def is_json(data: bytes) -> bool:
    """Whether the file means to be JSON: no table begins so."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in _STARTS and _parsed(data) is not None


def read_published(data: bytes, year: int) -> tuple[tuple[ActivityFacts, ...], tuple[Finding, ...]]:
    """The activities of a published JSON. `Unreadable` where it is JSON of something else."""
    if len(data) > MOST_PLAIN_BYTES:
        raise too_large(f"es un texto de {len(data) // MEGABYTE} MB y se leen hasta {MOST_PLAIN_BYTES // MEGABYTE}")
    said = _parsed(data)
    try:
        activities = tuple(_activity(one) for one in said["activities"])
    except _WRONG as error:
        raise Unreadable("El archivo es JSON, pero no es un cronograma de Rendir.", way_out=_WAY_OUT) from error
    return activities, _about_year(said.get("year"), year)


_WAY_OUT = "Traiga el cronograma en Excel, Word, PDF o texto, o el JSON que se descarga de su página pública."


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(data.decode("utf-8-sig"))
    except _WRONG:
        return None


def _activity(said: dict[str, Any]) -> ActivityFacts:
    """Where a row stood in the file it once came from is nothing of this file."""
    facts = ActivityFacts.from_json({**said, "source": None})
    known = by_key(facts.action_type) if facts.action_type else None
    if not isinstance(said["name"], str) or not facts.name.strip() or not facts.periods <= set(PERIODS):
        raise ValueError(facts.code)
    if facts.action_type and known is None:
        raise ValueError(facts.action_type)
    return facts


def _about_year(other: object, year: int) -> tuple[Finding, ...]:
    if other in {None, year}:
        return ()
    message = f"El archivo dice {other} y usted importa el plan de {year}. Revise que sea el archivo correcto."
    return (finding(FindingCode.YEAR_DIFFERS, message),)
