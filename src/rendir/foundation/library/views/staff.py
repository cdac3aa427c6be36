"""Where people of the entity send large files, piece by piece, before a form says what they are for."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.library import receiving


@requires(Perm.FILES_ADD)
@require_POST
def upload_begin(request: HttpRequest) -> HttpResponse:
    """Announce a file."""
    return receiving.begin(
        request, by=actor(request), address=lambda public_id: reverse("library_desk:upload", args=[public_id])
    )


@requires(Perm.FILES_ADD)
@require_http_methods([*receiving.METHODS])
def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask how far it is, send a piece, finish it or leave it."""
    return receiving.go_on(request, public_id, by=actor(request), says_known=True)
