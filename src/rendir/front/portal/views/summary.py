"""What the way in says of a year, prepared: its stages, its figures, its activities and who answers for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Step
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.foundation.core.spanish import count, join_words, opening
from rendir.foundation.organization.models import StageWindow
from rendir.plan.planning.rules.facts import (
    PERIOD_LABELS,
    PERIOD_SHORT_LABELS,
    PERIODS,
    ActivityFacts,
    Component,
    Stage,
)
from rendir.plan.planning.rules.selection import name_key
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.rules.totals import (
    by_component,
    by_responsible,
    by_stage,
    deliveries,
    deliveries_in,
    running_period,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its denominator, its definition and the way to its records."""

    value: int
    label: str
    of: str
    definition: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class ActivityLink:
    """An activity by its code and by what it is for a citizen."""

    code: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ElementGroup:
    """One of the three elements: what it is, and its activities."""

    component: Component
    plain: str
    note: str
    activities: tuple[ActivityLink, ...]
    url: str


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A count and the address of what it counts; no address where it counts nothing."""

    value: int
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage: what happens in it, its dates, its activities and its deliveries by period."""

    stage: Stage
    happens: str
    when: str
    is_now: bool
    activities: CountedLink
    periods: tuple[tuple[str, CountedLink], ...]
    deliveries: int


@dataclass(frozen=True, slots=True)
class ResponsibleLine:
    """Who answers, for how much, and the way to it."""

    name: str
    kind: str
    activities: CountedLink
    deliveries: int


@dataclass(frozen=True, slots=True)
class Running:
    """The four-month period we are in: how much is promised for it, of how much."""

    label: str
    deliveries: int
    whole: int
    url: str


def schedule_url(year: int, **asked: str) -> str:
    """The schedule, or the part of it that is asked for."""
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{reverse('planning:schedule', args=[year])}{query}"


def steps(year: int, windows: Mapping[str, StageWindow], today: date) -> list[Step]:
    """The five stages on the path of the year. Nothing is assumed of one whose dates nobody declared."""
    return [
        Step(
            one.short_label,
            one.plain,
            _status(windows.get(one), today),
            _when(windows.get(one)),
            f"{reverse('portal:year', args=[year])}#{one}",
        )
        for one in Stage
    ]


def quantities(year: int, activities: Sequence[ActivityFacts], today: date) -> list[Quantity]:
    """The figures of the year."""
    whole, running = deliveries(activities), running_period(year, today)
    found = [_activities_figure(year, activities), _deliveries_figure(year, len(activities), whole)]
    if running is not None:
        found.append(_running_figure(year, deliveries_in(activities, running), whole, running))
    return [*found, _responsibles_figure(year, activities)]


def running_now(year: int, activities: Sequence[ActivityFacts], today: date) -> Running | None:
    """What is promised for the period we are in; None outside the year."""
    period = running_period(year, today)
    if period is None:
        return None
    return Running(
        label=PERIOD_LABELS[period].lower(),
        deliveries=deliveries_in(activities, period),
        whole=deliveries(activities),
        url=schedule_url(year, cuatrimestre=str(period)),
    )


def element_groups(year: int, activities: Sequence[ActivityFacts]) -> list[ElementGroup]:
    """The three elements with their activities, called by what they are for a citizen."""
    return [
        ElementGroup(
            component,
            elements()[component],
            count(len(group), "actividad", "actividades"),
            tuple(ActivityLink(one.code, plain_title(one), _activity_url(year, one)) for one in group),
            schedule_url(year, componente=component),
        )
        for component, group in by_component(activities)
    ]


def stage_lines(
    year: int, activities: Sequence[ActivityFacts], windows: Mapping[str, StageWindow], today: date
) -> list[StageLine]:
    """The five stages with their counts, each a way to what it counts."""
    return [
        StageLine(
            stage=one.stage,
            happens=happenings()[one.stage],
            when=_when(windows.get(one.stage)),
            is_now=_status(windows.get(one.stage), today) == "now",
            activities=_counted(one.activities, schedule_url(year, etapa=one.stage), one.stage.label),
            periods=tuple(
                (PERIOD_SHORT_LABELS[period], _cell(year, one.stage, period, number))
                for period, number in zip(PERIODS, one.deliveries, strict=True)
            ),
            deliveries=sum(one.deliveries),
        )
        for one in by_stage(activities)
    ]


def period_totals(year: int, activities: Sequence[ActivityFacts]) -> list[tuple[str, CountedLink]]:
    """The deliveries of each period: each delivery once, whatever its stages."""
    return [
        (
            PERIOD_SHORT_LABELS[one],
            _counted(deliveries_in(activities, one), schedule_url(year, cuatrimestre=str(one)), PERIOD_LABELS[one]),
        )
        for one in PERIODS
    ]


