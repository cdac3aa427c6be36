"""The pages of the house: the desk, people, the entity, notices and the ledger."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from factories.accounts import (
    BY,
    PASSWORD,
    a_person,
    colleague,
    fresh,
    insider,
    outsider,
    with_password,
    with_second_factor,
)
from factories.ledger import deeds
from factories.organization import a_unit, an_entity
from rendir.foundation.accounts.actions import arrange_role, give_role, make_invitation, set_active
from rendir.foundation.accounts.invitations import code_of, link_secret
from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.notices.actions import queue_notice
from rendir.foundation.notices.models import Notice
from rendir.foundation.notices.states import NoticeState
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import stage_windows
from rendir.front.portal.invitations import invitation_path
from rendir.plan.planning.actions.schedule import add_activity
from rendir.plan.planning.actions.strategies import open_strategy
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)


@pytest.fixture(autouse=True)
def _the_day():
    with clock.travel(TODAY):
        yield


@pytest.fixture(autouse=True)
def entity() -> Entity:
    return an_entity()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
    return client


def text_of(response) -> str:
    """The page's words without its tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def an_activity(name: str, periods: set[int], unit: str) -> ActivityFacts:
    return ActivityFacts(
        component=Component.DIALOGUE,
        number=0,
        name=name,
        stages=frozenset({Stage.EXECUTION}),
        periods=frozenset(periods),
        product="Un acta",
        responsibles=(Responsible(unit, ResponsibleKind.UNIT),),
    )


