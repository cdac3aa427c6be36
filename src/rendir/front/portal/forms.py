"""What people type in the pages of the house: shape and plausibility, nothing else."""

from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from rendir.foundation.accounts.roles import Role
from rendir.foundation.core.widgets import DateInput
from rendir.foundation.organization.models import Entity, StageWindow, Unit
from rendir.plan.planning.rules.facts import Stage


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; None where the page was only opened. A form sent empty was sent all the same."""
    return request.POST if request.method == "POST" else None


class InviteForm(forms.Form):
    """A new person and the first hat."""

    name = forms.CharField(label=_("Nombre completo"), max_length=200)
    email = forms.EmailField(
        label=_("Correo"), help_text=_("Con él entra. No se le envía nada sin que usted lo decida.")
    )
    role = forms.ChoiceField(label=_("Rol"), choices=Role.choices)
    unit = forms.ModelChoiceField(
        label=_("Dependencia"), queryset=Unit.objects.all(), required=False, empty_label="Sin dependencia"
    )
    ends_on = forms.DateField(
        label=_("Hasta"), widget=DateInput(), required=False, help_text="Para contratistas: el último día del contrato."
    )


class HatForm(forms.Form):
    """Another hat for somebody."""

    role = forms.ChoiceField(label=_("Rol"), choices=Role.choices)
    unit = forms.ModelChoiceField(
        label=_("Dependencia"), queryset=Unit.objects.all(), required=False, empty_label="Sin dependencia"
    )
    ends_on = forms.DateField(label=_("Hasta"), widget=DateInput(), required=False)


class PasswordForm(forms.Form):
    """The password somebody chooses."""

    password = forms.CharField(
        label=_("Clave"),
        strip=False,
        help_text=_("Al menos 10 signos. Una frase que solo usted diría es mejor que una palabra con números."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("La misma clave otra vez"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("No es igual a la clave de arriba."))
        return data


class SecureUrlField(forms.URLField):
    """An address typed without its scheme is taken as https."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(**{**kwargs, "assume_scheme": "https"})


EntityForm = forms.modelform_factory(
    Entity,
    fields=(
        "name",
        "short_name",
        "nit",
        "address",
        "city",
        "postal_code",
        "phone",
        "email",
        "judicial_email",
        "hours",
        "website",
        "format_code",
        "format_version",
        "prepared_by",
        "reviewed_by",
    ),
    field_classes={"website": SecureUrlField},
)
"""The entity's data, as they stand in the footer and in documents."""


class StagesForm(forms.Form):
    """The dates the entity declares for the five stages of a year; a stage may stay undeclared."""

    def __init__(self, *args: Any, windows: dict[str, StageWindow], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        for stage in Stage:
            window = windows.get(stage)
            for edge, label in (("starts_on", _("Empieza")), ("ends_on", _("Termina"))):
                self.fields[f"{stage.value}_{edge}"] = forms.DateField(
                    label=label,
                    required=False,
                    widget=DateInput(),
                    initial=getattr(window, edge, None),
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for stage in Stage:
            starts, ends = data.get(f"{stage.value}_starts_on"), data.get(f"{stage.value}_ends_on")
            if (starts is None) != (ends is None):
                self.add_error(f"{stage.value}_ends_on", _("Escriba las dos fechas, o ninguna."))
            elif starts and ends and ends < starts:
                self.add_error(f"{stage.value}_ends_on", _("Termina antes de empezar."))
        return data

    def pairs(self) -> list[tuple[str, BoundField, BoundField]]:
        """Each stage's name with its two questions, for the page."""
        return [(stage.label, self[f"{stage.value}_starts_on"], self[f"{stage.value}_ends_on"]) for stage in Stage]

    def windows(self) -> dict[str, tuple[date, date]]:
        """The declared dates, by stage."""
        dates = {
            stage.value: (
                self.cleaned_data[f"{stage.value}_starts_on"],
                self.cleaned_data[f"{stage.value}_ends_on"],
            )
            for stage in Stage
        }
        return {stage: both for stage, both in dates.items() if both[0]}
