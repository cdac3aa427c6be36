"""The schedule as a document: the entity's own grid, and what is needed to read it."""

from dataclasses import replace
from datetime import date

from planning.exports.examples import ACTIVITIES, HEADING
from rendir.foundation.core.documents import BulletList, Heading, Orientation, Paper, Table
from rendir.foundation.core.documents.model import plain
from rendir.plan.planning.exports.document import schedule_document
from rendir.plan.planning.exports.heading import ScheduleHeading
from rendir.plan.planning.rules.facts import ActivityFacts, CarriedOver, Component

DOCUMENT = schedule_document(ACTIVITIES, HEADING)


def _grid(sections: tuple[object, ...]) -> Table:
    (table,) = [one for one in sections if isinstance(one, Table)]
    return table


def _text(table: Table) -> list[list[str]]:
    return [[plain(cell.words) for cell in row] for group in table.groups for row in group.rows]


def test_it_lies_on_the_paper_of_the_entity_with_its_format_and_its_seal() -> None:
    assert (DOCUMENT.paper, DOCUMENT.orientation) == (Paper.OFICIO, Orientation.LANDSCAPE)
    assert (DOCUMENT.title, DOCUMENT.date) == (f"{HEADING.title} 2021", date(2021, 1, 29))
    assert (DOCUMENT.code, DOCUMENT.version, DOCUMENT.seal) == ("F-PL-07", "3", "9f3a 61c0")
    assert DOCUMENT.prepared_by == HEADING.prepared_by


def test_another_paper_changes_only_the_paper() -> None:
    other = schedule_document(ACTIVITIES, HEADING, paper=Paper.CARTA, orientation=Orientation.PORTRAIT)
    assert (other.paper, other.orientation, other.sections) == (Paper.CARTA, Orientation.PORTRAIT, DOCUMENT.sections)


def test_the_header_has_two_rows_as_in_the_entities_grid() -> None:
    assert [[plain(cell.words) for cell in row] for row in _grid(DOCUMENT.sections).header] == [
        ["", "Actividad", "Etapas", "Meta o producto", "Cuatrimestre", "Dependencia responsable"],
        [
            "Componente",
            "Aprestamiento",
            "Diseño",
            "Preparación",
            "Ejecución",
            "Seguimiento y Evaluación",
            "1",
            "2",
            "3",
        ],
    ]


def test_each_component_climbs_beside_its_rows_as_in_the_entities_grid() -> None:
    table = _grid(DOCUMENT.sections)
    names = [group.rows[0][0] for group in table.groups]
    assert [(plain(name.words), name.rows, name.turned) for name in names] == [
        ("INFORMACIÓN", 2, True),
        ("DIÁLOGO", 1, True),
        ("SIN COMPONENTE", 1, True),
    ]
    assert [(group.title, group.colour) for group in table.groups] == [
        ("", "#2f5fc4"),
        ("", "#0b6b4f"),
        ("", "#12233b"),
    ]


def test_a_row_says_what_the_plan_says() -> None:
    first, second = _text(_grid(DOCUMENT.sections))[:2]
    assert first[1:] == [
        "I1 Actualizar la caracterización de los grupos de valor",
        *("X", "", "", "", ""),
        "Documento de caracterización",
        *("", "", "X"),
        "Oficina de Comunicaciones;\nSecretaría General",
    ]
    assert second == ["I2 =Informe", "", "X", "", "X", "", "", "X", "X", "", "Por definir"]


def test_a_known_kind_is_explained_with_its_norm() -> None:
    typed = ActivityFacts(Component.INFORMATION, 4, "x", action_type="prioritize_topics")
    document = schedule_document([typed], HEADING)
    assert [one.text for one in document.sections if isinstance(one, Heading)] == [
        "Cómo leer el cronograma",
        "Qué es cada actividad",
    ]
    explained = [one for one in document.sections if isinstance(one, BulletList)][-1]
    (line,) = [plain(item) for item in explained.items]
    assert line.startswith("I4. Escoger con la gente los temas que más importan. ")


def test_without_known_kinds_nothing_is_explained() -> None:
    titles = [one.text for one in DOCUMENT.sections if isinstance(one, Heading)]
    assert titles == ["Cómo leer el cronograma"]


def test_what_comes_unfinished_from_another_year_is_listed() -> None:
    carried = (CarriedOver(2020, "D1-3", date(2020, 12, 31)),)
    document = schedule_document([replace(ACTIVITIES[0], carried_over=carried), ACTIVITIES[1]], HEADING)
    titles = [one.text for one in document.sections if isinstance(one, Heading)]
    assert titles == ["Lo que viene sin terminar", "Cómo leer el cronograma"]
    (line,) = next(one for one in document.sections if isinstance(one, BulletList)).items
    assert plain(line) == "I1. Viene sin terminar de 2020: D1-3 (31 de diciembre)."


def test_a_draft_is_marked_on_every_page_and_a_version_is_not() -> None:
    assert schedule_document(ACTIVITIES, ScheduleHeading("Entidad", "Estrategia", 2021)).mark == "BORRADOR"
    assert DOCUMENT.mark == ""


def test_a_draft_is_dated_with_its_year_and_asks_nobody_to_sign() -> None:
    draft = schedule_document(ACTIVITIES, ScheduleHeading("Entidad", "Estrategia", 2021))
    assert (draft.date, draft.prepared_by, draft.approved_by) == (date(2021, 1, 1), None, None)
