"""Forms that lose nothing: one that answers to one version of a thing, and what the domain refuses said in the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.refusal import Refusal


class VersionedForm(forms.Form):
    """`version` is that of the thing as it is now; None where there is nothing yet."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        files: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        version: int | None,
        initial: dict[str, Any],
        auto_id: str | bool = "id_%s",
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, files, initial={"expected": version, **initial}, auto_id=auto_id, prefix=prefix)
        self.version = version
        self.is_stale = False

    def clean(self) -> dict[str, Any]:
        """Tell, before anything is written, that the form answers to what is no longer there."""
        if self.version is not None and self.cleaned_data.get("expected") != self.version:
            self.is_stale = True
            self.add_error(None, _("Otra persona cambió esto mientras usted lo editaba. Nada se ha guardado."))
            self.say_again("expected", str(self.version))
        return self.cleaned_data

    def say_again(self, name: str, value: str) -> None:
        """What the form will say in that field when it is shown again."""
        again = QueryDict(mutable=True)
        again.update(MultiValueDict(self.data))  # type: ignore[arg-type] # a QueryDict, which Django types wider
        again[self.add_prefix(name)] = value
        self.data = again


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the act was done. What the domain refuses stands in the form, with its way out, beside what was typed."""
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, f"{refusal.message} {refusal.way_out}".strip())
        return False
    return True
