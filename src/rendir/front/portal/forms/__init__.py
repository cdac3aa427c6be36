"""What people type in the pages of the house: shape and plausibility, nothing else."""

from rendir.front.portal.forms.calendar import CountForm, DayForm, DaysForm, TermForm, WhyForm
from rendir.front.portal.forms.house import EntityForm, HatForm, InviteForm, PasswordForm, StagesForm, typed

__all__ = [
    "CountForm",
    "DayForm",
    "DaysForm",
    "EntityForm",
    "HatForm",
    "InviteForm",
    "PasswordForm",
    "StagesForm",
    "TermForm",
    "WhyForm",
    "typed",
]
