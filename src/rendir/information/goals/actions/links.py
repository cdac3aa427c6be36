"""Tie goals to the SDGs and to rights, undo it, and excuse a goal. A proposal ties nothing: a person accepts it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, remove
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.information.goals.actions.measuring import tell_linking
from rendir.information.goals.models import Goal, Plan, Right, RightLink, SdgLink
from rendir.information.goals.reference import sdgs


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proposal that a person accepts: of which goal, what it is tied to (one of the two), and the words why."""

    goal: Goal
    sdg: str = ""
    right: Right | None = None
    note: str = ""


def tie_to_sdg(goal: Goal, number: str, *, note: str = "", by: Actor) -> SdgLink:
    """Tie a goal to an SDG (`6`) or a target (`6.1`). Again, it gives the link that is there."""
    with atomic():
        link = _tied_to_sdg(goal, number, note, by)
        tell_linking(goal.plan, by=by)
    return link


def tie_to_right(goal: Goal, right: Right, *, note: str = "", by: Actor) -> RightLink:
    """Tie a goal to a right of the catalogue. Again, it gives the link that is there."""
    with atomic():
        link = _tied_to_right(goal, right, note, by)
        tell_linking(goal.plan, by=by)
    return link


def accept_links(chosen: Iterable[Chosen], *, by: Actor) -> int:
    """Accept many proposals at once: all or none. Gives how many."""
    check(Perm.EDIT_GOALS, by=by)
    accepted = list(chosen)
    with atomic():
        for one in accepted:
            if one.right is None:
                _tied_to_sdg(one.goal, one.sdg, one.note, by)
            else:
                _tied_to_right(one.goal, one.right, one.note, by)
        for plan in {one.goal.plan for one in accepted}:
            tell_linking(plan, by=by)
    return len(accepted)


def untie(link: SdgLink | RightLink, *, by: Actor) -> None:
    """Take a link away; that it was there stays in the ledger."""
    plan: Plan = link.goal.plan
    with atomic():
        remove(link, perm=Perm.EDIT_GOALS, by=by, verb="untie")
        tell_linking(plan, by=by)


def excuse_goal(goal: Goal, *, reason: str, expected: int, by: Actor) -> Goal:
    """Say that the goal needs no more links, and why: it counts as settled. `Invalid` without a reason, and for a goal
    that is tied to both.
    """
    reason = squeeze(reason)
    if not reason:
        message = _("Falta la razón.")
        raise Invalid(message, way_out=_("Escriba por qué esta meta no necesita vínculo: se publica con ella."))
    if goal.sdg_links.exists() and goal.right_links.exists():
        message = _("Esta meta ya está vinculada con los ODS y con un derecho.")
        raise Invalid(message, way_out=_("No necesita excusa."))
    return _excused(goal, reason, expected, "excuse_goal", by)


def unexcuse_goal(goal: Goal, *, expected: int, by: Actor) -> Goal:
    """The goal waits for its links again."""
    return _excused(goal, "", expected, "unexcuse_goal", by)


def _excused(goal: Goal, reason: str, expected: int, verb: str, by: Actor) -> Goal:
    with atomic():
        fields = {"excused_reason": reason}
        change(goal, fields, perm=Perm.EDIT_GOALS, by=by, expected=expected, verb=verb)
        tell_linking(goal.plan, by=by)
    return goal


def _tied_to_sdg(goal: Goal, number: str, note: str, by: Actor) -> SdgLink:
    check(Perm.EDIT_GOALS, by=by)
    if number not in sdgs():
        message = _("«%(number)s» no es un ODS ni una meta de los ODS.") % {"number": number}
        raise Invalid(message, way_out=_("Escójalo de la lista: ODS 1 a 17, o una meta como 6.1."))
    known = SdgLink.objects.filter(goal=goal, number=number).first()
    new = SdgLink(goal=goal, number=number, note=squeeze(note)[:300])
    return known or create(new, perm=Perm.EDIT_GOALS, by=by, verb="tie_to_sdg")


def _tied_to_right(goal: Goal, right: Right, note: str, by: Actor) -> RightLink:
    check(Perm.EDIT_GOALS, by=by)
    if right.withdrawn_reason:
        message = _("«%(right)s» ya no se usa en el catálogo.") % {"right": right}
        raise Invalid(message, way_out=_("Escoja otro derecho."))
    known = RightLink.objects.filter(goal=goal, right=right).first()
    new = RightLink(goal=goal, right=right, note=squeeze(note)[:300])
    return known or create(new, perm=Perm.EDIT_GOALS, by=by, verb="tie_to_right")
