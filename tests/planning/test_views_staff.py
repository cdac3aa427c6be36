"""The plan on the desk: who sees and does what, and every journey without JavaScript."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.accounts import a_person, insider
from factories.held import forget
from factories.organization import a_unit, an_entity
from factories.schedules import (
    BY,
    FILE,
    a_closed,
    a_file,
    a_line,
    a_strategy,
    activity,
    an_adopted,
    an_import,
    codes,
    facts,
    import_in,
    plain_render,
)
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import add_alias, keep_apart
from rendir.foundation.organization.models import Unit, UnitAlias, UnitDistinction
from rendir.plan.planning.actions.imports import decide, outcome_of
from rendir.plan.planning.actions.schedule import add_activity, edit_activity, retire_activity
from rendir.plan.planning.models import PlanImport, Strategy, StrategyVersion
from rendir.plan.planning.queries import digest_of, facts_of
from rendir.plan.planning.rules.facts import Component, Stage
from rendir.plan.planning.states import ImportState
from rendir.plan.planning.views.staff import strategies as strategy_views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.travel(date(2021, 10, 15)):
        an_entity()
        yield


@pytest.fixture(autouse=True)
def _quick_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the documents look like is tested where they are made."""
    monkeypatch.setattr(strategy_views, "render_version", plain_render)


@pytest.fixture
def desk(client: Client) -> Client:
    """The desk of who leads the team."""
    client.force_login(insider())
    return client


def _as(client: Client, role: Role) -> Client:
    client.force_login(a_person("Ana", role))
    return client


def _at(name: str, *parts: object) -> str:
    return reverse(f"planning_desk:{name}", args=parts)


def _text(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def _said(client: Client, response: HttpResponse) -> str:
    """The message after a redirect."""
    assert response.status_code == 302, response.content.decode()[:2000]
    return "; ".join(str(one) for one in client.get(response["Location"]).context["messages"])


ACTIVITY = {
    "name": "Conocer los grupos",
    "product": "Documento publicado",
    "stages": ["aprestamiento"],
    "periods": ["1"],
    "responsibles": ["Oficina de Comunicaciones"],
    "action_type": "",
}


# --- Who -------------------------------------------------------------------------------------------------------------

READ = ["strategies", "strategy", "grid", "timeline", "unit_view", "retired", "units", "import"]
WRITE = {
    "adopt": Perm.ADOPT_PLAN,
    "publish": Perm.ADOPT_PLAN,
    "close": Perm.CLOSE_PLAN,
    "grid_bulk": Perm.EDIT_PLAN,
    "grid_paste": Perm.EDIT_PLAN,
    "activity_add": Perm.EDIT_PLAN,
    "activity_edit": Perm.EDIT_PLAN,
    "activity_retire": Perm.EDIT_PLAN,
    "import_new": Perm.IMPORT_PLAN,
    "import_row": Perm.IMPORT_PLAN,
    "unit_add": Perm.EDIT_UNITS,
    "unit_edit": Perm.EDIT_UNITS,
}
POSTS = {
    "open_year": Perm.IMPORT_PLAN,
    "edit_undo": Perm.EDIT_PLAN,
    "edit_redo": Perm.EDIT_PLAN,
    "activity_move": Perm.EDIT_PLAN,
    "activity_bring_back": Perm.EDIT_PLAN,
    "correct": Perm.EDIT_PLAN,
    "import_decide": Perm.IMPORT_PLAN,
    "import_confirm": Perm.IMPORT_PLAN,
    "import_discard": Perm.IMPORT_PLAN,
    "import_undo": Perm.IMPORT_PLAN,
    "import_redo": Perm.IMPORT_PLAN,
    "alias_add": Perm.EDIT_UNITS,
    "alias_apart": Perm.EDIT_UNITS,
    "unit_join": Perm.EDIT_UNITS,
    "units_apart": Perm.EDIT_UNITS,
    "apart_undo": Perm.EDIT_UNITS,
}


@pytest.fixture
def addresses() -> dict[str, str]:
    """Every address of the desk's plan, on a year with everything in it."""
    strategy = an_adopted()
    made = an_import(strategy)
    unit = Unit.objects.get(name="Oficina de Comunicaciones")
    alias = add_alias(unit, "Prensa", on=clock.today(), by=BY)
    edit = strategy.edits.latest("pk")
    distinction = keep_apart("Prensa", "Radio", by=BY)
    own = {
        **dict.fromkeys(("strategies", "units", "unit_add", "units_apart", "open_year"), ()),
        **dict.fromkeys(("unit_edit", "alias_add", "unit_join"), (unit.public_id,)),
        **dict.fromkeys(
            (
                "import",
                "import_decide",
                "import_confirm",
                "import_discard",
                "import_undo",
                "import_redo",
            ),
            (made.public_id,),
        ),
        **dict.fromkeys(("activity_edit", "activity_retire", "activity_move", "activity_bring_back"), (2021, "I1")),
        "import_row": (made.public_id, 0),
        "alias_apart": (alias.public_id,),
        "apart_undo": (distinction.public_id,),
        **dict.fromkeys(("edit_undo", "edit_redo"), (2021, edit.public_id)),
        "correct": (2021, "I1", "misspelt"),
    }
    found = {name: _at(name, *own.get(name, (2021,))) for name in [*READ, *WRITE, *POSTS]}
    return found | {"grid_bulk": found["grid_bulk"] + "?row=I1:1"}


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_it_may_and_no_more(client: Client, role: Role, addresses: dict[str, str]) -> None:
    _as(client, role)
    may = ROLE_CARDS[role].permissions
    seen = {name: client.get(addresses[name]).status_code for name in [*READ, *WRITE]}
    assert seen == dict.fromkeys(READ, 200) | {name: 200 if perm in may else 403 for name, perm in WRITE.items()}
    posted = {name: client.post(addresses[name]).status_code for name in POSTS if POSTS[name] not in may}
    assert posted == dict.fromkeys(posted, 403)


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_something_is_never_a_link(desk: Client, name: str, addresses: dict[str, str]) -> None:
    assert desk.get(addresses[name]).status_code == 405


@pytest.mark.parametrize("name", READ)
def test_control_interno_sees_everything_and_no_button_that_changes_it(
    client: Client, name: str, addresses: dict[str, str]
) -> None:
    html = _as(client, Role.INTERNAL_CONTROL).get(addresses[name]).content.decode()
    assert list(re.findall(r'<form[^>]*method="post"[^>]*>', html)) == []
    assert [name for name in WRITE if f'href="{addresses[name]}"' in html] == []


def test_a_draft_is_printed_on_oficio_and_every_page_says_what_it_is(desk: Client) -> None:
    a_strategy([facts(f"Actividad número {one} " * 12, responsibles=["Oficina A"]) for one in range(30)])
    assert _at("draft_file", 2021) in desk.get(_at("grid", 2021)).content.decode()
    answer = desk.get(_at("draft_file", 2021))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'inline; filename="cronograma-2021-borrador.pdf"',
    )
    with pdfplumber.open(BytesIO(answer.content)) as pdf:
        sizes = {(round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) for page in pdf.pages}
        sheets = [page.extract_text() for page in pdf.pages]
    assert sizes == {(330, 216)}
    assert len(sheets) > 2
    assert [sheet for sheet in sheets if "BORRADOR" not in sheet] == []
    assert "Borrador: aún no se adopta · 30 actividades, 30 entregas." in " ".join(sheets[0].split())
    assert "I30" in "".join(sheets)


