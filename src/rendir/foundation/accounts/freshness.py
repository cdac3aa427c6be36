"""Whether a public page changed since somebody read it: its tag, and the answer 304 while it stands.

The tag is made of the topic counters the page reads, the day, the address, the release and who reads.
"""

import hashlib
from collections.abc import Callable
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.decorators import sync_only_middleware

from rendir.foundation.audit.held import Standing, standing_at
from rendir.foundation.audit.queries import standing, versions_at
from rendir.foundation.core import clock

RELEASE = version("rendir")
SAFE_METHODS = frozenset({"GET", "HEAD"})


class Unchanged:
    """Answers 304 before anything else runs: what a stranger's browser holds needs one statement to be confirmed.

    Anything else (somebody signed in, a tag of another state) goes the whole way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_asked = "HTTP_IF_NONE_MATCH" in request.META and request.method in SAFE_METHODS
        if not is_asked or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        topics = _topics_at(request.path_info)
        return (_not_modified(request, tag_of(request, topics)) if topics else None) or self.get_response(request)


unchanged = sync_only_middleware(Unchanged)


def versioned(
    request: HttpRequest, render: Callable[[], HttpResponseBase], topics: tuple[str, ...]
) -> HttpResponseBase:
    """The page with its tag, or 304. The counters are read *before* rendering: after a change in between the next
    answer is fresh.
    """
    tag = tag_of(request, topics, reader=getattr(request.user, "public_id", ""))
    early = _not_modified(request, tag)
    if early is not None:
        return early
    with standing_at(_standing(request)):
        response = render()
    return _tagged(response, tag) if response.status_code == 200 else response


def tag_of(request: HttpRequest, topics: tuple[str, ...], *, reader: str = "") -> str:
    """The ETag of an address for a reader (their public id; empty for a stranger) as things stand."""
    counted = versions_at(_standing(request), topics)
    parts = (counted, clock.today().isoformat(), request.get_full_path(), RELEASE, reader)
    return f'W/"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def _standing(request: HttpRequest) -> Standing:
    """Asked once for each request."""
    if not hasattr(request, "_standing"):
        request._standing = standing()  # type: ignore[attr-defined] # noqa: SLF001 - kept where it ends with the request
    found: Standing = request._standing  # type: ignore[attr-defined] # noqa: SLF001 - see above
    return found


def _topics_at(path: str) -> tuple[str, ...]:
    try:
        view = resolve(path).func
    except Resolver404:
        return ()
    topics: tuple[str, ...] = getattr(view, "topics", ())
    return topics


def _not_modified(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    answer = get_conditional_response(request, etag=tag, response=HttpResponse())
    return _tagged(answer, tag) if answer is not None and answer.status_code == 304 else None


def _tagged(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ("Cookie",))
    return response
