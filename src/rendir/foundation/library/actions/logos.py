"""The entity's logo: a picture from outside, drawn anew without what else its file told, and kept by its hash."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rendir.foundation.audit.actions import atomic, change, check
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.library import shelf
from rendir.foundation.library.actions.files import recognized, refusing_in_words, store_file
from rendir.foundation.library.contents.child import opened
from rendir.foundation.library.contents.kinds import FileKind
from rendir.foundation.organization.actions import EDIT_ENTITY
from rendir.foundation.organization.models import Entity

MOST_LOGO_BYTES = 2 * 1024 * 1024
LOGO_KINDS = (FileKind.PNG, FileKind.JPG, FileKind.WEBP)


def set_logo(entity: Entity, chunks: Iterable[bytes], *, name: str, expected: int, by: Actor) -> Entity:
    """Give the entity a logo, or another one. `Invalid` where the file is no picture, is a drawing that could carry
    programs (SVG), or cannot stand in a header; nothing changes then.
    """
    check(EDIT_ENTITY, entity, by=by)
    _must_not_be_a_drawing(name)
    with shelf.arriving(chunks, most=MOST_LOGO_BYTES) as arrival:
        if recognized(arrival.path, name) not in {one.media_type for one in LOGO_KINDS}:
            message = _("Ese archivo no es una imagen que sirva de logotipo.")
            raise Invalid(message, way_out=_("Use una imagen PNG, JPG o WEBP."))
        with refusing_in_words():
            measures, pieces = opened("logo", arrival.path)
            drawn = b"".join(pieces)
    with atomic():
        stored = store_file(drawn, name="logotipo.png", media_type=FileKind.PNG.media_type, perm=EDIT_ENTITY, by=by)
        fields = {"logo": stored.sha256, "logo_width": measures["width"], "logo_height": measures["height"]}
        return change(entity, fields, perm=EDIT_ENTITY, by=by, expected=expected, verb="set_logo")


def remove_logo(entity: Entity, *, expected: int, by: Actor) -> Entity:
    """The entity's initials stand again where the logo stood. Documents already frozen keep it."""
    fields = {"logo": "", "logo_width": 0, "logo_height": 0}
    return change(entity, fields, perm=EDIT_ENTITY, by=by, expected=expected, verb="remove_logo")


def _must_not_be_a_drawing(name: str) -> None:
    if name.lower().endswith((".svg", ".svgz")):
        message = _("Un logotipo en SVG no se recibe: ese tipo de archivo puede traer programas.")
        raise Invalid(message, way_out=_("Expórtelo como PNG y súbalo otra vez."))
