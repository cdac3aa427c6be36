"""The catalogue for machines: DCAT in JSON-LD, as portals of open data harvest it (W3C DCAT 3)."""

from datetime import datetime

from rendir.foundation.core.zone import BOGOTA
from rendir.front.opendata.catalog import AnyDataset
from rendir.front.opendata.formats import FORMATS, Format

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE = "es-CO"


def as_dcat(datasets: tuple[AnyDataset, ...], *, publisher: str, site: str) -> dict[str, object]:
    """The catalogue as a JSON-LD object. `site` is the public address, without a slash at its end."""
    return {
        "@context": CONTEXT,
        "@id": f"{site}/datos/",
        "@type": "dcat:Catalog",
        "dct:title": f"Datos abiertos de la rendición de cuentas: {publisher}",
        "dct:description": "Los datos de la rendición de cuentas de la entidad, para usar y compartir.",
        "dct:language": LANGUAGE,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher, "foaf:homepage": {"@id": f"{site}/"}},
        "dcat:dataset": [_dataset(one, publisher=publisher, site=site) for one in datasets],
    }


def _dataset(dataset: AnyDataset, *, publisher: str, site: str) -> dict[str, object]:
    page = f"{site}/datos/{dataset.name}/"
    updated = dataset.updated()
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": dataset.title,
        "dct:description": dataset.description,
        "dct:language": LANGUAGE,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
        "dct:license": {"@id": dataset.licence.address},
        "dct:conformsTo": dataset.legal_basis,
        "dcat:keyword": list(dataset.keywords),
        "dcat:landingPage": {"@id": page},
        **({"dct:modified": _moment(updated)} if updated else {}),
        "dcat:distribution": [_distribution(dataset, one, site=site) for one in FORMATS],
    }


def _distribution(dataset: AnyDataset, form: Format, *, site: str) -> dict[str, object]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": f"{dataset.title}: {form.label}",
        "dct:license": {"@id": dataset.licence.address},
        "dcat:accessURL": {"@id": f"{site}/datos/{dataset.name}/"},
        "dcat:downloadURL": {"@id": f"{site}/datos/{dataset.name}.{form.extension}"},
        "dcat:mediaType": form.media_type.partition(";")[0],
    }


def _moment(value: datetime) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": value.astimezone(BOGOTA).isoformat(timespec="seconds")}
