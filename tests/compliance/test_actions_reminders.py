"""Everybody gets one grouped reminder a day at their hour, never empty and never twice; each chooses the hour."""

from datetime import date, datetime, time

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person, fresh, insider
from factories.at_work import D1_2, D1_3, I1_2, MEDIA, TALENT, a_report, a_year_at_work, of_media, of_talent
from factories.organization import BY
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.notices.actions import send_notices
from rendir.foundation.notices.models import Notice
from rendir.foundation.notices.states import NoticeState
from rendir.foundation.organization.actions import edit_entity, edit_unit
from rendir.foundation.organization.queries import current_entity, find_unit
from rendir.plan.compliance.actions.deliveries import ask_waiver, open_delivery, return_delivery
from rendir.plan.compliance.actions.reminders import Reminded, choose_hour, remind
from rendir.plan.compliance.digests import hours_of, house_hour, own_hour, reminders_on
from rendir.plan.planning.actions.strategies import close_strategy

pytestmark = pytest.mark.usefixtures("_at_work")


def moment(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), BOGOTA)


OCTOBER = date(2021, 10, 15)


def run(day: date = OCTOBER, hour: int = 12) -> Reminded:
    """The job at that hour of that day."""
    with clock.travel(day):
        return remind(moment(day, hour))


def told(person: Person, day: date = OCTOBER) -> list[str]:
    """`vencida I1-2 *`: what somebody would be told, a star on what is news."""
    found = reminders_on(moment(day), only=fresh(person))[0].digest.items
    return [f"{one.why.value} {one.delivery.key}{' *' if one.is_new else ''}" for one in found]


def test_each_is_told_what_their_unit_owes_and_who_reviews_what_waits() -> None:
    strategy = a_year_at_work()
    ana, beto, tulia = insider(), of_media(), of_talent()
    a_report(strategy, D1_2, beto)

    assert told(beto) == ["vencida I1-1 *", "vencida I1-2 *"]
    assert told(ana) == ["por-revisar D1-2 *"]
    assert told(tulia) == []
    assert told(tulia, date(2021, 12, 1)) == ["primero R1-3 *"]


def test_one_message_carries_everything_and_says_why() -> None:
    strategy = a_year_at_work()
    beto = of_media()
    with clock.travel(date(2021, 10, 10)):
        a_report(strategy, D1_3, beto, on=date(2021, 10, 10))
        return_delivery(open_delivery(strategy, D1_3), reason="Falta la firma", by=insider())

    assert run() == Reminded(told=1, later=0)

    notice = Notice.objects.get(key=f"recordatorio:{beto.public_id}:2021-10-15")
    assert (notice.to_address, notice.state) == (beto.email, NoticeState.PENDING)
    assert notice.why == "Recordatorio del día: 3 vencidas y 1 devuelta"
    assert notice.subject == "Rendición de cuentas: 3 vencidas y 1 devuelta"
    assert notice.body.startswith(
        "Rendición de cuentas, viernes 15 de octubre de 2021.\n\n"
        "Vencidas:\n"
        "• I1-1. Producir la información. Último día: 30 de abril. Venció hace 114 días hábiles.\n"
    )
    assert "/gestion/entregas/2021/D1-3/" in notice.body
    assert "Planeación: «Falta la firma»" in notice.body
    assert beto.name not in notice.body


def test_who_reviews_reads_since_when_it_waits() -> None:
    strategy = a_year_at_work()
    a_report(strategy, D1_2, of_media(), on=date(2021, 10, 11))
    ana = insider()
    run()
    body = Notice.objects.get(person=ana.public_id).body
    assert "Esperan su revisión:\n• D1-2. Encontrarse con la gente. Reportada el 11 de octubre.\n" in body


def test_run_again_nobody_is_told_twice_and_without_news_nobody_is_told() -> None:
    a_year_at_work()
    of_media()
    assert run() == Reminded(told=1, later=0)
    assert run() == Reminded(told=0, later=0)
    assert run(hour=23) == Reminded(told=0, later=0)
    assert run(date(2021, 10, 16)) == Reminded(told=0, later=0)
    assert Notice.objects.count() == 1


def test_what_stays_overdue_is_told_again_on_mondays_all_together() -> None:
    a_year_at_work()
    of_media()
    days = [date(2021, 10, day) for day in range(15, 31)]
    assert [day.day for day in days if run(day).told] == [15, 18, 25]


def test_who_has_nothing_gets_nothing() -> None:
    a_year_at_work()
    insider()
    of_talent()
    assert run() == Reminded(told=0, later=0)
    assert not Notice.objects.exists()


def test_each_gets_it_at_their_hour_and_else_at_the_entitys() -> None:
    a_year_at_work()
    beto, carla = of_media(), of_media("Carla Colega")
    choose_hour(15, by=beto)
    assert hours_of([beto, carla]) == {beto.public_id: 15, carla.public_id: 7}

    assert run(hour=6) == Reminded(told=0, later=2)
    assert run(hour=7) == Reminded(told=1, later=1)
    assert run(hour=15) == Reminded(told=1, later=0)
    assert list(Notice.objects.order_by("pk").values_list("person", flat=True)) == [carla.public_id, beto.public_id]


def test_the_entity_sets_the_usual_hour() -> None:
    entity = current_entity()
    assert entity is not None
    edit_entity(entity, expected=entity.version, reminder_hour=16, by=BY)
    assert house_hour() == 16


def test_without_an_entity_they_leave_at_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rendir.plan.compliance.digests.current_entity", lambda: None)
    assert house_hour() == 7


