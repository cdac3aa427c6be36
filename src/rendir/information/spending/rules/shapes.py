"""The shapes in which contracts and budgets are published as open data, told by their columns.

SECOP I is the set `f789-7hwg` of datos.gov.co, SECOP II `jbjy-vk9h`, SECOP Integrado `rpmr-utcd`; CUIPO's programming
of expenses `d9mu-h6ar` and its execution `4f7r-epif`. The portal writes a title as «Modalidad de Contratación» in a CSV
and as `modalidad_de_contrataci_n` in JSON: both are the same column here.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rendir.foundation.core.spanish import fold

_NOT_WORD = re.compile(r"[^a-z0-9]")


class What(StrEnum):
    """What a table tells of."""

    CONTRACTS = "contracts"
    BUDGET = "budget"

    @property
    def label(self) -> str:
        """In plain words."""
        return "Contratos" if self is What.CONTRACTS else "Presupuesto"


@dataclass(frozen=True, slots=True)
class Shape:
    """A published shape: the titles by which each field goes, the most exact first, and those that tell it apart."""

    key: str
    title: str
    what: What
    columns: Mapping[str, tuple[str, ...]]
    told_by: frozenset[str]

    def places(self, titles: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The columns of a table that say each field, as the table writes them."""
        known = {key: title for title in reversed(list(titles)) for key in _keys(title)}
        found = {
            field: tuple(dict.fromkeys(known[key] for name in names for key in _keys(name) if key in known))
            for field, names in self.columns.items()
        }
        return {field: columns for field, columns in found.items() if columns}


def _keys(title: str) -> tuple[str, ...]:
    """A title without accents, and without its accented letters, as the portal's addresses have it."""
    bare = "".join(one for one in unicodedata.normalize("NFC", title) if one.isascii())
    return _NOT_WORD.sub("", fold(title)), _NOT_WORD.sub("", bare.casefold())


SECOP_2 = Shape(
    "secop-2",
    "SECOP II",
    What.CONTRACTS,
    {
        "nit": ("nit entidad",),
        "identity": ("id contrato",),
        "number": ("referencia del contrato",),
        "process": ("proceso de compra",),
        "subject": ("objeto del contrato", "descripcion del proceso"),
        "modality": ("modalidad de contratacion",),
        "kind": ("tipo de contrato",),
        "supplier": ("proveedor adjudicado",),
        "document_kind": ("tipodocproveedor",),
        "document": ("documento proveedor",),
        "is_group": ("es grupo",),
        "signed_on": ("fecha de firma",),
        "starts_on": ("fecha de inicio del contrato", "fecha de inicio de ejecucion"),
        "ends_on": ("fecha de fin del contrato", "fecha de fin de ejecucion"),
        "value": ("valor del contrato",),
        "paid": ("valor pagado",),
        "status": ("estado contrato",),
        "address": ("urlproceso",),
    },
    frozenset({"nit", "identity", "value"}),
)
SECOP_1 = Shape(
    "secop-1",
    "SECOP I",
    What.CONTRACTS,
    {
        "nit": ("nit de la entidad",),
        "identity": ("uid",),
        "number": ("numero de contrato", "numero del contrato"),
        "process": ("numero de proceso", "numero de constancia"),
        "subject": ("objeto del contrato a la firma", "objeto del contrato a la", "detalle del objeto a contratar"),
        "modality": ("modalidad de contratacion",),
        "kind": ("tipo de contrato",),
        "supplier": ("nom razon social contratista", "nom raz social contratista"),
        "document_kind": ("tipo identifi del contratista",),
        "document": ("identificacion del contratista",),
        "signed_on": ("fecha de firma del contrato",),
        "starts_on": ("fecha ini ejec contrato",),
        "ends_on": ("fecha fin ejec contrato",),
        "value": ("valor contrato con adiciones", "cuantia contrato"),
        "status": ("estado del proceso",),
        "address": ("ruta proceso en secop i",),
    },
    frozenset({"nit", "identity", "value"}),
)
SECOP_BOTH = Shape(
    "secop-integrado",
    "SECOP Integrado",
    What.CONTRACTS,
    {
        "nit": ("nit de la entidad",),
        "number": ("numero del contrato",),
        "process": ("numero de proceso",),
        "origin": ("origen",),
        "subject": ("objeto del proceso", "objeto a contratar"),
        "modality": ("modalidad de contratación",),
        "kind": ("tipo de contrato",),
        "supplier": ("nom raz social contratista",),
        "document_kind": ("tipo documento proveedor",),
        "document": ("documento proveedor",),
        "signed_on": ("fecha de firma del contrato",),
        "starts_on": ("fecha inicio ejecución",),
        "ends_on": ("fecha fin ejecución",),
        "value": ("valor contrato",),
        "status": ("estado del proceso",),
        "address": ("url contrato",),
    },
    frozenset({"nit", "number", "value", "origin"}),
)

_CUIPO = {
    "entity": ("codigo entidad", "codigo de la entidad"),
    "period": ("periodo", "fecha de corte", "corte"),
    "section_code": ("cod seccion presupuestal", "codigo seccion presupuestal", "codigo seccion"),
    "section": ("nom seccion presupuestal", "nombre seccion presupuestal", "seccion presupuestal", "seccion"),
    "validity": ("nom vigencia del gasto", "nombre vigencia del gasto", "vigencia del gasto"),
    "code": ("cuenta", "codigo cuenta", "codigo", "rubro"),
    "name": ("nombre cuenta", "nombre de la cuenta", "nombre", "nombre rubro"),
    "fund_code": ("cod fuentes financiacion", "codigo fuente", "cod fuente"),
    "fund": ("nom fuentes financiacion", "nombre fuente", "fuente de financiacion", "fuente"),
    "initial": ("apropiacion inicial", "presupuesto inicial"),
    "definitive": ("apropiacion definitiva", "presupuesto definitivo"),
    "committed": ("compromisos", "registros presupuestales", "rp"),
    "obliged": ("obligaciones",),
    "paid": ("pagos",),
}
CUIPO_WHOLE = Shape(
    "cuipo", "CUIPO, apropiación y ejecución", What.BUDGET, _CUIPO, frozenset({"code", "definitive", "committed"})
)
CUIPO_PROGRAMMED = Shape(
    "cuipo-programacion", "CUIPO, programación de gastos", What.BUDGET, _CUIPO, frozenset({"code", "definitive"})
)
CUIPO_EXECUTED = Shape(
    "cuipo-ejecucion", "CUIPO, ejecución de gastos", What.BUDGET, _CUIPO, frozenset({"code", "committed", "obliged"})
)

SHAPES = (SECOP_2, SECOP_BOTH, SECOP_1, CUIPO_WHOLE, CUIPO_PROGRAMMED, CUIPO_EXECUTED)
"""Each shape, those that ask for more before those that ask for less of the same."""
BY_KEY = {one.key: one for one in SHAPES}


def recognised(titles: Iterable[str], what: What) -> Shape | None:
    """The shape of a table that tells of `what`, by its columns; none where they are of none."""
    titles = list(titles)
    return next((one for one in SHAPES if one.what is what and one.told_by <= one.places(titles).keys()), None)
