"""The pages of the calendar and of the terms: what they show, who may change it, and that nothing is lost."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from factories.accounts import a_person, colleague, insider, outsider
from factories.organization import BY, a_changed_term, an_entity, days_noted
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
from rendir.foundation.core.workdays import DayKind
from rendir.foundation.organization.actions import withdraw_exception, withdraw_term_change
from rendir.foundation.organization.models import CalendarException, TermChange
from rendir.foundation.organization.terms import TERMS, TermKey

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)
FRIDAY, SATURDAY = date(2021, 7, 16), date(2021, 7, 17)
DAYS = {"kind": "closed", "starts_on": "2021-07-16", "ends_on": "", "motive": "Fiestas", "act": "Decreto 45"}


@pytest.fixture(autouse=True)
def _the_day():
    with clock.travel(TODAY):
        an_entity()
        yield


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
    return client


def lead() -> Client:
    return signed_in(insider())


def text_of(response) -> str:
    """The page's words without its tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def main_of(response) -> str:
    return response.content.decode().split("<main", 1)[1]


def _url(name: str, *args: object) -> str:
    return reverse(f"portal_desk:{name}", args=args)


class TestCalendar:
    def test_shows_the_year_of_today_and_any_other(self) -> None:
        client = lead()
        page, other = client.get(_url("calendar")), client.get(_url("calendar_year", 2026))
        assert "246 de sus 365 días son hábiles." in text_of(page)
        assert "18 festivos nacionales" in text_of(page)
        assert "Viernes Santo viernes 2 de abril" in text_of(page)
        assert "19 festivos nacionales" in text_of(other)
        assert "Chiquinquirá lunes 13 de julio · Ley 2578 de 2026, art. 6" in text_of(other)
        assert [link.label for link in page.context["years"]] == ["2020", "2021", "2022"]

    @pytest.mark.parametrize(("year", "near"), [(2000, ["2000", "2001"]), (2100, ["2099", "2100"])])
    def test_the_years_end_somewhere(self, year: int, near: list[str]) -> None:
        assert [link.label for link in lead().get(_url("calendar_year", year)).context["years"]] == near

    def test_shows_what_the_entity_noted_and_how_much_it_moves(self) -> None:
        days_noted("closed", FRIDAY, SATURDAY)
        days_noted("suspended", date(2021, 12, 20), date(2022, 1, 11), motive="Traslado de la sede")
        days_noted("opened", date(2021, 7, 24), motive="Compensa el viernes")
        days_noted("closed", date(2021, 8, 7), motive="Ya era festivo")
        page = lead().get(_url("calendar"))
        assert [(one.when, one.mark.word, one.effect) for one in page.context["noted"]] == [
            ("16 jul 2021 a 17 jul 2021", "Día no hábil local", "Quita 1 día hábil."),
            ("sábado 24 de julio de 2021", "Sábado hábil", "Suma 1 día hábil."),
            ("sábado 7 de agosto de 2021", "Día no hábil local", "No cambia ningún día."),
            ("20 dic 2021 a 11 ene 2022", "Suspensión de términos", "Quita 10 días hábiles."),
        ]
        july = page.context["months"][6]
        cells = {cell.number: cell for week in july.weeks for cell in week if cell}
        assert (july.name, july.working) == ("Julio", "20 hábiles")
        assert [(cells[day].kind, cells[day].letter) for day in (15, 16, 17, 18, 20, 24)] == [
            (DayKind.WORKING, ""),
            (DayKind.CLOSED, "L"),
            (DayKind.SATURDAY, ""),
            (DayKind.SUNDAY, ""),
            (DayKind.HOLIDAY, "F"),
            (DayKind.WORKING_SATURDAY, "H"),
        ]
        assert cells[16].said == "Día no hábil local: Fiestas patronales"
        assert [cell.number for week in page.context["months"][9].weeks for cell in week if cell and cell.is_today] == [
            15
        ]

    def test_says_whether_saturdays_count(self) -> None:
        a_changed_term(TermKey.SATURDAYS_COUNT, 1, date(2022, 3, 1))
        client = lead()
        words = [text_of(client.get(_url("calendar_year", year))) for year in (2021, 2023)]
        assert ["Los sábados no cuentan" in one for one in words] == [True, False]
        assert "Los sábados cuentan como días hábiles." in words[1]

    def test_everybody_of_the_house_reads_it_and_only_some_change_it(self) -> None:
        row = days_noted("closed", FRIDAY)
        ways = [_url("days_add"), _url("days_edit", row.public_id), _url("days_withdraw", row.public_id)]
        for role in Role:
            client = signed_in(a_person(f"Persona {role.value}", role))
            may = role in {Role.TEAM_LEAD, Role.PLANNING}
            page = client.get(_url("calendar"))
            assert (role, page.status_code, [way in main_of(page) for way in ways]) == (role, 200, [may] * 3)
            assert (role, {client.get(way).status_code for way in ways}) == (role, {200 if may else 403})
        assert signed_in(outsider()).get(_url("calendar")).status_code == 403

    @pytest.mark.parametrize("rows", [1, 3])
    def test_asks_the_same_number_of_questions_whatever_the_size(self, rows: int, django_assert_num_queries) -> None:
        for number in range(rows):
            days_noted("closed", date(2021, 3, 1 + number))
        client = lead()
        client.get(_url("calendar"))
        days_noted("closed", date(2022, 3, 1))  # what was held is of another head now
        with django_assert_num_queries(8):
            client.get(_url("calendar"))


