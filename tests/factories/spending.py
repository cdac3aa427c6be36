"""Contracts and budgets small enough to read, brought by the real steps from files of the portals' shapes."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.organization.actions import found_entity
from rendir.foundation.organization.models import Entity
from rendir.information.spending.actions.bringing import bring_file
from rendir.information.spending.models import SpendingImport
from rendir.information.spending.rules.shapes import What

BY = Job("tests")
NIT, CHIP = "890.801.130-6", "210117174"
CUT = date(2021, 8, 31)
ROAD: Mapping[str, str] = {
    "Nombre Entidad": "MUNICIPIO DE ALSABANA",
    "Nit Entidad": "890801130",
    "Proceso de Compra": "CO1.BDOS.1700001",
    "ID Contrato": "CO1.PCCNTR.2100001",
    "Referencia del Contrato": "OP-001-2021",
    "Estado Contrato": "En ejecución",
    "Objeto del Contrato": "Construcción de placa huella en la vía a El Roble",
    "Tipo de Contrato": "Obra",
    "Modalidad de Contratacion": "Licitación pública",
    "Fecha de Firma": "2021-03-15T00:00:00.000",
    "Fecha de Inicio del Contrato": "2021-03-20",
    "Fecha de Fin del Contrato": "2021-09-20",
    "TipoDocProveedor": "NIT",
    "Documento Proveedor": "900123456",
    "Proveedor Adjudicado": "Consorcio Vías del Roble",
    "Valor del Contrato": "412000000",
    "Valor Pagado": "103000000.50",
    "URLProceso": "https://community.secop.gov.co/x?noticeUID=CO1.NTC.1",
}
JUDGE: Mapping[str, str] = {
    **ROAD,
    "ID Contrato": "CO1.PCCNTR.2100002",
    "Referencia del Contrato": "PS-002-2021",
    "Objeto del Contrato": "Apoyo jurídico a la Secretaría General",
    "Tipo de Contrato": "Prestación de servicios",
    "Modalidad de Contratacion": "Contratación directa",
    "Fecha de Firma": "2021-01-20",
    "TipoDocProveedor": "Cédula de Ciudadanía",
    "Documento Proveedor": "24300111",
    "Proveedor Adjudicado": "Rosalba Ejemplo Ficticio",
    "Valor del Contrato": "33000000",
    "Valor Pagado": "",
}
OTHERS: Mapping[str, str] = {**ROAD, "Nit Entidad": "800000111", "ID Contrato": "CO1.PCCNTR.9"}

ROADS_LINE: Mapping[str, str] = {
    "Corte": str(CUT),
    "Codigo Entidad": CHIP,
    "Cod Seccion Presupuestal": "16",
    "Nom Seccion Presupuestal": "Administración central",
    "Nom Vigencia del Gasto": "VIGENCIA ACTUAL",
    "Cuenta": "2.3.2.01",
    "Nombre Cuenta": "Vías terciarias",
    "Nom Fuentes Financiacion": "Regalías",
    "Apropiacion Inicial": "1650",
    "Apropiacion Definitiva": "2000",
    "Compromisos": "1500",
    "Obligaciones": "600",
    "Pagos": "500",
}
PAY_LINE: Mapping[str, str] = {
    **ROADS_LINE,
    "Cuenta": "2.1.1.01",
    "Nombre Cuenta": "Salarios",
    "Nom Fuentes Financiacion": "Libre destinación",
    "Apropiacion Definitiva": "1000",
    "Compromisos": "1200",
    "Obligaciones": "",
    "Pagos": "700",
}


def an_entity_with_nit() -> Entity:
    """The one entity, with the NIT by which its contracts are known."""
    return found_entity(name="Municipio de Alsabana", short_name="Alcaldía de Alsabana", nit=NIT, by=BY)


def as_csv(rows: Sequence[Mapping[str, str]], path: Path) -> Path:
    """A CSV of these rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_json(rows: Sequence[Mapping[str, object]], path: Path) -> Path:
    """A JSON of these rows as the portal writes it: names of columns in small letters, no empty values."""
    told = [{key.lower().replace(" ", "_"): value for key, value in row.items() if value} for row in rows]
    path.write_text("[" + "\n,".join(json.dumps(one, ensure_ascii=False) for one in told) + "]\n", encoding="utf-8")
    return path


def bring_contracts(*rows: Mapping[str, str], by: Actor = BY) -> SpendingImport:
    """These contracts, or two of the entity and one of another, brought as a CSV."""
    with TemporaryDirectory() as folder:
        path = as_csv(rows or (ROAD, JUDGE, OTHERS), Path(folder) / "contratos.csv")
        return bring_file(path, what=What.CONTRACTS, by=by)


def bring_budget(
    *rows: Mapping[str, str], by: Actor = BY, code: str = CHIP, cut_on: date | None = None
) -> SpendingImport:
    """These lines, or two, brought as a CSV."""
    with TemporaryDirectory() as folder:
        path = as_csv(rows or (ROADS_LINE, PAY_LINE), Path(folder) / "presupuesto.csv")
        return bring_file(path, what=What.BUDGET, entity_code=code, cut_on=cut_on, by=by)


def many_contracts(number: int) -> list[Mapping[str, str]]:
    """As many contracts, a day after another."""
    first = date(2021, 1, 1).toordinal()
    return [
        {
            **ROAD,
            "ID Contrato": f"CO1.PCCNTR.{place:07}",
            "Referencia del Contrato": f"C-{place:04}",
            "Fecha de Firma": str(date.fromordinal(first + place % 200)),
        }
        for place in range(number)
    ]
