"""The layouts: one plan of six activities, told in the ways that entities tell theirs, flaws included."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.model import C, Case, Line, Row, Sheet, Table
from corpus.writers import WRITERS

ALL = tuple(WRITERS)
SHEETS = ("xlsx", "xls", "ods")
DOCUMENTS = ("docx", "odt", "html", "pdf")
MERGING = (*SHEETS, *DOCUMENTS)
STAGES = {
    "aprestamiento": "Aprestamiento",
    "diseno": "Diseño",
    "preparacion": "Preparación",
    "ejecucion": "Ejecución",
    "seguimiento": "Seguimiento y Evaluación",
}
MONTHS = ("Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio", "Julio", "Agosto", "Septiembre", "Octubre")
MONTHS += ("Noviembre", "Diciembre")
COMPONENTS = {"informacion": "INFORMACIÓN", "dialogo": "DIÁLOGO", "responsabilidad": "RESPONSABILIDAD"}


@dataclass(frozen=True, slots=True)
class A:
    """An activity of the plan; `months` count from 1."""

    component: str
    name: str
    stages: tuple[str, ...]
    months: tuple[int, ...]
    product: str | None
    who: tuple[str, ...]

    @property
    def periods(self) -> list[int]:
        return sorted({(month - 1) // 4 + 1 for month in self.months})


PLAN = (
    A("informacion", "Actualizar la caracterización de los grupos de valor", ("aprestamiento",), (10, 11),
      "Documento de caracterización", ("Dirección de Participación Ciudadana",)),
    A("informacion", "Publicar el informe de gestión de la vigencia", ("ejecucion",), (6, 12), "Informe publicado",
      ("Oficina de Comunicaciones",)),
    A("dialogo", "Realizar mesas de trabajo con las comunidades rurales", ("ejecucion",), (2, 5, 9),
      "Actas de las mesas", ("Secretaría General", "Dirección de Participación Ciudadana")),
    A("dialogo", "Responder por escrito las preguntas de la ciudadanía", ("ejecucion", "seguimiento"), (7, 11),
      "Respuestas publicadas", ("Equipo de Rendición de Cuentas",)),
    A("responsabilidad", "Definir el esquema de seguimiento a los compromisos", ("diseno",), (3,), "Esquema definido",
      ("Dirección de Planeación y Desarrollo",)),
    A("responsabilidad", "Evaluar el cumplimiento de la estrategia de rendición de cuentas", ("seguimiento",),
      (4, 8, 12), "Informe de evaluación", ("Oficina de Control Interno",)),
)  # fmt: skip


def facts(plan: Sequence[A] = PLAN, **changes: Callable[[A], Any]) -> list[dict[str, Any]]:
    """The activities as a person reads them; `changes` say what a layout does not show or shows in another way."""
    whole = [
        {
            "component": one.component,
            "name": one.name,
            "stages": list(one.stages),
            "periods": one.periods,
            "product": one.product,
            "responsibles": list(one.who),
        }
        for one in plan
    ]
    return [fact | {key: change(one) for key, change in changes.items()} for fact, one in zip(whole, plan, strict=True)]


def marks(one: A, tick: str = "X") -> list[str]:
    return [tick if stage in one.stages else "" for stage in STAGES]


def thirds(one: A, tick: str = "X") -> list[str]:
    return [tick if period in one.periods else "" for period in (1, 2, 3)]


def who(one: A, joint: str = " / ") -> str:
    return joint.join(one.who)


TITLES = ["Componente", "Actividades", *STAGES.values(), "Meta/Producto", "C1", "C2", "C3", "Dependencia responsable"]


def row(one: A, tick: str = "X", joint: str = " / ") -> list[str]:
    label = COMPONENTS[one.component].capitalize()
    return [label, one.name, *marks(one, tick), one.product or "", *thirds(one, tick), who(one, joint)]


GROUPS: list[Row] = [
    ["", C("ACTIVIDADES", rows=2), C("ETAPAS", columns=5), C("META/PRODUCTO", rows=2), C("Cuatrimestre", columns=3),
     C("DEPENDENCIA RESPONSABLE", rows=2)],
    ["", *STAGES.values(), "1", "2", "3"],
]  # fmt: skip


def by_component() -> Iterator[tuple[str, list[A]]]:
    for component, label in COMPONENTS.items():
        yield label, [one for one in PLAN if one.component == component]


def classic() -> Case:
    """Two rows of titles with groups, the component merged down, in one table."""
    rows: list[Row] = list(GROUPS)
    for label, plan in by_component():
        rows.append([C(label, rows=len(plan)), *row(plan[0])[1:]])
        rows += [row(one)[1:] for one in plan[1:]]
    return Case(
        "clasico", [Sheet([Line("CRONOGRAMA ESTRATEGIA DE RENDICIÓN DE CUENTAS 2021"), Table(rows)])], facts(), MERGING
    )


def component_among_titles() -> Case:
    """Three tables, the component on the row of titles (seed b), the page title repeated."""
    blocks: list[Line | Table] = []
    for label, plan in by_component():
        titles: list[Row] = [[label, *GROUPS[0][1:]], GROUPS[1]]
        blocks += [
            Line("Cronograma proceso ESTRATÉGIA DE RENDICIÓN DE CUENTAS"),
            Table([*titles, *(["", *row(one)[1:]] for one in plan)]),
        ]
    return Case("componente_en_titulos", [Sheet(blocks)], facts(), ALL)


def component_as_row() -> Case:
    """The component as a row over the whole width; titles in one row."""
    rows: list[Row] = [TITLES[1:]]
    for number, (label, plan) in enumerate(by_component(), 1):
        rows.append([C(f"{number}. Componente {label.capitalize()}", columns=11)])
        rows += [row(one)[1:] for one in plan]
    return Case("componente_en_fila", [Sheet([Table(rows)])], facts(), ALL)


def component_as_heading() -> Case:
    """The component as a heading, a table under each, prose around."""
    blocks: list[Line | Table] = [
        Line("Introducción"),
        Line(
            "La alcaldía presenta la estrategia con la que informa, dialoga y responde durante la vigencia. Este "
            "documento fue construido con las dependencias y con la ciudadanía en varias sesiones de trabajo."
        ),
    ]
    for label, plan in by_component():
        blocks += [Line(f"Elemento: {label}"), Table([TITLES[1:], *(row(one)[1:] for one in plan)])]
    blocks.append(Line("Comuníquese y cúmplase."))
    return Case("componente_en_encabezado", [Sheet(blocks)], facts(), (*DOCUMENTS, "txt"))


def words() -> Case:
    """Stage and period in words."""
    roman = {1: "I", 2: "II", 3: "III"}
    rows: list[Row] = [["Elemento", "Acción", "Etapa", "Entregable", "Periodo", "Líder"]]
    for one in PLAN:
        stage = " / ".join(STAGES[stage] for stage in one.stages)
        when = " y ".join(roman[period] for period in one.periods[:2]) if len(one.periods) < 3 else "I, II y III"
        rows.append(
            [
                COMPONENTS[one.component].title(),
                one.name,
                stage,
                one.product or "",
                f"{when} cuatrimestre",
                who(one, "\n"),
            ]
        )
    return Case(
        "palabras", [Sheet([Table(rows)])], facts(), ("xlsx", "xls", "ods", "docx", "odt", "html", "pdf", "csv")
    )


def months() -> Case:
    """Twelve columns of months under a group, ticked with a check."""
    rows: list[Row] = [
        [
            C("Componente", rows=2),
            C("Actividad", rows=2),
            C("Producto", rows=2),
            C("Mes", columns=12),
            C("Responsable", rows=2),
        ],
        [month[:3] for month in MONTHS],
    ]
    for one in PLAN:
        ticks = ["✓" if month in one.months else "" for month in range(1, 13)]
        rows.append([COMPONENTS[one.component], one.name, one.product or "", *ticks, who(one)])
    return Case("meses", [Sheet([Table(rows)])], facts(stages=lambda _: []), tuple(one for one in ALL if one != "csv"))


def quarters() -> Case:
    """Four columns of quarters with shares of the work: percentages, dashes, NA."""
    touched = {1: {1}, 2: {1, 2}, 3: {2, 3}, 4: {3}}

    def of(one: A) -> list[int]:
        return sorted({(month - 1) // 3 + 1 for month in one.months})

    rows: list[Row] = [
        [
            "Componente",
            "Actividad",
            "Etapa",
            "Meta o producto",
            "I Trim",
            "II Trim",
            "III Trim",
            "IV Trim",
            "Responsables",
            "Observaciones",
        ]
    ]
    for one in PLAN:
        shares = [
            f"{round(100 / len(of(one)))} %" if quarter in of(one) else ("-" if quarter % 2 else "NA")
            for quarter in range(1, 5)
        ]
        stage = ", ".join(STAGES[stage] for stage in one.stages)
        rows.append([COMPONENTS[one.component], one.name, stage, one.product or "", *shares, who(one), "Sin novedad"])
    periods = facts(periods=lambda one: sorted(set().union(*(touched[quarter] for quarter in of(one)))))
    return Case("trimestres_porcentaje", [Sheet([Table(rows)])], periods, ALL)


def halves() -> Case:
    """Two columns of half years; ticked with a dot."""
    rows: list[Row] = [
        ["Componente", "Actividad", *STAGES.values(), "Producto", "I semestre", "II semestre", "Responsable"]
    ]
    for one in PLAN:
        ticks = ["●" if any((month - 1) // 6 == half for month in one.months) else "" for half in (0, 1)]
        rows.append([*row(one)[:8], *ticks, who(one)])
    touched = facts(periods=lambda one: sorted({p for month in one.months for p in ((1, 2) if month < 7 else (2, 3))}))
    return Case("semestres", [Sheet([Table(rows)])], touched, tuple(one for one in ALL if one != "csv"))


def dates() -> Case:
    """A first and a last day for each activity."""
    rows: list[Row] = [
        [
            "No.",
            "Componente",
            "Actividad",
            "Etapa",
            "Producto",
            "Fecha de inicio",
            "Fecha de finalización",
            "Dependencia responsable",
        ]
    ]
    for number, one in enumerate(PLAN, 1):
        first, last = f"01/{one.months[0]:02}/2021", f"2021 / {one.months[-1]:02} /28"
        stage = " y ".join(STAGES[stage] for stage in one.stages[:1])
        rows.append([str(number), COMPONENTS[one.component], one.name, stage, one.product or "", first, last, who(one)])
    spread = facts(
        stages=lambda one: list(one.stages[:1]),
        periods=lambda one: list(range(min(one.periods), max(one.periods) + 1)),
    )
    return Case("fechas", [Sheet([Table(rows)])], spread, ALL)


def phrases() -> Case:
    """The grammar of times, one phrase each."""
    said = {
        0: ("19 y 20 de octubre de 2021", [3]),
        1: ("Junio a dic 2021", [2, 3]),
        2: ("Permanente", [1, 2, 3]),
        3: ("22 al 28 de julio", [2]),
        4: ("2021 / 03 /22", [1]),
        5: ("Mensual", [1, 2, 3]),
    }
    rows: list[Row] = [
        ["Componente", "Actividades programadas", "Etapa", "Meta Producto", "Fecha Programada", "Responsable"]
    ]
    for number, one in enumerate(PLAN):
        stage = " - ".join(STAGES[stage] for stage in one.stages)
        rows.append([COMPONENTS[one.component], one.name, stage, one.product or "", said[number][0], who(one)])
    expected = facts()
    for number, fact in enumerate(expected):
        fact["periods"] = said[number][1]
    return Case("frases_de_tiempo", [Sheet([Table(rows)])], expected, ALL)


def anticorruption() -> Case:
    """The follow-up of a plan against corruption (L1): lines on top, subcomponents, numbers in texts, more columns."""
    names = {
        "informacion": "Subcomponente 1\nInformación de calidad y en lenguaje comprensible",
        "dialogo": "Subcomponente 2\nDiálogo de doble vía con la ciudadanía y sus organizaciones",
        "responsabilidad": "Subcomponente 4\nEvaluación y retroalimentación a la gestión institucional",
    }
    months = {
        0: "Octubre 2021",
        1: "Diciembre 2021",
        2: "Mayo 2021",
        3: "Noviembre 2021",
        4: "Marzo 2021",
        5: "Abril 2021",
    }
    top = ["Seguimiento O.C.I I Cuatrimestre"]
    rows: list[Row] = [
        [*[""] * 5, "", C(top[0], columns=2)],
        [
            "Subcomponente/Proceso",
            "Actividades Programadas",
            "Actividades Realizadas",
            "Meta Producto",
            "Responsable",
            "Fecha Programada",
            "% de Avance",
            "Observaciones",
        ],
    ]
    number = 0
    for place, (component, name) in enumerate(names.items(), 1):
        plan = [one for one in PLAN if one.component == component]
        for index, one in enumerate(plan):
            first = [C(name, rows=len(plan))] if index == 0 else []
            said = f"{place}.{index + 1} {one.name}"
            rows.append(
                [
                    *first,
                    said,
                    "Se adelantó la gestión",
                    one.product or "",
                    who(one, "\n"),
                    months[number],
                    "33,3 %",
                    "NA",
                ]
            )
            number += 1
    lines = [
        Line("Entidad: Alcaldía de prueba"),
        Line("Vigencia: 1 de enero a 30 de abril de 2021"),
        Line("Fecha de publicación: 12/05/2021"),
    ]
    periods = {
        name: [(month - 1) // 4 + 1]
        for name, month in zip((one.name for one in PLAN), (10, 12, 5, 11, 3, 4), strict=True)
    }
    expected = facts(stages=lambda _: [], periods=lambda one: periods[one.name])
    foot = Table([["Elaboró: Ana Ruiz", "Revisó: Luis Peña", "Aprobó: Eva Díaz"]])
    return Case("paac_seguimiento", [Sheet([*lines, Table(rows), foot])], expected, MERGING)


def other_components() -> Case:
    """A whole plan against corruption, of which only the third component is accountability."""
    titles = ["Componente", "Actividad", "Meta o producto", "Fecha", "Responsable"]
    others: list[Row] = [
        [
            "Componente 1: Gestión del riesgo de corrupción",
            "Revisar el mapa de riesgos",
            "Mapa revisado",
            "Abril",
            "Oficina de Planeación",
        ],
        [
            "Componente 2: Racionalización de trámites",
            "Simplificar un trámite",
            "Trámite simplificado",
            "Junio",
            "Oficina de Planeación",
        ],
    ]
    after: Row = [
        "Componente 5: Transparencia y acceso a la información",
        "Publicar los contratos",
        "Contratos",
        "Mayo",
        "Oficina Jurídica",
    ]
    own = [
        [COMPONENTS[one.component], one.name, one.product or "", ", ".join(MONTHS[m - 1] for m in one.months), who(one)]
        for one in PLAN
    ]
    return Case("otros_componentes", [Sheet([Table([titles, *others, *own, after])])], facts(stages=lambda _: []), ALL)


def calendar() -> Case:
    """Months as columns, the text of the activity in the cell."""
    rows: list[Row] = [["Componente", *MONTHS]]
    for label, plan in by_component():
        rows.append(
            [label, *("\n".join(f"- {one.name}" for one in plan if month in one.months) for month in range(1, 13))]
        )
    blank = facts(stages=lambda _: [], product=lambda _: None, responsibles=lambda _: [])
    return Case("calendario", [Sheet([Line("Calendario de rendición de cuentas 2021"), Table(rows)])], blank, MERGING)


def lists() -> Case:
    """No table: headings and lists, the data in the text."""
    blocks: list[Line | Table] = [Line("Estrategia de rendición de cuentas 2021")]
    for label, plan in by_component():
        blocks.append(Line(label))
        for one in plan:
            when = " y ".join(MONTHS[month - 1].lower() for month in (one.months[0], one.months[-1]))
            when = MONTHS[one.months[0] - 1].lower() if len(one.months) == 1 else when
            blocks.append(
                Line(f"{one.name}. Producto: {one.product}. Responsable: {who(one)}. Fecha: {when}.", item=True)
            )
    ends = facts(
        stages=lambda _: [],
        periods=lambda one: sorted({(month - 1) // 4 + 1 for month in (one.months[0], one.months[-1])}),
    )
    return Case("listas", [Sheet(blocks)], ends, ("docx", "odt", "html", "pdf", "txt"))


def flaws() -> Case:
    """The flaws of the real schedule: displaced titles, product under the responsible, fused mark, blanks."""
    titles = [*TITLES[:8], "", "C1", "C2", "Dependencia responsable", "C3"]
    rows: list[Row] = [titles]
    for number, one in enumerate(PLAN):
        cells = [*row(one), ""]
        if number == 1:
            cells[7], cells[11] = "", "Plan de mejoramiento implementado"
        if number == 4:
            cells[3], cells[7] = "X Documento con el esquema", ""
        rows.append(cells)
    expected = facts()
    expected[1] |= {"product": "Plan de mejoramiento implementado", "responsibles": []}
    expected[4] |= {"product": "Documento con el esquema"}
    return Case("defectos", [Sheet([Table(rows)])], expected, ALL)


def placeholders() -> Case:
    """Places kept for data that nobody knows yet, and an indicator beside the product."""
    rows: list[Row] = [
        [
            "Componente",
            "Actividad",
            *STAGES.values(),
            "Indicador",
            "Producto",
            "C1",
            "C2",
            "C3",
            "Responsable",
            "Evidencia",
        ]
    ]
    for number, one in enumerate(PLAN):
        product = "XXXXXXXX" if number == 0 else one.product or ""
        people = "Por definir" if number == 5 else who(one)
        rows.append([*row(one)[:7], "Número de productos / total", product, *thirds(one, "1"), people, "N/A"])
    expected = facts()
    expected[0]["product"] = None
    expected[5]["responsibles"] = []
    return Case("sin_definir", [Sheet([Table(rows)])], expected, ALL)


def shuffled() -> Case:
    """Columns in another order, responsibles with bullets, ticks of several kinds."""
    order = [11, 1, 8, 9, 10, 7, 6, 5, 4, 3, 2, 0]
    ticks = ["x", "✔", "●", "√", "X", "☒"]
    rows: list[Row] = [[TITLES[place] for place in order]]
    for one, tick in zip(PLAN, ticks, strict=True):
        cells = row(one, tick)
        cells[11] = "\n".join(f"• {name}" for name in one.who)
        rows.append([cells[place] for place in order])
    return Case("columnas_revueltas", [Sheet([Table(rows)])], facts(), MERGING)


def painted() -> Case:
    """Cells of colour instead of letters."""
    rows: list[Row] = [["Componente", "Actividad", "Meta/Producto", *MONTHS, "Responsable"]]
    for one in PLAN:
        cells = [C(shade="92D050" if month in one.months else "") for month in range(1, 13)]
        rows.append([COMPONENTS[one.component], one.name, one.product or "", *cells, who(one)])
    return Case("celdas_de_color", [Sheet([Table(rows)])], facts(stages=lambda _: []), ("xlsx", "ods", "docx", "odt"))


def weeks() -> Case:
    """Four weeks under each month."""
    rows: list[Row] = [
        [
            C("Componente", rows=2),
            C("Actividad", rows=2),
            *(C(month, columns=4) for month in MONTHS),
            C("Responsable", rows=2),
        ],
        [f"S{week}" for _ in MONTHS for week in range(1, 5)],
    ]
    for one in PLAN:
        ticks = ["X" if month in one.months and week == 2 else "" for month in range(1, 13) for week in range(1, 5)]
        rows.append([COMPONENTS[one.component], one.name, *ticks, who(one)])
    blank = facts(stages=lambda _: [], product=lambda _: None)
    return Case("semanas", [Sheet([Table(rows)])], blank, ("xlsx", "xls", "ods", "docx", "odt", "html"))


def merged_data() -> Case:
    """Merged data: one responsible over several rows, one activity over two rows, a mark over two periods."""
    same = tuple(
        replace(one, who=("Oficina de Comunicaciones",)) if one.component == "informacion" else one for one in PLAN
    )
    same = tuple(replace(one, months=(6, 12)) if one is same[3] else one for one in same)
    rows: list[Row] = [TITLES]
    for number, one in enumerate(same):
        cells: list[C | str] = list(row(one))
        if number == 0:
            cells[11] = C(cells[11] if isinstance(cells[11], str) else "", rows=2)
        if number == 1:
            del cells[11]
        if number == 3:
            cells[8:11] = ["", C("X", columns=2)]
        rows.append(cells)
    return Case("celdas_combinadas", [Sheet([Table(rows)])], facts(same), MERGING)


def stage_first() -> Case:
    """The stage as the first column, merged down; the component beside it."""
    rows: list[Row] = [["ETAPA", "ELEMENTO", "ACTIVIDAD", "PRODUCTO", "FECHA PROGRAMADA", "RESPONSABLE"]]
    plan = sorted(
        (replace(one, stages=one.stages[:1]) for one in PLAN), key=lambda one: list(STAGES).index(one.stages[0])
    )
    for stage, label in STAGES.items():
        inside = [one for one in plan if one.stages == (stage,)]
        for number, one in enumerate(inside):
            first = (
                [C(f"Etapa de {label.lower()}" if stage != "seguimiento" else label, rows=len(inside))]
                if number == 0
                else []
            )
            when = ", ".join(MONTHS[month - 1] for month in one.months)
            rows.append([*first, COMPONENTS[one.component].title(), one.name, one.product or "", when, who(one)])
    return Case("etapa_primero", [Sheet([Table(rows)])], facts(plan), MERGING)


def four_rows_of_titles() -> Case:
    """Four rows of nested titles under lines of a form with codes and versions (L3, L9)."""
    lines = [
        Line("FORMATO PLAN DE ACCIÓN"),
        Line("Código: F-PL-07"),
        Line("Versión: 03"),
        Line("Vigencia: 2021"),
        Line("Fecha publicación: 29/01/2021"),
    ]
    rows: list[Row] = [
        [C("PLANEACIÓN DE LA RENDICIÓN DE CUENTAS", columns=12)],
        [C("Componente", rows=3), C("Actividades a desarrollar", rows=3), C("ETAPAS", columns=5),
         C("Meta o producto", rows=3), C("CRONOGRAMA", columns=3), C("Dependencia responsable", rows=3)],
        [*(C(stage, rows=2) for stage in STAGES.values()), C("Cuatrimestre", columns=3)],
        ["I", "II", "III"],
    ]  # fmt: skip
    return Case("cuatro_filas_de_titulos", [Sheet([*lines, Table([*rows, *map(row, PLAN)])])], facts(), MERGING)


def pages() -> Case:
    """Many rows over many pages, the titles on each."""
    plan = [replace(one, name=f"{one.name}, jornada {number}") for number in range(1, 9) for one in PLAN]
    plan.sort(key=lambda one: list(COMPONENTS).index(one.component))
    tables = [Table([TITLES, *map(row, plan[start : start + 12])]) for start in range(0, len(plan), 12)]
    return Case("varias_paginas", [Sheet(tables)], facts(plan), (*DOCUMENTS, "txt"))


def continued() -> Case:
    """A table that goes on in another, without titles."""
    return Case(
        "tabla_partida",
        [Sheet([Table([TITLES, *map(row, PLAN[:3])]), Line("Continuación"), Table(list(map(row, PLAN[3:])))])],
        facts(),
        DOCUMENTS,
    )


def sheet_by_component() -> Case:
    """A sheet for each component, one with instructions, and last year's, hidden."""
    sheets = [Sheet([Line("Instrucciones"), Line("Diligencie una fila por actividad.")], "Instrucciones")]
    sheets += [
        Sheet([Table([TITLES[1:], *(row(one)[1:] for one in plan)])], label.capitalize())
        for label, plan in by_component()
    ]
    old = replace(PLAN[0], name="Actividad del año pasado que ya no va")
    sheets.append(Sheet([Table([TITLES, row(old)])], "2020", hidden=True))
    return Case("hoja_por_componente", sheets, facts(), SHEETS)


