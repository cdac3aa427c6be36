"""The forms of sign-in that django-allauth leaves in another language, or says twice, in plain Spanish."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _say_once(form: forms.Form) -> None:
    """The label stays in sight while one writes; the same words inside the box would say it twice and then go."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc] # allauth carries no types
    """Mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*args, **kwargs)
        _say_once(self)


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc] # allauth carries no types
    """Another password, by who knows the one of today."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*args, **kwargs)
        _say_once(self)


class AskResetForm(ResetPasswordForm):  # type: ignore[misc] # allauth carries no types
    """The mail to which the way back in is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*args, **kwargs)
        _say_once(self)


class ResetForm(ResetPasswordKeyForm):  # type: ignore[misc] # allauth carries no types
    """The new password of who lost the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*args, **kwargs)
        _say_once(self)


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc] # allauth carries no types
    """The password once more, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*args, **kwargs)
        _say_once(self)


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
