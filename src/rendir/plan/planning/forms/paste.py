"""A block of cells copied from a spreadsheet, and where it goes."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.plan.planning.reading.pasting import COLUMN_LABELS, COLUMNS, NewUnit
from rendir.plan.planning.rules.facts import ActivityFacts, Component
from rendir.plan.planning.rules.titles import shortened

AFTER = "despues-de-"
"""A start that is no activity: new rows at the end of a component."""


class PasteForm(forms.Form):
    """The block, the row and the column of its first cell. `block` keeps its tabs and line ends."""

    start = forms.ChoiceField(label=_("Desde la fila"))
    column = forms.TypedChoiceField(
        label=_("Cuál es la primera columna copiada"),
        choices=[(index, COLUMN_LABELS[key]) for index, key in enumerate(COLUMNS)],
        coerce=int,
    )
    block = forms.CharField(
        label=_("Celdas copiadas"),
        widget=forms.Textarea(attrs={"rows": 8, "class": "paste-block", "spellcheck": "false"}),
        strip=False,
        max_length=200_000,
        help_text=_("Cópielas en Excel y péguelas aquí. En las columnas de etapas y cuatrimestres, una X o nada."),
        error_messages={"required": _("Pegue aquí las celdas que copió.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    new_units = forms.BooleanField(
        label=_("Sí: son dependencias nuevas, escritas así"),
        required=False,
        error_messages={
            "asked": _("Diga si estas dependencias son nuevas; si alguna ya existe, corrija su nombre abajo.")
        },
    )
    apply = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: object = None, *, activities: Sequence[ActivityFacts], start: str = "") -> None:
        super().__init__(data, initial={"start": start})  # type: ignore[arg-type] # a QueryDict or nothing
        field = self.fields["start"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        rows = [(one.code, f"{one.code} · {shortened(one.name)}") for one in activities]
        news = [(f"{AFTER}{one.value}", f"Filas nuevas al final de {one.label}") for one in Component]
        field.choices = [*rows, *news]

    def must_say_so(self, new: Sequence[NewUnit]) -> bool:
        """Whether new units wait for the person's word; the form then says what is missing."""
        waits = bool(new) and not self.cleaned_data["new_units"]
        if waits and self.cleaned_data["apply"]:
            self.add_error("new_units", self.fields["new_units"].error_messages["asked"])
        return waits

    def component(self, activities: Sequence[ActivityFacts]) -> Component:
        """The component in which new rows go."""
        start = self.cleaned_data["start"]
        if start.startswith(AFTER):
            return Component(start.removeprefix(AFTER))
        return next(one.component for one in activities if one.code == start and one.component)

    def below(self, activities: Sequence[ActivityFacts]) -> list[ActivityFacts]:
        """The rows from the chosen one to the end of its component."""
        codes = [one.code for one in activities]
        start = self.cleaned_data["start"]
        if start not in codes:
            return []
        component = self.component(activities)
        return [one for one in activities[codes.index(start) :] if one.component == component]
