"""What is asked of the library."""

from rendir.foundation.audit.held import held
from rendir.foundation.library.models import Publication, PublicationFile, StoredFile


@held
def files_of(publication: Publication | None) -> dict[str, StoredFile]:
    """The frozen files of a publication, by format; none where nothing was frozen."""
    if publication is None:
        return {}
    rows = PublicationFile.objects.filter(publication=publication).select_related("file")
    return {row.format: row.file for row in rows}
