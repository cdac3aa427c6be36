"""The first hour on the desk: the doors, the copied years, the model, and what the team is told. Without JavaScript."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.accounts import a_person, colleague, insider
from factories.held import forget
from factories.organization import a_unit, an_entity
from factories.schedules import BY, FILE, a_closed, a_strategy, activity, an_adopted, an_import, codes, facts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.action_types import ACTION_TYPES
from rendir.plan.planning.actions.beginnings import Chosen, begin_with_model, copy_strategy
from rendir.plan.planning.actions.schedule import add_activity, edit_activity
from rendir.plan.planning.models import PlanImport, Strategy
from rendir.plan.planning.queries import digest_of, facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.travel(date(2021, 10, 15)):
        an_entity()
        yield


@pytest.fixture
def desk(client: Client) -> Client:
    """The desk of who leads the team."""
    client.force_login(insider())
    return client


def _at(name: str, *parts: object) -> str:
    return reverse(f"planning_desk:{name}", args=parts)


def _text(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def _said(client: Client, response: HttpResponse) -> str:
    """The message after a redirect."""
    assert response.status_code == 302, response.content.decode()[:2000]
    return "; ".join(str(one) for one in client.get(response["Location"]).context["messages"])


# --- Who -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_it_may_and_no_more(client: Client, role: Role) -> None:
    an_adopted([facts("Informe 2021")])
    copy_strategy(2022, 2021, by=BY)
    client.force_login(a_person("Ana", role))
    brings = Perm.IMPORT_PLAN in ROLE_CARDS[role].permissions
    kept = [_at("begin"), _at("begin_model", 2023), _at("copied_years", 2022)]
    assert [client.get(path).status_code for path in kept] == [200 if brings else 403] * 3
    assert [client.get(_at(name, 2022)).status_code for name in ("team", "sheets")] == [200, 200]
    if not brings:
        doors = [_at("begin_file", 2023), reverse("compliance_desk:copy", args=[2023]), *kept[1:]]
        assert [client.post(path).status_code for path in doors] == [403] * 4


def test_a_door_that_changes_something_is_never_a_link(desk: Client) -> None:
    assert desk.get(_at("begin_file", 2022)).status_code == 405


@pytest.mark.parametrize("name", ["team", "sheets", "copied_years"])
def test_a_year_without_strategy_is_not_found(desk: Client, name: str) -> None:
    assert desk.get(_at(name, 2022)).status_code == 404


def test_who_manages_no_people_is_offered_no_invitation(client: Client) -> None:
    a_strategy()
    client.force_login(a_person("Ana", Role.PLANNING))
    assert "Invitar" not in _text(client.get(_at("team", 2021)))


# --- How much it asks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["begin", "begin_model", "copied_years", "team", "sheets"])
def test_a_page_asks_the_same_of_one_row_and_of_three(desk: Client, name: str) -> None:
    origin = an_adopted([facts(f"Informe {one} 2021", responsibles=[f"Oficina {one}"]) for one in "ABC"])
    one = a_strategy([facts("Informe A 2021", responsibles=["Oficina A"])], year=2022)
    Strategy.objects.filter(pk=one.pk).update(copied_from=origin)  # as a copy of which only one row is left
    path = f"{_at('begin')}?vigencia=2022" if name == "begin" else _at(name, 2022)
    forget()
    with CaptureQueriesContext(connection) as few:
        assert desk.get(path).status_code == 200
    for letter in "BC":
        add_activity(one, facts(f"Informe {letter} 2021", responsibles=[f"Oficina {letter}"]), by=BY)
        colleague(Unit.objects.get(name=f"Oficina {letter}")) if letter == "B" else None
    forget()
    with CaptureQueriesContext(connection) as more:
        assert desk.get(path).status_code == 200
    assert len(few) == len(more) <= 18


# --- The doors -----------------------------------------------------------------------------------------------------


def test_an_empty_installation_shows_its_name_and_three_doors(desk: Client) -> None:
    page = desk.get(_at("begin"))
    text = _text(page)
    assert page.context["begin_year"] == 2021
    assert "Municipio de Alsabana. Escoja por dónde entrar." in text
    assert re.findall(r"<h3 id=\"(\w+)\"", page.content.decode()) == ["archivo", "anterior", "modelo"]
    assert "Aquí no hay una estrategia anterior a 2021." in text
    assert [(one.status, one.url) for one in page.context["steps"]] == [("now", ""), *[("todo", "")] * 3]
    assert not Strategy.objects.exists()


def test_the_next_year_is_the_one_to_begin_once_this_one_is_adopted(desk: Client) -> None:
    a_strategy([])
    assert desk.get(_at("begin")).context["begin_year"] == 2021
    a_strategy(year=2019)
    assert desk.get(f"{_at('begin')}?vigencia=2030").context["begin_year"] == 2030
    assert desk.get(f"{_at('begin')}?otra=cosa").context["begin_year"] == 2021


def test_after_adopting_one_begins_the_year_that_follows(desk: Client) -> None:
    an_adopted()
    page = desk.get(_at("begin"))
    assert page.context["begin_year"] == 2022
    assert re.findall(r"<option value=\"(\d+)\"", page.content.decode()) == ["2021"]


def test_a_year_that_cannot_be_is_told_beside_its_field(desk: Client) -> None:
    page = desk.get(f"{_at('begin')}?vigencia=21")
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["vigencia"])
    assert page.context["begin_year"] == 2021


def test_the_door_of_the_file_leads_to_the_import_and_on_to_the_grid(desk: Client) -> None:
    answer = desk.post(_at("begin_file", 2021))
    assert answer["Location"] == "/gestion/cronograma/2021/importar/"
    assert desk.post(_at("begin_file", 2021))["Location"] == answer["Location"]
    answer = desk.post(answer["Location"], {"file": SimpleUploadedFile("plan.txt", FILE)})
    left = _text(desk.get(_at("begin")))
    assert "«plan.txt» está leído y espera su revisión." in left
    made = PlanImport.objects.get()
    page = desk.get(made.get_absolute_url())
    sent = {"expected": made.version, "seen": page.context["outcome"].seen}
    assert desk.post(_at("import_confirm", made.public_id), sent).status_code == 302
    page = desk.get(_at("begin"))
    assert "El cronograma de 2021 tiene 3 actividades." in _text(page)
    assert [(one.status, one.url) for one in page.context["steps"]] == [
        ("done", ""),
        ("now", "/gestion/cronograma/2021/grilla/"),
        ("todo", "/gestion/cronograma/2021/equipo/"),
        ("todo", "/gestion/cronograma/2021/"),
    ]


def test_a_year_that_has_begun_offers_no_copy(desk: Client) -> None:
    an_adopted(year=2020)
    a_strategy()
    page = desk.get(_at("begin"))
    assert re.findall(r"<h3 id=\"(\w+)\"", page.content.decode()) == ["archivo", "modelo"]


def test_an_adopted_year_has_done_all_its_steps(desk: Client) -> None:
    an_adopted()
    page = desk.get(f"{_at('begin')}?vigencia=2021")
    assert [one.status for one in page.context["steps"]] == ["done"] * 4


def test_a_closed_year_opens_no_door(desk: Client) -> None:
    a_closed()
    page = desk.get(f"{_at('begin')}?vigencia=2021")
    assert "La vigencia 2021 está cerrada" in _text(page)
    assert re.findall(r"<h3 id=\"(\w+)\"", page.content.decode()) == []
    assert desk.post(_at("begin_file", 2021)).status_code == 409
    assert desk.get(_at("begin_model", 2021)).status_code == 409
    assert desk.get(_at("copied_years", 2021)).status_code == 409


@pytest.mark.parametrize("name", ["grid", "timeline", "unit_view", "team", "strategy"])
def test_an_empty_year_leads_to_the_doors(desk: Client, name: str) -> None:
    a_strategy([], year=2023)
    assert 'href="/gestion/empezar/?vigencia=2023"' in desk.get(_at(name, 2023)).content.decode()


@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.INTERNAL_CONTROL])
def test_who_may_not_begin_sees_no_door(client: Client, role: Role) -> None:
    a_strategy([], year=2023)
    client.force_login(a_person("Ana", role))
    for name in ("grid", "timeline", "unit_view", "team"):
        assert "/gestion/empezar/" not in client.get(_at(name, 2023)).content.decode()
    assert "/gestion/empezar/" not in client.get(_at("strategies")).content.decode()


def test_the_desk_and_the_list_of_years_lead_here(desk: Client) -> None:
    assert 'href="/gestion/empezar/"' in desk.get(reverse("portal_desk:desk")).content.decode()
    assert 'href="/gestion/empezar/"' in desk.get(_at("strategies")).content.decode()
    a_strategy([])
    page = desk.get(reverse("portal_desk:desk"))
    assert [(one.text, one.url) for one in page.context["waiting"]] == [
        ("Todavía no hay cronograma.", "/gestion/empezar/")
    ]


# --- Copying -------------------------------------------------------------------------------------------------------


def test_last_year_is_copied_and_its_years_are_shown_before_they_move(desk: Client) -> None:
    an_adopted([facts("Informe 2021"), facts("Balance de 2020"), facts("Sin año")])
    answer = desk.post(reverse("compliance_desk:copy", args=[2022]), {"from_year": "2021"})
    assert answer["Location"] == "/gestion/cronograma/2022/anos-copiados/"
    assert _said(desk, answer).startswith("La estrategia 2022 empezó con una copia de la de 2021.")
    page = desk.get(answer["Location"])
    html = page.content.decode()
    assert re.findall(r"<(del|ins)>([^<]+)<", html) == [
        ("del", "Informe 2021"),
        ("ins", "Informe 2022"),
        ("del", "Balance de 2020"),
        ("ins", "Balance de 2021"),
    ]
    assert re.findall(r'name="code" value="(\w+)"[^>]*( checked)', html) == [("I1", " checked"), ("I2", " checked")]
    copy = Strategy.objects.get(year=2022)
    assert facts_of(copy)[0].name == "Informe 2021"
    assert "2 actividades copiadas nombran años del cronograma anterior." in _text(desk.get(_at("begin")))
    answer = desk.post(answer["Location"], {"seen": page.context["form"]["seen"].value(), "code": ["I1"]})
    assert _said(desk, answer) == "1 actividad dice ahora el año nuevo. Se puede deshacer."
    assert [one.name for one in facts_of(copy)] == ["Informe 2022", "Balance de 2020", "Sin año"]


def test_nothing_ticked_is_told_and_stays_unticked(desk: Client) -> None:
    an_adopted([facts("Informe 2021")])
    copy = copy_strategy(2022, 2021, by=BY)
    page = desk.post(_at("copied_years", 2022), {"seen": digest_of(facts_of(copy))})
    assert (page.status_code, list(page.context["form"].errors), page.context["ticked"]) == (422, ["code"], [])
    assert 'href="#id_code_0"' in page.content.decode()


def test_a_text_corrected_meanwhile_is_not_overwritten(desk: Client) -> None:
    an_adopted([facts("Informe 2021"), facts("Balance 2021")])
    copy = copy_strategy(2022, 2021, by=BY)
    seen = digest_of(facts_of(copy))
    one = activity(copy, "I2")
    edit_activity(one, facts("Otro balance", number=2), expected=one.version, by=BY)
    assert desk.post(_at("copied_years", 2022), {"seen": seen, "code": ["I1"]}).status_code == 409
    assert facts_of(copy)[0].name == "Informe 2021"


def test_a_copy_that_names_no_year_goes_straight_to_the_grid(desk: Client) -> None:
    an_adopted()
    assert (
        desk.post(reverse("compliance_desk:copy", args=[2022]), {"from_year": "2021"})["Location"]
        == "/gestion/cronograma/2022/grilla/"
    )
    assert codes(Strategy.objects.get(year=2022)) == ["I1", "I2", "D1", "R1"]
    assert "Ningún texto nombra años de otro cronograma" in _text(desk.get(_at("copied_years", 2022)))


def test_a_year_that_is_not_there_is_not_copied(desk: Client) -> None:
    answer = desk.post(reverse("compliance_desk:copy", args=[2022]), {"from_year": "2020"})
    assert answer["Location"] == "/gestion/empezar/?vigencia=2022"
    assert _said(desk, answer) == "Escoja de qué año copiar."
    assert not Strategy.objects.exists()


# --- The model -----------------------------------------------------------------------------------------------------


def test_the_model_shows_every_kind_once_under_its_element(desk: Client) -> None:
    html = desk.get(_at("begin_model", 2022)).content.decode()
    kinds = re.findall(r'name="kind" value="(\w+)"', html)
    assert kinds[:29] == [one.key for one in ACTION_TYPES if not one.optional]
    assert sorted(kinds[29:]) == sorted(one.key for one in ACTION_TYPES if one.optional)
    assert " checked" not in html
    assert not Strategy.objects.exists()


def test_what_is_ticked_enters_with_what_was_said_of_it(desk: Client) -> None:
    a_unit("Oficina de Control Interno")
    path = _at("begin_model", 2022)
    assert re.findall(r'name="lead" value="(\w+)"', desk.get(path).content.decode()) == ["evaluate_by_internal_control"]
    sent = {
        "kind": ["prioritize_topics"],
        "period": ["prioritize_topics:1", "survey_perception:3"],
        "lead": ["evaluate_by_internal_control"],
    }
    answer = desk.post(path, sent)
    assert answer["Location"] == "/gestion/cronograma/2022/grilla/"
    assert _said(desk, answer) == "El cronograma tiene 3 actividades más. Se puede deshacer."
    made = facts_of(Strategy.objects.get(year=2022))
    assert [(one.action_type, set(one.periods), [who.name for who in one.responsibles]) for one in made] == [
        ("prioritize_topics", {1}, []),
        ("survey_perception", {3}, []),
        ("evaluate_by_internal_control", set(), ["Oficina de Control Interno"]),
    ]


def test_nothing_ticked_in_the_model_is_told_beside_its_first_box(desk: Client) -> None:
    page = desk.post(_at("begin_model", 2022))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["kind"])
    assert 'href="#id_kind_0"' in page.content.decode()
    assert 'id="id_kind_0"' in page.content.decode()


def test_what_was_ticked_is_still_ticked_after_an_error(desk: Client) -> None:
    page = desk.post(_at("begin_model", 2022), {"kind": ["bailar", "prioritize_topics"], "period": ["x:1"]})
    assert (page.status_code, sorted(page.context["form"].errors)) == (422, ["kind", "period"])
    assert re.findall(r'value="(\S+)"[^>]* checked', page.content.decode()) == ["prioritize_topics"]


def test_the_model_left_half_way_is_taken_up_again(desk: Client) -> None:
    begin_with_model(2022, [Chosen("characterize_information_needs")], by=BY)
    page = desk.get(_at("begin_model", 2022))
    assert 'name="kind" value="characterize_information_needs"' not in page.content.decode()
    assert _text(page).count("Ya está en el cronograma") == 1
    page = desk.post(_at("begin_model", 2022))
    assert 'id="id_kind_0"' in page.content.decode()


# --- The team ------------------------------------------------------------------------------------------------------


def test_each_unit_has_its_message_its_sheet_and_its_invitation(desk: Client) -> None:
    a_strategy(
        [
            facts("Hacer afiches", periods=[2, 1], responsibles=["Oficina de Prensa"], product="Afiches"),
            facts("Sin producto", periods=[], responsibles=["Oficina de Prensa"], product=None),
            facts("De nadie", responsibles=[]),
        ]
    )
    unit = Unit.objects.get()
    colleague(unit)
    page = desk.get(_at("team", 2021))
    (told,) = page.context["told"]
    assert told.people == ("Beto Colega",)
    assert told.text == (
        "Oficina de Prensa: esto es lo que nos toca en la rendición de cuentas de 2021.\n\n"
        "Enero a abril:\n• I1. Hacer afiches\n   Se entrega: Afiches\n\n"
        "Mayo a agosto:\n• I1. Hacer afiches\n   Se entrega: Afiches\n\n"
        "Sin fecha todavía:\n• I2. Sin producto\n\n"
        "Si algo no corresponde, dígalo ahora: el cronograma todavía es un borrador."
    )
    assert page.context["summary"] == (
        "Rendición de cuentas de 2021. Esto le toca a cada dependencia:\n• Oficina de Prensa: 2 actividades, 2 entregas"
    )
    assert "1 actividad no tiene responsable." in _text(page)
    html = page.content.decode()
    assert f'href="/gestion/cronograma/2021/equipo/hojas/?dependencia={unit.public_id}"' in html
    assert f'href="/gestion/personas/?dependencia={unit.public_id}#invite"' in html


def test_the_invitation_comes_with_the_unit_already_chosen(desk: Client) -> None:
    unit = a_unit()
    page = desk.get(f"{reverse('portal_desk:people')}?dependencia={unit.public_id}")
    assert page.context["form"].initial == {"unit": unit, "role": Role.UNIT_STAFF}
    assert f'<option value="{unit.pk}" selected>' in page.content.decode()
    assert desk.get(f"{reverse('portal_desk:people')}?dependencia=otra").context["form"].initial == {}


def test_an_adopted_year_no_longer_says_it_is_a_draft(desk: Client) -> None:
    an_adopted()
    assert ["borrador" in one.text for one in desk.get(_at("team", 2021)).context["told"]] == [False]


def test_there_is_one_sheet_for_each_unit_or_only_the_one_asked_for(desk: Client) -> None:
    a_strategy([facts("A", responsibles=["Oficina A", "Oficina B"])])
    unit = Unit.objects.get(name="Oficina B")
    path = _at("sheets", 2021)
    assert [one.unit.name for one in desk.get(path).context["told"]] == ["Oficina A", "Oficina B"]
    assert [one.unit for one in desk.get(f"{path}?dependencia={unit.public_id}").context["told"]] == [unit]
    assert "No hay hojas que imprimir" in _text(desk.get(f"{path}?dependencia=otra"))


def test_a_waiting_file_is_not_the_schedule(desk: Client) -> None:
    an_import(a_strategy([]))
    assert "Ninguna actividad tiene responsable todavía" in _text(desk.get(_at("team", 2021)))
