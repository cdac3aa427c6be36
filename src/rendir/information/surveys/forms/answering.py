"""A questionnaire, or one step of it, as a form that works without JavaScript: every kind of question with the plain
controls of a browser. Which answers can be is said by `rules.answering`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.widgets import PlainSelect
from rendir.information.surveys.rules.answering import problem_of
from rendir.information.surveys.rules.questionnaire import LONGEST_TEXT, Kind, Question

_PREFIX = "r-"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its controls: one, or one for each row of a table or thing put in order."""

    question: Question
    bounds: tuple[BoundField, ...]

    @property
    def is_group(self) -> bool:
        """Whether several controls answer it."""
        return self.question.kind in {Kind.MATRIX, Kind.RANKING}


class AnswerForm(forms.Form):
    """The questions given. `strict`: what is required must be answered; paper may leave it blank."""

    use_required_attribute = False

    def __init__(
        self,
        questions: Sequence[Question],
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        strict: bool = True,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_as_fields(questions, initial or {}))
        self.questions, self.strict = questions, strict
        for question in questions:
            self.fields.update(_fields_of(question))

    def asked(self) -> Iterator[Asked]:
        """The questions with their controls, in order."""
        for question in self.questions:
            yield Asked(question, tuple(self[name] for name in _names_of(question)))

    def clean(self) -> dict[str, Any]:
        """What the rules say of each answer stands at its first control."""
        super().clean()
        for question in self.questions:
            names = _names_of(question)
            value = answer_of(question, self.cleaned_data)
            if not self.errors.keys().isdisjoint(names):
                continue
            if value is None:
                if question.required and self.strict:
                    self.add_error(names[0], _("Falta responder esta pregunta."))
            elif said := problem_of(question, value, complete=self.strict):
                self.add_error(names[0], said)
        return self.cleaned_data

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Say these problems, by the key of their question, where each question stands."""
        for question in self.questions:
            if question.key in problems:
                self.add_error(_names_of(question)[0], problems[question.key])

    def answers(self) -> dict[str, Any]:
        """What was answered, by question, as the rules read it."""
        told = {one.key: answer_of(one, self.cleaned_data) for one in self.questions}
        return {key: value for key, value in told.items() if value is not None}


def answer_of(question: Question, cleaned: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any answer, or none
    """The answer in what a form cleaned; None where there is none."""
    name = f"{_PREFIX}{question.key}"
    match question.kind:
        case Kind.MATRIX:
            found = {one.key: cleaned.get(f"{name}-{one.key}") for one in question.rows}
            return {key: value for key, value in found.items() if value} or None
        case Kind.RANKING:
            return _ranked({one.key: cleaned.get(f"{name}-{one.key}") for one in question.options})
        case Kind.SCALE:
            value = cleaned.get(name)
            return int(value) if value else None
        case Kind.NUMBER:
            return cleaned.get(name)
    return cleaned.get(name) or None


def _ranked(places: Mapping[str, str | None]) -> list[str] | None:
    """The things in their order; empty, which no rule lets pass, where a place is missing or taken twice."""
    ranked = {key: int(place) for key, place in places.items() if place}
    if not ranked:
        return None
    whole = sorted(ranked.values()) == list(range(1, len(places) + 1))
    return sorted(ranked, key=lambda key: ranked[key]) if whole else []


def carried(questions: Iterable[Question], data: QueryDict) -> list[tuple[str, str]]:
    """What was sent of these questions, to go with the form to the next step."""
    names = {name for question in questions for name in _names_of(question)}
    return [(name, value) for name, values in data.lists() if name in names for value in values]


def _names_of(question: Question) -> list[str]:
    name = f"{_PREFIX}{question.key}"
    match question.kind:
        case Kind.MATRIX:
            return [f"{name}-{one.key}" for one in question.rows]
        case Kind.RANKING:
            return [f"{name}-{one.key}" for one in question.options]
        case _:
            return [name]


def _fields_of(question: Question) -> dict[str, forms.Field]:
    name, choices = f"{_PREFIX}{question.key}", [(one.key, one.label) for one in question.choices]
    told: dict[str, Any] = {"label": question.text, "help_text": question.hint, "required": False}
    match question.kind:
        case Kind.SINGLE | Kind.SCALE:
            return {name: _Choice(choices=choices, widget=forms.RadioSelect, **told)}
        case Kind.MULTIPLE:
            return {name: _Choices(choices=choices, widget=forms.CheckboxSelectMultiple, **told)}
        case Kind.MATRIX:
            return {
                f"{name}-{one.key}": _Choice(choices=choices, widget=forms.RadioSelect, label=one.label, required=False)
                for one in question.rows
            }
        case Kind.RANKING:
            places = [("", "—"), *((str(place), str(place)) for place in range(1, len(choices) + 1))]
            return {
                f"{name}-{key}": _Choice(choices=places, widget=PlainSelect, label=label, required=False)
                for key, label in choices
            }
        case Kind.NUMBER:
            bounds = _("Un número entero, de %(low)s a %(high)s.") % {"low": question.low, "high": question.high}
            told["help_text"] = f"{question.hint} {bounds}".strip()
            number = forms.NumberInput(attrs={"inputmode": "numeric", "min": question.low, "max": question.high})
            wrong = {"invalid": _("Escriba un número entero, sin puntos ni letras.")}
            return {name: forms.IntegerField(widget=number, error_messages=wrong, **told)}
        case Kind.TEXT:
            widget = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_TEXT})
            return {name: TextField(widget=widget, **told)}


class _Choice(forms.ChoiceField):
    default_error_messages = {"invalid_choice": "Escoja una de las respuestas."}


class _Choices(forms.MultipleChoiceField):
    default_error_messages = {"invalid_choice": "Escoja entre las respuestas."}


def _as_fields(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as the controls show them."""
    shown: dict[str, Any] = {}
    for question in questions:
        value, name = answers.get(question.key), f"{_PREFIX}{question.key}"
        if isinstance(value, dict):
            shown |= {f"{name}-{row}": option for row, option in value.items()}
        elif question.kind is Kind.RANKING and isinstance(value, list):
            shown |= {f"{name}-{option}": str(place) for place, option in enumerate(value, start=1)}
        elif value is not None:
            shown[name] = value
    return shown
