"""What somebody sends to check a yearly file, or to receive the head of each day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.front.opendata.yearly.checks import is_hash, typed_hash


class CheckForm(forms.Form):
    """A yearly file, and the hash that its sender holds."""

    file = forms.FileField(
        label=_("Archivo del año"),
        help_text=_("El ZIP tal como lo descargó o se lo dieron. Se lee y se olvida: no se guarda."),
        error_messages={"required": _("Elija el ZIP del año que quiere comprobar.")},
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    head = forms.CharField(
        label=_("Huella que usted tiene"),
        required=False,
        max_length=200,
        help_text=_("De un documento publicado, de un correo o de una foto: 64 signos, o los primeros 16."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )

    def clean_head(self) -> str:
        """As it is compared."""
        head = typed_hash(str(self.cleaned_data["head"]))
        if head and not is_hash(head):
            message = _("Una huella tiene solo números y letras de la «a» a la «f»: 64 signos, o los primeros 16.")
            raise forms.ValidationError(message)
        return head


class AddressForm(forms.Form):
    """Where the daily head is to be sent."""

    address = forms.EmailField(
        label=_("Su correo"),
        help_text=_("Solo para esto. Le llega un enlace para confirmarlo; si nadie lo abre, en tres días se borra."),
        error_messages={"required": _("Escriba el correo donde la quiere recibir.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
