"""What a person says of a group, of what is known of it, and of a version of the characterisation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.foundation.organization.queries import PlacedZone
from rendir.information.audiences.actions.groups import MOST_CHANNELS
from rendir.information.audiences.models import (
    Audience,
    AudienceSegment,
    AudienceSource,
    Characterisation,
    Distribution,
    InformationNeed,
)
from rendir.information.audiences.rules.tally import read_counts, written_counts
from rendir.information.audiences.rules.vocabulary import (
    AudienceKind,
    Channel,
    Dimension,
    Frequency,
    LegalBasis,
    NeedFormat,
    SourceKind,
)


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AudienceForm(VersionedForm):
    """Who a group is, what hinders it, and where it is."""

    name = forms.CharField(
        label=_("Nombre del grupo"),
        max_length=120,
        help_text=_("Como se llaman ellos mismos: «Juventudes», «Juntas de acción comunal»."),
        error_messages={"required": _("Escriba el nombre del grupo.")},
    )
    kind = forms.ChoiceField(
        label=_("De qué se compone"), choices=AudienceKind.choices, widget=PlainSelect, initial=AudienceKind.PERSONS
    )
    summary = TextField(
        label=_("Quiénes son"),
        max_length=2000,
        widget=_lines(3),
        help_text=_("En una o dos frases, sin nombrar a nadie. Se publica."),
        error_messages={"required": _("Diga quiénes son.")},
    )
    differential = TextField(
        label=_("Enfoque diferencial"),
        required=False,
        max_length=2000,
        widget=_lines(3),
        help_text=_("Qué se hace distinto con este grupo, por su edad, sexo, origen, discapacidad o territorio."),
    )
    barriers = TextField(
        label=_("Barreras"),
        required=False,
        max_length=2000,
        widget=_lines(3),
        help_text=_("Qué le impide informarse o participar: distancia, horario, lengua, línea, miedo."),
    )
    adjustments = TextField(
        label=_("Ajustes"),
        required=False,
        max_length=2000,
        widget=_lines(3),
        help_text=_("Qué hace la entidad frente a esas barreras: transporte, intérprete, letra grande."),
    )
    zones = forms.MultipleChoiceField(label=_("Dónde está"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        places: Sequence[PlacedZone],
        audience: Audience | None = None,
        chosen: Sequence[str] = (),
    ) -> None:
        names = ("name", "kind", "summary", "differential", "barriers", "adjustments")
        initial = {name: getattr(audience, name) for name in names} if audience else {}
        super().__init__(
            data, version=audience.version if audience else None, initial={**initial, "zones": list(chosen)}
        )
        self.places = {one.zone.public_id: one.zone for one in places}
        if not places:
            del self.fields["zones"]
            return
        field = self.fields["zones"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one.zone.public_id, one.path) for one in places]

    def values(self) -> dict[str, Any]:
        """What was typed, with the zones as zones."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("expected", "zones")}
        return told | {"zones": [self.places[one] for one in self.cleaned_data.get("zones", ())]}


class SegmentForm(VersionedForm):
    """A part of a group."""

    name = forms.CharField(
        label=_("Nombre del segmento"),
        max_length=120,
        help_text=_("Por ejemplo «Mujeres cabeza de hogar»."),
        error_messages={"required": _("Escriba el nombre del segmento.")},
    )
    description = TextField(label=_("Qué lo distingue"), required=False, max_length=1000, widget=_lines(3))

    def __init__(self, data: Any = None, *, segment: AudienceSegment | None = None) -> None:  # noqa: ANN401 - Django's own signature
        initial = {"name": segment.name, "description": segment.description} if segment else {}
        super().__init__(data, version=segment.version if segment else None, initial=initial)

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in ("name", "description")}


class NeedForm(VersionedForm):
    """Something a group wants to know."""

    topic = forms.CharField(
        label=_("Qué quieren saber"),
        max_length=200,
        help_text=_("Con sus palabras: «En qué se gastó lo de la vía». Se publica."),
        error_messages={"required": _("Escriba qué quieren saber.")},
    )
    format = forms.ChoiceField(label=_("En qué forma"), choices=NeedFormat.choices, widget=PlainSelect)
    frequency = forms.ChoiceField(label=_("Cada cuánto"), choices=Frequency.choices, widget=PlainSelect)
    language = forms.CharField(
        label=_("En qué lengua"),
        max_length=60,
        initial=_("Español"),
        help_text=_("Español, lengua de señas colombiana, nasa yuwe, wayuunaiki, palenquero…"),
    )

    def __init__(self, data: Any = None, *, need: InformationNeed | None = None) -> None:  # noqa: ANN401 - Django's own signature
        names = ("topic", "format", "frequency", "language")
        initial = {name: getattr(need, name) for name in names} if need else {}
        super().__init__(data, version=need.version if need else None, initial=initial)

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in ("topic", "format", "frequency", "language")}


