"""A folder comes in: read, dated, confirmed at once, undone; each step by who may and from where it may."""

from datetime import date

import pytest

from factories.accounts import a_person, insider
from factories.files import a_pdf
from factories.folders import ACT, REPORT, a_zip, confirmed, kept, past_years, read
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.archive.actions.bringing import (
    bring_back,
    confirm_import,
    discard_import,
    leave_out,
    read_folder,
    set_year_of_folder,
    undo_import,
)
from rendir.foundation.archive.actions.publishing import publish_document, unpublish_document
from rendir.foundation.archive.models import ArchiveDocument, ArchiveImport
from rendir.foundation.archive.queries import archived
from rendir.foundation.archive.states import DocumentState, ImportState
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.library.actions import store_file, strip_metadata

pytestmark = pytest.mark.usefixtures("_today")


def _of(source: ArchiveImport) -> dict[str, ArchiveDocument]:
    return {one.filename: one for one in ArchiveDocument.objects.filter(source=source).select_related("source", "file")}


def test_a_folder_read_proposes_and_changes_nothing() -> None:
    made = read(past_years(), by=insider())
    rows = ArchiveDocument.objects.filter(source=made).order_by("folder", "filename")
    assert [(one.folder, one.title, one.year, one.year_from, one.day, one.day_from) for one in rows] == [
        ("Informes/2019", "Acta", 2019, "folder", None, ""),
        ("Informes/2019", "Informe de gestión 2019-04-30", 2019, "name", date(2019, 4, 30), "name"),
        ("Sueltos", "Presentación", None, "", None, ""),
    ]
    assert [(one["path"], one["outcome"]) for one in made.notes] == [
        ("Informes/Thumbs.db", "left"),
        ("Informes/instalar.exe", "refused"),
    ]
    assert (made.state, list(archived())) == (ImportState.PREVIEWED, [])


def test_what_the_library_had_before_with_another_use_is_told() -> None:
    by, past = insider(), past_years()
    store_file(past[ACT], name="acta.pdf", media_type="application/pdf", by=by)
    found = _of(read(past, by=by))
    assert {name for name, one in found.items() if one.was_in_library} == {"Acta.pdf"}
    assert len(found) == 3


@pytest.mark.parametrize("role", list(Role))
def test_only_who_brings_in_brings_in(role: Role) -> None:
    lead, person = insider(), a_person("Ana", role)
    stored, waiting, done = (
        kept(a_zip({ACT: a_pdf("Uno")}), by=lead),
        read({ACT: a_pdf("Dos")}, by=lead),
        confirmed(by=lead),
    )
    document = next(iter(_of(waiting).values()))
    acts = (
        lambda: read_folder(stored, by=person),
        lambda: set_year_of_folder(waiting, "Informes/2019", 2018, by=person),
        lambda: leave_out(document, by=person),
        lambda: bring_back(document, by=person),
        lambda: confirm_import(waiting, by=person),
        lambda: undo_import(done, by=person),
        lambda: discard_import(read({ACT: a_pdf("Tres")}, by=lead), by=person),
    )
    may = Perm.IMPORT_ARCHIVE in ROLE_CARDS[role].permissions
    for act in acts:
        document.refresh_from_db()
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_what_control_may_is_to_read() -> None:
    rights = {perm for perm in ROLE_CARDS[Role.INTERNAL_CONTROL].permissions if perm.startswith("archive.")}
    assert rights == {Perm.READ_ARCHIVE}


def test_confirmed_all_of_it_is_there_and_no_more() -> None:
    lead = insider()
    made = read(past_years(), by=lead)
    with pytest.raises(Invalid) as refused:
        confirm_import(made, by=lead)
    assert refused.value.message == "Faltan años: 1 documentos no lo tienen."
    leave_out(_of(made)["Presentación.txt"], by=lead)
    confirm_import(made, by=lead)
    assert sorted(one.filename for one in archived()) == ["Acta.pdf", "Informe de gestión 2019-04-30.docx"]
    assert LedgerEntry.objects.filter(verb="confirm_archive_import", object=made.public_id).count() == 1


def test_a_year_for_the_whole_folder_keeps_the_days_that_are_of_it() -> None:
    lead = insider()
    made = read(past_years(), by=lead)
    assert set_year_of_folder(made, "Informes/2019", 2019, by=lead) == 0
    assert set_year_of_folder(made, "Informes/2019", 2018, by=lead) == 2
    assert set_year_of_folder(made, "Sueltos", 2018, by=lead) == 1
    assert {(one.year, one.year_from, one.day) for one in _of(made).values()} == {(2018, "person", None)}
    confirm_import(made, by=lead)
    assert archived().count() == 3


@pytest.mark.parametrize("year", [1990, 2022])
def test_a_year_that_cannot_be_is_refused(year: int) -> None:
    lead = insider()
    with pytest.raises(Invalid):
        set_year_of_folder(read(past_years(), by=lead), "Sueltos", year, by=lead)


