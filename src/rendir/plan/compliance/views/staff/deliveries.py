"""The year at work: every delivery, asked for by the address, counted, and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import units_of
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.spanish import fold, sort_key
from rendir.foundation.library.actions import MEDIA_TYPES
from rendir.foundation.organization.queries import spellings_of
from rendir.plan.compliance.exports.deliveries import FORMATS, render_deliveries
from rendir.plan.compliance.exports.wording import in_a_sentence
from rendir.plan.compliance.forms.deliveries import DeliveryFilter
from rendir.plan.compliance.queries import deliveries_of, warning_days, years_at_work
from rendir.plan.compliance.rules.standing import Delivery, Status
from rendir.plan.compliance.rules.tally import tally
from rendir.plan.compliance.rules.working_list import NOBODY, Selection, Standing, select, standings
from rendir.plan.compliance.views.staff.frame import address, frame, strategy_at_work
from rendir.plan.compliance.views.staff.rows import rows_of
from rendir.plan.planning.models import Strategy

PAGE = 100
_NAMES = {"csv": "CSV", "xlsx": "Excel"}
ASKED = tuple(DeliveryFilter.base_fields)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a year: all its deliveries as they stand today, those asked for, and whose are mine."""

    rows: tuple[Standing, ...]
    chosen: tuple[Standing, ...]
    selection: Selection
    mine: frozenset[str]


@requires(Perm.READ_EVIDENCE)
def home(request: HttpRequest) -> HttpResponse:
    """The year at work."""
    if not years_at_work():
        return render(request, "compliance/staff/nothing_yet.html")
    return redirect("compliance_desk:deliveries", strategy_at_work(None, clock.today()).year)


@requires(Perm.READ_EVIDENCE)
def deliveries(request: HttpRequest, year: int) -> HttpResponse:
    """Every delivery of the year by its last day, filtered by the address."""
    today = clock.today()
    strategy = strategy_at_work(year, today)
    asked = _asked(request, strategy)
    form = DeliveryFilter(request.GET, units=unit_choices(asked.rows), has_unit=bool(asked.mine))
    page = Paginator(asked.chosen, PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    counted = tally((row.delivery for row in asked.rows), today, warning_days=warning_days(today))
    context = {
        **frame(request, strategy, "deliveries"),
        "form": form,
        "page": page,
        "rows": rows_of(year, page.object_list, today),
        "total": len(asked.rows),
        "shown": len(asked.chosen),
        "is_filtered": asked.selection != Selection(),
        "is_narrowed": any(request.GET.get(name) for name in ASKED if name not in {"q", "estado", "mias"}),
        "sentence": in_a_sentence(counted),
        "tally": counted,
        "statuses": _statuses(request, asked),
        "downloads": _downloads(request, year),
    }
    return render(request, "compliance/staff/deliveries.html", context)


@requires(Perm.READ_EVIDENCE)
def deliveries_file(request: HttpRequest, year: int, extension: str) -> HttpResponse:
    """What the list shows, as a file."""
    strategy = strategy_at_work(year, clock.today())
    kind = extension.lower()
    if kind not in FORMATS:
        message = _("La lista no se descarga en el formato «%(name)s».") % {"name": extension}
        raise NotFound(message, way_out=_("Puede descargarla en CSV o en Excel."))
    data = render_deliveries(_asked(request, strategy).chosen, kind)
    name = f"entregas-{year}-{clock.today():%Y%m%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=MEDIA_TYPES[kind], headers=headers)


def unit_choices(rows: Sequence[Standing]) -> list[tuple[str, str]]:
    """Who answers for something in the year, by folded name; «nobody» where something has no responsible."""
    names = {fold(one.name): one.name for row in rows for one in row.delivery.promise.facts.responsibles}
    known = sorted(names.items(), key=lambda item: sort_key(item[1]))
    return known + ([(NOBODY, _("Por definir"))] if any(_is_nobodys(row.delivery) for row in rows) else [])


def _is_nobodys(delivery: Delivery) -> bool:
    return not delivery.promise.facts.responsibles


def _asked(request: HttpRequest, strategy: Strategy) -> Asked:
    today = clock.today()
    rows = standings(deliveries_of(strategy), today, warning_days=warning_days(today))
    ordered = tuple(sorted(rows, key=lambda row: (row.delivery.promise.due_on, row.delivery.promise.place)))
    selection = Selection.from_query(request.GET.dict())
    mine = spellings_of(units_of(actor(request)))
    return Asked(ordered, select(ordered, selection, mine=mine), selection, mine)


def _statuses(request: HttpRequest, asked: Asked) -> list[Link]:
    """Each way to stand with how many of what is otherwise asked for stand so: a press shows only those."""
    wide = Selection.from_query({**request.GET.dict(), "estado": ""})
    rows = select(asked.rows, wide, mine=asked.mine)
    counts = {status: sum(row.status == status for row in rows) for status in Status}
    chosen = asked.selection.status
    links = [Link(_("Todas"), address(request.GET, ASKED, estado=""), chosen is None, len(rows))]
    return links + [
        Link(status.label, address(request.GET, ASKED, estado=status.value), status == chosen, number)
        for status, number in counts.items()
        if number or status == chosen
    ]


def _downloads(request: HttpRequest, year: int) -> list[Download]:
    query = address(request.GET, ASKED)
    return [
        Download(reverse("compliance_desk:deliveries_file", args=[year, kind]) + (query if query != "?" else ""), name)
        for kind, name in _NAMES.items()
    ]
