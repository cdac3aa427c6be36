"""Places kept for data, and percentages: «no aplica» is neither zero nor a blank."""

import pytest

from rendir.plan.planning.reading.marks import is_blank, is_tick
from rendir.plan.planning.reading.placeholders import Percent, is_placeholder, percent_of


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("100%", Percent(100.0)),
        ("33,3 %", Percent(33.3)),
        ("1/3= 33.3%", Percent(33.3)),
        ("1/4", Percent(25.0)),
        ("0.5", Percent(50.0)),
        ("0 %", Percent(0.0)),
        ("NA", Percent(None)),
        ("No aplica", Percent(None)),
        ("-", None),
        ("", None),
        ("3/0", None),
        ("SATISFACTORIO", None),
    ],
)
def test_percentages(text: str, percent: Percent | None) -> None:
    assert percent_of(text) == percent
    assert percent is None or percent.applies == (percent.value is not None)


@pytest.mark.parametrize(
    "text", ["XXXX", "Por definir", "n/a", "xx/xx/xxxx", "…", "____", "Pendiente", "[nombre]", "-"]
)
def test_places_kept_for_data(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["Informe", "", "X Encuentro ciudadano", "Pendientes por resolver del año", "Nota"])
def test_data(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "tick", "blank"),
    [("1", True, False), ("50%", True, False), ("ok", True, False), ("0%", False, True), ("NA", False, True)],
)
def test_ticks_of_a_column_of_marks(text: str, tick: bool, blank: bool) -> None:
    assert (is_tick(text), is_blank(text)) == (tick, blank)
