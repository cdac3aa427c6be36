"""Where a year's strategy begins: which year, which earlier one to copy, what to take from the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.plan.planning.action_types import ActionType
from rendir.plan.planning.actions.beginnings import Chosen
from rendir.plan.planning.reading.responsibles import kind_of
from rendir.plan.planning.rules.facts import PERIOD_SHORT_LABELS, PERIODS, Component, Responsible
from rendir.plan.planning.rules.years import YearShift


class YearForm(forms.Form):
    """The year that begins, as the address names it: `?vigencia=2022`."""

    vigencia = forms.IntegerField(
        label=_("Año de la estrategia"),
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class CopyForm(forms.Form):
    """The earlier year that is copied."""

    from_year = forms.TypedChoiceField(label=_("Copiar la de"), coerce=int)

    def __init__(self, data: Any = None, *, years: Sequence[int]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data)
        field = self.fields["from_year"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one, str(one)) for one in years]


class ShiftForm(forms.Form):
    """The activities whose years move, in the schedule as it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    code = forms.MultipleChoiceField(
        label=_("Textos que cambian"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Marque al menos un texto, o déjelos como están.")},
    )

    def __init__(self, data: Any = None, *, shifts: Sequence[YearShift], seen: str) -> None:  # noqa: ANN401 - Django's own signature
        codes = [one.code for one in shifts]
        super().__init__(data, initial={"seen": seen, "code": codes})
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(code, code) for code in codes]

    def ticked(self) -> list[str]:
        """What is ticked on the page: everything at first, what was sent afterwards."""
        return list(self["code"].value() or ())


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of activity that the model offers; the unit that would lead it, by name; whether the year has it."""

    kind: ActionType
    lead: str | None
    is_there: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick: its value, its label, whether it is ticked."""

    value: str
    label: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One kind on the page, with its boxes."""

    offer: Offer
    id: str
    is_ticked: bool
    lead: Box | None
    periods: tuple[Box, ...]


class ModelForm(forms.Form):
    """The kinds ticked; and for each, its periods (`clave:2`) and its proposed responsible, where ticked too.

    A period or a responsible ticked alone takes the kind as well: nothing that a person marked is lost.
    """

    kind = forms.MultipleChoiceField(label=_("Actividades"), required=False, widget=forms.CheckboxSelectMultiple)
    period = forms.MultipleChoiceField(label=_("Cuatrimestres"), required=False, widget=forms.CheckboxSelectMultiple)
    lead = forms.MultipleChoiceField(label=_("Responsables"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, offers: Sequence[Offer]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data)
        self.offers = offers
        self.leads = {one.kind.key: one.lead for one in offers if one.lead}
        keys = [one.kind.key for one in offers]
        values = {
            "kind": keys,
            "period": [_period(key, one) for key in keys for one in PERIODS],
            "lead": list(self.leads),
        }
        for name, allowed in values.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = [(value, value) for value in allowed]

    def clean(self) -> dict[str, Any]:
        """At least one kind."""
        if not self.errors and not self._keys():
            self.add_error("kind", _("Marque al menos una actividad."))
        return self.cleaned_data

    def chosen(self) -> list[Chosen]:
        """What was taken, in the order of the model."""
        leads, marked = self.cleaned_data["lead"], self.cleaned_data["period"]
        return [
            Chosen(
                key,
                frozenset(one for one in PERIODS if _period(key, one) in marked),
                _responsible(self.leads[key]) if key in leads else None,
            )
            for key in self._keys()
        ]

    def groups(self) -> list[tuple[Component, list[Line]]]:
        """The lines under their elements, the 29 of the method first."""
        return [
            (component, [self._line(one) for one in self._of(component, optional=False)]) for component in Component
        ]

    def others(self) -> list[Line]:
        """What only some entities plan."""
        return [self._line(one) for component in Component for one in self._of(component, optional=True)]

    def _of(self, component: Component, *, optional: bool) -> list[Offer]:
        return [one for one in self.offers if one.kind.component == component and one.kind.optional is optional]

    def _line(self, offer: Offer) -> Line:
        key, ticked = offer.kind.key, {name: self[name].value() or () for name in self.fields}
        first = next((one for one in self.offers if not one.is_there), None)
        return Line(
            offer=offer,
            id="id_kind_0" if offer is first else f"id_kind_{key}",  # where the summary of errors leads
            is_ticked=key in ticked["kind"],
            lead=Box(key, offer.lead, key in ticked["lead"]) if offer.lead else None,
            periods=tuple(
                Box(_period(key, one), PERIOD_SHORT_LABELS[one], _period(key, one) in ticked["period"])
                for one in PERIODS
            ),
        )

    def _keys(self) -> list[str]:
        data = self.cleaned_data
        marked = {value.partition(":")[0] for value in chain(data["kind"], data["lead"], data["period"])}
        return [one.kind.key for one in self.offers if one.kind.key in marked]


def _period(key: str, period: int) -> str:
    return f"{key}:{period}"


def _responsible(name: str) -> Responsible:
    return Responsible(name, kind_of(name))
