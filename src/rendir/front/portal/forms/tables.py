"""A table that somebody brings: which sheet and row have its titles, which column says what, and the last word."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.mapping import Field
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import PlainSelect

NOWHERE = ""


class SheetForm(VersionedForm):
    """Which sheet, and which of its rows has the titles. `sheets` and `rows` are what a person sees of each."""

    sheet = forms.TypedChoiceField(label=_("Hoja"), coerce=int, widget=PlainSelect)
    title_row = forms.TypedChoiceField(label=_("Fila con los títulos"), coerce=int, widget=PlainSelect)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        version: int,
        sheets: Sequence[str],
        rows: Sequence[str],
        at: tuple[int, int],
    ) -> None:
        super().__init__(data, version=version, initial={"sheet": at[0], "title_row": at[1]})
        _offer(self.fields["sheet"], list(enumerate(sheets)))
        _offer(self.fields["title_row"], list(enumerate(rows)))
        if len(sheets) == 1:
            self.fields["sheet"].widget = forms.HiddenInput()


class ColumnsForm(VersionedForm):
    """Which column says each field."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        version: int,
        wanted: Sequence[Field],
        titles: Sequence[str],
        chosen: Mapping[str, int],
    ) -> None:
        super().__init__(data, version=version, initial=dict(chosen), prefix="columna")
        for one in wanted:
            absent = _("Escoja una columna") if one.required else _("Ninguna la dice")
            field = forms.TypedChoiceField(
                label=one.label,
                choices=[(NOWHERE, absent), *enumerate(titles)],
                coerce=int,
                empty_value=None,
                required=one.required,
                widget=PlainSelect,
                error_messages={"required": _("Escoja la columna que dice «%(field)s».") % {"field": one.label}},
            )
            self.fields[one.key] = field

    def clean(self) -> dict[str, Any]:
        """Each column says one thing."""
        super().clean()
        taken: dict[int, str] = {}
        for name, column in self.columns().items():
            if column in taken:
                again = _("Esta columna ya se escogió para «%(field)s».") % {"field": taken[column]}
                self.add_error(name, again)
            taken.setdefault(column, str(self.fields[name].label))
        return self.cleaned_data

    def columns(self) -> dict[str, int]:
        """The column of each field that has one."""
        return {name: column for name, column in self.cleaned_data.items() if name != "expected" and column is not None}


class TakeInForm(VersionedForm):
    """The last word: with rows that could not be read, that they stay out."""

    partly = forms.BooleanField(label=_("Dejar fuera las filas que no se pudieron leer"), required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        version: int,
        left_out: int,
    ) -> None:
        super().__init__(data, version=version, initial={}, prefix="traer")
        if not left_out:
            del self.fields["partly"]


def _offer(field: forms.Field, choices: list[tuple[int, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
    field.choices = choices
