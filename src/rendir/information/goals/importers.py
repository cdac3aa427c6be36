"""The tables that goals take in: the plan as plan indicativo has it, and what plan de acción tells of a cut.

Their columns are those of the formats of DNP and SisPT, by the names that entities give them; each year of the plan has
its own. The first takes back what `exports/indicative.py` gives.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import values
from rendir.foundation.core.importing import Finding, Severity, Source
from rendir.foundation.core.mapping import Field, Row
from rendir.foundation.core.refusal import Invalid, NotFound
from rendir.foundation.core.spanish import fold, join_words
from rendir.foundation.library.imports import Done, Importer, Preview
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.queries import find_units
from rendir.information.goals.actions.imports import import_goals, preview_goals
from rendir.information.goals.actions.progress import Reported, record_many, untold
from rendir.information.goals.models import Indicator, Plan
from rendir.information.goals.queries import indicators_of
from rendir.information.goals.rules.rows import GoalRow, complete, guess_reading, problems, read_reading

_SHOWN = 12
_TEXTS = {
    "linea_codigo": "line_code",
    "linea": "line",
    "programa_codigo": "programme_code",
    "programa": "programme",
    "codigo_meta": "code",
    "meta": "name",
    "producto_codigo": "product_code",
    "producto": "product",
    "responsable": "unit",
    "indicador_codigo": "indicator_code",
    "indicador": "indicator",
    "unidad": "measured_in",
}
"""The fields of text by the name of theirs in a row."""

_FIXED = (
    Field("linea_codigo", "Código de la línea", ("código línea", "cod línea", "código eje")),
    Field("linea", "Línea estratégica", ("línea", "eje", "eje estratégico", "dimensión", "pilar")),
    Field("programa_codigo", "Código del programa", ("código programa", "cod programa", "código programa mga")),
    Field("programa", "Programa", ("nombre del programa", "programa mga", "programa presupuestal")),
    Field("codigo_meta", "Código de la meta", ("código meta", "cod meta", "no. meta", "número de meta", "id meta")),
    Field("meta", "Meta", ("meta de producto", "descripción de la meta", "meta de producto pdm", "nombre de la meta")),
    Field(
        "producto_codigo",
        "Código de producto (MGA)",
        ("código de producto", "código producto", "cod producto mga", "código del producto", "código producto mga"),
    ),
    Field("producto", "Producto", ("producto mga", "nombre del producto", "producto sispt")),
    Field(
        "responsable",
        "Responsable",
        (
            "dependencia",
            "dependencia responsable",
            "secretaría responsable",
            "sector responsable",
            "entidad responsable",
        ),
    ),
    Field(
        "indicador_codigo",
        "Código de indicador",
        ("código indicador", "código del indicador", "código indicador de producto", "cod indicador"),
    ),
    Field("indicador", "Indicador", ("indicador de producto", "nombre del indicador", "indicador de producto mga")),
    Field("unidad", "Unidad de medida", ("unidad", "um", "unidad medida")),
    Field("linea_base", "Línea base", ("lb", "valor línea base", "línea de base"), read=values.known_number),
    Field(
        "anio_base",
        "Año de la línea base",
        ("año línea base", "año base", "vigencia línea base"),
        read=values.whole_number,
    ),
    Field(
        "meta_cuatrienio",
        "Meta del cuatrienio",
        ("meta cuatrienio", "meta de cuatrienio", "meta total", "valor esperado", "meta programada cuatrienio"),
        required=True,
        read=values.decimal_number,
    ),
    Field("hasta", "Fecha límite", ("fecha de cumplimiento", "fecha final"), read=values.day),
    Field(
        "tipo",
        "Tipo de meta",
        ("tipo de acumulación", "tipo de indicador", "orientación", "sentido", "comportamiento"),
        read=read_reading,
    ),
)


def goal_fields(plan: Plan) -> tuple[Field, ...]:
    """The columns of a plan: those of every plan, and two for each of its years."""
    return (*_FIXED, *(one for year in plan.all_years for one in _of_year(year)))


def _of_year(year: int) -> Iterator[Field]:
    yield Field(
        f"meta_{year}",
        f"Meta {year}",
        (str(year), f"meta física {year}", f"programado {year}", f"meta año {year}", f"valor esperado {year}"),
        read=values.known_number,
    )
    yield Field(
        f"recursos_{year}",
        f"Recursos {year}",
        (f"presupuesto {year}", f"recursos programados {year}", f"total recursos {year}", f"inversión {year}"),
        read=values.money,
    )


def goal_row(row: Row, plan: Plan) -> GoalRow:
    """A row of the table as a row of the plan."""
    said: dict[str, Any] = dict(row.values)
    direction, adds_up = said.get("tipo") or (None, None)
    return GoalRow(
        **{field: said.get(key) or "" for key, field in _TEXTS.items()},
        baseline=said.get("linea_base"),
        baseline_year=said.get("anio_base"),
        target=said.get("meta_cuatrienio"),
        due_on=said.get("hasta"),
        direction=direction,
        is_cumulative=adds_up,
        years=_yearly(said, "meta", plan),
        money=_yearly(said, "recursos", plan),
        at=row.line,
    )


def _yearly(said: dict[str, Any], what: str, plan: Plan) -> dict[int, Decimal]:
    found = {year: said.get(f"{what}_{year}") for year in plan.all_years}
    return {year: value for year, value in found.items() if value is not None}


def _preview(rows: Sequence[Row], plan: Plan) -> Preview:
    told = [goal_row(one, plan) for one in rows]
    changes = preview_goals(plan, told)
    sources = {one.line: one.source for one in rows}
    written = [*changes.added, *(one.after for one in changes.changed)]
    findings = (
        *(Finding(f"goals.{one.field}", Severity.ERROR, one.said, sources.get(one.at)) for one in problems(written)),
        *_guessed([one for one in changes.added if one.direction is None], sources),
    )
    return Preview(
        added=len(changes.added),
        changed=len(changes.changed),
        same=len(changes.same),
        findings=findings,
        notes=tuple(_notes(told, changes.missing, plan)),
    )


def _guessed(rows: Sequence[GoalRow], sources: dict[int, Source]) -> Iterator[Finding]:
    """How the goals that do not say it will be counted: a person sees it before confirming."""
    for row in rows:
        direction, adds_up = guess_reading(row)
        reading = _("Se suma") if adds_up else direction.label
        message = _("La meta %(code)s no dice cómo se cuenta: por sus cifras se leerá «%(reading)s».") % {
            "code": row.code,
            "reading": reading,
        }
        yield Finding("goals.reading", Severity.INFO, message, sources.get(row.at), applied=True)


def _notes(told: Sequence[GoalRow], missing: Sequence[GoalRow], plan: Plan) -> Iterator[str]:
    whole = list(complete(told, last_year=plan.last_year))
    names = {one.unit for one in whole if one.unit}
    unknown = sorted(name for name in names if fold(name) not in find_units(names))
    if unknown:
        yield _("No están en «Dependencias», y sus metas quedan con el nombre escrito: %(names)s.") % {
            "names": join_words(unknown[:_SHOWN])
        }
    if missing:
        codes = join_words(list(dict.fromkeys(one.code for one in missing))[:_SHOWN])
        yield _("El plan tiene %(number)s indicadores que la tabla no trae, y se dejan como están: %(codes)s.") % {
            "number": len(missing),
            "codes": codes,
        }


def _apply(rows: Sequence[Row], plan: Plan, source: StoredFile | None, *, by: Actor) -> Done:
    told = [goal_row(one, plan) for one in rows]
    changes = import_goals(plan, told, source=source.name if source else "", by=by)
    message = _("Plan importado: %(added)s indicadores nuevos, %(changed)s actualizados, %(same)s como estaban.") % {
        "added": len(changes.added),
        "changed": len(changes.changed),
        "same": len(changes.same),
    }
    return Done(message, plan.get_absolute_url())


def plan_named(public_id: str) -> Plan:
    """The plan that the address names. `NotFound` where there is none."""
    found = Plan.objects.filter(public_id=public_id).first()
    if found is None:
        message = _("No hay un plan con esta dirección.")
        raise NotFound(message, way_out=_("Entre por «Metas del plan»."))
    return found


GOALS_TABLE = Importer(
    key="metas",
    title="Traer las metas del plan",
    explains=(
        "El plan indicativo en Excel, CSV o pegado: una fila por cada indicador, con su meta del cuatrienio y la de"
        " cada año. Lo nuevo se agrega y lo conocido se actualiza; nada se borra."
    ),
    perm=Perm.EDIT_GOALS,
    fields=goal_fields,
    preview=_preview,
    apply=_apply,
    scope=plan_named,
    one="indicador",
    many="indicadores",
)

# --- what a cut tells -------------------------------------------------------------------------------------------------

_PROGRESS = (
    Field("codigo_meta", "Código de la meta", ("código meta", "cod meta", "no. meta", "meta"), required=True),
    Field("indicador", "Indicador", ("indicador de producto", "nombre del indicador", "código de indicador")),
    Field("corte", "Fecha de corte", ("corte", "fecha corte"), required=True, read=values.day),
    Field(
        "avance",
        "Avance",
        ("valor", "ejecutado físico", "avance físico", "logro", "meta ejecutada", "avance de la meta"),
        read=values.known_number,
    ),
    Field(
        "ejecutado",
        "Recursos ejecutados",
        ("ejecutado", "valor ejecutado", "ejecución financiera", "recursos ejecutados en el año", "compromisos"),
        read=values.money,
    ),
    Field("fuente", "Fuente", ("fuente del dato", "soporte", "evidencia"), required=True),
    Field("observacion", "Observación", ("observaciones", "nota", "descripción del avance")),
)


def _told(rows: Sequence[Row], plan: Plan) -> tuple[list[tuple[Indicator, Reported]], list[Finding]]:
    """What the rows tell of indicators that are known, and why the others cannot be taken."""
    known = _by_name(plan)
    told: list[tuple[Indicator, Reported]] = []
    wrong: list[Finding] = []
    for row in rows:
        indicator = known.get((str(row.values["codigo_meta"]), fold(str(row.values["indicador"] or ""))))
        if indicator is None:
            message = _("La meta %(code)s no está en el plan, o tiene varios indicadores y falta decir cuál.") % {
                "code": row.values["codigo_meta"]
            }
            wrong.append(Finding("goals.unknown", Severity.ERROR, message, row.source))
            continue
        one = _reported(row)
        if why := untold(one, indicator):
            wrong.append(Finding("goals.progress", Severity.ERROR, why.message, row.source))
        told.append((indicator, one))
    return told, wrong


def _by_name(plan: Plan) -> dict[tuple[str, str], Indicator]:
    """The indicators by goal and name, by goal and code, and by goal alone where it has one."""
    found: dict[tuple[str, str], Indicator] = {}
    number: dict[str, int] = {}
    for one in indicators_of(plan):
        code = one.goal.code
        number[code] = number.get(code, 0) + 1
        found[code, fold(one.name)] = one
        if one.code:
            found[code, fold(one.code)] = one
        if number[code] == 1:
            found[code, ""] = one
        else:
            found.pop((code, ""), None)
    return found


def _reported(row: Row) -> Reported:
    said: dict[str, Any] = dict(row.values)
    day: date = said["corte"]
    return Reported(day, said["avance"], said["ejecutado"], said["fuente"], said["observacion"] or "")


def _preview_progress(rows: Sequence[Row], plan: Plan) -> Preview:
    told, wrong = _told(rows, plan)
    known = {(one.pk, cut.cut_on): cut for one in indicators_of(plan) for cut in one.cuts.all()}
    met = [(known.get((indicator.pk, one.cut_on)), one) for indicator, one in told]
    same = sum(1 for cut, one in met if cut and (cut.value, cut.money) == (one.value, one.money))
    changed = sum(1 for cut, _one in met if cut) - same
    notes = (_("Lo que se suma y los recursos se escriben como lo que va del año hasta el corte."),)
    return Preview(len(told) - same - changed, changed, same, tuple(wrong), notes)


def _apply_progress(rows: Sequence[Row], plan: Plan, source: StoredFile | None, *, by: Actor) -> Done:  # noqa: ARG001 - every importer's own signature
    told, wrong = _told(rows, plan)
    if wrong:
        raise Invalid(wrong[0].message, way_out=_("Corrija la tabla y tráigala otra vez: no se anotó nada."))
    number = record_many(told, by=by)
    return Done(_("Avances anotados: %(number)s.") % {"number": number}, plan.get_absolute_url())


PROGRESS_TABLE = Importer(
    key="avances",
    title="Traer el avance de las metas",
    explains=(
        "El seguimiento del plan de acción: una fila por cada meta y fecha de corte, con el valor, los recursos"
        " ejecutados y la fuente. Un avance que ya estaba se corrige."
    ),
    perm=Perm.REPORT_ANY_PROGRESS,
    fields=_PROGRESS,
    preview=_preview_progress,
    apply=_apply_progress,
    scope=plan_named,
    one="avance",
    many="avances",
)
