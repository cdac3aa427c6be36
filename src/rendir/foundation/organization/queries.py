"""What is asked of the entity and its units."""

from collections.abc import Iterable

from rendir.foundation.audit.held import held
from rendir.foundation.core.spanish import fold
from rendir.foundation.organization.models import Entity, StageWindow, Unit, UnitAlias


@held
def current_entity() -> Entity | None:
    """The entity this installation serves; None before `rendir start`."""
    return Entity.objects.filter(pk=1).first()


def find_unit(name: str) -> Unit | None:
    """The unit of that name, or of which it is another spelling. Accents and capitals do not matter."""
    folded = fold(name)
    alias = UnitAlias.objects.filter(folded=folded).select_related("unit").first()
    return Unit.objects.filter(folded=folded).first() or (alias.unit if alias else None)


def find_units(names: Iterable[str]) -> dict[str, Unit]:
    """The known units among these names, by folded name, in two queries whatever their number."""
    folded = {fold(name) for name in names}
    known = {one.folded: one.unit for one in UnitAlias.objects.filter(folded__in=folded).select_related("unit")}
    return known | {unit.folded: unit for unit in Unit.objects.filter(folded__in=folded)}


def unit_names() -> list[str]:
    """Every name a unit is known by, longest first: what protects names that contain «y» when texts are split."""
    names = [*Unit.objects.values_list("name", flat=True), *UnitAlias.objects.values_list("name", flat=True)]
    return sorted(names, key=len, reverse=True)


@held
def stage_windows(year: int) -> dict[str, StageWindow]:
    """The dates declared for the year's stages, by stage."""
    return {window.stage: window for window in StageWindow.objects.filter(year=year)}
