"""What a person says of a folder of past years and of its documents, and how the archive is searched."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.archive.rules.dates import EARLIEST
from rendir.foundation.core.fields import EitherFileField, TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.foundation.library.contents.kinds import Family
from rendir.foundation.library.screening import PublishForm

FAMILIES = {
    Family.PDF: _("PDF"),
    Family.OFFICE: _("Word, Excel y otros de oficina"),
    Family.TEXT: _("Texto"),
    Family.PICTURE: _("Imagen"),
    Family.AUDIO: _("Audio"),
    Family.VIDEO: _("Video"),
}
"""What a reader may ask for, by kind of file."""


class FolderForm(forms.Form):
    """The compressed folder: sent piece by piece (`upload`), or with the form."""

    use_required_attribute = False

    upload = forms.CharField(widget=forms.HiddenInput, required=False)
    document = EitherFileField(
        label=_("Carpeta comprimida (ZIP)"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_("Un ZIP con los Word, Excel y PDF. Si la línea se cae, la carga sigue donde iba."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        super().clean()
        if not self.cleaned_data.get("document") and not self.cleaned_data.get("upload") and not self.errors:
            self.add_error("document", _("Elija la carpeta comprimida."))
        return self.cleaned_data


class FolderYearForm(forms.Form):
    """Of which year all the documents of one folder are."""

    folder = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    year = forms.IntegerField(
        label=_("Año"), min_value=EARLIEST, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )


class DocumentForm(VersionedForm):
    """What is said of one document."""

    title = forms.CharField(
        label=_("Título"),
        max_length=200,
        help_text=_("Qué es, como la entidad lo llama. No se publica: al publicar se escribe otro."),
        error_messages={"required": _("Escriba qué es.")},
    )
    year = forms.IntegerField(
        label=_("Año"),
        min_value=EARLIEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Diga de qué año es.")},
    )
    day = forms.DateField(
        label=_("Día"),
        required=False,
        widget=DateInput,
        help_text=_("Solo si se conoce."),
    )


class ExpectedForm(forms.Form):
    """The version of what is decided upon, as the person saw it."""

    expected = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why a document goes."""

    reason = TextField(
        label=_("¿Por qué se retira?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Queda en el registro, con el día y la hora."),
        error_messages={"required": _("Escriba por qué se retira.")},
    )


class PublishDocumentForm(PublishForm):
    """What anybody will read of a document of the archive."""

    title = forms.CharField(
        label=_("Título con que se publica"),
        max_length=200,
        help_text=_("Qué es, sin nombrar a nadie: «Informe de gestión de 2019»."),
        error_messages={"required": _("Escriba el título con que se publica.")},
    )
    alt_text = TextField(
        label=_("En palabras, para quien no lo ve o no lo oye"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Lo que alguien sabría al verlo: qué muestra, qué dice, qué cifras trae."),
        error_messages={"required": _("Descríbalo: quien no lo ve o no lo oye lo conoce por estas palabras.")},
    )
    confirmed = forms.BooleanField(
        label=_("Lo miré completo y no muestra datos personales de particulares."),
        help_text=_(
            "Números de identidad, teléfonos, correos, direcciones, firmas de particulares, listas de menores."
        ),
        error_messages={"required": _("Mírelo completo y marque la confirmación.")},
    )


class UnpublishForm(forms.Form):
    """Why a document stops being public."""

    reason = TextField(
        label=_("¿Por qué deja de ser público?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué deja de ser público.")},
    )


class ArchiveFilter(forms.Form):
    """What is looked for: words, a year, a kind of file."""

    q = forms.CharField(label=_("Palabras"), required=False, widget=forms.SearchInput, max_length=200)
    vigencia = forms.ChoiceField(label=_("Año"), required=False, widget=PlainSelect)
    tipo = forms.ChoiceField(
        label=_("Tipo"), required=False, widget=PlainSelect, choices=[("", _("Todos")), *FAMILIES.items()]
    )

    def __init__(self, data: Any, *, years: Sequence[int]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, auto_id="buscar-%s")
        field = self.fields["vigencia"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("Todos")), *((str(year), str(year)) for year in years)]

    def asked(self) -> dict[str, str]:
        """What is asked and can be; what cannot be asks nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
