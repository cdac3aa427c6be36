"""A document corrected, withdrawn, listed and unlisted: by who may, from where it may."""

from collections.abc import Callable
from datetime import date

import pytest

from factories.accounts import a_person, insider
from factories.files import AUTHOR, a_docx, a_pdf
from factories.folders import ACT, REPORT, confirmed, read
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.archive.actions.bringing import discard_import, leave_out
from rendir.foundation.archive.actions.documents import correct_document, withdraw_document
from rendir.foundation.archive.actions.publishing import publish_document, unpublish_document
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.archive.queries import (
    archived,
    found_in_public,
    found_inside,
    has_public_documents,
    head_at_publication,
    listed_publicly,
    public_document,
    years_of,
)
from rendir.foundation.archive.states import DocumentState
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, Refusal, Stale, WrongState
from rendir.foundation.library.actions import strip_metadata

pytestmark = pytest.mark.usefixtures("_today")
SCREENED = {"confirmed": True}


def _document(*, by: Actor, files: dict[str, bytes] | None = None) -> ArchiveDocument:
    made = confirmed(files or {ACT: a_pdf("Acta de la mesa")}, by=by)
    return ArchiveDocument.objects.select_related("source", "file").get(source=made)


def _published(document: ArchiveDocument, *, by: Actor, title: str = "Acta de la mesa") -> ArchiveDocument:
    copy = strip_metadata(document.file, by=by)
    return publish_document(document, title=title, copy=copy, screening=SCREENED, by=by)


def _state(state: DocumentState, lead: Actor) -> ArchiveDocument:
    """A document that reached that state by the real steps."""
    if state == DocumentState.LEFT_OUT:
        made = read({ACT: a_pdf("Acta"), "2019/b.pdf": a_pdf("Otra")}, by=lead)
        document = ArchiveDocument.objects.select_related("source", "file").filter(source=made).first()
        assert document
        return leave_out(document, by=lead)
    document = _document(by=lead)
    if state == DocumentState.PUBLIC:
        _published(document, by=lead)
    if state == DocumentState.WITHDRAWN:
        withdraw_document(document, reason="No es nuestro.", by=lead)
    return document


STEPS: dict[str, tuple[Perm, DocumentState, Callable[[ArchiveDocument, Actor], object]]] = {
    "publish": (
        Perm.PUBLISH_ARCHIVE,
        DocumentState.INTERNAL,
        lambda one, by: publish_document(one, title="Acta", copy=one.file, screening=SCREENED, by=by),
    ),
    "unpublish": (
        Perm.PUBLISH_ARCHIVE,
        DocumentState.PUBLIC,
        lambda one, by: unpublish_document(one, reason="Trae un dato.", by=by),
    ),
    "withdraw": (
        Perm.IMPORT_ARCHIVE,
        DocumentState.INTERNAL,
        lambda one, by: withdraw_document(one, reason="No es nuestro.", by=by),
    ),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", list(DocumentState))
def test_each_state_and_step(state: DocumentState, step: str) -> None:
    lead = insider()
    document = _state(state, lead)
    _perm, source, act = STEPS[step]
    if state == source:
        act(document, lead)
        return
    before = LedgerEntry.objects.count()
    with pytest.raises(Refusal):
        act(document, lead)
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("step", STEPS)
def test_each_step_and_role(role: Role, step: str) -> None:
    perm, source, act = STEPS[step]
    document, person = _state(source, insider()), a_person("Ana", role)
    if perm in ROLE_CARDS[role].permissions:
        act(document, person)
    else:
        with pytest.raises(NotAllowed):
            act(document, person)


def test_corrected_it_is_found_by_its_new_title_and_says_who_dated_it() -> None:
    lead = insider()
    document = _document(by=lead)
    correct_document(
        document, title=" Rendición  del alcalde ", year=2018, day=date(2018, 5, 2), expected=document.version, by=lead
    )
    document.refresh_from_db()
    assert (document.title, document.year, document.year_told, document.day, document.day_told) == (
        "Rendición del alcalde",
        2018,
        "quien lo corrigió",
        date(2018, 5, 2),
        "quien lo corrigió",
    )
    assert list(found_inside(archived(), "RENDICION")) == [document]
    assert years_of(archived()) == [2018]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": " "}, "Falta el título."),
        ({"year": 1990}, "El archivo recibe años de 1991 a 2021."),
        ({"year": 2022}, "El archivo recibe años de 1991 a 2021."),
        ({"day": date(2018, 1, 1)}, "El día no es de ese año."),
    ],
)
def test_what_cannot_be_is_not_corrected(change: dict[str, object], message: str) -> None:
    lead = insider()
    document = _document(by=lead)
    told = {"title": "Acta", "year": 2019, "day": None, **change}
    with pytest.raises(Invalid) as refused:
        correct_document(document, expected=document.version, by=lead, **told)  # type: ignore[arg-type]
    assert refused.value.message == message