def test_what_was_adopted_is_no_draft(desk: Client) -> None:
    an_adopted()
    assert desk.get(_at("draft_file", 2021)).status_code == 404
    assert "Imprimir el borrador" not in _text(desk.get(_at("grid", 2021)))


def test_an_empty_draft_is_not_offered_to_print(desk: Client) -> None:
    a_strategy([])
    assert "Imprimir el borrador" not in _text(desk.get(_at("grid", 2021)))


def test_a_closed_year_shows_no_button_either(desk: Client) -> None:
    a_closed()
    for name in ("strategy", "grid", "retired"):
        html = desk.get(_at(name, 2021)).content.decode()
        assert list(re.findall(r'<form[^>]*method="post"[^>]*>', html)) == []
    assert desk.get(_at("strategy", 2021)).context["pending"] == []
    for name in ("activity_add", "grid_paste", "import_new"):
        assert desk.get(_at(name, 2021)).status_code == 409


def test_a_year_without_strategy_is_not_found(desk: Client) -> None:
    assert desk.get(_at("strategy", 2021)).status_code == 404


# --- How much it asks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["strategies", "strategy", "grid", "timeline", "unit_view", "units"])
def test_a_page_asks_the_same_of_one_row_and_of_three(desk: Client, name: str) -> None:
    strategy = a_strategy([facts("Una", responsibles=["Oficina A"])])
    path = _at(name) if name in {"strategies", "units"} else _at(name, 2021)
    forget()
    with CaptureQueriesContext(connection) as few:
        assert desk.get(path).status_code == 200
    for number in (2, 3):
        add_activity(strategy, facts(f"Otra {number}", responsibles=[f"Oficina {number}"]), by=BY)
        a_strategy([], year=2021 + number)
    forget()
    with CaptureQueriesContext(connection) as more:
        assert desk.get(path).status_code == 200
    assert len(few) == len(more) <= 17


def test_the_preview_asks_the_same_of_one_row_and_of_three(desk: Client) -> None:
    lines = FILE.split(b"\n")
    strategy = a_strategy([])
    counts = []
    for data in (b"\n".join(lines[:2]), FILE):
        made = an_import(strategy, data)
        forget()
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(made.get_absolute_url()).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


# --- Years -----------------------------------------------------------------------------------------------------------


def test_the_first_year_is_opened_from_an_empty_list(desk: Client) -> None:
    page = desk.get(_at("strategies"))
    assert "Aún no hay estrategia de 2021" in _text(page)
    assert page.context["form"].initial == {"year": 2021}
    answer = desk.post(_at("open_year"), {"year": "2021"})
    assert (answer["Location"], Strategy.objects.get().state) == ("/gestion/cronograma/2021/", "draft")
    assert _said(desk, answer) == "La estrategia 2021 está abierta, en borrador."
    assert desk.get(_at("strategies")).context["form"].initial == {"year": 2022}


def test_a_year_that_cannot_be_is_told_beside_its_field(desk: Client) -> None:
    page = desk.post(_at("open_year"), {"year": "21"})
    assert (page.status_code, list(page.context["form"].errors), Strategy.objects.count()) == (422, ["year"], 0)


def test_a_year_open_already_is_refused_with_a_way_out(desk: Client) -> None:
    a_strategy([])
    page = desk.post(_at("open_year"), {"year": "2021"})
    assert (page.status_code, "Ya hay una estrategia para 2021" in _text(page)) == (422, True)


def test_who_only_reads_is_told_who_opens_the_year(client: Client) -> None:
    page = _as(client, Role.UNIT_STAFF).get(_at("strategies"))
    assert "La abre el equipo de planeación." in _text(page)


# --- One year --------------------------------------------------------------------------------------------------------


def test_the_year_says_what_it_waits_for(desk: Client) -> None:
    strategy = a_strategy([])
    assert [one.label for one in desk.get(_at("strategy", 2021)).context["pending"]] == ["Traer el cronograma"]
    made = an_import(strategy)
    add_activity(strategy, facts("Sin nadie", responsibles=[]), by=BY)
    page = desk.get(_at("strategy", 2021))
    assert [(one.label, one.url) for one in page.context["pending"]] == [
        ("Decidir sobre «plan.txt», leído el 15 oct 2021", made.get_absolute_url()),
        ("Completar 1 actividad sin responsable", "/gestion/cronograma/2021/grilla/?dependencia=sin-responsable"),
        ("Completar 1 actividad sin tipo de acción", "/gestion/cronograma/2021/grilla/"),
        ("Adoptar la estrategia: todavía nadie de afuera la ve", "/gestion/cronograma/2021/adoptar/"),
    ]


def test_an_adopted_year_waits_for_its_changes_to_be_published(desk: Client) -> None:
    strategy = an_adopted([facts("A", action_type="prioritize_topics")])
    context = desk.get(_at("strategy", 2021)).context
    assert (context["pending"], context["steps"], context["closing"].label) == ([], [], "Cerrar la vigencia")
    add_activity(strategy, facts("B", action_type="prioritize_topics"), by=BY)
    context = desk.get(_at("strategy", 2021)).context
    assert [one.label for one in context["pending"]] == ["Publicar 1 cambio desde la versión en vigor"]
    assert [one.label for one in context["steps"]] == ["Publicar los cambios"]


