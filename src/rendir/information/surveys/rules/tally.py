"""Answers counted one by one, with memory that does not grow with how many answer. Pure.

Everything is counted by the group of who answered (the answer to one chosen question), so that the same count gives
the whole and the crossing. Kept as JSON: item → value → group → how many. An item is a question (`p1`), a row of a
table or an option of a ranking (`p4.o2`); the value `""` counts who answered the item at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rendir.information.surveys.rules.questionnaire import Kind, Question, Questionnaire

ANSWERED = ""
NO_GROUP = ""
Counts = dict[str, dict[str, dict[str, int]]]


@dataclass(slots=True)
class Tally:
    """How many answered what."""

    total: int = 0
    channels: dict[str, int] = field(default_factory=dict)
    items: Counts = field(default_factory=dict)

    def add(self, answers: Mapping[str, Any], channel: str, questionnaire: Questionnaire, group_by: str = "") -> None:
        """Count one person's answers."""
        self.total += 1
        self.channels[channel] = self.channels.get(channel, 0) + 1
        group = str(answers.get(group_by, NO_GROUP))
        for question in questionnaire:
            if question.key in answers:
                for item, values in _counted(question, answers[question.key]):
                    counted = self.items.setdefault(item, {})
                    for value in (ANSWERED, *values):
                        groups = counted.setdefault(value, {})
                        groups[group] = groups.get(group, 0) + 1

    def count(self, item: str, value: str = ANSWERED) -> int:
        """How many gave that value, whatever their group."""
        return sum(self.items.get(item, {}).get(value, {}).values())

    def of_group(self, item: str, value: str, group: str) -> int:
        """How many of that group gave that value."""
        return self.items.get(item, {}).get(value, {}).get(group, 0)

    def numbers(self, item: str, group: str | None = None) -> dict[int, int]:
        """How many gave each number, of one group or of all."""
        found = {
            int(value): sum(groups.values()) if group is None else groups.get(group, 0)
            for value, groups in self.items.get(item, {}).items()
            if value != ANSWERED
        }
        return {value: count for value, count in found.items() if count}

    def as_json(self) -> dict[str, Any]:
        return {"total": self.total, "channels": self.channels, "items": self.items}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Tally":
        return cls(told["total"], told["channels"], told["items"])


def tally(
    questionnaire: Questionnaire, responses: Iterable[tuple[str, Mapping[str, Any]]], group_by: str = ""
) -> Tally:
    """All of them: `responses` gives the channel and the answers of each, and is read once."""
    counted = Tally()
    for channel, answers in responses:
        counted.add(answers, channel, questionnaire, group_by)
    return counted


def items_of(question: Question) -> tuple[str, ...]:
    """What of the question is counted apart: its rows, the things put in order, or the question itself."""
    match question.kind:
        case Kind.MATRIX:
            return tuple(f"{question.key}.{one.key}" for one in question.rows)
        case Kind.RANKING:
            return tuple(f"{question.key}.{one.key}" for one in question.options)
        case _:
            return (question.key,)


def _counted(question: Question, answer: Any) -> Iterator[tuple[str, tuple[str, ...]]]:  # noqa: ANN401 - any answer
    match question.kind:
        case Kind.MULTIPLE:
            yield question.key, tuple(answer)
        case Kind.MATRIX:
            for row, option in answer.items():
                yield f"{question.key}.{row}", (option,)
        case Kind.RANKING:
            for place, option in enumerate(answer, start=1):
                yield f"{question.key}.{option}", (str(place),)
        case _:
            yield question.key, (str(answer),)
