"""The questions above the schedule."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from rendir.plan.planning.rules.selection import Selection
from rendir.plan.planning.sections import filters
from rendir.plan.planning.sections.filters import MAX_WORDS, ActivityFilter, Chip

_VIEW = "vista"
"""How the schedule is shown stays while one asks."""


class ScheduleFilter(ActivityFilter):
    """Which activities of the schedule are shown."""

    q = forms.CharField(
        label=gettext_lazy("Buscar en el cronograma"), max_length=MAX_WORDS, required=False, widget=forms.SearchInput()
    )

    def selection(self) -> Selection:
        """What is asked."""
        return Selection.from_query(self.query())


def chips(form: ScheduleFilter, asked: QueryDict) -> list[Chip]:
    """What is asked for, one by one. `form` was already read."""
    return filters.chips(form, asked, kept=[_VIEW])


def address(asked: QueryDict, **changes: str) -> str:
    """The same question of the schedule with `changes`."""
    return filters.address((_VIEW, *ScheduleFilter.base_fields), asked, **changes)
