"""The schedule really published in 2021, read whole: every row, mark, name and irregularity, by equality."""

from pathlib import Path

import pytest

from planning.hand_reading import read_by_hand
from rendir.foundation.core.importing import Finding
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.schedule import Reading, read_schedule
from rendir.plan.planning.rules.facts import ResponsibleKind

LONG_UNIT = "Dirección de Participación Ciudadana y Comunitaria y Atención al Ciudadano"
PLANNING = "Dirección de Planeación del Desarrollo"
PRESS = "Oficina de Comunicaciones"
TEAM = "Equipo de Rendición de Cuentas"

# code, line, stages, periods, responsibles
EXPECTED = [
    ("I1", 17, ("aprestamiento",), (3,), (LONG_UNIT,)),
    ("I2", 18, ("aprestamiento",), (1,), ("Dirección de Talento Humano",)),
    ("I3", 19, ("diseno",), (2, 3), (PLANNING,)),
    ("I4", 20, ("diseno",), (2, 3), (PLANNING,)),
    ("I5", 21, ("diseno",), (2,), (PRESS,)),
    ("I6", 22, ("preparacion",), (2, 3), (PLANNING, "dependencia que lidere el espacio de diálogo")),
    ("I7", 23, ("preparacion",), (2, 3), ()),
    ("I8", 24, ("ejecucion",), (2, 3), (PRESS,)),
    ("I9", 25, ("ejecucion",), (2, 3), ()),
    ("I10", 26, ("ejecucion",), (2, 3), (PLANNING,)),
    ("D1", 32, ("aprestamiento",), (3,), (LONG_UNIT,)),
    ("D2", 33, ("diseno",), (2,), (TEAM,)),
    ("D3", 34, ("diseno",), (1,), ("Equipo de rendición de cuentas",)),
    ("D4", 35, ("ejecucion",), (1,), ("Dirección de Participación Ciudadana",)),
    ("D5", 36, ("ejecucion",), (1, 2, 3), (PRESS,)),
    ("D6", 37, ("ejecucion",), (3,), ("Dirección de Atención al Ciudadano",)),
    ("D7", 38, ("ejecucion",), (2, 3), (PLANNING,)),
    ("D8", 39, ("ejecucion",), (2, 3), ("Secretaría General", "Dirección de Participación ciudadana")),
    ("D9", 40, ("ejecucion",), (1, 2, 3), (PRESS,)),
    ("R1", 46, ("preparacion",), (2, 3), ("Dirección de Participación Ciudadana",)),
    ("R2", 47, ("aprestamiento",), (2, 3), ("Dirección de Fortalecimiento Institucional",)),
    ("R3", 48, ("diseno",), (1,), (PLANNING,)),
    ("R4", 49, ("diseno",), (1,), (TEAM,)),
    ("R5", 50, ("preparacion", "ejecucion"), (2, 3), ("Secretaría General",)),
    ("R6", 51, ("seguimiento",), (2, 3), (TEAM,)),
    ("R7", 52, ("seguimiento",), (2, 3), ()),
    ("R8", 53, ("preparacion",), (2, 3), (TEAM,)),
    ("R9", 54, ("seguimiento",), (2, 3), ()),
    ("R10", 58, ("seguimiento",), (1, 2, 3), ("Oficina de Control Interno",)),
]


@pytest.fixture(scope="module")
def reading(real_schedule: Path) -> Reading:
    return read_schedule(real_schedule.read_bytes(), filename="cronograma-2021.txt", year=2021)


def of(reading: Reading, code: FindingCode) -> list[Finding]:
    return [one for one in reading.findings if one.code == code]


def places(reading: Reading, code: FindingCode) -> list[tuple[str | None, int, int | None]]:
    """Activity, line and column of each finding of a code."""
    return [(one.target, one.source.line, one.source.column) for one in of(reading, code) if one.source]


