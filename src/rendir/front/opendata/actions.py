"""Put a year in one file that anybody can check."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, record
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.organization.queries import current_entity
from rendir.front.opendata.yearly import checks, contents
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import published_version

_PIECE = 1 << 20


def export_year(year: int, target: Path, *, by: Actor) -> str:
    """Write the yearly file at `target`, whole or not at all, and give the hash of the ledger where it was sealed.

    What it holds is written down in the ledger first: a file changed afterwards no longer is what was sealed.
    `NotFound` where nothing was adopted.
    """
    check(Perm.PUBLISH, by=by)
    version = published_version(year)
    if version is None:
        message = _("No hay una estrategia adoptada para %(year)s.") % {"year": year}
        raise NotFound(message, way_out=_("Adopte primero el cronograma."))
    strategy = version.strategy
    with TemporaryDirectory(dir=target.parent, prefix=".rendir-") as folder:
        members = dict(_prepared(strategy, Path(folder)))
        files = {name: _digest(path) for name, path in members.items()}
        with atomic():
            record(strategy, verb=checks.SEAL, by=by, public={"year": year, "files": files})
        seal = contents.last_seal(strategy, files)
        members[checks.LEDGER] = _kept(Path(folder), checks.LEDGER, contents.ledger_lines(seal.sequence))
        made = Path(folder) / "made.zip"
        _write(made, members, _manifest(strategy, members, seal.hash))
        made.replace(target)
    return seal.hash


def _prepared(strategy: Strategy, folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything but the ledger, each on disk: memory stays as it is, whatever the size of the year."""
    for name, pieces in contents.data_members(strategy, clock.today()):
        yield name, _kept(folder, name, pieces)
    for name, stored in contents.documents_of(strategy.year):
        yield name, stored.path
    yield "verify.py", _kept(folder, "verify.py", (contents.program(),))
    yield "LEAME.txt", _kept(folder, "LEAME.txt", (contents.how_to(_entity(), strategy.year),))


def _kept(folder: Path, name: str, pieces: Iterable[bytes]) -> Path:
    path = folder / "members" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(pieces)
    return path


def _manifest(strategy: Strategy, members: dict[str, Path], head: str) -> bytes:
    told = {
        "format": checks.FORMAT,
        "version": 1,
        "year": strategy.year,
        "entity": _entity(),
        "made_at": clock.now().astimezone(BOGOTA).isoformat(timespec="seconds"),
        "head": head,
        "files": [
            {"path": name, "size": path.stat().st_size, "sha256": _digest(path)} for name, path in members.items()
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _write(target: Path, members: dict[str, Path], manifest: bytes) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(checks.MANIFEST, manifest)
        for name, path in members.items():
            archive.write(path, name)


def _digest(path: Path) -> str:
    return contents.sha256_of(path, _PIECE)


def _entity() -> str:
    entity = current_entity()
    return entity.name if entity else ""