def test_warnings_come_by_kind_and_lead_to_their_activity(desk: Client) -> None:
    a_strategy([facts("Ferías de gestión", Component.DIALOGUE), facts("Nada", responsibles=[])])
    page = desk.get(_at("strategy", 2021))
    groups = {group.kind: group for group in page.context["warnings"]}
    assert [(one.code, one.url, one.version) for one in groups["misspelt"].warnings] == [
        ("D1", "/gestion/cronograma/2021/actividades/D1/", 1)
    ]
    assert [(one.code, one.version) for one in groups["without_responsible"].warnings] == [("I1", None)]
    assert [one.url for one in groups["stage_empty"].warnings if not one.code] == [""] * len(
        groups["stage_empty"].warnings
    )


def test_a_correction_is_accepted_with_one_button(desk: Client) -> None:
    strategy = a_strategy([facts("Ferías de gestión", Component.DIALOGUE)])
    answer = desk.post(_at("correct", 2021, "D1", "misspelt"), {"expected": "1"})
    assert (_said(desk, answer), activity(strategy, "D1").name) == ("D1 quedó corregida.", "Ferias de gestión")
    desk.post(_at("correct", 2021, "D1", "otra"), {"expected": "1"})
    assert activity(strategy, "D1").version == 2


def test_the_page_of_an_activity_says_what_is_warned_of_it_and_comes_back_to_itself(desk: Client) -> None:
    strategy = a_strategy([facts("Ferías de gestión", Component.DIALOGUE), facts("Nada", responsibles=[])])
    here = _at("activity_edit", 2021, "D1")
    groups = {group.kind: group.warnings for group in desk.get(here).context["warnings"]}
    assert {one.code for warnings in groups.values() for one in warnings} == {"D1"}
    assert [one.version for one in groups["misspelt"]] == [1]
    answer = desk.post(_at("correct", 2021, "D1", "misspelt"), {"expected": "1", "back": here})
    assert (answer["Location"], activity(strategy, "D1").name) == (here, "Ferias de gestión")
    assert "misspelt" not in [group.kind for group in desk.get(here).context["warnings"]]


def test_an_edit_is_undone_from_the_history(desk: Client) -> None:
    strategy = a_strategy()
    one = activity(strategy, "I1")
    edit = edit_activity(one, replace(one.facts(), name="Otra"), expected=1, by=BY)
    assert edit is not None
    answer = desk.post(_at("edit_undo", 2021, edit.public_id), {"back": "https://otra.example/"})
    assert answer["Location"] == "/gestion/cronograma/2021/"
    assert (_said(desk, answer), activity(strategy, "I1").name) == ("Se deshizo «Corregir I1».", "Conocer los grupos")
    assert "Deshecho" in _text(desk.get(_at("strategy", 2021)))
    answer = desk.post(_at("edit_redo", 2021, edit.public_id))
    assert (_said(desk, answer), activity(strategy, "I1").name) == ("Se rehízo «Corregir I1».", "Otra")


def test_the_history_says_what_can_no_longer_be_undone(desk: Client) -> None:
    an_adopted()
    (line,) = desk.get(_at("strategy", 2021)).context["edits"]
    assert (line.turn_url, line.why_not) == (
        "",
        "Ya está en una versión adoptada y no se puede borrar: I1, I2, D1 y R1.",
    )


def test_who_may_not_edit_turns_nothing(client: Client) -> None:
    a_strategy()
    page = _as(client, Role.UNIT_STAFF).get(_at("strategy", 2021))
    assert [(line.turn_url, line.why_not) for line in page.context["edits"]] == [("", "")]
    page = client.get(_at("grid", 2021))
    assert (page.context["undo"], page.context["redo"]) == (None, None)


def test_the_grid_goes_back_and_forth_through_the_edits(desk: Client) -> None:
    strategy = a_strategy()
    for name in ("Uno", "Dos"):
        one = activity(strategy, "I1")
        edit_activity(one, replace(one.facts(), name=name), expected=one.version, by=BY)

    def turn(way: str) -> str:
        line = desk.get(_at("grid", 2021)).context[way]
        desk.post(line.turn_url, {"back": _at("grid", 2021)})
        return activity(strategy, "I1").name if codes(strategy) else ""

    assert [turn("undo") for _ in range(3)] == ["Uno", "Conocer los grupos", ""]
    page = desk.get(_at("grid", 2021))
    assert (page.context["undo"], page.context["redo"].edit.label) == (None, "Empezar")
    assert [turn("redo") for _ in range(3)] == ["Conocer los grupos", "Uno", "Dos"]
    assert "Deshacer «Corregir I1»" in _text(desk.get(_at("grid", 2021)))


# --- Adopt, publish, close -------------------------------------------------------------------------------------------


def test_a_year_is_adopted_changed_and_closed(desk: Client) -> None:
    strategy = a_strategy()
    page = desk.get(_at("adopt", 2021))
    seen = page.context["form"]["seen"].value()
    answer = desk.post(_at("adopt", 2021), {"seen": seen, "act": "Acta 3"})
    assert _said(desk, answer) == "La estrategia 2021 quedó adoptada y publicada."
    add_activity(strategy, facts("Una más"), by=BY)
    page = desk.get(_at("publish", 2021))
    assert [one.name for one in page.context["comparison"].added] == ["Una más"]
    seen = page.context["form"]["seen"].value()
    page = desk.post(_at("publish", 2021), {"seen": seen, "reason": " ", "act": "Acta 4"})
    assert (page.status_code, list(page.context["form"].errors), "Acta 4" in page.content.decode()) == (
        422,
        ["reason"],
        True,
    )
    answer = desk.post(_at("publish", 2021), {"seen": seen, "reason": "Faltaba", "act": "Acta 4"})
    assert _said(desk, answer) == "La versión 2 ya es pública."
    assert list(StrategyVersion.objects.values_list("number", "act", "reason")) == [
        (2, "Acta 4", "Faltaba"),
        (1, "Acta 3", ""),
    ]
    expected = desk.get(_at("close", 2021)).context["form"]["expected"].value()
    assert _said(desk, desk.post(_at("close", 2021), {"expected": expected})) == "La vigencia 2021 quedó cerrada."


