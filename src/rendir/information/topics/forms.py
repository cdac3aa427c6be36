"""What people type about topics: a proposal, a vote, a topic and its sources, a round and what is said in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput
from rendir.foundation.library.contents.kinds import ACCEPTED
from rendir.information.topics.actions.rounds import Weight
from rendir.information.topics.models import (
    BasisChoice,
    RoundCriterion,
    RoundTopic,
    SourceKind,
    Topic,
    TopicJudgement,
)
from rendir.information.topics.rules.deciding import Choice

CRITERIA_ROWS = 6
_TEXT = {"rows": 4}


class ProposalForm(forms.Form):
    """What somebody proposes without an account."""

    title = forms.CharField(
        label=_("De qué tema quiere que la alcaldía rinda cuentas"),
        max_length=160,
        help_text=_("En pocas palabras, por ejemplo «Agua potable en las veredas»."),
        error_messages={"required": _("Diga el tema en pocas palabras.")},
    )
    description = TextField(
        label=_("Por qué importa"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("No escriba nombres, cédulas ni teléfonos: no hacen falta."),
    )


class VoteForm(forms.Form):
    """The topics of one ballot, and the code where somebody has one."""

    choices = forms.MultipleChoiceField(
        label=_("Temas"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Escoja al menos un tema.")},
    )
    code = forms.CharField(
        label=_("Código"),
        required=False,
        max_length=20,
        help_text=_("Si le dieron una hoja con un código, escríbalo. Mayúsculas y guion dan lo mismo."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any, *, topics: Sequence[Topic], most: int, needs_code: bool) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data)
        self.most = most
        choices = self.fields["choices"]
        choices.choices = [(one.slug, one.title) for one in topics]  # type: ignore[attr-defined] # of a choice field
        choices.label = _("Escoja hasta %(most)s") % {"most": most} if most > 1 else _("Escoja uno")
        self.fields["code"].required = needs_code
        self.fields["code"].error_messages["required"] = _("Escriba el código que le entregaron.")

    def clean_choices(self) -> list[str]:
        """Said before anything is sent: nothing that was marked is lost."""
        chosen: list[str] = self.cleaned_data["choices"]
        if len(chosen) > self.most:
            message = _("Escogió %(chosen)s y puede escoger hasta %(most)s. Quite los que menos le importen.")
            raise forms.ValidationError(message % {"chosen": len(chosen), "most": self.most})
        return chosen


class TopicForm(VersionedForm):
    """A topic in its words."""

    title = forms.CharField(
        label=_("Tema"),
        max_length=160,
        help_text=_("En pocas palabras y sin nombrar a nadie."),
        error_messages={"required": _("Escriba el tema.")},
    )
    description = TextField(label=_("Qué abarca"), required=False, max_length=3000, widget=forms.Textarea(attrs=_TEXT))


class SourceForm(forms.Form):
    """What says that a topic matters."""

    kind = forms.ChoiceField(label=_("Clase de fuente"), choices=SourceKind.choices)
    reference = forms.CharField(
        label=_("Qué lo dice"),
        max_length=250,
        help_text=_("El documento, la encuesta o el oficio, con su número."),
        error_messages={"required": _("Nombre lo que lo dice.")},
    )
    figure = forms.IntegerField(
        label=_("Cifra"), required=False, min_value=0, help_text=_("Cuántas personas, preguntas o menciones.")
    )
    unit = forms.CharField(label=_("De qué es la cifra"), max_length=80, required=False)
    on = forms.DateField(label=_("Fecha"), widget=DateInput, error_messages={"required": _("Escriba la fecha.")})
    url = forms.URLField(
        label=_("Dirección"), max_length=500, required=False, assume_scheme="https", help_text=_("Dónde se lee.")
    )


class IntoForm(forms.Form):
    """Which other topic it is the same as."""

    other = forms.ChoiceField(label=_("Tema que lo recoge"), error_messages={"required": _("Escoja el tema.")})

    def __init__(self, data: Any = None, *, topics: Iterable[Topic], auto_id: str = "unir-%s") -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, auto_id=auto_id)
        choices = [("", _("Escoja uno")), *((one.slug, one.title) for one in topics)]
        self.fields["other"].choices = choices  # type: ignore[attr-defined] # of a choice field


class ReasonForm(forms.Form):
    """Why, where it is published."""

    reason = TextField(
        label=_("Por qué"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se publica: no nombre a nadie."),
        error_messages={"required": _("Escriba por qué.")},
    )


class RoundForm(VersionedForm):
    """What a round asks, when, and how many topics."""

    title = forms.CharField(
        label=_("Título"),
        max_length=160,
        help_text=_("Por ejemplo «Temas de la rendición de 2021»."),
        error_messages={"required": _("Escriba el título.")},
    )
    question = forms.CharField(
        label=_("Qué se le pregunta a la gente"),
        max_length=250,
        error_messages={"required": _("Escriba la pregunta.")},
    )
    method = TextField(
        label=_("Método"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("Cómo se convocó, dónde hubo urnas, quién contó."),
    )
    opens_on = forms.DateField(label=_("Se vota desde"), widget=DateInput)
    closes_on = forms.DateField(label=_("Se vota hasta"), widget=DateInput)
    most_choices = forms.IntegerField(label=_("Temas que escoge cada voto"), min_value=1, max_value=20)
    places = forms.IntegerField(label=_("Temas que se piensa escoger"), min_value=1, max_value=50)
    needs_code = forms.BooleanField(
        label=_("Solo vota quien tiene un código impreso."),
        required=False,
        help_text=_("Sin marcar, se vota una vez desde cada aparato o con código."),
    )


class ExtendForm(ReasonForm):
    """More days to vote."""

    closes_on = forms.DateField(label=_("Nuevo último día"), widget=DateInput)
    field_order = ("closes_on", "reason")


class OptionsForm(forms.Form):
    """Which candidates are in a round."""

    topics = forms.MultipleChoiceField(
        label=_("Temas de la ronda"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Escoja los temas de la ronda.")},
    )

    def __init__(self, data: Any, *, topics: Iterable[Topic], chosen: Sequence[str]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, initial={"topics": list(chosen)})
        self.fields["topics"].choices = [(one.slug, one.title) for one in topics]  # type: ignore[attr-defined] # of a choice field


_FIGURES = "figures:"
_FROM = (
    ("", _("Sin usar")),
    (BasisChoice.VOTES.value, _("Los votos de la ronda")),
    (BasisChoice.JUDGEMENT.value, _("Lo valora una persona, de 0 a 100")),
    *((f"{_FIGURES}{one.value}", _("Cifras: %(kind)s") % {"kind": one.label.lower()}) for one in SourceKind),
)


class CriterionForm(forms.Form):
    """One criterion of a round. Left empty it is none."""

    name = forms.CharField(label=_("Criterio"), max_length=80, required=False)
    basis = forms.ChoiceField(label=_("De dónde sale"), choices=_FROM, required=False)
    weight = forms.IntegerField(label=_("Peso"), min_value=1, max_value=100, required=False)
    explains = forms.CharField(label=_("Qué mira"), max_length=250, required=False)

    def weight_given(self) -> Weight | None:
        """As the action takes it; None for a row that was left empty."""
        data = self.cleaned_data
        if not (data["name"] or data["weight"] or data["basis"]):
            return None
        basis, _colon, kind = data["basis"].partition(":")
        return Weight(data["name"], data["weight"] or 0, basis, kind, data["explains"])


def criterion_forms(data: Any, criteria: Sequence[RoundCriterion]) -> list[CriterionForm]:  # noqa: ANN401 - Django's own signature
    """The rows of the form: the criteria there are, and room for more."""
    kept = [
        {
            "name": one.name,
            "weight": one.weight,
            "explains": one.explains,
            "basis": f"{_FIGURES}{one.source_kind}" if one.source_kind else one.basis,
        }
        for one in criteria
    ]
    blank: list[dict[str, Any]] = [{} for _row in range(max(0, CRITERIA_ROWS - len(kept)))]
    return [CriterionForm(data, initial=initial, prefix=f"c{index}") for index, initial in enumerate([*kept, *blank])]


class JudgeForm(forms.Form):
    """What a person gives a topic in a criterion."""

    value = forms.IntegerField(label=_("De 0 a 100"), min_value=0, max_value=100, required=False)
    reason = forms.CharField(label=_("Por qué"), max_length=500, required=False)

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - Django's own signature
        *,
        option: RoundTopic,
        criterion: RoundCriterion,
        given: TopicJudgement | None,
    ) -> None:
        initial = {"value": given.value, "reason": given.reason} if given else {}
        super().__init__(data, initial=initial, prefix=f"{option.public_id}-{criterion.public_id}")
        self.option, self.criterion, self.given = option, criterion, given

    def clean(self) -> dict[str, Any]:
        """A value has a reason."""
        if self.cleaned_data.get("value") is not None and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Escriba por qué ese valor."))
        return self.cleaned_data

    def is_said(self) -> bool:
        """Whether something was written that is not there yet."""
        return self.cleaned_data.get("value") is not None and self.has_changed()


class PaperForm(forms.Form):
    """A bundle of paper ballots: where and when, how many, the votes of each topic, the scan."""

    place = forms.CharField(
        label=_("Dónde se votó"), max_length=120, error_messages={"required": _("Escriba dónde se votó.")}
    )
    on = forms.DateField(label=_("Fecha"), widget=DateInput, error_messages={"required": _("Escriba la fecha.")})
    papers = forms.IntegerField(
        label=_("Papeletas válidas"), min_value=1, error_messages={"required": _("Cuente las papeletas válidas.")}
    )
    scan = forms.FileField(
        label=_("Escaneo de las papeletas y del conteo firmado"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Adjunte el escaneo: es el soporte del conteo.")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, topics: Sequence[Topic], day: date) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, files, initial={"on": day})
        for one in topics:
            self.fields[f"votes_{one.slug}"] = forms.IntegerField(
                label=one.title, min_value=0, required=False, initial=0
            )

    def counts(self) -> dict[str, int]:
        """Votes by topic."""
        found = {key.removeprefix("votes_"): value for key, value in self.cleaned_data.items() if key[:6] == "votes_"}
        return {key: value or 0 for key, value in found.items()}

    def votes(self) -> Iterator[forms.BoundField]:
        """The fields of the topics."""
        return (self[name] for name in self.fields if name.startswith("votes_"))


class CodesForm(forms.Form):
    """How many codes to print."""

    number = forms.IntegerField(
        label=_("Cuántos códigos"), min_value=1, max_value=2000, initial=30, help_text=_("Hasta 2.000 a la vez.")
    )


class DecisionForm(forms.Form):
    """What is decided of the whole."""

    decision = TextField(
        label=_("La decisión en pocas palabras"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("Quiénes decidieron, en qué reunión o con qué acta. Se publica."),
    )


class ChoiceForm(forms.Form):
    """What is decided of one topic."""

    taken = forms.BooleanField(label=_("Se escoge"), required=False)
    reason = forms.CharField(label=_("Por qué"), max_length=1000, required=False)

    def __init__(self, data: Any, *, key: str, taken: bool) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, initial={"taken": taken}, prefix=key)
        self.key = key

    def choice(self) -> Choice:
        """As the action takes it."""
        return Choice(self.key, self.cleaned_data["taken"], self.cleaned_data["reason"])
