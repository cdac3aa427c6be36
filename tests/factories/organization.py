"""An entity and its units, made by the real steps."""

from datetime import date

from rendir.foundation.audit.actors import Job
from rendir.foundation.organization.actions import add_unit, found_entity
from rendir.foundation.organization.models import Entity, Unit, UnitKind

BY = Job("tests")


def an_entity() -> Entity:
    """The one entity of the installation."""
    return found_entity(name="Municipio de Alsabana", short_name="Alcaldía de Alsabana", by=BY)


def a_unit(name: str = "Secretaría de Planeación", *, kind: str = UnitKind.UNIT, starts_on: date | None = None) -> Unit:
    """A unit of that name."""
    return add_unit(name, kind=kind, starts_on=starts_on, by=BY)
