"""What a strategy waits for: files to decide about, gaps to fill, changes to publish; each with where to do it."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.spanish import count
from rendir.foundation.core.zone import BOGOTA
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import open_imports
from rendir.plan.planning.rules.comparison import Comparison
from rendir.plan.planning.rules.facts import ActivityFacts
from rendir.plan.planning.rules.selection import NOBODY
from rendir.plan.planning.states import StrategyState


def pending_of(strategy: Strategy, activities: Sequence[ActivityFacts], changes: Comparison | None) -> list[Link]:
    """In the order in which it is best done. Nothing waits once the year is closed."""
    if strategy.state == StrategyState.CLOSED:
        return []
    return [*_files(strategy), *_gaps(strategy, activities), *_publication(strategy, activities, changes)]


def _files(strategy: Strategy) -> Iterator[Link]:
    for one in open_imports(strategy):
        when = written_day(one.read_at.astimezone(BOGOTA), "short")
        label = _("Decidir sobre «%(file)s», leído el %(when)s") % {"file": one.filename, "when": when}
        yield Link(label, one.get_absolute_url())


def _gaps(strategy: Strategy, activities: Sequence[ActivityFacts]) -> Iterator[Link]:
    grid = reverse("planning_desk:grid", args=[strategy.year])
    nobody = [one for one in activities if not one.responsibles]
    if nobody:
        missing = count(len(nobody), _("actividad sin responsable"), _("actividades sin responsable"))
        yield Link(_("Completar %(missing)s") % {"missing": missing}, f"{grid}?{urlencode({'dependencia': NOBODY})}")
    untyped = [one for one in activities if not one.action_type]
    if untyped:
        missing = count(len(untyped), _("actividad sin tipo de acción"), _("actividades sin tipo de acción"))
        yield Link(_("Completar %(missing)s") % {"missing": missing}, grid)


def _publication(strategy: Strategy, activities: Sequence[ActivityFacts], changes: Comparison | None) -> Iterator[Link]:
    if not activities:
        begin = reverse("planning_desk:begin")
        yield Link(_("Traer el cronograma"), f"{begin}?{urlencode({'vigencia': strategy.year})}")
    elif changes is None:
        label = _("Adoptar la estrategia: todavía nadie de afuera la ve")
        yield Link(label, reverse("planning_desk:adopt", args=[strategy.year]))
    elif not changes.is_empty:
        number = len(changes.added) + len(changes.removed) + len(changes.changed)
        label = _("Publicar %(changes)s desde la versión en vigor") % {"changes": count(number, "cambio", "cambios")}
        yield Link(label, reverse("planning_desk:publish", args=[strategy.year]))
