"""A form that arrives twice is received once: pressed twice, sent again after a line dropped or a bad day of the site.

For forms that make something new that nothing else tells apart. One that changes something carries its version, and
one whose thing has a name of its own (a mail, a year) is refused by that name.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from rendir.foundation.accounts.access import actor
from rendir.foundation.audit.once import once
from rendir.foundation.core.components.forms import KEY_OF_SENDING

_NOT_ASKED = {KEY_OF_SENDING, "csrfmiddlewaretoken"}


def received_once(request: HttpRequest, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `act` answers, done once for each form shown (`{% form once=True %}`). A form without key is done."""
    key = request.POST.get(KEY_OF_SENDING, "")
    return once(key, act, asked=_asked(request), by=actor(request)) if key else act()


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Everything that came, files by their digest."""
    fields = {name: values for name, values in request.POST.lists() if name not in _NOT_ASKED}
    files = {name: [_digest(one) for one in found] for name, found in request.FILES.lists()}
    return {"path": request.path, "fields": fields, "files": files}


def _digest(file: Any) -> str:  # noqa: ANN401 - an uploaded file, whose kind Django's types leave open
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