def responsible_lines(year: int, activities: Sequence[ActivityFacts]) -> list[ResponsibleLine]:
    """Everybody who answers for something."""
    return [
        ResponsibleLine(
            opening(one.responsible.name),
            one.responsible.kind.label,
            _counted(
                one.activities, schedule_url(year, dependencia=name_key(one.responsible.name)), one.responsible.name
            ),
            one.deliveries,
        )
        for one in by_responsible(activities)
    ]


def elements() -> dict[Component, str]:
    """What each element asks of the entity, in words that anybody reads (Ley 1757 de 2015, arts. 48-50)."""
    return {
        Component.INFORMATION: _(
            "Contar qué se hizo, con qué recursos y con qué resultado, a tiempo y en palabras que se entienden."
        ),
        Component.DIALOGUE: _(
            "Reunirse con la gente para explicar, escuchar, responder preguntas y recibir propuestas."
        ),
        Component.RESPONSIBILITY: _(
            "Cumplir lo que se acordó, corregir lo que falla y aceptar que otros evalúen si se cumplió."
        ),
    }


def happenings() -> dict[Stage, str]:
    """What happens in each stage (Manual Único de Rendición de Cuentas)."""
    return {
        Stage.READINESS: _("La entidad forma y capacita al equipo que lidera y averigua qué necesita saber la gente."),
        Stage.DESIGN: _("Decide con qué temas, en qué espacios, cuándo y con quién rinde cuentas, y lo publica."),
        Stage.PREPARATION: _("Produce la información, la pone en palabras claras, capacita a los grupos y convoca."),
        Stage.EXECUTION: _("Publica la información, se reúne con la gente, responde preguntas y recibe propuestas."),
        Stage.FOLLOW_UP: _("Revisa qué cumplió, escucha a quienes la controlan y corrige para el año siguiente."),
    }


def _activities_figure(year: int, activities: Sequence[ActivityFacts]) -> Quantity:
    parts = [
        _("%(count)s de %(name)s") % {"count": len(group), "name": one.label.lower()}
        for one, group in by_component(activities)
    ]
    number = len(activities)
    definition = _("Cada una tiene un producto, una fecha y alguien que responde.")
    link = _("Ver las %(count)s") % {"count": written_number(number)}
    return Quantity(number, _("Actividades"), join_words(parts), definition, schedule_url(year), link)


def _deliveries_figure(year: int, activities: int, whole: int) -> Quantity:
    of = _("de %(count)s actividades en sus cuatrimestres") % {"count": written_number(activities)}
    definition = _("Una entrega es una actividad en un cuatrimestre: si está en dos, son dos entregas.")
    link = _("Verlas por meses")
    return Quantity(whole, _("Entregas programadas"), of, definition, schedule_url(year, vista="linea"), link)


def _running_figure(year: int, number: int, whole: int, period: int) -> Quantity:
    of = _("de %(count)s en el año") % {"count": written_number(whole)}
    definition = _("Se deben entre %(period)s.") % {"period": PERIOD_LABELS[period].lower().replace(" a ", " y ")}
    url = schedule_url(year, cuatrimestre=str(period))
    return Quantity(number, _("Entregas de este cuatrimestre"), of, definition, url, _("Ver cuáles"))


def _responsibles_figure(year: int, activities: Sequence[ActivityFacts]) -> Quantity:
    of = _("responden por %(count)s actividades") % {"count": written_number(len(activities))}
    definition = _("Una actividad puede tener más de un responsable.")
    url = f"{reverse('portal:year', args=[year])}#responsables"
    return Quantity(len(by_responsible(activities)), _("Dependencias y equipos"), of, definition, url, _("Ver quiénes"))


def _status(window: StageWindow | None, today: date) -> Literal["done", "now", "todo", "undated"]:
    if window is None:
        return "undated"
    if window.ends_on < today:
        return "done"
    return "now" if window.starts_on <= today else "todo"


def _when(window: StageWindow | None) -> str:
    if window is None:
        return ""
    first, last = written_day(window.starts_on, "month"), written_day(window.ends_on, "month")
    return _("%(first)s a %(last)s") % {"first": first, "last": last}


def _counted(number: int, url: str, about: str) -> CountedLink:
    return CountedLink(number, url if number else "", about)


def _cell(year: int, stage: Stage, period: int, number: int) -> CountedLink:
    url = schedule_url(year, etapa=stage, cuatrimestre=str(period))
    return _counted(number, url, f"{stage.label}, {PERIOD_LABELS[period].lower()}")


def _activity_url(year: int, activity: ActivityFacts) -> str:
    return reverse("compliance:activity", args=[year, activity.code])
