"""Evidence: what is attached, where it belongs, why it goes, how it is published."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import EitherFileField, FilesField, FilesInput, TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput
from rendir.foundation.library.contents.kinds import ACCEPTED
from rendir.plan.compliance.rules.promises import Key

_SALT = "rendir.compliance.received"


class EvidenceForm(VersionedForm):
    """Files, a photograph taken now or a link, with the day of the fact.

    `upload` and `photo_upload` are the identities of files that came piece by piece. `received` are files that an
    earlier sending of the same form left in the library: nobody chooses them again after an error elsewhere in it.
    """

    use_required_attribute = False

    received = forms.CharField(widget=forms.HiddenInput, required=False)
    upload = forms.CharField(widget=forms.HiddenInput, required=False)
    photo_upload = forms.CharField(widget=forms.HiddenInput, required=False)
    document = EitherFileField(
        label=_("Archivo"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Documento, hoja de cálculo, foto, audio o video. Si la línea se cae, la carga sigue donde iba."),
    )
    photo = EitherFileField(
        label=_("Tomar una foto"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("En el teléfono abre la cámara."),
    )
    others = FilesField(
        label=_("Varios archivos a la vez"),
        required=False,
        widget=FilesInput(attrs={"accept": ACCEPTED, "multiple": True}),
    )
    link = forms.URLField(
        label=_("Enlace"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("La dirección de una página, un video o una carpeta que soporte la entrega."),
        error_messages={"invalid": _("Escriba la dirección completa, por ejemplo https://entidad.gov.co/acta.")},
    )
    title = forms.CharField(
        label=_("Qué es la evidencia"),
        required=False,
        max_length=200,
        help_text=_("Si no lo dice, se llama como su archivo o su enlace."),
    )
    fact_on = forms.DateField(
        label=_("Fecha del hecho"),
        widget=DateInput,
        help_text=_("El día en que ocurrió lo que la evidencia muestra, no el de hoy si fue antes."),
        error_messages={"required": _("Escriba el día en que ocurrió.")},
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        files: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        today: date,
        owner: str,
        version: int | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, version=version, initial={"fact_on": today, **(initial or {})})
        self.today, self.owner = today, owner
        self.received_names: list[str] = []

    def clean_fact_on(self) -> date:
        """What has not happened yet is no evidence."""
        day: date = self.cleaned_data["fact_on"]
        if day > self.today:
            raise forms.ValidationError(_("Esa fecha está en el futuro. Escriba el día en que ocurrió."))
        return day

    def sent_files(self) -> list["UploadedFile[Any]"]:
        """What was sent with the form this time."""
        alone = [self.cleaned_data.get(name) for name in ("document", "photo")]
        return [*(one for one in alone if one), *self.cleaned_data.get("others", ())]

    def upload_ids(self) -> list[str]:
        """The identities of what came piece by piece."""
        return [found for name in ("upload", "photo_upload") if (found := self.cleaned_data.get(name))]

    def received_ids(self) -> list[str]:
        """The public ids of the files that an earlier sending left; none where the text was not written by us for
        this person.
        """
        try:
            told = signing.loads(self.cleaned_data.get("received") or "", salt=f"{_SALT}:{self.owner}")
        except signing.BadSignature:
            return []
        return [str(one) for one in told]

    def keep(self, files: Mapping[str, str]) -> None:
        """Remember these files (name by public id) for the next sending."""
        self.received_names = list(files.values())
        self.say_again("received", signing.dumps(list(files), salt=f"{_SALT}:{self.owner}"))
        for name in ("upload", "photo_upload"):
            self.say_again(name, "")

    def has_evidence(self) -> bool:
        """Whether anything is attached."""
        came = self.sent_files() or self.upload_ids() or self.received_ids()
        return bool(came or self.cleaned_data.get("link"))


class ReportForm(EvidenceForm):
    """That a delivery is done, in the unit's words; or, with `act` «attach», only more evidence of it.

    `is_foreign`: who reports works in none of its units, and says how the unit sent it.
    """

    REPORT, ATTACH = "report", "attach"

    act = forms.ChoiceField(choices=[(REPORT, REPORT), (ATTACH, ATTACH)], widget=forms.HiddenInput, required=False)
    summary = TextField(
        label=_("Qué se hizo"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En una o dos frases. Se publica tal cual: no nombre a particulares."),
        error_messages={"required": _("Cuente en una o dos frases qué se hizo.")},
    )
    progress = forms.IntegerField(
        label=_("Avance en porcentaje"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("De 0 a 100. Vacío no es cero: es que no se dice."),
    )
    on_behalf = forms.CharField(
        label=_("Cómo lo hizo llegar la dependencia"),
        max_length=300,
        help_text=_("Usted reporta por otra dependencia. Por ejemplo «Correo del 3 de mayo»; adjunte el soporte."),
        error_messages={"required": _("Diga cómo lo hizo llegar la dependencia.")},
    )

    def __init__(self, *args: Any, is_foreign: bool, attached: int, **options: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **options)
        self.attached = attached
        self.fields["summary"].required = self.data.get("act") != self.ATTACH
        self.fields["on_behalf"].required = self.data.get("act") != self.ATTACH
        if not is_foreign:
            del self.fields["on_behalf"]

    @property
    def is_report(self) -> bool:
        """Whether it was sent to report, and not only to attach."""
        return self.cleaned_data.get("act") != self.ATTACH

    def clean(self) -> dict[str, Any]:
        """A report has evidence; who attaches, attaches something."""
        super().clean()
        if not self.attached and not self.has_evidence():
            self.add_error("document", _("Falta la evidencia: adjunte un archivo, tome una foto o pegue un enlace."))
        elif not self.is_report and not self.has_evidence():
            self.add_error("document", _("Elija lo que va a adjuntar."))
        return self.cleaned_data


class PlaceForm(forms.Form):
    """Which delivery a piece of evidence supports."""

    key = forms.ChoiceField(label=_("Entrega que soporta"))

    def __init__(self, data: Any = None, *, offered: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 - as above
        super().__init__(data, auto_id=False)
        field = self.fields["key"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = list(offered)

    def chosen(self) -> Key:
        """The delivery chosen."""
        key = Key.parse(self.cleaned_data["key"])
        assert key is not None  # noqa: S101 - one of those offered
        return key


class WithdrawForm(forms.Form):
    """Why evidence goes."""

    reason = TextField(
        label=_("¿Por qué se retira?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Queda en el registro con su nombre, el día y la hora."),
        error_messages={"required": _("Escriba por qué se retira.")},
    )


class UnpublishForm(forms.Form):
    """Why evidence stops being public."""

    reason = TextField(
        label=_("¿Por qué deja de ser pública?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué deja de ser pública.")},
    )