class ChannelsForm(VersionedForm):
    """By which channels a group is told things and heard, ranked: one question for each place."""

    def __init__(self, data: Any = None, *, audience: Audience) -> None:  # noqa: ANN401 - Django's own signature
        initial = {
            f"{purpose}_{place}": channel.value
            for purpose, chosen in (("publication", audience.publication), ("dialogue", audience.dialogue))
            for place, channel in enumerate(chosen, 1)
        }
        super().__init__(data, version=audience.version, initial=initial)
        for purpose, word, fits in (
            ("publication", _("Para informarles: %(place)s.º"), [one for one in Channel if one.tells]),
            ("dialogue", _("Para escucharles: %(place)s.º"), [one for one in Channel if one.listens]),
        ):
            for place in range(1, MOST_CHANNELS + 1):
                self.fields[f"{purpose}_{place}"] = forms.ChoiceField(
                    label=word % {"place": place},
                    required=False,
                    choices=[("", "—"), *((one.value, one.label) for one in fits)],
                    widget=PlainSelect,
                )

    def chosen(self, purpose: str) -> list[str]:
        """The channels in their order, without what was left empty."""
        told = [self.cleaned_data.get(f"{purpose}_{place}", "") for place in range(1, MOST_CHANNELS + 1)]
        return [one for one in told if one]


class SourceForm(VersionedForm):
    """Where data come from; and, where they come from personal data, what the law asks."""

    title = forms.CharField(
        label=_("Fuente"),
        max_length=160,
        help_text=_("Por ejemplo «Registro de usuarios de asistencia técnica». Se publica."),
        error_messages={"required": _("Escriba cuál es la fuente.")},
    )
    kind = forms.ChoiceField(label=_("Clase de fuente"), choices=SourceKind.choices, widget=PlainSelect)
    collected_on = forms.DateField(
        label=_("De qué día son los datos"),
        widget=DateInput,
        error_messages={"required": _("Escriba de qué día son.")},
    )
    method = TextField(
        label=_("Cómo se recogieron"),
        required=False,
        max_length=1000,
        widget=_lines(2),
        help_text=_("A quiénes se preguntó, dónde y cómo. Es interno."),
    )
    is_personal = forms.BooleanField(
        label=_("Sale de datos personales: un registro, un formulario, una encuesta."),
        required=False,
        help_text=_("Entonces la ley pide lo que sigue. De una estadística ya publicada no pide nada."),
    )
    purpose = forms.CharField(
        label=_("Para qué se recogieron"),
        required=False,
        max_length=300,
        help_text=_("Como se le dijo a la gente (Ley 1581 de 2012, art. 12 a)."),
    )
    legal_basis = forms.ChoiceField(
        label=_("Por qué la entidad los puede tener"),
        required=False,
        choices=[("", "—"), *LegalBasis.choices()],
        widget=PlainSelect,
    )
    consent_proof = forms.CharField(
        label=_("Dónde está la prueba de la autorización"),
        required=False,
        max_length=300,
        help_text=_("Por ejemplo «Carpeta 120-14, archivo de gestión». Es reservado: nunca se publica."),
    )
    answers_optional = forms.BooleanField(
        label=_("Se podía no responder, y así se dijo."),
        required=False,
        help_text=_("Sin esto no se cuenta ningún dato sensible (Ley 1581 de 2012, arts. 6 y 12 b)."),
    )
    no_minors = forms.BooleanField(
        label=_("No trae datos de niñas, niños ni adolescentes."),
        required=False,
        help_text=_("Ley 1581 de 2012, art. 7."),
    )
    keep_until = forms.DateField(
        label=_("Hasta cuándo se conserva el detalle"),
        required=False,
        widget=DateInput,
        help_text=_("Después se borran solos los conteos exactos que no se pueden publicar. Lo publicado queda."),
    )

    NAMES = (
        "title",
        "kind",
        "collected_on",
        "method",
        "is_personal",
        "purpose",
        "legal_basis",
        "consent_proof",
        "answers_optional",
        "no_minors",
        "keep_until",
    )

    def __init__(self, data: Any = None, *, source: AudienceSource | None = None) -> None:  # noqa: ANN401 - Django's own signature
        names = [name for name in self.NAMES if name not in AudienceSource.RESERVED]
        initial = {name: getattr(source, name) for name in names} if source else {}
        super().__init__(data, version=source.version if source else None, initial=initial)
        if source and source.consent_proof:
            self.fields["consent_proof"].help_text = _("Es reservado. Vacío: queda la que está anotada.")

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in self.NAMES}


