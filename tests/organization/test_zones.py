"""The zones of the territory: what is done with them, what is asked of them, and what is published."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from factories.accounts import a_person, insider
from factories.organization import BY, a_territory
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Refusal, Stale, WrongState
from rendir.foundation.core.tabular import Selection
from rendir.foundation.organization.actions import add_zone, add_zones, edit_zone, end_zone, reopen_zone
from rendir.foundation.organization.datasets import ZONES, published_zones
from rendir.foundation.organization.models import Zone
from rendir.foundation.organization.outline import read_outline
from rendir.foundation.organization.queries import ended_zones, zones_in_force

pytestmark = pytest.mark.django_db

DAY = date(2021, 6, 30)


def _paths() -> list[str]:
    return [one.path for one in zones_in_force()]


def _corrected(zone: Zone, by: Actor = BY, **changes: object) -> Zone:
    now = {name: getattr(zone, name) for name in ("name", "kind", "parent", "code", "starts_on")}
    return edit_zone(zone, **{**now, **changes}, expected=zone.version, by=by)  # type: ignore[arg-type] # of the fields


def _ended(zone: Zone, *, on: date = DAY, reason: str = "Acuerdo 12", by: Actor = BY) -> Zone:
    return end_zone(zone, on=on, reason=reason, expected=zone.version, by=by)


STEPS: dict[str, Callable[[Zone, Actor], object]] = {
    "add": lambda _, by: add_zone("Nueva", kind="vereda", parent=None, by=by),
    "add_many": lambda _, by: add_zones(read_outline("Vereda Nueva").zones, by=by),
    "edit": lambda zone, by: _corrected(zone, by, name="Otra"),
    "end": lambda zone, by: _ended(zone, by=by),
    "reopen": lambda zone, by: reopen_zone(zone, expected=zone.version, by=by),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", list(Role))
def test_who_knows_the_territory_writes_it_and_nobody_else(role: Role, step: str) -> None:
    zone = a_territory()["Vereda La Palma"]
    if step == "reopen":
        _ended(zone)
    before, person = LedgerEntry.objects.count(), a_person("Ana", role)
    allowed = Perm.EDIT_ZONES in ROLE_CARDS[role].permissions
    try:
        STEPS[step](zone, person)
    except NotAllowed:
        assert not allowed
        assert LedgerEntry.objects.filter(kind="zone").count() == 4 + (step == "reopen")
    else:
        assert allowed
        assert LedgerEntry.objects.count() > before


def test_a_list_is_written_once_each_zone_inside_its_own() -> None:
    text = "Comuna 2\nComuna 10\nComuna 1; Barrio Centro\nVereda Alta\nCorregimiento El Roble; Vereda Alta"
    assert add_zones(read_outline(text).zones, by=BY) == 7
    assert _paths() == [
        "Comuna 1",
        "Comuna 1 › Barrio Centro",
        "Comuna 2",
        "Comuna 10",
        "Corregimiento El Roble",
        "Corregimiento El Roble › Vereda Alta",
        "Vereda Alta",
    ]
    assert add_zones(read_outline(f"{text}\ncomuna 1; barrio sur").zones, by=BY) == 1
    assert "Comuna 1 › Barrio sur" in _paths()


def test_a_list_is_written_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    a_territory("Comuna 1")
    monkeypatch.setattr("rendir.foundation.organization.actions.zones_in_force", lambda: ())
    with pytest.raises(Invalid):
        add_zones(read_outline("Comuna 2\nComuna 1").zones, by=BY)
    monkeypatch.undo()
    assert _paths() == ["Comuna 1"]


def test_a_name_is_taken_once_in_each_place() -> None:
    zones = a_territory()
    inside = zones["Corregimiento El Roble"]
    with pytest.raises(Invalid, match="Ya está «Vereda la palma» en ese lugar"):
        add_zone(" la  palma ", kind="vereda", parent=inside, by=BY)
    add_zone("La Palma", kind="barrio", parent=inside, by=BY)
    add_zone("La Palma", kind="vereda", parent=None, by=BY)
    assert _paths().count("Vereda La Palma") == 1


@pytest.mark.parametrize("name", ["", "  "])
def test_a_zone_has_a_name(name: str) -> None:
    with pytest.raises(Invalid, match="Escriba el nombre"):
        add_zone(name, kind="vereda", parent=None, by=BY)


def test_the_database_holds_what_the_rules_say() -> None:
    zones = a_territory()
    inner = zones["Vereda La Palma"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Zone.objects.create(name="x", folded=inner.folded, kind=inner.kind, parent=inner.parent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Zone.objects.create(name="x", folded="1", kind="comuna")
    for wrong in ({"ends_on": DAY}, {"ended_reason": "x"}, {"parent": inner}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Zone.objects.filter(pk=inner.pk).update(**wrong)


def test_a_zone_is_corrected_and_put_inside_another() -> None:
    zones = a_territory()
    palma = _corrected(zones["Vereda La Palma"], name="La Palma Alta", code=" 05 ", parent=zones["Comuna 1"])
    assert (palma.name, palma.folded, palma.code) == ("La Palma Alta", "la palma alta", "05")
    assert "Comuna 1 › Vereda La Palma Alta" in _paths()


def test_nothing_is_inside_itself() -> None:
    zones = a_territory()
    roble = zones["Corregimiento El Roble"]
    for inside in (roble, zones["Vereda La Palma"]):
        with pytest.raises(Invalid, match="dentro de sí misma"):
            _corrected(roble, parent=inside)


def test_the_slower_of_two_is_told() -> None:
    zone = a_territory()["Comuna 1"]
    _corrected(Zone.objects.get(pk=zone.pk), code="01")
    with pytest.raises(Stale):
        _corrected(zone, code="02")


def test_what_ended_stays_and_can_be_put_back() -> None:
    zones = a_territory()
    palma = _ended(zones["Vereda La Palma"])
    assert ([one.label for one in ended_zones()], "Vereda La Palma" in " ".join(_paths())) == (
        ["Vereda La Palma"],
        False,
    )
    reopen_zone(palma, expected=palma.version, by=BY)
    assert (ended_zones(), palma.ended_reason) == ([], "")
    assert list(LedgerEntry.objects.order_by("-sequence").values_list("verb", flat=True)[:2]) == [
        "reopen_zone",
        "end_zone",
    ]


@pytest.mark.parametrize(
    ("step", "kind", "told"),
    [
        (lambda zones: _ended(zones["Comuna 1"]), WrongState, "todavía tiene zonas adentro"),
        (lambda zones: _ended(zones["Barrio Centro"], reason=" "), Invalid, "Falta la razón"),
        (
            lambda zones: _ended(_corrected(zones["Barrio Centro"], starts_on=DAY), on=date(2021, 6, 29)),
            Invalid,
            "antes",
        ),
    ],
)
def test_a_zone_does_not_end_like_that(
    step: Callable[[dict[str, Zone]], object], kind: type[Refusal], told: str
) -> None:
    with pytest.raises(kind, match=told):
        step(a_territory())


def test_nothing_is_put_back_where_it_has_no_place() -> None:
    zones = a_territory()
    palma, roble = zones["Vereda La Palma"], zones["Corregimiento El Roble"]
    _ended(palma)
    other = add_zone("La Palma", kind="vereda", parent=roble, by=BY)
    with pytest.raises(Invalid, match="Ya está"):
        reopen_zone(palma, expected=palma.version, by=BY)
    _ended(other)
    _ended(roble)
    with pytest.raises(WrongState, match="ya no existe"):
        reopen_zone(Zone.objects.get(pk=palma.pk), expected=palma.version, by=BY)


def test_what_is_inside_a_zone_that_ended_is_seen_at_the_top() -> None:
    zones = a_territory()
    Zone.objects.filter(pk=zones["Comuna 1"].pk).update(ends_on=DAY, ended_reason="Acuerdo 12")
    assert "Barrio Centro" in _paths()


def test_it_is_published_with_where_each_is() -> None:
    assert (ZONES.count(), ZONES.updated()) == (0, None)
    zones = a_territory()
    _corrected(zones["Vereda La Palma"], code="05")
    rows = [
        {column.name: column.value(row) for column in ZONES.columns} for row in published_zones(Selection(filters={}))
    ]
    assert [row["ruta"] for row in rows] == sorted(_paths())
    assert rows[-1] == {
        "ruta": "Corregimiento El Roble › Vereda La Palma",
        "clase": "vereda",
        "nombre": "La Palma",
        "queda_en": "Corregimiento El Roble",
        "codigo": "05",
        "existe_desde": None,
    }
    assert (ZONES.count(), ZONES.updated() is not None) == (4, True)
    kept = published_zones(Selection(filters={"clase": "barrio"}))
    assert [row.zone.name for row in kept] == ["Centro"]
    later = published_zones(Selection(filters={}, after=("Comuna 1 › Barrio Centro",), limit=1))
    assert [row.path for row in later] == ["Corregimiento El Roble"]
    assert [value for value, _ in ZONES.filters[0].choices()][:3] == ["comuna", "localidad", "barrio"]


def test_the_whole_tree_is_one_query(django_assert_num_queries: Callable[[int], object]) -> None:
    a_territory("\n".join(f"Comuna {one}; Barrio {one}" for one in range(20)))
    insider()
    with django_assert_num_queries(1):  # type: ignore[attr-defined] # a context
        assert len(zones_in_force()) == 40
