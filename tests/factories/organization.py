"""An entity, its units, its days off and its terms, made by the real steps."""

from datetime import date

from rendir.foundation.audit.actors import Job
from rendir.foundation.organization.actions import add_exception, add_unit, add_zones, change_term, found_entity
from rendir.foundation.organization.models import CalendarException, Entity, TermChange, Unit, UnitKind, Zone
from rendir.foundation.organization.outline import read_outline
from rendir.foundation.organization.queries import zones_in_force

BY = Job("tests")


def an_entity() -> Entity:
    """The one entity of the installation."""
    return found_entity(name="Municipio de Alsabana", short_name="Alcaldía de Alsabana", by=BY)


def a_unit(name: str = "Secretaría de Planeación", *, kind: str = UnitKind.UNIT, starts_on: date | None = None) -> Unit:
    """A unit of that name."""
    return add_unit(name, kind=kind, starts_on=starts_on, by=BY)


def days_noted(
    kind: str, first: date, last: date | None = None, *, motive: str = "Fiestas patronales", act: str = "Decreto 45"
) -> CalendarException:
    """Days that the entity noted in its calendar; one day without `last`."""
    return add_exception(kind, starts_on=first, ends_on=last or first, motive=motive, act=act, by=BY)


def a_changed_term(key: str, value: int, starts_on: date) -> TermChange:
    """A term that has that value from a day on."""
    return change_term(key, value, starts_on=starts_on, reason="Lo decidió el comité", norm="Acta 3", by=BY)


def a_territory(text: str = "Comuna 1; Barrio Centro\nCorregimiento El Roble\n    Vereda La Palma") -> dict[str, Zone]:
    """The zones of a list, by the name people say."""
    add_zones(read_outline(text).zones, by=BY)
    return {one.zone.label: one.zone for one in zones_in_force()}
