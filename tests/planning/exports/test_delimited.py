"""The exported CSV: the layout that people know, and the way back to the identical plan."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rendir.plan.planning.exports.delimited import schedule_csv
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.schedule import Reading, read_schedule
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

TRAPS = st.sampled_from(
    [
        "=1+1",
        "+57 300",
        "-",
        "@todos",
        "\tcon tabulador",
        "'=ya escapado",
        "''",
        "'",
        "X",
        "X Informe",
        "INFORMACIÓN",
        "ACTIVIDADES",
        "--",
        "Secretaría de Hacienda y Oficina de Crédito / Equipo, Comité",
        'Dice "sí", y cierra "mal',
        '"',
        "uno\ndos\n\ntres",
        "uno\r\ndos\r",
        "; ; ; , , ,\n; ; ; ; ; ; ; ; ; ; ; ; ; ;",
        " con espacios ",
        "Cronograma",
        "n/a",
    ]
)
TEXTS = st.one_of(
    TRAPS,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.text(st.sampled_from("aéñÑ,;\"'\n\r\t/-=+@ yX1"), max_size=30),
)
ACTIVITIES = st.builds(
    ActivityFacts,
    component=st.one_of(st.none(), st.sampled_from(Component)),
    number=st.integers(1, 5000),
    name=TEXTS,
    stages=st.frozensets(st.sampled_from(Stage)),
    periods=st.frozensets(st.sampled_from((1, 2, 3))),
    product=st.one_of(st.none(), TEXTS),
    responsibles=st.lists(st.builds(Responsible, TEXTS, st.sampled_from(ResponsibleKind)), max_size=4).map(tuple),
    action_type=st.one_of(st.none(), st.sampled_from(["survey_perception", "otro"])),
)


def back(text: str) -> Reading:
    return read_schedule(text.encode("utf-8-sig"), filename="plan.csv", year=2021)


@settings(deadline=None)
@given(st.lists(ACTIVITIES, max_size=6))
def test_what_is_exported_reads_back_identical(activities: list[ActivityFacts]) -> None:
    assert list(back("".join(schedule_csv(activities))).activities) == activities


@settings(deadline=None)
@given(st.lists(ACTIVITIES, max_size=3, unique_by=lambda one: one.code))
def test_nothing_is_found_in_an_exported_plan(activities: list[ActivityFacts]) -> None:
    assert back("".join(schedule_csv(activities))).findings == ()


def test_the_file_as_a_person_sees_it() -> None:
    activity = ActivityFacts(
        component=Component.DIALOGUE,
        number=2,
        name="=Reunirse, y hablar",
        stages=frozenset({Stage.DESIGN, Stage.FOLLOW_UP}),
        periods=frozenset({3}),
        product="",
        responsibles=(
            Responsible("Oficina de Prensa", ResponsibleKind.UNIT),
            Responsible("quien lidere", ResponsibleKind.ROLE),
        ),
    )
    assert list(schedule_csv([activity])) == [
        (
            "Código,Componente,N.º,Actividad,Aprestamiento,Diseño,Preparación,Ejecución,Seguimiento y Evaluación,"
            "Meta/Producto,Cuatrimestre 1,Cuatrimestre 2,Cuatrimestre 3,Dependencia responsable,Tipo de responsable,"
            "Tipo de acción\r\n"
        ),
        (
            "D2,Diálogo,2,\"'=Reunirse, y hablar\",,X,,,X,',,,X,"
            '"Oficina de Prensa\nquien lidere","Dependencia\nRol",\r\n'
        ),
    ]


def test_what_a_person_added_in_a_spreadsheet_is_read_too() -> None:
    rows = [
        next(iter(schedule_csv([]))).strip(),
        "I1,Información,1,Uno,X,,,,,,X,,,Oficina de Prensa,Dependencia,",
        ",Información,,Dos,,X,,,,Un informe,,talvez,X,Secretaría General / Equipo de Cuentas,,",
        "I1,Información,1,Otra vez,X,,,,,,X,,,A,Dependencia,",
        ',Otra cosa,tres,Cuatro,X,,,,,,X,,,A,"Dependencia\nRol"',
    ]
    reading = back("\r\n".join(rows))
    assert [(one.code, [who.name for who in one.responsibles]) for one in reading.activities] == [
        ("I1", ["Oficina de Prensa"]),
        ("I2", ["Secretaría General", "Equipo de Cuentas"]),
        ("I1", ["A"]),
        ("?1", ["A"]),
    ]
    assert [one.code for one in reading.findings] == [
        FindingCode.MARK_NOT_UNDERSTOOD,
        FindingCode.NUMBER_REPEATED,
        FindingCode.COMPONENT_NOT_UNDERSTOOD,
        FindingCode.NUMBER_NOT_UNDERSTOOD,
        FindingCode.KIND_NOT_UNDERSTOOD,
    ]


def test_the_columns_may_be_moved_and_the_delimiter_changed() -> None:
    activity = ActivityFacts(Component.INFORMATION, 1, "Informar", frozenset({Stage.DESIGN}), frozenset({1}))
    lines = [line.strip().split(",") for line in schedule_csv([activity])]
    moved = "\n".join(";".join(reversed(cells)) for cells in lines)
    assert back(moved).activities == (activity,)
