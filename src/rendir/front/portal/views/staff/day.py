"""What «Mi trabajo» says to each person: what their units owe by date, what waits for them, how the year goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link, Task
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.spanish import count, fold, join_words
from rendir.foundation.organization.models import Unit
from rendir.foundation.organization.queries import deadline, spellings_of, working_calendar
from rendir.foundation.organization.terms import TermKey
from rendir.front.portal.queries import Waiting
from rendir.plan.compliance.exports.wording import in_a_sentence
from rendir.plan.compliance.queries import (
    dead_links,
    deliveries_of,
    deliveries_of_units,
    open_cut,
    replies_awaited,
    rounds_at_work,
    unplaced_evidence,
    waiting_for_review,
    warning_days,
)
from rendir.plan.compliance.rules.agenda import (
    NOBODY,
    Urgency,
    agenda,
    by_responsible,
    missing_before,
    time_left,
)
from rendir.plan.compliance.rules.promises import cut_day, next_cut
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Status, status_on
from rendir.plan.compliance.rules.tally import tally
from rendir.plan.compliance.states import RoundState
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import PERIODS
from rendir.plan.planning.rules.titles import plain_title

_LATER_SHOWN = 6
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the day with its rows; `more` leads to those that are not shown."""

    id: str
    label: str
    tasks: list[Task]
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class NextCut:
    """The line over the day: which cut comes, how much time there is, what is missing of one's units."""

    text: str
    missing: str
    url: str


@dataclass(frozen=True, slots=True)
class Late:
    """Who owes what is overdue."""

    name: str
    number: int
    keys: str
    url: str


