"""The steps of a delivery's life, each an address that receives its form. What is refused comes back on the page of the
delivery, with what was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.versioned import VersionedForm, done
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.actions import control, deliveries
from rendir.plan.compliance.actions.evidence import add_file, add_link, support_also, support_no_more
from rendir.plan.compliance.forms.deliveries import (
    DelayForm,
    DueDayForm,
    DueRuleForm,
    RefuseForm,
    RestoreForm,
    ReturnForm,
    StepForm,
    WaiverForm,
)
from rendir.plan.compliance.forms.evidence import ReportForm
from rendir.plan.compliance.models import Delivery, Verification
from rendir.plan.compliance.queries import evidence_in_hand, evidence_of, links_of, same_file_elsewhere
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.views.staff.delivery import delivery_page, reply_form, report_form
from rendir.plan.compliance.views.staff.files import received_files
from rendir.plan.compliance.views.staff.frame import in_hand, may_read, named_delivery, strategy_at_work
from rendir.plan.planning.models import Strategy

Act = Callable[[Delivery, Mapping[str, Any], Actor], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """One step: its name, the form that asks for it, the action, and what is said when it is done."""

    name: str
    form: type[VersionedForm]
    act: Act
    said: Any


def _plain(action: Callable[..., object]) -> Act:
    """An action that takes only the version seen."""
    return lambda row, data, by: action(row, expected=data["expected"], by=by)


def _reasoned(action: Callable[..., object]) -> Act:
    """An action with a reason."""
    return lambda row, data, by: action(row, reason=data["reason"], expected=data["expected"], by=by)


UNIT_STEPS = {
    "retirar-reporte": Deed(
        "take_back_report",
        StepForm,
        _plain(deliveries.take_back_report),
        gettext_lazy("El reporte quedó retirado. La evidencia sigue aquí."),
    ),
    "pedir-que-no-aplique": Deed(
        "ask_waiver",
        WaiverForm,
        _reasoned(deliveries.ask_waiver),
        gettext_lazy("Planeación decide si no aplica."),
    ),
    "explicar": Deed(
        "delay",
        DelayForm,
        lambda row, data, by: deliveries.explain_delay(
            row, delay=data["delay"], expected_on=data["expected_on"], expected=data["expected"], by=by
        ),
        gettext_lazy("La explicación quedó publicada al lado de la entrega."),
    ),
}
REVIEW_STEPS = {
    "aceptar": Deed(
        "accept_delivery", StepForm, _plain(deliveries.accept_delivery), gettext_lazy("Aceptada: cuenta como cumplida.")
    ),
    "devolver": Deed(
        "return_delivery",
        ReturnForm,
        _reasoned(deliveries.return_delivery),
        gettext_lazy("Devuelta, con lo que falta."),
    ),
    "aprobar-que-no-aplica": Deed(
        "grant_waiver",
        StepForm,
        _plain(deliveries.grant_waiver),
        gettext_lazy("No aplica: sale de la cuenta, con su razón."),
    ),
    "negar-que-no-aplique": Deed(
        "refuse_waiver",
        RefuseForm,
        _reasoned(deliveries.refuse_waiver),
        gettext_lazy("La entrega se sigue debiendo."),
    ),
    "volver-a-exigir": Deed(
        "restore_delivery",
        RestoreForm,
        _reasoned(deliveries.restore_delivery),
        gettext_lazy("La entrega se exige de nuevo."),
    ),
    "ultimo-dia": Deed(
        "due_day",
        DueDayForm,
        lambda row, data, by: deliveries.set_due_day(
            row, due_on=data["due_on"], reason=data["reason"], expected=data["expected"], by=by
        ),
        gettext_lazy("El último día quedó corregido."),
    ),
}


@require_POST
@requires(Perm.REPORT_DELIVERY)
def report(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Report a delivery with its evidence; or attach more of it. Files stay whatever else has to be corrected."""
    strategy, shown = _named(year, key)
    person = actor(request)
    row = in_hand(strategy, shown)
    check(Perm.REPORT_DELIVERY, row, by=person)
    form = report_form(shown, row, person, clock.today(), request.POST, request.FILES)
    form.is_valid()
    files = received_files(form, by=person)
    reused: list[str] = []
    if not form.errors and done(form, lambda: reused.extend(_report(strategy, shown.key, form, files, person))):
        for told in reused:
            messages.info(request, told)
        said = _("Reportada. Planeación la revisa.") if form.is_report else _("La evidencia quedó adjunta.")
        messages.success(request, said)
        return redirect("compliance_desk:delivery", year, str(shown.key))
    return delivery_page(request, strategy, shown, bound={"report": form})


@require_POST
@requires(Perm.REPORT_DELIVERY)
def unit_step(request: HttpRequest, year: int, key: str, step: str) -> HttpResponse:
    """What the unit does with its delivery besides reporting it."""
    return _take(request, year, key, UNIT_STEPS.get(step))


@require_POST
@requires(Perm.ACCEPT_DELIVERY)
def review_step(request: HttpRequest, year: int, key: str, step: str) -> HttpResponse:
    """What planning does with a delivery."""
    return _take(request, year, key, REVIEW_STEPS.get(step))


