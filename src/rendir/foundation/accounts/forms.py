"""The forms of sign-in that django-allauth leaves in another language, in plain Spanish."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc] # allauth carries no types
    """A key of a phone or a computer. It opens the door by itself unless the person says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*args, **kwargs)
        self.initial["name"] = ""
        self.fields["name"].label = _("Nombre de la llave")
        self.fields["name"].help_text = _("Para reconocerla después: «Computador de la oficina».")
        alone = self.fields["passwordless"]
        alone.label = _("Entrar solo con esta llave, sin escribir la contraseña")
        alone.help_text = _("El equipo pide la huella, la cara o el PIN. Sin esto, la llave es un segundo paso.")
        alone.initial = True


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc] # allauth carries no types
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nombre de la llave")
