"""Vote in a round: without an account, once from each device or with each code."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rendir.foundation.accounts.access import public
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import TooMany
from rendir.foundation.core.versioned import done
from rendir.information.topics.actions.voting import cast_ballot, has_voted, new_device
from rendir.information.topics.exports.wording import days_in_words
from rendir.information.topics.forms import VoteForm
from rendir.information.topics.models import TopicRound
from rendir.information.topics.queries import asks_for_votes, criteria_of, options_of, public_rounds, round_of
from rendir.information.topics.views.public import trail

COOKIE, _SALT = "rendir_voto", "rendir.topics.device"
_A_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballot. The device is known by a cookie that says nothing else, set when the ballot is shown."""
    shown = round_of(slug, rows=public_rounds())
    device = _device(request)
    form = VoteForm(
        request.POST if request.method == "POST" else None,
        topics=[one.topic for one in options_of(shown)],
        most=shown.most_choices,
        needs_code=shown.needs_code,
    )
    if request.method == "POST" and form.is_valid() and done(form, lambda: _cast(request, shown, form, device)):
        return redirect(f"{request.path}?gracias=1")
    context = {
        "trail": trail(Link(shown.title, shown.get_absolute_url()), Link(_("Votar"), "")),
        "round": shown,
        "days": days_in_words(shown.opens_on, shown.closes_on),
        "form": form,
        "takes_votes": shown.takes_votes_on(clock.today()) and asks_for_votes(criteria_of(shown)),
        "thanks": "gracias" in request.GET,
        "has_voted": has_voted(shown, device),
    }
    response = render(request, "topics/vote.html", context, status=422 if form.errors else 200)
    _keep(request, response, device or new_device())
    return response


def _cast(request: HttpRequest, shown: TopicRound, form: VoteForm, device: str) -> None:
    if not ratelimit.consume(request, action="vote_topics"):
        message = _("Desde su red llegaron muchos votos en poco tiempo.")
        raise TooMany(message, way_out=_("Espere cinco minutos y vote otra vez: lo que marcó sigue aquí."))
    cast_ballot(shown, form.cleaned_data["choices"], device=device, code=form.cleaned_data["code"])


def _device(request: HttpRequest) -> str:
    """What the device is known by; nothing where it is not known yet or the cookie is not ours."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=_SALT) or "")


def _keep(request: HttpRequest, response: HttpResponse, device: str) -> None:
    response.set_signed_cookie(
        COOKIE,
        device,
        salt=_SALT,
        max_age=_A_YEAR,
        path="/temas/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