@require_POST
@requires(Perm.ACCEPT_DELIVERY)
def due_rule(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """How the product of the delivery's activity is owed."""
    strategy, shown = _named(year, key)
    activity = in_hand(strategy, shown).activity
    form = DueRuleForm(request.POST, auto_id="regla-%s")

    def choose() -> object:
        data = form.cleaned_data
        return deliveries.choose_due_rule(activity, rule=form.chosen(), reason=data["reason"], by=actor(request))

    if form.is_valid() and done(form, choose):
        messages.success(request, _("Quedó dicho cómo se debe el producto de %(code)s.") % {"code": activity.code})
        return redirect("compliance_desk:delivery", year, str(shown.key))
    return delivery_page(request, strategy, shown, bound={"due_rule": form})


@require_POST
@requires(Perm.REPORT_DELIVERY)
def use_also(request: HttpRequest, year: int, key: str, public_id: str) -> HttpResponse:
    """Use here a piece of evidence that already supports another delivery."""
    strategy, shown = _named(year, key)
    person, evidence = actor(request), evidence_in_hand(public_id)
    if evidence is None or not may_read(person, links_of(evidence)):
        raise Http404
    with atomic():
        support_also(evidence, deliveries.open_delivery(strategy, shown.key), by=person)
    messages.success(request, _("«%(title)s» soporta también esta entrega.") % {"title": evidence.title})
    return redirect("compliance_desk:delivery", year, str(shown.key))


@require_POST
@requires(Perm.REPORT_DELIVERY)
def use_no_more(request: HttpRequest, year: int, key: str, public_id: str) -> HttpResponse:
    """Take a piece of evidence out of this delivery; it stays in the others."""
    strategy, shown = _named(year, key)
    row = in_hand(strategy, shown)
    link = next((one for one in evidence_of(row) if one.evidence.public_id == public_id), None) if row.pk else None
    if link is None:
        raise Http404
    support_no_more(link, by=actor(request))
    messages.success(request, _("«%(title)s» ya no soporta esta entrega.") % {"title": link.evidence.title})
    return redirect("compliance_desk:delivery", year, str(shown.key))


@require_POST
@requires(Perm.REPORT_DELIVERY)
def reply(request: HttpRequest, year: int, key: str, public_id: str) -> HttpResponse:
    """What the unit answers to what Control Interno found."""
    strategy, shown = _named(year, key)
    row = in_hand(strategy, shown)
    found = get_object_or_404(
        Verification.objects.select_related("round", "delivery__activity", "reply"), public_id=public_id
    )
    if found.delivery_id != row.pk:
        raise Http404
    form = reply_form(found, request.POST)

    def answer() -> object:
        data = form.cleaned_data
        return control.reply(found, data["text"], expected=data["expected"] or 0, by=actor(request))

    if form.is_valid() and done(form, answer):
        messages.success(request, _("La réplica quedó escrita: se publica completa con el informe."))
        return redirect("compliance_desk:delivery", year, str(shown.key))
    return delivery_page(request, strategy, shown, bound={"reply": form})


def _named(year: int, key: str) -> tuple[Strategy, Any]:
    strategy = strategy_at_work(year, clock.today())
    return strategy, named_delivery(strategy, key)


def _take(request: HttpRequest, year: int, key: str, deed: Deed | None) -> HttpResponse:
    if deed is None:
        raise Http404
    strategy, shown = _named(year, key)
    row = in_hand(strategy, shown)
    form = deed.form(request.POST, version=row.version)  # type: ignore[call-arg] # each has its own `initial`
    if form.is_valid() and done(form, lambda: _acted(strategy, shown.key, deed, form, actor(request))):
        messages.success(request, f"{shown.key}: {deed.said}")
        return redirect(_back(request, reverse("compliance_desk:delivery", args=[year, str(shown.key)])))
    return delivery_page(request, strategy, shown, bound={deed.name: form})


def _acted(strategy: Strategy, key: Key, deed: Deed, form: Form, by: Person) -> None:
    with atomic():
        deed.act(deliveries.open_delivery(strategy, key), form.cleaned_data, by)


def _back(request: HttpRequest, otherwise: str) -> str:
    """Where the form says one came from, if it is a page of this site."""
    wanted = request.POST.get("back", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else otherwise


def _report(strategy: Strategy, key: Key, form: ReportForm, files: list[StoredFile], by: Person) -> list[str]:
    """Everything or nothing: the row, its evidence and the report. Gives what is to be told of files known already."""
    data = form.cleaned_data
    with atomic():
        row = deliveries.open_delivery(strategy, key)
        told = [_attach(row, one, _title(data, files), data, by) for one in files]
        if data["link"]:
            add_link(row, data["link"], title=data["title"] or data["link"], fact_on=data["fact_on"], by=by)
        if form.is_report:
            deliveries.report_delivery(
                row,
                summary=data["summary"],
                progress=data["progress"],
                on_behalf=data.get("on_behalf", ""),
                expected=data["expected"],
                by=by,
            )
    return [one for one in told if one]


def _title(data: Mapping[str, Any], files: list[StoredFile]) -> str:
    """What was typed names the one thing that came; several files are called as they are."""
    alone = len(files) == 1 and not data["link"]
    return str(data["title"]) if alone else ""


def _attach(row: Delivery, file: StoredFile, title: str, data: Mapping[str, Any], by: Person) -> str:
    """The file as evidence of the delivery. One that the year has already is not kept twice: it is used here too."""
    known = same_file_elsewhere(row.activity.strategy, file)
    if known is None:
        add_file(row, file, title=title or file.name, fact_on=data["fact_on"], by=by)
        return ""
    keys = [str(link.delivery.key) for link in links_of(known) if link.delivery_id != row.pk]
    support_also(known, row, by=by)
    if not keys:
        return _("«%(name)s» ya estaba en esta entrega.") % {"name": file.name}
    return _("«%(name)s» ya estaba en %(keys)s: se usó también aquí.") % {"name": file.name, "keys": ", ".join(keys)}
