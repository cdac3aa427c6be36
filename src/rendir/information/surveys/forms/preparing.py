"""What a person of the entity says of a survey and of each of its questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.information.surveys.models import AccessMode, Audience, Sampling, Survey
from rendir.information.surveys.rules.box import TEMPLATES
from rendir.information.surveys.rules.questionnaire import Condition, Kind, Question, Questionnaire, options_of

_LESS = {"rows": 3}
_ANSWER = "|"


class NewSurveyForm(forms.Form):
    """What a survey begins with."""

    template = forms.ChoiceField(
        label=_("¿Con qué preguntas empieza?"),
        choices=[*((key, one.title) for key, one in TEMPLATES.items()), ("", _("En blanco"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Después las cambia como quiera."),
    )
    title = forms.CharField(
        label=_("Título"), max_length=160, error_messages={"required": _("Escriba cómo se llama la encuesta.")}
    )
    audience = forms.ChoiceField(
        label=_("¿A quién pregunta?"), choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.CITIZENS
    )
    purpose = TextField(
        label=_("¿Para qué pregunta?"),
        widget=forms.Textarea(attrs=_LESS),
        help_text=_("Es lo primero que lee quien responde: para qué sirve y cuánto tarda."),
        error_messages={"required": _("Diga para qué pregunta.")},
    )


class SurveyForm(VersionedForm):
    """What it is, when it is answered, and its method sheet."""

    title = forms.CharField(label=_("Título"), max_length=160)
    audience = forms.ChoiceField(label=_("¿A quién pregunta?"), choices=Audience.choices, widget=forms.RadioSelect)
    purpose = TextField(label=_("¿Para qué pregunta?"), widget=forms.Textarea(attrs=_LESS))
    access = forms.ChoiceField(label=_("¿Cómo se responde?"), choices=AccessMode.choices, widget=forms.RadioSelect)
    opens_on = forms.DateField(
        label=_("Desde"), widget=DateInput, required=False, help_text=_("Vacío: desde que la abra.")
    )
    closes_on = forms.DateField(label=_("Último día para responder"), widget=DateInput, required=False)
    population = forms.CharField(
        label=_("¿De quiénes quiere saber?"),
        max_length=300,
        required=False,
        help_text=_("La población: «Personas de 18 años o más que viven en el municipio»."),
    )
    population_size = forms.IntegerField(label=_("¿Cuántas personas son?"), min_value=1, required=False)
    sampling = forms.ChoiceField(
        label=_("¿Cómo se escoge a quien responde?"),
        choices=Sampling.choices,
        widget=forms.RadioSelect,
        help_text=_("El margen de error solo se publica si la muestra se saca al azar."),
    )
    invited = forms.IntegerField(label=_("¿A cuántas personas se invitó?"), min_value=1, required=False)
    fieldwork = TextField(
        label=_("¿Cómo se recoge?"),
        widget=forms.Textarea(attrs=_LESS),
        required=False,
        help_text=_("Dónde, por qué medios y con qué ayuda."),
    )
    made_by = forms.CharField(label=_("¿Quién la hace?"), max_length=200, required=False)

    def __init__(self, survey: Survey, data: Any = None) -> None:  # noqa: ANN401 - Django's own signature
        names = [name for name in self.base_fields if name != "expected"]
        super().__init__(data, version=survey.version, initial={name: getattr(survey, name) for name in names})


class QuestionForm(VersionedForm):
    """One question. What its kind does not use is left out of it."""

    kind = forms.ChoiceField(
        label=_("Clase de pregunta"), choices=[(one.value, one.label) for one in Kind], widget=PlainSelect
    )
    text = TextField(
        label=_("¿Qué se pregunta?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba la pregunta.")},
    )
    hint = forms.CharField(label=_("Ayuda para responder"), max_length=200, required=False)
    required = forms.BooleanField(label=_("Hay que responderla."), required=False)
    options = TextField(
        label=_("Respuestas para escoger"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("Una en cada línea. En una tabla son las columnas."),
    )
    rows = TextField(
        label=_("Filas de la tabla"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("Una en cada línea."),
    )
    low = forms.IntegerField(label=_("Valor más bajo"), required=False, help_text=_("De una escala o de un número."))
    high = forms.IntegerField(label=_("Valor más alto"), required=False)
    low_label = forms.CharField(label=_("Qué quiere decir el más bajo"), max_length=60, required=False)
    high_label = forms.CharField(label=_("Qué quiere decir el más alto"), max_length=60, required=False)
    section = forms.CharField(
        label=_("Empieza una página con este título"),
        max_length=120,
        required=False,
        help_text=_("Vacío: sigue en la misma página que la anterior."),
    )
    condition = forms.MultipleChoiceField(
        label=_("Se pregunta solo a quien respondió"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Marque una o varias respuestas de una misma pregunta anterior. Sin marcar: se pregunta a todos."),
    )

    def __init__(
        self,
        questionnaire: Questionnaire,
        question: Question | None,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        version: int,
    ) -> None:
        super().__init__(data, version=version, initial=_told(question) if question else {"low": 1, "high": 5})
        self.questionnaire, self.question = questionnaire, question
        field = self.fields["condition"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = _answers_before(questionnaire, question)
        if not field.choices:
            del self.fields["condition"]

    def clean_condition(self) -> Condition | None:
        """The answers of one question."""
        chosen = [one.split(_ANSWER, 1) for one in self.cleaned_data["condition"]]
        if not chosen:
            return None
        if len({key for key, _answer in chosen}) > 1:
            raise forms.ValidationError(_("Marque respuestas de una sola pregunta."))
        return Condition(chosen[0][0], tuple(answer for _key, answer in chosen))

    def asked(self) -> Question:
        """The question as typed."""
        data, kind = self.cleaned_data, Kind(self.cleaned_data["kind"])
        known = self.question
        return Question(
            key=known.key if known else self.questionnaire.next_key(),
            kind=kind,
            text=data["text"].strip(),
            hint=data["hint"],
            required=data["required"],
            options=options_of(data["options"], known.options if known else ()) if kind.has_options else (),
            rows=options_of(data["rows"], known.rows if known else ()) if kind is Kind.MATRIX else (),
            low=_number(data["low"], 1) if kind.has_bounds else 1,
            high=_number(data["high"], 5) if kind.has_bounds else 5,
            low_label=data["low_label"] if kind is Kind.SCALE else "",
            high_label=data["high_label"] if kind is Kind.SCALE else "",
            section=data["section"],
            condition=data.get("condition"),
        )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = TextField(
        label=_("¿Por qué?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué.")},
    )


class NumberForm(forms.Form):
    """How many are made."""

    number = forms.IntegerField(label=_("¿Cuántos?"), min_value=1, max_value=2000, initial=50)


class GroupingForm(forms.Form):
    """By which question results are crossed."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    group_by = forms.ChoiceField(label=_("Cruzar los resultados por"), required=False, widget=PlainSelect)

    def __init__(self, survey: Survey, data: Any = None) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, initial={"expected": survey.version, "group_by": survey.group_by}, auto_id="cruce-%s")
        field = self.fields["group_by"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        may = [(one.key, one.text) for one in survey.questionnaire() if one.kind.may_group]
        field.choices = [("", _("Ninguna pregunta")), *may]


class GroupTextsForm(forms.Form):
    """The texts chosen on a page, and the group they go in."""

    texts = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Marque por lo menos un texto.")})
    group = forms.CharField(
        label=_("Grupo"),
        max_length=80,
        required=False,
        help_text=_("Con pocas palabras: «Vías rurales». Vacío: los saca de su grupo."),
    )

    def __init__(self, texts: Sequence[int], data: Any = None) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data)
        field = self.fields["texts"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one, one) for one in texts]