@dataclass(frozen=True, slots=True)
class State:
    """The year in one line, with its denominator, and what is late by who owes it."""

    sentence: str
    url: str
    late: list[Late]
    radar: str


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that the desk shows of the year at work."""

    groups: list[Group]
    next_cut: NextCut | None
    waiting: list[Waiting]
    rounds: list[Task]
    state: State | None
    soon: Group | None
    summary: str
    owes_nothing: bool


def day_of(person: Person, units: Sequence[Unit], strategy: Strategy, today: date) -> Day:
    """The day of this person in a year that was adopted."""
    warning = warning_days(today)
    reads_work = person.has_perm(Perm.READ_EVIDENCE)
    mine = deliveries_of_units(strategy, spellings_of(units)) if units and reads_work else ()
    sees_all = person.has_perm(Perm.READ_ANY_EVIDENCE)
    everything = deliveries_of(strategy) if sees_all else ()
    groups = _groups(person, strategy, mine, today, warning)
    return Day(
        groups=groups,
        next_cut=_next_cut(strategy, mine, units, today) if mine else None,
        waiting=[*_waiting(person, strategy, today), *_replies(person, strategy, units)],
        rounds=_rounds(strategy, today) if person.has_perm(Perm.VERIFY_DELIVERY) else [],
        state=_state(strategy, everything, today, warning) if sees_all else None,
        soon=_soon(strategy, everything, today, warning) if sees_all else None,
        summary=_summary(units, mine, today, warning),
        owes_nothing=bool(mine) and not groups,
    )


def _groups(person: Person, strategy: Strategy, mine: Sequence[Delivery], today: date, warning: int) -> list[Group]:
    may_report = person.has_perm(Perm.REPORT_DELIVERY)
    found = []
    for urgency, rows in agenda(mine, today, warning_days=warning):
        shown = rows[:_LATER_SHOWN] if urgency == Urgency.LATER else rows
        url = f"{reverse('compliance_desk:deliveries', args=[strategy.year])}?mias=1"
        more = Link(_("Ver todas las de su dependencia"), url) if len(rows) > len(shown) else None
        tasks = [_task(strategy, one, today, warning, may_report=may_report) for one in shown]
        found.append(Group(urgency.value, urgency.label, tasks, more))
    return found


def _task(strategy: Strategy, one: Delivery, today: date, warning: int, *, may_report: bool) -> Task:
    status = status_on(one, today, warning_days=warning)
    page = reverse("compliance_desk:delivery", args=[strategy.year, str(one.key)])
    is_returned = one.work.state == DeliveryState.RETURNED
    verb = _("Corregir") if is_returned else _("Reportar")
    due = one.promise.due_on
    return Task(
        title=f"{one.key} · {plain_title(one.promise.facts)}",
        when=_short(due, today),
        state=status.value,
        action=Link(verb, f"{page}#reportar") if may_report else Link(_("Ver"), page),
        detail=_("Planeación: «%(reason)s»") % {"reason": one.work.reason} if is_returned else _detail(one, today),
    )


def _detail(one: Delivery, today: date) -> str:
    """How much time there is and what is expected; that there is evidence already, where there is."""
    due = one.promise.due_on
    calendar = working_calendar(min(due, today), max(due, today))
    parts = [time_left(due, today, calendar.working_days_between(today, due)), one.promise.nature.label]
    if one.work.evidence:
        parts.append(count(one.work.evidence, _("evidencia adjunta"), _("evidencias adjuntas")))
    return " · ".join(parts)


def _short(day: date, today: date) -> str:
    """`12 oct`; with its year where it is another."""
    written = written_day(day, "short")
    return written if day.year != today.year else written.rpartition(" ")[0]


def _next_cut(strategy: Strategy, mine: Sequence[Delivery], units: Sequence[Unit], today: date) -> NextCut | None:
    period = next_cut(strategy.year, today)
    if period is None:
        return None
    day = cut_day(strategy.year, period)
    left = time_left(day, today, working_calendar(today, day).working_days_between(today, day))
    missing = len(missing_before(mine, period))
    text = _("Corte del %(day)s: %(left)s.") % {"day": written_day(day, "month"), "left": left.lower()}
    told = _("Su dependencia ya reportó todo lo que se debe hasta ese día.")
    if missing:
        owed = count(missing, _("entrega"), _("entregas"))
        told = _("A su dependencia le falta reportar %(owed)s.") % {"owed": owed}
    query = urlencode({"dependencia": units[0].name}) if len(units) == 1 else ""
    base = reverse("compliance_desk:radar", args=[strategy.year])
    return NextCut(text, told, (f"{base}?{query}" if query else base) if missing else "")


def _waiting(person: Person, strategy: Strategy, today: date) -> list[Waiting]:
    """What waits for this person's approval or hand."""
    found: list[Waiting] = []
    if person.has_perm(Perm.ACCEPT_DELIVERY):
        found += _to_review(strategy)
        unplaced = unplaced_evidence(strategy).count()
        if unplaced:
            url = reverse("compliance_desk:inbox", args=[strategy.year])
            told = count(unplaced, _("evidencia espera"), _("evidencias esperan"))
            text = _("%(told)s que alguien diga a qué entrega corresponde.") % {"told": told}
            found.append(Waiting(text, url, _("Ubicar")))
        dead = dead_links(strategy).count()
        if dead:
            url = reverse("compliance_desk:dead_links", args=[strategy.year])
            told = count(dead, _("enlace que es evidencia no responde"), _("enlaces que son evidencia no responden"))
            found.append(Waiting(f"{told}.", url, _("Ver")))
    if person.has_perm(Perm.FREEZE_CUT) and (period := open_cut(strategy, today)):
        day = written_day(cut_day(strategy.year, period), "month")
        url = reverse("compliance_desk:cut", args=[strategy.year, period])
        found.append(Waiting(_("El corte del %(day)s está por congelar.") % {"day": day}, url, _("Congelar")))
    return found


def _replies(person: Person, strategy: Strategy, units: Sequence[Unit]) -> list[Waiting]:
    """What Control Interno could not verify of one's units and waits for their answer."""
    if not units or not person.has_perm(Perm.REPORT_DELIVERY):
        return []
    found = []
    for one in replies_awaited(strategy, units):
        page = reverse("compliance_desk:delivery", args=[strategy.year, str(one.delivery.key)])
        until = one.round.reply_until
        text = _("Control Interno encontró %(key)s «%(result)s».") % {
            "key": one.delivery.key,
            "result": one.get_result_display().lower(),
        }
        if until:
            text += " " + _("Puede responder hasta el %(day)s.") % {"day": written_day(until, "month")}
        found.append(Waiting(text, f"{page}#replica", _("Responder")))
    return found


def _to_review(strategy: Strategy) -> list[Waiting]:
    waiting = waiting_for_review(strategy)
    url = reverse("compliance_desk:review", args=[strategy.year])
    found = []
    if waiting.reported:
        told = count(waiting.reported, _("reporte espera"), _("reportes esperan"))
        since = _(" El más antiguo es del %(day)s.") % {"day": written_day(waiting.since, "month")}
        found.append(Waiting(_("%(told)s su revisión.") % {"told": told} + since, url, _("Revisar")))
    if waiting.waivers:
        told = count(waiting.waivers, _("entrega espera"), _("entregas esperan"))
        found.append(Waiting(_("%(told)s que usted decida si no aplica.") % {"told": told}, url, _("Decidir")))
    return found


