"""A register brought to be counted: only counts of the chosen columns are kept, and nothing of the rows."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from audiences.conftest import As
from factories.accounts import a_person, insider
from factories.audiences import BY, a_group, a_source, figures
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerPayload
from rendir.foundation.core.mapping import Mapped, propose, read_rows, title_row, titles_of
from rendir.foundation.core.refusal import Invalid, NotFound
from rendir.foundation.library.models import BroughtTable, StoredFile
from rendir.information.audiences.actions.data import erase_detail
from rendir.information.audiences.actions.groups import add_segment
from rendir.information.audiences.importers import REGISTER
from rendir.information.audiences.models import AudienceSource
from rendir.information.audiences.rules.vocabulary import AudienceKind, LegalBasis
from rendir.plan.planning.reading.files import read_grids

pytestmark = pytest.mark.usefixtures("_today", "_library")
FORM = """Marca temporal;Nombre completo;Cédula;Sexo;¿Cuántos años tiene?;Vereda;Grupo étnico
1/08/2021;Rosa Pérez;52345678;Mujer;34;La Palma;Ninguno
1/08/2021;Luis Díaz;79345678;Hombre;61;La Palma;Indígena
2/08/2021;Ana Gil;52345679;mujer;25;Agua Clara;Ninguno
2/08/2021;Juan Gil;1012345679;Hombre;16;Agua Clara;Ninguno
3/08/2021;Eva Ruiz;52345680;;70;La Palma;Ninguno
"""


@pytest.fixture
def _library(settings: Settings, tmp_path: Path) -> None:
    settings.LIBRARY_ROOT = tmp_path / "library"


def _read(text: str, source: AudienceSource) -> Mapped:
    grid = read_grids(text.encode(), "formulario.csv")[0][0]
    fields = REGISTER.fields_of(source)
    at = title_row(grid, fields)
    return read_rows(grid, at, propose(titles_of(grid, at), fields), fields)


def _counts(source: AudienceSource) -> dict[tuple[str, str], list[Any]]:
    rows = source.distributions.select_related("segment")
    return {(one.variable, one.segment.name if one.segment else ""): one.counts for one in rows}


def test_the_answers_of_a_form_become_counts() -> None:
    source = a_source(a_group())
    read = _read(FORM, source)
    assert [(one.source.line if one.source else 0, one.message) for one in read.findings] == [
        (5, "Edad: es menor de edad, y sus datos no se cuentan (Ley 1581 de 2012, art. 7).")
    ]
    preview = REGISTER.preview(read.rows, source)
    assert (preview.added, preview.changed, preview.same, preview.findings) == (4, 0, 0, ())
    assert preview.notes[1] == "Sexo: Mujer, 2; Hombre, 1; Sin respuesta, 1."
    assert preview.notes[-1].endswith("Las filas y el archivo no se guardan.")
    done = REGISTER.take_in(read.rows, source, None, by=BY)
    assert done.message == "Quedaron contadas: 4 distribuciones. Las filas no se guardaron."
    assert done.url == source.get_absolute_url()
    assert _counts(source) == {
        ("Edad", ""): [["60 años o más", 2], ["De 18 a 28 años", 1], ["De 29 a 59 años", 1]],
        ("Sexo", ""): [["Mujer", 2], ["Hombre", 1], ["Sin respuesta", 1]],
        ("Zona o barrio", ""): [["La Palma", 3], ["Agua Clara", 1]],
        ("Pertenencia étnica", ""): [["Ninguno", 3], ["Indígena", 1]],
    }
    again = REGISTER.preview(read.rows, source)
    assert (again.added, again.changed, again.same) == (0, 0, 4)
    assert REGISTER.preview(read.rows[:2], source).changed == 4


def test_segments_are_counted_beside_the_whole() -> None:
    group = a_group()
    for name in ("Rurales", "Urbanas", "Sin nadie"):
        add_segment(group, name=name, by=BY)
    source = a_source(group)
    read = _read("Sexo;Segmento\nMujer;Rurales\nMujer;Urbanas\nHombre;rurales\nOtro;\n", source)
    REGISTER.take_in(read.rows, source, None, by=BY)
    assert _counts(source) == {
        ("Sexo", ""): [["Mujer", 2], ["Hombre", 1], ["Otro", 1]],
        ("Sexo", "Rurales"): [["Hombre", 1], ["Mujer", 1]],
        ("Sexo", "Urbanas"): [["Mujer", 1]],
    }


def test_several_answers_in_a_cell_are_counted_each() -> None:
    source = a_source(a_group())
    read = _read('¿Cómo se entera?;Sexo\n"Radio, WhatsApp";Mujer\nRadio;Mujer\n;Hombre\n', source)
    REGISTER.take_in(read.rows, source, None, by=BY)
    table = source.distributions.get(folded="por donde se entera")
    assert (table.counts, table.base, table.is_multiple) == (
        [["Radio", 2], ["WhatsApp", 1], ["Sin respuesta", 1]],
        3,
        True,
    )
    assert not source.distributions.get(folded="sexo").is_multiple


def test_what_is_sensitive_is_not_offered_where_the_source_does_not_allow_it() -> None:
    source = a_source(a_group(), legal_basis=LegalBasis.FUNCTION, consent_proof="")
    keys = {one.key for one in REGISTER.fields_of(source)}
    assert ("etnia" in keys, "sexo" in keys, "segmento" in keys) == (False, True, False)
    of_organisations = a_source(a_group("Juntas", kind=AudienceKind.ORGANISATIONS))
    assert {one.key for one in REGISTER.fields_of(of_organisations)} >= {"clase", "zona"}


def test_a_column_that_names_people_is_told_and_not_counted() -> None:
    source = a_source(a_group())
    lines = "".join(f"Persona número {n};Mujer\n" for n in range(70))
    read = _read(f"Ocupación;Sexo\n{lines}", source)
    preview = REGISTER.preview(read.rows, source)
    assert [one.message.partition(":")[0] for one in preview.findings] == ["Ocupación"]
    REGISTER.take_in(read.rows, source, None, by=BY)
    assert _counts(source) == {("Sexo", ""): [["Mujer", 70]]}


def test_a_table_that_says_nothing_to_count_is_refused() -> None:
    source = a_source(a_group())
    read = _read("Nombre;Cédula\nRosa;1\n", source)
    with pytest.raises(Invalid, match="Ninguna columna dice algo"):
        REGISTER.take_in(read.rows, source, None, by=BY)
    assert REGISTER.preview(read.rows, source).added == 0


def test_of_many_values_only_some_are_shown_before_confirming() -> None:
    source = a_source(a_group())
    read = _read("Vereda\n" + "".join(f"Vereda {n}\n" for n in range(9)), source)
    assert REGISTER.preview(read.rows, source).notes[0].endswith("Vereda 5, 1; ….")


def test_it_is_brought_for_a_source_whose_detail_is_kept() -> None:
    assert REGISTER.scope
    source = a_source(a_group())
    assert REGISTER.scope(source.public_id) == source
    with pytest.raises(NotFound):
        REGISTER.scope("nada")
    figures(source)
    erase_detail(source, by=BY)
    with pytest.raises(Invalid, match="ya se borró"):
        REGISTER.scope(source.public_id)


def _take_in(client: Client, source: AudienceSource) -> BroughtTable:
    address = reverse("portal_desk:table_import", args=[REGISTER.key, source.public_id])
    assert "El archivo no se guarda" in client.get(address).content.decode()
    answer = client.post(address, {"text": FORM})
    table = BroughtTable.objects.get()
    page = client.get(answer["Location"])
    assert "Sexo: Mujer, 2; Hombre, 1" in page.content.decode()
    typed = {"traer-expected": table.version, "traer-partly": "on"}
    assert client.post(reverse("portal_desk:table_take_in", args=[table.public_id]), typed).status_code == 302
    table.refresh_from_db()
    return table


def test_nothing_of_the_rows_is_left_anywhere(
    as_: As, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    source = a_source(a_group())
    client = as_(insider(Role.PARTICIPATION))
    with django_capture_on_commit_callbacks(execute=True):
        table = _take_in(client, source)
    assert (table.file, StoredFile.objects.count()) == (None, 0)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert [one for one in kept if b"52345678" in one or "Rosa Pérez".encode() in one] == []
    assert "Rosa" not in str(list(LedgerPayload.objects.values_list("body", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM library_broughttable")
        assert "Rosa" not in str(cursor.fetchall())
    assert "Contar un registro" in client.get(source.get_absolute_url()).content.decode()


def test_only_who_characterises_counts_a_register(as_: As) -> None:
    source = a_source(a_group())
    address = reverse("portal_desk:table_import", args=[REGISTER.key, source.public_id])
    assert as_(a_person("Rita Revisa", Role.INTERNAL_CONTROL)).get(address).status_code == 403
