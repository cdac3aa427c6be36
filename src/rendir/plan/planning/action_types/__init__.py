"""The kinds of activity an accountability schedule is made of: 29 archetypes, and optional ones beside them. Pure.

The 29 are the rows of the schedule that the territorial entities of Colombia plan with, in its order: ten of
information, nine of dialogue, ten of responsibility (Manual Único de Rendición de Cuentas; Ley 1757 de 2015,
arts. 48-59). The optional ones are duties that another law adds, or spaces that other entities plan.
"""

from rendir.plan.planning.action_types.catalog import ACTION_TYPES, by_key
from rendir.plan.planning.action_types.kinds import ActionType, DueRule
from rendir.plan.planning.action_types.suggestion import suggest

__all__ = ["ACTION_TYPES", "ActionType", "DueRule", "by_key", "suggest"]