def _rounds(strategy: Strategy, today: date) -> list[Task]:
    """Control Interno's own work: each cut whose day passed and whose report is not sealed, with its countdown."""
    known = {one.period: one for one in rounds_at_work(strategy)}
    found = []
    for period in PERIODS:
        day, row = cut_day(strategy.year, period), known.get(period)
        if day >= today or (row and row.state == RoundState.SEALED):
            continue
        due = row.due_on if row else deadline(TermKey.INTERNAL_CONTROL_REPORT, day).day
        calendar = working_calendar(min(due, today), max(due, today))
        left = time_left(due, today, calendar.working_days_between(today, due))
        stands = row.get_state_display() if row else _("Sin abrir")
        found.append(
            Task(
                title=_("Informe del corte del %(day)s") % {"day": written_day(day, "month")},
                when=_short(due, today),
                state=Status.MISSED.value if due < today else Status.DUE_SOON.value,
                action=Link(_("Verificar"), reverse("compliance_desk:round", args=[strategy.year, period])),
                detail=f"{stands} · {left}",
            )
        )
    return found


def _state(strategy: Strategy, everything: Sequence[Delivery], today: date, warning: int) -> State:
    late = [one for one in everything if status_on(one, today, warning_days=warning) == Status.MISSED]
    base = reverse("compliance_desk:deliveries", args=[strategy.year])
    return State(
        sentence=in_a_sentence(tally(everything, today, warning_days=warning)),
        url=base,
        late=sorted((_late(base, *one) for one in by_responsible(late)), key=lambda one: -one.number)[:_SHOWN],
        radar=reverse("compliance_desk:radar", args=[strategy.year]),
    )


def _late(base: str, name: str, rows: Sequence[Delivery]) -> Late:
    query = urlencode({"estado": Status.MISSED.value, "dependencia": fold(name) or "nadie"})
    who = name if name != NOBODY else _("Sin responsable")
    return Late(who, len(rows), join_words([str(one.key) for one in rows]), f"{base}?{query}")


def _soon(strategy: Strategy, everything: Sequence[Delivery], today: date, warning: int) -> Group | None:
    """What is about to breach its term, whoever owes it."""
    soon = [
        one
        for urgency, rows in agenda(everything, today, warning_days=warning)
        if urgency in (Urgency.THIS_WEEK, Urgency.SOON, Urgency.RETURNED)
        for one in rows
    ]
    if not soon:
        return None
    tasks = [_seen(strategy, one, today, warning) for one in soon[:_SHOWN]]
    base = reverse("compliance_desk:deliveries", args=[strategy.year])
    url = f"{base}?estado={Status.DUE_SOON.value}"
    more = Link(_("Ver las %(number)s") % {"number": len(soon)}, url) if len(soon) > _SHOWN else None
    return Group("a-punto", _("A punto de vencer"), tasks, more)


def _seen(strategy: Strategy, one: Delivery, today: date, warning: int) -> Task:
    """What somebody else owes: it can be looked at."""
    who = join_words([name.name for name in one.promise.facts.responsibles]) or _("Sin responsable")
    return Task(
        title=f"{one.key} · {plain_title(one.promise.facts)}",
        when=_short(one.promise.due_on, today),
        state=status_on(one, today, warning_days=warning).value,
        action=Link(_("Ver"), reverse("compliance_desk:delivery", args=[strategy.year, str(one.key)])),
        detail=f"{who} · {_detail(one, today)}",
    )


def _summary(units: Sequence[Unit], mine: Sequence[Delivery], today: date, warning: int) -> str:
    """What one's units owe, in the words of a message for the chat; nothing where they owe nothing."""
    groups = agenda(mine, today, warning_days=warning)
    if not groups:
        return ""
    lines = [_("%(units)s, rendición de cuentas:") % {"units": join_words([one.name for one in units])}]
    for urgency, rows in groups:
        lines += ["", f"{urgency.label}:"]
        lines += [
            f"• {one.key}. {plain_title(one.promise.facts)} ({written_day(one.promise.due_on, 'month')})"
            for one in rows
        ]
    return "\n".join(lines)
