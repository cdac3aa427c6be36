"""What is done with the entity, its units, its dates, the days that count and the terms."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from rendir.foundation.audit.actions import atomic, change, check, create, remove, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import fold, sort_key, squeeze
from rendir.foundation.organization.drawing import Contour, as_json
from rendir.foundation.organization.models import (
    CalendarException,
    Entity,
    ExceptionKind,
    StageWindow,
    TermChange,
    Unit,
    UnitAlias,
    UnitDistinction,
    UnitKind,
    Zone,
)
from rendir.foundation.organization.national_holidays import national_holidays
from rendir.foundation.organization.outline import OutlineZone, Place
from rendir.foundation.organization.queries import PlacedZone, find_unit, spellings_of, zones_in_force
from rendir.foundation.organization.states import EDIT_CALENDAR, EXCEPTION_FLOW, TERM_FLOW, RowState
from rendir.foundation.organization.terms import term_of

EDIT_ENTITY = "organization.edit_entity"
EDIT_UNITS = "organization.edit_units"
EDIT_ZONES = "organization.edit_zones"

_NOT_WITHDRAWN = {"withdrawn_on": None, "withdrawn_reason": ""}


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
    _must_have_come(on)
    return _write_alias(unit, name, on=on, by=by)


def keep_apart(name: str, other: str, *, by: Actor) -> UnitDistinction:
    """Say that two names are of two responsibles, so that joining them is not proposed again. Once is enough.

    `Invalid` where they are one already.
    """
    check(EDIT_UNITS, by=by)
    first, second = sorted((squeeze(name), squeeze(other)), key=fold)
    units = [find_unit(first), find_unit(second)]
    if fold(first) == fold(second) or (units[0] and units[0] == units[1]):
        message = _("«%(name)s» y «%(other)s» ya son una sola.") % {"name": first, "other": second}
        raise Invalid(message, way_out=_("Sepárelas primero en la página de la dependencia."))
    pair = {"folded": fold(first), "other_folded": fold(second)}
    if known := UnitDistinction.objects.filter(**pair).first():
        return known
    made = UnitDistinction(name=first, other_name=second, since=clock.today(), decided_role=by.actor_role, **pair)
    return create(made, perm=EDIT_UNITS, by=by, verb="keep_units_apart")


def forget_distinction(distinction: UnitDistinction, *, by: Actor) -> None:
    """What was said of two names holds no more: joining them may be proposed again."""
    remove(distinction, perm=EDIT_UNITS, by=by, verb="forget_distinction")


def remove_alias(alias: UnitAlias, *, by: Actor) -> None:
    """Take a spelling apart from its unit again."""
    remove(alias, perm=EDIT_UNITS, by=by)


def add_zone(
    name: str, *, kind: str, parent: Zone | None, code: str = "", starts_on: date | None = None, by: Actor
) -> Zone:
    """A new part of the territory. `Invalid` where there is one of that name and kind in the same place."""
    zone = Zone(kind=kind, parent=parent, code=squeeze(code), starts_on=starts_on, **_zone_name(name))
    _must_be_told_apart(zone)
    return create(zone, perm=EDIT_ZONES, by=by)


def add_zones(outline: Iterable[OutlineZone], *, by: Actor) -> int:
    """Write down a whole list; what is there already stays as it is. How many are new."""
    known: dict[tuple[Place, ...], Zone] = {place_of(one): one.zone for one in zones_in_force()}
    added = 0
    with atomic():
        for one in outline:
            if one.path not in known:
                known[one.path] = add_zone(one.name, kind=one.kind, parent=known.get(one.path[:-1]), by=by)
                added += 1
    return added


def edit_zone(
    zone: Zone,
    *,
    name: str,
    kind: str,
    parent: Zone | None,
    code: str,
    starts_on: date | None,
    expected: int,
    by: Actor,
) -> Zone:
    """Correct a zone, or put it inside another. `Invalid` where it would be inside itself."""
    check(EDIT_ZONES, zone, by=by)
    fields = {"kind": kind, "parent": parent, "code": squeeze(code), "starts_on": starts_on, **_zone_name(name)}
    _must_be_told_apart(Zone(pk=zone.pk, **fields))
    around = parent
    while around is not None:
        if around.pk == zone.pk:
            message = _("Una zona no puede quedar dentro de sí misma ni de una de sus partes.")
            raise Invalid(message, way_out=_("Elija otra, o ninguna si está sola."))
        around = around.parent
    return change(zone, fields, perm=EDIT_ZONES, by=by, expected=expected)


def draw_zones(contours: Mapping[Zone, Contour], *, by: Actor) -> int:
    """Write down how zones are drawn; one that had another gets the new one. How many changed."""
    with atomic():
        return [_draw(zone, as_json(contour), by) for zone, contour in contours.items()].count(True)


def erase_drawing(*, by: Actor) -> int:
    """Leave every zone without a contour. How many had one."""
    with atomic():
        return [_draw(zone, None, by) for zone in Zone.objects.exclude(contour=None).order_by("pk")].count(True)


def _draw(zone: Zone, contour: object, by: Actor) -> bool:
    seen = zone.version
    change(zone, {"contour": contour}, perm=EDIT_ZONES, by=by, expected=seen, verb="draw_zone")
    return zone.version != seen


def end_zone(zone: Zone, *, on: date, reason: str, expected: int, by: Actor) -> Zone:
    """It exists until that day. Its parts have to be in another one first, or have ended."""
    check(EDIT_ZONES, zone, by=by)
    reason = _why(reason)
    if zone.parts.in_force().exists():
        message = _("«%(zone)s» todavía tiene zonas adentro.") % {"zone": zone.label}
        raise WrongState(message, way_out=_("Páselas a otra zona, o termínelas primero."))
    if zone.starts_on and on < zone.starts_on:
        message = _("Terminaría antes de empezar.")
        raise Invalid(message, way_out=_("Corrija el día, o desde cuándo existe."))
    fields = {"ends_on": on, "ended_reason": reason}
    return change(zone, fields, perm=EDIT_ZONES, by=by, expected=expected, verb="end_zone", reason=reason)


def reopen_zone(zone: Zone, *, expected: int, by: Actor) -> Zone:
    """It exists again. `Invalid` where another took its name, or where what holds it ended."""
    check(EDIT_ZONES, zone, by=by)
    if zone.parent and zone.parent.ends_on:
        message = _("«%(zone)s», donde queda, ya no existe.") % {"zone": zone.parent.label}
        raise WrongState(message, way_out=_("Haga que exista primero esa."))
    _must_be_told_apart(zone)
    return change(
        zone, {"ends_on": None, "ended_reason": ""}, perm=EDIT_ZONES, by=by, expected=expected, verb="reopen_zone"
    )


def place_of(placed: PlacedZone) -> tuple[Place, ...]:
    """Where a zone is, as a list of zones names it."""
    return tuple((one.kind, one.folded) for one in (*placed.inside, placed.zone))


def _zone_name(name: str) -> dict[str, str]:
    name = squeeze(name)
    if not name:
        message = _("Escriba el nombre de la zona.")
        raise Invalid(message)
    return {"name": name, "folded": fold(name)}


def _must_be_told_apart(zone: Zone) -> None:
    same = Zone.objects.in_force().filter(kind=zone.kind, folded=zone.folded, parent=zone.parent).exclude(pk=zone.pk)
    if same.exists():
        message = _("Ya está «%(zone)s» en ese lugar.") % {"zone": zone.label}
        raise Invalid(message, way_out=_("Escriba un nombre que las distinga, o diga en qué otra zona queda."))


def declare_stages(year: int, windows: Mapping[str, tuple[date, date]], *, by: Actor) -> None:
    """Declare the dates of a year's stages: what is not given is no longer declared."""
    declared = {one.stage: one for one in StageWindow.objects.filter(year=year)}
    with atomic():
        for stage in declared.keys() - windows.keys():
            remove(declared[stage], perm=EDIT_CALENDAR, by=by)
        for stage, (starts_on, ends_on) in windows.items():
            _declare_stage(declared.get(stage), year, stage, starts_on, ends_on, by)


