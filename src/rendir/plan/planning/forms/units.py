"""Units (dependencias): their data, their spellings, and which of them are one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput
from rendir.foundation.organization.models import Unit, UnitKind


class UnitForm(VersionedForm):
    """The name, what it is, and until when it exists; of `unit`, or of a new one."""

    name = forms.CharField(label=_("Nombre"), max_length=250, help_text=_("Como aparece en los actos de la entidad."))
    kind = forms.ChoiceField(label=_("Qué es"), choices=UnitKind.choices, initial=UnitKind.UNIT)
    ends_on = forms.DateField(
        label=_("Existe hasta"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Solo si ya no existe o va a dejar de existir."),
    )

    def __init__(self, data: object = None, *, unit: Unit | None = None) -> None:
        initial = {"name": unit.name, "kind": unit.kind, "ends_on": unit.ends_on} if unit else {}
        super().__init__(data, version=unit.version if unit else None, initial=initial)


class SinceField(forms.DateField):
    """From which day two names are of one; empty: from today."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own options
        said = {"label": _("Desde qué día"), "help_text": _("El día del acto que las unió. Vacío: desde hoy.")}
        super().__init__(**{"required": False, "widget": DateInput(), **said, **kwargs})


class AliasForm(forms.Form):
    """Another spelling."""

    name = forms.CharField(label=_("Otra forma de escribir el nombre"), max_length=250)
    since = SinceField()


class ApartForm(forms.Form):
    """Two names that are of two."""

    name = forms.CharField(max_length=250)
    other = forms.CharField(max_length=250)


class JoinForm(forms.Form):
    """The unit that this one is."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    into = forms.ModelChoiceField(
        label=_("Es la misma que"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        empty_label=_("Elija la dependencia que queda"),
    )
    since = SinceField()

    def __init__(self, data: object = None, *, unit: Unit, other: str = "") -> None:
        super().__init__(data, initial={"expected": unit.version, "into": other})  # type: ignore[arg-type] # a QueryDict or nothing
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows for the type checker
        field.queryset = Unit.objects.exclude(pk=unit.pk).order_by("sort_key")
