"""Goals at the desk: who sees and does what, forms that come back with what was typed, proposals accepted at once."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.accounts import a_person, colleague, insider
from factories.goals import BY, HEALTH, ROADS, ROWS, WORKS, a_plan, a_public_plan, a_right, goal, indicator, many_rows
from rendir.foundation.accounts.roles import Role
from rendir.foundation.organization.queries import find_unit
from rendir.information.goals.actions.links import tie_to_right, tie_to_sdg
from rendir.information.goals.actions.rights import load_constitution
from rendir.information.goals.models import Alignment, Plan, Progress, Right
from rendir.information.goals.rules.linking import Linking

pytestmark = pytest.mark.usefixtures("_today")


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def _at(name: str, *parts: str) -> str:
    return reverse(f"goals_desk:{name}", args=parts)


def _goal_data(**changes: Any) -> dict[str, Any]:
    row = ROADS
    names = (
        *("code", "name", "line_code", "line", "programme_code", "programme", "product_code", "product", "unit"),
        *("indicator_code", "indicator", "measured_in", "baseline", "baseline_year", "target", "due_on"),
    )
    data = {name: getattr(row, name) for name in names} | {"reading": "Se suma"}
    data |= {f"year_{year}": value for year, value in row.years.items()}
    return {name: str(value) for name, value in (data | changes).items()}


def test_an_empty_desk_says_what_to_do_and_opens_a_plan(as_: Any) -> None:
    desk = as_(insider())
    assert "Todavía no hay un plan" in text_of(desk.get(_at("plans")))
    assert desk.get(_at("plan_new")).status_code == 200
    said = {"name": "Plan", "first_year": "2020", "last_year": "2023", "adopted_by": "Acuerdo 6"}
    assert desk.post(_at("plan_new"), said | {"last_year": "2019"}).status_code == 422
    page = desk.post(_at("plan_new"), said, follow=True)
    assert "Este plan todavía no tiene metas" in text_of(page)
    again = desk.post(_at("plan_new"), said)
    assert (again.status_code, "Ya hay un plan para 2020-2023" in text_of(again)) == (422, True)
    plan = Plan.objects.get()
    form = {"name": "Otro", "adopted_by": "", "expected": str(plan.version)}
    desk.post(_at("plan_edit", plan.public_id), form)
    assert Plan.objects.get().name == "Otro"
    stale = desk.post(_at("plan_edit", plan.public_id), form | {"name": "Tercero"})
    assert (stale.status_code, Plan.objects.get().name) == (422, "Otro")


def test_a_goal_is_written_and_corrected_by_hand(as_: Any) -> None:
    desk, plan = as_(insider(Role.PLANNING)), a_plan(ROADS)
    address = _at("goal_new", plan.public_id)
    assert desk.get(address).status_code == 200
    wrong = desk.post(address, _goal_data(code="a/b"))
    assert (wrong.status_code, "Use letras, números" in text_of(wrong)) == (422, True)
    assert desk.post(address, _goal_data(code="M7")).status_code == 302
    made = indicator("M7")
    assert (made.target, made.is_cumulative, made.year_targets.count()) == (60, True, 4)
    address = _at("indicator", made.public_id)
    assert desk.get(address).context["form"]["reading"].value() == "Se suma"
    data = _goal_data(target="70", expected=made.goal.version)
    assert desk.post(address, data | {"line": ""}).status_code == 422
    assert desk.post(address, data).status_code == 302
    assert indicator("M7").target == 70
    assert desk.post(address, data | {"expected": "9"}).status_code == 422


def test_goals_are_published_after_a_question_and_hidden_with_a_reason(as_: Any) -> None:
    desk, plan = as_(insider()), a_plan()
    assert "¿Publicar las metas" in text_of(desk.get(_at("publish", plan.public_id)))
    desk.post(_at("publish", plan.public_id), {"expected": plan.version})
    assert Plan.objects.get().state == "public"
    address = _at("hide", plan.public_id)
    assert desk.get(address).status_code == 200
    version = Plan.objects.get().version
    assert desk.post(address, {"reason": "", "expected": version}).status_code == 422
    assert desk.post(address, {"reason": "Se revisa", "expected": version}).status_code == 302
    assert Plan.objects.get().state == "draft"


def test_the_plan_is_found_by_how_its_goals_are_tied_and_taken_away_as_a_table(as_: Any) -> None:
    desk, plan = as_(insider()), a_public_plan()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_right(goal("M1"), a_right(24), by=BY)
    page = desk.get(f"{plan.get_absolute_url()}?vinculo=pendiente")
    assert [one.goal.code for one in page.context["shown"]] == ["M2", "M10"]
    assert "Ninguna meta responde" in text_of(desk.get(f"{plan.get_absolute_url()}?q=nada"))
    csv = desk.get(_at("download", plan.public_id, "csv"))
    assert (csv["Content-Disposition"], csv.content.count(b"\r\n")) == (
        'attachment; filename="plan-indicativo-2020-2023.csv"',
        1 + len(ROWS),
    )
    assert desk.get(_at("download", plan.public_id, "xlsx")).content[:2] == b"PK"
    assert desk.get(_at("download", plan.public_id, "pdf")).status_code == 404


def test_links_are_made_and_taken_away_on_the_page_of_the_goal(as_: Any) -> None:
    desk, _plan = as_(insider()), a_plan()
    right = a_right(24)
    address = goal("M1").get_desk_url()
    assert "Ninguno todavía" in text_of(desk.get(address))
    tie = _at("tie", goal("M1").public_id)
    nothing = desk.post(tie, {"sdg": "", "right": "", "note": ""})
    assert (nothing.status_code, "Escoja un ODS o un derecho" in text_of(nothing)) == (422, True)
    desk.post(tie, {"sdg": "9.1", "right": right.code, "note": "Caminos"})
    assert goal("M1").linking == Linking.LINKED
    assert "Caminos" in text_of(desk.get(address))
    for link in (goal("M1").sdg_links.get(), goal("M1").right_links.get()):
        desk.post(_at("untie", link.public_id))
    assert goal("M1").linking == Linking.NONE
    assert desk.post(_at("untie", "nada")).status_code == 404


def test_a_goal_is_excused_and_asked_again(as_: Any) -> None:
    desk, _plan = as_(insider()), a_plan()
    address = _at("excuse", goal("M1").public_id)
    assert desk.post(address, {"reason": "", "expected": goal("M1").version}).status_code == 422
    desk.post(address, {"reason": "Es interna", "expected": goal("M1").version})
    assert goal("M1").linking == Linking.EXCUSED
    assert "Excusada: Es interna" in text_of(desk.get(goal("M1").get_desk_url()))
    desk.post(_at("unexcuse", goal("M1").public_id))
    assert goal("M1").linking == Linking.NONE


def test_a_unit_notes_the_progress_of_its_own_goals(as_: Any) -> None:
    a_plan()
    desk = as_(colleague(find_unit(WORKS)))
    assert "Anotar avance" in text_of(desk.get(goal("M1").get_desk_url()))
    assert "Anotar avance" not in text_of(desk.get(goal("M10").get_desk_url()))
    address = _at("progress", indicator("M1").public_id)
    assert "en lo que va del año hasta el corte" in text_of(desk.get(address))
    said = {"cut_on": "2021-08-31", "value": "11.8", "money": "1744", "source": "Informe", "note": ""}
    assert desk.post(address, said | {"source": ""}).status_code == 422
    future = desk.post(address, said | {"cut_on": "2022-01-01"})
    assert (future.status_code, "está en el futuro" in text_of(future)) == (422, True)
    assert desk.post(address, said).status_code == 302
    assert str(Progress.objects.get().value) == "11.8000"
    other = desk.post(_at("progress", indicator("M10").public_id), said)
    assert (other.status_code, Progress.objects.count()) == (422, 1)
    assert find_unit(HEALTH)


def test_many_proposals_are_accepted_on_one_page(as_: Any) -> None:
    desk, plan = as_(insider()), a_plan()
    load_constitution(by=BY)
    address = _at("suggestions", plan.public_id)
    page = desk.get(address)
    values = [value for row in page.context["rows"] for value, _label, _words in row["choices"]]
    assert f"{goal('M1').public_id}:ods:9.1" in values
    assert "por «vías»" in text_of(page)
    assert "No marcó ninguna" in text_of(desk.post(address, {}, follow=True))
    done = desk.post(address, {"vinculo": [*values, "x:ods:9.1"]}, follow=True)
    assert f"Vínculos aceptados: {len(values)}." in text_of(done)
    assert goal("M1").linking == Linking.LINKED
    assert goal("M1").sdg_links.get(number="9.1").note.startswith("Sugerido por «")


def test_without_proposals_the_page_says_what_to_do(as_: Any) -> None:
    desk = as_(insider())
    plan = a_plan(ROADS)
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    assert "no sugieren nada más" in text_of(desk.get(_at("suggestions", plan.public_id)))
    tie_to_right(goal("M1"), a_right(24), by=BY)
    assert "No queda ninguna meta pendiente" in text_of(desk.get(_at("suggestions", plan.public_id)))


def test_the_alignment_is_published_as_it_was_read(as_: Any, settings: Any, tmp_path: Any) -> None:
    settings.LIBRARY_ROOT = tmp_path / "library"
    desk, draft = as_(insider()), a_plan(ROADS)
    address = _at("alignment", draft.public_id)
    assert "Primero publique las metas" in text_of(desk.get(address))
    desk.post(_at("publish", draft.public_id), {"expected": draft.version})
    page = desk.get(address)
    assert "Falta vincular o excusar 1 meta" in text_of(page)
    seen = page.context["form"]["seen"].value()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    assert desk.post(address, {"seen": seen}).status_code == 422
    now = desk.get(address).context["form"]["seen"].value()
    assert desk.post(address, {"seen": now}).status_code == 302
    assert "no hay nada nuevo que publicar" in text_of(desk.get(address))
    tie_to_right(goal("M1"), a_right(24), by=BY)
    now = desk.get(address).context["form"]["seen"].value()
    assert desk.post(address, {"seen": now, "reason": ""}).status_code == 422
    assert desk.post(address, {"seen": now, "reason": "Se vinculó"}).status_code == 302
    assert Alignment.objects.count() == 2


def test_rights_are_kept_at_the_desk(as_: Any) -> None:
    desk = as_(insider())
    address = _at("rights")
    assert "El catálogo está vacío" in text_of(desk.get(address))
    assert "Derechos agregados: 57." in text_of(desk.post(_at("rights_load"), follow=True))
    assert desk.get(_at("right_new")).status_code == 200
    said = {"code": "ley-1618", "name": "Accesibilidad", "norm": "Ley 1618 de 2013", "words": "rampa"}
    assert desk.post(_at("right_new"), said).status_code == 302
    assert desk.post(_at("right_new"), said).status_code == 422
    right = Right.objects.get(code="ley-1618")
    form = said | {"name": "Accesibilidad universal", "expected": str(right.version)}
    assert desk.get(_at("right", right.public_id)).status_code == 200
    assert desk.post(_at("right", right.public_id), form).status_code == 302
    assert desk.post(_at("right", right.public_id), form).status_code == 422
    right.refresh_from_db()
    assert desk.get(_at("right_withdraw", right.public_id)).status_code == 200
    out = {"reason": "Está en otro", "expected": str(right.version)}
    assert desk.post(_at("right_withdraw", right.public_id), out | {"reason": ""}).status_code == 422
    assert desk.post(_at("right_withdraw", right.public_id), out).status_code == 302
    assert "Ya no se usan" in text_of(desk.get(address))
    desk.post(_at("right_put_back", right.public_id))
    assert Right.objects.get(code="ley-1618").withdrawn_reason == ""


@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.INTERNAL_CONTROL, Role.IT])
def test_who_may_not_edit_reads_and_is_offered_nothing(as_: Any, role: Role) -> None:
    plan = a_public_plan()
    desk = as_(a_person("Olga Ajena", role))
    page = desk.get(plan.get_absolute_url())
    assert "Escribir una meta" not in text_of(page)
    assert "Publicar la alineación" not in text_of(page)
    assert "Vincular la meta" not in text_of(desk.get(goal("M1").get_desk_url()))
    for name in ("goal_new", "plan_edit", "suggestions", "publish", "alignment"):
        assert desk.get(_at(name, plan.public_id)).status_code == 403
    assert desk.post(_at("tie", goal("M1").public_id), {"sdg": "9"}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_the_desk_cost_the_same_whatever_the_plan(
    as_: Any, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = a_public_plan(*many_rows(number))
    desk = as_(insider())
    desk.get("/gestion/roles/")
    for address, queries in ((plan.get_absolute_url(), 10), (_at("plans"), 5)):
        with django_assert_num_queries(queries):
            assert desk.get(address).status_code == 200