def add_exception(kind: str, *, starts_on: date, ends_on: date, motive: str, act: str, by: Actor) -> CalendarException:
    """Days that an act takes from the calendar or adds to it. `Invalid` where they cannot be that."""
    check(EDIT_CALENDAR, by=by)
    exception = CalendarException(
        kind=kind, starts_on=starts_on, ends_on=ends_on, motive=squeeze(motive), act=squeeze(act)
    )
    exception.noted_on = clock.today()
    _must_make_sense(exception)
    return create(exception, perm=EDIT_CALENDAR, by=by)


def edit_exception(
    exception: CalendarException,
    *,
    kind: str,
    starts_on: date,
    ends_on: date,
    motive: str,
    act: str,
    why: str,
    expected: int,
    by: Actor,
) -> CalendarException:
    """Correct days that were noted wrong; `why` and what they said before stay in the ledger."""
    check(EDIT_CALENDAR, exception, by=by)
    if exception.state == RowState.WITHDRAWN:
        message = _("Lo retirado del calendario no se corrige.")
        raise WrongState(message, way_out=_("Vuelva a ponerlo primero, o anote los días de nuevo."))
    fields = {"kind": kind, "starts_on": starts_on, "ends_on": ends_on, "motive": squeeze(motive), "act": squeeze(act)}
    _must_make_sense(CalendarException(pk=exception.pk, **fields))
    why = _why(why)
    return change(exception, fields, perm=EDIT_CALENDAR, by=by, expected=expected, reason=why)


