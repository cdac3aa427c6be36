"""The pages of the house: the desk, people, the entity, notices and the ledger."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from factories.accounts import BY, PASSWORD, a_person, colleague, fresh, insider, outsider, with_password
from factories.organization import a_unit, an_entity
from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.notices.actions import queue_notice
from rendir.foundation.notices.models import Notice
from rendir.foundation.notices.states import NoticeState
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import stage_windows
from rendir.front.portal.deeds import DEEDS, told
from rendir.front.portal.demo.year import live_the_year
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

        with django_assert_num_queries(12):
            client.get(reverse("portal_desk:desk"))


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
        assert response.context["link"].endswith(invitation_path(nora))

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

        with django_assert_num_queries(9):
            client.get(reverse("portal_desk:people"))


class TestInvitation:
    def test_choosing_a_password_needs_only_the_link_and_spends_it(self, client) -> None:
        beto = colleague()
        url = invitation_path(beto)

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

        response = client.post(invitation_path(beto), {"password": password, "again": again})

        assert response.context["form"].errors.keys() == {field}
        assert not fresh(beto).has_usable_password()

    def test_a_forged_link_and_one_of_somebody_who_left_open_nothing(self, client) -> None:
        beto = colleague()
        left = invitation_path(beto)
        signed_in(insider()).post(reverse("portal_desk:switch_access", args=[beto.public_id]))

        forged = reverse("portal_desk:choose_password", args=[beto.public_id, "abc-def"])

        assert [client.get(one).status_code for one in (left, forged)] == [410, 410]


class TestEntity:
    def fields(self, entity: Entity, **changes: str) -> dict[str, object]:
        return {"name": entity.name, "short_name": entity.short_name, "version": entity.version, **changes}

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

        assert [one.pk for one in second.context["notices"]] == [notices[0].pk]
        assert second.context["next"] is None
        assert len(nonsense.context["notices"]) == 50


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

    def test_pages_by_sequence(self) -> None:
        for number in range(51):
            a_unit(f"Oficina {number}")
        client = signed_in(insider())

        first = client.get(reverse("portal_desk:ledger"))
        second = client.get(reverse("portal_desk:ledger"), {"antes": first.context["next"]})

        assert second.context["entries"][0].sequence == first.context["next"] - 1


def test_every_deed_of_the_demo_year_has_words() -> None:
    Entity.objects.all().delete()
    live_the_year()

    verbs = set(LedgerEntry.objects.values_list("verb", flat=True))

    assert verbs - DEEDS.keys() == set()
    assert told("a_verb_of_tomorrow") == "a_verb_of_tomorrow"


def test_somebody_with_a_password_signs_in() -> None:
    person = with_password(insider())

    response = Client().post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/gestion/")
