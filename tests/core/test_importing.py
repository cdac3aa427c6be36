"""What every import shares survives being written down and read again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.importing import Cell, Finding, Grid, Proposal, Severity, Source, Unreadable

NUMBERS = st.integers(1, 10_000)
TEXTS = st.text(max_size=20)
MAYBE_A_NUMBER, MAYBE_A_TEXT = st.none() | NUMBERS, st.none() | TEXTS
SOURCES = st.builds(
    Source, NUMBERS, MAYBE_A_NUMBER, MAYBE_A_TEXT, MAYBE_A_TEXT, page=MAYBE_A_NUMBER, table=MAYBE_A_NUMBER
)
VALUES = st.none() | TEXTS | st.lists(TEXTS, max_size=3)
PROPOSALS = st.builds(Proposal, TEXTS, VALUES, TEXTS, st.floats(0, 1))
FINDINGS = st.builds(
    Finding,
    code=TEXTS,
    severity=st.sampled_from(Severity),
    message=TEXTS,
    source=st.none() | SOURCES,
    applied=st.booleans(),
    proposal=st.none() | PROPOSALS,
    target=st.none() | TEXTS,
)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (Source(12), "línea 12"),
        (Source(12, 9), "línea 12, columna 9"),
        (Source(12, 9, "Hoja 1", "X"), "hoja «Hoja 1», fila 12, columna 9"),
        (Source(3, page=2, table=1), "página 2, tabla 1, fila 3"),
        (Source(3, page=2), "página 2, línea 3"),
    ],
)
def test_a_place_is_told_as_a_person_looks_for_it(source: Source, place: str) -> None:
    assert source.place == place


def test_a_source_writes_only_what_it_has() -> None:
    assert Source(3).as_json() == {"line": 3}
    assert Source(3, 2, "A", "").as_json() == {"line": 3, "column": 2, "sheet": "A", "text": ""}


@given(SOURCES)
def test_a_source_is_read_back(source: Source) -> None:
    assert Source.from_json(json.loads(json.dumps(source.as_json()))) == source


@given(FINDINGS)
def test_a_finding_is_read_back(finding: Finding) -> None:
    assert Finding.from_json(json.loads(json.dumps(finding.as_kept()))) == finding


def test_a_finding_as_it_is_printed_names_no_activity_and_is_read_too() -> None:
    written = Finding("X1", Severity.INFO, "Algo.").as_json()
    assert Finding.from_json(written) == Finding("X1", Severity.INFO, "Algo.")


def test_a_grid_is_its_rows() -> None:
    rows = ((Cell("a", Source(1, 1)),), ())
    assert tuple(Grid(rows, "hoja")) == rows


def test_severities_have_words() -> None:
    words = {one.value: one.label for one in Severity}
    assert words == {"info": "Para saber", "warning": "Para revisar", "error": "Hay que corregir"}


def test_what_cannot_be_read_says_why_and_what_to_do() -> None:
    error = Unreadable("No es una tabla.", way_out="Guárdela como CSV.")
    assert (str(error), error.message, error.way_out) == ("No es una tabla.",) * 2 + ("Guárdela como CSV.",)
