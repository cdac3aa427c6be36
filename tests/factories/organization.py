"""An entity, its units, its days off and its terms, made by the real steps."""

from datetime import date

from rendir.foundation.audit.actors import Job
from rendir.foundation.organization.actions import add_exception, add_unit, change_term, found_entity
from rendir.foundation.organization.models import CalendarException, Entity, TermChange, Unit, UnitKind

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