def test_an_hour_is_chosen_changed_and_forgotten_and_the_ledger_keeps_it() -> None:
    beto = of_media()
    choose_hour(6, by=beto)
    choose_hour(18, by=beto)
    kept = own_hour(beto)
    assert kept is not None
    assert (kept.hour, str(kept)) == (18, "18:00")
    assert choose_hour(None, by=beto) is None
    assert choose_hour(None, by=beto) is None
    assert own_hour(beto) is None
    verbs = LedgerEntry.objects.filter(kind="reminderhour").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["choose_reminder_hour", "choose_reminder_hour", "forget_reminder_hour"]


def test_an_hour_is_one_of_the_day_and_its_person_comes_in() -> None:
    with pytest.raises(Invalid):
        choose_hour(24, by=of_media())
    with pytest.raises(NotAllowed):
        choose_hour(7, by=a_person("Olga Ajena"))


def test_other_spellings_of_a_unit_reach_its_people() -> None:
    a_year_at_work()
    talent = find_unit(TALENT)
    assert talent is not None
    tulia = of_talent()
    edit_unit(talent, name="Secretaría de Gobierno", kind=talent.kind, ends_on=None, expected=talent.version, by=BY)
    assert told(tulia, date(2021, 12, 25)) == ["segundo R1-3 *"]


def test_who_reported_it_does_not_review_it_unless_nobody_else_could() -> None:
    strategy = a_year_at_work()
    ana = a_person("Ana Insider", Role.PLANNING, unit=find_unit(MEDIA))
    a_report(strategy, I1_2, ana)
    assert "por-revisar I1-2 *" in told(ana)
    carla = a_person("Carla Revisora", Role.PLANNING)
    assert "por-revisar I1-2 *" not in told(ana)
    assert told(carla) == ["por-revisar I1-2 *"]


def test_a_request_to_be_excused_waits_for_planning() -> None:
    strategy = a_year_at_work()
    ana, beto = insider(), of_media()
    ask_waiver(open_delivery(strategy, D1_3), reason="No hay recursos", by=beto)
    assert told(ana) == ["por-excusar D1-3 *"]


def test_a_closed_year_and_one_long_past_are_no_longer_told() -> None:
    strategy = a_year_at_work()
    beto = of_media()
    assert len(told(beto, date(2022, 1, 10))) == 4
    assert told(beto, date(2023, 1, 10)) == []
    close_strategy(strategy, reason="Terminó el año", expected=strategy.version, by=BY)
    assert told(beto) == []


def test_who_left_is_not_told() -> None:
    a_year_at_work()
    a_person("Gil Contratista", Role.UNIT_STAFF, unit=find_unit(MEDIA), ends_on=date(2021, 9, 1))
    assert run() == Reminded(told=0, later=0)


@override_settings(MAIL_CONFIGURED=True)
def test_with_a_mail_server_it_leaves_as_one_mail() -> None:
    a_year_at_work()
    beto = of_media()
    run()
    assert send_notices() == (1, 0)
    assert [(one.to, one.subject) for one in mail.outbox] == [([beto.email], "Rendición de cuentas: 3 vencidas")]


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    a_year_at_work()
    choose_hour(0, by=of_media())
    call_command("remind")
    assert capsys.readouterr().out == "1 recordatorio nuevo; 0 salen más tarde hoy.\n"


def test_it_asks_as_often_for_many_people_as_for_one() -> None:
    a_year_at_work()
    of_media("Beto Colega")
    with CaptureQueriesContext(
        connection,
    ) as one:
        reminders_on(moment(OCTOBER))
    for number in range(4):
        of_media(f"Otra {number} Persona")
    with CaptureQueriesContext(connection) as many:
        assert len(reminders_on(moment(OCTOBER))) == 5
    assert len(many) == len(one)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_their_own_and_who_reads_notices_everybodys(as_: As, role: Role) -> None:
    a_year_at_work()
    beto = of_media()
    page = as_(a_person("Ana Alguien", role)).get(at("reminders"))
    sees = Perm.READ_NOTICES in ROLE_CARDS[role].permissions
    assert (page.status_code, page.context["sees_all"], beto.name in text_of(page)) == (200, sees, sees)


def test_the_page_says_what_will_be_sent_and_then_what_was(as_: As) -> None:
    a_year_at_work()
    client = as_(of_media())
    choose_hour(23, by=of_media("Carla Colega"))
    before = client.get(at("reminders"))
    assert before.context["mine"].state == "due"
    assert "Sale hoy a las 7:00" in text_of(before)
    run()
    after = client.get(at("reminders"))
    assert (after.context["mine"].state, after.context["mine"].why) == ("sent", "3 vencidas")
    assert after.context["mine"].text == Notice.objects.get().body
    assert [one.why for one in after.context["sent"]] == ["Recordatorio del día: 3 vencidas"]
    with clock.travel(date(2021, 10, 17)):
        assert client.get(at("reminders")).context["mine"].state == "quiet"


def test_who_has_nothing_reads_that_nothing_is_sent(as_: As) -> None:
    page = as_(of_talent_without_year()).get(at("reminders"))
    assert "Nada nuevo: hoy no sale" in text_of(page)


def of_talent_without_year() -> Person:
    return a_person("Tulia Ajena", Role.UNIT_STAFF)


def test_the_hour_is_chosen_on_the_page(as_: As) -> None:
    beto = of_media_without_year()
    client = as_(beto)
    assert said(client, client.post(at("reminder_hour"), {"hour": "9"})) == "Listo: su recordatorio sale a esa hora."
    assert client.get(at("reminders")).context["form"].initial == {"hour": 9}
    wrong = client.post(at("reminder_hour"), {"hour": "99"})
    assert (wrong.status_code, own_hour(beto)) == (422, own_hour(beto))
    client.post(at("reminder_hour"), {"hour": ""})
    assert own_hour(beto) is None


def of_media_without_year() -> Person:
    return a_person("Beto Colega", Role.UNIT_STAFF)
