"""The shape of what people type about the plan."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from factories.organization import a_unit
from factories.schedules import facts
from rendir.foundation.core.readers.limits import MOST_BYTES
from rendir.plan.planning.forms import (
    ActivityForm,
    AdoptForm,
    BulkForm,
    ChangeForm,
    ConfirmForm,
    DecisionForm,
    ImportForm,
    JoinForm,
    OpenForm,
    PasteForm,
    RetireForm,
    UnitForm,
)
from rendir.plan.planning.rules.bulk import Mode
from rendir.plan.planning.rules.facts import Component, Responsible, ResponsibleKind, Stage

CURRENT = facts("Conocer  los grupos", number=1, product="Uno\nDos", stages=[Stage.DESIGN], periods=[1])


def _typed(**fields: Any) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in fields.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def _activity(**changes: Any) -> QueryDict:
    said: dict[str, Any] = {
        "expected": "3",
        "name": "Conocer los grupos",
        "product": "Uno\r\nDos",
        "stages": ["diseno"],
        "periods": ["1"],
        "responsibles": ["Oficina de Comunicaciones", "", ""],
        "action_type": "",
    }
    return _typed(**(said | changes))


# --- An activity -----------------------------------------------------------------------------------------------------


def test_a_form_sent_as_it_came_changes_nothing() -> None:
    form = ActivityForm(_activity(), current=CURRENT, version=3)
    assert form.is_valid()
    assert form.facts() == CURRENT


def test_a_form_shows_what_the_activity_says() -> None:
    html = ActivityForm(current=CURRENT, version=3).as_p()
    assert [
        part in html for part in ('value="Oficina de Comunicaciones"', 'name="expected" value="3"', "Uno\nDos")
    ] == [
        True,
        True,
        True,
    ]
    assert html.count('name="responsibles"') == 3
    assert "component" not in ActivityForm(current=CURRENT, version=3).fields


def test_what_is_typed_is_what_it_says() -> None:
    typed = _activity(
        name="Otra",
        product="",
        stages=["ejecucion", "diseno"],
        periods=["2", "3"],
        responsibles=["Equipo líder", " Secretaría   General ", "EQUIPO LIDER"],
        action_type="prioritize_topics",
    )
    form = ActivityForm(typed, current=CURRENT, version=3)
    assert form.is_valid()
    said = form.facts()
    assert (said.name, said.product, said.action_type) == ("Otra", None, "prioritize_topics")
    assert (said.stages, said.periods) == ({Stage.DESIGN, Stage.EXECUTION}, {2, 3})
    assert said.responsibles == (
        Responsible("EQUIPO LIDER", ResponsibleKind.TEAM),
        Responsible("Secretaría General", ResponsibleKind.UNIT),
    )


def test_a_new_activity_needs_its_component_and_its_name() -> None:
    form = ActivityForm(_activity(name="", component=""), choose_component=True)
    assert (form.is_valid(), sorted(form.errors)) == (False, ["component", "name"])
    form = ActivityForm(_activity(component="dialogo"), choose_component=True)
    assert form.is_valid()
    assert form.facts().component == Component.DIALOGUE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stages", ["otra"]),
        ("periods", ["4"]),
        ("action_type", "otro"),
        ("responsibles", ["x" * 251]),
    ],
)
def test_what_nobody_knows_is_told_beside_its_field(field: str, value: object) -> None:
    form = ActivityForm(_activity(**{field: value}), current=CURRENT, version=3)
    assert (form.is_valid(), list(form.errors)) == (False, [field])


def test_a_slow_form_keeps_what_was_typed_and_tells_what_is_there() -> None:
    form = ActivityForm(_activity(expected="2", name="Lo mío", periods=["1"]), current=CURRENT, version=3)
    assert not form.is_valid()
    assert [(one.label, one.before, one.after) for one in form.differences] == [
        ("Actividad", "Conocer  los grupos", "Lo mío")
    ]
    assert form["expected"].value() == "3"
    assert form["name"].value() == "Lo mío"
    again = ActivityForm(form.data, current=CURRENT, version=3)
    assert again.is_valid()
    assert (again.facts().name, again.differences) == ("Lo mío", ())


def test_a_slow_form_that_says_the_same_differs_in_nothing() -> None:
    form = ActivityForm(_activity(expected=""), current=CURRENT, version=3)
    assert (form.is_valid(), form.differences) == (False, ())


def test_names_come_from_a_plain_mapping_too() -> None:
    form = ActivityForm({"expected": "3", "name": "A", "responsibles": ["B"]}, current=CURRENT, version=3)
    assert form.is_valid()
    assert [one.name for one in form.facts().responsibles] == ["B"]
    assert ActivityForm(_activity(), current=CURRENT, version=3).has_changed() is True


def test_a_retirement_needs_a_reason() -> None:
    assert list(RetireForm(_typed(expected="1", reason=" ")).errors) == ["reason"]


# --- Several at once -------------------------------------------------------------------------------------------------


def test_a_bulk_form_says_field_by_field_what_to_do() -> None:
    form = BulkForm(_typed(stages_mode="poner", stages=["diseno"], product_mode="igual"))
    assert form.is_valid()
    bulk = form.bulk()
    assert (bulk.stages_mode, bulk.stages, bulk.product_mode) == (Mode.ADD, {Stage.DESIGN}, Mode.LIKE_FIRST)
    assert (bulk.periods_mode, bulk.responsibles_mode, bulk.action_type_mode) == (Mode.KEEP, Mode.KEEP, Mode.KEEP)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["__all__"]),
        ({"stages_mode": "poner"}, ["stages"]),
        ({"periods_mode": "quitar", "responsibles_mode": "poner"}, ["periods", "responsibles"]),
        ({"periods_mode": "otra"}, ["periods_mode"]),
        ({"product_mode": "poner"}, ["product_mode"]),
    ],
)
def test_a_bulk_form_sent_too_early_says_so(typed: dict[str, str], wrong: list[str]) -> None:
    assert sorted(BulkForm(_typed(**typed)).errors) == wrong


# --- Paste -----------------------------------------------------------------------------------------------------------

ROWS = [facts("A", number=1), facts("B", number=2), facts("C", Component.DIALOGUE, number=1)]


@pytest.mark.parametrize(
    ("start", "component", "below"),
    [
        ("I1", Component.INFORMATION, ["I1", "I2"]),
        ("I2", Component.INFORMATION, ["I2"]),
        ("D1", Component.DIALOGUE, ["D1"]),
        ("despues-de-responsabilidad", Component.RESPONSIBILITY, []),
    ],
)
def test_a_block_covers_the_rows_of_one_component(start: str, component: Component, below: list[str]) -> None:
    form = PasteForm(_typed(start=start, column="1", block="\tX"), activities=ROWS)
    assert form.is_valid()
    assert (form.component(ROWS), [one.code for one in form.below(ROWS)]) == (component, below)
    assert (form.cleaned_data["column"], form.cleaned_data["block"]) == (1, "\tX")


def test_a_block_needs_a_place() -> None:
    form = PasteForm(_typed(start="I9", column="11", block=""), activities=ROWS)
    assert sorted(form.errors) == ["block", "column", "start"]


# --- Import ----------------------------------------------------------------------------------------------------------


def _upload(size: int = 4) -> SimpleUploadedFile:
    upload = SimpleUploadedFile("plan.txt", b"xxxx")
    upload.size = size
    return upload


def test_a_file_or_its_cells_are_given_and_only_one_of_them() -> None:
    nothing = ImportForm(_typed(text="  "), {})
    both = ImportForm(_typed(text="A\tB"), {"file": _upload()})
    assert (list(nothing.errors), list(both.errors)) == (["file"], ["text"])


def test_what_was_given_is_read_with_its_name() -> None:
    file, text = ImportForm(_typed(text=""), {"file": _upload()}), ImportForm(_typed(text="A\tñ\n"), {})
    assert (file.is_valid(), text.is_valid()) == (True, True)
    assert (file.content(), file.asked_in) == ((b"xxxx", "plan.txt"), "file")
    assert (text.content(), text.asked_in) == (("A\tñ\n".encode(), "pegado.txt"), "text")


def test_a_file_too_large_is_told() -> None:
    form = ImportForm(_typed(text=""), {"file": _upload(MOST_BYTES + 1)})
    assert form.errors == {"file": ["El archivo pesa más de 25 MB. Guarde solo la hoja que se necesita."]}


WAITING = [(4, "responsible_missing"), (7, "action_type_suggested"), (9, "action_type_suggested")]


@pytest.mark.parametrize(
    ("typed", "indexes"), [({"finding": "4"}, [4]), ({"kind": "action_type_suggested"}, [7, 9]), ({}, [])]
)
def test_a_decision_is_about_one_or_all_of_a_kind(typed: dict[str, str], indexes: list[int]) -> None:
    form = DecisionForm(_typed(expected="1", decision="aceptar", **typed), waiting=WAITING)
    assert form.is_valid()
    assert (form.indexes(), form.accept) == (indexes, True)


@pytest.mark.parametrize("typed", [{"finding": "5"}, {"kind": "otro"}, {"decision": "quizas"}])
def test_only_what_waits_is_decided(typed: dict[str, str]) -> None:
    assert not DecisionForm(_typed(**({"expected": "1", "decision": "dejar"} | typed)), waiting=WAITING).is_valid()


def test_where_nothing_waits_nothing_is_decided() -> None:
    form = DecisionForm(_typed(expected="1", decision="dejar", finding="4"), waiting=[])
    assert (form.is_valid(), form.accept if form.is_valid() else None) == (False, None)


def test_a_confirmation_names_what_was_seen() -> None:
    assert sorted(ConfirmForm(_typed()).errors) == ["expected", "seen"]
    form = ConfirmForm(_typed(expected="1", seen="a" * 64, remove_missing="on"))
    assert form.is_valid()
    assert form.cleaned_data == {"expected": 1, "seen": "a" * 64, "remove_missing": True}


# --- The life of a year ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "fits"), [("2021", True), ("1999", False), ("2101", False), ("x", False)])
def test_a_year_has_four_figures(year: str, *, fits: bool) -> None:
    assert OpenForm(_typed(year=year)).is_valid() is fits


def test_an_adoption_names_what_was_read_and_a_change_its_reason() -> None:
    assert list(AdoptForm(_typed(act="")).errors) == ["seen"]
    assert list(ChangeForm(_typed(seen="a" * 64)).errors) == ["reason"]
    assert list(ChangeForm().fields) == ["seen", "reason", "act"]


# --- Units -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_unit_that_changed_meanwhile_is_told() -> None:
    unit = a_unit()
    typed = {"name": "Otra", "kind": "unit", "ends_on": "2021-12-31"}
    form = UnitForm(_typed(expected="1", **typed), unit=unit)
    assert form.is_valid()
    assert form.cleaned_data == {"expected": 1, "name": "Otra", "kind": "unit", "ends_on": date(2021, 12, 31)}
    slow = UnitForm(_typed(expected="0", **typed), unit=unit)
    assert (slow.is_valid(), slow["expected"].value(), slow["name"].value()) == (False, "1", "Otra")
    assert UnitForm(_typed(name="Nueva", kind="team")).is_valid()


@pytest.mark.django_db
def test_a_unit_is_joined_to_another_one() -> None:
    unit, other = a_unit(), a_unit("Oficina de Prensa")
    assert JoinForm(_typed(expected="1", into=other.public_id), unit=unit).is_valid()
    assert list(JoinForm(_typed(expected="1", into=unit.public_id), unit=unit).errors) == ["into"]
