"""What the entity spent, for everybody: contracts found by words, one of them, the budget at a cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Download, Fact, Link
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.foundation.core.refusal import NotFound
from rendir.information.spending.forms import ContractFilter
from rendir.information.spending.models import Contract, SpendingImport
from rendir.information.spending.queries import (
    Found,
    apart,
    contract_of,
    cuts,
    find_contracts,
    has_spending,
    last_imports,
    lines_at,
    public_goals_of,
)
from rendir.information.spending.rules.execution import Amounts, Branch, Line, added, branches, unknown
from rendir.information.spending.rules.shapes import What

TOPICS = ("spending", "goals", "organization", "plan")
_WITHOUT = "sin dato"


@public(topics=TOPICS)
def contracts(request: HttpRequest) -> HttpResponse:
    """Contracts by words, year, modality and goal, the newest first."""
    form = ContractFilter(request.GET)
    found = find_contracts(form.asked(request.GET.get("antes", "")))
    context = {
        "trail": _trail(),
        "tabs": tabs("contracts"),
        "form": form,
        "is_asked": bool(form.changed_data),
        "found": found,
        "lines": [line_of(one) for one in found.contracts],
        "next": _next(request, found),
        "brought": last_imports().get(What.CONTRACTS),
        "downloads": _downloads("contratos"),
    }
    return render(request, "spending/contracts.html", context)


@public(topics=TOPICS)
def contract(request: HttpRequest, public_id: str) -> HttpResponse:
    """One contract: what for, with whom, how much, when, to which goals, and where SECOP tells of it."""
    found = contract_of(public_id)
    if found is None:
        message = _("No hay un contrato con esta dirección.")
        raise NotFound(message, way_out=_("Búsquelo en la lista de contratos por sus palabras."))
    context = {
        "trail": _trail(Link(str(found), "")),
        "contract": found,
        "facts": facts_of(found),
        "goals": public_goals_of(found),
    }
    return render(request, "spending/contract.html", context)


@dataclass(frozen=True, slots=True)
class ShownBranch:
    """An account with what was done of it, in words for a bar."""

    branch: Branch
    url: str
    definitive: str
    committed: str
    obliged: str
    paid: str
    committed_bar: int | None
    committed_said: str
    paid_bar: int | None
    paid_said: str


@public(topics=TOPICS)
def budget(request: HttpRequest) -> HttpResponse:
    """The budget at a cut: how much was appropriated, committed, obliged and paid, and by account."""
    known = cuts()
    if not known:
        return render(request, "spending/no_budget.html", {"trail": _trail(), "tabs": tabs("budget")})
    cut = _cut_asked(request.GET.get("corte", ""), known)
    rows = lines_at(cut)
    current, left = apart(rows)
    account = request.GET.get("cuenta", "")
    shown = branches(current, account) or branches(current, "")
    context = {
        "trail": _trail(),
        "tabs": tabs("budget"),
        "cut": cut,
        "cuts": [Link(written_day(one), f"?corte={one}", current=one == cut) for one in known[:12]],
        "total": added(current),
        "left": added(left) if left else None,
        "figures": figures(added(current), unknown(current)),
        "account": _account(current, account),
        "branches": [_shown(one, cut, account) for one in shown],
        "sources": _sources(rows),
        "downloads": _downloads("presupuesto"),
    }
    return render(request, "spending/budget.html", context)


@dataclass(frozen=True, slots=True)
class Listed:
    """A contract of the list, its values in words: filters of a template cost half a list's rate."""

    url: str
    title: str
    subject: str
    supplier: str
    day: str
    value: str
    modality: str


def line_of(one: Contract, *, desk: bool = False) -> Listed:
    """A contract for a list."""
    return Listed(
        one.get_desk_url() if desk else one.get_absolute_url(),
        str(one),
        one.subject if len(one.subject) <= 180 else f"{one.subject[:179]}…",
        one.supplier or _WITHOUT,
        written_day(one.day, "short") if one.year else _WITHOUT,
        in_pesos(one.value),
        one.modality or _WITHOUT,
    )


def in_pesos(value: Decimal | None) -> str:
    """`$ 1.200.000`, or that nobody said."""
    return _WITHOUT if value is None else f"$\u00a0{written_number(value, 0)}"


