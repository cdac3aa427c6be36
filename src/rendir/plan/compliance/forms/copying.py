"""What comes along, unfinished, when a year is copied."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.plan.compliance.rules.carrying import Unsettled, carried_from
from rendir.plan.planning.actions.beginnings import Unfinished


class OriginForm(forms.Form):
    """Which earlier year is copied."""

    from_year = forms.TypedChoiceField(coerce=int)

    def __init__(self, data: Any = None, *, years: Sequence[int]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data)
        field = self.fields["from_year"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one, str(one)) for one in years]


class CarryForm(forms.Form):
    """The deliveries ticked, by key; and the activities that the first period of the new year owes too, by code."""

    carry = forms.MultipleChoiceField(
        label=gettext_lazy("Lo que sigue pendiente"), required=False, widget=forms.CheckboxSelectMultiple
    )
    again = forms.MultipleChoiceField(
        label=gettext_lazy("Lo que se debe también en el primer cuatrimestre"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, unsettled: Sequence[Unsettled]) -> None:  # noqa: ANN401 - Django's own signature
        self.unsettled = unsettled
        keys = [str(one.key) for group in unsettled for one in group.deliveries]
        codes = [group.code for group in unsettled if not group.is_in_first_period]
        super().__init__(data, initial={"carry": keys})
        for name, values in (("carry", keys), ("again", codes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = [(value, value) for value in values]

    def clean(self) -> dict[str, Any]:
        """A period is asked for because of what is pending: without it, it would be a promise out of nowhere."""
        data = self.cleaned_data
        lost = [code for code in data.get("again", ()) if not self._chosen_of(code)]
        if lost:
            message = _("Marque qué entrega de %(code)s sigue pendiente, o quite la marca de su cuatrimestre.")
            self.add_error("carry", message % {"code": lost[0]})
        return data

    def ticked(self) -> list[str]:
        """What is ticked on the page, keys and codes: every delivery at first, what was sent afterwards."""
        return [*(self["carry"].value() or ()), *(self["again"].value() or ())]

    def carried(self, from_year: int) -> dict[str, Unfinished]:
        """What was chosen, by code."""
        again = self.cleaned_data["again"]
        chosen = {group.code: self._chosen_of(group.code) for group in self.unsettled}
        return {
            code: Unfinished(carried_from(from_year, deliveries), code in again)
            for code, deliveries in chosen.items()
            if deliveries
        }

    def _chosen_of(self, code: str) -> list[Any]:
        keys = self.cleaned_data.get("carry", ())
        group = next(one for one in self.unsettled if one.code == code)
        return [one for one in group.deliveries if str(one.key) in keys]
