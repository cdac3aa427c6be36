"""One delivery: what was promised, how it stands, what supports it, and every step that is open to who looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import units_of
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.zone import day_in_bogota
from rendir.plan.compliance.actions.deliveries import is_foreign
from rendir.plan.compliance.forms.deliveries import (
    DelayForm,
    DueDayForm,
    DueRuleForm,
    RefuseForm,
    ReplyForm,
    RestoreForm,
    ReturnForm,
    StepForm,
    WaiverForm,
)
from rendir.plan.compliance.forms.evidence import ReportForm
from rendir.plan.compliance.models import Delivery, Evidence, EvidenceLink, Verification
from rendir.plan.compliance.queries import (
    due_rules,
    evidence_elsewhere,
    evidence_of,
    measures_of,
    verifications_of_delivery,
    warning_days,
)
from rendir.plan.compliance.rules import standing
from rendir.plan.compliance.rules.agenda import is_owed
from rendir.plan.compliance.rules.promises import Key, Nature, cut_day
from rendir.plan.compliance.rules.standing import days_late, status_on
from rendir.plan.compliance.states import DELIVERY_FLOW, EvidenceState, RoundState
from rendir.plan.compliance.views.staff.frame import (
    frame,
    in_hand,
    left_until,
    named_delivery,
    strategy_at_work,
    trail,
)
from rendir.plan.compliance.views.staff.history import history_of_all
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import PERIOD_LABELS
from rendir.plan.planning.rules.titles import plain_title

Forms = Mapping[str, BaseForm]


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do with this delivery as it stands: the page's steps follow from it, and from nothing else.

    `steps` are the open steps of its life that the person may take.
    """

    steps: frozenset[str]
    read: bool
    report: bool
    review: bool
    publish: bool
    verify: bool
    is_foreign: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence as the page shows it."""

    evidence: Evidence
    link: EvidenceLink
    url: str
    added_on: date
    is_after_cut: bool
    awaits_signature: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """What Control Interno recorded in one round, and whether the unit may answer now."""

    row: Verification
    is_sealed: bool
    may_reply: bool
    form: BaseForm | None


@requires(Perm.READ_EVIDENCE)
def delivery(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The page of one delivery."""
    strategy = strategy_at_work(year, clock.today())
    return delivery_page(request, strategy, named_delivery(strategy, key))


def delivery_page(
    request: HttpRequest, strategy: Strategy, shown: standing.Delivery, *, bound: Forms | None = None
) -> HttpResponse:
    """The page, with the forms that came back with something to correct (`bound`, by name) in their places."""
    person, today = actor(request), clock.today()
    row = in_hand(strategy, shown)
    may = what_one_may(person, row)
    pieces = _pieces(strategy, shown, row, may)
    forms = {**_forms(shown, row, may, person, today), **(bound or {})}
    promise = shown.promise
    context = {
        **frame(request, strategy),
        "trail": trail(strategy, Link(str(shown.key), "")),
        "shown": shown,
        "row": row,
        "may": may,
        "title": plain_title(promise.facts),
        "kicker": f"{shown.key} · {promise.key.component.label} · {PERIOD_LABELS[shown.key.period]} de {strategy.year}",
        "status": status_on(shown, today, warning_days=warning_days(today)),
        "is_owed": is_owed(shown),
        "left": left_until(promise.due_on, today),
        "late": days_late(shown, today),
        "why_that_day": why_that_day(shown),
        "pieces": pieces,
        "measure": measures_of(strategy).get((promise.facts.action_type or "", shown.key.period)),
        "voices": _voices(row, may, bound or {}) if row.pk else [],
        "forms": forms,
        "bound": next(iter((bound or {}).values()), None),
        "opened": set(bound or {}),
        "offered": _offered(request, row, person) if may.report else None,
        "asked_words": request.GET.get("evidencia", ""),
        "history": history_of_all([row, *(one.link for one in pieces), *(one.evidence for one in pieces)])
        if row.pk
        else [],
        "act_url": reverse("compliance_desk:act", args=[strategy.year, str(shown.key)]),
    }
    return render(request, "compliance/staff/delivery.html", context, status=422 if bound else 200)


def what_one_may(person: Person, row: Delivery) -> May:
    """Nothing of a closed year or of a retired activity is reported or reviewed any more; it can be read."""
    is_alive = row.activity.strategy.is_open and row.activity.retired_on is None
    steps = DELIVERY_FLOW.open_steps(row.state) if is_alive else ()
    return May(
        steps=frozenset(step.name for step in steps if person.has_perm(step.permission, row)),
        read=person.has_perm(Perm.READ_EVIDENCE, row),
        report=is_alive and person.has_perm(Perm.REPORT_DELIVERY, row),
        review=is_alive and person.has_perm(Perm.ACCEPT_DELIVERY, row),
        publish=person.has_perm(Perm.PUBLISH_EVIDENCE),
        verify=person.has_perm(Perm.VERIFY_DELIVERY),
        is_foreign=is_foreign(row, person),
    )