def facts_of(one: Contract) -> list[Fact]:
    """What is known of a contract, in the order in which one asks."""
    days = ((_("Se firmó"), one.signed_on), (_("Empieza"), one.starts_on), (_("Termina"), one.ends_on))
    return [
        Fact(
            _("Contratista"),
            one.supplier,
            _("El nombre de las personas naturales no se repite aquí.") if one.is_person else "",
        ),
        Fact(_("Valor"), in_pesos(one.value)),
        Fact(_("Pagado"), in_pesos(one.paid)),
        *(Fact(term, written_day(day) if day else "") for term, day in days),
        Fact(_("Modalidad"), one.modality),
        Fact(_("Tipo"), one.kind),
        Fact(_("Estado en la fuente"), one.status),
        Fact(_("Número"), one.number),
        Fact(_("Proceso"), one.process),
    ]


def tabs(current: str) -> list[Link]:
    """Contracts and budget, one beside the other."""
    contracts, budget = has_spending()
    told = (("budget", _("Presupuesto"), budget), ("contracts", _("Contratos"), contracts))
    return [
        Link(label, reverse(f"spending:{key}"), key == current) for key, label, there in told if there or key == current
    ]


def figures(total: Amounts, lacking: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """The five amounts of a total, each in words with its share of the definitive appropriation, and of how many
    accounts it is not known.
    """
    told = (
        ("initial", _("Apropiación inicial"), None),
        ("definitive", _("Apropiación definitiva"), None),
        ("committed", _("Compromisos"), total.committed_share),
        ("obliged", _("Obligaciones"), total.obliged_share),
        ("paid", _("Pagos"), total.paid_share),
    )
    return [
        {
            "label": label,
            "value": in_pesos(getattr(total, name)),
            "bar": bar_of(share),
            "said": share_in_words(share),
            "lacking": (lacking or {}).get(name, 0),
        }
        for name, label, share in told
    ]


def bar_of(share: Decimal | None) -> int | None:
    """How long a bar is: never longer than the whole, whatever the words beside it say."""
    return None if share is None else min(100, int(share))


def share_in_words(share: Decimal | None) -> str:
    """`45,5 %`, or that nobody knows."""
    return _WITHOUT if share is None else f"{written_number(share, 1)} %"


def _shown(one: Branch, cut: date, account: str) -> ShownBranch:
    amounts = one.amounts
    leads = "" if one.is_leaf or one.code == account else f"?corte={cut}&cuenta={one.code}#cuentas"
    return ShownBranch(
        one,
        leads,
        in_pesos(amounts.definitive),
        in_pesos(amounts.committed),
        in_pesos(amounts.obliged),
        in_pesos(amounts.paid),
        bar_of(amounts.committed_share),
        _("%(share)s comprometido") % {"share": share_in_words(amounts.committed_share)},
        bar_of(amounts.paid_share),
        _("%(share)s pagado") % {"share": share_in_words(amounts.paid_share)},
    )


def _account(lines: tuple[Line, ...], code: str) -> Branch | None:
    """The account whose parts are shown; None at the top."""
    below = tuple(one for one in lines if one.code == code or one.code.startswith(f"{code}."))
    if not code or not below:
        return None
    name = next((one.name for one in lines if one.code == code), "")
    return Branch(code, name, added(below), len(below), is_leaf=False)


def _cut_asked(written: str, known: tuple[date, ...]) -> date:
    """The cut asked for, else the newest."""
    return next((one for one in known if str(one) == written), known[0])


def _sources(rows: Any) -> list[SpendingImport]:  # noqa: ANN401 - lines of a cut
    return list({one.seen_in_id: one.seen_in for one in rows}.values())


def _next(request: HttpRequest, found: Found) -> str:
    """The address of the next page: what is asked, and where this one ends."""
    if not found.next:
        return ""
    query = request.GET.copy()
    query["antes"] = found.next
    return f"?{query.urlencode()}"


def _downloads(name: str) -> list[Download]:
    kinds = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
    return [Download(reverse("opendata:download", args=[name, kind]), label) for kind, label in kinds]


def _trail(*links: Link) -> list[Link]:
    here = [Link(_("Contratos"), reverse("spending:contracts"))] if links else []
    return [Link(_("Inicio"), "/"), *here, *(links or (Link(_("Contratos y presupuesto"), ""),))]
