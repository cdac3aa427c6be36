"""The entity's logo: drawn anew with nothing else of its file, and refused where it could do harm or cannot be seen."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from factories.accounts import a_person
from factories.files import AUTHOR, a_heic, a_jpg, a_logo, a_pdf
from factories.organization import an_entity
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Job
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.foundation.library.actions import remove_logo, set_logo
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity

pytestmark = pytest.mark.django_db
BY = Job("tests")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def entity(settings: Settings, tmp_path: Path) -> Entity:
    """An entity without logo, and an empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return an_entity()


def _set(entity: Entity, data: bytes, name: str = "escudo.png") -> Entity:
    return set_logo(entity, [data], name=name, expected=entity.version, by=BY)


def test_a_logo_is_of_its_points_alone_on_white_and_no_larger_than_needed(entity: Entity) -> None:
    _set(entity, a_logo())
    kept = logo_of(Entity.objects.get())
    assert kept is not None
    assert (kept.width, kept.height) == (480, 240)
    assert AUTHOR.encode() not in kept.png
    with Image.open(BytesIO(kept.png)) as drawn:
        assert (drawn.format, drawn.mode, drawn.size, drawn.info) == ("PNG", "RGB", (480, 240), {})
        assert (drawn.getpixel((0, 0)), drawn.getpixel((150, 90))) == ((255, 255, 255), (0, 128, 0))


def test_a_photograph_becomes_the_same_turned_as_its_camera_noted(entity: Entity) -> None:
    _set(entity, a_jpg(width=120, height=90, turned=6), "escudo.jpg")
    assert StoredFile.objects.get(sha256=entity.logo).media_type == "image/png"
    assert (entity.logo_width, entity.logo_height) == (90, 120)


def test_it_can_be_changed_and_removed_and_each_is_told(entity: Entity) -> None:
    first = _set(entity, a_logo()).logo
    second = _set(entity, a_logo(300, 300)).logo
    assert first != second
    remove_logo(entity, expected=entity.version, by=BY)
    assert (logo_of(entity), entity.logo_width, entity.logo_height) == (None, 0, 0)
    verbs = LedgerEntry.objects.filter(kind="entity").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["create_entity", "set_logo", "set_logo", "remove_logo"]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("escudo.svg", SVG, "Un logotipo en SVG no se recibe: ese tipo de archivo puede traer programas"),
        ("escudo.png", SVG, "El archivo es un dibujo SVG"),
        ("escudo.pdf", a_pdf(), "Ese archivo no es una imagen que sirva de logotipo"),
        ("escudo.heic", a_heic(), "Ese archivo no es una imagen que sirva de logotipo"),
        ("escudo.png", a_logo(40, 20), "El logotipo es muy pequeño: 40 × 20 puntos"),
        ("escudo.png", a_logo(900, 100), "El logotipo es demasiado alargado: 900 × 100 puntos"),
        ("escudo.png", a_logo()[:200], "El archivo está dañado"),
        ("escudo.png", a_logo() + b"0" * 2_100_000, r"El archivo pesa más de 2 MB"),
    ],
    ids=["svg", "svg under another name", "pdf", "heic", "small", "long", "broken", "heavy"],
)
def test_what_cannot_stand_in_a_header_is_refused_with_its_reason(
    entity: Entity, name: str, data: bytes, why: str
) -> None:
    with pytest.raises(Invalid, match=why):
        _set(entity, data, name)
    assert (Entity.objects.get().logo, StoredFile.objects.count()) == ("", 0)


def test_a_page_seen_before_another_changed_it_changes_nothing(entity: Entity) -> None:
    seen = entity.version
    _set(entity, a_logo())
    with pytest.raises(Stale):
        set_logo(Entity.objects.get(), [a_logo(300, 300)], name="otro.png", expected=seen, by=BY)
    with pytest.raises(Stale):
        remove_logo(Entity.objects.get(), expected=seen, by=BY)


@pytest.mark.parametrize("role", Role)
def test_who_may_correct_the_entity_may_give_it_a_logo(entity: Entity, role: Role) -> None:
    person, may = a_person("Ana", role), Perm.EDIT_ENTITY in ROLE_CARDS[role].permissions
    deeds = [
        lambda: set_logo(entity, [a_logo()], name="escudo.png", expected=entity.version, by=person),
        lambda: remove_logo(entity, expected=entity.version, by=person),
    ]
    for deed in deeds:
        if may:
            deed()
        else:
            with pytest.raises(NotAllowed):
                deed()