def test_a_folder_of_which_nothing_comes_is_not_confirmed() -> None:
    lead = insider()
    made = read({ACT: a_pdf()}, by=lead)
    document = _of(made)["Acta.pdf"]
    leave_out(document, by=lead)
    with pytest.raises(Invalid) as refused:
        confirm_import(made, by=lead)
    assert refused.value.message == "De esta carpeta no entra ningún documento."
    bring_back(document, by=lead)
    assert confirm_import(made, by=lead).state == ImportState.CONFIRMED


def test_the_same_folder_again_waits_once_and_then_adds_nothing() -> None:
    lead = insider()
    stored = kept(a_zip({ACT: a_pdf("Acta")}), by=lead)
    made = read_folder(stored, by=lead)
    assert read_folder(stored, by=lead) == made
    confirm_import(made, by=lead)
    again = read_folder(stored, by=lead)
    assert again != made
    assert {one["outcome"] for one in again.notes} == {"known"}
    assert not ArchiveDocument.objects.filter(source=again).exists()


def test_two_files_that_are_one_come_once() -> None:
    data = a_pdf("Acta")
    made = read({"2019/a.pdf": data, "2019/b.pdf": data}, by=insider())
    assert list(_of(made)) == ["a.pdf"]
    assert [(one["path"], one["outcome"], one["why"]) for one in made.notes] == [
        ("2019/b.pdf", "known", "Es igual, letra por letra, a otro de esta carpeta.")
    ]


def test_what_waits_in_one_folder_does_not_wait_in_another() -> None:
    lead, data = insider(), a_pdf("Acta")
    read({"2019/a.pdf": data}, by=lead, name="primera.zip")
    second = read({"2019/b.pdf": data}, by=lead, name="segunda.zip")
    assert second.notes == [{"path": "2019/b.pdf", "outcome": "known", "why": "Ya llegó con «primera.zip»."}]


def test_what_came_with_another_folder_meanwhile_is_left_out() -> None:
    """Undone and read again, a folder may meet its own file in one that was confirmed since."""
    lead, data, other = insider(), a_pdf("Acta"), a_pdf("Otra")
    first = read({"2019/a.pdf": data, "2019/c.pdf": other}, by=lead, name="primera.zip")
    leave_out(_of(first)["a.pdf"], by=lead)
    second = read({"2019/b.pdf": data}, by=lead, name="segunda.zip")
    confirm_import(second, by=lead)
    bring_back(_of(first)["a.pdf"], by=lead)
    confirm_import(first, by=lead)
    assert sorted(one.filename for one in archived()) == ["b.pdf", "c.pdf"]


def test_what_waits_in_two_folders_comes_with_the_first_that_is_confirmed() -> None:
    """Left out of one, it waits in another; brought back, it waits in both."""
    lead, data = insider(), a_pdf("Acta")
    first = read({"2019/a.pdf": data}, by=lead, name="primera.zip")
    leave_out(_of(first)["a.pdf"], by=lead)
    second = read({"2019/b.pdf": data}, by=lead, name="segunda.zip")
    bring_back(_of(first)["a.pdf"], by=lead)
    confirm_import(first, by=lead)
    with pytest.raises(Invalid) as refused:
        confirm_import(second, by=lead)
    assert refused.value.message == "De esta carpeta no entra ningún documento."
    assert [one.filename for one in archived()] == ["a.pdf"]


def test_who_saw_another_version_confirms_nothing() -> None:
    lead = insider()
    made = read({ACT: a_pdf()}, by=lead)
    with pytest.raises(Stale):
        confirm_import(made, expected=made.version + 1, by=lead)
    assert not archived().exists()


def test_discarded_or_confirmed_it_waits_no_more() -> None:
    lead = insider()
    made = read({ACT: a_pdf()}, by=lead)
    document = _of(made)["Acta.pdf"]
    discard_import(made, by=lead)
    document.refresh_from_db()
    for act in (
        lambda: leave_out(document, by=lead),
        lambda: bring_back(document, by=lead),
        lambda: set_year_of_folder(made, "Informes/2019", 2018, by=lead),
        lambda: confirm_import(made, by=lead),
        lambda: discard_import(made, by=lead),
        lambda: undo_import(made, by=lead),
    ):
        with pytest.raises(WrongState):
            act()


def test_undone_nothing_of_it_is_there_and_it_may_come_again() -> None:
    lead = insider()
    made = confirmed(by=lead)
    undo_import(made, by=lead)
    assert not archived().exists()
    again = read({REPORT: past_years()[REPORT]}, by=lead)
    assert (again.notes, archived().count()) == ([], 0)


def test_what_was_ever_published_is_not_undone_with_its_folder() -> None:
    lead = insider()
    made = confirmed(by=lead)
    document = _of(made)["Acta.pdf"]
    copy = strip_metadata(document.file, by=lead)
    publish_document(document, title="Acta", copy=copy, screening={"confirmed": True}, by=lead)
    for _time in range(2):
        with pytest.raises(Invalid) as refused:
            undo_import(made, by=lead)
        assert refused.value.message == "De esta carpeta ya se publicó algo: no se deshace entera."
        document.refresh_from_db()
        if document.state == DocumentState.PUBLIC:
            unpublish_document(document, reason="Se corrige.", by=lead)
