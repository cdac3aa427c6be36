"""The datasets of spending: contracts, and the budget at each cut."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.audit.queries import last_deed
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.information.spending.models import TOPICS, BudgetLine, Contract, ContractGoal
from rendir.information.spending.queries import contract_years, cuts, modalities, public_plan_ids
from rendir.information.spending.rules.shapes import BY_KEY

_CHUNK = 2000


def published_contracts(selection: Selection) -> Iterator[Contract]:
    """The selected contracts, by source and identity there, each with the codes of its goals."""
    rows = Contract.objects.defer("words", "digest").order_by("source", "identity")
    if year := selection.filters.get("anio"):
        rows = rows.filter(year=int(year)) if year.isdecimal() and len(year) < 6 else rows.none()
    if modality := selection.filters.get("modalidad"):
        rows = rows.filter(modality=modality)
    if selection.after is not None:
        source, identity = (str(one) for one in selection.after)
        rows = rows.filter(Q(source__gt=source) | Q(source=source, identity__gt=identity))
    if selection.limit is not None:
        rows = rows[: selection.limit]
    codes = _codes()
    for row in rows.iterator(chunk_size=_CHUNK):
        row.goal_codes = codes.get(row.pk, [])  # type: ignore[attr-defined] # read by the column «metas»
        yield row


def _goal_codes(row: Contract) -> list[str]:
    return row.goal_codes  # type: ignore[attr-defined, no-any-return] # set while they are read


def _codes() -> dict[int, list[str]]:
    """The goals of every contract that has any: a person ties each, so that they are few beside the contracts."""
    found: dict[int, list[str]] = {}
    links = ContractGoal.objects.filter(goal__plan__in=public_plan_ids()).order_by("goal__code_key")
    for contract, code in links.values_list("contract_id", "goal__code"):
        found.setdefault(contract, []).append(code)
    return found


def published_lines(selection: Selection) -> Iterator[BudgetLine]:
    """The selected lines, by cut and identity."""
    rows = BudgetLine.objects.order_by("cut_on", "identity")
    if cut := selection.filters.get("corte"):
        rows = rows.filter(cut_on=cut) if _is_day(cut) else rows.none()
    if selection.after is not None:
        last, identity = str(selection.after[0]), str(selection.after[1])
        rows = rows.filter(Q(cut_on__gt=last) | Q(cut_on=last, identity__gt=identity))
    if selection.limit is not None:
        rows = rows[: selection.limit]
    yield from rows.iterator(chunk_size=_CHUNK)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _pesos(value: Decimal | None) -> Decimal | None:
    """Without the zeros of a column of cents: CSV and JSON then write the same."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@cache
def _address() -> str:
    """Where the pages of contracts stand: resolved once, for rows are many."""
    return f"{settings.BASE_URL}{reverse('spending:contracts')}"


def _contracts_updated() -> datetime | None:
    return last_deed("spendingimport", "contractgoal")


def _budget_updated() -> datetime | None:
    return last_deed("spendingimport")


def _years() -> Sequence[tuple[str, str]]:
    return [(str(year),) * 2 for year in contract_years()]


def _modalities() -> Sequence[tuple[str, str]]:
    return [(one, one) for one in modalities()]


def _cuts() -> Sequence[tuple[str, str]]:
    return [(str(one),) * 2 for one in cuts()]


_WITHOUT = "Vacío: la fuente no lo dice."
_CONTRACTS_LAW = "Ley 1712 de 2014, artículos 9 e y 10; Decreto 1081 de 2015, artículo 2.1.1.2.1.7"
_BUDGET_LAW = "Ley 1712 de 2014, artículo 9 b; Ley 1474 de 2011, artículo 74"

