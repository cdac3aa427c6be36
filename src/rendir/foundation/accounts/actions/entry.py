"""What is done at the door: passwords, the invitations that lead to them, open sessions, the second step."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rendir.foundation.accounts import invitations
from rendir.foundation.accounts.models import Invitation, OpenSession, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.sessions import Digest
from rendir.foundation.audit.actions import atomic, change, check, create, record, remove
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import new_public_id
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid

# --- invitations and passwords ---------------------------------------------------------------------------------------


def make_invitation(person: Person, *, by: Actor) -> Invitation:
    """A link and a code by which somebody chooses a password, good for some days; those given before stop working.

    `Invalid` where the person's access is closed.
    """
    check(Perm.MANAGE_PEOPLE, person, by=by)
    if not person.is_active:
        message = _("El acceso de %(name)s está cerrado.") % {"name": person.name}
        raise Invalid(message, way_out=_("Abra primero su acceso."))
    public_id = new_public_id()
    invitation = Invitation(
        public_id=public_id,
        person=person,
        code_digest=invitations.code_digest(invitations.code_of(public_id)),
        expires_on=clock.today() + timedelta(days=invitations.DAYS),
    )
    with atomic():
        for earlier in person.invitations.filter(used_at=None):
            remove(earlier, perm=Perm.MANAGE_PEOPLE, by=by)
        return create(invitation, perm=Perm.MANAGE_PEOPLE, by=by)


def accept_invitation(invitation: Invitation, password: str) -> Person:
    """Choose a password by an invitation, which is then spent. `ValidationError` where the password is weak, `Stale`
    where somebody used the invitation meanwhile.
    """
    return choose_password(invitation.person, password)


def choose_password(person: Person, password: str) -> Person:
    """The person's own act. `ValidationError` where the password is weak.

    Whoever was in with the password before is out, and no invitation opens the door any more.
    """
    validate_password(password, person)
    oneself = _Oneself(person)
    with atomic():
        change(
            person,
            {"password": make_password(password)},
            perm=Perm.ENTER_DESK,
            by=oneself,
            expected=person.version,
            verb="choose_password",
        )
        for waiting in person.invitations.filter(used_at=None):
            spent = {"used_at": clock.now()}
            change(waiting, spent, perm=Perm.ENTER_DESK, by=oneself, expected=waiting.version, verb="use_invitation")
        end_sessions(person)
    return person


# --- sessions --------------------------------------------------------------------------------------------------------


def close_session(person: Person, digest: str) -> None:
    """Close one of one's own sessions. Another's, or one that ended meanwhile, closes nothing."""
    _close(OpenSession.objects.filter(person=person, session_key=Digest(digest)), person, by=person)


def close_other_sessions(person: Person, *, this: str | None) -> int:
    """Close one's own sessions but the one that asks, by its key; gives how many."""
    return _close(OpenSession.objects.filter(person=person).exclude(session_key=this or ""), person, by=person)


def close_sessions_of(person: Person, *, by: Actor) -> int:
    """Close everything somebody has open: a contract that ended, a telephone that was lost. Gives how many."""
    check(Perm.MANAGE_PEOPLE, person, by=by)
    return _close(OpenSession.objects.filter(person=person), person, by=by)


def end_sessions(person: Person) -> int:
    """Let a person's sessions end with what ends them (a new password, a closed access), whose entry says it."""
    return OpenSession.objects.filter(person=person).delete()[0]


def _close(sessions: QuerySet[OpenSession], person: Person, *, by: Actor) -> int:
    """Delete the rows and write down how many, never from where they came."""
    with atomic():
        closed = sessions.delete()[0]
        if closed:
            record(person, verb="close_sessions", by=by, public={"sessions": closed})
    return closed


# --- the second step -------------------------------------------------------------------------------------------------


def remove_second_factor(person: Person, *, by: Actor) -> None:
    """Take away somebody's second step, whose telephone was lost with its codes: they come in by password again, and
    whoever is in with the old one is out. `Invalid` where there is none, or where it is one's own.
    """
    check(Perm.MANAGE_PEOPLE, person, by=by)
    if by.actor_id == person.public_id:
        message = _("Su propio segundo paso lo quita usted en «Seguridad de su cuenta».")
        raise Invalid(message, way_out=_("Allí se pregunta la contraseña antes."))
    with atomic():
        removed = Authenticator.objects.filter(user_id=person.pk).delete()[0]
        if not removed:
            message = _("%(name)s no tiene un segundo paso.") % {"name": person.name}
            raise Invalid(message)
        record(person, verb="remove_second_factor", by=by)
        end_sessions(person)


class _Oneself:
    """A person acting on their own account, whatever hats they wear."""

    def __init__(self, person: Person) -> None:
        self.actor_id = person.public_id
        self.actor_role = "Titular de la cuenta"
        self.actor_unit = ""

    def has_perm(self, perm: str, obj: object = None) -> bool:
        whose = getattr(obj, "person", obj)
        return perm == Perm.ENTER_DESK and getattr(whose, "public_id", None) == self.actor_id
