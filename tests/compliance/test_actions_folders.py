"""The folder of evidence: what one may read, in a tree, with its index and hashes; the ledger says who took it."""

import hashlib
import zipfile
from datetime import date
from functools import partial
from io import BytesIO

import pytest
from openpyxl import load_workbook

from compliance.conftest import As, at, text_of
from factories.accounts import a_person, insider
from factories.at_work import D1_2, I1_1, I1_2, R1_3, a_year_at_work, of_media, of_talent, with_evidence
from factories.organization import BY
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.foundation.organization.actions import edit_entity
from rendir.foundation.organization.queries import current_entity
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.actions.evidence import (
    COLLECTOR,
    Record,
    add_link,
    attach_evidence,
    support_also,
    withdraw_evidence,
)
from rendir.plan.compliance.actions.folders import take_folder
from rendir.plan.compliance.exports.folder import build_folder
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.rules.folders import FolderScope
from rendir.plan.planning.models import Strategy

pytestmark = pytest.mark.usefixtures("_at_work")
TODAY = date(2021, 10, 15)
build = partial(build_folder, title="Carpeta", series="110-23", base_url="https://entidad.example", today=TODAY)


def taken(strategy: Strategy, by: Person, scope: str = "anio") -> tuple[zipfile.ZipFile, list[tuple[object, ...]]]:
    """The ZIP, and the lines of its index."""
    asked = FolderScope.parse(scope)
    assert asked is not None
    archive = zipfile.ZipFile(take_folder(strategy, asked, build=build, by=by).file)
    rows = load_workbook(BytesIO(archive.read("indice.xlsx")))["Datos"].iter_rows(values_only=True)
    return archive, list(rows)[1:]


def evidences(archive: zipfile.ZipFile) -> list[str]:
    return [one for one in archive.namelist() if "/" in one]


def test_the_year_is_a_tree_with_the_originals_and_their_hashes() -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    first = with_evidence(strategy, I1_1, beto, text="uno")
    second = with_evidence(strategy, D1_2, beto, text="dos")
    archive, rows = taken(strategy, ana)

    assert evidences(archive) == [
        f"I-informacion/I1/cuatrimestre-1/001-{first.public_id}.txt",
        f"D-dialogo/D1/cuatrimestre-2/001-{second.public_id}.txt",
    ]
    assert [archive.read(one) for one in evidences(archive)] == [b"uno", b"dos"]
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS.txt").decode().splitlines())
    assert sums == {one: hashlib.sha256(archive.read(one)).hexdigest() for one in evidences(archive)}
    assert [(row[0], row[2], row[7], row[14], row[15]) for row in rows] == [
        ("110-23", "I1-1", "Acta de I1-1", hashlib.sha256(b"uno").hexdigest(), None),
        ("110-23", "D1-2", "Acta de D1-2", hashlib.sha256(b"dos").hexdigest(), None),
    ]
    assert archive.testzip() is None


def test_what_supports_several_stands_once_and_what_was_withdrawn_not_at_all() -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    shared = with_evidence(strategy, I1_1, beto)
    support_also(shared, open_delivery(strategy, I1_2), by=beto)
    withdraw_evidence(with_evidence(strategy, D1_2, beto), reason="Era otra", by=beto)
    archive, rows = taken(strategy, ana)
    place = f"I-informacion/I1/cuatrimestre-1/001-{shared.public_id}.txt"
    assert evidences(archive) == [place]
    assert [(row[2], row[12]) for row in rows] == [("I1-1", place), ("I1-2", place)]


def test_a_cut_and_an_activity_have_only_theirs() -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    for one in (I1_1, I1_2, D1_2):
        with_evidence(strategy, one, beto)
    assert [row[2] for row in taken(strategy, ana, "corte-2")[1]] == ["I1-2", "D1-2"]
    assert [row[2] for row in taken(strategy, ana, "I1")[1]] == ["I1-1", "I1-2"]


