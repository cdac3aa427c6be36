"""The catalogue of rights: load those of the Constitution, add others, correct them, stop using one."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, create_many
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.information.goals.models import Right
from rendir.information.goals.reference import constitutional_rights


def load_constitution(*, by: Actor) -> int:
    """Add the rights of the Constitution that the catalogue does not have. Gives how many; those that are there stay as
    the entity wrote them.
    """
    check(Perm.EDIT_GOALS, by=by)
    known = set(Right.objects.values_list("code", flat=True))
    new = [
        Right(code=f"cp-{one.article}", name=one.name, norm=one.norm, words=one.words, position=one.article)
        for one in constitutional_rights()
        if f"cp-{one.article}" not in known
    ]
    with atomic():
        create_many(new, perm=Perm.EDIT_GOALS, by=by, verb="load_constitution")
    return len(new)


def add_right(*, code: str, name: str, norm: str, words: str = "", by: Actor) -> Right:
    """A right that the catalogue did not have. `Invalid` without its norm or where the code is taken."""
    _must_have_norm(norm)
    last = Right.objects.aggregate(last=Max("position"))["last"] or 0
    right = Right(code=code, name=squeeze(name), norm=squeeze(norm), words=squeeze(words), position=last + 1)
    try:
        with atomic(), transaction.atomic():
            return create(right, perm=Perm.EDIT_GOALS, by=by)
    except IntegrityError as error:
        message = _("Ya hay un derecho con el código «%(code)s».") % {"code": code}
        raise Invalid(message, way_out=_("Escriba otro código.")) from error


def correct_right(right: Right, *, name: str, norm: str, words: str, expected: int, by: Actor) -> Right:
    """Its name, its norm, the words that propose it."""
    _must_have_norm(norm)
    fields = {"name": squeeze(name), "norm": squeeze(norm), "words": squeeze(words)}
    with atomic():
        return change(right, fields, perm=Perm.EDIT_GOALS, by=by, expected=expected)


def withdraw_right(right: Right, *, reason: str, expected: int, by: Actor) -> Right:
    """Nothing more is tied to it; the links that are there stay."""
    reason = squeeze(reason)
    if not reason:
        message = _("Falta la razón.")
        raise Invalid(message, way_out=_("Escriba por qué deja de usarse."))
    fields = {"withdrawn_reason": reason[:300]}
    with atomic():
        return change(right, fields, perm=Perm.EDIT_GOALS, by=by, expected=expected, verb="withdraw_right")


def put_back_right(right: Right, *, expected: int, by: Actor) -> Right:
    """It may be tied to again."""
    fields = {"withdrawn_reason": ""}
    with atomic():
        return change(right, fields, perm=Perm.EDIT_GOALS, by=by, expected=expected, verb="put_back_right")


def _must_have_norm(norm: str) -> None:
    if not squeeze(norm):
        message = _("Falta la norma que reconoce el derecho.")
        raise Invalid(message, way_out=_("Escríbala, por ejemplo «Constitución Política, artículo 49»."))
