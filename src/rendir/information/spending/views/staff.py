"""Spending at the desk: find a contract or an account, see what does not add up, say to which goals it contributes."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Fact, Link
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.versioned import done
from rendir.information.spending.actions.linking import tie_account, tie_contract, untie_spending
from rendir.information.spending.forms import ContractFilter, TieForm, UntieForm
from rendir.information.spending.models import AccountGoal, BudgetLine, Contract, ContractGoal
from rendir.information.spending.queries import (
    account_links,
    as_line,
    cuts,
    find_contracts,
    lines_at,
    tied_goals,
)
from rendir.information.spending.rules.execution import added, totals_among
from rendir.information.spending.views.bringing import desk_tabs, trail
from rendir.information.spending.views.public import facts_of, figures, in_pesos, line_of

MOST_SHOWN = 300


@requires(Perm.READ_SPENDING)
def contracts(request: HttpRequest) -> HttpResponse:
    """The contracts, to find the one that is tied to a goal."""
    form = ContractFilter(request.GET)
    found = find_contracts(form.asked(request.GET.get("antes", "")))
    query = request.GET.copy()
    query["antes"] = found.next
    context = {
        "tabs": desk_tabs("contracts"),
        "form": form,
        "found": found,
        "lines": [line_of(one, desk=True) for one in found.contracts],
        "next": f"?{query.urlencode()}" if found.next else "",
    }
    return render(request, "spending/staff/contracts.html", context)


@requires(Perm.READ_SPENDING)
def contract(request: HttpRequest, public_id: str) -> HttpResponse:
    """One contract and the goals it contributes to; saying another."""
    found = _contract_of(public_id)
    is_sent = request.method == "POST"
    form = TieForm(request.POST if is_sent else None)
    if form.is_valid() and done(form, lambda: tie_contract(found, form.cleaned_data["goal"], by=actor(request))):
        messages.success(request, _("El contrato quedó vinculado con la meta."))
        return redirect(found.get_desk_url())
    context = {
        "trail": trail(Link(str(found), "")),
        "contract": found,
        "facts": facts_of(found),
        "links": tied_goals(found),
        "form": form,
        "may_edit": actor(request).has_perm(Perm.EDIT_SPENDING),
    }
    return render(request, "spending/staff/contract.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_SPENDING)
@require_POST
def contract_untie(request: HttpRequest, public_id: str) -> HttpResponse:
    """Not that one."""
    found = _contract_of(public_id)
    untie_spending(get_object_or_404(ContractGoal, contract=found, public_id=_link(request)), by=actor(request))
    messages.success(request, _("El contrato ya no está vinculado con esa meta."))
    return redirect(found.get_desk_url())


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a cut for the desk: one of its lines, its pesos in words, what does not add up, its goals."""

    line: BudgetLine
    definitive: str
    committed: str
    obliged: str
    paid: str
    warnings: tuple[str, ...]
    goals: tuple[AccountGoal, ...]


@requires(Perm.READ_SPENDING)
def budget(request: HttpRequest) -> HttpResponse:
    """The accounts of a cut: those that do not add up first."""
    known = cuts()
    cut = next((one for one in known if str(one) == request.GET.get("corte", "")), known[0] if known else None)
    accounts = _accounts(cut) if cut else []
    warned = [one for one in accounts if one.warnings]
    only = request.GET.get("ver") == "avisos"
    context = {
        "tabs": desk_tabs("budget"),
        "cut": cut,
        "cuts": [Link(written_day(one), f"?corte={one}", current=one == cut) for one in known[:12]],
        "accounts": (warned if only else accounts)[:MOST_SHOWN],
        "count": len(accounts),
        "warned": len(warned),
        "only": only,
        "most": MOST_SHOWN,
    }
    return render(request, "spending/staff/budget.html", context)


@requires(Perm.READ_SPENDING)
def line(request: HttpRequest, public_id: str) -> HttpResponse:
    """One account: its lines by source of funds, what does not add up, and the goals it pays."""
    found = _line_of(public_id)
    is_sent = request.method == "POST"
    form = TieForm(request.POST if is_sent else None)
    if form.is_valid() and done(form, lambda: tie_account(found, form.cleaned_data["goal"], by=actor(request))):
        messages.success(request, _("La cuenta quedó vinculada con la meta, en todos los cortes de su año."))
        return redirect(found.get_desk_url())
    rows = [one for one in lines_at(found.cut_on) if _key(one) == _key(found)]
    total = added(as_line(one) for one in rows)
    context = {
        "trail": trail(Link(found.code, "")),
        "line": found,
        "facts": [
            Fact(_("Cuenta"), found.code),
            Fact(_("Sección"), found.section),
            Fact(_("Vigencia del gasto"), found.validity),
            Fact(_("Corte"), written_day(found.cut_on)),
        ],
        "figures": figures(total),
        "warnings": total.warnings,
        "rows": [
            (one.fund, in_pesos(one.definitive), in_pesos(one.committed), in_pesos(one.obliged), in_pesos(one.paid))
            for one in rows
        ],
        "links": account_links(found.cut_on.year).get((found.section_code, found.code), ()),
        "form": form,
        "may_edit": actor(request).has_perm(Perm.EDIT_SPENDING),
    }
    return render(request, "spending/staff/line.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_SPENDING)
@require_POST
def line_untie(request: HttpRequest, public_id: str) -> HttpResponse:
    """Not that one."""
    found = _line_of(public_id)
    links = AccountGoal.objects.filter(year=found.cut_on.year, section_code=found.section_code, code=found.code)
    untie_spending(get_object_or_404(links, public_id=_link(request)), by=actor(request))
    messages.success(request, _("La cuenta ya no está vinculada con esa meta."))
    return redirect(found.get_desk_url())


def _accounts(cut: date) -> list[Account]:
    """The accounts of a cut without those that add others up, each with its lines together."""
    rows = lines_at(cut)
    links = account_links(cut.year)
    above = totals_among(one.code for one in rows)
    groups: dict[tuple[str, str, str], list[BudgetLine]] = {}
    for one in rows:
        if one.code not in above:
            groups.setdefault(_key(one), []).append(one)
    return [_account(group, links.get((group[0].section_code, group[0].code), ())) for group in groups.values()]


def _account(rows: list[BudgetLine], goals: tuple[AccountGoal, ...]) -> Account:
    total = added(as_line(one) for one in rows)
    told = (in_pesos(total.definitive), in_pesos(total.committed), in_pesos(total.obliged), in_pesos(total.paid))
    return Account(rows[0], *told, total.warnings, goals)


def _key(one: BudgetLine) -> tuple[str, str, str]:
    return one.section_code, one.code, one.validity


def _contract_of(public_id: str) -> Contract:
    return get_object_or_404(Contract.objects.select_related("seen_in"), public_id=public_id)


def _line_of(public_id: str) -> BudgetLine:
    return get_object_or_404(BudgetLine, public_id=public_id)


def _link(request: HttpRequest) -> str:
    form = UntieForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("El formulario llegó incompleto."), way_out=_("Vuelva a la página e intente de nuevo."))
    return str(form.cleaned_data["link"])
