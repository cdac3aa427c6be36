"""Whether a schedule agrees with itself and with the method. Pure.

Each check gives findings that warn, with the reason, its norm and what to do. None of them stops anybody:
the plan belongs to the entity.
"""

from collections.abc import Sequence

from rendir.foundation.core.importing import Finding
from rendir.plan.planning.rules.coherence import elements, gaps, order, wording
from rendir.plan.planning.rules.coherence.codes import CoherenceCode, kind_of
from rendir.plan.planning.rules.facts import ActivityFacts

__all__ = ["MOST_PER_UNIT", "CoherenceCode", "check_coherence"]

MOST_PER_UNIT = 5
"""Activities that one unit may carry in one four-month period before the plan warns. A practice, not a norm."""


def check_coherence(activities: Sequence[ActivityFacts], *, most_per_unit: int = MOST_PER_UNIT) -> tuple[Finding, ...]:
    """All that a reader of the schedule should look at, in the order: method, order, wording, gaps, load.

    A finding about one activity carries its code in `target`; one about the whole plan carries None. An
    empty schedule gives nothing: there is no plan to judge yet.
    """
    if not activities:
        return ()
    kinds = [kind_of(activity) for activity in activities]
    return (
        *elements.check(activities, kinds),
        *order.check(activities, kinds),
        *wording.check(activities),
        *gaps.check(activities),
        *gaps.check_load(activities, most_per_unit),
    )
