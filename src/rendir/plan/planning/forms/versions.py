"""A form that answers to one version of a thing: it tells when somebody else was faster, and can be sent again."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _


class VersionedForm(forms.Form):
    """`version` is that of the thing as it is now; None where there is nothing yet."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, version: int | None, initial: dict[str, Any]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, initial={"expected": version, **initial})
        self.version = version
        self.is_stale = False

    def clean(self) -> dict[str, Any]:
        """Tell, before anything is written, that the form answers to what is no longer there."""
        if self.version is not None and self.cleaned_data.get("expected") != self.version:
            self.is_stale = True
            self.add_error(None, _("Otra persona cambió esto mientras usted lo editaba. Nada se ha guardado."))
            again = QueryDict(mutable=True)
            again.update(MultiValueDict(self.data))  # type: ignore[arg-type] # a QueryDict, which Django types wider
            again["expected"] = str(self.version)
            self.data = again
        return self.cleaned_data