class TestDays:
    def test_are_noted_and_the_page_says_what_changed(self) -> None:
        page = lead().post(_url("days_add"), DAYS, follow=True)
        row = CalendarException.objects.get()
        assert (row.kind, row.starts_on, row.ends_on, row.noted_on) == ("closed", FRIDAY, FRIDAY, TODAY)
        assert page.redirect_chain == [(_url("calendar_year", 2021), 302)]
        assert "Quedó anotado: Día no hábil local: Fiestas. Quita 1 día hábil." in text_of(page)

    @pytest.mark.parametrize(
        ("typed", "field", "told"),
        [
            ({"starts_on": ""}, "starts_on", "obligatorio"),
            ({"starts_on": "2201-07-16"}, "starts_on", "entre el 1 de enero de 2000"),
            ({"starts_on": "1921-07-16"}, "starts_on", "entre el 1 de enero de 2000"),
            ({"ends_on": "2021-07-15"}, "ends_on", "Termina antes de empezar."),
            ({"ends_on": "2022-07-18"}, "ends_on", "Es más de un año."),
            ({"kind": "puente"}, "kind", "puente"),
            ({"motive": ""}, "motive", "obligatorio"),
            ({"act": ""}, "act", "obligatorio"),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_question(self, typed: dict[str, str], field: str, told: str) -> None:
        page = lead().post(_url("days_add"), {**DAYS, **typed})
        assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
        assert told in page.context["form"].errors[field][0]
        assert not CalendarException.objects.exists()

    def test_the_same_days_twice_are_refused_with_the_way_out(self) -> None:
        client = lead()
        client.post(_url("days_add"), DAYS)
        page = client.post(_url("days_add"), DAYS)
        assert page.status_code == 422
        assert "Esos días ya están anotados" in text_of(page)

    def test_are_corrected_with_a_reason(self) -> None:
        row = days_noted("suspended", FRIDAY, date(2021, 7, 20))
        client, url = lead(), _url("days_edit", row.public_id)
        opened = client.get(url).context["form"]
        assert (opened["starts_on"].value(), opened["ends_on"].value(), opened["kind"].value()) == (
            FRIDAY,
            date(2021, 7, 20),
            "suspended",
        )
        typed = {**DAYS, "kind": "suspended", "ends_on": "2021-07-21", "expected": 1}
        assert list(client.post(url, typed).context["form"].errors) == ["why"]
        page = client.post(url, {**typed, "why": "El acto dice hasta el 21"}, follow=True)
        row.refresh_from_db()
        assert (row.ends_on, row.version) == (date(2021, 7, 21), 2)
        assert "Quedó corregido: Suspensión de términos: Fiestas. Quita 3 días hábiles." in text_of(page)

    def test_one_day_is_shown_as_one_day(self) -> None:
        row = days_noted("closed", FRIDAY)
        assert lead().get(_url("days_edit", row.public_id)).context["form"]["ends_on"].value() is None

    def test_a_stale_page_overwrites_nothing(self) -> None:
        row = days_noted("closed", FRIDAY)
        client, url = lead(), _url("days_edit", row.public_id)
        client.post(url, {**DAYS, "motive": "Uno", "why": "Error", "expected": 1})
        late = client.post(url, {**DAYS, "motive": "Dos", "why": "Error", "expected": 1})
        row.refresh_from_db()
        assert (late.status_code, row.motive) == (409, "Uno")

    def test_are_withdrawn_after_a_question_and_put_back(self) -> None:
        row = days_noted("closed", FRIDAY)
        client, url = lead(), _url("days_withdraw", row.public_id)
        asked = client.get(url)
        assert "Día no hábil local: Fiestas patronales, viernes 16 de julio de 2021" in text_of(asked)
        assert client.post(url, {"why": " ", "expected": 1}).status_code == 422
        page = client.post(url, {"why": "El decreto se derogó", "expected": 1}, follow=True)
        assert "Retirado el 15 oct 2021: El decreto se derogó" in text_of(page)
        assert "246 de sus 365 días son hábiles." in text_of(page)
        page = client.post(_url("days_put_back", row.public_id), follow=True)
        assert "Volvió al calendario: Día no hábil local: Fiestas patronales. Quita 1 día hábil." in text_of(page)
        assert "245 de sus 365 días son hábiles." in text_of(page)
        assert client.get(_url("days_put_back", row.public_id)).status_code == 405

    def test_who_may_not_puts_nothing_back(self) -> None:
        row = days_noted("closed", FRIDAY)
        withdraw_exception(row, why="Error", expected=1, by=BY)
        client = signed_in(colleague())
        assert client.post(_url("days_put_back", row.public_id)).status_code == 403
        assert _url("days_put_back", row.public_id) not in client.get(_url("calendar")).content.decode()


class TestCount:
    def test_before_asking_there_is_only_the_question(self) -> None:
        page = signed_in(colleague()).get(_url("count"))
        assert (page.status_code, page.context["count"], page.context["form"]["desde"].value()) == (200, None, TODAY)

    def test_a_term_is_counted_day_by_day(self) -> None:
        asked = {"desde": "2021-03-26", "termino": TermKey.ACCOUNTABILITY_ANSWER}
        page = signed_in(colleague()).get(_url("count"), asked)
        found = page.context["count"]
        assert "El último día es el martes 20 de abril de 2021" in text_of(page)
        assert (found.day, found.written, found.lines[-1][1], len(found.lines)) == (
            date(2021, 4, 20),
            "15 días hábiles",
            15,
            25,
        )
        assert [number for _, number in found.lines[:8]] == [None, None, 1, 2, 3, None, None, None]
        assert "Festivo: Jueves Santo (Ley 51 de 1983, art. 1)" in text_of(page)

    def test_so_many_working_days_are_counted(self) -> None:
        page = lead().get(_url("count"), {"desde": "2021-04-02", "dias": "3"})
        assert page.context["count"].day == date(2021, 4, 7)

    def test_a_term_that_is_not_in_working_days_only_says_its_day(self) -> None:
        asked = {"desde": "2021-12-03", "termino": TermKey.REPORT_BEFORE_HEARING}
        found = lead().get(_url("count"), asked).context["count"]
        assert (found.day, found.lines) == (date(2021, 11, 3), ())

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"desde": "2021-04-02"}, "termino"),
            ({"desde": "2021-04-02", "dias": "3", "termino": TermKey.PETITION}, "termino"),
            ({"desde": "", "dias": "3"}, "desde"),
            ({"desde": "2200-01-01", "dias": "3"}, "desde"),
            ({"desde": "2021-04-02", "dias": "251"}, "dias"),
            ({"desde": "2021-04-02", "termino": TermKey.SMALL_COUNT}, "termino"),
        ],
    )
    def test_what_cannot_be_counted_is_told(self, asked: dict[str, str], field: str) -> None:
        page = lead().get(_url("count"), asked)
        assert (page.context["count"], list(page.context["form"].errors)) == (None, [field])

    def test_only_what_is_a_time_can_be_chosen(self) -> None:
        groups = lead().get(_url("count")).context["form"].fields["termino"].choices
        offered = [key for label, choices in groups[1:] for key, _ in choices]
        assert offered == [one.key for one in TERMS if one.unit.leads_to_a_day]

    def test_the_longest_term_from_the_last_day_is_still_known(self) -> None:
        assert lead().get(_url("count"), {"desde": "2099-12-31", "dias": "240"}).status_code == 200


