"""From a cell to the names in it."""

import pytest

from rendir.plan.planning.reading.responsibles import Names, is_deliverable, kind_of, split
from rendir.plan.planning.rules.facts import ResponsibleKind

BOTH = "Dirección de Participación Ciudadana y Comunitaria y Atención al Ciudadano"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", []),
        ("Oficina de Prensa", ["Oficina de Prensa"]),
        (BOTH, [BOTH]),
        ("Secretaría General /Dirección de Planeación", ["Secretaría General", "Dirección de Planeación"]),
        ("Oficina A, Oficina B y Oficina C", ["Oficina A", "Oficina B", "Oficina C"]),
        ("Secretaría de Hacienda y Crédito", ["Secretaría de Hacienda y Crédito"]),
        ("Dirección de Planeación y dependencia que lidere", ["Dirección de Planeación", "dependencia que lidere"]),
        ("Oficina de\nPrensa\nSecretaría General", ["Oficina de Prensa", "Secretaría General"]),
        ("Planeación; Prensa", ["Planeación", "Prensa"]),
        ("Secretaría de Salud, Educación y Deporte", ["Secretaría de Salud, Educación y Deporte"]),
        ("Todas las dependencias", ["Todas las dependencias"]),
        ("Oficina de Prensa e Imagen", ["Oficina de Prensa e Imagen"]),
        ("Secretaría de Planeación, Control Interno", ["Secretaría de Planeación", "Control Interno"]),
        ("Planeación, Hacienda - Prensa", ["Planeación", "Hacienda", "Prensa"]),
        ("Alcalde Municipal\nGabinete municipal", ["Alcalde Municipal", "Gabinete municipal"]),
        ("Despacho del\nAlcalde", ["Despacho del Alcalde"]),
        ("Dirección de Participación\nCiudadana", ["Dirección de Participación Ciudadana"]),
        ("Oficina de Prensa\ny Oficina de\nPlaneación", ["Oficina de Prensa", "Oficina de Planeación"]),
        ("Secretaría de Hacienda y Tesorería", ["Secretaría de Hacienda y Tesorería"]),
        ("Secretaría de Salud, Prensa y Cultura", ["Secretaría de Salud, Prensa y Cultura"]),
    ],
)
def test_names_are_cut_only_where_another_begins(cell: str, names: list[str]) -> None:
    assert [one.name for one in split(cell, Names())] == names


def test_a_line_end_that_the_width_of_a_page_made_is_no_cut() -> None:
    cell = "Bienestar\nFamiliar\nOficina de Prensa"
    assert [one.name for one in split(cell, Names())] == ["Bienestar", "Familiar", "Oficina de Prensa"]
    assert [one.name for one in split(cell, Names(), wrapped=True)] == ["Bienestar Familiar", "Oficina de Prensa"]


def test_a_known_unit_is_never_cut_and_the_longest_wins() -> None:
    names = Names.gathered(["Oficina A y Oficina B", "Oficina A"], [])
    assert [one.name for one in split("OFICINA A Y OFICINA B / Oficina A y Prensa", names)] == [
        "OFICINA A Y OFICINA B",
        "Oficina A y Prensa",
    ]


def test_what_stands_alone_in_other_cells_is_a_name() -> None:
    names = Names.gathered([], ["Planeación", "Prensa", "Planeación y Prensa"])
    assert [one.name for one in split("Planeación y Prensa", names)] == ["Planeación", "Prensa"]


def test_a_longer_name_that_begins_like_a_known_one_is_not_cut() -> None:
    names = Names.gathered(["Dirección de Participación Ciudadana"], ["Dirección de Participación Ciudadana"])
    assert [one.name for one in split(BOTH, names)] == [BOTH]


def test_what_recurs_whole_is_one_name() -> None:
    names = Names.gathered([], ["Cultura y Deporte", "Cultura y Deporte", "Prensa"])
    assert [one.name for one in split("Prensa y Cultura y Deporte", names)] == ["Prensa", "Cultura y Deporte"]


def test_recurring_does_not_hide_two_offices() -> None:
    cell = "Oficina A y Oficina B"
    assert [one.name for one in split(cell, Names.gathered([], [cell, cell]))] == ["Oficina A", "Oficina B"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dirección de Planeación", ResponsibleKind.UNIT),
        ("DESPACHO DEL ALCALDE", ResponsibleKind.UNIT),
        ("Secretarías de Despacho", ResponsibleKind.ROLE),
        ("Equipo de cuentas", ResponsibleKind.TEAM),
        ("Comité directivo", ResponsibleKind.TEAM),
        ("dependencia que lidere", ResponsibleKind.ROLE),
        ("Todas las áreas", ResponsibleKind.ROLE),
        ("Alcalde", ResponsibleKind.ROLE),
        ("Director de Planeación", ResponsibleKind.ROLE),
        ("Planeación", ResponsibleKind.UNKNOWN),
    ],
)
def test_kinds(name: str, kind: ResponsibleKind) -> None:
    assert kind_of(name) is kind


def test_a_known_name_is_an_office_unless_it_begins_like_a_team_or_a_role() -> None:
    names = Names.gathered(["Bienestar y Familia", "Comité de ética"], [])

    assert split("Bienestar y familia", names)[0].kind is ResponsibleKind.UNIT
    assert split("Comité de Ética", names)[0].kind is ResponsibleKind.TEAM


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Plan de mejoramiento implementado", True), ("Planeación", False), ("Oficina de planes", False), ("", False)],
)
def test_deliverables(text: str, expected: bool) -> None:
    assert is_deliverable(text) is expected
