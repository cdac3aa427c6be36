"""Figures as SVG: well formed, said in words, within their frame, with nothing that a page must not hold."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.charts import Point, ProgressLine, describe, draw_progress

D = Decimal
FIRST, LAST = date(2020, 1, 1), date(2023, 12, 31)
ROADS = ProgressLine(
    label="Vía mejorada",
    first=FIRST,
    last=LAST,
    target=D(60),
    measured=(Point(date(2020, 12, 31), D("6.5")), Point(date(2021, 8, 31), D("18.3"))),
    expected=(Point(date(2020, 12, 31), D(10)), Point(LAST, D(60))),
    unit="kilómetros",
)
SVG = "{http://www.w3.org/2000/svg}"


def _parsed(line: ProgressLine) -> ET.Element:
    return ET.fromstring(draw_progress(line))  # noqa: S314 - we drew it


def test_it_says_in_words_what_it_shows() -> None:
    assert describe(ROADS) == (
        "Vía mejorada: 18,3 kilómetros al 31 de agosto de 2021, de una meta de 60 a 31 de diciembre de 2023."
    )
    assert _parsed(ROADS).attrib["aria-label"] == describe(ROADS)
    assert _parsed(ROADS).attrib["role"] == "img"


def test_without_a_cut_it_says_so() -> None:
    bare = ProgressLine("Vía mejorada", FIRST, LAST, D(60), ())
    assert describe(bare) == "Vía mejorada: ningún corte trae un valor; la meta es 60."
    assert _parsed(bare).findall(f"{SVG}polyline") == []


def test_each_cut_has_its_mark_and_its_number() -> None:
    drawn = _parsed(ROADS)
    assert len(drawn.findall(f"{SVG}circle")) == 2
    texts = [one.text for one in drawn.findall(f"{SVG}text")]
    assert {"6,5", "18,3", "Meta: 60", "2020", "2023"} <= set(texts)
    assert len(drawn.findall(f"{SVG}polyline")) == 2


def test_a_name_cannot_break_out() -> None:
    line = ProgressLine('<script>"x" & y</script>', FIRST, LAST, D(1), ())
    assert _parsed(line).attrib["aria-label"].startswith('<script>"x" & y</script>')
    assert "<script" not in draw_progress(line)


def test_it_holds_no_style_nor_script() -> None:
    assert "style=" not in draw_progress(ROADS)
    assert "<script" not in draw_progress(ROADS)


values = st.decimals("-1000000", "1000000", places=2)
points = st.lists(st.builds(Point, st.dates(date(2019, 1, 1), date(2025, 1, 1)), values), max_size=5).map(tuple)


@given(values, points, points)
def test_whatever_is_measured_stays_in_the_frame(
    target: Decimal, measured: tuple[Point, ...], expected: tuple[Point, ...]
) -> None:
    drawn = _parsed(ProgressLine("x", FIRST, LAST, target, measured, expected))
    for one in drawn.findall(f"{SVG}circle"):
        assert 0 <= float(one.attrib["cx"]) <= 480
        assert 0 <= float(one.attrib["cy"]) <= 280
