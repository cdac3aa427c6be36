"""What the words of the goals propose, accepted by a person; and the alignment, read and then published."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.information.goals.actions.alignment import digest_of_lines, publish_alignment
from rendir.information.goals.actions.links import Chosen, accept_links
from rendir.information.goals.exports.alignment import render_alignment
from rendir.information.goals.forms import PublishAlignmentForm
from rendir.information.goals.models import Alignment, Plan
from rendir.information.goals.queries import (
    PENDING,
    GoalsAsked,
    GoalSuggestions,
    lines_of_goals,
    published_alignments,
    select,
    suggestions_for,
    whole_plan,
)
from rendir.information.goals.reference import sdgs
from rendir.information.goals.rules.words import joined
from rendir.information.goals.states import PlanState
from rendir.information.goals.views.plan_desk import plan_link, plan_of, trail
from rendir.information.goals.views.public import counted_links

PAGE = 20


@requires(Perm.EDIT_GOALS)
def suggestions(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is proposed for the goals that wait, with the words why; a person marks what they accept."""
    shown = plan_of(public_id)
    waiting = select(whole_plan(shown, clock.today()), GoalsAsked(linking=PENDING))
    page = Paginator(suggestions_for(waiting), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    if request.method == "POST":
        number = accept_links(_chosen(request.POST, list(page.object_list)), by=actor(request))
        if number:
            messages.success(request, _("Vínculos aceptados: %(number)s.") % {"number": number})
        else:
            messages.info(request, _("No marcó ninguna sugerencia: no se vinculó nada."))
        return redirect(request.get_full_path())
    context = {
        "trail": trail(plan_link(shown), Link(_("Sugerencias"), "")),
        "plan": shown,
        "page": page,
        "rows": [_row(one) for one in page.object_list],
        "waiting": len(waiting),
    }
    return render(request, "goals/staff/suggestions.html", context)


@requires(Perm.PUBLISH_GOALS)
def alignment(request: HttpRequest, public_id: str) -> HttpResponse:
    """What would be published now, what was published, and publishing it."""
    shown = plan_of(public_id)
    known = [one for one in published_alignments(clock.today().year) if one.plan_id == shown.pk]
    whole = whole_plan(shown, clock.today())
    digest = digest_of_lines(lines_of_goals(one.goal for one in whole))
    data = request.POST if request.method == "POST" else None
    form = PublishAlignmentForm(data, seen=digest, is_again=bool(known))
    made: list[Alignment] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(
            publish_alignment(
                shown, render=render_alignment, reason=said.get("reason", ""), seen=said["seen"], by=actor(request)
            )
        )

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("La alineación quedó publicada: ya no cambia."))
        return redirect(made[0])
    context = {
        "trail": trail(plan_link(shown), Link(_("Alineación"), "")),
        "plan": shown,
        "form": form,
        "known": known,
        "counted": counted_links(whole),
        "may_publish": _may_publish(shown, known, digest),
        "is_public": shown.state == PlanState.PUBLIC,
        "is_of_this_year": clock.today().year in shown.all_years,
    }
    return render(request, "goals/staff/alignment.html", context, status=422 if form.errors else 200)


def _may_publish(shown: Plan, known: list[Alignment], digest: str) -> bool:
    is_new = not known or known[0].digest != digest
    return is_new and shown.state == PlanState.PUBLIC and clock.today().year in shown.all_years


def _chosen(said: QueryDict, rows: Iterable[GoalSuggestions]) -> Iterator[Chosen]:
    """The proposals of this page that were marked, as they are proposed now."""
    marked = set(said.getlist("vinculo"))
    for row in rows:
        for one in row.sdg:
            if f"{row.goal.public_id}:ods:{one.key}" in marked:
                yield Chosen(row.goal, sdg=one.key, note=_note(one.words))
        for right, one in row.rights:
            if f"{row.goal.public_id}:derecho:{right.code}" in marked:
                yield Chosen(row.goal, right=right, note=_note(one.words))


def _note(words: tuple[str, ...]) -> str:
    return _("Sugerido por %(words)s.") % {"words": joined(words)}


def _row(row: GoalSuggestions) -> dict[str, object]:
    """A goal with its proposals in words, and the value of each box."""
    goal = row.goal
    return {
        "goal": goal,
        "choices": [
            *((f"{goal.public_id}:ods:{one.key}", sdgs()[one.key].label, joined(one.words)) for one in row.sdg),
            *(
                (f"{goal.public_id}:derecho:{right.code}", f"{right.name} ({right.norm})", joined(one.words))
                for right, one in row.rights
            ),
        ],
    }
