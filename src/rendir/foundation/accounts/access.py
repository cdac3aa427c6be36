"""Who may see a page: the first line of every view, and the backend that answers `has_perm`.

`@public` opens a page to everybody; with `topics` it also versions it (see `freshness`): it answers 304 while nothing
that it reads changed.
`@requires(Perm.X)` keeps a page for people who may.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast, overload

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

from rendir.foundation.accounts.freshness import SAFE_METHODS, versioned
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.held import standing_at
from rendir.foundation.audit.queries import standing
from rendir.foundation.core.refusal import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class RoleBackend(BaseBackend):
    """What a person may do follows from the hats worn today, and from nothing else."""

    def has_perm(self, user_obj: Person | AnonymousUser, perm: str, obj: Any = None) -> bool:  # noqa: ANN401 - Django's own signature
        if not isinstance(user_obj, Person) or not user_obj.is_active:
            return False
        asked = Perm(perm)
        hats = [hat for hat in user_obj.hats_in_hand if asked in ROLE_CARDS[Role(hat.role)].permissions]
        if obj is None or asked.wider is None or user_obj.has_perm(asked.wider):
            return bool(hats)
        return any(hat.unit_id in obj.unit_ids for hat in hats)

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
            if not actor(request).has_perms(perms):
                message = "Su rol no permite ver esta página."
                raise NotAllowed(message, way_out="Pida el acceso a quien lidera el equipo de rendición de cuentas.")
            with standing_at(standing(())[1] if request.method in SAFE_METHODS else ""):
                response = view(request, *args, **kwargs)
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
