"""Our own JSON is read exactly; any other is refused, whatever it holds."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.schedules import a_schedule, facts
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.limits import MOST_PLAIN_BYTES
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.schedule import Reading, read_schedule
from rendir.plan.planning.rules.facts import ActivityFacts

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
ROWS = [replace(one, number=number) for number, one in enumerate(a_schedule(), start=1)]


def _written(*rows: ActivityFacts, **more: object) -> bytes:
    return json.dumps({"activities": [one.as_json() for one in rows], **more}).encode()


def _read(data: bytes) -> Reading:
    return read_schedule(data, filename="plan.json", year=2021)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n  "])
def test_what_was_published_is_read_exactly(mark: bytes) -> None:
    rows = [*ROWS, replace(facts("Última", action_type="prioritize_topics", product=None), number=9)]
    reading = _read(mark + _written(*rows, year=2021))
    assert (list(reading.activities), reading.findings, reading.period_scheme) == (rows, (), "cuatrimestre")


def test_another_year_is_told() -> None:
    reading = _read(_written(*ROWS, year=2020))
    assert [(one.code, one.applied) for one in reading.findings] == [(FindingCode.YEAR_DIFFERS, False)]


ROW = ROWS[0].as_json()


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        {"activities": None},
        {"activities": [1]},
        {"activities": [{**ROW, "name": "  "}]},
        {"activities": [{**ROW, "name": 7}]},
        {"activities": [{**ROW, "periods": [4]}]},
        {"activities": [{**ROW, "stages": ["ninguna"]}]},
        {"activities": [{**ROW, "action_type": "ninguno"}]},
        {"activities": [{**ROW, "responsibles": [{"name": "A", "kind": "nada"}]}]},
    ],
    ids=str,
)
def test_json_of_something_else_is_refused(said: object) -> None:
    with pytest.raises(Unreadable) as refusal:
        _read(json.dumps(said).encode())
    assert (refusal.value.message, "JSON" in refusal.value.way_out) == (
        "El archivo es JSON, pero no es un cronograma de Rendir.",
        True,
    )


def test_one_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="se leen hasta"):
        _read(b"[" + b" " * MOST_PLAIN_BYTES + b"]")


def test_what_only_begins_like_json_is_read_as_a_table() -> None:
    with pytest.raises(Unreadable, match="No se encuentra un cronograma"):
        _read(b"{ esto no es JSON")


@given(JSON)
def test_any_json_is_read_or_refused(said: object) -> None:
    with suppress(Unreadable):
        _read(json.dumps({"activities": said}).encode())
