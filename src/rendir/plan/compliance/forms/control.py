"""Control Interno: the sample, what was found of a delivery, the words of the report, what is asked of the list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.widgets import PlainSelect
from rendir.plan.compliance.forms.deliveries import StepForm
from rendir.plan.compliance.rules.checking import Found
from rendir.plan.compliance.rules.standing import Result, Status
from rendir.plan.planning.rules.facts import Component

_NUMBER = forms.NumberInput(attrs={"inputmode": "numeric"})


class SampleForm(StepForm):
    """How many deliveries are drawn."""

    size = forms.IntegerField(
        label=gettext_lazy("Cuántas entregas se sacan"),
        min_value=1,
        widget=_NUMBER,
        error_messages={"required": gettext_lazy("Escriba cuántas entregas se sacan.")},
    )


class VerificationForm(StepForm):
    """What was found of one delivery. What was not wholly verified says why."""

    result = forms.ChoiceField(
        label=gettext_lazy("Qué encontró"),
        choices=[(one.value, one.label) for one in Result],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Diga qué encontró.")},
    )
    percentage = forms.IntegerField(
        label=gettext_lazy("Porcentaje que verificó"),
        required=False,
        min_value=0,
        max_value=100,
        widget=_NUMBER,
        help_text=gettext_lazy(
            "De 0 a 100. Vacío: no da porcentaje, que no es lo mismo que 0. Se publica al lado del de la entidad, sin "
            "promediarlos."
        ),
        error_messages={"invalid": gettext_lazy("Escriba un número entero de 0 a 100.")},
    )
    remark = TextField(
        label=gettext_lazy("Observación"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Obligatoria si no se verificó del todo: qué no se pudo verificar y por qué."),
    )
    recommendation = TextField(
        label=gettext_lazy("Recomendación"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """The remark that a doubt needs is asked beside its field."""
        cleaned = super().clean()
        if cleaned.get("result") not in (None, Result.VERIFIED) and not cleaned.get("remark"):
            self.add_error("remark", _("Escriba qué no se pudo verificar y por qué."))
        return cleaned


class ReportWordsForm(StepForm):
    """The words of the report."""

    scope = TextField(
        label=gettext_lazy("Alcance y método"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Qué se verificó, cómo y con qué límites."),
    )
    conclusions = TextField(
        label=gettext_lazy("Conclusiones"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Sin ellas no se sella el informe."),
    )
    recommendations = TextField(
        label=gettext_lazy("Recomendaciones generales"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class RoundFilter(forms.Form):
    """What is asked of the list of a round. Its names stand in addresses; an empty one asks nothing."""

    q = forms.CharField(label=gettext_lazy("Buscar"), max_length=120, required=False, widget=forms.SearchInput())
    hallazgo = forms.ChoiceField(
        label=gettext_lazy("Qué encontró"),
        required=False,
        widget=PlainSelect,
        choices=[("", gettext_lazy("Cualquiera")), *((one.value, one.label) for one in Found)],
    )
    estado = forms.ChoiceField(
        label=gettext_lazy("Cómo estaba"),
        required=False,
        widget=PlainSelect,
        choices=[("", gettext_lazy("Cualquiera")), *((one.value, one.label) for one in Status)],
    )
    componente = forms.ChoiceField(
        label=gettext_lazy("Componente"),
        required=False,
        widget=PlainSelect,
        choices=[("", gettext_lazy("Cualquiera")), *((one.value, one.label) for one in Component)],
    )
    dependencia = forms.ChoiceField(label=gettext_lazy("Dependencia"), required=False, widget=PlainSelect)

    def __init__(self, asked: QueryDict, *, units: Sequence[tuple[str, str]]) -> None:
        super().__init__(asked, auto_id="filtro-%s")
        field = self.fields["dependencia"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("Cualquiera")), *units]
