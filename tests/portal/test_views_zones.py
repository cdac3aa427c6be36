"""The territory on the desk and for everybody."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from factories.accounts import a_person, insider
from factories.organization import BY, a_territory, an_entity
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.organization.actions import add_zone
from rendir.foundation.organization.models import Zone
from rendir.foundation.organization.queries import zones_in_force

pytestmark = pytest.mark.django_db

PALMA = {"kind": "vereda", "name": "La Palma", "parent": "", "code": "", "starts_on": ""}


@pytest.fixture(autouse=True)
def _entity() -> None:
    an_entity()


def _as(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
    return client


@pytest.fixture
def desk() -> Client:
    return _as(insider())


def _at(name: str, *parts: str) -> str:
    return reverse(f"portal_desk:{name}", args=parts)


def _paths() -> list[str]:
    return [one.path for one in zones_in_force()]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_inside_reads_the_territory_and_who_knows_it_writes_it(role: Role) -> None:
    palma = a_territory()["Vereda La Palma"]
    client = _as(a_person("Ana", role))
    allowed = Perm.EDIT_ZONES in ROLE_CARDS[role].permissions
    page = client.get(_at("zones"))
    assert (page.status_code, page.context["may_edit"]) == (200, allowed)
    for name, parts in (
        ("zone_add", ()),
        ("zones_paste", ()),
        ("zone_edit", (palma.public_id,)),
        ("zone_end", (palma.public_id,)),
    ):
        assert (name, client.get(_at(name, *parts)).status_code) == (name, 200 if allowed else 403)
    assert client.post(_at("zone_reopen", palma.public_id)).status_code == (404 if allowed else 403)


def test_a_zone_is_added_inside_another(desk: Client) -> None:
    roble = a_territory()["Corregimiento El Roble"]
    page = desk.get(_at("zone_add") + f"?en={roble.public_id}")
    assert page.context["form"]["parent"].value() == roble.public_id
    answer = desk.post(_at("zone_add"), {**PALMA, "name": "El Salado", "parent": roble.public_id})
    assert answer["Location"] == _at("zones")
    assert "Corregimiento El Roble › Vereda El Salado" in _paths()


def test_what_is_refused_keeps_what_was_typed(desk: Client) -> None:
    roble = a_territory()["Corregimiento El Roble"]
    page = desk.post(_at("zone_add"), {**PALMA, "parent": roble.public_id})
    form = page.context["form"]
    assert (page.status_code, form["name"].value()) == (422, "La Palma")
    assert "Ya está «Vereda La Palma» en ese lugar." in form.non_field_errors()[0]
    assert desk.post(_at("zone_add"), {**PALMA, "name": ""}).context["form"].errors == {
        "name": ["Escriba el nombre de la zona."]
    }


def test_a_zone_is_corrected_and_is_not_offered_its_own_parts(desk: Client) -> None:
    zones = a_territory()
    roble = zones["Corregimiento El Roble"]
    address = _at("zone_edit", roble.public_id)
    offered = [label for _, label in desk.get(address).context["form"].fields["parent"].choices]
    assert offered == ["Ninguna: directamente en el municipio", "Comuna 1", "Comuna 1 › Barrio Centro"]
    typed = {"kind": "corregimiento", "name": "El Roblal", "parent": "", "code": "", "starts_on": ""}
    assert desk.post(address, {**typed, "expected": roble.version}).status_code == 302
    assert "Corregimiento El Roblal › Vereda La Palma" in _paths()
    page = desk.post(address, {**typed, "name": "Otro", "expected": roble.version})
    assert (page.status_code, page.context["form"].is_stale) == (422, True)


def test_a_zone_ends_with_its_reason_and_is_put_back(desk: Client) -> None:
    zones = a_territory()
    palma = zones["Vereda La Palma"]
    address = _at("zone_end", palma.public_id)
    page = desk.post(address, {"on": "2021-06-30", "reason": "", "expected": palma.version})
    assert (page.status_code, page.context["form"].errors["reason"]) == (422, ["Escriba por qué dejó de existir."])
    desk.post(address, {"on": "2021-06-30", "reason": "Acuerdo 12", "expected": palma.version})
    assert [(one.label, one.ends_on) for one in desk.get(_at("zones")).context["ended"]] == [
        ("Vereda La Palma", date(2021, 6, 30))
    ]
    desk.post(_at("zone_reopen", palma.public_id))
    assert "Corregimiento El Roble › Vereda La Palma" in _paths()
    refused = desk.post(
        _at("zone_end", zones["Comuna 1"].public_id), {"on": "2021-06-30", "reason": "x", "expected": 1}
    )
    assert "todavía tiene zonas adentro" in refused.context["form"].non_field_errors()[0]


def test_a_list_is_looked_at_before_it_is_written(desk: Client) -> None:
    a_territory()
    text = "Comuna 1; Barrio Centro\nComuna 1; Barrio Sur\nPlaza de mercado"
    page = desk.post(_at("zones_paste"), {"text": text})
    assert page.status_code == 200
    assert [(one.label, one.depth, one.is_known, one.is_unclear) for one in page.context["lines"]] == [
        ("Comuna 1", 0, True, False),
        ("Barrio Centro", 1, True, False),
        ("Barrio Sur", 1, False, False),
        ("Plaza de mercado", 0, False, True),
    ]
    assert (page.context["new"], page.context["unclear"], Zone.objects.count()) == (2, 1, 4)
    desk.post(_at("zones_paste"), {"text": text, "apply": "on"})
    assert _paths()[-1] == "Plaza de mercado"
    assert desk.post(_at("zones_paste"), {"text": text}).context["new"] == 0


def test_what_is_not_understood_of_a_list_is_told_by_its_line(desk: Client) -> None:
    text = "\n".join(" " * step + f"Zona {step}" for step in range(5))
    page = desk.post(_at("zones_paste"), {"text": text, "apply": "on"})
    assert (page.status_code, [one.line for one in page.context["problems"]], Zone.objects.count()) == (422, [5], 0)
    assert desk.post(_at("zones_paste"), {"text": ""}).context["form"].errors == {"text": ["Pegue o escriba la lista."]}


def test_everybody_reads_it(client: Client) -> None:
    assert "La entidad no ha escrito sus zonas" in client.get("/territorio/").content.decode()
    a_territory()
    text = client.get("/territorio/").content.decode()
    assert ("Vereda La Palma" in text, 'href="/datos/zonas/"' in text) == (True, True)


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_the_same_whatever_there_is(
    desk: Client, many: int, django_assert_max_num_queries: object
) -> None:
    a_territory("\n".join(f"Comuna {one}; Barrio {one}" for one in range(many)))
    with django_assert_max_num_queries(9):  # type: ignore[operator] # a context
        desk.get(_at("zones"))


# --- The map ---------------------------------------------------------------------------------------------------------


def _map(**names: str) -> bytes:
    """A map of squares side by side, each with these words."""
    features = [
        {
            "type": "Feature",
            "properties": {"nombre": name, "cod": code},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 4], [x, 4.1], [x + 0.1, 4.1], [x + 0.1, 4], [x, 4]]]},
        }
        for x, (name, code) in enumerate(names.items(), -75)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _read(desk: Client, data: bytes) -> HttpResponse:
    return desk.post(_at("zones_draw"), {"file": SimpleUploadedFile("mapa.geojson", data)})


def _text(page: HttpResponse) -> str:
    return " ".join(page.content.decode().split())


def test_a_map_is_read_shown_and_drawn(desk: Client) -> None:
    zones = a_territory()
    palma = zones["Vereda La Palma"]
    page = _read(desk, _map(**{"La Palma": "01", "Otra": "y"}))
    shapes = page.context["shapes"]
    assert (shapes.initial, page.context["labels"]) == ({"0": palma.public_id}, ["La Palma", "Otra"])
    assert Zone.objects.exclude(contour=None).count() == 0
    said = {"drawn": page.context["kept"], "nombre": page.context["labels"], "forma-0": palma.public_id, "forma-1": ""}
    page = desk.post(_at("zones_draw"), said, follow=True)
    assert "Quedaron dibujadas: 1 zona." in _text(page)
    assert [one.name for one in Zone.objects.exclude(contour=None)] == ["La Palma"]
    public = Client().get(reverse("portal:territory"))
    (area,) = public.context["map"].areas
    assert (area.label, area.url) == ("Vereda La Palma", f"#zona-{palma.public_id}")
    assert f'id="zona-{palma.public_id}"' in public.content.decode()


def test_drawing_the_same_again_changes_nothing_and_the_map_is_erased(desk: Client) -> None:
    palma = a_territory()["Vereda La Palma"]
    page = _read(desk, _map(**{"La Palma": "01"}))
    said = {"drawn": page.context["kept"], "forma-0": palma.public_id}
    desk.post(_at("zones_draw"), said)
    assert "Quedaron dibujadas: 0 zonas." in _text(desk.post(_at("zones_draw"), said, follow=True))
    assert "Borrar el dibujo" in _text(desk.get(_at("zones_draw")))
    assert "El mapa se borró: 1 zona." in _text(desk.post(_at("drawing_erase"), follow=True))
    assert (Zone.objects.exclude(contour=None).count(), Zone.objects.get(name="La Palma").ends_on) == (0, None)


def test_two_figures_are_not_one_zone(desk: Client) -> None:
    palma = a_territory()["Vereda La Palma"]
    page = _read(desk, _map(Una="1", Otra="2"))
    said = {"drawn": page.context["kept"], "nombre": ["Una", "Otra"]}
    page = desk.post(_at("zones_draw"), {**said, "forma-0": palma.public_id, "forma-1": palma.public_id})
    assert (page.status_code, Zone.objects.exclude(contour=None).count()) == (422, 0)
    assert "Esta zona ya se escogió para otra figura." in _text(page)
    assert page.context["labels"] == ["Una", "Otra"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"drawn": ""}, "Elija el archivo con el mapa."),
        ({"drawn": "[[[1, 2]]]"}, "El mapa no llegó completo."),
        ({"drawn": "3"}, "El mapa no llegó completo."),
    ],
)
def test_what_is_missing_of_a_map_is_told(desk: Client, said: dict[str, str], told: str) -> None:
    a_territory()
    page = desk.post(_at("zones_draw"), said)
    assert page.status_code == 422
    assert told in _text(page)


def test_a_file_that_is_no_map_says_what_to_do(desk: Client) -> None:
    a_territory()
    page = _read(desk, b"hola")
    assert page.status_code == 422
    assert "GeoJSON" in _text(page)


def test_without_zones_there_is_nothing_to_draw(desk: Client) -> None:
    assert "Primero escriba las zonas" in _text(desk.get(_at("zones_draw")))
    assert Client().get(reverse("portal:territory")).context["map"].areas == ()


def test_of_many_zones_the_map_writes_no_names(desk: Client) -> None:
    names = {f"Sector {letter}{other}": "" for letter in "ABCDEF" for other in "ABCDEF"}
    zones = {name: add_zone(name, kind="vereda", parent=None, by=BY) for name in names}
    page = _read(desk, _map(**names))
    places = {f"forma-{place}": zones[label].public_id for place, label in enumerate(page.context["labels"])}
    desk.post(_at("zones_draw"), {"drawn": page.context["kept"], **places})
    areas = Client().get(reverse("portal:territory")).context["map"].areas
    assert (len(areas), {one.name for one in areas}) == (36, {""})


@pytest.mark.parametrize("role", list(Role))
def test_who_writes_the_territory_draws_it(role: Role) -> None:
    a_territory()
    client = _as(a_person("Ana", role))
    allowed = Perm.EDIT_ZONES in ROLE_CARDS[role].permissions
    assert client.get(_at("zones_draw")).status_code == (200 if allowed else 403)
    assert client.post(_at("drawing_erase")).status_code == (302 if allowed else 403)