def repeated_sheet() -> Case:
    """The same schedule in two sheets, the second an old copy."""
    table = Table([TITLES, *map(row, PLAN)])
    return Case("hoja_repetida", [Sheet([table], "Cronograma"), Sheet([table], "Copia")], facts(), SHEETS)


def narrow() -> Case:
    """Columns so narrow that words are cut (L1): only a page can do it."""
    rows = [
        [*TITLES[:2], "Etapa", *TITLES[7:]],
        *([*row(one)[:2], STAGES[one.stages[0]], *row(one)[7:]] for one in PLAN),
    ]
    first = facts(stages=lambda one: list(one.stages[:1]))
    return Case("columnas_angostas", [Sheet([Table(rows)])], first, ("pdf",), {"narrow": True})


def last_month(one: A) -> list[int]:
    return [(one.months[-1] - 1) // 4 + 1]


def from_to(one: A) -> list[int]:
    return list(range(min(one.periods), max(one.periods) + 1))


def title_over_two_columns() -> Case:
    """A plan against corruption whose title of the activity covers its number and its text."""
    names = (
        "Subcomponente 1 Información de calidad y en lenguaje comprensible",
        "Subcomponente 2 Diálogo de doble vía con la ciudadanía y sus organizaciones",
        "Subcomponente 3 Incentivos para motivar la cultura de la rendición y petición de cuentas",
    )
    rows: list[Row] = [
        [C("Plan Anticorrupción y de Atención al Ciudadano", columns=6)],
        [C("Componente 3: Rendición de cuentas", columns=6)],
        ["Subcomponente", C("Actividades", columns=2), "Meta o producto", "Responsable", "Fecha programada"],
    ]
    for number, (name, (_, plan)) in enumerate(zip(names, by_component(), strict=True), 1):
        for index, one in enumerate(plan):
            first = [C(name, rows=len(plan))] if index == 0 else []
            day = f"30 de {MONTHS[one.months[-1] - 1].lower()} de 2021"
            rows.append([*first, f"{number}.{index + 1}", one.name, one.product or "", who(one, " y "), day])
    expected = facts(stages=lambda _: [], periods=last_month)
    return Case("numero_y_texto", [Sheet([Table(rows)])], expected, MERGING)


def from_month_to_month() -> Case:
    """A first and a last month in words; who supports and with what stand beside."""
    titles = ["N°", "Acción", "Entregables", "Líder responsable", "Apoyo", "Inicio", "Fin", "Recursos"]
    rows: list[Row] = [titles]
    for number, (label, plan) in enumerate(by_component(), 1):
        rows.append([C(label, columns=8)])
        for one in plan:
            first, last = MONTHS[one.months[0] - 1], MONTHS[one.months[-1] - 1]
            cells = [str(number), one.name, one.product or "", who(one, "\n"), "Todas las dependencias", first, last]
            rows.append([*cells, "Humanos"])
    expected = facts(stages=lambda _: [], periods=from_to)
    return Case("mes_a_mes", [Sheet([Line("PLAN DE RENDICION DE CUENTAS 2021"), Table(rows)])], expected, MERGING)


def stage_as_row() -> Case:
    """The stage as a row over the whole width; product and proof under one title."""
    plan = sorted(
        (replace(one, stages=one.stages[:1]) for one in PLAN), key=lambda one: list(STAGES).index(one.stages[0])
    )
    rows: list[Row] = [["Actividad", "Componente", "Producto o evidencia", "Responsable", "Cuatrimestre"]]
    for stage, label in STAGES.items():
        inside = [one for one in plan if one.stages == (stage,)]
        rows += [[C(f"ETAPA DE {label.upper()}", columns=5)]] if inside else []
        for one in inside:
            said = ", ".join(map(str, one.periods))
            rows.append([one.name, COMPONENTS[one.component], one.product or "", who(one, ", "), said])
    return Case("etapa_en_fila", [Sheet([Table(rows)])], facts(plan), (*MERGING, "csv"))


def initials() -> Case:
    """Months by their initial."""
    rows: list[Row] = [
        [*(C(title, rows=2) for title in ("COMPONENTE", "ACTIVIDAD", "META", "RESPONSABLE")), C("2021", columns=12)],
        list("EFMAMJJASOND"),
    ]
    for one in PLAN:
        ticks = ["X" if month in one.months else "" for month in range(1, 13)]
        rows.append([COMPONENTS[one.component], one.name, one.product or "", who(one), *ticks])
    return Case("iniciales_de_mes", [Sheet([Table(rows)])], facts(stages=lambda _: []), MERGING)


def deadlines() -> Case:
    """One last day for each activity, with the month in letters; goal, indicator and product in three columns."""
    titles = ["Item", "Descripción de la acción", "Objetivo", "Producto esperado", "Indicador", "Meta", "Dependencia"]
    rows: list[Row] = [[*titles, "Fecha límite"]]
    for number, (label, plan) in enumerate(by_component(), 1):
        rows.append([str(number), C(label, columns=7)])
        for index, one in enumerate(plan, 1):
            day = f"28-{MONTHS[one.months[-1] - 1][:3].lower()}-21"
            cells = [f"{number}.{index}", one.name, "Mejorar", one.product or "", "# de informes", "1"]
            rows.append([*cells, who(one, "\n"), day])
    expected = facts(stages=lambda _: [], periods=last_month)
    return Case("fecha_limite", [Sheet([Table(rows)])], expected, MERGING)


def lists_in_brackets() -> Case:
    """Lists whose data stand in brackets after the text."""
    blocks: list[Line | Table] = [Line("Estrategia de rendición de cuentas")]
    for label, plan in by_component():
        blocks.append(Line(f"Componente de {label.lower()}"))
        for one in plan:
            when = f"{MONTHS[one.months[-1] - 1].lower()} de 2021"
            data = f"Responsable: {who(one)}; Fecha: {when}; Producto: {one.product}"
            blocks.append(Line(f"{one.name} ({data})", item=True))
    expected = facts(stages=lambda _: [], periods=last_month)
    return Case("listas_entre_parentesis", [Sheet(blocks)], expected, (*DOCUMENTS, "txt"))


def totals_and_signatures() -> Case:
    """A row of totals, a note and signatures under the table; the months of each period in its title."""
    periods = ["1er Cuatrimestre (Ene-Abr)", "2do Cuatrimestre (May-Ago)", "3er Cuatrimestre (Sep-Dic)"]
    rows: list[Row] = [["", "ACCIONES", "ENTREGABLE", *periods, "ENCARGADO"]]
    for label, plan in by_component():
        for index, one in enumerate(plan):
            first = [C(label, rows=len(plan))] if index == 0 else []
            rows.append([*first, one.name, one.product or "", *thirds(one, "✔"), who(one)])
    rows.append(["", "Total actividades: 6", "", "1", "2", "3", ""])
    signed = Table([["Elaboró", "Revisó", "Aprobó"], ["Ana", "Luis", "Eva"]])
    blocks = [Table(rows), Line("Nota: cronograma sujeto a cambios"), signed]
    return Case("totales_y_firmas", [Sheet(blocks)], facts(stages=lambda _: []), MERGING)


def questions() -> Case:
    """Titles as questions, and none that says activity."""
    rows: list[Row] = [["Responsable", "Elemento de la rendición de cuentas", "¿Qué se logra?", "Producto", "¿Cuándo?"]]
    for one in PLAN:
        cells = [who(one), COMPONENTS[one.component].title(), one.name, one.product or "", "Segundo semestre de 2021"]
        rows.append(cells)
    expected = facts(stages=lambda _: [], periods=lambda _: [2, 3])
    return Case("preguntas", [Sheet([Table(rows)])], expected, (*MERGING, "csv"))


def who_leads() -> Case:
    """Who leads and who supports, under one title; first and last day under another."""
    rows: list[Row] = [
        [*(C(title, rows=2) for title in ("Componente", "Actividades", "Producto / Meta")),
         C("Responsables", columns=2), C("Fecha", columns=2)],
        ["Lidera", "Apoya", "Inicio", "Terminación"],
    ]  # fmt: skip
    for one in PLAN:
        days = [f"1/{one.months[0]}/2021", f"28/{one.months[-1]}/2021"]
        cells = [COMPONENTS[one.component], one.name, one.product or "", who(one), "Todas las áreas", *days]
        rows.append(cells)
    expected = facts(stages=lambda _: [], periods=from_to)
    return Case("lidera_y_apoya", [Sheet([Table(rows)])], expected, MERGING)


def blank(**changes: Callable[[A], Any]) -> list[dict[str, Any]]:
    """The facts of a layout that shows no stage, unless `changes` say more."""
    return facts(stages=lambda _: [], **changes)


def months_down() -> Case:
    """A calendar whose months run down and whose columns are the components; several activities in one cell."""
    rows: list[Row] = [["MES", *COMPONENTS.values()]]
    for number, month in enumerate(MONTHS, 1):
        cells = [[one.name for one in PLAN if one.component == key and number in one.months] for key in COMPONENTS]
        if any(cells):
            rows.append([month, *("\n".join(f"• {name}" for name in names) for names in cells)])
    expected = blank(product=lambda _: None, responsibles=lambda _: [])
    return Case("meses_hacia_abajo", [Sheet([Line("Calendario 2021"), Table(rows)])], expected, MERGING)


def lines_in_a_calendar() -> Case:
    """Months as columns; a cell with several activities has one on each line, with no bullet. Who answers, beside."""
    plan = [replace(one, who=("Secretaría de Gobierno",)) for one in PLAN]
    rows: list[Row] = [["Elemento", "Responsable", *(month.upper() for month in MONTHS)]]
    for key, label in COMPONENTS.items():
        inside = [one for one in plan if one.component == key]
        said = ["\n".join(one.name for one in inside if number in one.months) for number in range(1, 13)]
        rows.append([label.capitalize(), "Secretaría de Gobierno", *said])
    expected = facts(plan, stages=lambda _: [], product=lambda _: None)
    return Case("renglones_en_calendario", [Sheet([Table(rows)])], expected, (*SHEETS, "docx", "odt", "html"))


def anticorruption_by_sheet() -> Case:
    """A plan against corruption with a sheet for each of its parts, the subcomponents of others without that word."""

    def sheet(name: str, heading: str, rows: list[Row]) -> Sheet:
        titles = ["Subcomponente", "Actividades", "Meta o producto", "Responsable", "Fecha programada"]
        return Sheet(
            [Line("Plan Anticorrupción y de Atención al Ciudadano"), Line(heading), Table([titles, *rows])], name
        )

    risks = [["Política de administración de riesgos", "Socializar la política", "Acta", "Planeación", "Abril"]]
    access = [["Transparencia activa", "Publicar los contratos", "Contratos", "Oficina Jurídica", "Permanente"]]
    own: list[Row] = []
    for number, (label, plan) in enumerate(by_component(), 1):
        for index, one in enumerate(plan):
            first = C(f"Subcomponente {number}\n{label.capitalize()}", rows=len(plan))
            months = ", ".join(MONTHS[month - 1] for month in one.months)
            own.append([*([first] if index == 0 else []), one.name, one.product or "", who(one), months])
    sheets = [
        sheet("C1", "Componente 1: Gestión del riesgo de corrupción", list(risks)),
        sheet("C3", "Componente 3: Rendición de cuentas", own),
        sheet("C5", "Componente 5: Transparencia y acceso a la información", list(access)),
    ]
    return Case("paac_por_hojas", sheets, blank(), SHEETS)


def planned_and_done() -> Case:
    """Under each quarter, what was planned and what was done; only the first is the plan."""
    touched = {1: {1}, 2: {1, 2}, 3: {2, 3}, 4: {3}}
    names = ("I TRIM", "II TRIM", "III TRIM", "IV TRIM")
    rows: list[Row] = [
        [
            *(C(title, rows=3) for title in ("Componente", "Acción", "Producto", "Dependencia líder")),
            C("TRIMESTRES", columns=8),
        ],
        [C(name, columns=2) for name in names],
        ["Prog.", "Ejec."] * 4,
    ]

    def of(one: A) -> list[int]:
        return sorted({(month - 1) // 3 + 1 for month in one.months})

    for one in PLAN:
        cells = [
            text
            for quarter in range(1, 5)
            for text in ("50 %" if quarter in of(one) else "", "25 %" if quarter == 1 else "")
        ]
        rows.append([COMPONENTS[one.component], one.name, one.product or "", who(one), *cells])
    expected = blank(periods=lambda one: sorted(set().union(*(touched[quarter] for quarter in of(one)))))
    return Case("programado_y_ejecutado", [Sheet([Table(rows)])], expected, MERGING)


def _thin() -> list[Row]:
    rows: list[Row] = [["Componente", "Actividad", "Meta", "Cuatrimestre", "Responsable"]]
    for one in PLAN:
        said = ", ".join(("I", "II", "III")[period - 1] for period in one.periods)
        rows.append([COMPONENTS[one.component].title(), one.name, one.product or "", said, who(one)])
    return rows


def lines_across() -> Case:
    """A page whose table has lines under its rows and none down."""
    return Case("solo_lineas_horizontales", [Sheet([Table(_thin())])], blank(), ("pdf",), {"lines": "across"})


def three_lines() -> Case:
    """A page whose table has three lines: above and below the titles, and at the end."""
    return Case("tres_lineas", [Sheet([Table(_thin())])], blank(), ("pdf",), {"lines": "three"})


def stripes() -> Case:
    """A page whose table has no lines: every other row is painted."""
    return Case("franjas", [Sheet([Table(_thin())])], blank(), ("pdf",), {"lines": "stripes"})


def cards() -> Case:
    """No table: each activity is a card of lines with their title before."""
    blocks: list[Line | Table] = []
    for label, plan in by_component():
        blocks.append(Line(f"Componente: {label.capitalize()}"))
        for number, one in enumerate(plan, 1):
            said = {"Actividad": one.name, "Entregable": one.product, "¿Quién?": who(one), "¿Cuándo?": _months_of(one)}
            blocks += [
                Line(f"{title}{f' {number}' if title == 'Actividad' else ''}: {text}") for title, text in said.items()
            ]
    return Case("fichas_en_lineas", [Sheet(blocks)], blank(), (*DOCUMENTS, "txt"))


def _months_of(one: A) -> str:
    return ", ".join(MONTHS[month - 1].lower() for month in one.months)


def cards_in_tables() -> Case:
    """A table of two columns for each activity: titles at the left, data at the right."""
    blocks: list[Line | Table] = []
    for one in PLAN:
        label = COMPONENTS[one.component].capitalize()
        said = [
            ["Componente", label],
            ["Actividad", one.name],
            ["Etapa", STAGES[one.stages[0]]],
            ["Producto", one.product or ""],
        ]
        blocks += [Table([*said, ["Responsable", who(one)], ["Fecha", _months_of(one)]]), Line(" ")]
    return Case(
        "fichas_en_tablas", [Sheet(blocks)], facts(stages=lambda one: list(one.stages[:1])), (*DOCUMENTS, "xlsx")
    )


def beside_each_other() -> Case:
    """Three tables side by side, one for each component, under a title of their own."""
    titles = ["Actividad", "Producto", "Cuatrimestre", "Responsable"]
    plans = [plan for _, plan in by_component()]
    rows: list[Row] = [
        [cell for label in COMPONENTS.values() for cell in (C(f"COMPONENTE {label}", columns=4), "")],
        [cell for _ in COMPONENTS for cell in (*titles, "")],
    ]
    for index in range(max(len(plan) for plan in plans)):
        cells: list[str] = []
        for plan in plans:
            one = plan[index]
            cells += [
                one.name,
                one.product or "",
                " y ".join(map(str, one.periods[:2])) + (", 3" if len(one.periods) > 2 else ""),
                who(one),
                "",
            ]
        rows.append(cells)
    return Case("lado_a_lado", [Sheet([Table(rows)])], blank(), SHEETS)


def formulas() -> Case:
    """Formulas that nobody calculated: texts of another sheet, joined texts, the cell above."""
    offices = sorted({name for one in PLAN for name in one.who})
    rows: list[Row] = [["Componente", "Actividad", "Producto", "Cuatrimestre", "Responsable"]]
    for number, one in enumerate(PLAN, 2):
        first, rest = one.name.split(" ", 1)
        label = COMPONENTS[one.component].capitalize() if number % 2 == 0 else f"=A{number - 1}"
        joint = '&" / "&'.join(f"Listas!A{offices.index(name) + 1}" for name in one.who)
        said = ", ".join(map(str, one.periods))
        rows.append([label, f'=CONCATENATE("{first}"," ","{rest}")', one.product or "", said, f"={joint}"])
    sheets = [Sheet([Table(rows)], "Plan"), Sheet([Table([[name] for name in offices])], "Listas")]
    return Case("formulas_sin_calcular", sheets, blank(), ("xlsx",))


def painted_stripes() -> Case:
    """Months painted over rows that are striped: the stripe is no mark."""
    rows: list[Row] = [["Componente", "Actividad", "Meta/Producto", *MONTHS, "Responsable"]]
    for number, one in enumerate(PLAN):
        stripe = "F2F2F2" if number % 2 else ""
        texts = [C(text, shade=stripe) for text in (COMPONENTS[one.component], one.name, one.product or "")]
        cells = [C(shade="92D050" if month in one.months else stripe) for month in range(1, 13)]
        rows.append([*texts, *cells, C(who(one), shade=stripe)])
    return Case("color_sobre_franjas", [Sheet([Table(rows)])], blank(), ("xlsx", "ods", "docx", "odt"))


def how_often_and_when() -> Case:
    """A column for how often and another for when, each of which may be the one that tells; hints in the titles."""
    said = [
        ("Trimestral", "", [1, 2, 3]),
        ("Anual", "15/12/2021", [3]),
        ("Semestral", "30/06/2021 y 30/11/2021", [2, 3]),
        ("Mensual", "31/08/2021", [1, 2]),
        ("Única vez", "05-2021", [2]),
        ("Cada 4 meses", "", [1, 2, 3]),
    ]
    titles = ["Elemento RdC", "Actividades a desarrollar", "Resultado esperado", "Periodicidad"]
    rows: list[Row] = [[*titles, "Fecha de cumplimiento\n(dd/mm/aaaa)", "Cargo responsable"]]
    for one, (often, day, _) in zip(PLAN, said, strict=True):
        rows.append([COMPONENTS[one.component].title(), one.name, one.product or "", often, day, who(one)])
    expected = blank()
    for fact, (_, _, periods) in zip(expected, said, strict=True):
        fact["periods"] = periods
    return Case("periodicidad_y_fecha", [Sheet([Table(rows)])], expected, ALL)


def _parts() -> list[tuple[str, list[A]]]:
    names = ("PRIMER CUATRIMESTRE (enero - abril)", "SEGUNDO CUATRIMESTRE (mayo - agosto)", "TERCER CUATRIMESTRE")
    return [(name, [one for one in PLAN if period in one.periods]) for period, name in enumerate(names, 1)]


def _without_time(one: A) -> list[str]:
    return [COMPONENTS[one.component].title(), one.name, one.product or "", who(one)]


_UNTIMED = ["Componente", "Actividad", "Producto", "Responsable"]


def period_as_heading() -> Case:
    """The period as a heading, a table under each; an activity of several periods is in several tables."""
    blocks: list[Line | Table] = []
    for name, plan in _parts():
        blocks += [Line(name), Table([_UNTIMED, *map(_without_time, plan)])]
    return Case("periodo_en_encabezado", [Sheet(blocks)], blank(), (*DOCUMENTS, "txt"))


def period_as_sheet() -> Case:
    """A sheet for each period."""
    sheets = [Sheet([Table([_UNTIMED, *map(_without_time, plan)])], name[:31]) for name, plan in _parts()]
    return Case("hoja_por_periodo", sheets, blank(), SHEETS)


def office_as_row() -> Case:
    """Who answers as a row over the whole width, the activities of each office under it."""
    plan = [replace(one, who=one.who[:1]) for one in PLAN]
    rows: list[Row] = [["Componente", "Actividad", "Producto", "Fecha"]]
    for office in sorted({one.who[0] for one in plan}):
        rows.append([C(office.upper(), columns=4)])
        inside = [one for one in plan if one.who[0] == office]
        rows += [[COMPONENTS[one.component], one.name, one.product or "", _months_of(one)] for one in inside]
    expected = facts(plan, stages=lambda _: [], responsibles=lambda one: [one.who[0].upper()])
    return Case("dependencia_en_fila", [Sheet([Table(rows)])], expected, MERGING)


def told_by_marks() -> Case:
    """Component and office are told by marks too, each in a column of its own; stages by their initial."""
    offices = sorted({name for one in PLAN for name in one.who})
    rows: list[Row] = [
        [C("ACTIVIDAD", rows=2), C("COMPONENTE", columns=3), C("ETAPAS", columns=5), C("CUATRIMESTRE", columns=3),
         C("RESPONSABLES", columns=len(offices))],
        [*COMPONENTS.values(), *"ADPES", "I", "II", "III", *offices],
    ]  # fmt: skip
    for one in PLAN:
        component = ["X" if one.component == key else "" for key in COMPONENTS]
        rows.append(
            [one.name, *component, *marks(one), *thirds(one), *("X" if name in one.who else "" for name in offices)]
        )
    expected = facts(product=lambda _: None, responsibles=lambda one: [name for name in offices if name in one.who])
    return Case("todo_con_marcas", [Sheet([Table(rows)])], expected, MERGING)


def turned() -> Case:
    """A table on its side: titles down the first column, an activity in each further column."""
    lines = [
        ["Componente", *(COMPONENTS[one.component].title() for one in PLAN)],
        ["Actividad", *(one.name for one in PLAN)],
        ["Producto", *(one.product or "" for one in PLAN)],
        ["Fecha", *map(_months_of, PLAN)],
        ["Responsable", *map(who, PLAN)],
    ]
    return Case("tabla_acostada", [Sheet([Table(lines)])], blank(), (*SHEETS, "docx", "odt", "html", "txt"))


def lists_without_titles() -> Case:
    """Lists whose data stand in brackets, with no title for any."""
    plan = [replace(one, who=one.who[:1], months=one.months[:1], product=None) for one in PLAN]
    blocks: list[Line | Table] = []
    for key, label in COMPONENTS.items():
        blocks.append(Line(label))
        inside = [one for one in plan if one.component == key]
        blocks += [
            Line(f"{one.name} ({one.who[0]}, {MONTHS[one.months[0] - 1].lower()} de 2021)", item=True) for one in inside
        ]
    return Case("listas_sin_rotulos", [Sheet(blocks)], facts(plan, stages=lambda _: []), (*DOCUMENTS, "txt"))


def short_titles() -> Case:
    """Titles cut short: `Aprest.`, `I CUAT.`, `Resp.`; the words are known by how they begin."""
    stages = ["Aprest.", "Diseño", "Prepar.", "Ejecuc.", "Seguim."]
    rows: list[Row] = [["Comp.", "Activ.", *stages, "Prod.", "I CUAT.", "II CUAT.", "III CUAT.", "Resp."]]
    return Case("titulos_abreviados", [Sheet([Table([*rows, *map(row, PLAN)])])], facts(), ALL)


def aligned() -> Case:
    """Columns that only spaces keep apart, as in a letter."""
    return Case("alineado_con_espacios", [Sheet([Table(_thin())])], blank(), ("txt",), {"aligned": True})


CASES: tuple[Callable[[], Case], ...] = (
    classic, component_among_titles, component_as_row, component_as_heading, words, months, quarters, halves, dates,
    phrases, anticorruption, other_components, calendar, lists, flaws, placeholders, shuffled, painted, weeks,
    merged_data, stage_first, four_rows_of_titles, pages, continued, sheet_by_component, repeated_sheet, narrow,
    title_over_two_columns, from_month_to_month, stage_as_row, initials, deadlines, lists_in_brackets,
    totals_and_signatures, questions, who_leads, months_down, lines_in_a_calendar, anticorruption_by_sheet,
    planned_and_done, lines_across, three_lines, stripes, cards, cards_in_tables, beside_each_other, formulas,
    painted_stripes, how_often_and_when, period_as_heading, period_as_sheet, office_as_row, told_by_marks, turned,
    lists_without_titles, short_titles, aligned,
)  # fmt: skip