class TestDesk:
    def test_somebody_without_account_is_sent_to_sign_in(self, client) -> None:
        response = client.get(reverse("portal_desk:desk"))

        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))

    def test_somebody_without_hat_is_told_why(self) -> None:
        response = signed_in(outsider()).get(reverse("portal_desk:desk"))

        assert response.status_code == 403
        assert "Su rol no permite ver esta página." in text_of(response)

    def test_before_any_strategy_the_lead_is_invited_to_begin_and_others_are_not(self) -> None:
        lead, staff = (signed_in(one).get(reverse("portal_desk:desk")) for one in (insider(), colleague()))

        assert "Todavía no hay cronograma." in text_of(lead)
        assert "Todavía no hay cronograma." not in text_of(staff)

    def test_shows_what_my_unit_promised_the_present_period_first(self) -> None:
        unit = a_unit("Oficina de Comunicaciones")
        strategy = open_strategy(2021, by=BY)
        add_activity(strategy, an_activity("Transmitir cada mes", {1, 3}, unit.name), by=BY)
        add_activity(strategy, an_activity("Feria de servicios", {3}, "Otra oficina"), by=BY)

        response = signed_in(colleague(unit)).get(reverse("portal_desk:desk"))

        assert [(part.label, part.is_now) for part in response.context["work"]] == [
            ("Septiembre a diciembre", True),
            ("Enero a abril", False),
        ]
        assert [[(one.code, one.title) for one in part.duties] for part in response.context["work"]] == [
            [("D1", "Transmitir cada mes")],
            [("D1", "Transmitir cada mes")],
        ]

    def test_a_draft_waits_for_whoever_may_adopt_it(self) -> None:
        strategy = open_strategy(2021, by=BY)
        add_activity(strategy, an_activity("Transmisión", {3}, "Oficina de Comunicaciones"), by=BY)

        lead = signed_in(insider()).get(reverse("portal_desk:desk")).context["waiting"]
        staff = signed_in(colleague()).get(reverse("portal_desk:desk")).context["waiting"]

        assert [one.verb for one in lead] == ["Adoptar"]
        assert staff == []

    @pytest.mark.parametrize("activities", [1, 3])
    def test_asks_the_same_number_of_questions_whatever_the_size(self, activities, django_assert_num_queries) -> None:
        unit = a_unit("Oficina de Comunicaciones")
        strategy = open_strategy(2021, by=BY)
        for number in range(activities):
            add_activity(strategy, an_activity(f"Transmisión {number}", {3}, unit.name), by=BY)
        client = signed_in(colleague(unit))

        with django_assert_num_queries(13):
            client.get(reverse("portal_desk:desk"))

    def test_who_leads_sees_what_ends_soon_what_it_leaves_and_who_receives_it(self) -> None:
        unit, olga = a_unit("Oficina de Comunicaciones"), outsider()
        strategy = open_strategy(2021, by=BY)
        for name, periods in (("Transmitir cada mes", {1, 3}), ("Ya pasó", {1, 2})):
            add_activity(strategy, an_activity(name, periods, unit.name), by=BY)
        hat = colleague(unit).hats.get()
        lead = signed_in(insider())

        def ending() -> list[tuple[str, tuple[str, ...], list[str]]]:
            shown = lead.get(reverse("portal_desk:desk")).context["ending"]
            return [(one.hat.person.name, one.receivers, [duty.title for duty in one.duties]) for one in shown]

        none = ending()
        arrange_role(hat, ends_on=date(2021, 10, 31), successor=None, is_head=False, expected=hat.version, by=BY)
        nobody = ending()
        give_role(a_person("Zoe Jefa"), Role.UNIT_STAFF, unit=unit, starts_on=TODAY, is_head=True, by=BY)
        head = ending()
        hat.refresh_from_db()
        arrange_role(hat, ends_on=date(2021, 10, 31), successor=olga, is_head=False, expected=hat.version, by=BY)

        assert none == []
        assert nobody == [("Beto Colega", (), ["Transmitir cada mes"])]
        assert head == [("Beto Colega", ("Zoe Jefa",), ["Transmitir cada mes"])]
        assert ending() == [("Beto Colega", ("Olga Ajena",), ["Transmitir cada mes"])]

    def test_who_receives_sees_it_before_and_after(self) -> None:
        unit, nora = a_unit("Oficina de Comunicaciones"), a_person("Nora Otra", Role.UNIT_STAFF)
        hat = colleague(unit).hats.get()
        arrange_role(hat, ends_on=date(2021, 10, 31), successor=nora, is_head=False, expected=hat.version, by=BY)

        before = text_of(signed_in(nora).get(reverse("portal_desk:desk")))
        with clock.travel(date(2021, 11, 2)):
            after = text_of(signed_in(nora).get(reverse("portal_desk:desk")))
            lead = signed_in(insider()).get(reverse("portal_desk:desk")).context["ending"]

        assert "Trabajo que usted recibe Beto Colega · Funcionario de una dependencia" in before
        assert "Termina el domingo 31 de octubre de 2021." in before
        assert "Terminó el domingo 31 de octubre de 2021." in after
        assert lead == []

    @pytest.mark.parametrize(("year", "duties"), [(2020, []), (2022, ["Transmitir cada mes"])])
    def test_what_is_left_of_a_year_that_is_over_and_of_one_to_come(self, year, duties) -> None:
        unit = a_unit("Oficina de Comunicaciones")
        add_activity(open_strategy(year, by=BY), an_activity("Transmitir cada mes", {1}, unit.name), by=BY)
        hat = colleague(unit).hats.get()
        arrange_role(hat, ends_on=date(2021, 10, 31), successor=None, is_head=False, expected=hat.version, by=BY)

        (ending,) = signed_in(insider()).get(reverse("portal_desk:desk")).context["ending"]

        assert [duty.title for duty in ending.duties] == duties


