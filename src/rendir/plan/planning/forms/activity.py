"""One activity: what it says, where it stands, why it is retired."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.core.versioned import VersionedForm
from rendir.plan.planning.forms.fields import NamesField, action_type_field, periods_field, stages_field
from rendir.plan.planning.rules.comparison import FieldChange, compare_schedules
from rendir.plan.planning.rules.facts import ActivityFacts, Component

NEW = ActivityFacts(None, 0, "")


class ActivityForm(VersionedForm):
    """What an activity says. `current` is what it says now, at `version`; without them the activity is new.

    Where somebody else was faster the form keeps what was typed and tells what is there now in `differences`.
    """

    component = forms.ChoiceField(
        label=_("Componente"),
        choices=[(one.value, one.label) for one in Component],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija Información, Diálogo o Responsabilidad.")},
    )
    name = TextField(
        label=_("Actividad"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Qué se va a hacer."),
        error_messages={"required": _("Escriba qué se va a hacer.")},
    )
    product = TextField(
        label=_("Meta o producto"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Lo que la gente podrá ver cuando esté cumplida."),
    )
    stages = stages_field()
    periods = periods_field()
    responsibles = NamesField(
        label=_("Responsables"),
        required=False,
        help_text=_("Uno por línea, con el nombre de la dependencia. Deje en blanco las líneas que no use."),
    )
    action_type = action_type_field()

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        current: ActivityFacts = NEW,
        version: int | None = None,
        choose_component: bool = False,
    ) -> None:
        super().__init__(data, version=version, initial=_initial(current))
        self.current = current
        self.differences: tuple[FieldChange, ...] = ()
        if not choose_component:
            del self.fields["component"]

    def clean(self) -> dict[str, Any]:
        """Where the form is stale: what is there now beside what was typed."""
        super().clean()
        if self.is_stale:
            changed = compare_schedules([self.current], [self.facts()], pairs=((0, 0),)).changed
            self.differences = changed[0].fields if changed else ()
        return self.cleaned_data

    def facts(self) -> ActivityFacts:
        """The activity as typed. A text that differs only in its spaces stays as it was."""
        data = self.cleaned_data
        component = data.get("component")
        return ActivityFacts(
            component=Component(component) if component else self.current.component,
            number=self.current.number,
            name=_kept(self.current.name, data.get("name", "")),
            product=_kept(self.current.product or "", data.get("product", "")) or None,
            stages=frozenset(data.get("stages", ())),
            periods=frozenset(data.get("periods", ())),
            responsibles=data.get("responsibles", ()),
            action_type=data.get("action_type") or None,
            source=self.current.source,
        )


def _initial(current: ActivityFacts) -> dict[str, object]:
    return {
        "component": current.component.value if current.component else None,
        "name": current.name,
        "product": current.product or "",
        "stages": [stage.value for stage in current.ordered_stages],
        "periods": list(current.ordered_periods),
        "responsibles": [one.name for one in current.responsibles],
        "action_type": current.action_type or "",
    }


def _kept(now: str, typed: str) -> str:
    return now if squeeze(now) == squeeze(typed) else typed


class RetireForm(forms.Form):
    """Why an activity leaves the schedule."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label=_("¿Por qué se retira?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se publica con la actividad. La página de la actividad se conserva."),
        error_messages={"required": _("Escriba la razón: quien buscaba la actividad la va a leer.")},
    )


class MoveForm(forms.Form):
    """Which way."""

    direction = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
