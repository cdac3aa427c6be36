"""Published results as rows: one for each figure, in the order of the questions. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rendir.information.surveys.rules.results import Item, QuestionResult, Results


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One figure: of a question, of one of its answers, of one group of those who answered."""

    place: int
    question: str
    kind: str
    item: str = ""
    answer: str = ""
    group: str = ""
    answered: int | None = None
    count: int | None = None
    percent: Decimal | None = None
    mean: Decimal | None = None
    median: Decimal | None = None
    held_back: bool = False


def lines_of(results: Results) -> tuple[PublishedLine, ...]:
    """Every figure that is published."""
    rows = (row for question in results.questions for item in question.items for row in _rows(question, item))
    return tuple(replace(row, place=place) for place, row in enumerate(rows, start=1))


def _rows(question: QuestionResult, item: Item) -> Iterator[PublishedLine]:
    whole = PublishedLine(0, question.text, question.kind.label, item.label, answered=item.answered)
    yield replace(whole, held_back=item.answered is None, mean=_number(item.mean), median=_number(item.median))
    for line in item.lines:
        told = replace(whole, answer=line.label, count=line.count, percent=_number(line.percent))
        yield replace(told, held_back=line.count is None)
    for place, group in enumerate(item.groups):
        inside = replace(whole, group=group.label, answered=group.answered)
        yield replace(inside, mean=_number(group.mean), median=_number(group.median))
        for line in item.lines:
            count, part = line.groups[place], _number(line.percents[place])
            yield replace(inside, answer=line.label, count=count, percent=part, held_back=count is None)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