CONTRACTS = Dataset(
    name="contratos",
    title="Contratos",
    description=(
        "Los contratos de la entidad como los publica SECOP, con la meta del plan a la que aportan según la entidad. "
        "No lleva documentos de nadie; el contratista que es una persona natural se lee «Persona natural»."
    ),
    columns=(
        Column("fuente", "Fuente", "Conjunto de datos de donde vino.", Kind.TEXT, lambda row: BY_KEY[row.source].title),
        Column("origen", "Origen", "Clave de la fuente.", Kind.TEXT, lambda row: row.source),
        Column("identidad", "Identidad", "La que lo distingue en su fuente.", Kind.TEXT, lambda row: row.identity),
        Column("numero", "Número", "Número o referencia del contrato.", Kind.TEXT, lambda row: row.number or None),
        Column("proceso", "Proceso", "Proceso de compra.", Kind.TEXT, lambda row: row.process or None),
        Column("objeto", "Objeto", "Para qué se contrató.", Kind.PROSE, lambda row: row.subject or None),
        Column(
            "modalidad", "Modalidad", "Cómo se escogió al contratista.", Kind.TEXT, lambda row: row.modality or None
        ),
        Column("tipo", "Tipo", "Tipo de contrato.", Kind.TEXT, lambda row: row.kind or None),
        Column("contratista", "Contratista", "Nombre, si es una empresa.", Kind.TEXT, lambda row: row.supplier or None),
        Column("firma", "Fecha de firma", _WITHOUT, Kind.DATE, lambda row: row.signed_on),
        Column("inicio", "Fecha de inicio", _WITHOUT, Kind.DATE, lambda row: row.starts_on),
        Column("fin", "Fecha de fin", _WITHOUT, Kind.DATE, lambda row: row.ends_on),
        Column("anio", "Año", "El de su firma o, si falta, el de su inicio.", Kind.WHOLE, lambda row: row.year),
        Column("valor", "Valor", f"Pesos. {_WITHOUT}", Kind.DECIMAL, lambda row: _pesos(row.value)),
        Column("pagado", "Pagado", f"Pesos. {_WITHOUT}", Kind.DECIMAL, lambda row: _pesos(row.paid)),
        Column("estado", "Estado", "El que dice la fuente.", Kind.TEXT, lambda row: row.status or None),
        Column("metas", "Metas", "Códigos de las metas a que aporta.", Kind.LIST, _goal_codes),
        Column("secop", "En SECOP", "Dirección en SECOP.", Kind.ADDRESS, lambda row: row.address or None),
        Column(
            "direccion",
            "Página",
            "Página pública del contrato.",
            Kind.ADDRESS,
            lambda row: f"{_address()}{row.public_id}/",
        ),
    ),
    rows=published_contracts,
    key=("origen", "identidad"),
    count=Contract.objects.count,
    updated=_contracts_updated,
    legal_basis=_CONTRACTS_LAW,
    keywords=("contratos", "SECOP", "contratación", "rendición de cuentas"),
    topics=(*TOPICS, "goals"),
    filters=(
        Filter("anio", "Año", "Solo un año.", _years),
        Filter("modalidad", "Modalidad", "Solo una modalidad.", _modalities),
    ),
)

BUDGET = Dataset(
    name="presupuesto",
    title="Ejecución del presupuesto",
    description=(
        "Lo apropiado, comprometido, obligado y pagado en cada línea del presupuesto de gastos, acumulado en el año "
        "hasta cada corte. Algunas cuentas son la suma de otras: al sumar, use solo las que no tienen otras debajo."
    ),
    columns=(
        Column("corte", "Corte", "Hasta qué día.", Kind.DATE, lambda row: row.cut_on),
        Column("linea", "Línea", "La que la distingue de las demás.", Kind.TEXT, lambda row: row.identity),
        Column("codigo_seccion", "Código de la sección", "Sección.", Kind.TEXT, lambda row: row.section_code or None),
        Column("seccion", "Sección", "Sección presupuestal.", Kind.TEXT, lambda row: row.section or None),
        Column("vigencia_gasto", "Vigencia del gasto", "De qué año es.", Kind.TEXT, lambda row: row.validity or None),
        Column("cuenta", "Cuenta", "Código de la cuenta.", Kind.TEXT, lambda row: row.code or None),
        Column("nombre", "Nombre", "Nombre de la cuenta.", Kind.TEXT, lambda row: row.name or None),
        Column("codigo_fuente", "Código de la fuente", "Fuente.", Kind.TEXT, lambda row: row.fund_code or None),
        Column(
            "fuente", "Fuente de financiación", "De dónde viene el dinero.", Kind.TEXT, lambda row: row.fund or None
        ),
        Column("inicial", "Apropiación inicial", f"Pesos. {_WITHOUT}", Kind.DECIMAL, lambda row: _pesos(row.initial)),
        Column(
            "definitiva",
            "Apropiación definitiva",
            f"Pesos. {_WITHOUT}",
            Kind.DECIMAL,
            lambda row: _pesos(row.definitive),
        ),
        Column("compromisos", "Compromisos", f"Pesos. {_WITHOUT}", Kind.DECIMAL, lambda row: _pesos(row.committed)),
        Column("obligaciones", "Obligaciones", f"Pesos. {_WITHOUT}", Kind.DECIMAL, lambda row: _pesos(row.obliged)),
        Column("pagos", "Pagos", f"Pesos. {_WITHOUT}", Kind.DECIMAL, lambda row: _pesos(row.paid)),
    ),
    rows=published_lines,
    key=("corte", "linea"),
    count=BudgetLine.objects.count,
    updated=_budget_updated,
    legal_basis=_BUDGET_LAW,
    keywords=("presupuesto", "CUIPO", "ejecución", "rendición de cuentas"),
    topics=TOPICS,
    filters=(Filter("corte", "Corte", "Solo un corte.", _cuts),),
)
