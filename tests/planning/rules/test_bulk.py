"""The same change to several activities."""

from dataclasses import replace

import pytest

from factories.schedules import facts
from rendir.plan.planning.rules.bulk import Bulk, Mode
from rendir.plan.planning.rules.facts import Responsible, ResponsibleKind, Stage

PRESS = Responsible("Oficina de Prensa", ResponsibleKind.UNIT)
FIRST = facts("A", stages=[Stage.DESIGN], periods=[1, 2], product="Uno", responsibles=["Prensa"], action_type="a")
SECOND = facts("B", stages=[Stage.EXECUTION], periods=[3], product=None, responsibles=["Planeación"])


@pytest.mark.parametrize(
    ("mode", "stages", "periods", "names"),
    [
        (Mode.KEEP, {Stage.EXECUTION}, {3}, ["Planeación"]),
        (Mode.ADD, {Stage.EXECUTION, Stage.DESIGN}, {1, 3}, ["Planeación", "Oficina de Prensa"]),
        (Mode.REMOVE, {Stage.EXECUTION}, {3}, ["Planeación"]),
        (Mode.ONLY, {Stage.DESIGN}, {1}, ["Oficina de Prensa"]),
        (Mode.LIKE_FIRST, {Stage.DESIGN}, {1, 2}, ["Prensa"]),
    ],
)
def test_a_set_is_kept_grown_shrunk_replaced_or_copied(
    mode: Mode, stages: set[Stage], periods: set[int], names: list[str]
) -> None:
    bulk = Bulk(mode, frozenset({Stage.DESIGN}), mode, frozenset({1}), mode, (PRESS,))
    second = bulk.apply([FIRST, SECOND])[1]
    assert (second.stages, second.periods, [one.name for one in second.responsibles]) == (stages, periods, names)


def test_what_is_taken_away_or_there_already_is_known_by_any_spelling() -> None:
    one = replace(FIRST, responsibles=(PRESS, Responsible("Planeación")))
    given = (Responsible("OFICINA DE PRENSA"),)
    taken = Bulk(responsibles_mode=Mode.REMOVE, responsibles=given).apply([one])
    added = Bulk(responsibles_mode=Mode.ADD, responsibles=given).apply([one])
    assert [taken[0].responsibles, added[0].responsibles] == [(Responsible("Planeación"),), one.responsibles]


@pytest.mark.parametrize(
    ("mode", "product", "kind"), [(Mode.KEEP, None, None), (Mode.ONLY, "Dos", "b"), (Mode.LIKE_FIRST, "Uno", "a")]
)
def test_a_single_value_is_kept_replaced_or_copied(mode: Mode, product: str | None, kind: str | None) -> None:
    bulk = Bulk(product_mode=mode, product="Dos", action_type_mode=mode, action_type="b")
    second = bulk.apply([FIRST, SECOND])[1]
    assert (second.product, second.action_type) == (product, kind)


def test_a_change_of_nothing_is_empty() -> None:
    assert (Bulk().is_empty, Bulk(product_mode=Mode.ONLY).is_empty) == (True, False)
    assert Bulk().apply([FIRST, SECOND]) == [FIRST, SECOND]


def test_every_mode_has_its_words() -> None:
    assert len({mode.label for mode in Mode}) == len(Mode)
