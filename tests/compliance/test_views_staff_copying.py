"""The door of last year's strategy: what is copied, what was not finished, and what a person brings along."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.conftest import As, at, text_of
from factories.accounts import a_person, insider
from factories.at_work import D1_2, I1_1, I1_2, a_report, a_year_at_work, of_media
from factories.held import forget
from factories.schedules import BY, plain_render
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.plan.compliance.actions.deliveries import accept_delivery
from rendir.plan.planning.actions.strategies import adopt_strategy
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import facts_of

FROM_2021 = {"from_year": "2021"}


def _boxes(page: object, name: str) -> list[tuple[str, bool]]:
    found = re.findall(rf'name="{name}" value="([\w-]+)" id="[\w-]+"( checked)?', page.content.decode())  # type: ignore[attr-defined]
    return [(value, bool(checked)) for value, checked in found]


@pytest.mark.parametrize("role", list(Role))
def test_who_may_bring_a_schedule_in_may_copy_one(as_: As, role: Role) -> None:
    a_year_at_work()
    client, may = as_(a_person("Ana", role)), Perm.IMPORT_PLAN in ROLE_CARDS[role].permissions
    assert client.get(at("copy", 2022), FROM_2021).status_code == (200 if may else 403)
    assert client.post(at("copy", 2022), FROM_2021).status_code == (302 if may else 403)
    assert Strategy.objects.filter(year=2022).exists() is may


def test_what_was_not_finished_is_proposed_before_anything_is_copied(as_: As) -> None:
    strategy = a_year_at_work()
    accept_delivery(a_report(strategy, I1_1, of_media()), by=BY)
    page = as_(insider()).get(at("copy", 2022), FROM_2021)
    assert _boxes(page, "carry") == [(str(I1_2), True), (str(D1_2), True)]
    assert _boxes(page, "again") == [("D1", False)]
    text = text_of(page)
    assert "Se copian 3 actividades, como están en 2021. Nada se publica." in text
    assert "I1-2, que vencía el 31 de agosto de 2021 No cumplida" in text
    assert "Ya se debe de enero a abril de 2022." in text
    assert not Strategy.objects.filter(year=2022).exists()


def test_what_is_ticked_comes_along_and_is_told_to_who_works_on_it(as_: As) -> None:
    a_year_at_work()
    client = as_(insider())
    answer = client.post(at("copy", 2022), {**FROM_2021, "carry": ["I1-1", "I1-2", "D1-2"], "again": ["D1"]})
    assert answer.status_code == 302
    copy = facts_of(Strategy.objects.get(year=2022))
    assert [(one.code, one.ordered_periods) for one in copy] == [("I1", (1, 2)), ("D1", (1, 2, 3)), ("R1", (3,))]
    told = "Viene sin terminar de 2021: I1-1 (30 de abril) e I1-2 (31 de agosto)"
    for path in (
        reverse("planning_desk:grid", args=[2022]),
        reverse("planning_desk:activity_edit", args=[2022, "I1"]),
    ):
        assert told in text_of(client.get(path))
    assert "sin terminar" not in text_of(client.get(reverse("planning_desk:activity_edit", args=[2022, "R1"])))
    adopt_strategy(Strategy.objects.get(year=2022), render=plain_render, by=BY)
    public = Client()
    assert f"Lo que trae {told}" in text_of(public.get("/2022/actividades/I1/"))
    assert "Lo que trae" not in text_of(public.get("/2022/actividades/R1/"))


def test_what_is_left_unticked_stays_behind(as_: As) -> None:
    a_year_at_work()
    as_(insider()).post(at("copy", 2022), FROM_2021)
    assert [one.carried_over for one in facts_of(Strategy.objects.get(year=2022))] == [()] * 3


def test_a_period_is_not_asked_for_without_what_is_pending(as_: As) -> None:
    a_year_at_work()
    page = as_(insider()).post(at("copy", 2022), {**FROM_2021, "carry": ["I1-1"], "again": ["D1"]})
    assert page.status_code == 422
    assert page.context["form"].errors["carry"] == [
        "Marque qué entrega de D1 sigue pendiente, o quite la marca de su cuatrimestre."
    ]
    assert _boxes(page, "carry") == [("I1-1", True), ("I1-2", False), ("D1-2", False)]
    assert _boxes(page, "again") == [("D1", True)]
    assert not Strategy.objects.filter(year=2022).exists()


def test_what_no_page_offers_is_refused(as_: As) -> None:
    a_year_at_work()
    page = as_(insider()).post(at("copy", 2022), {**FROM_2021, "carry": ["R1-3"], "again": ["I1"]})
    assert (page.status_code, sorted(page.context["form"].errors)) == (422, ["again", "carry"])


def test_a_year_whose_deliveries_are_all_settled_says_so(as_: As) -> None:
    strategy = a_year_at_work()
    for key in (I1_1, I1_2, D1_2):
        accept_delivery(a_report(strategy, key, of_media(f"Beto {key}")), by=BY)
    page = as_(insider()).get(at("copy", 2022), FROM_2021)
    assert "Nada: cada entrega que ya venció está aceptada o no aplica." in text_of(page)


def test_it_asks_the_same_of_one_activity_and_of_three(as_: As) -> None:
    client = as_(insider())
    counts = []
    for year, more in ((2021, 0), (2020, 3)):
        a_year_at_work(more=more, year=year)
        forget()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at("copy", 2022), {"from_year": str(year)}).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
