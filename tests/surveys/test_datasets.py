"""The datasets of surveys: only what was published, in an order that does not change."""

import pytest

from factories.surveys import a_closed, a_published, many
from rendir.foundation.core.tabular import EVERYTHING, Selection
from rendir.information.surveys.datasets import RESULTS, SURVEYS

pytestmark = pytest.mark.usefixtures("_today")


def test_before_anything_is_published_there_is_nothing() -> None:
    a_closed()
    assert (list(SURVEYS.rows(EVERYTHING)), SURVEYS.count()) == ([], 0)
    assert (list(RESULTS.rows(EVERYTHING)), RESULTS.count()) == ([], 0)


def test_surveys_are_told_with_their_method_sheet() -> None:
    first = a_published(*many(20), sampling="random", invited=40)
    second = a_published(title="La otra")
    rows = list(SURVEYS.rows(EVERYTHING))
    assert {one.pk for one in rows} == {first.pk, second.pk}
    told = {column.name: column.value(next(one for one in rows if one.pk == first.pk)) for column in SURVEYS.columns}
    assert (told["respuestas"], str(told["margen"]), told["muestra"]) == (20, "21.7", "Muestra al azar")
    other = next(one for one in rows if one.pk == second.pk)
    assert SURVEYS.column("margen").value(other) is None
    assert list(SURVEYS.rows(Selection(filters={"vigencia": "x"}))) == []
    assert len(list(SURVEYS.rows(Selection(filters={"vigencia": "2021"}, limit=1)))) == 1
    after = Selection(after=(rows[0].year, rows[0].public_id))
    assert [one.pk for one in SURVEYS.rows(after)] == [rows[1].pk]
    assert SURVEYS.updated() is not None
    choices = SURVEYS.filters[0].choices
    assert choices is not None
    assert list(choices()) == [("2021", "2021")]


def test_every_published_figure_is_a_row() -> None:
    survey = a_published(*many(20), group_by="p1")
    rows = list(RESULTS.rows(EVERYTHING))
    assert (len(rows), RESULTS.count()) == (len({one.place for one in rows}),) * 2
    told = [{column.name: column.value(one) for column in RESULTS.columns} for one in rows]
    assert {one["encuesta"] for one in told} == {survey.public_id}
    assert {one["grupo"] for one in told} == {"", "Urbana", "Rural"}
    assert not [one for one in told if one["reservado"] and one["personas"] is not None]
    assert list(RESULTS.rows(Selection(filters={"encuesta": "otra"}))) == []
    after = Selection(after=(survey.public_id, rows[-2].place), limit=5)
    assert [one.place for one in RESULTS.rows(after)] == [rows[-1].place]
    choices = RESULTS.filters[0].choices
    assert choices is not None
    assert list(choices()) == [(survey.public_id, "¿Cómo va?")]
