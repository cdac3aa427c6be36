"""What people type in the pages of the house: shape and plausibility, nothing else."""

from rendir.front.portal.forms.calendar import CountForm, DayForm, DaysForm, TermForm, WhyForm
from rendir.front.portal.forms.house import (
    ArrangeForm,
    CodeForm,
    EntityForm,
    HatForm,
    HouseRulesForm,
    InviteForm,
    LedgerFilter,
    LogoForm,
    PasswordForm,
    PersonForm,
    StagesForm,
    typed,
)
from rendir.front.portal.forms.tables import ColumnsForm, SheetForm, TakeInForm
from rendir.front.portal.forms.zones import DrawingForm, EndZoneForm, OutlineForm, ShapesForm, ZoneForm

__all__ = [
    "ArrangeForm",
    "CodeForm",
    "ColumnsForm",
    "CountForm",
    "DayForm",
    "DaysForm",
    "DrawingForm",
    "EndZoneForm",
    "EntityForm",
    "HatForm",
    "HouseRulesForm",
    "InviteForm",
    "LedgerFilter",
    "LogoForm",
    "OutlineForm",
    "PasswordForm",
    "PersonForm",
    "ShapesForm",
    "SheetForm",
    "StagesForm",
    "TakeInForm",
    "TermForm",
    "WhyForm",
    "ZoneForm",
    "typed",
]
