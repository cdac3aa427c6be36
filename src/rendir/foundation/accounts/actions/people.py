"""Invite a person, correct how they are called and written to, let them in or no longer."""

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from rendir.foundation.accounts.actions.entry import end_sessions
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import sort_key, squeeze


def invite_person(*, name: str, email: str, by: Actor) -> Person:
    """A new person, who cannot sign in until they choose a password. `Invalid` where the mail is known."""
    _must_be_unknown(email)
    name = squeeze(name)
    person = Person(name=name, sort_key=sort_key(name), email=email.lower(), password=make_password(None))
    return create(person, perm=Perm.MANAGE_PEOPLE, by=by)


def correct_person(person: Person, *, name: str, email: str, expected: int, by: Actor) -> Person:
    """Correct a name, or the mail with which somebody signs in. `Invalid` where the mail is another person's."""
    _must_be_unknown(email, but=person)
    name = squeeze(name)
    fields = {"name": name, "sort_key": sort_key(name), "email": email.lower()}
    return change(person, fields, perm=Perm.MANAGE_PEOPLE, by=by, expected=expected, verb="correct_person")


def set_active(person: Person, *, active: bool, by: Actor) -> Person:
    """Let a person in again, or no longer, at once. `Invalid` where it would lock oneself out: whoever closes an
    account stays, so that somebody manages people.
    """
    check(Perm.MANAGE_PEOPLE, person, by=by)
    if not active and by.actor_id == person.public_id:
        message = _("Usted no puede cerrar su propia cuenta.")
        raise Invalid(message, way_out=_("Pídalo a otra persona que administre las cuentas."))
    with atomic():
        change(person, {"is_active": active}, perm=Perm.MANAGE_PEOPLE, by=by, expected=person.version)
        if not active:
            end_sessions(person)
    return person


def _must_be_unknown(email: str, *, but: Person | None = None) -> None:
    known = Person.objects.filter(email__iexact=email).first()
    if known is not None and known != but:
        message = _("Ya hay una persona con el correo %(email)s.") % {"email": email}
        raise Invalid(message, way_out=_("Búsquela en la lista y déle el rol que falta."))
