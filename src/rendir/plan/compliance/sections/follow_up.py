"""How the year goes, prepared for pages: its figures, what was not fulfilled and why, its groups, its cuts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Share
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.foundation.core.spanish import count
from rendir.plan.compliance.models import Cut, VerificationRound
from rendir.plan.compliance.rules.promises import cut_day, next_cut
from rendir.plan.compliance.rules.selection import ALL_FULFILLED, DUE, DUE_FULFILLED
from rendir.plan.compliance.rules.standing import Delivery, Status, days_late, status_on
from rendir.plan.compliance.rules.tally import (
    Tally,
    by_component,
    by_period,
    by_stage,
    by_unit,
)
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIOD_SHORT_LABELS
from rendir.plan.planning.rules.selection import NOBODY, name_key
from rendir.plan.planning.rules.titles import plain_title


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with its denominator, its definition and the way to its rows. `state` draws its shape."""

    value: int
    label: str
    of: str
    definition: str
    url: str
    link: str
    state: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the two percentages, in whose name it is said, of what, and how it is made."""

    who: str
    percent: str
    of: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class MissedLine:
    """A delivery that was not fulfilled: which, since when, who answers, why, and when it is expected."""

    key: str
    title: str
    url: str
    component: str
    who: str
    since: str
    why: str
    expected: str


@dataclass(frozen=True, slots=True)
class CountCell:
    """A count and the address of what it counts; no address where it counts nothing."""

    value: int
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of deliveries: its counts and its percentage of what was due."""

    name: str
    url: str
    total: CountCell
    due: CountCell
    fulfilled: CountCell
    in_review: CountCell
    missed: CountCell
    percent: str


@dataclass(frozen=True, slots=True)
class CutLine:
    """One frozen cut: what the entity said then, and what Control Interno found."""

    label: str
    day: str
    url: str
    due: int
    fulfilled: int
    percent: int | None
    said: str
    verified: int | None
    verified_said: str
    report_url: str


def list_url(year: int, **asked: str) -> str:
    """The deliveries, or the part of them that is asked for."""
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{reverse('compliance:deliveries', args=[year])}{query}"


def in_percent(value: object) -> str:
    """`75,9 %`; what is not known is not a zero."""
    return _("sin dato") if value is None else f"{written_number(value)} %"  # type: ignore[arg-type] # a Decimal or an int


def opening(counted: Tally) -> str:
    """What the count says, as one would tell it."""
    if not counted.due:
        whole = count(counted.total, _("entrega"), _("entregas"))
        return _("Todavía no debe estar ninguna de las %(whole)s del año.") % {"whole": whole}
    whole = count(counted.due, _("entrega que ya debía estar"), _("entregas que ya debían estar"))
    done = count(counted.due_fulfilled, _("se cumplió"), _("se cumplieron"))
    said = _("De %(whole)s, %(done)s") % {"whole": whole, "done": done}
    missed = count(counted.missed, _("no se cumplió"), _("no se cumplieron"))
    return f"{said} {_('y')} {missed}." if counted.missed else f"{said}."


def shares(counted: Tally) -> list[Share]:
    """The whole year as one bar: the parts add up to what applies."""
    return [
        Share(_("cumplidas"), counted.fulfilled, "ok"),
        Share(_("en revisión"), counted.in_review, "info"),
        Share(_("devueltas"), counted.returned, "back"),
        Share(_("por vencer"), counted.due_soon, "due"),
        Share(_("no cumplidas"), counted.missed, "bad"),
        Share(_("aún no deben estar"), counted.not_yet, "plain"),
    ]


def figures(year: int, counted: Tally, today: date) -> list[FigureLine]:
    """The four figures that a reader asks first."""
    due = _("de %(count)s que ya debían estar") % {"count": written_number(counted.due)}
    cut = next_cut(year, today)
    return [
        FigureLine(
            counted.due_fulfilled,
            _("Cumplidas"),
            due,
            _("Con evidencia, y aceptadas por Planeación."),
            list_url(year, estado=DUE_FULFILLED),
            _("Ver cuáles"),
            "cumplida",
        ),
        FigureLine(
            counted.missed,
            _("No cumplidas"),
            due,
            _("Su último día pasó y no se han reportado."),
            list_url(year, estado=Status.MISSED),
            _("Cuáles y por qué"),
            "no-cumplida",
        ),
        FigureLine(
            counted.due_soon,
            _("Por vencer"),
            _("antes del %(day)s") % {"day": _cut_word(year, cut)} if cut else _("en el año"),
            _("Su último día está cerca."),
            list_url(year, estado=Status.DUE_SOON),
            _("Ver cuáles"),
            "por-vencer",
        ),
        FigureLine(
            counted.fulfilled,
            _("Cumplidas en el año"),
            _("de %(count)s que aplican") % {"count": written_number(counted.applicable)},
            _("Cuenta también las que se adelantaron."),
            list_url(year, estado=ALL_FULFILLED),
            _("Ver cuáles"),
            "aun-no",
        ),
    ]