class TestPeople:
    def test_only_who_manages_people_sees_them(self) -> None:
        unit = a_unit()
        for role in Role:
            person = a_person(f"Persona {role.value}", role, unit=unit)
            expected = 200 if role in {Role.TEAM_LEAD, Role.IT} else 403
            assert (role, signed_in(person).get(reverse("portal_desk:people")).status_code) == (role, expected)

    def test_inviting_gives_a_hat_and_shows_the_link(self) -> None:
        unit = a_unit()
        data = {"name": "Nora Díaz", "email": "Nora@entidad.example", "role": Role.UNIT_STAFF, "unit": unit.pk}

        response = signed_in(insider()).post(reverse("portal_desk:people"), data, follow=True)
        nora = Person.objects.get(email="nora@entidad.example")

        assert [(hat.role, hat.unit, hat.starts_on) for hat in nora.hats.all()] == [(Role.UNIT_STAFF, unit, TODAY)]
        invitation = nora.invitations.get()
        assert response.context["invitation"] == invitation
        assert invitation_path(invitation) in response.context["text"]
        assert (
            f"entre a testserver/clave y escriba el código {code_of(invitation.public_id)}." in response.context["text"]
        )

    def test_an_invalid_invitation_keeps_what_was_typed_and_invites_nobody(self) -> None:
        data = {"name": "Nora Díaz", "email": "nora", "role": Role.UNIT_STAFF}

        response = signed_in(insider()).post(reverse("portal_desk:people"), data)

        assert response.status_code == 200
        assert response.context["form"].errors.keys() == {"email"}
        assert 'value="Nora Díaz"' in response.content.decode()
        assert not Person.objects.filter(name="Nora Díaz").exists()

    def test_a_known_mail_is_refused_with_the_way_out(self) -> None:
        beto = colleague()
        data = {"name": "Otro", "email": beto.email.upper(), "role": Role.UNIT_STAFF}

        response = signed_in(insider()).post(reverse("portal_desk:people"), data)

        assert response.status_code == 422
        assert f"Ya hay una persona con el correo {beto.email.upper()}" in text_of(response)

    def test_another_hat_and_its_last_day(self) -> None:
        beto, client = colleague(), signed_in(insider())
        url = reverse("portal_desk:person", args=[beto.public_id])

        client.post(url, {"role": Role.PARTICIPATION, "unit": "", "ends_on": "2021-12-31"})
        hat = Membership.objects.get(person=beto, role=Role.PARTICIPATION)
        client.post(reverse("portal_desk:end_hat", args=[hat.public_id]))
        hat.refresh_from_db()

        assert hat.ends_on == TODAY

    def test_access_closes_and_opens_but_never_ones_own(self) -> None:
        beto, ana = colleague(), insider()
        client = signed_in(ana)

        client.post(reverse("portal_desk:switch_access", args=[beto.public_id]))
        closed = fresh(beto).is_active
        client.post(reverse("portal_desk:switch_access", args=[beto.public_id]))
        own = client.post(reverse("portal_desk:switch_access", args=[ana.public_id]))

        assert (closed, fresh(beto).is_active, fresh(ana).is_active) == (False, True, True)
        assert own.status_code == 422

    @pytest.mark.parametrize("people", [1, 3])
    def test_asks_the_same_number_of_questions_whatever_the_size(self, people, django_assert_num_queries) -> None:
        for number in range(people):
            a_person(f"Persona {number}", Role.UNIT_STAFF, unit=a_unit(f"Oficina {number}"))
        client = signed_in(insider())

        with django_assert_num_queries(10):
            client.get(reverse("portal_desk:people"))

    def test_the_list_says_who_can_come_in_and_who_cannot_yet(self) -> None:
        with_password(a_person("Ana Dentro"))
        a_person("Beto Sin Nada")
        make_invitation(a_person("Carla Invitada"), by=BY)
        set_active(a_person("Diego Fuera"), active=False, by=BY)

        words = text_of(signed_in(insider()).get(reverse("portal_desk:people")))

        for name, word in {
            "Ana Dentro": "Puede entrar",
            "Beto Sin Nada": "Sin invitación",
            "Carla Invitada": "Invitada hasta 22 oct 2021",
            "Diego Fuera": "Cerrado",
        }.items():
            assert f"{name} {name.lower().replace(' ', '.')}@entidad.example Sin rol hoy {word}" in words

    def test_a_name_and_a_mail_are_corrected(self) -> None:
        beto, client = colleague(), signed_in(insider())
        url = reverse("portal_desk:correct_person", args=[beto.public_id])

        page = client.get(url)
        data = {"name": "Alberto Colega", "email": "alberto@entidad.example", "version": beto.version}
        saved = client.post(url, data)
        stale = client.post(url, {**data, "name": "Beto"})

        assert page.context["form"].initial == {"name": "Beto Colega", "email": "beto.colega@entidad.example"}
        assert (saved.status_code, fresh(beto).name, fresh(beto).email) == (
            302,
            "Alberto Colega",
            "alberto@entidad.example",
        )
        assert stale.status_code == 409

    def test_a_lost_telephone_is_taken_away_and_open_sessions_are_closed(self) -> None:
        beto, client = with_second_factor(colleague()), signed_in(insider())
        phone = signed_in(beto)

        words = text_of(client.get(reverse("portal_desk:person", args=[beto.public_id])))
        closed = client.post(reverse("portal_desk:close_sessions", args=[beto.public_id]), follow=True)
        dropped = client.post(reverse("portal_desk:drop_second_factor", args=[beto.public_id]), follow=True)
        again = client.post(reverse("portal_desk:drop_second_factor", args=[beto.public_id]))

        assert "Tiene una sesión abierta. Entra con un segundo paso." in words
        assert "Se cerró una sesión." in text_of(closed)
        assert phone.get(reverse("portal_desk:desk")).status_code == 302
        assert "Beto Colega entra ahora solo con su contraseña." in text_of(dropped)
        assert "No tiene sesiones abiertas. Entra solo con su contraseña." in text_of(dropped)
        assert again.status_code == 422

    @pytest.mark.parametrize(
        "name", ["switch_access", "invite_again", "close_sessions", "drop_second_factor", "correct_person"]
    )
    def test_only_who_manages_people_changes_them(self, name) -> None:
        ana = insider()
        for role in set(Role) - {Role.TEAM_LEAD, Role.IT}:
            person = a_person(f"Persona {role.value}", role)
            answer = signed_in(person).post(reverse(f"portal_desk:{name}", args=[ana.public_id]))
            assert (role, answer.status_code) == (role, 403)