def test_an_adoption_of_what_was_not_read_is_refused(desk: Client) -> None:
    strategy = a_strategy()
    seen = digest_of(facts_of(strategy))
    add_activity(strategy, facts("Mientras tanto"), by=BY)
    page = desk.post(_at("adopt", 2021), {"seen": seen})
    assert (page.status_code, StrategyVersion.objects.count()) == (409, 0)
    assert "Alguien cambió el cronograma" in _text(page)


# --- The grid --------------------------------------------------------------------------------------------------------


def _shown(response: HttpResponse) -> list[str]:
    return [row.code for band in response.context["bands"] for row in band.rows]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["I1", "I2", "D1", "R1"]),
        ("?componente=dialogo", ["D1"]),
        ("?etapa=preparacion", ["I2"]),
        ("?cuatrimestre=3", ["D1", "R1"]),
        ("?dependencia=sin-responsable", ["R1"]),
        ("?q=GENTE", ["D1"]),
        ("?orden=nombre", ["I1", "D1", "R1", "I2"]),
        ("?componente=informacion&orden=nombre", ["I1", "I2"]),
        ("?componente=nadie&orden=nada", ["I1", "I2", "D1", "R1"]),
        ("?q=zzz", []),
    ],
)
def test_the_address_filters_and_sorts(desk: Client, query: str, shown: list[str]) -> None:
    a_strategy()
    assert _shown(desk.get(_at("grid", 2021) + query)) == shown


def test_the_grid_shows_the_marks_as_people_know_them(desk: Client) -> None:
    a_strategy([facts("A", stages=[Stage.DESIGN], periods=[1, 3], product=None, responsibles=[])])
    page = desk.get(_at("grid", 2021))
    (row,) = page.context["bands"][0].rows
    assert [cell.is_marked for cell in (*row.stages, *row.periods)] == [
        False,
        True,
        False,
        False,
        False,
        True,
        False,
        True,
    ]
    assert (row.token, row.missing) == ("I1:1", "Sin producto y responsable")
    assert ">Diseño: Programada<" in page.content.decode()


def test_the_head_of_a_column_sorts_and_the_second_time_no_more(desk: Client) -> None:
    a_strategy()
    sorts = desk.get(_at("grid", 2021) + "?q=la&orden=etapa").context["sorts"]
    assert {order: (one.url, one.current) for order, one in sorts.items()} == {
        "nombre": ("?q=la&orden=nombre", False),
        "etapa": ("?q=la", True),
        "cuatrimestre": ("?q=la&orden=cuatrimestre", False),
        "dependencia": ("?q=la&orden=dependencia", False),
    }


def test_an_empty_grid_says_what_to_do(desk: Client) -> None:
    a_strategy([])
    assert "El cronograma está vacío" in _text(desk.get(_at("grid", 2021)))


def test_rows_chosen_are_changed_together_and_undone_together(desk: Client) -> None:
    strategy = a_strategy()
    page = desk.get(_at("grid_bulk", 2021), {"row": ["I1:1", "R1:1"], "back": "/gestion/cronograma/2021/grilla/?q=a"})
    assert [one.code for one in page.context["chosen"]] == ["I1", "R1"]
    typed = {
        "row": ["I1:1", "R1:1"],
        "back": "/gestion/cronograma/2021/grilla/?q=a",
        "periods_mode": "poner",
        "periods": ["2"],
        "responsibles_mode": "igual",
    }
    answer = desk.post(_at("grid_bulk", 2021), typed)
    assert answer["Location"] == "/gestion/cronograma/2021/grilla/?q=a"
    assert _said(desk, answer) == "Listo: 2 actividades. Puede deshacerlo."
    changed = [activity(strategy, code).facts() for code in ("I1", "R1")]
    assert [(one.periods, len(one.responsibles)) for one in changed] == [({1, 2}, 1), ({2, 3}, 1)]
    last = desk.get(_at("grid", 2021)).context["undo"]
    assert last.edit.label == "Cambiar I1, R1"
    desk.post(last.turn_url)
    assert [activity(strategy, code).periods for code in ("I1", "R1")] == [{1}, {3}]


@pytest.mark.parametrize(
    ("rows", "status"), [([], 422), (["I1"], 422), (["I1:x"], 422), (["I9:1"], 409), (["I1:7"], 409)]
)
def test_rows_that_are_not_there_or_not_as_seen_are_not_changed(desk: Client, rows: list[str], status: int) -> None:
    strategy = a_strategy()
    before = facts_of(strategy)
    page = desk.post(_at("grid_bulk", 2021), {"row": rows, "periods_mode": "poner", "periods": ["2"]})
    assert (page.status_code, facts_of(strategy)) == (status, before)


def test_a_bulk_form_sent_too_early_keeps_the_rows(desk: Client) -> None:
    a_strategy()
    page = desk.post(_at("grid_bulk", 2021), {"row": ["I1:1"]})
    assert (page.status_code, page.context["tokens"]) == (422, ["I1:1"])
    answer = desk.post(_at("grid_bulk", 2021), {"row": ["I1:1"], "periods_mode": "poner", "periods": ["1"]})
    assert _said(desk, answer) == "No había nada que cambiar: el cronograma ya dice eso."


# --- Paste -----------------------------------------------------------------------------------------------------------


def test_a_block_is_seen_before_it_is_applied(desk: Client) -> None:
    strategy = a_strategy()
    typed = {"start": "I1", "column": "0", "block": "Conocer a la gente\nProducir la información\nUna nueva"}
    page = desk.post(_at("grid_paste", 2021), typed)
    comparison = page.context["comparison"]
    assert ([one.after.code for one in comparison.changed], [one.name for one in comparison.added]) == (
        ["I1"],
        ["Una nueva"],
    )
    assert codes(strategy) == ["I1", "I2", "D1", "R1"]
    answer = desk.post(_at("grid_paste", 2021), {**typed, "seen": page.context["seen"], "apply": "on"})
    assert _said(desk, answer) == "Listo: 2 actividades. Puede deshacerlo."
    assert (codes(strategy), activity(strategy, "I1").name) == (["I1", "I2", "I3", "D1", "R1"], "Conocer a la gente")