def withdraw_exception(exception: CalendarException, *, why: str, expected: int, by: Actor) -> CalendarException:
    """These days are again as in the rest of the country. What was noted stays to be read."""
    check(EDIT_CALENDAR, exception, by=by)
    why = _why(why)
    fields = {"withdrawn_on": clock.today(), "withdrawn_reason": why}
    return take(exception, EXCEPTION_FLOW, "withdraw_exception", fields, by=by, expected=expected, reason=why)


def put_back_exception(exception: CalendarException, *, expected: int, by: Actor) -> CalendarException:
    """Undo a withdrawal. `Invalid` where other days of the same kind took its place."""
    check(EDIT_CALENDAR, exception, by=by)
    _must_make_sense(exception)
    return take(exception, EXCEPTION_FLOW, "put_back_exception", _NOT_WITHDRAWN, by=by, expected=expected)


def change_term(key: str, value: int, *, starts_on: date, reason: str, norm: str, by: Actor) -> TermChange:
    """The value of a term from a day on. `Invalid` where it makes no sense or that day has one already."""
    check(EDIT_CALENDAR, by=by)
    wanted = TermChange(key=key, value=value, starts_on=starts_on, reason=squeeze(reason), norm=squeeze(norm))
    wanted.noted_on = clock.today()
    _must_be_a_value(wanted)
    _must_be_alone(wanted)
    return create(wanted, perm=EDIT_CALENDAR, by=by)


def withdraw_term_change(known: TermChange, *, why: str, expected: int, by: Actor) -> TermChange:
    """The term is again what it was before. What was changed stays to be read."""
    check(EDIT_CALENDAR, known, by=by)
    why = _why(why)
    fields = {"withdrawn_on": clock.today(), "withdrawn_reason": why}
    return take(known, TERM_FLOW, "withdraw_term_change", fields, by=by, expected=expected, reason=why)


def put_back_term_change(known: TermChange, *, expected: int, by: Actor) -> TermChange:
    """Undo a withdrawal. `Invalid` where another value took its place."""
    check(EDIT_CALENDAR, known, by=by)
    _must_be_alone(known)
    return take(known, TERM_FLOW, "put_back_term_change", _NOT_WITHDRAWN, by=by, expected=expected)


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


