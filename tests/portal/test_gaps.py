"""The gap map and the page where people take part: what was published, looked at from what is missing."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from factories.audiences import a_group, a_published, a_whole_group
from factories.goals import a_public_plan
from factories.organization import a_territory, an_entity
from factories.planning import an_adopted
from factories.topics import a_decided, an_open
from rendir.foundation.core import clock
from rendir.front.portal.gaps import GapPart, gap_map

pytestmark = pytest.mark.django_db
TODAY = date(2021, 10, 15)


@pytest.fixture(autouse=True)
def _ready() -> Iterator[None]:
    with clock.travel(TODAY):
        an_entity()
        yield


def _text(page: HttpResponse) -> str:
    return " ".join(page.content.decode().split())


def _part(key: str) -> GapPart:
    return next(one for one in gap_map(TODAY).parts if one.key == key)


def test_before_anything_is_published_nothing_is_said_to_be_missing() -> None:
    a_group()
    page = Client().get(reverse("portal:gaps"))
    assert (page.context["found"].parts, page.context["found"].drawn.areas) == ((), ())
    assert "Todavía no se puede decir" in _text(page)


def test_groups_that_nobody_tells_or_hears_are_named_once_each() -> None:
    a_whole_group("Juventudes")
    a_group("Víctimas")
    a_published()
    part = _part("grupos")
    assert (part.whole, part.left_out, {one.name for one in part.missing}) == (2, 1, {"Víctimas"})
    assert part.missing[0].what == "Nadie le informa"
    page = Client().get(reverse("portal:gaps"))
    assert 'href="/grupos/victimas/"' in _text(page)


def test_a_zone_is_reached_by_a_group_in_it_around_it_or_inside_it() -> None:
    zones = a_territory()
    a_group("De la vereda", zones=[zones["Vereda La Palma"]])
    a_published()
    part = _part("zonas")
    missing = {one.name for one in part.missing}
    assert part.whole == len(zones)
    assert not [one for one in missing if one.endswith("Vereda La Palma")]
    assert zones["Vereda La Palma"].parent is not None
    assert zones["Vereda La Palma"].parent.label not in missing
    a_group("De todo el corregimiento", zones=[zones["Vereda La Palma"].parent])
    a_published()
    inside = [label for label, zone in zones.items() if zone.parent == zones["Vereda La Palma"].parent]
    assert not [one for one in _part("zonas").missing if one.name.rpartition(" › ")[2] in inside]


def test_goals_sdgs_and_rights_without_a_tie_are_counted_of_all() -> None:
    a_public_plan()
    found = {one.key: one for one in gap_map(TODAY).parts}
    assert set(found) == {"metas", "ods", "derechos"}
    assert found["metas"].left_out == found["metas"].whole > 0
    assert (found["ods"].whole, found["ods"].left_out) == (17, 17)


def test_topics_left_out_keep_the_reason_of_the_decision() -> None:
    decided = a_decided()
    left = [one for one in decided.options.all() if one.taken is False]
    part = _part("temas")
    assert [(one.name, one.what) for one in part.missing] == [(one.topic.title, one.reason) for one in left]
    assert part.whole == decided.options.count()


def test_a_part_without_gaps_says_so() -> None:
    a_whole_group()
    a_published()
    assert "Nada quedó por fuera." in _text(Client().get(reverse("portal:gaps")))


def test_what_can_be_done_today_is_led_to() -> None:
    page = Client().get(reverse("portal:take_part"))
    assert "Hoy no hay nada abierto" in _text(page)
    round_ = an_open()
    with clock.travel(round_.opens_on):
        page = Client().get(reverse("portal:take_part"))
    assert page.context["rounds"] == [round_]
    assert reverse("topics:vote", args=[round_.slug]) in _text(page)
    assert reverse("topics:propose") in _text(page)


def test_the_bar_leads_where_there_is_something_to_see() -> None:
    an_adopted()
    assert [one["label"] for one in Client().get("/").context["navigation"]][4:] == ["Datos"]
    a_public_plan()
    an_open()
    assert [one["label"] for one in Client().get("/").context["navigation"]][4:] == ["Metas", "Participe", "Datos"]


@pytest.mark.parametrize("more", [0, 2])
def test_the_map_asks_the_same_whatever_there_is(more: int, django_assert_max_num_queries) -> None:
    a_territory()
    for number in range(more + 1):
        a_whole_group(f"Grupo {number}")
    a_published()
    a_public_plan()
    client = Client()
    with django_assert_max_num_queries(22):
        assert client.get(reverse("portal:gaps")).status_code == 200