class TestInvitation:
    def test_choosing_a_password_needs_only_the_link_and_spends_it(self, client) -> None:
        beto = colleague()
        url = invitation_path(make_invitation(beto, by=BY))

        page = client.get(url)
        chosen = client.post(url, {"password": PASSWORD, "again": PASSWORD})
        spent = client.get(url)

        assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "same-origin")
        assert (chosen.status_code, chosen["Location"]) == (302, reverse("account_login"))
        assert fresh(beto).check_password(PASSWORD)
        assert spent.status_code == 410

    @pytest.mark.parametrize(
        ("password", "again", "field"), [("corta", "corta", "password"), (PASSWORD, f"{PASSWORD}!", "again")]
    )
    def test_a_weak_or_mistyped_password_is_refused(self, client, password, again, field) -> None:
        beto = colleague()

        response = client.post(invitation_path(make_invitation(beto, by=BY)), {"password": password, "again": again})

        assert response.context["form"].errors.keys() == {field}
        assert not fresh(beto).has_usable_password()

    def test_forged_old_and_withdrawn_links_open_nothing(self, client) -> None:
        beto = colleague()
        replaced = invitation_path(make_invitation(beto, by=BY))
        current = make_invitation(beto, by=BY)
        forged = reverse("portal_desk:choose_password", args=[current.public_id, "abc-def"])
        unknown = reverse("portal_desk:choose_password", args=["222222222222", link_secret("222222222222")])

        answers = [client.get(one).status_code for one in (replaced, forged, unknown, invitation_path(current))]
        with clock.travel(date(2021, 10, 23)):
            old = client.get(invitation_path(current)).status_code
        signed_in(insider()).post(reverse("portal_desk:switch_access", args=[beto.public_id]))
        left = client.get(invitation_path(current)).status_code

        assert (answers, old, left) == ([410, 410, 410, 200], 410, 410)

    def test_another_invitation_is_made_from_the_page_of_the_person(self) -> None:
        beto, client = colleague(), signed_in(insider())
        page = reverse("portal_desk:person", args=[beto.public_id])

        none = text_of(client.get(page))
        made = client.post(reverse("portal_desk:invite_again", args=[beto.public_id]), follow=True)
        with_password(beto)
        chosen = text_of(client.get(page))

        assert "No tiene una invitación por usar: todavía no puede entrar." in none
        assert "La invitación está lista y sirve hasta el 22 de octubre." in text_of(made)
        assert "Ya escogió su clave. Si la olvidó, haga otra invitación" in chosen

    def test_the_sheet_carries_the_short_address_the_code_and_a_drawing(self) -> None:
        beto, client = colleague(), signed_in(insider())
        url = reverse("portal_desk:invitation_sheet", args=[beto.public_id])

        none = client.get(url)
        invitation = make_invitation(beto, by=BY)
        sheet = client.get(url)

        assert (none.status_code, "no tiene una invitación por usar" in text_of(none)) == (404, True)
        words = text_of(sheet)
        for expected in ("testserver/clave", code_of(invitation.public_id), "testserver/gestion/", beto.email):
            assert expected in words
        assert "Sirve una sola vez, hasta el viernes 22 de octubre de 2021." in words
        assert 'src="data:image/svg+xml' in sheet.content.decode()
        assert sheet["Cache-Control"] == "private, no-store"


