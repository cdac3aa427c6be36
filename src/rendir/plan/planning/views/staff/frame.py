"""What the pages of one year's strategy share: the strategy, the way around it, what this person may do."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import Invalid
from rendir.plan.planning.models import Activity, Strategy
from rendir.plan.planning.queries import activities_of


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with this strategy as it stands: buttons follow from it, and from nothing else."""

    edit: bool
    bring: bool
    units: bool


def strategy_of(year: int) -> Strategy:
    """The year's strategy, or a page that says there is none."""
    return get_object_or_404(Strategy, year=year)


def activity_of(strategy: Strategy, code: str) -> Activity:
    """One activity of the working copy. `Invalid` where somebody took it out meanwhile."""
    known = next((one for one in activities_of(strategy) if one.code == code.upper()), None)
    if known is None:
        message = _("%(code)s no está en el cronograma de %(year)s.") % {"code": code.upper(), "year": strategy.year}
        raise Invalid(message, way_out=_("Puede que alguien la retirara. Vuelva a la cuadrícula."))
    return known


def frame(request: HttpRequest, strategy: Strategy, here: str = "") -> dict[str, Any]:
    """The variables of `planning/staff/frame.html`. `here` is the name of the page among the tabs."""
    return {
        "strategy": strategy,
        "may": what_one_may(request, strategy),
        "begin_url": f"{reverse('planning_desk:begin')}?vigencia={strategy.year}",
        "pages": [
            Link(label, reverse(f"planning_desk:{name}", args=[strategy.year]), name == here)
            for name, label in _pages()
        ],
    }


def what_one_may(request: HttpRequest, strategy: Strategy | None) -> May:
    """Of editing, bringing in files, and putting units in order. Nothing of a closed year changes."""
    person = actor(request)
    is_open = strategy is None or strategy.is_open
    return May(
        edit=is_open and person.has_perm(Perm.EDIT_PLAN),
        bring=is_open and person.has_perm(Perm.IMPORT_PLAN),
        units=person.has_perm(Perm.EDIT_UNITS),
    )


def trail(strategy: Strategy, *further: Link) -> list[Link]:
    """The way back from a page of the strategy."""
    return [
        Link(_("Cronograma"), reverse("planning_desk:strategies")),
        Link(str(strategy.year), reverse("planning_desk:strategy", args=[strategy.year])),
        *further,
    ]


def grid_link(strategy: Strategy) -> Link:
    """To the grid."""
    return Link(_("Cuadrícula"), reverse("planning_desk:grid", args=[strategy.year]))


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where the form says one came from, if it is a page of this site."""
    wanted = request.POST.get("back", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else otherwise


def _pages() -> tuple[tuple[str, str], ...]:
    return (
        ("strategy", _("Resumen")),
        ("grid", _("Cuadrícula")),
        ("timeline", _("Línea de tiempo")),
        ("unit_view", _("Por dependencia")),
        ("team", _("Equipo")),
    )
