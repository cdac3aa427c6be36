"""Accept what a coherence check proposes for one activity."""

from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.plan.planning.actions.schedule import edit_activity
from rendir.plan.planning.models import Activity, ScheduleEdit
from rendir.plan.planning.queries import facts_of
from rendir.plan.planning.rules.coherence import CoherenceCode, check_coherence
from rendir.plan.planning.rules.proposals import apply_proposal


def accept_correction(activity: Activity, code: CoherenceCode, *, expected: int, by: Actor) -> ScheduleEdit | None:
    """Do what the check `code` proposes for the activity. `Invalid` where it proposes nothing any more."""
    findings = check_coherence(facts_of(activity.strategy))
    proposals = [one.proposal for one in findings if (one.code, one.target) == (code, activity.code) and one.proposal]
    if not proposals:
        message = f"Ya no hay nada que corregir así en {activity.code}."
        raise Invalid(message, way_out="Abra de nuevo el resumen: las advertencias están al día.")
    corrected = activity.facts()
    for proposal in proposals:
        corrected = apply_proposal(corrected, proposal.field, proposal.value)
    return edit_activity(activity, corrected, expected=expected, by=by)
