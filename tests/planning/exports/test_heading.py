"""What stands around an exported schedule says what is known, and no more."""

from datetime import date

from rendir.foundation.core.documents import Signature
from rendir.plan.planning.exports.heading import NOBODY, ScheduleHeading, size_of
from rendir.plan.planning.rules.facts import ActivityFacts, Component

BARE = ScheduleHeading(entity="Alcaldía", title="Cronograma", year=2021)


def test_the_standing_tells_a_draft_from_a_version() -> None:
    adopted = ScheduleHeading("Alcaldía", "Cronograma", 2021, version=2, adopted_on=date(2021, 1, 29))
    undated = ScheduleHeading("Alcaldía", "Cronograma", 2021, version=1)
    assert [one.standing for one in (BARE, adopted, undated)] == [
        "Borrador: aún no se adopta",
        "Versión 2, adoptada el 29 de enero de 2021",
        "Versión 1",
    ]


def test_a_draft_is_marked_and_of_the_day_it_was_printed() -> None:
    printed = ScheduleHeading("A", "C", 2021, printed_on=date(2021, 1, 20))
    adopted = ScheduleHeading("A", "C", 2021, version=1, adopted_on=date(2021, 1, 29), printed_on=date(2021, 3, 1))
    assert [(one.mark, one.day) for one in (BARE, printed, adopted)] == [
        ("BORRADOR", date(2021, 1, 1)),
        ("BORRADOR", date(2021, 1, 20)),
        ("", date(2021, 1, 29)),
    ]


def test_the_reference_of_the_format_is_what_the_entity_has() -> None:
    both = ScheduleHeading("A", "C", 2021, format_code="F-PL-07", format_version="3")
    code = ScheduleHeading("A", "C", 2021, format_code="F-PL-07")
    assert [one.format_reference for one in (BARE, code, both)] == ["", "Código F-PL-07", "Código F-PL-07 · Versión 3"]


def test_with_one_signature_known_the_three_steps_are_shown() -> None:
    mayor = Signature("Luis Mora", "Alcalde")
    signed = ScheduleHeading("A", "C", 2021, approved_by=mayor)
    assert BARE.signatures == ()
    assert signed.signatures == (("Elaboró", NOBODY), ("Revisó", NOBODY), ("Aprobó", mayor))


def test_the_size_counts_activities_and_deliveries() -> None:
    once = ActivityFacts(Component.DIALOGUE, 1, "Ferias", periods=frozenset({3}))
    twice = ActivityFacts(Component.DIALOGUE, 2, "Encuentros", periods=frozenset({2, 3}))
    assert [size_of(some) for some in ([], [once], [once, twice])] == [
        "0 actividades, 0 entregas",
        "1 actividad, 1 entrega",
        "2 actividades, 3 entregas",
    ]
