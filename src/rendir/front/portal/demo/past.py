"""The demo's past years: a small folder of 2019 and 2020, brought in in February, one document of it listed."""

import io
import zipfile

from rendir.foundation.accounts.models import Person
from rendir.foundation.archive.actions.bringing import confirm_import, read_folder
from rendir.foundation.archive.actions.publishing import publish_document
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.library.actions import store_folder, strip_metadata

_LISTED = "informe de gestión 2019-12-20.txt"
_FILES = {
    f"2019/{_LISTED}": (
        "Informe de gestión de 2019\n\n"
        "Se arreglaron doce kilómetros de la vía a El Roble y se entregó el acueducto de La Julia.\n"
    ),
    "2019/acta de la audiencia.txt": "Acta de la audiencia pública de 2019\n\nHablaron 34 personas en el coliseo.\n",
    "2020/memoria del encuentro.txt": "Memoria del encuentro de 2020\n\nSe hizo por radio, por la pandemia.\n",
    "2020/Thumbs.db": "-",
}


def bring_past_years_in(by: Person) -> None:
    """The lead brings the folder in and lists the report."""
    stored = store_folder([_packed()], name="rendicion-2019-2020.zip", by=by)
    source = confirm_import(read_folder(stored, by=by), by=by)
    report = ArchiveDocument.objects.select_related("source", "file").get(source=source, filename=_LISTED)
    publish_document(
        report,
        title="Informe de gestión de 2019",
        copy=strip_metadata(report.file, by=by),
        screening={"findings": [], "unread": "", "confirmed": True, "found_is_public": ""},
        by=by,
    )


def _packed() -> bytes:
    """The same bytes whenever it is packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, words in _FILES.items():
            archive.writestr(zipfile.ZipInfo(path), words)
    return out.getvalue()
