"""Give and end hats, and say who takes over what a hat leaves."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actions import atomic, change, check, create, remove
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.notices.actions import queue_notice
from rendir.foundation.organization.models import Unit

_A_DAY = timedelta(days=1)


def give_role(
    person: Person,
    role: Role,
    *,
    unit: Unit | None = None,
    starts_on: date,
    ends_on: date | None = None,
    is_head: bool = False,
    by: Actor,
) -> Membership:
    """Give a hat. The same hat again, while it is worn or is still to come, changes its end, may begin earlier and may
    come to head its unit; one that is over stays as it was. `Invalid` where it would end before it starts.
    """
    worn = _same(person, role, unit, not_over_by=starts_on)
    first_day = worn.starts_on if worn else starts_on
    if ends_on is not None and ends_on < first_day:
        message = _("El rol terminaría antes de empezar (%(day)s).") % {"day": f"{first_day:%d/%m/%Y}"}
        raise Invalid(message, way_out=_("Escriba un último día igual o posterior al primero."))
    if is_head and unit is None:
        message = _("Quien dirige, dirige una dependencia.")
        raise Invalid(message, way_out=_("Escoja la dependencia."))
    if worn:
        with atomic():
            if starts_on < first_day:
                _change(worn, {"starts_on": starts_on}, by=by)
            successor, heads = worn.successor if ends_on else None, is_head or worn.is_head
            return arrange_role(worn, ends_on=ends_on, successor=successor, is_head=heads, expected=worn.version, by=by)
    hat = Membership(person=person, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on, is_head=is_head)
    return create(hat, perm=Perm.MANAGE_PEOPLE, by=by)


def arrange_role(
    hat: Membership, *, ends_on: date | None, successor: Person | None, is_head: bool, expected: int, by: Actor
) -> Membership:
    """Say when a hat ends, who takes over then, and whether it heads its unit.

    The successor gets the same hat from the day after and is told; without one, whoever heads the unit takes over.
    What an earlier successor had not begun yet is taken back. `Invalid` where there is nothing to take over, or where
    nobody would be left who manages people.
    """
    check(Perm.MANAGE_PEOPLE, hat, by=by)
    _must_make_sense(hat, ends_on, successor, is_head=is_head)
    arranged = {"ends_on": ends_on, "successor": successor, "is_head": is_head}
    if all(getattr(hat, name) == value for name, value in arranged.items()) and hat.version == expected:
        return hat
    is_same_handover = (hat.ends_on, hat.successor) == (ends_on, successor)
    with atomic():
        if not is_same_handover:
            _take_back(hat, by=by)
        change(hat, arranged, perm=Perm.MANAGE_PEOPLE, by=by, expected=expected)
        if successor is not None and not is_same_handover:
            _pass_on(hat, successor, by=by)
        _must_leave_somebody(hat)
    return hat


def end_role(hat: Membership, *, on: date, by: Actor) -> Membership:
    """The last day of a hat. One that ended earlier stays ended, and who takes over begins the day after."""
    last_day = max(min(on, hat.ends_on or on), hat.starts_on)
    return arrange_role(
        hat, ends_on=last_day, successor=hat.successor, is_head=hat.is_head, expected=hat.version, by=by
    )


def withdraw_role(hat: Membership, *, by: Actor) -> None:
    """Take back a hat that nobody wears yet. `Invalid` where it was worn already: that stays in the record."""
    check(Perm.MANAGE_PEOPLE, hat, by=by)
    if hat.starts_on <= clock.today():
        message = _("Este rol ya empezó.")
        raise Invalid(message, way_out=_("Termínelo hoy: lo que se hizo con él se conserva."))
    with atomic():
        _take_back(hat, by=by)
        remove(hat, perm=Perm.MANAGE_PEOPLE, by=by)


def _same(person: Person, role: str, unit: Unit | None, *, not_over_by: date) -> Membership | None:
    """The hat of that kind that somebody wears on that day or, failing that, is the next to be worn."""
    same = Membership.objects.not_over_by(not_over_by).filter(person=person, role=role, unit=unit)
    return same.select_related("person", "unit", "successor").order_by("starts_on").first()


def _change(hat: Membership, fields: dict[str, object], *, by: Actor) -> Membership:
    return change(hat, fields, perm=Perm.MANAGE_PEOPLE, by=by, expected=hat.version)


def _must_make_sense(hat: Membership, ends_on: date | None, successor: Person | None, *, is_head: bool) -> None:
    if ends_on is not None and ends_on < hat.starts_on:
        message = _("El rol terminaría antes de empezar (%(day)s).") % {"day": f"{hat.starts_on:%d/%m/%Y}"}
        raise Invalid(message, way_out=_("Escriba un último día igual o posterior al primero."))
    if is_head and hat.unit_id is None:
        message = _("Quien dirige, dirige una dependencia.")
        raise Invalid(message, way_out=_("Déle el rol en la dependencia que dirige."))
    if successor is None:
        return
    if ends_on is None:
        message = _("Un rol sin último día no lo recibe nadie.")
        raise Invalid(message, way_out=_("Escriba hasta cuándo lo tiene, o deje vacío quién recibe."))
    if successor.pk == hat.person_id or not successor.is_active:
        message = _("%(name)s no puede recibir este trabajo.") % {"name": successor.name}
        raise Invalid(message, way_out=_("Escoja a otra persona que pueda entrar."))


def _take_back(hat: Membership, *, by: Actor) -> None:
    """The hat that the earlier successor was to wear, if it was given for that and they do not wear it yet."""
    if hat.successor_id is None or hat.ends_on is None:
        return
    given = Membership.objects.filter(person=hat.successor_id, role=hat.role, unit=hat.unit_id)
    for one in given.filter(starts_on=hat.ends_on + _A_DAY, starts_on__gt=clock.today()):
        remove(one, perm=Perm.MANAGE_PEOPLE, by=by)


def _pass_on(hat: Membership, successor: Person, *, by: Actor) -> None:
    """The same hat for the successor, from the day after, unless they wear it then already; and a notice of it."""
    last_day = hat.ends_on or clock.today()
    first_day = last_day + _A_DAY
    theirs = _same(successor, hat.role, hat.unit, not_over_by=first_day)
    if theirs is None:
        new = Membership(person=successor, role=hat.role, unit=hat.unit, starts_on=first_day, is_head=hat.is_head)
        create(new, perm=Perm.MANAGE_PEOPLE, by=by)
    elif theirs.starts_on > first_day:
        _change(theirs, {"starts_on": first_day}, by=by)
    _tell(hat, successor, first_day)


def _tell(hat: Membership, successor: Person, first_day: date) -> None:
    what = _("%(role)s, %(unit)s") if hat.unit else "%(role)s"
    named = what % {"role": hat.get_role_display(), "unit": hat.unit}
    body = _(
        "Buen día, %(name)s. Desde el %(day)s usted recibe el trabajo de %(from)s: %(what)s. Lo verá en Mi trabajo."
    )
    queue_notice(
        key=f"handover {hat.public_id} {successor.public_id} {first_day:%Y-%m-%d}",
        person=successor.public_id,
        to_name=successor.name,
        to_address=successor.email,
        subject=_("Usted recibe un trabajo el %(day)s") % {"day": written_day(first_day, "month")},
        body=body % {"name": successor.name, "day": written_day(first_day), "from": hat.person.name, "what": named},
        why=_("Termina el rol de otra persona y a usted le corresponde recibirlo."),
    )


def _must_leave_somebody(hat: Membership) -> None:
    """`Invalid` where the day after the end of this hat nobody would manage people."""
    managing = [role for role, card in ROLE_CARDS.items() if Perm.MANAGE_PEOPLE in card.permissions]
    if hat.ends_on is None or hat.role not in managing:
        return
    others = Membership.objects.worn_on(hat.ends_on + _A_DAY).filter(role__in=managing, person__is_active=True)
    if not others.exclude(pk=hat.pk).exists():
        message = _("Después de ese día nadie podría administrar las personas.")
        way_out = _("Dé antes a otra persona un rol que administre personas, o escoja quién recibe este.")
        raise Invalid(message, way_out=way_out)
