"""The archive at the desk: brought in, found, corrected, listed, each page by who may and at a fixed cost."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from archive.conftest import As
from factories.accounts import a_person, insider
from factories.files import AUTHOR, a_docx, a_pdf, a_scan
from factories.folders import ACT, REPORT, a_zip, confirmed, past_years, read
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.archive.models import ArchiveDocument, ArchiveImport
from rendir.foundation.archive.states import DocumentState, ImportState
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.library.actions import store_file


def at(name: str, *parts: str) -> str:
    return reverse(f"archive_desk:{name}", args=parts)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def said(client: Client, response: HttpResponse) -> str:
    assert response.status_code == 302, text_of(response)[:1500]
    return "; ".join(str(one) for one in client.get(response["Location"].partition("#")[0]).context["messages"])


def _of(made: ArchiveImport, name: str) -> ArchiveDocument:
    return ArchiveDocument.objects.select_related("source", "file").get(source=made, filename=name)


def _sent(files: dict[str, bytes], name: str = "rendicion.zip") -> dict[str, Any]:
    return {"document": SimpleUploadedFile(name, a_zip(files))}


@pytest.mark.parametrize("role", list(Role))
def test_each_page_is_for_who_may(as_: As, role: Role) -> None:
    lead = insider()
    made, waiting = confirmed(by=lead), read({ACT: a_pdf("Otra")}, by=lead)
    document = _of(made, "Acta.pdf")
    client, rights = as_(a_person("Ana", role)), ROLE_CARDS[role].permissions
    asked = {
        Perm.READ_ARCHIVE: [at("archive"), at("import", waiting.public_id), at("document", document.public_id)],
        Perm.IMPORT_ARCHIVE: [at("import_new")],
        Perm.PUBLISH_ARCHIVE: [f"{at('publish')}?d={document.public_id}"],
    }
    for perm, addresses in asked.items():
        expected = 200 if perm in rights else 403
        assert [client.get(address).status_code for address in addresses] == [expected] * len(addresses)
    posts = {
        at("original", document.public_id): Perm.READ_ARCHIVE,
        at("correct", document.public_id): Perm.IMPORT_ARCHIVE,
        at("withdraw", document.public_id): Perm.IMPORT_ARCHIVE,
        at("unpublish", document.public_id): Perm.PUBLISH_ARCHIVE,
        at("import_year", waiting.public_id): Perm.IMPORT_ARCHIVE,
        at("import_confirm", waiting.public_id): Perm.IMPORT_ARCHIVE,
    }
    for address, perm in posts.items():
        assert client.post(address).status_code == (
            (200 if perm == Perm.READ_ARCHIVE else 422) if perm in rights else 403
        )
    for name in ("import_discard", "import_undo"):
        if Perm.IMPORT_ARCHIVE not in rights:
            assert client.post(at(name, waiting.public_id)).status_code == 403


def test_a_file_that_the_entity_kept_with_another_use_is_told(as_: As) -> None:
    by, past = insider(), past_years()
    store_file(past[ACT], name="acta.pdf", media_type="application/pdf", by=by)
    page = text_of(as_(by).get(read(past, by=by).get_absolute_url()))
    assert page.count("La entidad ya guardaba este mismo archivo, con otro uso.") == 1


def test_before_anything_came_the_page_says_what_comes_here(as_: As) -> None:
    page = as_(insider()).get(at("archive"))
    assert "Todavía no hay documentos de años anteriores" in text_of(page)
    assert at("import_new") in page.content.decode()
    assert at("import_new") not in as_(a_person("Inés", Role.INTERNAL_CONTROL)).get(at("archive")).content.decode()


def test_a_folder_is_sent_dated_confirmed_and_found(as_: As) -> None:
    client = as_(insider())
    answer = client.post(at("import_new"), _sent(past_years()))
    assert said(client, answer) == "La carpeta se leyó. Nada entra al archivo hasta que usted confirme."
    made = ArchiveImport.objects.get()
    page = text_of(client.get(made.get_absolute_url()))
    assert "Entran 3 documentos." in page
    assert "Falta el año de 1 documento." in page
    assert "El archivo es un programa" in text_of(client.get(f"{made.get_absolute_url()}?ver=notas"))
    answer = client.post(at("import_year", made.public_id), {"folder": "Sueltos", "year": "2018"})
    assert said(client, answer) == "Documentos que ahora son de 2018: 1."
    answer = client.post(at("leave", _of(made, "Acta.pdf").public_id), {"page": "1"})
    assert answer["Location"] == f"{made.get_absolute_url()}?pagina=1#documento-{_of(made, 'Acta.pdf').public_id}"
    made.refresh_from_db()
    answer = client.post(at("import_confirm", made.public_id), {"expected": made.version})
    assert said(client, answer).startswith("Los documentos están en el archivo.")
    for query, number in (
        ("q=ROBLE", 1),
        ("q=mesa+agua", 1),
        ("vigencia=2018", 1),
        ("tipo=text", 1),
        ("q=nada", 0),
        ("", 2),
    ):
        assert client.get(f"{at('archive')}?{query}").context["page"].paginator.count == number
    assert "Ningún documento responde a lo que busca" in text_of(client.get(f"{at('archive')}?q=nada"))


def test_a_folder_left_out_may_come_back_and_the_whole_be_discarded(as_: As) -> None:
    client = as_(insider())
    client.post(at("import_new"), _sent({ACT: a_pdf()}))
    made = ArchiveImport.objects.get()
    for state in (DocumentState.LEFT_OUT, DocumentState.INTERNAL):
        client.post(at("leave", _of(made, "Acta.pdf").public_id))
        assert _of(made, "Acta.pdf").state == state
    told = said(client, client.post(at("import_discard", made.public_id)))
    assert told.endswith("La carpeta quedó descartada. El archivo no cambió.")
    assert not client.get(at("archive")).context["imports"]


def test_what_is_no_folder_stands_in_the_form(as_: As) -> None:
    client = as_(insider())
    assert client.post(at("import_new")).status_code == 422
    for sent, told in (
        ({}, "Elija la carpeta comprimida."),
        ({"document": SimpleUploadedFile("a.zip", b"no")}, "El archivo no es una carpeta comprimida ZIP."),
        ({"document": SimpleUploadedFile("a.zip", b"PK\x03\x04no")}, "La carpeta comprimida está dañada"),
    ):
        answer = client.post(at("import_new"), {"upload": "", **sent})
        assert answer.status_code == 422
        assert told in text_of(answer)
    assert not ArchiveImport.objects.exists()


def test_a_folder_comes_piece_by_piece_and_goes_nowhere_else(as_: As) -> None:
    client, data = as_(insider()), a_zip({ACT: a_pdf()})
    begun = client.post(at("upload_begin"), {"name": "rendicion.zip", "size": len(data)})
    assert begun.status_code == 201
    headers = {"Upload-Offset": "0"}
    sent = client.patch(begun["Location"], data, content_type="application/offset+octet-stream", headers=headers)
    assert sent.status_code == 204
    assert client.post(begun["Location"]).status_code == 200
    answer = client.post(at("import_new"), {"upload": begun.json()["upload"]})
    assert answer.status_code == 302
    assert ArchiveImport.objects.get().filename == "rendicion.zip"
    assert client.post(at("upload_begin"), {"name": "acta.pdf", "size": 9}).status_code == 422


def test_a_year_or_a_confirmation_that_came_incomplete_changes_nothing(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), read({ACT: a_pdf()}, by=lead)
    assert client.post(at("import_year", made.public_id), {"folder": "Informes/2019", "year": "x"}).status_code == 422
    assert client.post(at("import_confirm", made.public_id)).status_code == 422
    made.refresh_from_db()
    assert made.state == ImportState.PREVIEWED


def test_what_came_is_undone_from_its_page(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), confirmed(by=lead)
    assert "Deshacer lo que entró" in text_of(client.get(made.get_absolute_url()))
    answer = client.post(at("import_undo", made.public_id))
    assert said(client, answer) == "Lo que entró con esta carpeta ya no está en el archivo."
    assert "Deshecha" in text_of(client.get(made.get_absolute_url()))


def test_a_folder_that_brings_nothing_new_says_so(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), confirmed({ACT: a_pdf()}, by=lead)
    again = read({"otra/acta.pdf": made.documents.get().file.read()}, by=lead, name="otra.zip")
    assert "Esta carpeta no trae documentos nuevos" in text_of(client.get(again.get_absolute_url()))
    assert "Ya llegó con «rendicion.zip»." in text_of(client.get(f"{again.get_absolute_url()}?ver=notas"))
    assert "Ningún archivo se dejó sin leer." in text_of(client.get(f"{made.get_absolute_url()}?ver=notas"))


def test_a_document_is_corrected_and_who_opens_its_original_leaves_a_trace(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), confirmed(by=lead)
    document = _of(made, "Acta.pdf")
    page = text_of(client.get(document.get_absolute_url()))
    assert "Según su carpeta." in page
    typed = {"title": "Acta del coliseo", "year": "2018", "day": "2018-05-02", "expected": document.version}
    assert said(client, client.post(at("correct", document.public_id), typed)) == "Quedó corregido."
    wrong = client.post(
        at("correct", document.public_id), {**typed, "expected": _of(made, "Acta.pdf").version, "day": "2019-05-02"}
    )
    assert wrong.status_code == 422
    assert "El día no es de ese año." in text_of(wrong)
    assert "Otra persona cambió esto" in text_of(client.post(at("correct", document.public_id), typed))
    opened = client.post(at("original", document.public_id))
    assert b"".join(opened.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert LedgerEntry.objects.filter(verb="open_archived").count() == 1
    assert client.get(at("original", document.public_id)).status_code == 405


def test_before_confirming_a_document_is_corrected_and_leads_back_to_its_folder(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), read(past_years(), by=lead)
    document = _of(made, "Presentación.txt")
    typed = {"title": "Presentación", "year": "2017", "day": "", "expected": document.version}
    assert client.post(at("correct", document.public_id), typed)["Location"] == made.get_absolute_url()


def test_a_document_is_withdrawn_with_its_reason(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), confirmed(by=lead)
    document = _of(made, "Acta.pdf")
    assert client.post(at("withdraw", document.public_id)).status_code == 422
    answer = client.post(at("withdraw", document.public_id), {"reason": "No es nuestra."})
    assert said(client, answer) == "El documento quedó retirado. Su historia se conserva."
    assert "No es nuestra." in text_of(client.get(document.get_absolute_url()))
    assert client.get(at("document", "nada")).status_code == 404


def _typed(*documents: ArchiveDocument, **changes: str) -> dict[str, object]:
    told: dict[str, object] = {}
    for one in documents:
        one.refresh_from_db()
        answers = {"title": f"Documento de {one.year}", "confirmed": "on", "expected": one.version, **changes}
        told |= {f"{one.public_id}-{name}": value for name, value in answers.items()}
    return told


def test_two_are_published_at_once_as_copies_that_name_nobody(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), confirmed(by=lead)
    both = [_of(made, "Acta.pdf"), _of(made, "Informe de gestión 2019-04-30.docx")]
    address = f"{at('publish')}?d={both[0].public_id}&d={both[1].public_id}"
    page = text_of(client.get(address))
    assert "La copia ya no dice:" in page
    assert AUTHOR not in page
    assert said(client, client.post(address, _typed(*both))) == "Ya es público: cualquiera lo encuentra y lo abre."
    for one in both:
        one.refresh_from_db()
        assert (one.state, one.public_title) == (DocumentState.PUBLIC, "Documento de 2019")
        assert one.public_file
        assert AUTHOR.encode() not in one.public_file.read()
    page = text_of(client.get(both[0].get_absolute_url()))
    assert "Verlo como lo ve la gente" in page
    assert client.get(address).status_code == 409


def test_one_that_is_not_confirmed_keeps_all_from_being_published(as_: As) -> None:
    lead = insider()
    client, made = (
        as_(lead),
        confirmed({REPORT: a_docx("La cédula 1.094.123.456 de Ana"), "2019/foto.pdf": a_scan()}, by=lead),
    )
    named, scan = _of(made, "Informe de gestión 2019-04-30.docx"), _of(made, "foto.pdf")
    address = f"{at('publish')}?d={named.public_id}&d={scan.public_id}"
    answer = client.post(address, _typed(named, scan))
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Diga por qué lo encontrado se puede publicar" in page
    assert "Descríbalo: quien no lo ve" in page
    assert "1.094.123.456" not in page
    stale = _typed(named, scan, alt_text="Una foto", found_is_public="Es de la entidad")
    client.post(at("correct", scan.public_id), {"title": "Otra", "year": "2019", "expected": scan.version})
    assert client.post(address, stale).status_code == 422
    assert not ArchiveDocument.objects.filter(state=DocumentState.PUBLIC).exists()
    fresh = _typed(named, scan, alt_text="Una foto", found_is_public="Es de la entidad")
    assert client.post(address, fresh).status_code == 302
    named.refresh_from_db()
    assert named.screening
    assert named.screening["found_is_public"] == "Es de la entidad"


@pytest.mark.parametrize("query", ["", "?" + "&".join(f"d={number}" for number in range(11))])
def test_none_or_too_many_are_not_published_together(as_: As, query: str) -> None:
    assert as_(insider()).get(f"{at('publish')}{query}").status_code == 422


def test_unpublished_with_its_reason(as_: As) -> None:
    lead = insider()
    client, made = as_(lead), confirmed({ACT: a_pdf()}, by=lead)
    document = _of(made, "Acta.pdf")
    client.post(f"{at('publish')}?d={document.public_id}", _typed(document))
    assert client.post(at("unpublish", document.public_id)).status_code == 422
    answer = client.post(at("unpublish", document.public_id), {"reason": "Trae un dato."})
    assert said(client, answer).startswith("Dejó de ser público.")
    assert client.get(reverse("archive:document", args=[document.public_id])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_however_long(
    as_: As, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lead = insider()
    files = {f"20{10 + one}/Acta.txt": f"Acta {one}".encode() for one in range(number)}
    client, made = as_(lead), confirmed(files, by=lead)
    client.get(at("archive"))
    for address, queries in ((at("archive"), 8), (made.get_absolute_url(), 10)):
        with django_assert_num_queries(queries):
            client.get(address)