def test_a_link_opens_and_a_record_says_where_it_is_read() -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    add_link(open_delivery(strategy, I1_1), "https://entidad.example/acta", title="Acta", fact_on=TODAY, by=beto)
    ref = Record("release", "abc", "Boletín 1", "/boletines/1/", version=2, digest="f" * 64)
    attached = attach_evidence("issue_press_releases", on=TODAY, ref=ref, by=COLLECTOR)
    assert attached is not None
    support_also(attached.evidence, open_delivery(strategy, I1_2), by=beto)
    archive, _rows = taken(strategy, ana)
    link, told = evidences(archive)
    assert link.endswith(".url")
    assert archive.read(link) == b"[InternetShortcut]\r\nURL=https://entidad.example/acta\r\n"
    assert archive.read(told).decode() == (
        "Registro de Rendir: release abc, versión 2\n"
        "Dirección: https://entidad.example/boletines/1/\n"
        f"Huella SHA-256: {'f' * 64}\n"
    )


def test_no_name_of_a_file_tells_of_anybody() -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    with_evidence(strategy, I1_1, beto, text="cedula de Pedro Paramo")
    archive, _rows = taken(strategy, ana)
    assert not any("pedro" in one.lower() for one in archive.namelist())


def test_what_is_missing_or_changed_on_disk_is_said() -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    gone, changed = with_evidence(strategy, I1_1, beto), with_evidence(strategy, I1_2, beto)
    assert gone.file is not None
    assert changed.file is not None
    gone.file.path.chmod(0o600)
    gone.file.path.unlink()
    changed.file.path.chmod(0o600)
    changed.file.path.write_bytes(b"x" * changed.file.size)
    folder = take_folder(strategy, FolderScope(), build=build, by=ana)
    rows = list(load_workbook(BytesIO(zipfile.ZipFile(folder.file).read("indice.xlsx")))["Datos"].values)[1:]
    assert (folder.files, folder.damaged) == (1, 2)
    assert [row[15] for row in rows] == [
        "Falta en el archivo de la entidad: avise a Sistemas.",
        "No corresponde a la huella con que se guardó: avise a Sistemas.",
    ]


def test_a_unit_takes_its_own_and_nobody_elses() -> None:
    strategy, beto, tulia = a_year_at_work(), of_media(), of_talent()
    with_evidence(strategy, I1_1, beto)
    with_evidence(strategy, R1_3, tulia)
    assert [row[2] for row in taken(strategy, tulia)[1]] == ["R1-3"]
    with pytest.raises(Invalid):
        taken(strategy, tulia, "I1")
    with pytest.raises(NotAllowed):
        taken(strategy, a_person("Sara Sistemas", Role.IT))


def test_the_ledger_says_who_took_what() -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    with_evidence(strategy, I1_1, beto)
    taken(strategy, ana, "I1")
    entry = LedgerEntry.objects.get(verb="take_evidence_folder")
    assert (entry.actor, entry.payloads.get(reserved=False).body) == (
        ana.public_id,
        {"scope": "I1", "deliveries": 1, "files": 1},
    )


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_evidence_sees_the_page(as_: As, role: Role) -> None:
    a_year_at_work()
    expected = 200 if Perm.READ_EVIDENCE in ROLE_CARDS[role].permissions else 403
    client = as_(a_person("Ana", role))
    assert [client.get(one).status_code for one in (at("folder_now"), at("folder", 2021))] == [expected] * 2


def test_it_is_taken_from_the_page_and_only_by_a_post(as_: As) -> None:
    strategy, beto = a_year_at_work(), of_media()
    with_evidence(strategy, I1_1, beto)
    entity = current_entity()
    assert entity is not None
    edit_entity(entity, expected=entity.version, trd_series="110-23.05", by=BY)
    client = as_(beto)
    page = client.get(at("folder", 2021), {"de": "I1"})
    assert "Serie documental: 110-23.05." in text_of(page)
    assert not LedgerEntry.objects.filter(verb="take_evidence_folder").exists()
    sent = client.post(at("folder", 2021), {"scope": "I1"})
    assert sent["Content-Disposition"] == 'attachment; filename="evidencias-2021-I1.zip"'
    archive = zipfile.ZipFile(BytesIO(b"".join(sent.streaming_content)))  # type: ignore[arg-type] # bytes, read by the test's client
    assert evidences(archive) == [f"I-informacion/I1/cuatrimestre-1/001-{Evidence.objects.get().public_id}.txt"]
    empty = client.post(at("folder", 2021), {"scope": "D1"})
    assert (empty.status_code, "No hay evidencia que guardar" in text_of(empty)) == (422, True)


def test_without_evidence_the_page_says_so(as_: As) -> None:
    a_year_at_work()
    assert "Todavía no hay evidencia" in text_of(as_(of_media()).get(at("folder", 2021)))
