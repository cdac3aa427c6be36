"""A form by which somebody gives a table: a file, or its cells pasted."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.readers.limits import MOST_BYTES

LARGEST_TEXT = 5 * 1000 * 1000
PASTED_NAME = "pegado.txt"
ACCEPTED = ".xlsx,.xls,.ods,.docx,.odt,.pdf,.html,.txt,.tsv,.csv"


class FileOrTextForm(forms.Form):
    """A file, or its cells pasted as text: one of the two."""

    file = forms.FileField(
        label=_("Archivo con la tabla"),
        help_text=_(
            "Excel, LibreOffice, CSV o texto; también una tabla de Word, de una página web o de un PDF. Hasta 25 MB."
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
        """Not larger than what is read."""
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        if upload and (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("El archivo pesa más de 25 MB. Guarde solo la hoja que se necesita."))
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