class QuoteForm(forms.Form):
    """What anybody reads of a text."""

    quote = TextField(
        label=_("Lo que se publica de este texto"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_(
            "Quite nombres, teléfonos, direcciones y lo que deje saber quién lo escribió. Vacío: no se publica."
        ),
    )
    confirmed = forms.BooleanField(label=_("Lo leí completo y no señala a nadie."), required=False)


def _number(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _told(question: Question) -> dict[str, Any]:
    condition = question.condition
    return {
        "kind": question.kind.value,
        "text": question.text,
        "hint": question.hint,
        "required": question.required,
        "options": "\n".join(one.label for one in question.options),
        "rows": "\n".join(one.label for one in question.rows),
        "low": question.low,
        "high": question.high,
        "low_label": question.low_label,
        "high_label": question.high_label,
        "section": question.section,
        "condition": [f"{condition.question}{_ANSWER}{one}" for one in condition.answers] if condition else [],
    }


def _answers_before(questionnaire: Questionnaire, question: Question | None) -> list[tuple[str, str]]:
    earlier = questionnaire.before(question.key if question else "")
    return [
        (f"{one.key}{_ANSWER}{answer.key}", f"{one.text} {answer.label}")
        for one in earlier
        if one.kind.may_decide
        for answer in one.choices
    ]
