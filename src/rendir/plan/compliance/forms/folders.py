"""Of what the folder of evidence is made."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FolderForm(forms.Form):
    """The whole year, a period or an activity."""

    scope = forms.ChoiceField(label=_("De qué"))

    def __init__(self, data: Any = None, *, offered: Sequence[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, **options)
        self.fields["scope"].choices = list(offered)  # type: ignore[attr-defined] # a field with choices
