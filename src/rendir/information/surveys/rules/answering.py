"""Which answers can be: of the right shape, to the questions that are shown, none missing that is needed. Pure.

Answers are plain values as JSON holds them, by the key of their question: `single` the key of an option; `multiple`
and `ranking` a list of keys; `matrix` the key of an option by the key of a row; `scale` and `number` a whole number;
`text` a text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rendir.information.surveys.rules.questionnaire import LONGEST_TEXT, Kind, Question, Questionnaire

Answers = Mapping[str, Any]
"""By the key of the question; what is not answered is not there."""


def is_shown(question: Question, answers: Answers) -> bool:
    """Whether it is asked of who answered so. `answers` holds only what was itself shown."""
    condition = question.condition
    if condition is None:
        return True
    given = answers.get(condition.question)
    found = given if isinstance(given, list) else [given]
    return not {str(one) for one in found if one is not None}.isdisjoint(condition.answers)


def shown_answers(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """Only the answers to questions that were shown, in their order: who goes back and changes the first answer has
    not answered what followed from it.
    """
    kept: dict[str, Any] = {}
    for question in questionnaire:
        if question.key in answers and is_shown(question, kept):
            kept[question.key] = answers[question.key]
    return kept


def problems_of(questionnaire: Questionnaire, answers: Answers, *, complete: bool = True) -> dict[str, str]:
    """What is wrong or, where it must be `complete`, missing, by the key of the question. `answers` holds only what
    was shown.
    """
    found = {}
    for question in questionnaire:
        if question.key in answers:
            if said := problem_of(question, answers[question.key], complete=complete):
                found[question.key] = said
        elif complete and question.required and is_shown(question, answers):
            found[question.key] = "Falta responder esta pregunta."
    return found


def problem_of(question: Question, value: Any, *, complete: bool = True) -> str:  # noqa: ANN401 - whatever arrived is looked at
    """What is wrong with an answer; nothing where it can be. `complete`: a table that is needed has all its rows."""
    match question.kind:
        case Kind.SINGLE:
            return "" if _among(question, [value]) else "Escoja una de las respuestas."
        case Kind.MULTIPLE:
            is_list = isinstance(value, list) and bool(value)
            return "" if is_list and _among(question, value) and _once(value) else "Escoja entre las respuestas."
        case Kind.RANKING:
            whole = isinstance(value, list) and sorted(map(str, value)) == sorted(one.key for one in question.options)
            return "" if whole else "Ponga todas en orden, cada una en un puesto distinto."
        case Kind.MATRIX:
            return _matrix_problem(question, value, complete=complete)
        case Kind.SCALE | Kind.NUMBER:
            return _number_problem(question, value)
    return _text_problem(value)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two people keyed of the same question of a sheet and is not the same."""

    question: Question
    first: Any
    second: Any


def differences(questionnaire: Questionnaire, first: Answers, second: Answers) -> tuple[Difference, ...]:
    """Where two readings of one sheet do not agree."""
    return tuple(
        Difference(one, first.get(one.key), second.get(one.key))
        for one in questionnaire
        if first.get(one.key) != second.get(one.key)
    )


def told(question: Question, value: Any) -> str:  # noqa: ANN401 - any answer, or none
    """An answer in words, for who compares two."""
    if value is None:
        return "sin respuesta"
    if isinstance(value, dict):
        return "; ".join(
            f"{one.label}: {question.label_of(value[one.key])}" for one in question.rows if one.key in value
        )
    if isinstance(value, list):
        return ", ".join(question.label_of(one) for one in value)
    return question.label_of(value) if question.kind is Kind.SINGLE else str(value)


def next_step(steps: Sequence[Sequence[Question]], at: int, answers: Answers) -> int | None:
    """The step after `at` in which anything is shown; None where all was asked. `-1` asks for the first."""
    later = range(at + 1, len(steps))
    return next((number for number in later if any(is_shown(one, answers) for one in steps[number])), None)


def step_before(steps: Sequence[Sequence[Question]], at: int, answers: Answers) -> int:
    """The step before `at` in which anything is shown; the first where there is none."""
    earlier = range(at - 1, -1, -1)
    return next((number for number in earlier if any(is_shown(one, answers) for one in steps[number])), 0)


def _among(question: Question, values: Sequence[object]) -> bool:
    return all(isinstance(one, str) for one in values) and {*values} <= {one.key for one in question.options}


def _once(values: Sequence[object]) -> bool:
    return len(values) == len({*values})


def _matrix_problem(question: Question, value: object, *, complete: bool) -> str:
    rows = {one.key for one in question.rows}
    if not isinstance(value, dict) or not value or not {*value} <= rows or not _among(question, [*value.values()]):
        return "Escoja una respuesta en cada fila."
    if complete and question.required and len(value) < len(rows):
        return "Falta responder alguna fila."
    return ""


def _number_problem(question: Question, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or not question.low <= value <= question.high:
        return f"Escriba un número entero entre {question.low} y {question.high}."
    return ""


def _text_problem(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return "Escriba su respuesta."
    return "" if len(value) <= LONGEST_TEXT else f"Es más larga de lo que cabe: {LONGEST_TEXT} letras."