def test_a_new_unit_in_a_block_waits_for_the_word_of_a_person(desk: Client) -> None:
    strategy = a_strategy()
    typed = {"start": "R1", "column": "10", "block": "Oficina de Comunicacion; Oficina de las Aguas"}
    page = desk.post(_at("grid_paste", 2021), typed)
    assert [(one.name, one.like) for one in page.context["new_units"]] == [
        ("Oficina de Comunicacion", "Oficina de Comunicaciones"),
        ("Oficina de las Aguas", None),
    ]
    said = {**typed, "seen": page.context["seen"], "apply": "on"}
    refused = desk.post(_at("grid_paste", 2021), said)
    assert (refused.status_code, list(refused.context["form"].errors), Unit.objects.count()) == (422, ["new_units"], 1)
    desk.post(_at("grid_paste", 2021), {**said, "new_units": "on"})
    assert [one.name for one in activity(strategy, "R1").facts().responsibles] == [
        "Oficina de Comunicacion",
        "Oficina de las Aguas",
    ]


def test_a_known_unit_in_a_block_asks_nothing(desk: Client) -> None:
    a_strategy()
    typed = {"start": "R1", "column": "10", "block": "oficina de comunicaciones"}
    page = desk.post(_at("grid_paste", 2021), typed)
    assert page.context["new_units"] == []
    assert desk.post(_at("grid_paste", 2021), {**typed, "seen": page.context["seen"], "apply": "on"}).status_code == 302


def test_the_page_says_in_what_order_the_columns_stand_and_cuts_no_word(desk: Client) -> None:
    a_strategy(
        [facts("Conversar con la gente de cada vereda del municipio sobre lo que más le importa y lo que falta")]
    )
    page = desk.get(_at("grid_paste", 2021))
    assert page.context["columns"][::6] == ["Actividad", "Meta o producto"]
    assert page.context["form"].fields["start"].choices[0][1].endswith("…")


def test_a_block_with_odd_cells_or_too_wide_is_told_and_kept(desk: Client) -> None:
    strategy = a_strategy()
    before = facts_of(strategy)
    odd = desk.post(_at("grid_paste", 2021), {"start": "I1", "column": "1", "block": "quizás", "apply": "on"})
    wide = desk.post(_at("grid_paste", 2021), {"start": "I1", "column": "10", "block": "a\tb"})
    assert (odd.status_code, wide.status_code, facts_of(strategy)) == (422, 422, before)
    assert "Fila 1 de lo pegado, «Aprestamiento»: Aquí va una X o nada, y dice «quizás»." in _text(odd)
    assert (list(wide.context["form"].errors), "a\tb" in wide.content.decode()) == (["block"], True)


def test_a_block_seen_over_another_schedule_is_not_applied(desk: Client) -> None:
    a_strategy()
    page = desk.post(_at("grid_paste", 2021), {"start": "I1", "column": "0", "block": "A", "seen": "x", "apply": "on"})
    assert (page.status_code, "mientras usted revisaba" in _text(page)) == (409, True)


# --- One activity ----------------------------------------------------------------------------------------------------


def test_an_activity_is_corrected_and_one_comes_back_where_one_was(desk: Client) -> None:
    strategy = a_strategy()
    assert desk.get(_at("activity_edit", 2021, "i1")).context["form"].initial["name"] == "Conocer los grupos"
    answer = desk.post(_at("activity_edit", 2021, "I1"), {**ACTIVITY, "expected": "1", "name": "Otra"})
    assert (answer["Location"], activity(strategy, "I1").name) == ("/gestion/cronograma/2021/grilla/#I1", "Otra")
    answer = desk.post(
        _at("activity_edit", 2021, "I1"), {**ACTIVITY, "expected": "2", "name": "Otra", "back": "/gestion/?x=1"}
    )
    assert (answer["Location"], activity(strategy, "I1").version) == ("/gestion/?x=1", 2)


def test_the_slower_of_two_keeps_what_they_typed_and_sees_what_is_there(desk: Client) -> None:
    strategy = a_strategy()
    one = activity(strategy, "I1")
    edit_activity(one, replace(one.facts(), name="Lo de Beto"), expected=1, by=BY)
    page = desk.post(_at("activity_edit", 2021, "I1"), {**ACTIVITY, "expected": "1", "name": "Lo de Ana"})
    text = _text(page)
    assert (page.status_code, activity(strategy, "I1").name) == (422, "Lo de Beto")
    assert "Otra persona cambió esto" in text
    assert ("Ahora dice: Lo de Beto" in text, "Usted escribió: Lo de Ana" in text) == (True, True)
    assert 'name="expected" value="2"' in page.content.decode()
    desk.post(_at("activity_edit", 2021, "I1"), {**ACTIVITY, "expected": "2", "name": "Lo de Ana"})
    assert activity(strategy, "I1").name == "Lo de Ana"


def test_an_activity_that_is_gone_is_told_with_a_way_out(desk: Client) -> None:
    a_strategy()
    page = desk.get(_at("activity_edit", 2021, "I9"))
    assert (page.status_code, "I9 no está en el cronograma de 2021." in _text(page)) == (422, True)


def test_an_activity_is_added_to_its_component(desk: Client) -> None:
    strategy = a_strategy()
    page = desk.get(_at("activity_add", 2021) + "?componente=dialogo")
    assert page.context["form"]["component"].value() == "dialogo"
    assert desk.get(_at("activity_add", 2021)).context["form"]["component"].value() is None
    page = desk.post(_at("activity_add", 2021), ACTIVITY)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["component"])
    answer = desk.post(_at("activity_add", 2021), {**ACTIVITY, "component": "dialogo"})
    assert answer["Location"] == "/gestion/cronograma/2021/grilla/#D2"
    assert codes(strategy) == ["I1", "I2", "D1", "D2", "R1"]


def test_an_activity_goes_up_and_down(desk: Client) -> None:
    strategy = a_strategy()
    answer = desk.post(_at("activity_move", 2021, "I2"), {"direction": "up"})
    assert (answer["Location"], codes(strategy)) == (
        "/gestion/cronograma/2021/actividades/I2/",
        ["I2", "I1", "D1", "R1"],
    )
    desk.post(_at("activity_move", 2021, "I2"), {"direction": "down", "back": "/gestion/cronograma/2021/grilla/"})
    assert codes(strategy) == ["I1", "I2", "D1", "R1"]
    desk.post(_at("activity_move", 2021, "I2"), {"direction": "sideways"})
    assert codes(strategy) == ["I1", "I2", "D1", "R1"]