class TestTerms:
    def test_every_term_with_its_norm_and_how_well_it_is_known(self) -> None:
        page = signed_in(a_person("Amparo Control", Role.INTERNAL_CONTROL)).get(_url("terms"))
        words = text_of(page)
        assert [one.term for _, lines in page.context["groups"] for one in lines] == list(TERMS)
        assert "15 términos están por confirmar" in words
        assert "30 días hábiles del 28 mar 2020 al 17 may 2022 Decreto Legislativo 491 de 2020, art. 5" in words
        assert "31 de enero hasta el 31 dic 2024" in words

    def test_on_another_day(self) -> None:
        client = lead()
        page = client.get(_url("terms"), {"dia": "2025-02-01"})
        assert "15 días hábiles desde el 18 may 2022 Ley 1437 de 2011, art. 14" in text_of(page)
        wrong = client.get(_url("terms"), {"dia": "ayer"})
        assert (wrong.context["shown_day"], list(wrong.context["form"].errors)) == (TODAY, ["dia"])

    def test_a_term_shows_what_it_was_and_who_may_not_change_it_sees_no_form(self) -> None:
        client = signed_in(colleague())
        page = client.get(_url("term", TermKey.PETITION))
        assert [(one.written, one.since) for one in page.context["periods"]] == [
            ("15 días hábiles", "desde el 18 may 2022"),
            ("30 días hábiles", "del 28 mar 2020 al 17 may 2022"),
            ("15 días hábiles", "hasta el 27 mar 2020"),
        ]
        assert "Hoy: 30 días hábiles." in text_of(page)
        assert "Cambiarlo desde un día" not in text_of(page)
        assert "Cambiarlo desde un día" in text_of(lead().get(_url("term", TermKey.PETITION)))
        assert client.get(_url("term_change", TermKey.PETITION)).status_code == 403

    def test_an_unknown_term_is_not_found(self) -> None:
        client = lead()
        assert [client.get(_url(page, "plazo-inventado")).status_code for page in ("term", "term_change")] == [404, 404]

    def test_a_term_of_law_is_changed_with_a_caution(self) -> None:
        client = lead()
        words = [text_of(client.get(_url("term_change", key))) for key in (TermKey.PETITION, TermKey.SILENCE)]
        assert ["Este término lo fija una norma." in one for one in words] == [True, False]

    def test_a_term_is_changed_withdrawn_and_put_back(self) -> None:
        client, url = lead(), _url("term_change", TermKey.SILENCE)
        typed = {"value": "20", "starts_on": "2021-03-01", "reason": "Lo decidió el comité", "norm": "Acta 3"}
        page = client.post(url, typed, follow=True)
        change = TermChange.objects.get()
        assert "Desde el 1 de marzo de 2021: 20 días calendario." in text_of(page)
        assert "20 días calendario desde el 1 mar 2021 Acta 3 Decidido por la entidad" in text_of(page)

        withdraw = _url("change_withdraw", change.public_id)
        assert "20 días calendario, desde el 1 de marzo de 2021" in text_of(client.get(withdraw))
        assert client.post(withdraw, {"why": "", "expected": 1}).status_code == 422
        page = client.post(withdraw, {"why": "El comité lo revocó", "expected": 1}, follow=True)
        assert "Retirado el 15 oct 2021: El comité lo revocó" in text_of(page)
        assert [one.written for one in page.context["periods"]] == ["30 días calendario"]

        page = client.post(_url("change_put_back", change.public_id), follow=True)
        assert "Volvió a aplicarse: 20 días calendario desde el 1 de marzo de 2021." in text_of(page)
        assert client.get(_url("change_put_back", change.public_id)).status_code == 405

    @pytest.mark.parametrize(
        ("key", "typed", "field"),
        [
            (TermKey.SILENCE, {"value": "0"}, "value"),
            (TermKey.SILENCE, {"value": "367"}, "value"),
            (TermKey.SATURDAYS_COUNT, {"value": "2"}, "value"),
            (TermKey.SILENCE, {"starts_on": "21-03-01"}, "starts_on"),
            (TermKey.SILENCE, {"reason": ""}, "reason"),
            (TermKey.SILENCE, {"norm": " "}, "norm"),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_question(self, key: str, typed: dict[str, str], field: str) -> None:
        whole = {"value": "1", "starts_on": "2021-03-01", "reason": "Lo decidió el comité", "norm": "Acta 3"}
        page = lead().post(_url("term_change", key), {**whole, **typed})
        assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
        assert not TermChange.objects.exists()

    def test_saturdays_begin_to_count(self) -> None:
        client = lead()
        typed = {"value": "1", "starts_on": "2021-07-01", "reason": "Atiende los sábados", "norm": "Decreto 9"}
        client.post(_url("term_change", TermKey.SATURDAYS_COUNT), typed)
        july = client.get(_url("calendar")).context["months"][6]
        assert {cell.kind for week in july.weeks for cell in week if cell and cell.number in {3, 10, 17, 24, 31}} == {
            DayKind.WORKING_SATURDAY
        }

    @pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.INTERNAL_CONTROL, Role.IT])
    def test_who_may_not_withdraws_nothing(self, role: Role) -> None:
        kept, gone = a_changed_term(TermKey.SILENCE, 20, FRIDAY), a_changed_term(TermKey.SILENCE, 25, SATURDAY)
        withdraw_term_change(gone, why="Error", expected=1, by=BY)
        client = signed_in(a_person("Olga", role))
        ways = [_url("change_withdraw", kept.public_id), _url("change_put_back", gone.public_id)]
        page = client.get(_url("term", TermKey.SILENCE)).content.decode()
        assert [way in page for way in ways] == [False, False]
        assert [client.post(way, {"why": "x", "expected": 1}).status_code for way in ways] == [403, 403]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_asks_the_same_number_of_questions_whatever_the_size(self, rows: int, django_assert_num_queries) -> None:
        for number in range(rows):
            a_changed_term(TermKey.SILENCE, 20 + number, date(2021, 3, 1 + number))
        client = lead()
        client.get(_url("terms"))
        a_changed_term(TermKey.DUE_SOON, 5, FRIDAY)  # what was held is of another head now
        with django_assert_num_queries(6):
            client.get(_url("terms"))