def _must_have_come(day: date) -> None:
    if day > clock.today():
        message = _("Ese día todavía no llega.")
        raise Invalid(message, way_out=_("Escriba desde qué día son la misma: hoy, o antes."))


def _write_alias(unit: Unit, name: str, *, on: date, by: Actor) -> UnitAlias:
    """What was said, that this name and another of the unit are of two, holds no more."""
    folded, others = fold(name), spellings_of([unit])
    said = Q(folded=folded, other_folded__in=others) | Q(folded__in=others, other_folded=folded)
    with atomic():
        for distinction in UnitDistinction.objects.filter(said):
            forget_distinction(distinction, by=by)
        return create(UnitAlias(unit=unit, name=name, folded=folded, since=on), perm=EDIT_UNITS, by=by)


def _why(written: str) -> str:
    why = squeeze(written)
    if not why:
        message = _("Falta la razón.")
        raise Invalid(message, way_out=_("Escriba por qué: queda en el registro, junto a lo que había."))
    return why


def _must_make_sense(exception: CalendarException) -> None:
    if not exception.motive or not exception.act:
        message = _("Faltan el motivo o el acto.")
        raise Invalid(message, way_out=_("Escriba qué pasa esos días y el decreto, la resolución o la circular."))
    if exception.ends_on < exception.starts_on:
        message = _("Termina antes de empezar.")
        raise Invalid(message, way_out=_("Escriba un último día igual o posterior al primero."))
    if exception.kind == ExceptionKind.OPENED:
        _must_be_a_free_saturday(exception)
    # Two people at once may still note the same days twice: harmless, a day is off only once.
    others = CalendarException.objects.in_force().exclude(pk=exception.pk)
    same = others.touching(exception.starts_on, exception.ends_on).filter(kind__in=_AGAINST[exception.kind]).first()
    if same:
        message = _("Esos días ya están anotados: %(known)s.") % {"known": same}
        raise Invalid(message, way_out=_("Corrija lo anotado, o retírelo primero."))


_AGAINST: dict[str, tuple[str, ...]] = {
    ExceptionKind.CLOSED: (ExceptionKind.CLOSED, ExceptionKind.OPENED),
    ExceptionKind.OPENED: (ExceptionKind.CLOSED, ExceptionKind.OPENED),
    ExceptionKind.SUSPENDED: (ExceptionKind.SUSPENDED,),
}
"""Which kinds say the same days twice, or say the contrary."""


def _must_be_a_free_saturday(exception: CalendarException) -> None:
    day = exception.starts_on
    if exception.ends_on != day or day.weekday() != 5:
        message = _("Solo un sábado se puede declarar hábil, uno cada vez.")
        raise Invalid(message, way_out=_("Los domingos y los festivos no cuentan (Ley 4 de 1913, art. 62)."))
    if any(span.first == day for span in national_holidays(day.year)):
        message = _("Ese sábado es festivo nacional y no cuenta.")
        raise Invalid(message, way_out=_("Elija otro sábado."))


def _must_be_a_value(wanted: TermChange) -> None:
    unit = term_of(wanted.key).unit
    least, most = unit.bounds
    if not least <= wanted.value <= most:
        message = _("%(unit)s: entre %(least)s y %(most)s.") % {"unit": unit.label, "least": least, "most": most}
        raise Invalid(message)
    if not wanted.reason or not wanted.norm:
        message = _("Faltan el motivo o la norma.")
        raise Invalid(message, way_out=_("Escriba por qué cambia y la norma o el acto que lo dice."))


def _must_be_alone(wanted: TermChange) -> None:
    others = TermChange.objects.in_force().filter(key=wanted.key, starts_on=wanted.starts_on).exclude(pk=wanted.pk)
    if others.exists():
        message = _("Ese término ya cambia ese día.")
        raise Invalid(message, way_out=_("Retire primero el cambio anotado, o elija otro día."))