def test_an_activity_is_retired_with_a_reason_and_brought_back(desk: Client) -> None:
    strategy = a_strategy()
    page = desk.post(_at("activity_retire", 2021, "I2"), {"expected": "1", "reason": ""})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["reason"])
    answer = desk.post(_at("activity_retire", 2021, "I2"), {"expected": "1", "reason": "Se unió con I1"})
    assert (answer["Location"], codes(strategy)) == (
        "/gestion/cronograma/2021/actividades/retiradas/",
        ["I1", "D1", "R1"],
    )
    assert "Se unió con I1" in _text(desk.get(answer["Location"]))
    desk.post(_at("activity_bring_back", 2021, "I9"), {"expected": "2"})
    desk.post(_at("activity_bring_back", 2021, "I2"), {"expected": "2"})
    assert codes(strategy) == ["I1", "I2", "D1", "R1"]


def test_nothing_retired_is_said(desk: Client) -> None:
    a_strategy()
    assert "No se ha retirado ninguna actividad" in _text(desk.get(_at("retired", 2021)))


# --- Other readings --------------------------------------------------------------------------------------------------


def test_the_timeline_draws_each_period(desk: Client) -> None:
    a_strategy()
    bands = desk.get(_at("timeline", 2021)).context["bands"]
    assert [(row.code, [(bar.first, bar.last) for bar in row.bars]) for row in bands[0].rows] == [
        ("I1", [(1, 4)]),
        ("I2", [(1, 4), (5, 8)]),
    ]


def test_each_unit_sees_what_it_owes_and_what_waits_for_somebody_comes_first(desk: Client) -> None:
    a_strategy([facts("A", periods=[1, 2], responsibles=["Zonas", "Áreas"]), facts("B", responsibles=[])])
    loads = desk.get(_at("unit_view", 2021)).context["loads"]
    assert [(load.unit and load.unit.name, load.by_period, load.deliveries) for load in loads] == [
        (None, [1, 0, 0], 1),
        ("Áreas", [1, 1, 0], 2),
        ("Zonas", [1, 1, 0], 2),
    ]


@pytest.mark.parametrize("name", ["timeline", "unit_view"])
def test_an_empty_year_says_where_to_begin(desk: Client, name: str) -> None:
    a_strategy([])
    assert "El cronograma está vacío" in _text(desk.get(_at(name, 2021)))


# --- Import ----------------------------------------------------------------------------------------------------------


def test_a_file_is_brought_in_decided_and_confirmed(desk: Client) -> None:
    strategy = a_strategy([])
    answer = desk.post(_at("import_new", 2021), {"file": SimpleUploadedFile("plan.txt", FILE)})
    made = PlanImport.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    page = desk.get(made.get_absolute_url())
    preview = page.context["preview"]
    assert (page.context["view"], preview.waiting, codes(strategy)) == ("decidir", 4, [])
    assert [group.code for group in preview.proposals] == ["responsible_missing", "action_type_suggested"]
    index = preview.proposals[0].suggestions[0].index
    answer = desk.post(_at("import_decide", made.public_id), {"finding": index, "decision": "dejar", "expected": "1"})
    assert _said(desk, answer) == "Dejadas como están: 1."
    kind = {"kind": "action_type_suggested", "decision": "aceptar", "expected": "2", "view": "filas"}
    answer = desk.post(_at("import_decide", made.public_id), kind)
    assert (answer["Location"].endswith("?ver=filas"), _said(desk, answer)) == (True, "Aceptadas: 3.")
    page = desk.get(made.get_absolute_url())
    assert page.context["view"] == "filas"
    seen = page.context["outcome"].seen
    answer = desk.post(_at("import_confirm", made.public_id), {"expected": "3", "seen": seen})
    assert _said(desk, answer) == "El cronograma quedó importado. Puede deshacerlo aquí."
    assert [one.action_type != "" for one in facts_of(strategy)] == [True, True, True]
    assert _said(desk, desk.post(_at("import_undo", made.public_id))).startswith("La importación se deshizo")
    assert codes(strategy) == []
    answer = desk.post(_at("import_redo", made.public_id))
    assert (_said(desk, answer), len(codes(strategy))) == ("El cronograma quedó importado otra vez.", 3)


def test_an_import_that_cannot_be_undone_says_why_and_shows_no_button(desk: Client) -> None:
    strategy = a_strategy([])
    made = import_in(ImportState.CONFIRMED, strategy)
    one = activity(strategy, "I1")
    edit_activity(one, replace(one.facts(), name="Otra"), expected=1, by=BY)
    page = desk.get(made.get_absolute_url())
    assert (page.context["can_undo"], "Después de esta edición alguien cambió I1." in _text(page)) == (False, True)
    assert "Deshacer la importación" not in _text(page)


def test_the_cells_stand_as_written_beside_what_they_are_read_as(desk: Client) -> None:
    made = an_import(a_strategy([]))
    row = desk.get(made.get_absolute_url() + "?ver=filas").context["preview"].rows[1]
    assert (row.line, [(cell.column, cell.text) for cell in row.cells]) == (
        3,
        [(2, "Realizar comunicados de prensa"), (5, "X"), (8, "Comunicados"), (10, "X"), (11, "X")],
    )
    assert (row.stages, row.periods) == ("Preparación", "May–ago y Sep–dic")
    assert {one.code for one in row.suggestions} == {"responsible_missing", "action_type_suggested"}


def test_proposals_of_a_kind_come_five_at_a_time_or_alone(desk: Client) -> None:
    lines = [
        a_line("", f"Realizar comunicados de prensa {number}", "..x..", "Comunicados", ".xx") for number in range(7)
    ]
    made = an_import(
        a_strategy([]), a_file(a_line("INFORMACIÓN", "Formar el equipo", "x....", "Acta", "x..", "Uno"), *lines)
    )
    few, alone = (
        desk.get(f"{made.get_absolute_url()}?ver=decidir{more}") for more in ("", "&clase=action_type_suggested")
    )
    (group,) = [one for one in few.context["preview"].proposals if one.code == "action_type_suggested"]
    told = [
        page.content.decode().split('id="grupo-action_type_suggested"')[1].count('name="finding"')
        for page in (few, alone)
    ]
    assert (group.waiting, told, alone.context["kind"].code) == (7, [5, 7], "action_type_suggested")
    index = group.suggestions[0].index
    decision = {"finding": index, "decision": "aceptar", "expected": "1", "only": "action_type_suggested"}
    answer = desk.post(_at("import_decide", made.public_id), decision)
    assert answer["Location"].endswith("?ver=decidir&clase=action_type_suggested")