class TableForm(VersionedForm):
    """How many of each value of a variable, one line each."""

    variable = forms.CharField(
        label=_("Variable"),
        max_length=120,
        help_text=_("Qué se contó: «Edad», «Zona», «Por dónde se entera»."),
        error_messages={"required": _("Escriba qué se contó.")},
    )
    dimension = forms.ChoiceField(label=_("Qué describe"), widget=PlainSelect)
    segment = forms.ChoiceField(label=_("De quiénes"), required=False, widget=PlainSelect)
    is_sensitive = forms.BooleanField(
        label=_("Es un dato sensible."),
        required=False,
        help_text=_(
            "Origen étnico, salud, discapacidad, vida sexual, creencias, orientación política, pertenencia a "
            "organizaciones sociales (Ley 1581 de 2012, art. 5)."
        ),
    )
    is_multiple = forms.BooleanField(label=_("Cada quien podía escoger varias respuestas."), required=False)
    several_of = forms.IntegerField(
        label=_("Cuántos respondieron"),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Solo si cada quien podía escoger varias: la suma de los valores no lo dice."),
    )
    counts = TextField(
        label=_("Cuántos de cada valor"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Un valor en cada línea, punto y coma y cuántos: «Mujeres; 120». Solo cuentas, nunca nombres."),
        error_messages={"required": _("Escriba cuántos hay de cada valor.")},
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        audience: Audience,
        segments: Sequence[AudienceSegment],
        table: Distribution | None = None,
    ) -> None:
        names = ("variable", "dimension", "is_sensitive", "is_multiple")
        initial = {name: getattr(table, name) for name in names} if table else {}
        if table:
            initial["several_of"] = table.base if table.is_multiple else None
            initial["segment"] = table.segment.public_id if table.segment else ""
            initial["counts"] = written_counts(table.counted.values)
        super().__init__(data, version=table.version if table else None, initial=initial)
        self.segments = {one.public_id: one for one in segments}
        dimension, segment = self.fields["dimension"], self.fields["segment"]
        assert isinstance(dimension, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        assert isinstance(segment, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        fits = [one for one in Dimension if one.kind in (None, AudienceKind(audience.kind))]
        dimension.choices = [(one.value, one.label) for one in fits]
        segment.choices = [("", _("El grupo entero")), *((one.public_id, one.name) for one in segments)]

    def clean_counts(self) -> tuple[tuple[str, int], ...]:
        """As pairs, or the line that is something else."""
        try:
            return tuple(read_counts(self.cleaned_data["counts"]))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """How many answered is said where each could choose several."""
        cleaned = super().clean()
        if cleaned.get("is_multiple") and not cleaned.get("several_of"):
            self.add_error("several_of", _("Escriba cuántos respondieron."))
        return cleaned

    def chosen_segment(self) -> AudienceSegment | None:
        """The segment; None for the whole group."""
        return self.segments.get(self.cleaned_data["segment"])


class ReasonForm(VersionedForm):
    """Why something is done that everybody should be able to understand later."""

    reason = TextField(
        label=_("¿Por qué?"),
        max_length=300,
        widget=_lines(2),
        help_text=_("Queda en el registro."),
        error_messages={"required": _("Escriba por qué.")},
    )


class CharacterisationForm(VersionedForm):
    """What a version is for, how it was made, what it cannot say, what changes in it."""

    objective = TextField(
        label=_("Para qué se hizo"),
        max_length=2000,
        widget=_lines(3),
        error_messages={"required": _("Escriba para qué se hizo.")},
    )
    method = TextField(
        label=_("Cómo se hizo"),
        max_length=4000,
        widget=_lines(4),
        help_text=_("Qué fuentes se usaron y cómo: encuestas, registros, grupos focales, buzones, observación."),
        error_messages={"required": _("Escriba cómo se hizo.")},
    )
    limits = TextField(
        label=_("Qué no alcanza a decir"),
        required=False,
        max_length=2000,
        widget=_lines(3),
        help_text=_("A quiénes no se llegó, qué quedó por saber."),
    )
    reason = forms.CharField(
        label=_("Qué cambia frente a la anterior"),
        required=False,
        max_length=300,
        help_text=_("Desde la segunda versión hace falta."),
    )

    def __init__(self, data: Any = None, *, draft: Characterisation) -> None:  # noqa: ANN401 - Django's own signature
        names = ("objective", "method", "limits", "reason")
        super().__init__(data, version=draft.version, initial={name: getattr(draft, name) for name in names})
        if draft.number == 1:
            del self.fields["reason"]

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name != "expected"}


class PublishVersionForm(VersionedForm):
    """That a person read the whole before anybody does. `seen` is the digest of what was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    found_is_public = forms.CharField(
        label=_("Por qué lo encontrado se puede publicar"),
        max_length=300,
        error_messages={"required": _("Diga por qué se puede publicar, o corrija el texto.")},
    )
    confirmed = forms.BooleanField(
        label=_("La leí completa: no nombra ni deja reconocer a nadie."),
        error_messages={"required": _("Léala completa y marque la confirmación.")},
    )

    def __init__(self, data: Any = None, *, draft: Characterisation, seen: str, found: Sequence[str]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, version=draft.version, initial={"seen": seen})
        if not found:
            del self.fields["found_is_public"]
