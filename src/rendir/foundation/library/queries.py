"""What is asked of the library."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.held import held
from rendir.foundation.core.documents import Logo
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.library import shelf
from rendir.foundation.library.models import BroughtTable, Publication, PublicationFile, StoredFile, Upload
from rendir.foundation.library.states import TableState, UploadState
from rendir.foundation.organization.models import Entity


@held()
def files_of(publication: Publication | None) -> dict[str, StoredFile]:
    """The frozen files of a publication, by format; none where nothing was frozen."""
    if publication is None:
        return {}
    rows = PublicationFile.objects.filter(publication=publication).select_related("file")
    return {row.format: row.file for row in rows}


def upload_of(public_id: str, *, by: Actor) -> Upload:
    """An upload that was not abandoned, for whoever began it. `NotFound` for everybody else: it is not theirs to know
    of.
    """
    theirs = Upload.objects.filter(owner=by.actor_id).exclude(state=UploadState.ABANDONED)
    upload = theirs.filter(public_id=public_id).select_related("file").first()
    if upload is None:
        message = _("Esa carga no existe o no es suya.")
        raise NotFound(message, way_out=_("Elija el archivo otra vez: se carga desde el principio."))
    return upload


def bytes_of_table(table: BroughtTable) -> bytes:
    """The bytes of a table that waits. `NotFound` where they are gone: copies of an installation leave them out."""
    part = shelf.part_of(table.public_id)
    if table.state != TableState.OPEN or not part.exists():
        message = _("Lo que trajo ya no está en el servidor.")
        raise NotFound(message, way_out=_("Traiga la tabla otra vez."))
    return part.read_bytes()


def tables_of(importer: str, scope: str = "") -> QuerySet[BroughtTable]:
    """The tables brought for that, the newest first."""
    return BroughtTable.objects.filter(importer=importer, scope=scope).select_related("file")


def last_sign_of(upload: Upload) -> datetime:
    """When something of an upload last arrived; when it began, where nothing of it is left."""
    part = shelf.part_of(upload.public_id)
    if not part.exists():
        return upload.started_at
    return max(upload.started_at, datetime.fromtimestamp(part.stat().st_mtime, tz=BOGOTA))


def logo_of(entity: Entity) -> Logo | None:
    """The entity's logo, to draw it in a document; None where it has none."""
    if not entity.logo:
        return None
    return Logo(shelf.place_of(entity.logo).read_bytes(), entity.logo_width, entity.logo_height)


def is_known(sha256: str) -> bool:
    """Whether the library has these bytes already."""
    return StoredFile.objects.filter(sha256=sha256).exists()
