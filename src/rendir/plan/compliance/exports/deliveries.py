"""The year at work as the house works with it: every delivery with how it stands, without the names of persons."""

from collections.abc import Iterable

from rendir.foundation.core.tabular import Column, Dataset, Kind, write_csv, write_xlsx
from rendir.plan.compliance.rules.agenda import is_owed
from rendir.plan.compliance.rules.working_list import Standing
from rendir.plan.planning.rules.facts import PERIOD_LABELS

FORMATS = ("csv", "xlsx")


def render_deliveries(rows: Iterable[Standing], kind: str) -> bytes:
    """The file of that format."""
    if kind == "csv":
        return b"".join(write_csv(DELIVERIES, rows))
    with write_xlsx(DELIVERIES, rows) as file:
        return file.read()


DELIVERIES: Dataset[Standing] = Dataset(
    name="entregas_internas",
    title="Entregas del año",
    description="Cada entrega con lo que se prometió, cómo va y qué la soporta. Para el trabajo de la entidad.",
    columns=(
        Column("entrega", "Entrega", "Actividad y cuatrimestre.", Kind.TEXT, lambda one: str(one.delivery.key)),
        Column(
            "componente",
            "Componente",
            "Elemento de la rendición de cuentas.",
            Kind.TEXT,
            lambda one: one.delivery.key.component.label,
        ),
        Column("actividad", "Actividad", "Qué se hace.", Kind.PROSE, lambda one: one.delivery.promise.facts.name),
        Column("producto", "Producto", "Qué se entrega.", Kind.PROSE, lambda one: one.delivery.promise.facts.product),
        Column(
            "dependencias",
            "Dependencias",
            "Quién responde.",
            Kind.LIST,
            lambda one: [who.name for who in one.delivery.promise.facts.responsibles],
        ),
        Column(
            "cuatrimestre",
            "Cuatrimestre",
            "Cuándo se debe.",
            Kind.TEXT,
            lambda one: PERIOD_LABELS[one.delivery.key.period],
        ),
        Column("clase", "Clase", "Qué se espera.", Kind.TEXT, lambda one: one.delivery.promise.nature.label),
        Column(
            "ultimo_dia",
            "Último día",
            "Hasta cuándo se puede entregar.",
            Kind.DATE,
            lambda one: one.delivery.promise.due_on,
        ),
        Column("estado", "Estado", "Cómo está hoy.", Kind.TEXT, lambda one: one.status.label),
        Column(
            "por_hacer",
            "Falta por hacer",
            "Si la dependencia todavía debe algo.",
            Kind.TEXT,
            lambda one: "sí" if is_owed(one.delivery) else "no",
        ),
        Column(
            "reportada",
            "Reportada",
            "Día del reporte.",
            Kind.DATE,
            lambda one: one.delivery.work.reported_on,
        ),
        Column(
            "aceptada",
            "Aceptada",
            "Día en que Planeación la aceptó.",
            Kind.DATE,
            lambda one: one.delivery.work.accepted_on,
        ),
        Column(
            "porcentaje",
            "%",
            "Avance que dice la dependencia. Vacío: sin dato.",
            Kind.WHOLE,
            lambda one: one.delivery.work.progress,
        ),
        Column(
            "hecho", "Qué se hizo", "Lo que dice la dependencia.", Kind.PROSE, lambda one: one.delivery.work.summary
        ),
        Column(
            "razon",
            "Razón",
            "Por qué se devolvió o no aplica.",
            Kind.PROSE,
            lambda one: one.delivery.work.reason,
        ),
        Column(
            "explicacion",
            "Explicación",
            "Por qué no se entregó.",
            Kind.PROSE,
            lambda one: one.delivery.work.delay,
        ),
        Column("evidencias", "Evidencias", "Cuántas la soportan.", Kind.WHOLE, lambda one: one.delivery.work.evidence),
        Column(
            "publicas",
            "Públicas",
            "Cuántas puede abrir cualquiera.",
            Kind.WHOLE,
            lambda one: one.delivery.work.published,
        ),
        Column(
            "control_interno",
            "Control Interno",
            "Lo que encontró, en el último informe sellado.",
            Kind.TEXT,
            lambda one: one.delivery.verdict.result.label if one.delivery.verdict else None,
        ),
        Column(
            "porcentaje_control",
            "% de Control Interno",
            "Vacío: no dio porcentaje.",
            Kind.WHOLE,
            lambda one: one.delivery.verdict.percentage if one.delivery.verdict else None,
        ),
    ),
    rows=lambda _: (),
    key=("entrega",),
    count=lambda: 0,
    updated=lambda: None,
    legal_basis="Ley 1757 de 2015, artículos 48 a 56",
    keywords=("rendición de cuentas", "entregas"),
    topics=("compliance",),
)
