"""The words of the method and an activity as plain values."""

from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.importing import Source
from rendir.plan.planning.rules.facts import (
    ActivityFacts,
    CarriedOver,
    Component,
    Responsible,
    ResponsibleKind,
    Stage,
    period_of,
)


def test_the_words_of_the_method() -> None:
    assert [(one.value, one.label, one.letter) for one in Component] == [
        ("informacion", "Información", "I"),
        ("dialogo", "Diálogo", "D"),
        ("responsabilidad", "Responsabilidad", "R"),
    ]
    assert [(one.label, one.short_label, one.plain) for one in Stage] == [
        ("Aprestamiento", "Aprestamiento", "organizarse"),
        ("Diseño", "Diseño", "decidir cómo"),
        ("Preparación", "Preparación", "producir la información"),
        ("Ejecución", "Ejecución", "informar y dialogar"),
        ("Seguimiento y Evaluación", "Seguimiento", "evaluar y corregir"),
    ]
    assert [one.label for one in ResponsibleKind] == ["Dependencia", "Equipo", "Rol", "Por aclarar"]


def test_a_code_is_the_letter_of_the_component_and_the_number() -> None:
    assert [ActivityFacts(component, 3, "").code for component in (None, *Component)] == ["?3", "I3", "D3", "R3"]


def test_stages_and_periods_come_in_their_order() -> None:
    activity = ActivityFacts(None, 1, "", frozenset(reversed(Stage)), frozenset({3, 1}))
    assert activity.ordered_stages == tuple(Stage)
    assert activity.ordered_periods == (1, 3)


def test_the_place_in_a_file_does_not_make_two_activities_differ() -> None:
    assert ActivityFacts(None, 1, "Feria", source=Source(3)) == ActivityFacts(None, 1, "Feria", source=Source(4))


def test_months_fall_in_their_four_month_period() -> None:
    assert [period_of(month) for month in range(1, 13)] == [1] * 4 + [2] * 4 + [3] * 4


def test_the_json_of_an_activity() -> None:
    activity = ActivityFacts(
        Component.DIALOGUE,
        6,
        "Feria",
        frozenset({Stage.EXECUTION}),
        frozenset({3}),
        None,
        (Responsible("Prensa", ResponsibleKind.UNIT),),
        "hold_management_fairs",
        Source(line=37),
    )
    assert activity.as_json() == {
        "component": "dialogo",
        "number": 6,
        "name": "Feria",
        "stages": ["ejecucion"],
        "periods": [3],
        "product": None,
        "responsibles": [{"name": "Prensa", "kind": "unit"}],
        "action_type": "hold_management_fairs",
        "source": {"line": 37},
    }


@given(
    st.builds(
        ActivityFacts,
        component=st.sampled_from([None, *Component]),
        number=st.integers(1),
        name=st.text(),
        stages=st.frozensets(st.sampled_from(Stage)),
        periods=st.frozensets(st.sampled_from((1, 2, 3))),
        product=st.none() | st.text(),
        responsibles=st.lists(st.builds(Responsible, st.text(), st.sampled_from(ResponsibleKind))).map(tuple),
        action_type=st.none() | st.text(),
        carried_over=st.lists(st.builds(CarriedOver, st.integers(2000, 2100), st.text(), st.dates())).map(tuple),
        source=st.none() | st.builds(Source, st.integers(1), st.none() | st.integers(1)),
    )
)
def test_an_activity_comes_back_from_its_json(activity: ActivityFacts) -> None:
    back = ActivityFacts.from_json(activity.as_json())
    assert back == activity
    assert (back.source, back.carried_over) == (activity.source, activity.carried_over)
