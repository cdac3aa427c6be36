"""Who may see a page: the first line of every view, and the backend that answers `has_perm`.

`@public` opens a page to everybody; with `topics` it also versions it (see `freshness`): it answers 304 while nothing
that it reads changed.
`@requires(Perm.X)` keeps a page for people who may, once they have the second step that the house asks of their role.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast, overload

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from rendir.foundation.accounts.devices import device_in_words
from rendir.foundation.accounts.freshness import SAFE_METHODS, versioned
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import AnsweredByUnits, Perm
from rendir.foundation.accounts.queries import is_last_door, scope_of, second_factor_missing
from rendir.foundation.accounts.sessions import note_presence
from rendir.foundation.audit.held import NOWHERE, standing_at
from rendir.foundation.audit.queries import standing
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_KNOWN = frozenset(perm.value for perm in Perm)


class RoleBackend(BaseBackend):
    """What a person may do follows from the hats worn today, and from nothing else."""

    def has_perm(self, user_obj: Person | AnonymousUser, perm: str, obj: Any = None) -> bool:  # noqa: ANN401 - Django's own signature
        if not isinstance(user_obj, Person) or not user_obj.is_active or perm not in _KNOWN:
            return False
        asked = Perm(perm)
        scope = scope_of(user_obj, asked)
        if obj is None or not asked.is_unit_bound:
            return scope.is_somewhere
        return scope.covers(_units_of(obj, asked))

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.filter(pk=user_id, is_active=True).first()


@overload
def public(view: View[P]) -> View[P]: ...


@overload
def public(*, topics: tuple[str, ...]) -> Callable[[View[P]], View[P]]: ...


def public(view: View[P] | None = None, *, topics: tuple[str, ...] = ()) -> View[P] | Callable[[View[P]], View[P]]:
    """Open to everybody. With `topics`, answered by 304 while those topics and the day are the same."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not topics or request.method not in SAFE_METHODS:
                return view(request, *args, **kwargs)
            return versioned(request, lambda: view(request, *args, **kwargs), topics)

        opened.access = "public"  # type: ignore[attr-defined] # read by the test that walks the URLs
        opened.topics = topics  # type: ignore[attr-defined] # read by the middleware that answers what did not change
        return cast("View[P]", login_not_required(opened))

    return decorate if view is None else decorate(view)


def requires(*perms: Perm) -> Callable[[View[P]], View[P]]:
    """Kept for people with all these permissions; others get a page that says so."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = actor(request)
            with standing_at(standing() if request.method in SAFE_METHODS else NOWHERE):
                if not person.has_perms(perms):
                    message = _("Su rol no permite ver esta página.")
                    way_out = _("Pida el acceso a quien lidera el equipo de rendición de cuentas.")
                    raise NotAllowed(message, way_out=way_out)
                note_presence(request.session, device=_device(request), now=clock.now())
                response = _second_step_first(request, person) or view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            return response

        guarded.access = ",".join(perms)  # type: ignore[attr-defined] # read by the test that walks the URLs
        return cast("View[P]", guarded)

    return decorate


def actor(request: HttpRequest) -> Person:
    """Who is signed in. `NotAllowed` where nobody is: private views stand behind `LoginRequiredMiddleware`."""
    if not isinstance(request.user, Person):
        message = "Esta página es para el equipo de la entidad."
        raise NotAllowed(message, way_out="Entre con su correo y su clave.")
    return request.user


def _second_step_first(request: HttpRequest, person: Person) -> HttpResponseBase | None:
    """The way to set up the second step, where the house asks it of the person's role and the days given for it are
    over; None where the page may be seen. A form is refused with words instead, for what was typed is still in the
    browser, and whoever is the last that could lift the rule is let through.
    """
    missing = second_factor_missing(person)
    if missing is None or missing > clock.today() or is_last_door(person, clock.today()):
        return None
    if request.method in SAFE_METHODS:
        return redirect("mfa_index")
    message = _("Su rol pide un segundo paso para entrar, y usted todavía no lo tiene. Nada se guardó.")
    way_out = _("Actívelo en «Seguridad de su cuenta», vuelva a esta página y envíela otra vez.")
    raise NotAllowed(message, way_out=way_out)


def _device(request: HttpRequest) -> str:
    return device_in_words(request.headers.get("User-Agent", ""))


def _units_of(obj: object, perm: Perm) -> frozenset[int]:
    if not isinstance(obj, AnsweredByUnits):
        message = f"{perm} is bound to units: {type(obj).__name__} must say its `unit_ids`"
        raise TypeError(message)
    return obj.unit_ids
