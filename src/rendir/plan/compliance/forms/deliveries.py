"""Deliveries: planning's review, what excuses or explains one, when and how it is owed, what is asked of the list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.plan.compliance.rules.standing import Status
from rendir.plan.planning.action_types import DueRule
from rendir.plan.planning.rules.facts import PERIOD_LABELS, Component

_LINES = {"rows": 3}


class StepForm(VersionedForm):
    """A step that needs no words: only that it answers to what the person saw. Several stand on one page: each has ids
    of its own.
    """

    def __init__(self, data: Any = None, *, version: int | None, initial: dict[str, Any] | None = None) -> None:  # noqa: ANN401 - Django's own signature
        mine = f"{type(self).__name__.lower()}-%s" if type(self) is not StepForm else False
        super().__init__(data, version=version, initial=initial or {}, auto_id=mine)


class ReturnForm(StepForm):
    """What is missing."""

    reason = TextField(
        label=gettext_lazy("Qué falta o qué no corresponde"),
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Lo lee la dependencia para corregir."),
        error_messages={"required": gettext_lazy("Escriba qué falta, para que se corrija.")},
    )


class WaiverForm(StepForm):
    """Why it will not be done."""

    reason = TextField(
        label=gettext_lazy("Por qué no se hará"),
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Esto se publica si Planeación lo aprueba. Lo que no aplica sale de la cuenta."),
        error_messages={"required": gettext_lazy("Escriba por qué no se hará: la razón se publica.")},
    )


class RefuseForm(StepForm):
    """Why it does apply."""

    reason = TextField(
        label=gettext_lazy("Por qué la entrega sí se debe"),
        widget=forms.Textarea(attrs=_LINES),
        error_messages={"required": gettext_lazy("Escriba por qué la entrega sí se debe.")},
    )


class RestoreForm(StepForm):
    """Why it is asked again."""

    reason = TextField(
        label=gettext_lazy("Por qué vuelve a exigirse"),
        widget=forms.Textarea(attrs=_LINES),
        error_messages={"required": gettext_lazy("Escriba por qué vuelve a exigirse.")},
    )


class DelayForm(StepForm):
    """Why it was not delivered, and when it will be."""

    delay = TextField(
        label=gettext_lazy("Por qué no se entregó"),
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Esto se publica tal cual, al lado de la entrega."),
        error_messages={"required": gettext_lazy("Escriba por qué no se entregó: se publica tal cual.")},
    )
    expected_on = forms.DateField(
        label=gettext_lazy("Cuándo se entregará"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy("Si lo sabe."),
    )


class DueDayForm(StepForm):
    """The last day set by hand."""

    due_on = forms.DateField(
        label=gettext_lazy("Último día"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy("Vacío: vuelve al día que da su regla."),
    )
    reason = TextField(
        label=gettext_lazy("Por qué cambia"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Esto se publica al lado de la fecha."),
        error_messages={"required": gettext_lazy("Escriba por qué cambia el último día: la razón se publica.")},
    )


class DueRuleForm(forms.Form):
    """How the activity's product is owed."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Cómo se debe el producto de la actividad"),
        required=False,
        choices=[("", gettext_lazy("Como dice su tipo de acción")), *((one.value, one.label) for one in DueRule)],
        help_text=gettext_lazy("Cambia la clase de todas las entregas de la actividad."),
    )
    reason = TextField(
        label=gettext_lazy("Por qué se debe así"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Escriba por qué se debe así: la razón se publica.")},
    )

    def chosen(self) -> DueRule | None:
        """The rule; None gives it back to its kind."""
        return DueRule(self.cleaned_data["rule"]) if self.cleaned_data["rule"] else None


class ReplyForm(StepForm):
    """What the unit answers to Control Interno; `version` is that of its answer, where there is one."""

    text = TextField(
        label=gettext_lazy("Réplica de la dependencia"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Se publica completa al lado de lo que dice Control Interno."),
        error_messages={"required": gettext_lazy("Escriba en qué no está de acuerdo y con qué se prueba.")},
    )


class DeliveryFilter(forms.Form):
    """What is asked of the list of deliveries. Its names stand in addresses; an empty one asks nothing."""

    q = forms.CharField(label=gettext_lazy("Buscar"), max_length=120, required=False, widget=forms.SearchInput())
    estado = forms.ChoiceField(label=gettext_lazy("Estado"), required=False, widget=PlainSelect)
    cuatrimestre = forms.ChoiceField(label=gettext_lazy("Cuatrimestre"), required=False, widget=PlainSelect)
    componente = forms.ChoiceField(label=gettext_lazy("Componente"), required=False, widget=PlainSelect)
    dependencia = forms.ChoiceField(label=gettext_lazy("Dependencia"), required=False, widget=PlainSelect)
    mias = forms.BooleanField(label=gettext_lazy("Solo las de mi dependencia"), required=False)

    def __init__(self, asked: QueryDict, *, units: Sequence[tuple[str, str]], has_unit: bool) -> None:
        super().__init__(asked, auto_id="filtro-%s")
        known: Mapping[str, list[tuple[str, str]]] = {
            "estado": [(one.value, one.label) for one in Status],
            "cuatrimestre": [(str(one), label) for one, label in PERIOD_LABELS.items()],
            "componente": [(one.value, one.label) for one in Component],
            "dependencia": list(units),
        }
        for name, choices in known.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = [("", _("Cualquiera")), *choices]
        if not has_unit:
            del self.fields["mias"]

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of an address that ask something."""
        return tuple(self.fields)
