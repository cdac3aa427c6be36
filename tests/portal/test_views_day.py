"""«Mi trabajo» in a year at work: what each person owes by date, what waits, how the year goes."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from factories.accounts import a_person, colleague, insider
from factories.at_work import (
    D1_2,
    I1_1,
    I1_2,
    MEDIA,
    R1_3,
    TALENT,
    TODAY,
    a_report,
    a_year_at_work,
    light_cut,
    of_media,
    of_talent,
    with_evidence,
)
from factories.organization import a_unit, an_entity
from factories.schedules import BY, an_adopted, facts
from rendir.foundation.accounts.actions import give_role
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
from rendir.foundation.organization.queries import find_unit
from rendir.front.portal.views.staff.day import Day
from rendir.plan.compliance.actions.control import (
    ask_replies,
    open_round,
    reply,
    seal_round,
    verify_delivery,
    write_report,
)
from rendir.plan.compliance.actions.cuts import freeze_cut
from rendir.plan.compliance.actions.deliveries import ask_waiver, open_delivery, return_delivery
from rendir.plan.compliance.actions.evidence import Record, attach_evidence
from rendir.plan.compliance.queries import keys_to_verify
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.planning.models import Strategy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.travel(TODAY):
        an_entity()
        yield


def _page(person: Person) -> object:
    client = Client()
    client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
    return client.get(reverse("portal_desk:desk"))


def _day(person: Person) -> Day:
    found = _page(person).context["day"]  # type: ignore[attr-defined] # the test client adds it
    assert isinstance(found, Day)
    return found


def _rows(day: Day) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    return [
        (group.label, [(one.title[:4], one.when, one.state, one.action.label) for one in group.tasks])
        for group in day.groups
    ]


def test_it_begins_with_what_my_unit_owes_the_most_pressing_first_one_verb_in_each_row() -> None:
    strategy = a_year_at_work()
    beto = of_media()
    row = a_report(strategy, I1_2, beto, on=date(2021, 8, 20))
    return_delivery(row, reason="Falta la lista.", by=insider())

    day = _day(beto)

    assert _rows(day) == [
        (
            "Vencido",
            [
                ("I1-1", "30 abr", "no-cumplida", "Reportar"),
                ("I1-2", "31 ago", "no-cumplida", "Corregir"),
                ("D1-2", "31 ago", "no-cumplida", "Reportar"),
            ],
        ),
        ("Más adelante", [("D1-3", "31 dic", "aun-no", "Reportar")]),
    ]
    first, second, _third = day.groups[0].tasks
    assert first.action.url == reverse("compliance_desk:delivery", args=[2021, "I1-1"]) + "#reportar"
    assert first.detail == "Venció hace 114 días hábiles · Producto del cuatrimestre"
    assert second.detail == "Planeación: «Falta la lista.»"


def test_evidence_that_is_there_and_was_not_reported_is_told() -> None:
    strategy = a_year_at_work()
    beto = of_media()
    with_evidence(strategy, I1_1, beto)
    assert _day(beto).groups[0].tasks[0].detail.endswith(" · 1 evidencia adjunta")


@pytest.mark.parametrize(
    ("today", "groups"),
    [
        (date(2021, 12, 30), ["Vencido", "En los próximos siete días"]),
        (date(2021, 12, 22), ["Vencido", "Por vencer"]),
    ],
)
def test_what_is_near_stands_apart(today: date, groups: list[str]) -> None:
    a_year_at_work()
    with clock.travel(today):
        assert [label for label, _ in _rows(_day(of_media()))] == groups


def test_the_next_cut_is_counted_in_working_days_with_what_my_unit_lacks() -> None:
    strategy = a_year_at_work()
    told = _day(of_media()).next_cut
    assert told
    assert (told.text, told.missing) == (
        "Corte del 31 de diciembre: quedan 51 días hábiles.",
        "A su dependencia le falta reportar 4 entregas.",
    )
    assert told.url == reverse("compliance_desk:radar", args=[2021]) + "?dependencia=Oficina+de+Comunicaciones"
    tulia = of_talent()
    a_report(strategy, R1_3, tulia)
    silent = _day(tulia)
    assert silent.next_cut
    assert (silent.next_cut.missing, silent.next_cut.url, silent.owes_nothing) == (
        "Su dependencia ya reportó todo lo que se debe hasta ese día.",
        "",
        True,
    )
    with clock.travel(date(2022, 2, 1)):
        assert _day(of_media("Nadia")).next_cut is None


def test_somebody_of_two_units_sees_the_work_of_both_and_all_of_the_radar() -> None:
    a_year_at_work()
    both = a_person("Dora", Role.UNIT_STAFF, unit=find_unit(MEDIA))
    give_role(both, Role.UNIT_STAFF, unit=find_unit(TALENT), starts_on=date(2020, 1, 1), by=BY)
    day = _day(Person.objects.get(pk=both.pk))
    assert sum(len(group.tasks) for group in day.groups) == 5
    assert day.next_cut
    assert day.next_cut.url == reverse("compliance_desk:radar", args=[2021])


def test_what_comes_much_later_is_not_all_shown() -> None:
    an_adopted([facts(f"Tarea {one}", periods=[3], responsibles=[MEDIA]) for one in range(8)])
    (group,) = _day(of_media()).groups
    assert (len(group.tasks), group.more and group.more.label) == (6, "Ver todas las de su dependencia")


def test_who_may_not_report_looks() -> None:
    a_year_at_work()
    cora = a_person("Cora", Role.INTERNAL_CONTROL, unit=find_unit(TALENT))
    assert [one.action.label for group in _day(cora).groups for one in group.tasks] == ["Ver"]


def test_who_reads_nothing_of_the_work_is_led_to_none_of_it() -> None:
    a_year_at_work()
    day = _day(a_person("Iván", Role.IT, unit=find_unit(TALENT)))
    assert (day.groups, day.next_cut, day.summary, day.owes_nothing) == ([], None, "", False)


def test_the_message_for_the_chat_says_the_same() -> None:
    a_year_at_work()
    assert _day(of_talent()).summary == (
        "Secretaría General, rendición de cuentas:\n\nMás adelante:\n• R1-3. Evaluar el año (31 de diciembre)"
    )
    assert _day(insider()).summary == ""


def _waits(person: Person) -> list[tuple[str, str]]:
    return [(one.text, one.verb) for one in _page(person).context["waiting"]]  # type: ignore[attr-defined]


def test_what_waits_for_planning_is_told_with_its_verb() -> None:
    strategy = a_year_at_work()
    beto = of_media()
    a_report(strategy, I1_1, beto, on=date(2021, 4, 20))
    a_report(strategy, D1_2, beto, on=date(2021, 9, 1))
    ask_waiver(open_delivery(strategy, I1_2), reason="No", by=beto)
    attach_evidence("nothing_like_it", on=TODAY, ref=Record("space", "x1", "Acta", "/2021/"), by=BY)
    assert _waits(a_person("Pía", Role.PLANNING)) == [
        ("2 reportes esperan su revisión. El más antiguo es del 20 de abril.", "Revisar"),
        ("1 entrega espera que usted decida si no aplica.", "Decidir"),
        ("1 evidencia espera que alguien diga a qué entrega corresponde.", "Ubicar"),
        ("El corte del 30 de abril está por congelar.", "Congelar"),
    ]


def test_the_mayor_sees_approvals_how_the_year_goes_and_what_is_about_to_breach() -> None:
    strategy = a_year_at_work()
    freeze_cut(strategy, 1, render=light_cut, by=BY)
    mayor = a_person("Jairo", Role.LEGAL_REPRESENTATIVE)
    with clock.travel(date(2021, 12, 22)):
        assert _waits(mayor) == [("El corte del 31 de agosto está por congelar.", "Congelar")]
        day = _day(mayor)
    assert day.state
    assert day.state.sentence == "De 3 entregas que ya debían estar, 0 se cumplieron (0 %) y 3 no se cumplieron."
    assert [(one.name, one.number, one.keys) for one in day.state.late] == [(MEDIA, 3, "I1-1, I1-2 y D1-2")]
    assert day.soon
    assert [(one.title[:4], one.action.label, one.detail.partition(" · ")[0]) for one in day.soon.tasks] == [
        ("D1-3", "Ver", MEDIA),
        ("R1-3", "Ver", TALENT),
    ]


def test_what_nobody_answers_for_is_told_as_such() -> None:
    an_adopted([facts("De nadie", periods=[1], responsibles=()), facts("Tampoco", periods=[3], responsibles=())])
    with clock.travel(date(2021, 12, 30)):
        day = _day(insider())
    assert day.state
    assert [(one.name, one.url.partition("?")[2]) for one in day.state.late] == [
        ("Sin responsable", "estado=no-cumplida&dependencia=nadie")
    ]
    assert day.soon
    assert day.soon.tasks[0].detail.startswith("Sin responsable · ")


def test_of_much_that_is_about_to_breach_some_is_shown() -> None:
    an_adopted([facts(f"Tarea {one}", periods=[3], responsibles=[MEDIA]) for one in range(10)])
    with clock.travel(date(2021, 12, 30)):
        soon = _day(insider()).soon
    assert soon
    assert (len(soon.tasks), soon.more and soon.more.label) == (8, "Ver las 10")


def _verified(strategy: Strategy, cora: Person) -> None:
    verified = open_round(strategy, 1, by=cora)
    for key in keys_to_verify(verified):
        verify_delivery(verified, key, result=Result.VERIFIED, percentage=100, by=cora)
    write_report(verified, scope="", conclusions="Bien.", recommendations="", expected=verified.version, by=cora)
    ask_replies(verified, expected=verified.version, by=cora)


def test_control_sees_its_rounds_with_the_days_that_are_left() -> None:
    strategy = a_year_at_work()
    cora = a_person("Cora", Role.INTERNAL_CONTROL)
    with clock.travel(date(2021, 9, 1)):
        _verified(strategy, cora)
        told = [(one.title, one.when, one.state, one.detail) for one in _day(cora).rounds]
    assert told == [
        (
            "Informe del corte del 30 de abril",
            "14 may",
            "no-cumplida",
            "En réplica de las dependencias · Venció hace 72 días hábiles",
        ),
        ("Informe del corte del 31 de agosto", "14 sep", "por-vencer", "Sin abrir · Quedan 9 días hábiles"),
    ]
    assert _day(insider()).rounds == []
    verified = strategy.rounds.get()
    seal_round(verified, render=lambda _: {"json": ("r.json", b"{}")}, expected=verified.version, by=cora)
    assert [one.title for one in _day(cora).rounds] == ["Informe del corte del 31 de agosto"]


@pytest.mark.parametrize("role", list(Role))
def test_nobodys_desk_is_without_words(role: Role) -> None:
    a_year_at_work()
    for unit in (None, a_unit("Otra oficina"), find_unit(MEDIA)):
        person = a_person(f"Ana {unit and unit.pk}", role, unit=unit)
        response = _page(person)
        assert response.status_code == 200  # type: ignore[attr-defined]
        main = response.content.decode().partition("<main")[2]  # type: ignore[attr-defined]
        assert any(word in main for word in ("empty-state", "task-list", "desk-state"))


def test_who_has_no_unit_is_told_whom_to_ask() -> None:
    a_year_at_work()
    page = _page(colleague()).content.decode()  # type: ignore[attr-defined]
    assert "Usted no está en ninguna dependencia" in page


@pytest.mark.parametrize("more", [0, 3])
@pytest.mark.parametrize(
    ("role", "expected"), [(Role.UNIT_STAFF, 17), (Role.PLANNING, 22), (Role.INTERNAL_CONTROL, 17)]
)
def test_asks_the_same_number_of_questions_whatever_the_size(
    role: Role, expected: int, more: int, django_assert_num_queries
) -> None:
    a_year_at_work(more=more)
    client = Client()
    client.force_login(
        a_person("Ana", role, unit=find_unit(MEDIA)), backend="rendir.foundation.accounts.access.RoleBackend"
    )
    with django_assert_num_queries(expected):
        client.get(reverse("portal_desk:desk"))


def test_a_unit_is_told_what_control_interno_could_not_verify_while_it_may_answer() -> None:
    strategy, cora, beto = a_year_at_work(), a_person("Cora", Role.INTERNAL_CONTROL), of_media()
    verified = open_round(strategy, 1, by=cora)
    for key in keys_to_verify(verified):
        verify_delivery(verified, key, result=Result.PARTLY, percentage=50, remark="Sin lista.", by=cora)
    with clock.travel(date(2021, 10, 15)):
        assert [one.text for one in _day(beto).waiting] == []
        ask_replies(verified, expected=verified.version, by=cora)
        row = verified.verifications.get()
        told = [(one.text.partition(".")[0], one.url, one.verb) for one in _day(beto).waiting]
        others = [one.text for one in _day(of_talent()).waiting]
        reply(row, "Está en el archivo.", by=beto)
        after = [one.text for one in _day(beto).waiting]
    page = reverse("compliance_desk:delivery", args=[2021, "I1-1"])
    assert told == [("Control Interno encontró I1-1 «verificada en parte»", f"{page}#replica", "Responder")]
    assert (others, after) == ([], [])
