"""Fields that several forms share: names of responsibles, stages, periods, kinds of activity, a long text."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.spanish import fold, squeeze
from rendir.plan.planning.action_types import ACTION_TYPES
from rendir.plan.planning.reading.responsibles import kind_of
from rendir.plan.planning.rules.facts import PERIOD_LABELS, Component, Responsible, Stage

LONGEST_NAME = 250
BLANK_LINES = 2
"""Lines for more responsibles than there are."""


class NamesInput(forms.Widget):
    """A line for each name, and two more. Each line offers the names already known (`list`)."""

    template_name = "planning/staff/widgets/names.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[str]:  # noqa: ARG002 - Django's own signature
        return data.getlist(name) if isinstance(data, MultiValueDict) else list(data.get(name, ()))

    def id_for_label(self, id_: str, index: str = "0") -> str:  # noqa: ARG002 - Django's own signature
        return ""

    def get_context(self, name: str, value: Sequence[str] | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        names = [one for one in value or () if one.strip()]
        context["widget"]["names"] = [*names, *[""] * BLANK_LINES]
        context["widget"]["longest"] = LONGEST_NAME
        context["widget"]["is_wrong"] = "aria-invalid" in context["widget"]["attrs"]
        return context


class NamesField(forms.Field):
    """The responsibles, by name; what each is follows from its name until its unit says otherwise."""

    widget = NamesInput

    def prepare_value(self, value: Sequence[Responsible | str] | None) -> list[str]:
        return [one.name if isinstance(one, Responsible) else one for one in value or ()]

    def clean(self, value: Sequence[str]) -> tuple[Responsible, ...]:
        names = {fold(name): squeeze(name) for name in value or () if name.strip()}
        if any(len(name) > LONGEST_NAME for name in names.values()):
            message = _("Un nombre tiene más de 250 letras. Escriba cada responsable en su línea.")
            raise forms.ValidationError(message)
        return tuple(Responsible(name, kind_of(name)) for name in names.values())

    def has_changed(self, initial: object, data: object) -> bool:
        return self.prepare_value(initial) != [name for name in data or () if name.strip()]  # type: ignore[arg-type, attr-defined] # Django types both as object


def stages_field() -> forms.TypedMultipleChoiceField:
    """The five stages, as boxes; gives a list of `Stage`."""
    return forms.TypedMultipleChoiceField(
        label=_("Etapas"),
        choices=[(stage.value, f"{stage.label}: {stage.plain}") for stage in Stage],
        coerce=Stage,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def periods_field() -> forms.TypedMultipleChoiceField:
    """The three periods, as boxes; gives a list of numbers."""
    return forms.TypedMultipleChoiceField(
        label=_("Cuatrimestres"),
        choices=list(PERIOD_LABELS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def action_type_field() -> forms.ChoiceField:
    """The kinds of activity under their elements; empty: none said."""
    return forms.ChoiceField(
        label=_("Tipo de acción"),
        help_text=_("Dice qué herramienta la cumple y cuándo se debe su producto."),
        choices=[("", _("Sin definir")), *_groups()],
        required=False,
    )


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (component.label, [(one.key, one.label) for one in ACTION_TYPES if one.component == component])
        for component in Component
    ]
