"""The datasets of the characterisation: only what was published, in an order that does not change."""

import pytest

from factories.audiences import a_group, a_published, a_source, a_whole_group, figures
from rendir.foundation.core.tabular import EVERYTHING, Selection
from rendir.information.audiences.datasets import AUDIENCE_FIGURES, AUDIENCES

pytestmark = pytest.mark.usefixtures("_today")


def _two_versions() -> None:
    figures(a_source(a_whole_group()), "Mujeres; 40\nHombres; 31\nOtro; 2")
    a_published()
    a_group("Comerciantes")
    a_published()


def _groups(selection: Selection) -> list[tuple[int, str]]:
    return [row.key for row in AUDIENCES.rows(selection)]


def test_before_anything_is_published_there_is_nothing() -> None:
    a_group()
    for dataset in (AUDIENCES, AUDIENCE_FIGURES):
        assert (list(dataset.rows(EVERYTHING)), dataset.count(), dataset.updated()) == ([], 0, None)


def test_each_group_of_each_version_may_be_asked_for() -> None:
    _two_versions()
    assert _groups(EVERYTHING) == [(1, "juventudes"), (2, "comerciantes"), (2, "juventudes")]
    assert _groups(Selection(filters={"version": "2"})) == [(2, "comerciantes"), (2, "juventudes")]
    assert _groups(Selection(filters={"grupo": "juventudes"})) == [(1, "juventudes"), (2, "juventudes")]
    assert _groups(Selection(filters={"grupo": "nada"})) == []
    assert _groups(Selection(after=(1, "juventudes"), limit=1)) == [(2, "comerciantes")]
    choices = {one.name: one.choices() for one in AUDIENCES.filters if one.choices}
    assert choices["version"] == [("2", "2"), ("1", "1")]
    assert choices["grupo"] == [("comerciantes", "Comerciantes"), ("juventudes", "Juventudes")]
    assert (AUDIENCES.count(), AUDIENCES.updated() is not None) == (3, True)


def test_a_group_tells_its_needs_and_channels() -> None:
    _two_versions()
    row = next(iter(AUDIENCES.rows(EVERYTHING)))
    told = {column.name: column.value(row) for column in AUDIENCES.columns}
    assert told["necesidades"] == ["En qué se gastó lo de la vía (Audio para radio o celular; Cada mes; Español)"]
    assert told["canales_publicacion"] == ["Emisora comunitaria o radio", "Grupos de WhatsApp u otro chat"]
    assert (told["barreras"], told["zonas"]) == (None, ())
    assert str(told["direccion"]).endswith("/grupos/juventudes/")


def test_what_is_held_back_is_no_zero() -> None:
    _two_versions()
    rows = list(AUDIENCE_FIGURES.rows(Selection(filters={"version": "1"})))
    columns = ("linea", "segmento", "variable", "valor", "cuantos", "reservado", "base")
    told = [tuple(AUDIENCE_FIGURES.column(name).value(row) for name in columns) for row in rows]
    assert told == [
        (1, None, "Sexo", "Mujeres", 40, False, 73),
        (2, None, "Sexo", "Hombres", None, True, 73),
        (3, None, "Sexo", "Otro", None, True, 73),
    ]
    assert AUDIENCE_FIGURES.count() == 6
    assert [row.key for row in AUDIENCE_FIGURES.rows(Selection(after=(1, "juventudes", 3), limit=1))] == [
        (2, "juventudes", 1)
    ]
    assert [column.value(rows[0]) for column in AUDIENCE_FIGURES.columns][-3:-1] == ["Encuesta en la plaza", "encuesta"]
