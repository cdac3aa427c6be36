"""The terms: what each is on a day, by which norm and how well it is known; and what the entity changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Tone
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.organization.actions import change_term, put_back_term_change, withdraw_term_change
from rendir.foundation.organization.models import TermChange
from rendir.foundation.organization.queries import term_changes_of, term_on, term_periods, terms_on
from rendir.foundation.organization.states import RowState
from rendir.foundation.organization.terms import TERMS, Mark, Term, TermGroup, TermValue
from rendir.front.portal.forms import DayForm, TermForm, WhyForm, typed

_LOOKS: dict[Mark, tuple[Tone, Literal["circle", "diamond", "ring", "triangle", "square"]]] = {
    Mark.VERIFIED: ("ok", "circle"),
    Mark.CITED: ("info", "diamond"),
    Mark.PRACTICE: ("plain", "ring"),
    Mark.TO_CONFIRM: ("due", "triangle"),
    Mark.DECIDED: ("info", "square"),
}


@dataclass(frozen=True, slots=True)
class TermLine:
    """One value in words: how much, between which days, by which norm, and how well it is known."""

    term: Term
    value: TermValue
    written: str
    since: str
    tone: Tone
    shape: Literal["circle", "diamond", "ring", "triangle", "square"]


@requires(Perm.ENTER_DESK)
def terms(request: HttpRequest) -> HttpResponse:
    """Every term on a day: today unless another is asked for."""
    form = DayForm(request.GET or None, initial={"dia": clock.today()})
    day: date = form.cleaned_data["dia"] if form.is_valid() else clock.today()
    lines = [_line(term, value) for term, value in terms_on(day)]
    context = {
        "form": form,
        "shown_day": day,
        "groups": _grouped(lines),
        "to_confirm": sum(line.value.mark == Mark.TO_CONFIRM for line in lines),
    }
    return render(request, "portal/staff/terms.html", context)


@requires(Perm.ENTER_DESK)
def term(request: HttpRequest, key: str) -> HttpResponse:
    """One term: what it was, is and will be."""
    known, changes = _term_of(key), term_changes_of(key)
    context = {
        "term": known,
        "now": _line(known, term_on(key, clock.today())),
        "periods": [_line(known, one) for one in reversed(term_periods(key))],
        "changes": [one for one in changes if one.state == RowState.IN_FORCE],
        "withdrawn": [one for one in changes if one.state == RowState.WITHDRAWN],
        "may_edit": actor(request).has_perm(Perm.EDIT_CALENDAR),
    }
    return render(request, "portal/staff/term.html", context)


@requires(Perm.EDIT_CALENDAR)
def term_change(request: HttpRequest, key: str) -> HttpResponse:
    """Another value from a day on."""
    known, today = _term_of(key), clock.today()
    now = term_on(key, today)
    form = TermForm(typed(request), term=known, now=now, today=today)
    if request.method == "POST" and form.is_valid():
        change = change_term(key, by=actor(request), **form.cleaned_data)
        said = _("Desde el %(day)s: %(value)s.")
        messages.success(request, said % {"day": written_day(change.starts_on), "value": change.written})
        return redirect("portal_desk:term", key)
    fixed_by_law = any(one.mark == Mark.VERIFIED for one in known.values)
    context = {"term": known, "now": _line(known, now), "form": form, "fixed_by_law": fixed_by_law}
    return render(request, "portal/staff/term_change.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_CALENDAR)
def change_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """The term is again what it was before the change: why, and a last question."""
    change = get_object_or_404(TermChange, public_id=public_id)
    form = WhyForm(typed(request), initial={"expected": change.version})
    if request.method == "POST" and form.is_valid():
        withdraw_term_change(change, by=actor(request), **form.cleaned_data)
        messages.success(request, _("El cambio quedó retirado. Está abajo, por si hay que volver a aplicarlo."))
        return redirect("portal_desk:term", change.key)
    lead = _("%(change)s, desde el %(day)s") % {"change": change, "day": written_day(change.starts_on)}
    context = {"form": form, "title": _("¿Retirar este cambio?"), "lead": lead, "place": change.term.title}
    context |= {"back": reverse("portal_desk:term", args=[change.key])}
    return render(request, "portal/staff/withdraw.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_CALENDAR)
@require_POST
def change_put_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo a withdrawal."""
    change = get_object_or_404(TermChange, public_id=public_id)
    put_back_term_change(change, expected=change.version, by=actor(request))
    said = _("Volvió a aplicarse: %(value)s desde el %(day)s.")
    messages.success(request, said % {"value": change.written, "day": written_day(change.starts_on)})
    return redirect("portal_desk:term", change.key)


def _term_of(key: str) -> Term:
    known = next((one for one in TERMS if one.key == key), None)
    if known is None:
        raise Http404
    return known


def _line(term: Term, value: TermValue) -> TermLine:
    tone, shape = _LOOKS[value.mark]
    return TermLine(term, value, term.unit.written(value.value), _since(value), tone, shape)


def _since(value: TermValue) -> str:
    """Between which days a value is in force; nothing where it always was and is."""
    first, last = (one and written_day(one, "short") for one in (value.starts_on, value.ends_on))
    if first and last:
        return _("del %(first)s al %(last)s") % {"first": first, "last": last}
    if first:
        return _("desde el %(first)s") % {"first": first}
    return _("hasta el %(last)s") % {"last": last} if last else ""


def _grouped(lines: Sequence[TermLine]) -> list[tuple[str, list[TermLine]]]:
    return [(group.label, [line for line in lines if line.term.group == group]) for group in TermGroup]
