"""A file to read, and what a person decides about its reading."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.readers.limits import MOST_BYTES

LARGEST_TEXT = 5 * 1000 * 1000
PASTED_NAME = "pegado.txt"
ACCEPTED = ".xlsx,.xls,.ods,.docx,.odt,.pdf,.html,.txt,.tsv,.csv,.json"


class ImportForm(forms.Form):
    """A file, or its cells pasted as text: one of the two."""

    file = forms.FileField(
        label=_("Archivo del cronograma"),
        help_text=_(
            "Excel, Word, LibreOffice, PDF, página web o texto "
            "(.xlsx, .xls, .ods, .docx, .odt, .pdf, .html, .txt, .tsv, .csv), "
            "o el JSON que se descarga de este sistema. Hasta 25 MB."
        ),
        required=False,
        error_messages={"empty": _("El archivo está vacío. Revise que sea el archivo correcto y elíjalo otra vez.")},
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=_("O pegue aquí las celdas copiadas de Excel"),
        help_text=_("Con los títulos de las columnas."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "paste-block", "spellcheck": "false"}),
        required=False,
        strip=False,
        max_length=LARGEST_TEXT,
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Not larger than what a schedule can be."""
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        if upload and (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("El archivo pesa más de 25 MB. Guarde solo la hoja del cronograma."))
        return upload

    def clean(self) -> dict[str, Any]:
        """One of the two, and only one."""
        file, text = self.cleaned_data.get("file"), (self.cleaned_data.get("text") or "").strip()
        if not self.errors and not file and not text:
            self.add_error("file", _("Elija un archivo o pegue las celdas."))
        if file and text:
            self.add_error("text", _("Deje solo uno: el archivo o las celdas pegadas."))
        return self.cleaned_data

    @property
    def asked_in(self) -> str:
        """The field that an answer about the content belongs to."""
        return "file" if self.cleaned_data.get("file") else "text"

    def content(self) -> tuple[bytes, str]:
        """The bytes and the name of what was given."""
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        if upload:
            return upload.read(), upload.name or PASTED_NAME
        return self.cleaned_data["text"].encode(), PASTED_NAME


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
