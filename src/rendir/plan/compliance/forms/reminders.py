"""At what hour somebody wants to be reminded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class HourForm(forms.Form):
    """The hour; empty for the entity's."""

    hour = forms.TypedChoiceField(label=_("A qué hora le llega"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, house_hour: int, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, **options)
        usual = _("La de la entidad: %(hour)s:00") % {"hour": house_hour}
        self.fields["hour"].choices = [("", usual), *((hour, f"{hour}:00") for hour in range(24))]  # type: ignore[attr-defined] # a field with choices
