"""The pages of the open data and their downloads, as a reader meets them."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from openpyxl import load_workbook

from factories.organization import a_unit
from rendir.foundation.core.tabular import EVERYTHING, Selection
from rendir.front.opendata import catalog, formats
from rendir.front.opendata.views.public import datasets as public

pytestmark = pytest.mark.usefixtures("published")


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(iter(response))


def rows_of(client: Client, asked: str = "") -> list[dict[str, str]]:
    text = body(client, f"/datos/actividades.csv{asked}").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_the_catalogue_tells_each_dataset_and_where_to_take_it(client: Client) -> None:
    text = page(client, "/datos/")
    for address in ("/datos/actividades/", "/datos/actividades.csv", "/datos/actividades.xlsx", "/datos/catalogo.json"):
        assert f'href="{address}"' in text
    assert "Actividades del cronograma" in text


def test_the_page_of_a_dataset_shows_its_rows_and_its_dictionary(client: Client) -> None:
    text = page(client, "/datos/actividades/")
    assert "<code>meta_producto</code>" in text
    assert text.count("<dt>Vigencia</dt><dd>2021</dd>") == 3
    assert "Planeación, Equipo de RdC" in text
    assert "5 filas" in text


def test_the_filters_of_the_address_reach_rows_and_downloads(client: Client) -> None:
    text = page(client, "/datos/actividades/?vigencia=2021&componente=dialogo&otra=cosa")
    assert "1 fila" in text
    assert 'href="/datos/actividades.csv?vigencia=2021&amp;componente=dialogo"' in text
    assert '<option value="dialogo" selected>' in text
    assert "Ferias de gestión" in text
    assert "Caracterizar" not in text


def test_a_filter_that_finds_nothing_says_so(client: Client) -> None:
    assert "Ninguna fila cumple el filtro" in page(client, "/datos/actividades/?vigencia=2020&etapa=seguimiento")


def test_a_value_that_no_filter_has_is_refused_with_those_it_has(client: Client) -> None:
    text = page(client, "/datos/actividades/?componente=poesia", 422)
    assert "«poesia» no es un valor de «Componente»." in text
    assert "informacion, dialogo, responsabilidad" in text


def test_a_long_dataset_is_read_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "_SHOWN", 2)
    address, codes = "/datos/actividades/", []
    while address:
        answer = client.get(address)
        assert f"Se muestran {answer.context['shown']} de 5 filas." in answer.content.decode()
        codes += [f"{row[0]['text']} {row[2]['text']}" for row in answer.context["rows"]]
        address = answer.context["following"]
    assert codes == ["2020 I1", "2020 D1", "2021 I1", "2021 I2", "2021 D1"]
    assert answer.context["first"] == "/datos/actividades/#filas"


def test_the_next_page_keeps_the_filters(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "_SHOWN", 1)
    following = client.get("/datos/actividades/?vigencia=2020").context["following"]
    assert following.startswith("/datos/actividades/?vigencia=2020&cursor=")
    assert [row[2]["text"] for row in client.get(following).context["rows"]] == ["D1"]


def test_of_very_many_rows_only_so_many_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "_SHOWN", 2)
    monkeypatch.setattr(public, "_COUNTED", 3)
    assert "Se muestran 2 de más de 3 filas." in page(client, "/datos/actividades/")


def test_a_page_after_no_row_of_the_dataset_is_refused(client: Client) -> None:
    assert "El cursor no corresponde" in page(client, "/datos/actividades/?cursor=poesia", 422)


@pytest.mark.parametrize(
    "address", ["/datos/nada/", "/datos/nada.csv", "/datos/actividades.pdf", "/datos/actividades.csv/"]
)
def test_what_is_not_published_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/datos/", "/datos/actividades/", "/datos/actividades.csv", "/datos/catalogo.json"]
)
def test_nothing_can_be_written(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_csv_holds_the_versions_in_force_and_no_draft(client: Client) -> None:
    rows = rows_of(client)
    assert [(row["vigencia"], row["orden"], row["codigo"], row["version"]) for row in rows] == [
        ("2020", "1", "I1", "1"),
        ("2020", "2", "D1", "1"),
        ("2021", "1", "I1", "2"),
        ("2021", "2", "I2", "2"),
        ("2021", "3", "D1", "2"),
    ]
    assert {
        name: rows[2][name] for name in ("componente", "etapas", "cuatrimestres", "meta_producto", "direccion")
    } == {
        "componente": "Información",
        "etapas": "Aprestamiento",
        "cuatrimestres": "3",
        "meta_producto": "'=Documento",
        "direccion": "http://localhost:8000/2021/actividades/I1/",
    }
    assert (rows[2]["responsables"], rows[2]["clases_de_responsable"]) == (
        "Planeación | Equipo de RdC",
        "Dependencia | Equipo",
    )


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("?vigencia=2020", ["I1", "D1"]),
        ("?componente=dialogo", ["D1", "D1"]),
        ("?etapa=seguimiento", ["I2"]),
        ("?vigencia=2021&cuatrimestre=2", ["I2", "D1"]),
        ("?vigencia=", ["I1", "D1", "I1", "I2", "D1"]),
    ],
)
def test_each_filter_keeps_its_rows(client: Client, asked: str, codes: list[str]) -> None:
    assert [row["codigo"] for row in rows_of(client, asked)] == codes


def test_json_and_xlsx_hold_the_same_rows(client: Client) -> None:
    told = json.loads(body(client, "/datos/actividades.json"))
    sheet = load_workbook(BytesIO(body(client, "/datos/actividades.xlsx")))["Datos"]
    codes = [row["codigo"] for row in rows_of(client)]
    assert [row["codigo"] for row in told["rows"]] == codes
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == codes
    assert told["rows"][4]["meta_producto"] is None


@pytest.mark.parametrize(
    ("extension", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_download_has_its_name_its_kind_and_is_open_to_other_sites(client: Client, extension: str, kind: str) -> None:
    response = client.get(f"/datos/actividades.{extension}")
    assert response["Content-Disposition"] == f'attachment; filename="actividades.{extension}"'
    assert (response["Content-Type"], response["Access-Control-Allow-Origin"]) == (kind, "*")
    response.close()


def test_what_did_not_change_is_not_sent_again(client: Client) -> None:
    for address in ("/datos/", "/datos/actividades.csv", "/datos/actividades/", "/api/v1/strategies"):
        etag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_a_failure_at_the_start_is_an_error_and_not_a_file() -> None:
    broken = _dataset_that_breaks(after=0)
    with pytest.raises(ConnectionError):
        formats.download(broken, EVERYTHING, formats.FORMATS[0])


def test_a_failure_later_breaks_the_connection() -> None:
    response = formats.download(_dataset_that_breaks(after=1_000), EVERYTHING, formats.FORMATS[0])
    assert isinstance(response, StreamingHttpResponse)
    with pytest.raises(ConnectionError):
        b"".join(iter(response))


def _dataset_that_breaks(after: int) -> catalog.AnyDataset:
    whole = catalog.DATASETS[0]
    one = next(iter(whole.rows(EVERYTHING)))

    def rows(_selection: Selection) -> Iterator[object]:
        for _ in range(after):
            yield one
        message = "the database went away"
        raise ConnectionError(message)

    return replace(whole, rows=rows)


def test_the_catalogue_for_machines_names_what_can_be_taken(client: Client) -> None:
    response = client.get("/datos/catalogo.json")
    assert response["Content-Type"] == "application/ld+json; charset=utf-8"
    assert isinstance(response, HttpResponse)
    told = json.loads(response.content)
    assert (told["@type"], told["dct:publisher"]["foaf:name"]) == ("dcat:Catalog", "Alcaldía de Villa Clara")
    dataset, *others = told["dcat:dataset"]
    assert [one["dct:title"] for one in others] == [one.title for one in catalog.DATASETS[1:]]
    assert dataset["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/deed.es"}
    assert dataset["dct:modified"]["@type"] == "xsd:dateTime"
    taken = [one["dcat:downloadURL"]["@id"] for one in dataset["dcat:distribution"]]
    assert taken == [f"http://localhost:8000/datos/actividades.{one.extension}" for one in formats.FORMATS]
    assert all(client.get(one.removeprefix("http://localhost:8000")).status_code == 200 for one in taken)


@pytest.mark.parametrize("address", ["/datos/", "/datos/actividades/", "/datos/actividades.csv"])
def test_pages_ask_little_of_the_database(
    client: Client, address: str, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    assert client.get(address).status_code == 200
    a_unit("Una oficina más")  # only what this fact may change is read anew
    with django_assert_max_num_queries(28):  # type: ignore[operator] # pytest-django's own fixture
        assert client.get(address).status_code == 200


def test_the_dictionary_is_folded_and_says_how_many_columns_it_has(client: Client) -> None:
    page = client.get("/datos/actividades/")
    folded = page.content.decode().partition('id="diccionario"')[2].partition("</details>")[0]
    columns = page.context["dataset"].columns
    assert f"Ver las {len(columns)} columnas" in folded
    assert [one.name for one in columns if f"<code>{one.name}</code>" not in folded] == []