def test_who_saw_another_version_corrects_nothing() -> None:
    lead = insider()
    document = _document(by=lead)
    with pytest.raises(Stale):
        correct_document(document, title="Otra", year=2018, expected=9, by=lead)


def test_only_who_brings_in_corrects() -> None:
    document = _document(by=insider())
    with pytest.raises(NotAllowed):
        correct_document(
            document, title="Otra", year=2018, expected=document.version, by=a_person("Inés", Role.INTERNAL_CONTROL)
        )


def test_of_a_discarded_folder_nothing_is_corrected_or_published() -> None:
    lead = insider()
    made = read({ACT: a_pdf()}, by=lead)
    document = ArchiveDocument.objects.get(source=made)
    discard_import(made, by=lead)
    document = ArchiveDocument.objects.select_related("source", "file").get(pk=document.pk)
    for act in (
        lambda: correct_document(document, title="Otra", year=2018, expected=document.version, by=lead),
        lambda: withdraw_document(document, reason="No.", by=lead),
        lambda: publish_document(document, title="Acta", copy=document.file, screening=SCREENED, by=lead),
    ):
        with pytest.raises(WrongState):
            act()


def test_a_step_without_its_words_is_refused() -> None:
    lead = insider()
    document = _document(by=lead)
    for act, message in (
        (lambda: withdraw_document(document, reason=" ", by=lead), "Falta la razón."),
        (lambda: unpublish_document(document, reason=" ", by=lead), "Falta la razón."),
        (
            lambda: publish_document(document, title=" ", copy=document.file, screening=SCREENED, by=lead),
            "Falta el título con que se publica.",
        ),
        (
            lambda: publish_document(document, title="Acta", copy=document.file, screening={}, by=lead),
            "Falta confirmar que no muestra datos personales.",
        ),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.message == message


def test_everybody_finds_the_copy_and_never_what_the_original_hides() -> None:
    lead = insider()
    document = _document(by=lead, files={REPORT: a_docx("Se arregló la vía a El Roble.")})
    assert list(found_inside(archived(), "revisar vía")) == [document]
    _published(document, by=lead, title="Acta de la vía")
    assert document.public_file
    assert AUTHOR.encode() not in document.public_file.read()
    assert list(found_in_public(listed_publicly(), "VÍA roble")) == [document]
    assert not found_in_public(listed_publicly(), "Revisar").exists()
    assert not found_in_public(listed_publicly(), "informes").exists()
    assert public_document(document.public_id) == document
    assert head_at_publication(document) == LedgerEntry.objects.get(verb="publish_document").hash


def test_unpublished_nobody_finds_it() -> None:
    lead = insider()
    document = _document(by=lead)
    _published(document, by=lead)
    assert has_public_documents()
    unpublish_document(document, reason="Trae un dato.", by=lead)
    assert (has_public_documents(), public_document(document.public_id)) == (False, None)
    assert (document.public_words, document.public_file, document.published_at) == ("", None, None)


def test_the_public_ledger_names_no_document_of_the_house() -> None:
    lead = insider()
    _document(by=lead, files={REPORT: a_docx(f"Acta de {AUTHOR}")})
    public = LedgerPayload.objects.filter(reserved=False, entry__kind__in=("archivedocument", "archiveimport"))
    told = str([one.body for one in public])
    assert "Informe de gestión" not in told
    assert AUTHOR not in told
