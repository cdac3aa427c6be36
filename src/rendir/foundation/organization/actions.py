"""What is done with the entity, its units and its dates."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from rendir.foundation.audit.actions import atomic, change, create, remove
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import fold, sort_key, squeeze
from rendir.foundation.organization.models import Entity, StageWindow, Unit, UnitAlias, UnitKind
from rendir.foundation.organization.queries import find_unit

EDIT_ENTITY = "organization.edit_entity"
EDIT_UNITS = "organization.edit_units"
EDIT_CALENDAR = "organization.edit_calendar"


def found_entity(*, name: str, short_name: str, by: Actor, **details: object) -> Entity:
    """Write down the entity this installation serves. `IntegrityError` where there is one already."""
    return create(Entity(pk=1, name=name, short_name=short_name, **details), perm=EDIT_ENTITY, by=by)


def edit_entity(entity: Entity, *, expected: int, by: Actor, **fields: object) -> Entity:
    """Correct the entity's data."""
    return change(entity, fields, perm=EDIT_ENTITY, by=by, expected=expected)


def add_unit(name: str, *, kind: str = UnitKind.UNIT, by: Actor, starts_on: date | None = None) -> Unit:
    """A new unit. `Invalid` where a unit or another spelling has that name already."""
    name = _unit_name(name)
    if known := find_unit(name):
        message = _("Ya existe «%(name)s».") % {"name": known.name}
        raise Invalid(message, way_out=_("Use esa, o escriba un nombre que las distinga."))
    unit = Unit(name=name, folded=fold(name), sort_key=sort_key(name), kind=kind, starts_on=starts_on)
    return create(unit, perm=EDIT_UNITS, by=by)


def edit_unit(unit: Unit, *, name: str, kind: str, ends_on: date | None, expected: int, by: Actor) -> Unit:
    """Correct a unit; its earlier name stays as another spelling, so that old schedules still find it."""
    name = _unit_name(name)
    same = find_unit(name)
    if same and same.pk != unit.pk:
        message = _("Ya existe «%(name)s».") % {"name": same.name}
        raise Invalid(message, way_out=_("Si son la misma dependencia, únalas en lugar de repetir el nombre."))
    earlier = unit.name
    with atomic():
        fields = {"name": name, "folded": fold(name), "sort_key": sort_key(name), "kind": kind, "ends_on": ends_on}
        change(unit, fields, perm=EDIT_UNITS, by=by, expected=expected)
        for alias in unit.aliases.filter(folded=unit.folded):
            remove(alias, perm=EDIT_UNITS, by=by)
        if fold(earlier) != unit.folded:
            _write_alias(unit, earlier, on=clock.today(), by=by)
    return unit


def add_alias(unit: Unit, name: str, *, on: date, by: Actor) -> UnitAlias:
    """Join another spelling to a unit, by a person's act. `Invalid` where the name is taken."""
    name = squeeze(name)
    if not name:
        message = _("Escriba la otra forma del nombre.")
        raise Invalid(message)
    if known := find_unit(name):
        message = _("«%(name)s» ya es «%(unit)s».") % {"name": name, "unit": known.name}
        raise Invalid(message, way_out=_("Quítela primero de allí si la quiere unir aquí."))
    return _write_alias(unit, name, on=on, by=by)


def remove_alias(alias: UnitAlias, *, by: Actor) -> None:
    """Take a spelling apart from its unit again."""
    remove(alias, perm=EDIT_UNITS, by=by)


def declare_stages(year: int, windows: Mapping[str, tuple[date, date]], *, by: Actor) -> None:
    """Declare the dates of a year's stages: what is not given is no longer declared."""
    declared = {one.stage: one for one in StageWindow.objects.filter(year=year)}
    with atomic():
        for stage in declared.keys() - windows.keys():
            remove(declared[stage], perm=EDIT_CALENDAR, by=by)
        for stage, (starts_on, ends_on) in windows.items():
            _declare_stage(declared.get(stage), year, stage, starts_on, ends_on, by)


def _unit_name(written: str) -> str:
    name = squeeze(written)
    if not name:
        message = _("La dependencia necesita un nombre.")
        raise Invalid(message, way_out=_("Escriba el nombre como aparece en los actos de la entidad."))
    return name


def _declare_stage(known: StageWindow | None, year: int, stage: str, starts: date, ends: date, by: Actor) -> None:
    if known is None:
        window = StageWindow(year=year, stage=stage, starts_on=starts, ends_on=ends)
        create(window, perm=EDIT_CALENDAR, by=by)
    else:
        fields = {"starts_on": starts, "ends_on": ends}
        change(known, fields, perm=EDIT_CALENDAR, by=by, expected=known.version)


def _write_alias(unit: Unit, name: str, *, on: date, by: Actor) -> UnitAlias:
    return create(UnitAlias(unit=unit, name=name, folded=fold(name), since=on), perm=EDIT_UNITS, by=by)
