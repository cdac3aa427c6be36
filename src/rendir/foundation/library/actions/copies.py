"""Make of a file the copy that may be published; the original stays as it came, reserved, as proof."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, record
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.library.actions.files import refusing_in_words, store_stream
from rendir.foundation.library.contents import child
from rendir.foundation.library.contents.kinds import FileKind
from rendir.foundation.library.models import StoredFile

_NEUTRAL = "copia-publica"
_MOST_GROWTH = 2
"""A picture written anew may weigh more than it did; not endlessly."""
_ROOM = 16 * 1024 * 1024


def strip_metadata(stored: StoredFile, *, by: Actor) -> StoredFile:
    """A copy without what the file tells of who made it, where and when, under a name that tells nothing either.

    Asked again it gives the same copy. The ledger ties the two together. `Invalid` where it cannot be cleaned.
    """
    check(Perm.FILES_ADD, by=by)
    kind = stored.kind
    if kind is None:
        message = _("De este archivo no se hace una copia para publicar.")
        raise Invalid(message, way_out=_("Cárguelo como PDF o imagen."))
    with refusing_in_words():
        header, copy = child.opened("strip", stored.path, kind)
        name = f"{_NEUTRAL}.{FileKind(header['kind'])}"
        with atomic():
            made = store_stream(_refusing(copy), name=name, by=by, most=_MOST_GROWTH * stored.size + _ROOM)
            public = {"original": stored.public_id, "sha256": stored.sha256}
            record(made, verb="strip_metadata", by=by, public=public)
    return made


def _refusing(copy: Iterator[bytes]) -> Iterator[bytes]:
    """A copy that breaks off in the middle breaks the storing of it: nothing is kept."""
    with refusing_in_words():
        yield from copy
