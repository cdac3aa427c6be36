"""What the demo's municipality spent: some sixty contracts as SECOP II tells them, and its budget at the cut of August.
All of it is invented; some of each is tied to the goals of the plan.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rendir.foundation.accounts.models import Person
from rendir.information.goals.models import Goal
from rendir.information.spending.actions.bringing import bring_file
from rendir.information.spending.actions.linking import tie_account, tie_contract
from rendir.information.spending.models import BudgetLine, Contract
from rendir.information.spending.rules.shapes import What

People = Mapping[str, Person]
Deed = tuple[date, Callable[[], object]]

_CUT = date(2021, 8, 31)
_NIT = "800000000"
_DIRECT, _LEAST, _SHORT, _BID, _SPECIAL = (
    "Contratación directa",
    "Mínima cuantía",
    "Selección abreviada de menor cuantía",
    "Licitación pública",
    "Contratación régimen especial",
)
_WORKS, _SERVICES, _SUPPLY, _DEAL = ("Obra", "Prestación de servicios", "Suministros", "Convenio")
_PEOPLE = "Persona de la demostración"
_CONTRACTS: tuple[tuple[str, str, str, str, int, str], ...] = (
    ("Construcción de placa huella en la vía a {place}", _WORKS, _BID, "Consorcio Vías del Roble", 412_000_000, "M14"),
    (
        "Mantenimiento de la vía terciaria de {place} con afirmado",
        _WORKS,
        _SHORT,
        "Caminos y Obras S.A.S.",
        96_500_000,
        "M14",
    ),
    (
        "Mejoramiento de la sede educativa rural de {place}",
        _WORKS,
        _SHORT,
        "Construimos Escuela S.A.S.",
        118_400_000,
        "M02",
    ),
    (
        "Transporte escolar de los estudiantes de {place}",
        _SERVICES,
        _BID,
        "Transportes La Montaña Ltda.",
        215_300_000,
        "M01",
    ),
    (
        "Dotación del puesto de salud de {place}",
        _SUPPLY,
        _SHORT,
        "Equipos Médicos del Centro S.A.S.",
        74_200_000,
        "M06",
    ),
    (
        "Atención a personas mayores en el centro de vida de {place}",
        _DEAL,
        _SPECIAL,
        "Fundación Años Dorados",
        88_000_000,
        "M07",
    ),
    ("Optimización del acueducto veredal de {place}", _WORKS, _BID, "Unión Temporal Aguas Claras", 326_700_000, "M18"),
    ("Construcción de pozos sépticos en {place}", _WORKS, _SHORT, "Saneamiento Rural S.A.S.", 132_900_000, "M19"),
    (
        "Obra de mitigación del riesgo de deslizamiento en {place}",
        _WORKS,
        _BID,
        "Consorcio Laderas",
        287_500_000,
        "M22",
    ),
    (
        "Logística del mercado campesino de {place}",
        _SERVICES,
        _LEAST,
        "Asociación de Productores del Roble",
        18_600_000,
        "M13",
    ),
    ("Asistencia técnica a pequeños productores de {place}", _SERVICES, _DIRECT, _PEOPLE, 27_000_000, "M12"),
    ("Monitores de la escuela de deporte de {place}", _SERVICES, _DIRECT, _PEOPLE, 19_800_000, "M10"),
    ("Apoyo jurídico a la Secretaría General, {place}", _SERVICES, _DIRECT, _PEOPLE, 33_000_000, ""),
    (
        "Suministro de papelería para las oficinas de {place}",
        _SUPPLY,
        _LEAST,
        "Papelería Central S.A.S.",
        12_400_000,
        "",
    ),
    (
        "Servicio de vigilancia de los edificios municipales de {place}",
        _SERVICES,
        _SHORT,
        "Vigilancia Andina Ltda.",
        91_700_000,
        "",
    ),
    ("Internet gratuito en {place}", _SERVICES, _SHORT, "Redes del Valle S.A.S.", 46_300_000, "M17"),
    ("Recuperación del parque de {place}", _WORKS, _LEAST, "Jardines y Parques S.A.S.", 24_900_000, "M25"),
    ("Siembra de árboles nativos en {place}", _DEAL, _SPECIAL, "Corporación Bosque Vivo", 41_500_000, "M23"),
    ("Mejoramiento de viviendas de {place}", _WORKS, _BID, "Consorcio Hogares", 198_600_000, "M24"),
    (
        "Alimentación para la jornada de vacunación en {place}",
        _SUPPLY,
        _LEAST,
        "Comidas de la Plaza S.A.S.",
        6_900_000,
        "M05",
    ),
)
_PLACES = ("El Roble", "La Julia", "Alto Bonito")
_ACCOUNTS: tuple[tuple[str, str, str, int, int, int, int, int, str], ...] = (
    # Millions: initial, definitive, committed, obliged, paid.
    (
        "2.1.1.01.01",
        "Salarios y prestaciones de la planta",
        "Ingresos corrientes de libre destinación",
        4_820,
        4_910,
        3_180,
        3_180,
        3_180,
        "",
    ),
    (
        "2.1.1.01.02",
        "Contribuciones de la nómina",
        "Ingresos corrientes de libre destinación",
        1_240,
        1_240,
        812,
        812,
        774,
        "",
    ),
    ("2.1.2.01.01", "Compra de equipos y muebles", "Ingresos corrientes de libre destinación", 90, 120, 64, 51, 51, ""),
    ("2.1.2.02.01", "Materiales y suministros", "Ingresos corrientes de libre destinación", 160, 175, 131, 98, 91, ""),
    (
        "2.1.2.02.02",
        "Servicios: vigilancia, aseo, energía",
        "Ingresos corrientes de libre destinación",
        680,
        720,
        655,
        402,
        388,
        "",
    ),
    (
        "2.1.3.01",
        "Transferencias a la Personería",
        "Ingresos corrientes de libre destinación",
        150,
        150,
        100,
        100,
        100,
        "",
    ),
    ("2.1.3.02", "Transferencias al Concejo", "Ingresos corrientes de libre destinación", 410, 410, 265, 265, 265, ""),
    (
        "2.2.1",
        "Deuda: amortización de capital",
        "Ingresos corrientes de libre destinación",
        520,
        520,
        346,
        346,
        346,
        "",
    ),
    ("2.2.2", "Deuda: intereses", "Ingresos corrientes de libre destinación", 140, 140, 88, 88, 88, ""),
    ("2.3.01.01", "Transporte escolar", "SGP Educación", 655, 655, 645, 431, 398, "M01"),
    ("2.3.01.02", "Sedes educativas", "SGP Educación", 760, 880, 355, 352, 301, "M02"),
    ("2.3.01.03", "Alfabetización de personas adultas", "SGP Educación", 80, 80, 49, 49, 44, "M03"),
    ("2.3.02.01", "Salud pública y vacunación", "SGP Salud", 540, 610, 402, 318, 318, "M05"),
    ("2.3.02.02", "Puestos de salud veredales", "SGP Salud", 240, 310, 222, 148, 120, "M06"),
    ("2.3.03.01", "Acueducto rural", "SGP Agua potable", 1_120, 1_480, 980, 512, 470, "M18"),
    ("2.3.03.02", "Pozos sépticos", "SGP Agua potable", 380, 380, 398, 160, 132, "M19"),
    ("2.3.04.01", "Vías terciarias", "Sistema General de Regalías", 1_650, 2_240, 1_526, 604, 548, "M14"),
    ("2.3.05.01", "Asistencia técnica agropecuaria", "SGP Propósito general", 290, 290, 201, 140, 131, "M12"),
    ("2.3.05.02", "Mercados campesinos", "SGP Propósito general", 70, 82, 56, 41, 41, "M13"),
    ("2.3.06.01", "Vivienda", "Recursos del crédito", 620, 620, 596, 120, 95, "M24"),
    ("2.3.07.01", "Personas mayores", "Estampilla para la persona mayor", 410, 455, 264, 201, 201, "M07"),
    ("2.3.07.02", "Mujeres víctimas de violencia", "SGP Propósito general", 95, 95, 47, 38, 38, "M08"),
    ("2.3.08.01", "Deporte", "SGP Deporte", 180, 180, 133, 102, 97, "M10"),
    (
        "2.3.09.01",
        "Gestión del riesgo",
        "Ingresos corrientes de destinación específica",
        450,
        780,
        575,
        182,
        160,
        "M22",
    ),
    (
        "2.3.10.01",
        "Árboles nativos y microcuencas",
        "Ingresos corrientes de destinación específica",
        210,
        210,
        118,
        71,
        71,
        "M23",
    ),
)
_CONTRACT_TITLES = (
    "Nombre Entidad", "Nit Entidad", "Proceso de Compra", "ID Contrato", "Referencia del Contrato", "Estado Contrato",
    "Objeto del Contrato", "Tipo de Contrato", "Modalidad de Contratacion", "Fecha de Firma",
    "Fecha de Inicio del Contrato", "Fecha de Fin del Contrato", "TipoDocProveedor", "Documento Proveedor",
    "Proveedor Adjudicado", "Valor del Contrato", "Valor Pagado", "URLProceso",
)  # fmt: skip
_BUDGET_TITLES = (
    "Corte", "Nom Seccion Presupuestal", "Nom Vigencia del Gasto", "Cuenta", "Nombre Cuenta",
    "Nom Fuentes Financiacion", "Apropiacion Inicial", "Apropiacion Definitiva", "Compromisos", "Obligaciones", "Pagos",
)  # fmt: skip


def spending_deeds(people: People) -> Iterator[Deed]:
    """What was done with contracts and budget, each on its day."""
    yield date(2021, 9, 7), partial(_bring_budget, people["planeacion"])
    yield date(2021, 9, 9), partial(_bring_contracts, people["planeacion"])
    yield date(2021, 9, 10), partial(_tie, people["planeacion"])


def _bring_budget(by: Person) -> None:
    rows = [
        (str(_CUT), "Administración central", "Vigencia actual", code, name, fund, *(f"{one}000000" for one in pesos))
        for code, name, fund, *pesos, _goal in _ACCOUNTS
    ]
    _bring("presupuesto-agosto-2021.csv", What.BUDGET, (_BUDGET_TITLES, *rows), by)


def _bring_contracts(by: Person) -> None:
    rows = [_contract(number, place) for place in range(len(_PLACES)) for number in range(len(_CONTRACTS))]
    _bring("contratos-2021.csv", What.CONTRACTS, (_CONTRACT_TITLES, *rows), by)


def _contract(number: int, place: int) -> Sequence[str]:
    subject, kind, modality, supplier, value, _goal = _CONTRACTS[number]
    signed = date(2021, 1, 18) + timedelta(days=(number * 11 + place * 67) % 220)
    worth = value + place * 3_700_000 + number * 25_000
    days = 90 + (number % 5) * 30
    spent = max(0, min(days, (_CUT - signed).days))
    is_person = supplier == _PEOPLE
    told = place * len(_CONTRACTS) + number + 1
    return (
        "ALCALDÍA DE VILLA CLARA", _NIT, f"CO1.BDOS.{1700000 + told}", f"CO1.PCCNTR.{2100000 + told}",
        f"VC-{told:03}-2021", "terminado" if spent == days else "En ejecución",
        subject.format(place=_PLACES[place]), kind, modality, str(signed), str(signed + timedelta(days=5)),
        str(signed + timedelta(days=days)), "Cédula de Ciudadanía" if is_person else "NIT",
        "00000000" if is_person else f"9000000{number:02}", supplier, str(worth),
        str(worth * spent // days) if told % 9 else "", "",
    )  # fmt: skip


def _bring(name: str, what: What, rows: Sequence[Sequence[str]], by: Person) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        bring_file(path, what=what, by=by)


def _tie(by: Person) -> None:
    """Planning says to which goals they contribute: every account, and the contracts of the first place."""
    goals = {goal.code: goal for goal in Goal.objects.all()}
    lines = {line.code: line for line in BudgetLine.objects.filter(cut_on=_CUT)}
    for code, *_told, goal in _ACCOUNTS:
        if goal:
            tie_account(lines[code], goals[goal], by=by)
    contracts = {one.number: one for one in Contract.objects.all()}
    for number, (*_told, goal) in enumerate(_CONTRACTS):
        if goal:
            tie_contract(contracts[f"VC-{number + 1:03}-2021"], goals[goal], by=by)
