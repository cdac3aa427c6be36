"""Invite a person, give and take hats, set the first password."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import atomic, change, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import sort_key, squeeze
from rendir.foundation.organization.models import Unit


def invite_person(*, name: str, email: str, by: Actor) -> Person:
    """A new person, who cannot sign in until they choose a password. `Invalid` where the mail is known."""
    if Person.objects.filter(email__iexact=email).exists():
        message = _("Ya hay una persona con el correo %(email)s.") % {"email": email}
        raise Invalid(message, way_out=_("Búsquela en la lista y déle el rol que falta."))
    name = squeeze(name)
    person = Person(name=name, sort_key=sort_key(name), email=email.lower(), password=make_password(None))
    return create(person, perm=Perm.MANAGE_PEOPLE, by=by)


def give_role(
    person: Person, role: Role, *, unit: Unit | None = None, starts_on: date, ends_on: date | None = None, by: Actor
) -> Membership:
    """Give a hat. The same hat again changes only its end. `Invalid` where it would end before it starts."""
    worn = Membership.objects.filter(person=person, role=role, unit=unit).first()
    first_day = worn.starts_on if worn else starts_on
    if ends_on is not None and ends_on < first_day:
        message = _("El rol terminaría antes de empezar (%(day)s).") % {"day": f"{first_day:%d/%m/%Y}"}
        raise Invalid(message, way_out=_("Escriba un último día igual o posterior al primero."))
    if worn:
        return change(worn, {"ends_on": ends_on}, perm=Perm.MANAGE_PEOPLE, by=by, expected=worn.version)
    hat = Membership(person=person, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on)
    return create(hat, perm=Perm.MANAGE_PEOPLE, by=by)


def end_role(hat: Membership, *, on: date, by: Actor) -> Membership:
    """The last day of a hat. One that ended earlier stays ended."""
    last_day = max(min(on, hat.ends_on or on), hat.starts_on)
    return change(hat, {"ends_on": last_day}, perm=Perm.MANAGE_PEOPLE, by=by, expected=hat.version)


def set_active(person: Person, *, active: bool, by: Actor) -> Person:
    """Let a person in again, or no longer. `Invalid` where it would lock oneself out."""
    if not active and by.actor_id == person.public_id:
        message = _("Usted no puede cerrar su propia cuenta.")
        raise Invalid(message, way_out=_("Pídalo a otra persona que administre las cuentas."))
    return change(person, {"is_active": active}, perm=Perm.MANAGE_PEOPLE, by=by, expected=person.version)


def choose_password(person: Person, password: str) -> Person:
    """The person's own act, by the link they were given. `ValidationError` where the password is weak."""
    validate_password(password, person)
    with atomic():
        return change(
            person,
            {"password": make_password(password)},
            perm=Perm.ENTER_DESK,
            by=_Oneself(person),
            expected=person.version,
            verb="choose_password",
        )


class _Oneself:
    """A person acting on their own account, whatever hats they wear."""

    def __init__(self, person: Person) -> None:
        self.actor_id = person.public_id
        self.actor_role = "Titular de la cuenta"
        self.actor_unit = ""

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return perm == Perm.ENTER_DESK and getattr(obj, "public_id", None) == self.actor_id
