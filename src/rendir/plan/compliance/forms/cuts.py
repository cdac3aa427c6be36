"""Cuts: what is said of one when it is frozen."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField


class FreezeForm(forms.Form):
    """The remarks of a cut, and why it is corrected where it was frozen before. `seen` is what the person read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = TextField(
        label=_("Observaciones"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo que deba saber quien lea el corte. Se publica con él."),
    )
    reason = TextField(
        label=_("Por qué se corrige"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se publica con la corrección. El corte anterior se conserva y se puede comparar."),
        error_messages={"required": _("Escriba qué se corrige y por qué.")},
    )
    confirmed = forms.BooleanField(
        label=_("Revisé la lista y quiero congelarla."),
        error_messages={"required": _("Revise la lista y marque la confirmación.")},
    )

    def __init__(self, data: Any = None, *, seen: str, note: str, is_correction: bool) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, initial={"seen": seen, "note": note})
        self.now = seen
        if not is_correction:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Tell, before anything is frozen, that what was read is no longer what there is."""
        if self.cleaned_data.get("seen") not in (None, self.now):
            self.add_error(
                None, _("Algo cambió en las entregas desde que usted abrió la página. Revise la lista de nuevo.")
            )
            again = QueryDict(mutable=True)
            again.update(MultiValueDict(self.data))  # type: ignore[arg-type] # a QueryDict, which Django types wider
            again["seen"] = self.now
            again.pop("confirmed", None)
            self.data = again
        return self.cleaned_data
