"""What a survey asks: questions, their kinds and conditions, the steps in which they are shown. Pure: no Django.

A questionnaire is kept as JSON and frozen when its survey opens; what stands here reads it and says what is wrong
with it while it can still be corrected.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from rendir.foundation.core.spanish import fold, squeeze

MOST_QUESTIONS = 60
MOST_OPTIONS = 30
WIDEST_SCALE = 10
WIDEST_NUMBER = 10_000
"""How many values a number may take: what is counted by value must fit in memory, however many answer."""
LONGEST_TEXT = 2000


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    RANKING = "ranking"
    NUMBER = "number"
    TEXT = "text"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def has_options(self) -> bool:
        """Whether it is answered by choosing among options."""
        return self in {Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.RANKING}

    @property
    def has_bounds(self) -> bool:
        """Whether it is answered with a number between two."""
        return self in {Kind.SCALE, Kind.NUMBER}

    @property
    def may_decide(self) -> bool:
        """Whether another question may depend on its answer."""
        return self in {Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE}

    @property
    def may_group(self) -> bool:
        """Whether results may be crossed by it."""
        return self is Kind.SINGLE


_LABELS = {
    Kind.SINGLE: "Una sola respuesta",
    Kind.MULTIPLE: "Varias respuestas",
    Kind.SCALE: "Escala",
    Kind.MATRIX: "Tabla: varias preguntas con las mismas respuestas",
    Kind.RANKING: "Poner en orden",
    Kind.NUMBER: "Número",
    Kind.TEXT: "Texto libre",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be chosen, or one row of a table. Its key never changes while its words stay."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is shown only if that earlier one has one of these answers."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `section` begins a page of its own with that title."""

    key: str
    kind: Kind
    text: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    low: int = 1
    high: int = 5
    low_label: str = ""
    high_label: str = ""
    section: str = ""
    condition: Condition | None = None

    @property
    def choices(self) -> tuple[Option, ...]:
        """What its answer may be, one by one; a number has none."""
        if self.kind is Kind.SCALE:
            return tuple(Option(str(value), self._scale_label(value)) for value in range(self.low, self.high + 1))
        return self.options

    def label_of(self, key: str) -> str:
        """An option or a row as people read it."""
        return next((one.label for one in (*self.choices, *self.rows) if one.key == key), key)

    def _scale_label(self, value: int) -> str:
        said = {self.low: self.low_label, self.high: self.high_label}.get(value, "")
        return f"{value}: {said}" if said else str(value)

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(json.dumps(asdict(self)))  # lists, as the database gives them back
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Question":
        condition = told.get("condition")
        return cls(
            **{
                **told,
                "kind": Kind(told["kind"]),
                "options": tuple(Option(**one) for one in told.get("options", ())),
                "rows": tuple(Option(**one) for one in told.get("rows", ())),
                "condition": Condition(condition["question"], tuple(condition["answers"])) if condition else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Flaw:
    """What must be corrected before the survey opens; `question` is empty where it is of the whole."""

    question: str
    message: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Questions in the order in which they are asked."""

    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def find(self, key: str) -> Question | None:
        """The question of that key."""
        return next((one for one in self.questions if one.key == key), None)

    def before(self, key: str) -> tuple[Question, ...]:
        """Those asked earlier; all of them where there is no question of that key."""
        keys = [one.key for one in self.questions]
        return self.questions[: keys.index(key)] if key in keys else self.questions

    def as_json(self) -> list[dict[str, Any]]:
        return [one.as_json() for one in self.questions]

    @classmethod
    def from_json(cls, told: Sequence[Mapping[str, Any]]) -> "Questionnaire":
        return cls(tuple(Question.from_json(one) for one in told))

    def next_key(self) -> str:
        """A key that no question has."""
        taken = [int(one.key[1:]) for one in self.questions]
        return f"p{max(taken, default=0) + 1}"

    def having(self, question: Question) -> "Questionnaire":
        """With this question in the place of the one of its key, or last."""
        if self.find(question.key) is None:
            return Questionnaire((*self.questions, question))
        return Questionnaire(tuple(question if one.key == question.key else one for one in self.questions))

    def without(self, key: str) -> "Questionnaire":
        """Without that question."""
        return Questionnaire(tuple(one for one in self.questions if one.key != key))

    def moved(self, key: str, by: int) -> "Questionnaire":
        """With that question so many places later (earlier where negative), as far as there are places."""
        question = self.find(key)
        if question is None:
            return self
        rest = [one for one in self.questions if one.key != key]
        place = min(max(self.questions.index(question) + by, 0), len(rest))
        return Questionnaire((*rest[:place], question, *rest[place:]))


def options_of(lines: str, known: Sequence[Option] = ()) -> tuple[Option, ...]:
    """Options as a person types them, one in each line. The same words keep the key they had; repeated ones fall."""
    kept = {fold(one.label): one.key for one in known}
    taken = {int(key[1:]) for key in kept.values()}
    found: dict[str, Option] = {}
    for label in (squeeze(line) for line in lines.splitlines()):
        if not label or fold(label) in found:
            continue
        key = kept.get(fold(label))
        if key is None:
            number = max(taken, default=0) + 1
            taken.add(number)
            key = f"o{number}"
        found[fold(label)] = Option(key, label)
    return tuple(found.values())


def steps_of(questionnaire: Questionnaire) -> tuple[tuple[Question, ...], ...]:
    """The pages in which it is answered: one begins with a section, and where a question depends on an answer that
    the page before must give first. So conditions need nothing of the browser.
    """
    pages: list[list[Question]] = []
    for question in questionnaire:
        here = {one.key for one in pages[-1]} if pages else set()
        waits = question.condition is not None and question.condition.question in here
        if not pages or question.section or waits:
            pages.append([])
        pages[-1].append(question)
    return tuple(tuple(page) for page in pages)


def flaws_of(questionnaire: Questionnaire) -> tuple[Flaw, ...]:
    """Everything that keeps the survey from opening, in the order of the questions."""
    if not len(questionnaire):
        return (Flaw("", "El cuestionario no tiene preguntas."),)
    if len(questionnaire) > MOST_QUESTIONS:
        return (Flaw("", f"Tiene {len(questionnaire)} preguntas: caben {MOST_QUESTIONS}."),)
    return tuple(Flaw(one.key, said) for one in questionnaire for said in _flaws(one, questionnaire))


def _flaws(question: Question, of: Questionnaire) -> Iterator[str]:
    if not question.text:
        yield "Falta lo que se pregunta."
    if question.kind.has_options:
        least = 2
        if len(question.options) < least:
            yield "Necesita por lo menos dos respuestas para escoger."
        if len(question.options) > MOST_OPTIONS:
            yield f"Tiene {len(question.options)} respuestas: caben {MOST_OPTIONS}."
    if question.kind is Kind.MATRIX and not 1 <= len(question.rows) <= MOST_OPTIONS:
        yield f"Una tabla tiene entre una y {MOST_OPTIONS} filas."
    if question.kind.has_bounds:
        yield from _bounds(question)
    if question.condition is not None:
        yield from _conditions(question.condition, of.before(question.key))


def _bounds(question: Question) -> Iterator[str]:
    widest = WIDEST_SCALE if question.kind is Kind.SCALE else WIDEST_NUMBER
    if question.low >= question.high:
        yield "El valor más alto debe ser mayor que el más bajo."
    elif question.high - question.low > widest:
        yield f"Entre el valor más bajo y el más alto caben {widest}."


def _conditions(condition: Condition, earlier: Sequence[Question]) -> Iterator[str]:
    decides = next((one for one in earlier if one.key == condition.question), None)
    if decides is None or not decides.kind.may_decide:
        yield "Depende de una pregunta que ya no está antes."
    elif not condition.answers or not set(condition.answers) <= {one.key for one in decides.choices}:
        yield "Depende de una respuesta que ya no existe."