class TestEntity:
    def fields(self, entity: Entity, **changes: str) -> dict[str, object]:
        return {
            "name": entity.name,
            "short_name": entity.short_name,
            "reminder_hour": 7,
            "version": entity.version,
            **changes,
        }

    def test_correcting_the_data_shows_them_at_the_foot_of_every_page(self, entity, client) -> None:
        signed_in(insider()).post(reverse("portal_desk:entity"), self.fields(entity, nit="800.123.456-7"))

        assert "NIT 800.123.456-7" in text_of(client.get("/"))

    def test_a_stale_page_overwrites_nothing(self, entity) -> None:
        client = signed_in(insider())
        client.post(reverse("portal_desk:entity"), self.fields(entity, nit="1"))

        late = client.post(reverse("portal_desk:entity"), self.fields(entity, nit="2"))
        entity.refresh_from_db()

        assert (late.status_code, entity.nit) == (409, "1")

    def test_stages_are_declared_in_pairs_and_in_order(self) -> None:
        client, url = signed_in(insider()), reverse("portal_desk:stages", args=[2021])

        half = client.post(url, {"diseno_starts_on": "2021-03-01"})
        backwards = client.post(url, {"diseno_starts_on": "2021-03-01", "diseno_ends_on": "2021-02-01"})
        client.post(url, {"diseno_starts_on": "2021-03-01", "diseno_ends_on": "2021-06-30"})
        declared = {stage: (one.starts_on, one.ends_on) for stage, one in stage_windows(2021).items()}
        client.post(url, {})

        assert half.context["form"].errors == {"diseno_ends_on": ["Escriba las dos fechas, o ninguna."]}
        assert backwards.context["form"].errors == {"diseno_ends_on": ["Termina antes de empezar."]}
        assert declared == {"diseno": (date(2021, 3, 1), date(2021, 6, 30))}
        assert stage_windows(2021) == {}

    def test_the_day_of_today_chooses_the_year(self) -> None:
        assert signed_in(insider()).get(reverse("portal_desk:stages_now")).context["stages_year"] == 2021


class TestNotices:
    def a_notice(self, key: str = "uno") -> Notice:
        notice = queue_notice(
            key=key,
            person="abc",
            to_name="Beto Colega",
            to_address="beto@entidad.example",
            subject="Cronograma 2021",
            body="Buen día.",
            why="La estrategia se publicó.",
        )
        assert notice is not None
        return notice

    def test_without_a_mail_server_the_page_says_how_to_go_on(self) -> None:
        self.a_notice()

        words = text_of(signed_in(insider()).get(reverse("portal_desk:notices")))

        assert "No hay servidor de correo." in words
        assert "Beto Colega · Cronograma 2021" in words

    def test_handing_over_is_written_down_once(self) -> None:
        notice, client = self.a_notice(), signed_in(insider())
        url = reverse("portal_desk:hand_notice", args=[notice.public_id])

        first, second = client.post(url), client.post(url)
        notice.refresh_from_db()

        assert (first.status_code, second.status_code, notice.state) == (302, 409, NoticeState.HANDED)

    def test_internal_control_reads_and_cannot_write(self) -> None:
        notice = self.a_notice()
        client = signed_in(a_person("Amparo Control", Role.INTERNAL_CONTROL))

        page = client.get(reverse("portal_desk:notices"))
        post = client.post(reverse("portal_desk:hand_notice", args=[notice.public_id]))

        assert (page.status_code, page.context["may_send"], post.status_code) == (200, False, 403)

    def test_pages_by_identity(self) -> None:
        notices = [self.a_notice(str(number)) for number in range(51)]
        client = signed_in(insider())

        first = client.get(reverse("portal_desk:notices"))
        second = client.get(reverse("portal_desk:notices"), {"antes": first.context["next"]})
        nonsense = client.get(reverse("portal_desk:notices"), {"antes": "x"})

        assert [one.notice.pk for one in second.context["notices"]] == [notices[0].pk]
        assert second.context["next"] is None
        assert len(nonsense.context["notices"]) == 50

    def test_an_address_is_shown_only_to_who_says_why_and_that_is_written_down(self) -> None:
        notice = self.a_notice()
        client = signed_in(a_person("Amparo Control", Role.INTERNAL_CONTROL))
        url = reverse("portal_desk:reveal_address", args=[notice.public_id])

        masked = text_of(client.get(reverse("portal_desk:notices")))
        without = client.post(url, {"reason": " "})
        shown = client.post(url, {"reason": "Comprobar a quién se avisó"})
        after = text_of(client.get(reverse("portal_desk:notices")))

        assert ("b•••@e•••" in masked, notice.to_address in masked) == (True, False)
        assert (without.status_code, client.get(url).status_code) == (422, 405)
        assert (shown.status_code, notice.to_address in text_of(shown)) == (200, True)
        assert shown["Cache-Control"] == "private, no-store"
        assert (notice.to_address in after, deeds("reveal_reserved")) == (False, [{"field": "to_address"}])

    def test_an_address_is_shown_on_the_page_where_its_notice_stands(self) -> None:
        notices = [self.a_notice(str(number)) for number in range(51)]
        client = signed_in(insider())
        older = client.get(reverse("portal_desk:notices"), {"antes": notices[1].pk})

        ask = older.context["notices"][0].ask
        shown = client.post(ask, {"reason": "Llamarla"})

        assert ask == f"/gestion/avisos/{notices[0].public_id}/correo/?antes={notices[1].pk}"
        assert [one.shown for one in shown.context["notices"]] == ["beto@entidad.example"]

    def test_a_notice_without_an_address_has_none_to_show(self) -> None:
        queue_notice(key="x", person="", to_name="Beto", to_address="", subject="S", body="B", why="P")

        assert "Ver este dato" not in text_of(signed_in(insider()).get(reverse("portal_desk:notices")))


