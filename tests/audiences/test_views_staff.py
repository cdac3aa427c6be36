"""The desk of whoever characterises: from an empty page to a published version, and who may do what."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from audiences.conftest import As
from factories.accounts import a_person, insider
from factories.audiences import BY, a_draft, a_group, a_published, a_source, a_whole_group, figures
from factories.organization import a_territory
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.information.audiences.actions.groups import add_segment, retire_audience
from rendir.information.audiences.models import Audience, AudienceSource, Characterisation, Distribution
from rendir.information.audiences.states import AudienceState, CharacterisationState, SourceState

pytestmark = pytest.mark.usefixtures("_today")
NEED = {"topic": "La vía", "format": "audio", "frequency": "mensual", "language": "Español"}
SOURCE = {
    "title": "Encuesta",
    "kind": "encuesta",
    "collected_on": "2021-08-01",
    "is_personal": "on",
    "purpose": "Saber cómo informarles",
    "legal_basis": "autorizacion",
    "consent_proof": "Carpeta 120-14",
    "answers_optional": "on",
    "no_minors": "on",
    "keep_until": "2022-08-01",
}
TABLE = {"variable": "Sexo", "dimension": "demografica", "counts": "Mujeres; 40\nHombres; 31\nOtro; 2"}


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def at(name: str, *args: object) -> str:
    return reverse(f"audiences_desk:{name}", args=args)


def said(client: Client, response: Any) -> str:
    """What the page after a redirect says that was done."""
    assert response.status_code == 302, text_of(response)
    page = client.get(response["Location"])
    return " ".join(str(one) for one in page.context["messages"])


def _sent(client: Client, address: str, **typed: str) -> Any:
    """The form at an address, filled in over what it shows and sent."""
    page = client.get(address)
    form = page.context["form"]
    shown = {bound.html_name: bound.value() for bound in form}
    kept = {name: value for name, value in shown.items() if value not in (None, "", False, [])}
    return client.post(address, {**kept, **typed})


def test_from_an_empty_page_to_a_published_version(as_: As) -> None:
    a_territory()
    client = as_(insider(Role.PARTICIPATION))
    assert "Aún no hay grupos" in text_of(client.get(at("audiences")))
    zone = client.get(at("audience_add")).context["form"].fields["zones"].choices[0][0]
    words = {"name": "Juventudes", "kind": "personas", "summary": "De 18 a 28 años.", "zones": zone}
    assert "El grupo quedó anotado" in said(client, client.post(at("audience_add"), words))
    group = Audience.objects.get()
    page = text_of(client.get(group.get_absolute_url()))
    for missing in ("Nadie le informa.", "Nadie la escucha.", "No se sabe qué quiere saber.", "No tiene cifras."):
        assert missing in page
    assert "Quedan por fuera" in text_of(client.get(at("audiences")))
    said(client, client.post(at("need_add", group.public_id), NEED))
    said(client, client.post(at("segment_add", group.public_id), {"name": "Mujeres", "description": "Ellas."}))
    said(client, _sent(client, at("channels", group.public_id), publication_1="radio", dialogue_2="encuentro"))
    said(client, client.post(at("source_add", group.public_id), SOURCE))
    source = AudienceSource.objects.get()
    assert "Esta fuente todavía no tiene cifras" in text_of(client.get(source.get_absolute_url()))
    said(client, client.post(at("table_add", source.public_id), TABLE))
    shown = text_of(client.get(source.get_absolute_url()))
    assert "Otro 2 Reservado" in shown
    page = text_of(client.get(group.get_absolute_url()))
    for told in ("La vía", "Mujeres", "Emisora comunitaria o radio", "Encuentro o asamblea", "Su historia"):
        assert told in page
    assert "Qué falta" not in page
    client.post(at("open"))
    answer = _sent(client, at("draft"), objective="Saber qué quieren.", method="Se preguntó.")
    assert answer["Location"] == at("publish")
    page = text_of(client.get(at("publish")))
    assert "Saber qué quieren." in page
    seen = client.get(at("publish")).context["form"].initial
    answer = client.post(at("publish"), {"seen": seen["seen"], "expected": seen["expected"], "confirmed": "on"})
    assert "La caracterización quedó publicada" in said(client, answer)
    published = Characterisation.objects.get()
    assert (published.state, answer["Location"]) == (CharacterisationState.PUBLISHED, "/grupos/caracterizacion/1/")
    assert client.get("/grupos/caracterizacion/1.pdf").status_code == 200


def test_each_thing_is_corrected_and_taken_away_after_a_last_question(as_: As) -> None:
    client = as_(insider())
    group = a_whole_group()
    need, segment = group.needs.get(), add_segment(group, name="Mujeres", by=BY)
    source = a_source(group)
    table = figures(source)
    empty = a_source(group, title="Otra fuente")
    for address, typed, told in (
        (at("audience_edit", group.public_id), {"name": "Jóvenes"}, "El grupo quedó corregido."),
        (at("need_edit", need.public_id), {"topic": "El agua"}, "Quedó corregido lo que quieren saber."),
        (at("segment_edit", segment.public_id), {"name": "Ellas"}, "El segmento quedó corregido."),
        (at("source_edit", source.public_id), {"title": "Encuesta nueva"}, "La fuente quedó corregida."),
        (at("table_edit", table.public_id), {"variable": "Género"}, "Las cifras quedaron corregidas."),
    ):
        assert told in said(client, _sent(client, address, **typed))
    for address, told in (
        (at("need_remove", need.public_id), "Se quitó de lo que quieren saber."),
        (at("segment_remove", segment.public_id), "El segmento se quitó."),
        (at("table_remove", table.public_id), "Las cifras se quitaron."),
        (at("source_remove", empty.public_id), "La fuente se quitó."),
    ):
        assert client.get(address).status_code == 200
        assert told in said(client, client.post(address))
    group.refresh_from_db()
    assert (group.name, Distribution.objects.count(), AudienceSource.objects.get().title) == (
        "Jóvenes",
        0,
        "Encuesta nueva",
    )


def test_what_the_domain_refuses_stands_beside_what_was_typed(as_: As) -> None:
    client = as_(insider())
    group = a_group()
    a_group("Otro")
    for address, typed, told in (
        (at("audience_edit", group.public_id), {"name": "Otro"}, "Ya hay un grupo con ese nombre."),
        (at("channels", group.public_id), {"publication_1": "chat", "publication_2": "chat"}, "está dos veces"),
        (at("audience_edit", group.public_id), {"expected": "99"}, "Otra persona cambió esto"),
    ):
        answer = _sent(client, address, **typed)
        assert (answer.status_code, told in text_of(answer)) == (422, True)
    answer = client.post(at("source_add", group.public_id), {**SOURCE, "consent_proof": ""})
    assert "Falta decir dónde está la prueba" in text_of(answer)
    answer = client.post(at("table_add", a_source(group).public_id), {**TABLE, "counts": "Mujeres"})
    assert (answer.status_code, "Línea 1: escriba el valor" in text_of(answer)) == (422, True)


def test_of_several_answers_how_many_answered_is_asked(as_: As) -> None:
    client = as_(insider())
    source = a_source(a_group())
    typed = {**TABLE, "is_multiple": "on", "counts": "Radio; 50\nWhatsApp; 40"}
    assert "Escriba cuántos respondieron." in text_of(client.post(at("table_add", source.public_id), typed))
    said(client, client.post(at("table_add", source.public_id), {**typed, "several_of": "60"}))
    page = text_of(client.get(source.get_absolute_url()))
    assert "Se contaron: 60 · Cada quien podía escoger varias" in page
    table = Distribution.objects.get()
    assert "Las cifras quedaron corregidas." in said(client, _sent(client, at("table_edit", table.public_id)))
    a_published()
    assert "la suma pasa de 100 %" in text_of(client.get("/grupos/juventudes/"))


def test_a_group_is_retired_with_its_reason_and_comes_back(as_: As) -> None:
    client = as_(insider())
    group = a_group()
    assert client.post(at("audience_retire", group.public_id), {"expected": 1}).status_code == 422
    answer = _sent(client, at("audience_retire", group.public_id), reason="Se unió a otro.")
    assert "El grupo se retiró." in said(client, answer)
    page = text_of(client.get(at("audiences")))
    assert "Se unió a otro." in page
    assert "Este grupo se retiró" in text_of(client.get(group.get_absolute_url()))
    assert "está otra vez entre los grupos" in said(client, client.post(at("audience_bring_back", group.public_id)))
    group.refresh_from_db()
    assert group.state == AudienceState.IN_FORCE


def test_the_detail_is_erased_with_a_reason(as_: As) -> None:
    client = as_(insider())
    source = a_source(a_group())
    figures(source)
    answer = _sent(client, at("source_erase", source.public_id), reason="Una persona lo pidió.")
    assert "El detalle se borró para siempre." in said(client, answer)
    source.refresh_from_db()
    assert source.state == SourceState.ERASED
    page = text_of(client.get(source.get_absolute_url()))
    assert "El detalle se borró el 15 de octubre de 2021" in page
    assert "Exacto, interno" not in page
    assert "Una persona lo pidió." in page


def test_where_the_proof_is_is_shown_to_who_says_what_for_and_to_nobody_else(as_: As) -> None:
    source = a_source(a_group())
    client = as_(insider())
    for address in (source.get_absolute_url(), at("source_edit", source.public_id)):
        assert "Carpeta 120-14" not in client.get(address).content.decode()
    ask = at("source_reveal", source.public_id)
    assert client.post(ask).status_code == 422
    assert "Carpeta 120-14" in text_of(client.post(ask, {"reason": "Lo pide la auditoría."}))
    assert LedgerEntry.objects.filter(verb="reveal_reserved", object=source.public_id).count() == 1
    assert as_(a_person("Rita Revisa", Role.INTERNAL_CONTROL)).post(ask, {"reason": "X"}).status_code == 403
    said(client, _sent(client, at("source_edit", source.public_id), title="Otra"))
    source.refresh_from_db()
    assert (source.title, source.consent_proof) == ("Otra", "Carpeta 120-14")


def test_who_only_reads_sees_figures_as_they_are_published(as_: As) -> None:
    source = a_source(a_group())
    figures(source)
    page = text_of(as_(a_person("Rita Revisa", Role.INTERNAL_CONTROL)).get(source.get_absolute_url()))
    assert ("Exacto, interno" in page, "Otro Reservado" in page, "Carpeta 120-14" in page) == (False, True, False)


def test_texts_with_personal_data_are_told_before_they_are_published(as_: As) -> None:
    client = as_(insider())
    group = a_group()
    _sent(client, at("audience_edit", group.public_id), summary="Llamen a su líder, cédula 52.345.678.")
    a_draft()
    page = client.get(at("publish"))
    assert "Los textos parecen traer datos personales" in text_of(page)
    seen = page.context["form"].initial
    typed = {"seen": seen["seen"], "expected": seen["expected"], "confirmed": "on"}
    assert "Diga por qué se puede publicar" in text_of(client.post(at("publish"), typed))
    answer = client.post(at("publish"), {**typed, "found_is_public": "Es el número de una resolución."})
    assert answer.status_code == 302
    assert Characterisation.objects.get().screening["found_is_public"] == "Es el número de una resolución."


def test_what_changed_while_one_read_is_told(as_: As) -> None:
    client = as_(insider())
    a_group()
    draft = a_draft()
    typed = {"seen": "0" * 64, "expected": str(draft.version), "confirmed": "on"}
    answer = client.post(at("publish"), typed)
    assert (answer.status_code, "Algo cambió en los grupos" in text_of(answer)) == (422, True)


def test_a_later_version_shows_what_changes_and_may_be_discarded(as_: As) -> None:
    client = as_(insider())
    assert "Ninguna todavía" in text_of(client.get(at("versions")))
    a_group()
    a_published()
    a_group("Comerciantes")
    client.post(at("open"))
    assert "reason" in client.get(at("draft")).context["form"].fields
    page = text_of(client.get(at("publish")))
    assert "Qué cambia frente a la versión 1" in page
    assert "Comerciantes nuevo" in page
    assert "Borrador de la versión 2" in text_of(client.get(at("versions")))
    assert "El borrador se descartó." in said(client, client.post(at("discard")))
    assert client.get(at("draft")).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_every_page_for_every_role(as_: As, role: Role) -> None:
    group = a_whole_group()
    need, segment, source = group.needs.get(), add_segment(group, name="Mujeres", by=BY), a_source(group)
    table = figures(source)
    gone = a_group("Otro")
    retire_audience(gone, reason="X", by=BY)
    a_draft()
    client, rights = as_(a_person("Rosa Rol", role)), ROLE_CARDS[role].permissions
    reads = [
        at("audiences"),
        at("versions"),
        at("publish"),
        at("audience", group.public_id),
        at("audience", gone.public_id),
        at("source", source.public_id),
    ]
    edits = [
        at("audience_add"),
        at("draft"),
        at("discard"),
        *(at(name, group.public_id) for name in ("audience_edit", "channels", "audience_retire")),
        *(at(name, group.public_id) for name in ("segment_add", "need_add", "source_add")),
        *(at(name, segment.public_id) for name in ("segment_edit", "segment_remove")),
        *(at(name, need.public_id) for name in ("need_edit", "need_remove")),
        *(at(name, source.public_id) for name in ("source_edit", "source_remove", "source_erase", "table_add")),
        *(at(name, table.public_id) for name in ("table_edit", "table_remove")),
    ]
    for addresses, perm in ((reads, Perm.READ_AUDIENCES), (edits, Perm.EDIT_AUDIENCES)):
        expected = 200 if perm in rights else 403
        assert [client.get(one).status_code for one in addresses] == [expected] * len(addresses)
    if Perm.EDIT_AUDIENCES not in rights:
        for address in (at("open"), at("audience_bring_back", gone.public_id), at("audience_retire", group.public_id)):
            assert client.post(address).status_code == 403
    if Perm.READ_AUDIENCES in rights and Perm.PUBLISH_CHARACTERISATION not in rights:
        assert "Publicar la caracterización" not in text_of(client.get(at("publish")))
        assert client.post(at("publish")).status_code == 422
    for name in ("audience", "source", "need_edit", "table_edit", "segment_edit"):
        assert client.get(at(name, "nada")).status_code in (403, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_of_the_desk_has_its_number_of_queries(
    as_: As, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(insider())
    for one in range(number):
        group = a_whole_group(f"Grupo {one}")
        for variable in range(number):
            figures(a_source(group, title=f"Fuente {variable}"), variable=f"Variable {variable}")
    for warm in ("/grupos/", at("audiences")):  # what is held is read once
        client.get(warm)
    with django_assert_num_queries(11):
        client.get(at("audiences"))
    with django_assert_num_queries(12):
        client.get(group.get_absolute_url())
