"""A year put in one file, whole or not at all, and published once it holds."""

import zipfile
from pathlib import Path

import pytest
from django.db import IntegrityError

from factories.deliveries import at
from factories.yearly import a_lived_year, look
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit import queries
from rendir.foundation.audit.actors import Job, PublicToken
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, NotFound, Stale
from rendir.foundation.library.models import Publication, StoredFile
from rendir.foundation.organization.actions import edit_entity
from rendir.foundation.organization.models import Entity
from rendir.front.opendata.actions import export_year, publish_year, yearly
from rendir.front.opendata.queries import year_files

pytestmark = pytest.mark.django_db
PUBLISHER = Job("tests", frozenset({Perm.PUBLISH}))
NOBODY = PublicToken("t1", frozenset())


@pytest.fixture(autouse=True)
def _a_year() -> None:
    a_lived_year()


def test_the_file_is_sealed_in_the_chain_and_names_its_seal(tmp_path: Path) -> None:
    target = tmp_path / "2021.zip"
    with at(10, 15):
        sealed = export_year(2021, target, by=PUBLISHER)
    verdict = look(target.read_bytes(), sealed)
    assert (verdict.broken, verdict.head, queries.head()[1]) == ([], sealed, sealed)
    assert LedgerEntry.objects.last().verb == "seal_year_file"  # type: ignore[union-attr]
    assert [one.name for one in tmp_path.iterdir()] == ["2021.zip"]


def test_every_head_of_before_is_in_the_file(tmp_path: Path) -> None:
    export_year(2021, tmp_path / "2021.zip", by=PUBLISHER)
    data = (tmp_path / "2021.zip").read_bytes()
    hashes = list(LedgerEntry.objects.values_list("hash", flat=True))
    assert {look(data, one).is_head_met for one in hashes[::20]} == {True}


def test_a_year_whose_reserved_data_were_erased_still_holds(tmp_path: Path) -> None:
    held = queries.head()[1]
    LedgerPayload.objects.filter(reserved=True).delete()
    export_year(2021, tmp_path / "2021.zip", by=PUBLISHER)
    assert (look((tmp_path / "2021.zip").read_bytes(), held).broken, queries.verify_now(held=held)) == ([], [])


def test_who_may_not_publish_makes_no_file(tmp_path: Path) -> None:
    for act in (lambda: export_year(2021, tmp_path / "x.zip", by=NOBODY), lambda: publish_year(2021, by=NOBODY)):
        with pytest.raises(NotAllowed):
            act()
    assert list(tmp_path.iterdir()) == []


def test_a_year_that_nobody_adopted_has_no_file(tmp_path: Path) -> None:
    before = queries.head()
    with pytest.raises(NotFound, match="No hay una estrategia adoptada para 2022"):
        export_year(2022, tmp_path / "2022.zip", by=PUBLISHER)
    assert (queries.head(), list(tmp_path.iterdir())) == (before, [])


def test_a_change_while_it_is_read_makes_it_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, reads = yearly._prepared, []

    def changing(*words: object) -> object:
        reads.append("read")
        made = list(real(*words))  # type: ignore[arg-type]
        if len(reads) == 1:
            _rename("Alcaldía de Otro Nombre")
        return made

    monkeypatch.setattr(yearly, "_prepared", changing)
    export_year(2021, tmp_path / "2021.zip", by=PUBLISHER)
    with zipfile.ZipFile(tmp_path / "2021.zip") as made:
        assert "Alcaldía de Otro Nombre" in made.read("LEAME.txt").decode()
    assert (len(reads), look((tmp_path / "2021.zip").read_bytes()).broken) == (2, [])


def test_a_year_that_never_stands_still_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter(range(100))
    monkeypatch.setattr(yearly, "_prepared", lambda *_: _rename(f"Alcaldía {next(names)}"))
    with pytest.raises(Stale, match="cambia mientras se lee"):
        export_year(2021, tmp_path / "2021.zip", by=PUBLISHER)
    assert list(tmp_path.iterdir()) == []


def _rename(name: str) -> list[tuple[str, Path]]:
    entity = Entity.objects.get()
    edit_entity(entity, name=name, expected=entity.version, by=Job("tests"))
    return []


def test_a_published_file_is_kept_under_its_number_and_holds() -> None:
    with at(10, 15):
        first, second = publish_year(2021, by=PUBLISHER), publish_year(2021, by=PUBLISHER)
    assert [(one.publication.number, one.file.media_type) for one in year_files(2021)] == [
        (2, "application/zip"),
        (1, "application/zip"),
    ]
    newest, oldest = year_files(2021)
    assert (oldest.publication, newest.publication) == (first, second)
    assert (first.subject, first.title, first.digest) == ("ano-2021", "Archivo del año 2021", oldest.file.sha256)
    assert [look(one.file.read()).broken for one in (oldest, newest)] == [[], []]
    assert queries.verify_now() == []


def test_a_file_that_would_not_hold_is_not_published() -> None:
    stored = StoredFile.objects.get(name="corte-1.json")
    stored.path.chmod(0o600)
    stored.path.write_bytes(b"{}")
    with pytest.raises(Invalid, match=r"documents/corte-2021-1-v1\.json: no es el que se publicó"):
        publish_year(2021, by=PUBLISHER)
    stored.path.unlink()
    assert not Publication.objects.filter(subject="ano-2021").exists()


def test_of_two_who_publish_at_once_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(yearly, "publish", taken)
    with pytest.raises(Stale, match="Otra persona publicó"):
        publish_year(2021, by=PUBLISHER)
