"""Propose a topic without an account, and see what became of it."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import TooMany
from rendir.foundation.core.versioned import done
from rendir.foundation.core.zone import day_in_bogota
from rendir.information.topics.actions import receive_proposal
from rendir.information.topics.forms import ProposalForm
from rendir.information.topics.models import TopicProposal
from rendir.information.topics.queries import proposal_of
from rendir.information.topics.views.public import trail


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def propose(request: HttpRequest) -> HttpResponse:
    """The form. A person looks at what comes before anybody else reads it; nothing that was typed is lost."""
    form = ProposalForm(request.POST if request.method == "POST" else None)
    received: list[TopicProposal] = []

    def act() -> None:
        if not ratelimit.consume(request, action="propose_topic"):
            message = _("Desde su red se enviaron muchas propuestas en poco tiempo.")
            raise TooMany(message, way_out=_("Espere cinco minutos y envíela otra vez: lo que escribió sigue aquí."))
        received.append(receive_proposal(**form.cleaned_data))

    if request.method == "POST" and form.is_valid() and done(form, act):
        return redirect(received[0])
    context = {"trail": trail(Link(_("Proponer un tema"), "")), "form": form}
    return render(request, "topics/propose.html", context, status=422 if form.errors else 200)


@never_cache
@public
def proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where a proposal is. Its words are shown to nobody: whoever wrote them knows them."""
    shown = proposal_of(public_id)
    context = {
        "trail": trail(Link(_("Su propuesta"), "")),
        "proposal": shown,
        "proposed_on": day_in_bogota(shown.proposed_at),
    }
    response = render(request, "topics/proposal.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