def test_only_the_rows_with_doubts_are_shown_where_asked(desk: Client) -> None:
    made = an_import(a_strategy([]))
    page = desk.get(made.get_absolute_url() + "?ver=filas&dudas")
    doubts = [(row.facts.code, row.doubts) for row in page.context["rows"]]
    assert doubts == [("I2", ["La actividad no tiene responsable"])]
    index = next(place for place, one in enumerate(made.findings) if one["code"] == "responsible_missing")
    decision = {"finding": index, "decision": "dejar", "expected": "1", "view": "dudas"}
    answer = desk.post(_at("import_decide", made.public_id), decision)
    assert answer["Location"].endswith("?ver=filas&dudas")
    assert "Ninguna fila tiene dudas." in _text(desk.get(answer["Location"]))


def test_how_sure_a_suggestion_is_stands_beside_it_and_its_reason_once(desk: Client) -> None:
    made = an_import(a_strategy([]))
    page = desk.get(made.get_absolute_url())
    suggested = [one for group in page.context["preview"].proposals for one in group.suggestions if not one.reason]
    assert [f"Confianza: {one.confidence} %" in _text(page) for one in suggested] == [True] * 3
    assert _text(page).count("Por las palabras de cada actividad.") == 1


def test_the_file_can_be_had_again_exactly_as_it_was_given(desk: Client) -> None:
    made = an_import(a_strategy([]))
    answer = desk.get(_at("import_file", made.public_id))
    assert b"".join(answer.streaming_content) == FILE
    assert desk.get(_at("import_file", "nohaynadieaqui")).status_code == 404
    assert 'attachment; filename="plan.txt"' in answer["Content-Disposition"]
    assert hashlib.sha256(FILE).hexdigest() in _text(desk.get(made.get_absolute_url()))


def test_what_the_file_no_longer_has_is_named(desk: Client) -> None:
    page = desk.get(an_import(a_strategy()).get_absolute_url() + "?ver=cambios")
    assert [(one.code, one.name) for one in page.context["missing"]][-1] == ("R1", "Evaluar el año")


def test_a_finished_import_waits_for_nobody(desk: Client) -> None:
    page = desk.get(import_in(ImportState.CONFIRMED, a_strategy([])).get_absolute_url() + "?ver=decidir")
    assert ("Quedó como en el archivo" in _text(page), "Sin decidir" in _text(page)) == (True, False)
    assert page.context["views"][0].count is None


def test_what_was_read_stands_apart_from_what_is_proposed(desk: Client) -> None:
    made = an_import(a_strategy([]), b"Cronograma 2021\n\n" + FILE)
    preview = desk.get(made.get_absolute_url() + "?ver=lectura").context["preview"]
    assert "title_ignored" in [group.code for group in preview.readings]
    assert {group.code for group in preview.readings} & {group.code for group in preview.proposals} == set()


def test_cells_are_pasted_where_there_is_no_file(desk: Client) -> None:
    a_strategy([])
    answer = desk.post(_at("import_new", 2021), {"text": FILE.decode()})
    assert (answer.status_code, PlanImport.objects.get().filename) == (302, "pegado.txt")


def test_what_cannot_be_read_is_told_beside_its_field_and_kept(desk: Client) -> None:
    a_strategy([])
    page = desk.post(_at("import_new", 2021), {"text": "hola"})
    assert (page.status_code, list(page.context["form"].errors), ">\nhola<" in page.content.decode()) == (
        422,
        ["text"],
        True,
    )
    page = desk.post(_at("import_new", 2021), {"file": SimpleUploadedFile("plan.txt", b"hola")})
    assert list(page.context["form"].errors) == ["file"]
    assert PlanImport.objects.count() == 0


def test_a_row_is_corrected_in_the_import(desk: Client) -> None:
    made = an_import(a_strategy([]))
    address = _at("import_row", made.public_id, 1)
    assert desk.get(address).context["form"]["component"].value() == "informacion"
    answer = desk.post(address, {**ACTIVITY, "expected": "1", "component": "dialogo", "name": "Corregida"})
    assert answer["Location"].endswith("?ver=filas&fila=1#fila-1")
    row = PlanImport.objects.get().rows()[1]
    assert (row.name, row.component) == ("Corregida", Component.DIALOGUE)
    slow = desk.post(address, {**ACTIVITY, "expected": "1", "component": "dialogo", "name": "Tarde"})
    assert (slow.status_code, "Usted escribió: Tarde" in _text(slow)) == (422, True)
    assert desk.get(_at("import_row", made.public_id, 99)).status_code == 404


def test_the_same_file_changes_nothing_and_says_so(desk: Client) -> None:
    strategy = a_strategy([])
    import_in(ImportState.CONFIRMED, strategy)
    made = an_import(strategy)
    page = desk.get(made.get_absolute_url() + "?ver=cambios")
    assert ("Este archivo no cambia nada" in _text(page), "No cambia nada." in _text(page)) == (True, True)
    seen = page.context["outcome"].seen
    answer = desk.post(_at("import_confirm", made.public_id), {"expected": "1", "seen": seen})
    assert _said(desk, answer) == "El archivo no cambia nada."


def test_a_confirmation_of_what_is_no_longer_there_is_refused(desk: Client) -> None:
    strategy = a_strategy([])
    made = an_import(strategy)
    seen = outcome_of(made).seen
    add_activity(strategy, facts("Mientras tanto"), by=BY)
    assert desk.post(_at("import_confirm", made.public_id), {"expected": "1", "seen": seen}).status_code == 409
    assert desk.post(_at("import_confirm", made.public_id), {"expected": "1"}).status_code == 422
    assert codes(strategy) == ["I1"]


