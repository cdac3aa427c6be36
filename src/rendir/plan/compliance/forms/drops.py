"""The link by which somebody without an account sends files, and what they tell of each."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.widgets import DateInput
from rendir.foundation.library.contents.kinds import ACCEPTED


class DropLinkForm(forms.Form):
    """For whom, and until when."""

    label = forms.CharField(
        label=_("Para quién o para qué"),
        max_length=120,
        help_text=_("Lo lee quien abre el enlace. Por ejemplo «Fotos del encuentro en la vereda El Roble»."),
        error_messages={"required": _("Diga para quién o para qué es: con eso lo reconocerá después.")},
    )
    expires_on = forms.DateField(
        label=_("Sirve hasta"),
        widget=DateInput,
        help_text=_("Máximo treinta días."),
        error_messages={"required": _("Escriba el último día en que sirve.")},
    )


class DropForm(forms.Form):
    """A file, what it is and when it happened."""

    document = forms.FileField(
        label=_("Archivo"),
        error_messages={"required": _("Elija el archivo.")},
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Foto, documento, hoja de cálculo, audio o video. En el teléfono puede tomar la foto ahora."),
    )
    upload = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Qué es"),
        max_length=200,
        help_text=_("En pocas palabras, por ejemplo «Lista de asistencia firmada»."),
        error_messages={"required": _("Diga en pocas palabras qué es lo que envía.")},
    )
    fact_on = forms.DateField(
        label=_("Cuándo ocurrió"),
        widget=DateInput,
        help_text=_("El día del hecho que el archivo muestra, no el de hoy si fue antes."),
        error_messages={"required": _("Escriba el día en que ocurrió.")},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.today = today
        self.fields["document"].required = not self.data.get("upload")

    def clean_fact_on(self) -> date:
        """What has not happened yet is no evidence."""
        day: date = self.cleaned_data["fact_on"]
        if day > self.today:
            raise forms.ValidationError(_("Esa fecha está en el futuro. Escriba el día en que ocurrió."))
        return day
