"""Schedules in all the layouts and formats we know of: how many of their facts are read right never goes down."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from corpus.__main__ import write
from rendir.foundation.core.importing import Grid
from rendir.foundation.core.readers.kinds import Kind
from rendir.plan.planning.reading import files
from rendir.plan.planning.reading.scoring import Score, score, score_file, total

BEST = 1.0
FEWEST_FILES = 341


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write(folder)
    return folder


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Our own made files need no cage, and 300 processes would take a minute."""

    def read(data: bytes, kind: Kind) -> tuple[Grid, ...]:
        path = tmp_path / f"archivo.{kind}"
        path.write_bytes(data)
        grids: tuple[Grid, ...] = import_module(f"rendir.foundation.core.readers.{kind}").read(path)
        return grids

    monkeypatch.setattr(files, "read_apart", read)


@pytest.mark.usefixtures("in_this_process")
def test_the_score_stays_at_its_best(corpus: Path) -> None:
    expected = json.loads((corpus / "expected.json").read_text("utf-8"))
    scores = {
        name: score_file((corpus / name).read_bytes(), filename=name, expected=one) for name, one in expected.items()
    }
    short = {name: one.wrong for name, one in scores.items() if one.share < 1}
    assert len(scores) >= FEWEST_FILES
    assert total(scores.values()).share >= BEST, short


def fact(name: str = "Publicar el informe", **others: object) -> dict[str, object]:
    whole = {"component": "informacion", "name": name, "stages": ["ejecucion"], "periods": [1, 2], "product": "Informe"}
    return whole | {"responsibles": ["Oficina A"]} | others


def test_kinds_and_white_space_and_order_are_no_facts() -> None:
    read = fact("Publicar  el\ninforme", periods=[2, 1], responsibles=[{"name": "Oficina  A", "kind": "unit"}])
    assert score([read], [fact()]) == Score(6, 6)


def test_each_wrong_fact_is_counted_and_told() -> None:
    found = score([fact(periods=[1], product=None)], [fact()])
    assert (found.right, found.total, len(found.wrong)) == (4, 6, 2)


def test_an_activity_too_many_or_too_few_makes_its_facts_wrong() -> None:
    found = score([fact(), fact("Otra cosa muy distinta")], [fact(), fact("Hacer una feria")])
    assert (found.right, found.total) == (6, 18)
    assert found.wrong == ("falta «Hacer una feria»", "sobra «Otra cosa muy distinta»")


def test_a_file_that_is_refused_has_nothing_right() -> None:
    found = score_file(b"", filename="x.csv", expected={"year": 2021, "activities": [fact()]})
    assert found == Score(0, 6, ("El archivo está vacío.",))
    assert (found.share, Score(0, 0).share) == (0.0, 1.0)
