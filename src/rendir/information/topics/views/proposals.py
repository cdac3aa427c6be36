"""What people and other apps proposed: it waits here until a person says what becomes of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.spanish import count
from rendir.foundation.core.versioned import done
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.screening import kinds_found
from rendir.information.audiences.queries import has_characterisation
from rendir.information.topics.actions import accept_proposal, bring_needs, decline_proposal
from rendir.information.topics.actions.proposals import NewSource
from rendir.information.topics.exports.wording import source_in_words
from rendir.information.topics.forms import IntoForm, ReasonForm, TopicForm
from rendir.information.topics.models import TopicProposal
from rendir.information.topics.queries import candidates, proposal_of, topic_of, waiting_proposals
from rendir.information.topics.rules.likeness import Worded, alike
from rendir.information.topics.states import ProposalState
from rendir.information.topics.views.staff import trail

_SHOWN = 100


@requires(Perm.READ_TOPICS)
def waiting(request: HttpRequest) -> HttpResponse:
    """The proposals that wait, the oldest first, and the last that were answered."""
    answered = TopicProposal.objects.exclude(state=ProposalState.WAITING).select_related("topic")
    context = {
        "trail": trail(Link(_("Propuestas"), "")),
        "waiting": list(waiting_proposals()[:_SHOWN]),
        "may_bring": actor(request).has_perm(Perm.EDIT_TOPICS) and has_characterisation(),
        "answered": list(answered.order_by("-proposed_at", "-pk")[:_SHOWN]),
    }
    return render(request, "topics/staff/proposals.html", context)


@require_POST
@requires(Perm.EDIT_TOPICS)
def needs(request: HttpRequest) -> HttpResponse:
    """Propose what the groups of value want to know."""
    brought = bring_needs(by=actor(request))
    told = count(brought, "necesidad nueva", "necesidades nuevas")
    messages.success(request, _("Se trajo de la caracterización: %(needs)s.") % {"needs": told})
    return redirect("topics_desk:proposals")


@requires(Perm.READ_TOPICS)
def proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """One proposal as it was written, with what may be personal in it."""
    return _page(request, proposal_of(public_id))


@require_POST
@requires(Perm.EDIT_TOPICS)
def answer(request: HttpRequest, public_id: str, step: str) -> HttpResponse:
    """Accept it as a topic, add it to one there is, or say why not."""
    shown, by = proposal_of(public_id), actor(request)
    if step == "tema":
        words = TopicForm(request.POST, version=shown.version, initial={})

        def accept() -> None:
            data = words.cleaned_data
            accept_proposal(
                shown, title=data["title"], description=data["description"], expected=data["expected"], by=by
            )

        if words.is_valid() and done(words, accept):
            messages.success(request, _("La propuesta es ahora un tema candidato."))
            return redirect("topics_desk:proposals")
        return _page(request, shown, words=words)
    if step == "sumar":
        into = IntoForm(request.POST, topics=candidates())
        if into.is_valid() and done(
            into, lambda: accept_proposal(shown, into=topic_of(into.cleaned_data["other"]), by=by)
        ):
            messages.success(request, _("La propuesta quedó como fuente de ese tema."))
            return redirect("topics_desk:proposals")
        return _page(request, shown, joining=into)
    if step != "responder":
        raise NotFound(_("Ese paso no existe."), way_out=_("Vuelva a la propuesta."))
    why = ReasonForm(request.POST, auto_id="responder-%s")
    if why.is_valid() and done(why, lambda: decline_proposal(shown, answer=why.cleaned_data["reason"], by=by)):
        messages.success(request, _("Quedó respondida: quien la propuso lee la razón."))
        return redirect("topics_desk:proposals")
    return _page(request, shown, why=why)


def _page(
    request: HttpRequest,
    shown: TopicProposal,
    *,
    words: TopicForm | None = None,
    joining: IntoForm | None = None,
    why: ReasonForm | None = None,
) -> HttpResponse:
    bound, known = words or joining or why, list(candidates())
    initial = {"title": shown.title, "description": shown.description}
    context = {
        "trail": trail(Link(_("Propuestas"), reverse("topics_desk:proposals")), Link(shown.public_id, "")),
        "proposal": shown,
        "proposed_on": day_in_bogota(shown.proposed_at),
        "personal": kinds_found(f"{shown.title}\n{shown.description}"),
        "sources": [source_in_words(NewSource.from_json(one).as_json()) for one in shown.sources],
        "alike": _like(shown, [Worded(one.slug, one.title, one.description) for one in known]),
        "waits": shown.state == ProposalState.WAITING,
        "may_edit": actor(request).has_perm(Perm.EDIT_TOPICS),
        "form": words or TopicForm(version=shown.version, initial=initial),
        "into_form": joining or IntoForm(topics=known),
        "why_form": why or ReasonForm(auto_id="responder-%s"),
        "bound": bound,
    }
    return render(request, "topics/staff/proposal.html", context, status=422 if bound else 200)


def _like(shown: TopicProposal, known: list[Worded]) -> list[tuple[str, str]]:
    """The topics that look like it, with the words that say so."""
    titles = {one.key: one.title for one in known}
    mine = Worded("", shown.title, shown.description)
    found = [pair for one in known for pair in alike([mine, one])]
    return [(titles[one.second], one.why) for one in sorted(found, key=lambda one: -one.score)[:3]]