def voices(counted: Tally, sealed: Sequence[VerificationRound]) -> list[Voice]:
    """What the entity says of itself and what Control Interno found: side by side, never averaged."""
    entity = Voice(
        _("Lo que dice la entidad"),
        in_percent(counted.percent_so_far),
        _("%(done)s cumplidas de %(due)s que ya debían estar")
        % {"done": written_number(counted.due_fulfilled), "due": written_number(counted.due)},
    )
    if not sealed:
        return [
            entity,
            Voice(_("Lo que verificó Control Interno"), _("sin dato"), _("Aún no publica su primer informe.")),
        ]
    last = sealed[-1]
    found = Tally(**(last.counts or {}))
    said = _("Promedio de lo que verificó en %(count)s, corte de %(period)s") % {
        "count": count(found.verdicts, _("entrega"), _("entregas")),
        "period": PERIOD_LABELS[last.period].lower(),
    }
    control = Voice(
        _("Lo que verificó Control Interno"),
        in_percent(found.percent_verified),
        said,
        last.get_absolute_url(),
        _("Leer su informe"),
    )
    return [entity, control]


def missed_lines(year: int, deliveries: Iterable[Delivery], today: date, *, warning_days: int) -> list[MissedLine]:
    """What was not fulfilled, the longest missing first."""
    missed = [one for one in deliveries if status_on(one, today, warning_days=warning_days) == Status.MISSED]
    return [
        _missed(year, one, today) for one in sorted(missed, key=lambda one: (one.promise.due_on, one.promise.place))
    ]


def groups(year: int, deliveries: Sequence[Delivery], today: date, *, warning_days: int) -> dict[str, list[GroupLine]]:
    """The same count by period, element, stage and responsible."""

    def counted(fold: Callable[..., tuple[tuple[Any, Tally], ...]]) -> tuple[tuple[Any, Tally], ...]:
        return fold(deliveries, today, warning_days=warning_days)

    return {
        "periods": [
            _group(year, PERIOD_LABELS[one], found, cuatrimestre=str(one)) for one, found in counted(by_period)
        ],
        "components": [_group(year, one.label, found, componente=one.value) for one, found in counted(by_component)],
        "stages": [_group(year, one.label, found, etapa=one.value) for one, found in counted(by_stage)],
        "units": [
            _group(year, one or _("Por definir"), found, dependencia=name_key(one) if one else NOBODY)
            for one, found in counted(by_unit)
        ],
    }


def cut_lines(cuts: Sequence[Cut], sealed: Sequence[VerificationRound]) -> list[CutLine]:
    """The frozen cuts in order, each beside what Control Interno found of it."""
    reports = {one.period: one for one in sealed}
    return [_cut_line(cut, reports.get(cut.period)) for cut in cuts]


def _missed(year: int, delivery: Delivery, today: date) -> MissedLine:
    facts, work = delivery.promise.facts, delivery.work
    late = count(days_late(delivery, today), _("día"), _("días"))
    expected = written_day(work.expected_on) if work.expected_on else ""
    return MissedLine(
        key=str(delivery.key),
        title=plain_title(facts),
        url=activity_url(year, delivery),
        component=facts.component or "",
        who=", ".join(one.name for one in facts.responsibles) or _("Por definir"),
        since=_("Debía estar el %(day)s: hace %(late)s") % {"day": written_day(delivery.promise.due_on), "late": late},
        why=work.delay or work.reason,
        expected=_("Se espera el %(day)s.") % {"day": expected} if expected else "",
    )


def activity_url(year: int, delivery: Delivery) -> str:
    """The delivery on the page of its activity."""
    return f"{reverse('compliance:activity', args=[year, delivery.key.code])}#{delivery.key}"


def _group(year: int, name: str, found: Tally, **asked: str) -> GroupLine:
    def cell(value: int, about: str, **more: str) -> CountCell:
        return CountCell(value, list_url(year, **asked, **more) if value else "", f"{name}: {about}")

    return GroupLine(
        name=name,
        url=list_url(year, **asked) if found.total else "",
        total=cell(found.total, _("entregas")),
        due=cell(found.due, _("ya debían estar"), estado=DUE),
        fulfilled=cell(found.due_fulfilled, _("cumplidas"), estado=DUE_FULFILLED),
        in_review=cell(found.in_review, _("en revisión"), estado=Status.IN_REVIEW),
        missed=cell(found.missed, _("no cumplidas"), estado=Status.MISSED),
        percent=in_percent(found.percent_so_far),
    )


def _cut_line(cut: Cut, report: VerificationRound | None) -> CutLine:
    told, found = Tally(**cut.counts), Tally(**(report.counts or {})) if report else None
    said, verified = told.percent_so_far, found.percent_verified if found else None
    return CutLine(
        label=PERIOD_SHORT_LABELS[cut.period],
        day=written_day(cut.cut_on),
        url=cut.get_absolute_url(),
        due=told.due,
        fulfilled=told.due_fulfilled,
        percent=None if said is None else round(said),
        said=in_percent(said),
        verified=None if verified is None else round(verified),
        verified_said=in_percent(verified),
        report_url=report.get_absolute_url() if report else "",
    )


def _cut_word(year: int, period: int) -> str:
    return written_day(cut_day(year, period), "month")
