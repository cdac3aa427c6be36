"""The questions above the public schedule: what an address asks for, and the form that writes such addresses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.foundation.core.widgets import PlainSelect
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, Component, Stage
from rendir.plan.planning.rules.selection import NOBODY, Selection, name_key
from rendir.plan.planning.rules.totals import by_responsible

MAX_WORDS = 120


class ScheduleFilter(forms.Form):
    """Each field asks for less; an empty one asks nothing. Its names stand in public addresses."""

    q = forms.CharField(
        label=gettext_lazy("Buscar en el cronograma"),
        max_length=MAX_WORDS,
        required=False,
        widget=forms.SearchInput(),
    )
    componente = forms.ChoiceField(label=gettext_lazy("Componente"), required=False, widget=PlainSelect)
    etapa = forms.ChoiceField(label=gettext_lazy("Etapa"), required=False, widget=PlainSelect)
    cuatrimestre = forms.ChoiceField(label=gettext_lazy("Cuatrimestre"), required=False, widget=PlainSelect)
    dependencia = forms.ChoiceField(label=gettext_lazy("Dependencia responsable"), required=False, widget=PlainSelect)

    def __init__(self, asked: QueryDict, activities: Sequence[ActivityFacts]) -> None:
        super().__init__(asked, auto_id="filtro-%s")
        self.known: dict[str, list[tuple[str, str]]] = {
            "componente": [(one.value, one.label) for one in Component],
            "etapa": [(one.value, one.label) for one in Stage],
            "cuatrimestre": [(str(one), PERIOD_LABELS[one]) for one in PERIODS],
            "dependencia": _responsibles(activities),
        }
        for name, known in self.known.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = [("", _("Cualquiera")), *known]

    def selection(self) -> Selection:
        """What is asked. A value that no field knows asks nothing, as an old address may hold one."""
        self.is_valid()
        return Selection.from_query({name: str(self.cleaned_data.get(name, "")) for name in self.fields})


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing asked for, in words, and the address without it."""

    label: str
    url: str


def chips(form: ScheduleFilter, asked: QueryDict) -> list[Chip]:
    """What is asked for, one by one. `form` was already read."""
    return [
        Chip(_in_words(form, name, value), _without(asked, name)) for name, value in form.cleaned_data.items() if value
    ]


def address(asked: QueryDict, **changes: str) -> str:
    """The same question with `changes`; an empty value takes a part away. Parts that mean nothing are left out."""
    query = QueryDict(mutable=True)
    for name in ("vista", *ScheduleFilter.base_fields):
        if value := changes.get(name, asked.get(name, "")):
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


def _without(asked: QueryDict, name: str) -> str:
    return address(asked, **{name: ""})


def _in_words(form: ScheduleFilter, name: str, value: str) -> str:
    if name not in form.known:
        return f"«{value}»"
    return f"{form.fields[name].label}: {dict(form.known[name])[value]}"


def _responsibles(activities: Sequence[ActivityFacts]) -> list[tuple[str, str]]:
    known = [(name_key(one.responsible.name), one.responsible.name) for one in by_responsible(activities)]
    nobody = [(NOBODY, _("Por definir"))] if any(not one.responsibles for one in activities) else []
    return known + nobody
