"""The figures counted a second time, apart: the program that travels agrees with the rules that made them."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.schedules import facts
from rendir.foundation.core.tabular import LIST_SEPARATOR, Kind
from rendir.foundation.core.tabular.cells import as_plain, as_text
from rendir.foundation.core.tabular.declaration import Column
from rendir.front.opendata.yearly import checks, figures
from rendir.front.opendata.yearly.figures import Counted, contradiction, count_deliveries, percentages
from rendir.plan.compliance.datasets import DELIVERIES, PublishedDelivery
from rendir.plan.compliance.rules.cuts import after, at_cut, line_of, tally_at_cut, verdict_line
from rendir.plan.compliance.rules.promises import Promise, promises_of
from rendir.plan.compliance.rules.standing import (
    Delivery,
    DeliveryState,
    Result,
    Verdict,
    Work,
    status_on,
)
from rendir.plan.compliance.rules.tally import tally
from rendir.plan.planning.rules.facts import Component

YEAR = 2021
DAYS = st.dates(date(2020, 12, 1), date(2022, 2, 1))


def _promises() -> tuple[Promise, ...]:
    rows = [
        facts(f"Actividad {number}", component, number=number, periods=[1, 2, 3])
        for number in (1, 2)
        for component in Component
    ]
    return promises_of(rows, YEAR, last_day=lambda _, day: (day, ""))


PROMISES = _promises()


@st.composite
def deliveries(draw: st.DrawFn, promise: Promise) -> Delivery:
    """One delivery in any state that it can be in, with whatever Control Interno found."""
    state = draw(st.sampled_from(DeliveryState))
    reported = draw(DAYS) if state in (DeliveryState.REPORTED, DeliveryState.ACCEPTED) else None
    accepted = (
        reported + timedelta(days=draw(st.integers(0, 40))) if reported and state == DeliveryState.ACCEPTED else None
    )
    verdicts = st.builds(Verdict, st.sampled_from(Result), st.none() | st.integers(0, 100))
    work = Work(state=state, reported_on=reported, accepted_on=accepted)
    return Delivery(replace(promise, due_on=draw(DAYS)), work, draw(st.none() | verdicts))


PLANS = st.lists(st.sampled_from(PROMISES), unique_by=str, max_size=18).flatmap(
    lambda chosen: st.tuples(*(deliveries(one) for one in chosen))
)


def _rows(plan: tuple[Delivery, ...], today: date, warning: int) -> list[dict[str, Any]]:
    """The rows of the open data of a plan, as their JSON says them."""
    told = as_plain(DELIVERIES.columns)
    rows = (PublishedDelivery(YEAR, one, status_on(one, today, warning_days=warning)) for one in plan)
    return [told(row) for row in rows]


@given(PLANS, DAYS, st.integers(0, 30))
def test_the_figures_of_any_year_are_those_of_the_rules(plan: tuple[Delivery, ...], today: date, warning: int) -> None:
    rows, expected = _rows(plan, today, warning), tally(plan, today, warning_days=warning)
    counted = count_deliveries(map(figures.of_row, rows), today)
    assert counted == asdict(expected)
    assert percentages(counted) == {
        name: None if (value := getattr(expected, name)) is None else str(value)
        for name in ("percent_so_far", "percent_of_year", "percent_verified")
    }


@given(PLANS, DAYS, st.integers(0, 30))
def test_no_row_of_any_year_contradicts_itself(plan: tuple[Delivery, ...], today: date, warning: int) -> None:
    assert {contradiction(row, today, warning) for row in _rows(plan, today, warning)} <= {""}


@given(PLANS, st.sampled_from([1, 2, 3]))
def test_the_figures_of_any_cut_are_those_of_the_rules(plan: tuple[Delivery, ...], period: int) -> None:
    frozen = at_cut(plan, YEAR, period)
    lines = [line_of(one, YEAR, period, ()).as_json() for one in frozen]
    counts = asdict(tally_at_cut(frozen, YEAR, period))
    assert checks._miscounted(map(figures.of_line, lines), after(YEAR, period), counts, f"corte-{YEAR}-{period}") == []
    assert checks._day_of({"year": YEAR, "period": period}) == after(YEAR, period)


@given(PLANS, st.sampled_from([1, 2, 3]))
def test_the_figures_of_any_report_of_control_are_those_of_the_rules(plan: tuple[Delivery, ...], period: int) -> None:
    verified = tuple(one for one in at_cut(plan, YEAR, period) if one.verdict)
    lines = [verdict_line(one, YEAR, period) for one in verified]
    counts = asdict(tally_at_cut(verified, YEAR, period))
    subject = f"control-interno-{YEAR}-{period}"
    assert checks._miscounted(map(figures.of_line, lines), after(YEAR, period), counts, subject) == []


ROW = {
    "ultimo_dia": "2021-04-30",
    "estado": "cumplida",
    "reportada": "2021-04-30",
    "aceptada": "2021-05-02",
    "a_tiempo": True,
}


@pytest.mark.parametrize(
    ("changes", "today", "why"),
    [
        ({}, "2021-06-01", ""),
        ({"reportada": None}, "2021-06-01", "dice que se reportó y no dice cuándo, o al revés"),
        ({"aceptada": None}, "2021-06-01", "dice cumplida sin haberse aceptado, o al revés"),
        ({"reportada": "2021-05-01"}, "2021-06-01", "su reporte y su último día dicen otra cosa"),
        ({"a_tiempo": False}, "2021-06-01", "su reporte y su último día dicen otra cosa"),
        ({"estado": "cumplida-tarde"}, "2021-06-01", "su reporte y su último día dicen otra cosa"),
        ({"estado": "en-revision", "aceptada": None}, "2021-06-01", ""),
        ({"estado": "no-aplica"}, "2021-06-01", "dice que se reportó y no dice cuándo, o al revés"),
    ],
)
def test_a_row_that_contradicts_itself_is_told_why(changes: dict[str, Any], today: str, why: str) -> None:
    assert contradiction({**ROW, **changes}, date.fromisoformat(today), 10) == why


@pytest.mark.parametrize(
    ("state", "today", "why"),
    [
        ("no-cumplida", "2021-05-01", ""),
        ("no-cumplida", "2021-04-30", "por sus fechas está «por-vencer»"),
        ("por-vencer", "2021-04-20", ""),
        ("por-vencer", "2021-04-19", "por sus fechas está «aun-no»"),
        ("aun-no", "2021-05-01", "por sus fechas está «no-cumplida»"),
        ("devuelta", "2021-04-30", ""),
        ("devuelta", "2021-05-01", "por sus fechas está «no-cumplida»"),
        ("no-aplica", "2021-05-01", ""),
    ],
)
def test_what_was_never_reported_stands_as_its_last_day_says(state: str, today: str, why: str) -> None:
    row = {**ROW, "estado": state, "reportada": None, "aceptada": None, "a_tiempo": None}
    assert contradiction(row, date.fromisoformat(today), 10) == why


VALUES = {
    Kind.TEXT: st.text(),
    Kind.PROSE: st.text(),
    Kind.WHOLE: st.integers(),
    Kind.DATE: DAYS,
    Kind.FLAG: st.booleans(),
    Kind.LIST: st.lists(st.text(), max_size=3),
}


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_a_value_of_the_json_is_written_as_the_csv_writes_it(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(st.none() | VALUES[kind])
    column: Column[Any] = Column("dato", "Dato", "Un dato.", kind, lambda row: row)
    assert figures.as_csv(as_plain([column])(value)["dato"]) == as_text([column])(value)[0]


def test_the_separator_of_lists_is_the_one_of_the_tables() -> None:
    assert figures._SEPARATOR == LIST_SEPARATOR


def test_a_state_or_a_result_that_nobody_knows_is_no_figure() -> None:
    with pytest.raises(KeyError):
        count_deliveries([Counted("otra", date(2021, 4, 30))], date(2021, 5, 1))
    with pytest.raises(KeyError):
        count_deliveries([Counted("cumplida", date(2021, 4, 30), "otra")], date(2021, 5, 1))
