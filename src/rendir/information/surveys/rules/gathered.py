"""Answers as the forms of Google and Microsoft write them: several in one cell, a column for each row of a table,
numbers with their label. Pure: no Django.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rendir.foundation.core.spanish import fold
from rendir.information.surveys.rules.questionnaire import Kind, Option, Question, Questionnaire

_NUMBER = re.compile(r"\s*(-?\d+)\s*(?:[:.,)-].*)?")


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """A column that a question may have in a file: its title, and how a cell of it is read."""

    key: str
    label: str
    synonyms: tuple[str, ...]
    read: Callable[[str], object]


def columns_of(questionnaire: Questionnaire) -> Iterator[QuestionColumn]:
    """One for each question; of a table one for each row, titled as forms do: `¿Cómo van? [Vías]`."""
    for question in questionnaire:
        if question.kind is Kind.MATRIX:
            for row in question.rows:
                title = f"{question.text} [{row.label}]"
                read = partial(_one_of, question.options)
                other = f"{question.text}.{row.label}"
                yield QuestionColumn(f"{question.key}.{row.key}", title, (_bare(title), _bare(other)), read)
        else:
            yield QuestionColumn(question.key, question.text, (_bare(question.text),), _reader_of(question))


def _bare(title: str) -> str:
    """Without the marks of a question, as titles of columns are compared."""
    return title.strip("¿?¡!.:* ")


def answers_in(questionnaire: Questionnaire, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a row of the file gives, by question."""
    found: dict[str, Any] = {}
    for question in questionnaire:
        if question.kind is Kind.MATRIX:
            rows = {one.key: values.get(f"{question.key}.{one.key}") for one in question.rows}
            value: Any = {key: one for key, one in rows.items() if one is not None} or None
        else:
            value = values.get(question.key)
        if value is not None:
            found[question.key] = value
    return found


def _reader_of(question: Question) -> Callable[[str], object]:
    match question.kind:
        case Kind.SINGLE:
            return partial(_one_of, question.options)
        case Kind.MULTIPLE | Kind.RANKING:
            return partial(_several_of, question.options)
        case Kind.SCALE | Kind.NUMBER:
            return partial(_number, question)
        case _:
            return str.strip


def _one_of(options: Sequence[Option], written: str) -> str:
    known = {fold(one.label): one.key for one in options}
    if fold(written) not in known:
        message = f"«{written[:60]}» no está entre las respuestas de la pregunta."
        raise ValueError(message)
    return known[fold(written)]


def _several_of(options: Sequence[Option], written: str) -> list[str]:
    """`Radio;Internet;` as Microsoft writes it, `Radio, Internet` as Google does; an option may hold a comma."""
    if ";" in written:
        return [_one_of(options, part) for part in written.split(";") if part.strip()]
    found, rest = list[str](), [part.strip() for part in written.split(",")]
    known = {fold(one.label): one.key for one in options}
    while rest:
        size = next((many for many in range(len(rest), 0, -1) if fold(", ".join(rest[:many])) in known), 0)
        if not size:
            return [_one_of(options, rest[0])]
        found.append(known[fold(", ".join(rest[:size]))])
        rest = rest[size:]
    return found


def _number(question: Question, written: str) -> int:
    found = _NUMBER.fullmatch(written)
    if found is None or not question.low <= int(found[1]) <= question.high:
        message = f"«{written[:60]}» no es un número entero entre {question.low} y {question.high}."
        raise ValueError(message)
    return int(found[1])
