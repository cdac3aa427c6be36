"""Put a year in one file that anybody can check, and publish it."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, record
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.queries import topic_versions
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotFound, Stale
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.library.actions import publish
from rendir.foundation.library.models import Publication
from rendir.front.opendata.catalog import TOPICS
from rendir.front.opendata.queries import current_name, subject_of_year, year_files
from rendir.front.opendata.yearly import checks, contents
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import published_version

_PIECE = 1 << 20
_TRIES = 5
_LIBRARY = "library"


def export_year(year: int, target: Path, *, by: Actor) -> str:
    """Write the yearly file at `target`, whole or not at all, and give the hash of the ledger where it was sealed.

    What it holds is written down in the ledger first: a file changed afterwards no longer is what was sealed.
    `NotFound` where nothing was adopted; `Stale` where the year went on changing while it was read.
    """
    check(Perm.PUBLISH, by=by)
    version = published_version(year)
    if version is None:
        message = _("No hay una estrategia adoptada para %(year)s.") % {"year": year}
        raise NotFound(message, way_out=_("Adopte primero el cronograma."))
    with TemporaryDirectory(dir=target.parent, prefix=".rendir-") as folder:
        return _export(version.strategy, Path(folder), target, by=by)


def publish_year(year: int, *, by: Actor) -> Publication:
    """Make the yearly file, check it as anybody will, and keep it public under its next number.

    `Invalid` where it does not hold: something was changed past the ledger, and nobody should be given such a file.
    """
    check(Perm.PUBLISH, by=by)
    with TemporaryDirectory(dir=settings.RENDIR_DATA, prefix=".rendir-") as folder:
        path = Path(folder) / f"{subject_of_year(year)}.zip"
        export_year(year, path, by=by)
        _must_hold(path)
        number = len(year_files(year)) + 1
        try:
            return publish(
                subject=subject_of_year(year),
                number=number,
                title=_("Archivo del año %(year)s") % {"year": year},
                digest=_digest(path),
                files={"zip": (f"{subject_of_year(year)}-v{number}.zip", path)},
                by=by,
            )
        except IntegrityError as error:
            message = _("Otra persona publicó el archivo de este año mientras se hacía el suyo.")
            raise Stale(message, way_out=_("Abra de nuevo la página: ya está publicado.")) from error


def _export(strategy: Strategy, folder: Path, target: Path, *, by: Actor) -> str:
    members = _steady(strategy, folder)
    sealed: dict[str, Any] = {
        "year": strategy.year,
        "entity": current_name(),
        "made_at": clock.now().astimezone(BOGOTA).isoformat(timespec="seconds"),
        "files": {name: _digest(path) for name, path in members.items()},
    }
    with atomic():
        record(strategy, verb=checks.SEAL, by=by, public=sealed)
    seal = contents.last_seal(strategy, sealed)
    members[checks.LEDGER] = _kept(folder, checks.LEDGER, contents.ledger_lines(seal.sequence))
    made = folder / "made.zip"
    _write(made, members, _manifest(sealed, members, seal.hash))
    made.replace(target)
    return seal.hash


def _steady(strategy: Strategy, folder: Path) -> dict[str, Path]:
    """Every member read at one state of the year: read again where somebody changed it meanwhile."""
    for _attempt in range(_TRIES):
        before = _standing()
        members = dict(_prepared(strategy, folder))
        if _standing() == before:
            return members
    message = _("El año cambia mientras se lee.")
    raise Stale(message, way_out=_("Haga el archivo cuando nadie esté trabajando en el año."))


def _standing() -> tuple[str, str]:
    return topic_versions({*TOPICS, _LIBRARY}), clock.today().isoformat()


def _prepared(strategy: Strategy, folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything but the ledger, each on disk: memory stays as it is, whatever the size of the year."""
    for name, pieces in contents.data_members(strategy, clock.today()):
        yield name, _kept(folder, name, pieces)
    for name, stored in contents.documents_of(strategy.year):
        yield name, stored.path
    yield "verify.py", _kept(folder, "verify.py", (contents.program(),))
    yield "LEAME.txt", _kept(folder, "LEAME.txt", (contents.how_to(current_name(), strategy.year),))


def _kept(folder: Path, name: str, pieces: Iterable[bytes]) -> Path:
    path = folder / "members" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(pieces)
    return path


def _manifest(sealed: dict[str, Any], members: dict[str, Path], head: str) -> bytes:
    files = [{"path": name, "size": path.stat().st_size, "sha256": _digest(path)} for name, path in members.items()]
    told = {"format": checks.FORMAT, "version": checks.VERSION, **sealed, "head": head, "files": files}
    return checks.manifest_text(told)


def _write(target: Path, members: dict[str, Path], manifest: bytes) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(checks.MANIFEST, manifest)
        for name, path in members.items():
            archive.write(path, name)


def _must_hold(path: Path) -> None:
    broken = checks.verify(path).broken
    if broken:
        message = _("El archivo del año no se sostiene y no se publica: %(why)s.") % {"why": "; ".join(broken[:3])}
        raise Invalid(message, way_out=_("Pida a Sistemas que compruebe el registro con «rendir verify»."))


def _digest(path: Path) -> str:
    return contents.sha256_of(path, _PIECE)