def test_what_is_decided_already_is_told(desk: Client) -> None:
    made = an_import(a_strategy([]))
    index = next(place for place, one in enumerate(made.findings) if one["proposal"])
    decide(made, [index], accept=True, expected=1, by=BY)
    page = desk.post(_at("import_decide", made.public_id), {"finding": index, "decision": "aceptar", "expected": "2"})
    assert (page.status_code, "ya no espera una decisión" in _text(page)) == (422, True)


def test_an_import_is_discarded_and_stays_readable(desk: Client) -> None:
    made = an_import(a_strategy([]))
    answer = desk.post(_at("import_discard", made.public_id), {"expected": "1"})
    assert _said(desk, answer) == "La importación quedó descartada. El cronograma no cambió."
    for view in ("decidir", "filas", "lectura", "cambios"):
        assert desk.get(f"{made.get_absolute_url()}?ver={view}").status_code == 200
    assert "Descartada" in _text(desk.get(_at("import_new", 2021)))


@pytest.mark.parametrize("state", ImportState)
def test_an_import_says_in_every_state_what_became_of_it(desk: Client, state: ImportState) -> None:
    page = desk.get(import_in(state, a_strategy([])).get_absolute_url())
    assert (page.status_code, page.context["is_open"], page.context["can_undo"]) == (
        200,
        state == ImportState.PREVIEWED,
        state == ImportState.CONFIRMED,
    )


# --- Units -----------------------------------------------------------------------------------------------------------


def test_units_say_what_they_are_called_and_how_much_they_carry(desk: Client) -> None:
    strategy = a_strategy()
    retire_activity(activity(strategy, "I2"), reason="Ya no", expected=1, by=BY)
    page = desk.get(_at("units"))
    assert [(one.name, one.activity_count) for one in page.context["units"]] == [("Oficina de Comunicaciones", 2)]
    assert "Actividades 2021" in _text(page)


def test_without_units_or_years_the_list_says_where_they_come_from(desk: Client) -> None:
    assert "Aparecen al importar un cronograma" in _text(desk.get(_at("units")))


def test_a_unit_is_added_corrected_and_keeps_its_earlier_name(desk: Client) -> None:
    answer = desk.post(_at("unit_add"), {"name": "Oficina de Prensa", "kind": "unit"})
    unit = Unit.objects.get()
    assert answer["Location"] == _at("unit_edit", unit.public_id)
    answer = desk.post(answer["Location"], {"expected": "1", "name": "Oficina de Comunicaciones", "kind": "team"})
    assert (answer["Location"], Unit.objects.get().kind) == ("/gestion/dependencias/", "team")
    assert [alias.name for alias in UnitAlias.objects.all()] == ["Oficina de Prensa"]
    slow = desk.post(_at("unit_edit", unit.public_id), {"expected": "1", "name": "Otra", "kind": "unit"})
    assert (slow.status_code, Unit.objects.get().name) == (422, "Oficina de Comunicaciones")
    assert desk.post(_at("unit_add"), {"name": "", "kind": "unit"}).status_code == 422


def test_a_spelling_is_joined_and_taken_apart(desk: Client) -> None:
    unit = a_unit()
    answer = desk.post(_at("alias_add", unit.public_id), {"alias-name": "Planeación"})
    assert _said(desk, answer) == "«Planeación» ya es «Secretaría de Planeación»."
    assert _said(desk, desk.post(_at("alias_add", unit.public_id), {})).startswith("Escriba la otra forma")
    answer = desk.post(_at("alias_apart", UnitAlias.objects.get().public_id))
    assert _said(desk, answer) == "«Planeación» es otra vez una dependencia aparte."
    assert [one.name for one in Unit.objects.all()] == ["Planeación", "Secretaría de Planeación"]


def test_two_units_become_one(desk: Client) -> None:
    unit, other = a_unit(), a_unit("Planeación")
    assert _said(desk, desk.post(_at("unit_join", other.public_id), {})) == "Elija la dependencia que queda."
    answer = desk.post(_at("unit_join", other.public_id), {"expected": "1", "into": unit.public_id})
    assert (_said(desk, answer), Unit.objects.get()) == ("Quedó unida a «Secretaría de Planeación».", unit)


def test_two_units_that_look_like_one_are_asked_of_until_somebody_says(desk: Client) -> None:
    long, short = a_unit("Oficina de Comunicaciones"), a_unit("Oficina de Comunicacion")
    a_unit("Comisaría 1"), a_unit("Comisaría 2")
    page = desk.get(_at("units"))
    assert [{one.name, other.name} for one, other in page.context["alike"]] == [{long.name, short.name}]
    assert _said(desk, desk.post(_at("units_apart"), {"name": long.name})) == "Elija las dos dependencias."
    answer = desk.post(_at("units_apart"), {"name": long.name, "other": short.name})
    said = "«Oficina de Comunicacion» y «Oficina de Comunicaciones» quedan como distintas. No se vuelve a preguntar."
    assert _said(desk, answer) == said
    page = desk.get(_at("units"))
    assert page.context["alike"] == []
    assert "Se parecen, pero son distintas" in _text(page)
    answer = desk.post(_at("apart_undo", UnitDistinction.objects.get().public_id))
    assert _said(desk, answer) == "Se puede volver a preguntar si son la misma."
    assert len(desk.get(_at("units")).context["alike"]) == 1


def test_the_way_to_join_two_names_the_other_and_the_day(desk: Client) -> None:
    long, short = a_unit("Oficina de Comunicaciones"), a_unit("Oficina de Comunicacion")
    page = desk.get(f"{_at('unit_edit', short.public_id)}?con={long.public_id}")
    assert f'<option value="{long.public_id}" selected>' in page.content.decode()
    sent = {"expected": "1", "into": long.public_id, "since": "2020-06-01"}
    desk.post(_at("unit_join", short.public_id), sent)
    assert UnitAlias.objects.get(name="Oficina de Comunicacion").since == date(2020, 6, 1)
    desk.post(_at("alias_add", long.public_id), {"alias-name": "Prensa", "alias-since": "2019-02-01"})
    assert UnitAlias.objects.get(name="Prensa").since == date(2019, 2, 1)


def test_names_to_be_cleared_up_stand_out(desk: Client) -> None:
    a_unit("Quien corresponda", kind="unknown")
    assert "Hay nombres por aclarar Quien corresponda" in _text(desk.get(_at("units")))
