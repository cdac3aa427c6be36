"""The desk of topics: what waits, the candidates with their sources, the rounds, and those that look alike."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.versioned import done
from rendir.information.topics.actions import (
    add_source,
    add_topic,
    bring_back_topic,
    correct_topic,
    join_topic,
    part_topic,
    remove_source,
    withdraw_topic,
)
from rendir.information.topics.forms import IntoForm, ReasonForm, SourceForm, TopicForm
from rendir.information.topics.models import Topic, TopicRound, TopicSource
from rendir.information.topics.queries import candidates, sources_behind, suggestions, topic_of, waiting_proposals
from rendir.information.topics.states import TopicState

_ALIKE_SHOWN = 30


@requires(Perm.READ_TOPICS)
def home(request: HttpRequest) -> HttpResponse:
    """Everything of the topics at once."""
    person = actor(request)
    context = {
        "trail": trail(),
        "waiting": waiting_proposals().count(),
        "rounds": list(TopicRound.objects.all()),
        "topics": list(candidates()),
        "set_aside": list(Topic.objects.exclude(state=TopicState.CANDIDATE).select_related("joined_to")),
        "alike": len(suggestions()),
        "may_edit": person.has_perm(Perm.EDIT_TOPICS),
    }
    return render(request, "topics/staff/home.html", context)


@requires(Perm.EDIT_TOPICS)
def new(request: HttpRequest) -> HttpResponse:
    """Write a topic."""
    form = TopicForm(request.POST if request.method == "POST" else None, version=None, initial={})
    made: list[Topic] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(add_topic(title=data["title"], description=data["description"], by=actor(request)))

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("El tema quedó entre los candidatos. Anote de dónde viene."))
        return redirect("topics_desk:topic", made[0].slug)
    context = {"trail": trail(Link(_("Tema nuevo"), "")), "form": form}
    return render(request, "topics/staff/new.html", context, status=422 if form.errors else 200)


@requires(Perm.READ_TOPICS)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: its words, its sources, what can be done with it."""
    shown = topic_of(slug)
    form = _words(request, shown) if request.method == "POST" else None
    if form and form.is_valid() and done(form, lambda: _correct(request, shown, form)):
        messages.success(request, _("Quedó corregido."))
        return redirect("topics_desk:topic", shown.slug)
    return _page(request, shown, words=form)


@require_POST
@requires(Perm.EDIT_TOPICS)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Write where a topic comes from."""
    shown, form = topic_of(slug), SourceForm(request.POST, auto_id="fuente-%s")
    if form.is_valid() and done(form, lambda: add_source(shown, by=actor(request), **form.cleaned_data)):
        messages.success(request, _("La fuente quedó anotada."))
        return redirect("topics_desk:topic", shown.slug)
    return _page(request, shown, source=form)


@require_POST
@requires(Perm.EDIT_TOPICS)
def remove(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Take a source away that was written by mistake."""
    found = get_object_or_404(TopicSource, topic__slug=slug, public_id=public_id)
    remove_source(found, by=actor(request))
    messages.success(request, _("La fuente se quitó."))
    return redirect("topics_desk:topic", slug)


@require_POST
@requires(Perm.EDIT_TOPICS)
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Join, part, withdraw or bring back."""
    shown, by = topic_of(slug), actor(request)
    joining = IntoForm(request.POST, topics=candidates())
    leaving = ReasonForm(request.POST, auto_id="retirar-%s")
    acts: dict[str, tuple[IntoForm | ReasonForm | None, Callable[[], object]]] = {
        "unir": (joining, lambda: join_topic(shown, topic_of(joining.cleaned_data["other"]), by=by)),
        "retirar": (leaving, lambda: withdraw_topic(shown, reason=leaving.cleaned_data["reason"], by=by)),
        "separar": (None, lambda: part_topic(shown, by=by)),
        "traer": (None, lambda: bring_back_topic(shown, by=by)),
    }
    if step not in acts:
        raise NotFound(_("Ese paso no existe."), way_out=_("Vuelva al tema."))
    form, act = acts[step]
    if form is None:
        act()
    elif not (form.is_valid() and done(form, act)):
        return _page(request, shown, **{"joining" if step == "unir" else "leaving": form})  # type: ignore[arg-type] # each its own
    messages.success(request, _("Hecho. Se puede deshacer desde la página del tema."))
    return redirect("topics_desk:topic", shown.slug)


@requires(Perm.EDIT_TOPICS)
def alike(request: HttpRequest) -> HttpResponse:
    """Topics that may be one, and by which words."""
    known = {one.slug: one for one in candidates()}
    pairs = [(known[one.first], known[one.second], one) for one in suggestions()[:_ALIKE_SHOWN]]
    context = {"trail": trail(Link(_("Temas parecidos"), "")), "pairs": pairs}
    return render(request, "topics/staff/alike.html", context)


def trail(*links: Link) -> list[Link]:
    """From the desk to here."""
    home = Link(_("Mi trabajo"), reverse("portal_desk:desk"))
    return [home, Link(_("Temas"), reverse("topics_desk:home")), *links]


def _page(
    request: HttpRequest,
    shown: Topic,
    *,
    words: TopicForm | None = None,
    source: SourceForm | None = None,
    joining: IntoForm | None = None,
    leaving: ReasonForm | None = None,
) -> HttpResponse:
    bound = words or source or joining or leaving
    others = [one for one in candidates() if one.pk != shown.pk]
    context = {
        "trail": trail(Link(shown.title, "")),
        "topic": shown,
        "sources": sources_behind([shown])[shown.pk],
        "joined": list(shown.joined.all()),
        "may_edit": actor(request).has_perm(Perm.EDIT_TOPICS),
        "form": words or _words(request, shown),
        "source_form": source or SourceForm(initial={"on": clock.today()}, auto_id="fuente-%s"),
        "into_form": joining or IntoForm(topics=others),
        "leave_form": leaving or ReasonForm(auto_id="retirar-%s"),
        "bound": bound,
        "is_candidate": shown.state == TopicState.CANDIDATE,
    }
    return render(request, "topics/staff/topic.html", context, status=422 if bound else 200)


def _words(request: HttpRequest, shown: Topic) -> TopicForm:
    data = request.POST if request.method == "POST" and "title" in request.POST else None
    initial = {"title": shown.title, "description": shown.description}
    return TopicForm(data, version=shown.version, initial=initial)


def _correct(request: HttpRequest, shown: Topic, form: TopicForm) -> None:
    data = form.cleaned_data
    correct_topic(
        shown, title=data["title"], description=data["description"], expected=data["expected"], by=actor(request)
    )
