"""The life of a year's strategy: open it, adopt it, publish its changes, close it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField


class OpenForm(forms.Form):
    """Which year."""

    year = forms.IntegerField(
        label=_("Vigencia"),
        min_value=2000,
        max_value=2100,
        help_text=_("El año de la estrategia, con cuatro cifras."),
    )


class AdoptForm(forms.Form):
    """By which act, and the schedule as it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    act = forms.CharField(
        label=_("Acto o acta con que se adopta"),
        help_text=_("Por ejemplo: «Acta 3 del Comité de Gestión, 28 de enero de 2021»."),
        max_length=200,
        required=False,
    )


class ChangeForm(AdoptForm):
    """The same, and why it changes."""

    reason = TextField(
        label=_("¿Por qué cambia la estrategia?"),
        help_text=_("Se publica junto con la comparación entre las dos versiones."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba la razón: quien lea el cambio la necesita.")},
    )
    field_order = ("seen", "reason", "act")


class CloseForm(forms.Form):
    """Why or with what the year is closed."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label=_("Nota de cierre"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Queda en el registro. Por ejemplo, con qué informe se cierra."),
        required=False,
    )