class TestLedger:
    def test_shows_who_did_what_in_words_and_checks_the_chain(self) -> None:
        ana = insider()
        client = signed_in(ana)
        client.post(reverse("portal_desk:switch_access", args=[colleague().public_id]))

        page = client.get(reverse("portal_desk:ledger"), {"comprobar": ""})

        last = page.context["entries"][0]
        assert (last.who, last.role, last.deed) == (
            ana.name,
            "Líder del equipo de rendición de cuentas",
            "Cambió el acceso de una persona",
        )
        assert "El registro se sostiene." in text_of(page)

    def test_says_where_the_chain_breaks(self) -> None:
        LedgerEntry.objects.filter(sequence=1).update(verb="otra_cosa")

        page = signed_in(insider()).get(reverse("portal_desk:ledger"), {"comprobar": ""})

        assert [one.sequence for one in page.context["checked"]] == [1]
        assert "El registro no se sostiene." in text_of(page)

    def test_says_what_each_entry_is_about_and_keeps_what_is_reserved(self) -> None:
        unit = a_unit("Oficina de las Aguas")
        a_notice = reverse("portal_desk:ledger")
        lines = signed_in(insider()).get(a_notice).context["entries"]
        about = {(line.kind, line.thing) for line in lines}
        assert ("dependencia", unit.name) in about
        assert {thing for kind, thing in about if kind in {"aviso", "archivo", "rol de una persona"}} <= {""}

    def test_what_is_looked_for_stands_in_the_address(self) -> None:
        ana = insider()
        client = signed_in(ana)
        client.post(reverse("portal_desk:switch_access", args=[colleague().public_id]))
        a_unit("Oficina de las Aguas")

        def found(**asked: str) -> set[str]:
            return {line.deed for line in client.get(reverse("portal_desk:ledger"), asked).context["entries"]}

        day = clock.today()
        assert found(accion="create_unit") == {"Creó una dependencia"}
        assert found(clase="unit") == {"Creó una dependencia"}
        assert found(persona=ana.public_id, clase="person") >= {"Cambió el acceso de una persona"}
        assert found(desde=str(day + timedelta(days=1))) == set()
        assert found(hasta=str(day - timedelta(days=1))) == set()
        assert found(accion="nada", desde="ayer") == found() == found(desde=str(day), hasta=str(day))
        page = client.get(reverse("portal_desk:ledger"), {"accion": "close_strategy"})
        assert "Ningún asiento es así." in text_of(page)

    def test_pages_by_sequence(self) -> None:
        for number in range(51):
            a_unit(f"Oficina {number}")
        client = signed_in(insider())

        first = client.get(reverse("portal_desk:ledger"))
        second = client.get(reverse("portal_desk:ledger"), {"antes": first.context["next"]})

        assert second.context["entries"][0].sequence == first.context["next"] - 1
        units = client.get(reverse("portal_desk:ledger"), {"clase": "unit"})
        assert f"?clase=unit&amp;antes={units.context['next']}" in units.content.decode()


def test_somebody_with_a_password_signs_in() -> None:
    person = with_password(insider())

    response = Client().post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/gestion/")