def test_every_row_every_stage_every_period_every_name(reading: Reading) -> None:
    assert [
        (
            one.code,
            one.source and one.source.line,
            tuple(stage.value for stage in one.ordered_stages),
            one.ordered_periods,
            tuple(who.name for who in one.responsibles),
        )
        for one in reading.activities
    ] == EXPECTED


def test_ten_nine_and_ten_activities_with_51_marks(reading: Reading) -> None:
    counts = [sum(period in one.periods for one in reading.activities) for period in (1, 2, 3)]
    assert (len(reading.activities), counts, reading.period_scheme) == (29, [8, 21, 22], "cuatrimestre")


def test_texts_are_those_a_person_reads(reading: Reading, real_schedule: Path) -> None:
    by_hand = read_by_hand(real_schedule)
    assert [(one.name, one.product) for one in reading.activities] == [(one.name, one.product) for one in by_hand]


def test_kinds_of_responsible(reading: Reading) -> None:
    others = {
        who.name: who.kind
        for one in reading.activities
        for who in one.responsibles
        if who.kind is not ResponsibleKind.UNIT
    }
    assert others == {
        "dependencia que lidere el espacio de diálogo": ResponsibleKind.ROLE,
        TEAM: ResponsibleKind.TEAM,
        "Equipo de rendición de cuentas": ResponsibleKind.TEAM,
    }


def test_each_activity_gets_its_own_action_type(reading: Reading) -> None:
    suggested = of(reading, FindingCode.ACTION_TYPE_SUGGESTED)
    assert [one.proposal.value for one in suggested if one.proposal] == [one.action_type for one in reading.activities]
    assert len({one.action_type for one in reading.activities} - {None}) == 29


def test_four_missing_responsibles_each_with_a_proposal(reading: Reading) -> None:
    found = [
        (one.target, one.applied, one.proposal.field, one.proposal.value, one.proposal.confidence)
        for one in of(reading, FindingCode.RESPONSIBLE_MISSING)
        if one.proposal
    ]
    press, team = [{"name": PRESS, "kind": "unit"}], [{"name": TEAM, "kind": "team"}]
    assert found == [
        ("I7", False, "responsibles", press, 0.8),
        ("I9", False, "responsibles", press, 0.8),
        ("R7", False, "responsibles", team, 0.6),
        ("R9", False, "responsibles", team, 0.4),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (FindingCode.HEADER_ROWS, [(None, 15, 1), (None, 30, 1), (None, 44, 1)]),
        (FindingCode.COMPONENT_CARRIED, [("I1", 17, 1), ("D1", 30, 1), ("R1", 44, 1)]),
        (FindingCode.HEADER_DISPLACED, [(None, 31, 9)]),
        (FindingCode.PRODUCT_IN_RESPONSIBLE_CELL, [("R9", 54, 12)]),
        (FindingCode.FRAGMENT, [("R10", 58, 1)]),
        (FindingCode.MARK_FUSED, [("R10", 58, 4)]),
        (FindingCode.STAGE_INFERRED, [("R10", 58, 4)]),
        (FindingCode.RULE_LINE, [(None, 59, 1)]),
        (FindingCode.SEVERAL_STAGES, [("R5", 50, 2)]),
        (FindingCode.SEVERAL_RESPONSIBLES, [("I6", 22, 12), ("D8", 39, 12)]),
        (FindingCode.UNIT_MAY_CONTAIN, [("I1", 17, 12)]),
        (FindingCode.POSSIBLE_SAME_UNIT, [("D3", 34, 12), ("D8", 39, 12)]),
        (FindingCode.QUOTE_UNBALANCED, [(None, 17, 8)]),
        (FindingCode.STRAY_QUOTE, [("I1", 17, 8)]),
        (FindingCode.TITLE_REPEATED, [(None, 28, 1), (None, 42, 1), (None, 56, 1)]),
        (FindingCode.SPELLING_DOUBTFUL, [("D6", 37, 2)]),
        (FindingCode.PRODUCT_WITH_LIST, [("I1", 17, 8), ("I2", 18, 8), ("D3", 34, 8), ("D4", 35, 8)]),
        (
            FindingCode.RESPONSIBLE_NOT_A_UNIT,
            [("I6", 22, 12), ("D2", 33, 12), ("D3", 34, 12), ("R4", 49, 12), ("R6", 51, 12), ("R8", 53, 12)],
        ),
    ],
)
def test_each_irregularity_is_told_at_its_cell(
    reading: Reading, code: FindingCode, expected: list[tuple[str | None, int, int | None]]
) -> None:
    assert places(reading, code) == expected


