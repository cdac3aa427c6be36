"""The datasets of goals: each indicator of the public plans with how far it is, and each link of a goal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings

from rendir.foundation.audit.queries import last_deed
from rendir.foundation.core import clock
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.information.goals.models import Goal, Plan
from rendir.information.goals.queries import IndicatorStanding, public_plans, whole_plan
from rendir.information.goals.reference import sdg_goals, sdgs
from rendir.information.goals.rules.rows import plain

_TOPICS = ("goals", "organization")
_NORM = "Ley 152 de 1994, artículos 29, 36 y 42; Ley 1474 de 2011, artículo 74; Ley 1712 de 2014, artículo 9"


@dataclass(frozen=True, slots=True)
class GoalFact:
    """One indicator of a goal of a public plan."""

    plan: Plan
    goal: Goal
    standing: IndicatorStanding

    @property
    def key(self) -> tuple[str, str, int]:
        """By plan, goal and indicator."""
        return self.plan.years, self.goal.code, self.standing.indicator.position


@dataclass(frozen=True, slots=True)
class LinkFact:
    """One link of a goal, or a goal without one: then it says why, or that it waits."""

    plan: Plan
    goal: Goal
    kind: str
    number: str
    name: str
    norm: str
    note: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """By plan, goal and what it is tied to."""
        return self.plan.years, self.goal.code, self.kind, self.number


def published_goals(selection: Selection) -> Iterator[GoalFact]:
    """The selected indicators of the public plans, by plan, code and place."""
    rows = sorted(_goals(), key=lambda row: row.key)
    after = (str(selection.after[0]), str(selection.after[1]), int(selection.after[2])) if selection.after else None
    wanted = (row for row in rows if (after is None or row.key > after) and _fits(row, selection.filters, _OF_GOALS))
    return islice(wanted, selection.limit)


def published_links(selection: Selection) -> Iterator[LinkFact]:
    """The selected links of the public plans, by plan, goal and what it is tied to."""
    rows = sorted(_links(), key=lambda row: row.key)
    after = tuple(str(one) for one in selection.after) if selection.after else None
    wanted = (row for row in rows if (after is None or row.key > after) and _fits(row, selection.filters, _OF_LINKS))
    return islice(wanted, selection.limit)


def _goals() -> Iterator[GoalFact]:
    for plan in public_plans():
        for goal in whole_plan(plan, clock.today()):
            for one in goal.indicators:
                yield GoalFact(plan, goal.goal, one)


def _links() -> Iterator[LinkFact]:
    for plan in public_plans():
        for standing in whole_plan(plan, clock.today()):
            yield from _links_of(plan, standing.goal)


def _links_of(plan: Plan, goal: Goal) -> Iterator[LinkFact]:
    for sdg in goal.sdg_links.all():
        yield LinkFact(plan, goal, "ods", sdg.number, sdgs()[sdg.number].name, "Resolución A/RES/70/1", sdg.note)
    for link in goal.right_links.all():
        yield LinkFact(plan, goal, "derecho", link.right.code, link.right.name, link.right.norm, link.note)
    if not goal.sdg_links.all() and not goal.right_links.all():
        yield LinkFact(plan, goal, "ninguno", "", "", "", goal.excused_reason)


Test = Callable[[Goal, str], bool]
_OF_GOALS: Mapping[str, Test] = {
    "periodo": lambda goal, value: goal.plan.years == value,
    "linea": lambda goal, value: goal.programme.line.code == value,
}
_OF_LINKS: Mapping[str, Test] = {
    **_OF_GOALS,
    "ods": lambda goal, value: any(str(one.sdg) == value for one in goal.sdg_links.all()),
}


def _fits(row: GoalFact | LinkFact, wanted: Mapping[str, str], tests: Mapping[str, Test]) -> bool:
    return all(tests[name](row.goal, value) for name, value in wanted.items())


def _periods() -> Sequence[tuple[str, str]]:
    return [(one.years, str(one)) for one in public_plans()]


def _sdgs() -> Sequence[tuple[str, str]]:
    return [(one.number, f"{one.number}. {one.name}") for one in sdg_goals()]


def _updated() -> datetime | None:
    if not public_plans():
        return None
    return last_deed("goal", "indicator", "progress", "yeartarget", "sdglink", "rightlink", "plan")


def _address(row: GoalFact | LinkFact) -> str:
    return f"{settings.BASE_URL}{row.goal.get_absolute_url()}"


_PERIOD = Filter("periodo", "Periodo", "Solo las del plan de esos años.", _periods)
_LINE = Filter("linea", "Línea", "Solo las de la línea con ese código.")

GOALS: Dataset[GoalFact] = Dataset(
    name="metas",
    title="Metas del plan institucional",
    description=(
        "Cada indicador de cada meta del plan: de dónde parte, a dónde va, cuánto lleva y de qué se saca el porcentaje."
    ),
    columns=(
        Column("periodo", "Periodo", "Años del plan.", Kind.TEXT, lambda row: row.plan.years),
        Column("meta", "Código", "Código de la meta en el plan.", Kind.TEXT, lambda row: row.goal.code),
        Column(
            "indicador_numero",
            "Indicador n.º",
            "Lugar del indicador en la meta.",
            Kind.WHOLE,
            lambda row: row.standing.indicator.position,
        ),
        Column(
            "linea_codigo", "Código de la línea", "De su línea.", Kind.TEXT, lambda row: row.goal.programme.line.code
        ),
        Column("linea", "Línea", "Línea estratégica del plan.", Kind.TEXT, lambda row: row.goal.programme.line.name),
        Column("programa", "Programa", "Programa de la línea.", Kind.TEXT, lambda row: row.goal.programme.name),
        Column("enunciado", "Meta", "Qué se prometió.", Kind.PROSE, lambda row: row.goal.name),
        Column(
            "producto_mga",
            "Código de producto",
            "Del catálogo de productos de la MGA. Vacío: no se dijo.",
            Kind.TEXT,
            lambda row: row.goal.product_code or None,
        ),
        Column(
            "dependencia",
            "Dependencia",
            "Quién responde. Vacío: no se dijo.",
            Kind.TEXT,
            lambda row: row.goal.unit.name if row.goal.unit else row.goal.unit_name or None,
        ),
        Column("indicador", "Indicador", "Qué se mide.", Kind.PROSE, lambda row: row.standing.indicator.name),
        Column(
            "unidad", "Unidad de medida", "En qué se mide.", Kind.TEXT, lambda row: row.standing.indicator.measured_in
        ),
        Column(
            "linea_base",
            "Línea base",
            "De dónde se parte. Vacío: sin dato, que no es cero.",
            Kind.DECIMAL,
            lambda row: plain(row.standing.indicator.baseline),
        ),
        Column(
            "meta_valor",
            "Valor de la meta",
            "A dónde se quiere llegar.",
            Kind.DECIMAL,
            lambda row: plain(row.standing.indicator.target),
        ),
        Column("hasta", "Hasta", "A más tardar cuándo.", Kind.DATE, lambda row: row.standing.indicator.due_on),
        Column(
            "se_cuenta",
            "Cómo se cuenta",
            "«se suma» lo de cada año, o el sentido en que debe ir: aumentar, reducir, mantener.",
            Kind.TEXT,
            lambda row: (
                "se suma"
                if row.standing.indicator.is_cumulative
                else row.standing.indicator.get_direction_display().lower()
            ),
        ),
        Column(
            "corte",
            "Último corte",
            "Fecha del último avance. Vacío: sin dato.",
            Kind.DATE,
            lambda row: row.standing.last_cut,
        ),
        Column(
            "avance",
            "Avance",
            "Valor alcanzado hasta hoy. Vacío: sin dato.",
            Kind.DECIMAL,
            lambda row: plain(row.standing.reached),
        ),
        Column(
            "porcentaje",
            "% de la meta",
            "Cuánto de la meta, de 0 a 100. Vacío: no se puede sacar; la nota dice por qué.",
            Kind.DECIMAL,
            lambda row: plain(row.standing.percent.value),
        ),
        Column(
            "porcentaje_esperado",
            "% esperado",
            "Cuánto se esperaba hoy. Vacío: no se puede decir.",
            Kind.DECIMAL,
            lambda row: plain(row.standing.expected.value),
        ),
        Column(
            "nota",
            "Nota del porcentaje",
            "Por qué no hay porcentaje, o por qué se dejó en 0 o en 100.",
            Kind.TEXT,
            lambda row: row.standing.percent.reason or None,
        ),
        Column(
            "recursos_programados",
            "Recursos programados",
            "Pesos programados hasta este año. Vacío: sin dato.",
            Kind.DECIMAL,
            lambda row: plain(row.standing.programmed),
        ),
        Column(
            "recursos_ejecutados",
            "Recursos ejecutados",
            "Pesos ejecutados hasta el último corte. Vacío: sin dato.",
            Kind.DECIMAL,
            lambda row: plain(row.standing.executed),
        ),
        Column("direccion", "Página", "La página de la meta.", Kind.ADDRESS, _address),
    ),
    rows=published_goals,
    key=("periodo", "meta", "indicador_numero"),
    count=lambda: sum(1 for _ in _goals()),
    updated=_updated,
    legal_basis=_NORM,
    keywords=("plan de desarrollo", "plan indicativo", "metas", "indicadores", "avance"),
    topics=_TOPICS,
    filters=(_PERIOD, _LINE),
)

ALIGNMENT: Dataset[LinkFact] = Dataset(
    name="alineacion-ods-derechos",
    title="Metas con sus ODS y derechos",
    description=(
        "Cada vínculo de una meta con un Objetivo de Desarrollo Sostenible, una de sus 169 metas o un derecho, y las"
        " que no tienen ninguno."
    ),
    columns=(
        Column("periodo", "Periodo", "Años del plan.", Kind.TEXT, lambda row: row.plan.years),
        Column("meta", "Código", "Código de la meta en el plan.", Kind.TEXT, lambda row: row.goal.code),
        Column("clase", "Clase", "«ods», «derecho» o «ninguno».", Kind.TEXT, lambda row: row.kind),
        Column(
            "vinculo",
            "Vinculada con",
            "Número del ODS o de su meta, o código del derecho. Vacío: sin vínculo.",
            Kind.TEXT,
            lambda row: row.number,
        ),
        Column("nombre", "Nombre", "Del ODS, de su meta o del derecho.", Kind.PROSE, lambda row: row.name or None),
        Column("norma", "Norma", "De dónde sale.", Kind.TEXT, lambda row: row.norm or None),
        Column(
            "nota",
            "Nota",
            "Por qué se vinculó, o por qué no necesita vínculo.",
            Kind.PROSE,
            lambda row: row.note or None,
        ),
        Column(
            "estado",
            "Estado de la meta",
            "Si está vinculada con los dos, excusada o qué le falta.",
            Kind.TEXT,
            lambda row: row.goal.linking.label,
        ),
        Column("enunciado", "Meta", "Qué se prometió.", Kind.PROSE, lambda row: row.goal.name),
        Column("linea", "Línea", "Línea estratégica del plan.", Kind.TEXT, lambda row: row.goal.programme.line.name),
        Column("direccion", "Página", "La página de la meta.", Kind.ADDRESS, _address),
    ),
    rows=published_links,
    key=("periodo", "meta", "clase", "vinculo"),
    count=lambda: sum(1 for _ in _links()),
    updated=_updated,
    legal_basis="Ley 1757 de 2015, artículos 48 a 56; resolución A/RES/70/1 de 2015 de las Naciones Unidas",
    keywords=("ODS", "Agenda 2030", "derechos", "metas", "alineación"),
    topics=_TOPICS,
    filters=(_PERIOD, _LINE, Filter("ods", "ODS", "Solo las metas vinculadas con ese ODS.", _sdgs)),
)
