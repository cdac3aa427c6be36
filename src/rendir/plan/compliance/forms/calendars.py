"""Whose deadlines a calendar tells."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.organization.models import Unit


class CalendarForm(forms.Form):
    """Of oneself, or of one of these units."""

    unit = forms.ChoiceField(label=_("De quién"), required=False)

    def __init__(self, data: Any = None, *, units: Sequence[Unit], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, **options)
        self._units = {one.public_id: one for one in units}
        offered = [(one.public_id, one.name) for one in units]
        self.fields["unit"].choices = [("", _("Lo mío: todas mis dependencias")), *offered]  # type: ignore[attr-defined] # a field with choices

    def chosen(self) -> Unit | None:
        """The unit; None for oneself."""
        return self._units.get(self.cleaned_data["unit"])