def test_nothing_else_is_found(reading: Reading) -> None:
    told = {FindingCode(one.code) for one in reading.findings}
    listed = {code for code in FindingCode if code in _LISTED}
    assert told == listed


_LISTED = {
    FindingCode.TITLE_IGNORED,
    FindingCode.TITLE_REPEATED,
    FindingCode.RULE_LINE,
    FindingCode.HEADER_ROWS,
    FindingCode.HEADER_DISPLACED,
    FindingCode.QUOTE_UNBALANCED,
    FindingCode.STRAY_QUOTE,
    FindingCode.PRODUCT_WITH_LIST,
    FindingCode.COMPONENT_CARRIED,
    FindingCode.UNIT_MAY_CONTAIN,
    FindingCode.SEVERAL_RESPONSIBLES,
    FindingCode.RESPONSIBLE_NOT_A_UNIT,
    FindingCode.RESPONSIBLE_MISSING,
    FindingCode.POSSIBLE_SAME_UNIT,
    FindingCode.SPELLING_DOUBTFUL,
    FindingCode.SEVERAL_STAGES,
    FindingCode.PRODUCT_IN_RESPONSIBLE_CELL,
    FindingCode.FRAGMENT,
    FindingCode.MARK_FUSED,
    FindingCode.STAGE_INFERRED,
    FindingCode.ACTION_TYPE_SUGGESTED,
}


def test_a_reading_applied_is_never_a_proposal(reading: Reading) -> None:
    assert [one for one in reading.findings if one.applied and one.proposal] == []


def test_the_json_is_what_the_command_prints(reading: Reading) -> None:
    printed = reading.as_json()
    assert list(printed) == ["period_scheme", "activities", "findings"]
    assert printed["activities"] == [one.as_json() for one in reading.activities]
    assert list(reading.findings[0].as_json()) == [
        "code",
        "severity",
        "source",
        "message",
        "applied",
        "proposal",
    ]


def test_known_units_are_not_joined_nor_cut(real_schedule: Path) -> None:
    again = read_schedule(real_schedule.read_bytes(), filename="x.txt", year=2021, known_units=[LONG_UNIT, PLANNING])
    assert [tuple(who.name for who in one.responsibles) for one in again.activities] == [row[4] for row in EXPECTED]


def test_the_same_file_in_windows_encoding_with_semicolons_is_the_same_plan(
    reading: Reading, real_schedule: Path
) -> None:
    text = real_schedule.read_text(encoding="utf-8").replace(";", ",").replace("\t", ";")
    again = read_schedule(text.encode("cp1252"), filename="x.csv", year=2021)
    plain = [(one.code, one.stages, one.periods, one.responsibles) for one in again.activities]
    assert plain == [(one.code, one.stages, one.periods, one.responsibles) for one in reading.activities]


def test_what_the_entity_knows_by_now_changes_no_kind(real_schedule: Path) -> None:
    data = real_schedule.read_bytes()
    first = read_schedule(data, filename="cronograma-2021.txt", year=2021)
    names = [one.name for activity in first.activities for one in activity.responsibles]

    again = read_schedule(data, filename="cronograma-2021.txt", year=2021, known_units=names)

    assert [one.responsibles for one in again.activities] == [one.responsibles for one in first.activities]
