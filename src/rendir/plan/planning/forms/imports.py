"""A file to read, and what a person decides about its reading."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.giving import ACCEPTED, FileOrTextForm


class ImportForm(FileOrTextForm):
    """The schedule as a file, or its cells pasted as text."""

    file = forms.FileField(
        label=_("Archivo del cronograma"),
        help_text=_(
            "Excel, Word, LibreOffice, PDF, página web o texto "
            "(.xlsx, .xls, .ods, .docx, .odt, .pdf, .html, .txt, .tsv, .csv), "
            "o el JSON que se descarga de este sistema. Hasta 25 MB."
        ),
        required=False,
        error_messages=FileOrTextForm.base_fields["file"].error_messages,
        widget=forms.FileInput(attrs={"accept": f"{ACCEPTED},.json"}),
    )


class ExpectedForm(forms.Form):
    """The version of the thing that the person saw."""

    expected = forms.IntegerField(widget=forms.HiddenInput)


class DecisionForm(ExpectedForm):
    """Accept or leave: one proposal (`finding`), or all that wait of one kind (`kind`)."""

    decision = forms.ChoiceField(choices=[("aceptar", "aceptar"), ("dejar", "dejar")])
    finding = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    kind = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, waiting: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type] # a QueryDict
        self.waiting = list(waiting)
        indexes, kinds = zip(*self.waiting, strict=True) if self.waiting else ((), ())
        for name, values in (("finding", indexes), ("kind", dict.fromkeys(kinds))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = [(value, str(value)) for value in values]

    @property
    def accept(self) -> bool:
        return bool(self.cleaned_data["decision"] == "aceptar")

    def indexes(self) -> list[int]:
        """The findings decided about."""
        one, kind = self.cleaned_data["finding"], self.cleaned_data["kind"]
        return [index for index, code in self.waiting if index == one or (kind and code == kind)]


class ConfirmForm(ExpectedForm):
    """The comparison that was seen, and whether what the file no longer has goes too."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    remove_missing = forms.BooleanField(required=False)
