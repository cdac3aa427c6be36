"""What became of an activity from version to version."""

from dataclasses import replace

from rendir.plan.planning.rules.comparison import FieldChange
from rendir.plan.planning.rules.facts import ActivityFacts, Component
from rendir.plan.planning.rules.history import Chapter, Turn, history_of

BEFORE = ActivityFacts(Component.DIALOGUE, 1, "Reunirse", periods=frozenset({1}))
AFTER = replace(BEFORE, periods=frozenset({2}))
OTHER = ActivityFacts(Component.DIALOGUE, 2, "Otra")


def test_it_enters_changes_leaves_and_comes_back() -> None:
    versions = [(OTHER,), (BEFORE,), (OTHER, BEFORE), (AFTER,), (), (AFTER,)]
    assert history_of("D1", versions) == (
        Chapter(1, Turn.ADDED),
        Chapter(3, Turn.CHANGED, (FieldChange("periods", "Cuatrimestres", "Enero a abril", "Mayo a agosto"),)),
        Chapter(4, Turn.REMOVED),
        Chapter(5, Turn.ADDED),
    )


def test_a_code_that_never_was_has_no_history() -> None:
    assert history_of("R9", [(BEFORE,), ()]) == ()


def test_every_turn_is_said_in_words() -> None:
    assert [one.label for one in Turn] == ["Entró en el cronograma", "Cambió", "Salió del cronograma"]
