"""The questions above a list of activities or of what they owe: what an address asks for, the form that writes such
addresses, and each thing asked for in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.foundation.core.widgets import PlainSelect
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, Component, Stage
from rendir.plan.planning.rules.selection import NOBODY, name_key
from rendir.plan.planning.rules.totals import by_responsible

MAX_WORDS = 120


class ActivityFilter(forms.Form):
    """Each field asks for less; an empty one asks nothing. Its names stand in public addresses.

    A list that asks more adds its fields, and what they may be asked to `known`.
    """

    q = forms.CharField(label=gettext_lazy("Buscar"), max_length=MAX_WORDS, required=False, widget=forms.SearchInput())
    componente = forms.ChoiceField(label=gettext_lazy("Componente"), required=False, widget=PlainSelect)
    etapa = forms.ChoiceField(label=gettext_lazy("Etapa"), required=False, widget=PlainSelect)
    cuatrimestre = forms.ChoiceField(label=gettext_lazy("Cuatrimestre"), required=False, widget=PlainSelect)
    dependencia = forms.ChoiceField(label=gettext_lazy("Dependencia responsable"), required=False, widget=PlainSelect)

    def __init__(self, asked: QueryDict, activities: Sequence[ActivityFacts], **more: list[tuple[str, str]]) -> None:
        super().__init__(asked, auto_id="filtro-%s")
        self.known: dict[str, list[tuple[str, str]]] = {
            "componente": [(one.value, one.label) for one in Component],
            "etapa": [(one.value, one.label) for one in Stage],
            "cuatrimestre": [(str(one), PERIOD_LABELS[one]) for one in PERIODS],
            "dependencia": _responsibles(activities),
            **more,
        }
        for name, known in self.known.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = [("", _("Cualquiera")), *known]

    def query(self) -> dict[str, str]:
        """What is asked, by field. A value that no field knows asks nothing, as an old address may hold one."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing asked for, in words, and the address without it."""

    label: str
    url: str


def chips(form: ActivityFilter, asked: QueryDict, *, kept: Sequence[str] = ()) -> list[Chip]:
    """What is asked for, one by one. `form` was already read; `kept` is what else the address says."""
    names = (*kept, *form.fields)
    return [
        Chip(_in_words(form, name, value), address(names, asked, **{name: ""}))
        for name, value in form.cleaned_data.items()
        if value
    ]


def address(names: Sequence[str], asked: QueryDict, **changes: str) -> str:
    """The same question with `changes`; an empty value takes a part away. Only `names` mean something."""
    query = QueryDict(mutable=True)
    for name in names:
        if value := changes.get(name, asked.get(name, "")):
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


def _in_words(form: ActivityFilter, name: str, value: str) -> str:
    if name not in form.known:
        return f"«{value}»"
    return f"{form.fields[name].label}: {dict(form.known[name])[value]}"


def _responsibles(activities: Sequence[ActivityFacts]) -> list[tuple[str, str]]:
    known = [(name_key(one.responsible.name), one.responsible.name) for one in by_responsible(activities)]
    nobody = [(NOBODY, _("Por definir"))] if any(not one.responsibles for one in activities) else []
    return known + nobody
