"""People, the entity and the dates of its stages."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.spanish import sort_key
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.foundation.organization.models import Entity, StageWindow, Unit
from rendir.front.portal.deeds import DEEDS
from rendir.front.portal.things import kinds
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
    is_head = forms.BooleanField(
        label=_("Dirige esta dependencia"),
        required=False,
        help_text=_("Recibe lo que deja quien se va, si no se escoge a nadie más."),
    )
    ends_on = forms.DateField(label=_("Hasta"), widget=DateInput(), required=False)


class ArrangeForm(forms.Form):
    """When a hat ends and who takes over."""

    ends_on = forms.DateField(
        label=_("Último día"),
        widget=DateInput(),
        required=False,
        help_text=_("El último día del contrato o del encargo. Vacío: no termina."),
    )
    successor = forms.ModelChoiceField(
        label=_("Quién recibe su trabajo"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Quien dirige la dependencia"),
        help_text=_("La persona escogida tendrá este mismo rol desde el día siguiente, y se le avisa."),
    )
    is_head = forms.BooleanField(label=_("Dirige esta dependencia"), required=False)

    def __init__(self, data: QueryDict | None = None, *, hat: Membership) -> None:
        kept = {"ends_on": hat.ends_on, "successor": hat.successor_id, "is_head": hat.is_head}
        super().__init__(data, initial=kept)
        others = Person.objects.filter(is_active=True).exclude(pk=hat.person_id)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined] # a field of models
        if hat.unit is None:
            del self.fields["is_head"]


class PersonForm(forms.Form):
    """How somebody is called, and the mail with which they sign in."""

    name = forms.CharField(label=_("Nombre completo"), max_length=200)
    email = forms.EmailField(label=_("Correo"), help_text=_("Con él entra."))


class CodeForm(forms.Form):
    """The code of a printed invitation, typed by hand."""

    code = forms.CharField(
        label=_("Código de la hoja"),
        max_length=30,
        help_text=_("Diez letras y números, como K7QF3-M2XTP. Da lo mismo en mayúsculas o minúsculas."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class HouseRulesForm(forms.Form):
    """What the house asks at the entry, and for how long it announces that a hat ends."""

    roles = forms.MultipleChoiceField(
        label=_("Roles a los que se les pide un segundo paso para entrar"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Además de la contraseña, un código del teléfono o una llave de acceso."),
    )
    since = forms.DateField(
        label=_("Se exige desde"),
        widget=DateInput(),
        help_text=_("Para los roles que marque ahora. Hasta ese día cada persona ve un recordatorio y puede seguir."),
    )
    handover_days = forms.IntegerField(
        label=_("Con cuántos días se anuncia que un rol termina"), min_value=1, max_value=365
    )


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
        "reminder_hour",
        "trd_series",
    ),
    field_classes={"website": SecureUrlField},
)
"""The entity's data, as they stand in the footer and in documents."""


class LogoForm(VersionedForm):
    """The picture that stands beside the entity's name."""

    file = forms.FileField(
        label=_("Imagen del logotipo o del escudo"),
        help_text=_("PNG, JPG o WEBP, de hasta 2 MB. Se ajusta sola y se le quita todo lo que no se ve."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
        error_messages={
            "required": _("Elija la imagen."),
            "empty": _("El archivo está vacío. Elija otra imagen."),
        },
    )

    def __init__(self, data: QueryDict | None = None, files: Any = None, *, version: int) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, files, version=version, initial={}, auto_id="logo-%s")


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


class LedgerFilter(forms.Form):
    """What to look for in the ledger. Its names stand in addresses; a value nobody knows asks nothing."""

    persona = forms.ChoiceField(label=_("Quién"), required=False, widget=PlainSelect)
    accion = forms.ChoiceField(label=_("Qué hizo"), required=False, widget=PlainSelect)
    clase = forms.ChoiceField(label=_("Sobre qué"), required=False, widget=PlainSelect)
    desde = forms.DateField(label=_("Desde"), required=False, widget=DateInput)
    hasta = forms.DateField(label=_("Hasta"), required=False, widget=DateInput)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, auto_id="registro-%s")
        known = {
            "persona": [(one.public_id, one.name) for one in Person.objects.order_by("name")],
            "accion": sorted(DEEDS.items(), key=lambda one: sort_key(one[1])),
            "clase": sorted(((kind, name[:1].upper() + name[1:]) for kind, name in kinds().items()), key=_by_label),
        }
        for name, choices in known.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = [("", _("Cualquiera")), *choices]

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked, without what asks nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def rows(self, entries: "QuerySet[LedgerEntry]") -> "QuerySet[LedgerEntry]":
        """The entries asked for. Moments are kept as texts that sort as they follow one another."""
        asked = self.asked
        fields = {"persona": "actor", "accion": "verb", "clase": "kind"}
        found = entries.filter(**{fields[name]: value for name, value in asked.items() if name in fields})
        if "desde" in asked:
            found = found.filter(at__gte=asked["desde"].isoformat())
        if "hasta" in asked:
            found = found.filter(at__lt=(asked["hasta"] + timedelta(days=1)).isoformat())
        return found


def _by_label(choice: tuple[str, str]) -> str:
    return sort_key(choice[1])
