"""The groups as they are now: whole, in a fixed number of queries."""

from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.audiences import BY, a_draft, a_group, a_published, a_source, a_whole_group, figures
from factories.organization import a_changed_term, a_territory
from rendir.foundation.organization.terms import TermKey
from rendir.information.audiences.actions.groups import add_segment, retire_audience
from rendir.information.audiences.models import Audience
from rendir.information.audiences.queries import (
    gaps_now,
    groups_now,
    least_on,
    newest_number,
    newest_versions,
    sources_of,
)
from rendir.information.audiences.rules.facts import SegmentFacts
from rendir.information.audiences.rules.gaps import Gap

pytestmark = pytest.mark.usefixtures("_today")
TODAY = date(2021, 10, 15)


def _whole(name: str) -> Audience:
    group = a_whole_group(name)
    women = add_segment(group, name="Mujeres", by=BY)
    source = a_source(group)
    figures(source, "Rural; 60\nUrbana; 48")
    figures(source, "Rural; 40\nUrbana; 28", segment=women)
    return group


def test_a_group_is_told_whole() -> None:
    zones = a_territory()
    group = a_group(zones=[zones["Comuna 1"], zones["Vereda La Palma"]])
    add_segment(group, name="Mujeres", description="Las mujeres.", by=BY)
    figures(a_source(group), "Rural; 60\nUrbana; 48")
    (told,) = groups_now(TODAY)
    assert (told.name, told.zones) == ("Juventudes", ("Comuna 1", "Vereda La Palma"))
    assert told.segments == (SegmentFacts("Mujeres", "Las mujeres."),)
    (table,) = told.tables
    assert (table.values, table.base, table.source_on) == ((("Rural", 60), ("Urbana", 48)), 108, date(2021, 8, 1))


def test_as_many_queries_for_one_group_as_for_three(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _whole("Juventudes")
    with django_assert_num_queries(7):
        groups_now(TODAY)
    _whole("Otro")
    _whole("Otro más")
    with django_assert_num_queries(7):
        assert len(groups_now(TODAY)) == 3


def test_the_least_count_is_a_term_of_the_entity() -> None:
    assert least_on(TODAY) == 5
    a_changed_term(TermKey.SMALL_COUNT, 10, date(2021, 10, 1))
    figures(a_source(a_group()), "Rural; 9\nUrbana; 48")
    (told,) = groups_now(TODAY)
    assert told.tables[0].values == (("Rural", None), ("Urbana", None))


def test_what_is_missing_is_told_by_the_terms_of_the_day() -> None:
    _whole("Juventudes")
    assert [one.gap for one in gaps_now(groups_now(TODAY), TODAY)] == [Gap.NO_ZONES]
    a_changed_term(TermKey.CHARACTERISATION_AGE, 2, date(2021, 10, 1))
    assert [one.gap for one in gaps_now(groups_now(TODAY), TODAY)] == [Gap.OLD_DATA, Gap.NO_ZONES]


def test_a_retired_group_is_not_among_them() -> None:
    group = a_group()
    retire_audience(group, reason="Se unió a otro.", by=BY)
    assert groups_now(TODAY) == ()


def test_the_version_in_force_and_the_draft_are_told_together() -> None:
    assert newest_versions() == (None, None)
    a_group()
    draft = a_draft()
    assert newest_versions() == (None, draft)
    first = a_published()
    assert newest_versions() == (first, None)
    a_group("Otro")
    second = a_draft()
    assert newest_versions() == (first, second)
    assert newest_number() == 1


def test_the_sources_of_a_group_come_with_their_figures() -> None:
    group = a_group()
    old, new = a_source(group, collected_on=date(2020, 1, 1)), a_source(group)
    table = figures(new)
    assert [(one, list(one.distributions.all())) for one in sources_of(group)] == [(new, [table]), (old, [])]
