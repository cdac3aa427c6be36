"""The shape of what the entity's people type about the plan, one file per thing that is asked."""

from rendir.plan.planning.forms.activity import ActivityForm, MoveForm, RetireForm
from rendir.plan.planning.forms.beginnings import CopyForm, ModelForm, Offer, ShiftForm, YearForm
from rendir.plan.planning.forms.bulk import BulkForm
from rendir.plan.planning.forms.imports import ConfirmForm, DecisionForm, ExpectedForm, ImportForm
from rendir.plan.planning.forms.paste import PasteForm
from rendir.plan.planning.forms.strategy import AdoptForm, ChangeForm, CloseForm, OpenForm
from rendir.plan.planning.forms.units import AliasForm, ApartForm, JoinForm, UnitForm

__all__ = [
    "ActivityForm",
    "AdoptForm",
    "AliasForm",
    "ApartForm",
    "BulkForm",
    "ChangeForm",
    "CloseForm",
    "ConfirmForm",
    "CopyForm",
    "DecisionForm",
    "ExpectedForm",
    "ImportForm",
    "JoinForm",
    "ModelForm",
    "MoveForm",
    "Offer",
    "OpenForm",
    "PasteForm",
    "RetireForm",
    "ShiftForm",
    "UnitForm",
    "YearForm",
]