def why_that_day(shown: standing.Delivery) -> str:
    """Why its last day is that one, in words."""
    promise = shown.promise
    if shown.work.due_reason:
        return _("Se puso a mano: %(reason)s") % {"reason": shown.work.due_reason}
    if promise.due_norm:
        return _("El producto puede llegar después del cuatrimestre: %(norm)s.") % {"norm": promise.due_norm}
    if promise.nature == Nature.PROGRESS:
        return _("Es el último día del cuatrimestre, cuando se reporta cuánto va.")
    return _("Es el último día del cuatrimestre.")


def report_form(
    shown: standing.Delivery,
    row: Delivery,
    person: Person,
    today: date,
    data: QueryDict | None = None,
    files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
) -> ReportForm:
    """The form by which a delivery is reported. What was promised is already written: it is what is most often done."""
    return ReportForm(
        data,
        files,
        today=today,
        owner=person.public_id,
        version=row.version,
        initial={"summary": shown.work.summary or _what_was_promised(shown), "progress": shown.work.progress},
        is_foreign=is_foreign(row, person),
        attached=shown.work.evidence,
    )


def _what_was_promised(shown: standing.Delivery) -> str:
    product = shown.promise.facts.product
    if not product or shown.promise.nature in (Nature.PROGRESS, Nature.CONTINUOUS):
        return ""
    return _("Se entregó: %(product)s") % {"product": product}


def _forms(shown: standing.Delivery, row: Delivery, may: May, person: Person, today: date) -> dict[str, BaseForm]:
    """A form for each step that is open, as it is before anything is typed."""
    version = row.version
    forms: dict[str, BaseForm] = {}
    if may.report:
        forms["report"] = report_form(shown, row, person, today)
        if is_owed(shown):
            initial = {"delay": row.delay, "expected_on": row.expected_on}
            forms["delay"] = DelayForm(version=version, initial=initial)
    plain = {
        "take_back_report": StepForm,
        "accept_delivery": StepForm,
        "return_delivery": ReturnForm,
        "ask_waiver": WaiverForm,
        "grant_waiver": StepForm,
        "refuse_waiver": RefuseForm,
        "restore_delivery": RestoreForm,
    }
    forms |= {name: made(version=version) for name, made in plain.items() if name in may.steps}
    if may.review:
        rule = due_rules(row.activity.strategy).get(row.activity.code)
        forms["due_day"] = DueDayForm(version=version, initial={"due_on": row.due_on})
        forms["due_rule"] = DueRuleForm(initial={"rule": rule.value if rule else ""}, auto_id="regla-%s")
    return forms


def _pieces(strategy: Strategy, shown: standing.Delivery, row: Delivery, may: May) -> list[Piece]:
    """The evidence; to who may not read it, only what is public."""
    if not row.pk:
        return []
    cut = cut_day(strategy.year, shown.key.period)
    links = [one for one in evidence_of(row) if may.read or one.evidence.state == EvidenceState.PUBLIC]
    return [
        Piece(
            one.evidence,
            one,
            url=one.evidence.get_absolute_url() if may.read else one.evidence.get_public_url(),
            added_on=day_in_bogota(one.evidence.added_at),
            is_after_cut=day_in_bogota(one.linked_at) > cut,
            awaits_signature=is_unsigned_act(one.evidence, strategy.year, shown.key),
        )
        for one in links
    ]


def act_file_name(year: int, key: Key) -> str:
    """How the act of a delivery is called until its signed scan takes its place."""
    return f"acta-{year}-{key}-para-firma.pdf"


def is_unsigned_act(evidence: Evidence, year: int, key: Key) -> bool:
    """Whether it is the act that was printed for signature and whose scan is awaited."""
    return evidence.file is not None and evidence.file.name == act_file_name(year, key)


def _voices(row: Delivery, may: May, bound: Forms) -> list[Voice]:
    """What Control Interno says: sealed, to all; while units answer, to these and planning too; before, to itself."""
    seen = {RoundState.SEALED.value}
    if may.report or may.review or may.verify:
        seen.add(RoundState.REPLYING)
    if may.verify:
        seen.add(RoundState.VERIFYING)
    found = [one for one in verifications_of_delivery(row) if one.round.state in seen]
    return [_voice(one, may, bound) for one in found]


def _voice(row: Verification, may: May, bound: Forms) -> Voice:
    may_reply = may.report and row.round.state == RoundState.REPLYING
    form = bound.get("reply") or reply_form(row) if may_reply else None
    return Voice(row, row.round.state == RoundState.SEALED, may_reply, form)


def reply_form(row: Verification, data: QueryDict | None = None) -> ReplyForm:
    """The form by which the unit answers, with what it answered before."""
    reply = getattr(row, "reply", None)
    version, text = (reply.version, reply.text) if reply else (None, "")
    return ReplyForm(data, version=version, initial={"text": text})


def _offered(request: HttpRequest, row: Delivery, person: Person) -> Sequence[tuple[Evidence, tuple[Key, ...]]] | None:
    """Evidence of other deliveries with the words asked for; None where none were asked."""
    words = request.GET.get("evidencia", "").strip()
    if not words:
        return None
    everywhere = person.has_perm(Perm.READ_ANY_EVIDENCE)
    unit_ids = None if everywhere else [unit.pk for unit in units_of(person)]
    return evidence_elsewhere(row, words, unit_ids=unit_ids)
