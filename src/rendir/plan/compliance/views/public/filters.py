"""The questions above the list of deliveries: those of the schedule, and how a delivery stands."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.foundation.core.widgets import PlainSelect
from rendir.plan.compliance.rules.selection import ALL_FULFILLED, DUE, DUE_FULFILLED, Selection
from rendir.plan.compliance.rules.standing import Status
from rendir.plan.planning.rules.facts import ActivityFacts
from rendir.plan.planning.sections.filters import MAX_WORDS, ActivityFilter


class DeliveryFilter(ActivityFilter):
    """Which deliveries of the year are shown."""

    q = forms.CharField(
        label=gettext_lazy("Buscar en las entregas"), max_length=MAX_WORDS, required=False, widget=forms.SearchInput()
    )
    estado = forms.ChoiceField(label=gettext_lazy("Estado"), required=False, widget=PlainSelect)
    field_order = ("q", "estado")

    def __init__(self, asked: QueryDict, activities: Sequence[ActivityFacts]) -> None:
        super().__init__(asked, activities, estado=_statuses())

    def selection(self) -> Selection:
        """What is asked."""
        return Selection.from_query(self.query())


def _statuses() -> list[tuple[str, str]]:
    groups = [
        (DUE, _("Las que ya debían estar")),
        (DUE_FULFILLED, _("Cumplidas de las que ya debían estar")),
        (ALL_FULFILLED, _("Cumplidas en el año, a tiempo o tarde")),
    ]
    return [*groups, *((one.value, one.label) for one in Status)]
