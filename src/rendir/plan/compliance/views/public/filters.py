"""The questions above the list of deliveries: what an address asks for, and the form that writes such addresses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.foundation.core.widgets import PlainSelect
from rendir.plan.compliance.rules.selection import ALL_FULFILLED, DUE, DUE_FULFILLED, Selection
from rendir.plan.compliance.rules.standing import Status
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, Component, Stage
from rendir.plan.planning.rules.selection import NOBODY, name_key
from rendir.plan.planning.rules.totals import by_responsible

MAX_WORDS = 120


class DeliveryFilter(forms.Form):
    """Each field asks for less; an empty one asks nothing. Its names stand in public addresses."""

    q = forms.CharField(
        label=gettext_lazy("Buscar en las entregas"), max_length=MAX_WORDS, required=False, widget=forms.SearchInput()
    )
    estado = forms.ChoiceField(label=gettext_lazy("Estado"), required=False, widget=PlainSelect)
    componente = forms.ChoiceField(label=gettext_lazy("Componente"), required=False, widget=PlainSelect)
    etapa = forms.ChoiceField(label=gettext_lazy("Etapa"), required=False, widget=PlainSelect)
    cuatrimestre = forms.ChoiceField(label=gettext_lazy("Cuatrimestre"), required=False, widget=PlainSelect)
    dependencia = forms.ChoiceField(label=gettext_lazy("Dependencia responsable"), required=False, widget=PlainSelect)

    def __init__(self, asked: QueryDict, activities: Sequence[ActivityFacts]) -> None:
        super().__init__(asked, auto_id="filtro-%s")
        self.known: dict[str, list[tuple[str, str]]] = {
            "estado": _statuses(),
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


def chips(form: DeliveryFilter, asked: QueryDict) -> list[Chip]:
    """What is asked for, one by one. `form` was already read."""
    return [
        Chip(_in_words(form, name, value), _without(asked, name)) for name, value in form.cleaned_data.items() if value
    ]


def _without(asked: QueryDict, name: str) -> str:
    query = QueryDict(mutable=True)
    for one in DeliveryFilter.base_fields:
        if one != name and (value := asked.get(one, "")):
            query[one] = value
    return f"?{query.urlencode()}" if query else "?"


def _in_words(form: DeliveryFilter, name: str, value: str) -> str:
    if name not in form.known:
        return f"«{value}»"
    return f"{form.fields[name].label}: {dict(form.known[name])[value]}"


def _statuses() -> list[tuple[str, str]]:
    groups = [
        (DUE, _("Las que ya debían estar")),
        (DUE_FULFILLED, _("Cumplidas de las que ya debían estar")),
        (ALL_FULFILLED, _("Cumplidas en el año, a tiempo o tarde")),
    ]
    return [*groups, *((one.value, one.label) for one in Status)]


def _responsibles(activities: Sequence[ActivityFacts]) -> list[tuple[str, str]]:
    known = [(name_key(one.responsible.name), one.responsible.name) for one in by_responsible(activities)]
    nobody = [(NOBODY, _("Por definir"))] if any(not one.responsibles for one in activities) else []
    return known + nobody
