"""The results of a survey as they are published: percentages with their n, crossed by a group, without small counts.

Nothing held back can be worked out from what is shown: the whole and its crossing are one table, suppressed together;
a mean is not told where a count of the same answers is held back, for with it the count could be solved. Pure.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from rendir.foundation.core.suppression import published_list, published_table
from rendir.information.surveys.rules.questionnaire import Kind, Option, Question, Questionnaire
from rendir.information.surveys.rules.statistics import margin_of_error, mean, median, percent
from rendir.information.surveys.rules.tally import ANSWERED, NO_GROUP, Tally, items_of

NO_GROUP_LABEL = "No dijo su grupo"
SMALL_GROUPS_LABEL = "Grupos pequeños, juntos"
NOT_GROUPED_LABEL = "Sin agrupar"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: how many gave it and which part of those who answered; None is held back. `groups` is the same
    within each group of the crossing, in its order.
    """

    label: str
    count: int | None
    percent: str | None
    groups: tuple[int | None, ...] = ()
    percents: tuple[str | None, ...] = ()

    @property
    def rounded(self) -> int | None:
        """Its part as a bar draws it."""
        return None if self.percent is None else round(Decimal(self.percent))


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A group of the crossing in one item: how many of it answered and, of numbers, their mean and median."""

    label: str
    answered: int
    mean: str | None = None
    median: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What is counted apart: a question, a row of a table, a thing put in order. `answered` None: too few to tell."""

    label: str
    answered: int | None
    lines: tuple[Line, ...] = ()
    mean: str | None = None
    median: str | None = None
    margin: str | None = None
    groups: tuple[GroupFigure, ...] = ()

    @property
    def has_held_back(self) -> bool:
        """Whether any count of it is not told."""
        return any(None in (one.count, *one.groups) for one in self.lines)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question with its items. `quotes` are texts that a person chose and screened."""

    key: str
    kind: Kind
    text: str
    section: str
    items: tuple[Item, ...]
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """All that is published of the answers. `total` None: too few to tell."""

    total: int | None
    least: int
    channels: tuple[Line, ...]
    margin: str | None
    group_by: str
    questions: tuple[QuestionResult, ...]

    def as_json(self) -> dict[str, Any]:
        """As canonical JSON can say it: figures with decimals as text."""
        told: dict[str, Any] = json.loads(json.dumps(asdict(self)))  # lists, as the database gives them back
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Results":
        questions = tuple(_question_from_json(one) for one in told["questions"])
        return cls(
            **{**told, "channels": tuple(_line_from_json(one) for one in told["channels"]), "questions": questions}
        )


@dataclass(frozen=True, slots=True)
class Texts:
    """How the open texts of a question were grouped: how many in each group, and those that may be read."""

    groups: Mapping[str, int] = field(default_factory=dict)
    ungrouped: int = 0
    quotes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.groups.values()) + self.ungrouped


@dataclass(frozen=True, slots=True)
class Frame:
    """What the results are made with: the threshold of small counts, and of which population a random sample is."""

    least: int
    population: int | None = None
    is_random: bool = False
    group_by: str = ""

    def margin(self, answered: int) -> str | None:
        """Only of a random sample."""
        return _text(margin_of_error(answered, self.population)) if self.is_random else None


def results_of(
    questionnaire: Questionnaire,
    counted: Tally,
    *,
    frame: Frame,
    texts: Mapping[str, Texts],
    channels: Mapping[str, str],
) -> Results:
    """Everything, question by question. `texts` by the key of their question; `channels` names the ways to answer."""
    grouping = questionnaire.find(frame.group_by)
    enough = counted.total >= frame.least
    return Results(
        total=counted.total if enough else None,
        least=frame.least,
        channels=tuple(_channels(counted, channels, frame.least)) if enough else (),
        margin=frame.margin(counted.total) if enough else None,
        group_by=grouping.text if grouping else "",
        questions=tuple(_question(one, counted, frame, grouping, texts.get(one.key, Texts())) for one in questionnaire),
    )


def _channels(counted: Tally, labels: Mapping[str, str], least: int) -> Iterator[Line]:
    used = [(label, counted.channels[key]) for key, label in labels.items() if counted.channels.get(key)]
    *shown, total = published_list([count for _label, count in used], least=least)
    if total is not None:
        for (label, _count), count in zip(used, shown, strict=True):
            yield Line(label, count, _part(count, total))


def _question(
    question: Question, counted: Tally, frame: Frame, grouping: Question | None, texts: Texts
) -> QuestionResult:
    if question.kind is Kind.TEXT:
        items: tuple[Item, ...] = (_texts(texts, frame),)
    elif question.kind is Kind.RANKING:
        items = _ranking(question, counted, frame)
    else:
        labels = {f"{question.key}.{one.key}": one.label for one in question.rows}
        crossing = grouping if grouping is not None and grouping.key != question.key else None
        items = tuple(
            _item(question, item, labels.get(item, ""), counted, frame, crossing) for item in items_of(question)
        )
    return QuestionResult(question.key, question.kind, question.text, question.section, items, texts.quotes)


def _texts(texts: Texts, frame: Frame) -> Item:
    if texts.total < frame.least:
        return Item("", None)
    named = {**texts.groups, **({NOT_GROUPED_LABEL: texts.ungrouped} if texts.ungrouped else {})}
    *shown, total = published_list([*named.values()], least=frame.least)
    lines = tuple(Line(label, count, _part(count, texts.total)) for label, count in zip(named, shown, strict=True))
    return Item("", total, lines if texts.groups and total is not None else ())


def _ranking(question: Question, counted: Tally, frame: Frame) -> tuple[Item, ...]:
    """The things put in order, as one table of things by places: whoever knows how many put the others first knows of
    this one. It is not crossed: a third way would give it away.
    """
    places = tuple(Option(str(place), f"Puesto {place}") for place in range(1, len(question.options) + 1))
    items = items_of(question)
    table = published_table([[counted.count(item, place.key) for place in places] for item in items], least=frame.least)
    answered = counted.count(items[0])
    if answered < frame.least or None in (*table.row_totals, *table.column_totals, table.total):
        return tuple(Item(one.label, None) for one in question.options)
    return tuple(
        Item(
            one.label,
            answered,
            tuple(Line(place.label, count, _part(count, answered)) for place, count in zip(places, row, strict=True)),
            *_within(places, row),
            margin=frame.margin(answered),
        )
        for one, row in zip(question.options, table.cells, strict=True)
    )


def _item(question: Question, item: str, label: str, counted: Tally, frame: Frame, crossing: Question | None) -> Item:
    answered = counted.count(item)
    if answered < frame.least:
        return Item(label, None)
    columns = _columns(item, counted, frame.least, crossing) if crossing else ()
    if question.kind is Kind.NUMBER:
        return _number(item, label, counted, columns)
    values = question.choices
    lines = _crossed(question, item, values, counted, frame.least, columns) if columns else None
    if lines is None:
        columns, lines = (), _alone(question, item, values, counted, frame.least)
    if lines is None:
        return Item(label, None)
    numbers = question.kind is Kind.SCALE
    whole = numbers and all(one.count is not None for one in lines)
    return Item(
        label,
        answered,
        lines,
        mean=_text(mean(counted.numbers(item))) if whole else None,
        median=_text(median(counted.numbers(item))) if whole else None,
        margin=frame.margin(answered),
        groups=tuple(
            GroupFigure(
                column.label,
                column.count(counted, item, ANSWERED),
                *(_within(values, [one.groups[place] for one in lines]) if numbers else (None, None)),
            )
            for place, column in enumerate(columns)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """A group of the crossing, or several small ones together."""

    label: str
    groups: tuple[str, ...]

    def count(self, counted: Tally, item: str, value: str) -> int:
        return sum(counted.of_group(item, value, group) for group in self.groups)


def _columns(item: str, counted: Tally, least: int, crossing: Question) -> tuple[_Column, ...]:
    """The groups that are told, the small ones as one; none where that leaves nothing to compare."""
    named = [*((one.key, one.label) for one in crossing.choices), (NO_GROUP, NO_GROUP_LABEL)]
    named = [one for one in named if counted.of_group(item, ANSWERED, one[0])]
    sizes = [counted.of_group(item, ANSWERED, key) for key, _label in named]
    *shown, total = published_list(sizes, least=least)
    if total is None:
        return ()
    told = [_Column(label, (key,)) for (key, label), size in zip(named, shown, strict=True) if size is not None]
    small = tuple(key for (key, _label), size in zip(named, shown, strict=True) if size is None)
    columns = (*told, _Column(SMALL_GROUPS_LABEL, small)) if small else tuple(told)
    return columns if len(columns) > 1 else ()


def _alone(
    question: Question, item: str, values: Sequence[Option], counted: Tally, least: int
) -> tuple[Line, ...] | None:
    """The whole, not crossed. Where several may be chosen each answer is a table of its own: those who chose it, and
    those who did not. None where how many answered, which is told, would give a small count away.
    """
    answered, counts = counted.count(item), [counted.count(item, one.key) for one in values]
    if question.kind is Kind.MULTIPLE:
        pairs = [published_list([count, answered - count], least=least) for count in counts]
        shown, totals = [pair[0] for pair in pairs], [pair[-1] for pair in pairs]
    else:
        *shown, total = published_list(counts, least=least)
        totals = [total]
    if None in totals:
        return None
    return tuple(Line(one.label, count, _part(count, answered)) for one, count in zip(values, shown, strict=True))


def _crossed(
    question: Question,
    item: str,
    values: Sequence[Option],
    counted: Tally,
    least: int,
    columns: Sequence[_Column],
) -> tuple[Line, ...] | None:
    """The whole and its groups as one table; None where the sizes of the groups, which are told, would have to be held
    back.
    """
    sizes = [column.count(counted, item, ANSWERED) for column in columns]
    rows = [[column.count(counted, item, one.key) for column in columns] for one in values]
    if question.kind is Kind.MULTIPLE:
        others = [[size - count for size, count in zip(sizes, row, strict=True)] for row in rows]
        tables = [published_table(pair, least=least) for pair in zip(rows, others, strict=True)]
        found = [(one.cells[0], one.row_totals[0]) for one in tables]
    else:
        tables = [published_table(rows, least=least)]
        found = [*zip(tables[0].cells, tables[0].row_totals, strict=True)]
    if any(None in (*one.column_totals, one.total) for one in tables):
        return None
    answered = sum(sizes)
    return tuple(
        Line(one.label, whole, _part(whole, answered), cells, tuple(map(_part, cells, sizes)))
        for one, (cells, whole) in zip(values, found, strict=True)
    )


def _number(item: str, label: str, counted: Tally, columns: Sequence[_Column]) -> Item:
    """Its mean and its median: how many gave each number is not told."""
    figures = []
    for column in columns:
        numbers: dict[int, int] = {}
        for group in column.groups:
            for value, count in counted.numbers(item, group).items():
                numbers[value] = numbers.get(value, 0) + count
        figures.append(GroupFigure(column.label, sum(numbers.values()), _text(mean(numbers)), _text(median(numbers))))
    numbers = counted.numbers(item)
    return Item(
        label,
        counted.count(item),
        mean=_text(mean(numbers)),
        median=_text(median(numbers)),
        groups=tuple(figures),
    )


def _within(values: Sequence[Option], counts: Sequence[int | None]) -> tuple[str | None, str | None]:
    """The mean and the median of a group, where every count of it is told."""
    found = {int(one.key): count for one, count in zip(values, counts, strict=True) if count is not None}
    whole = len(found) == len(counts)
    return (_text(mean(found)), _text(median(found))) if whole else (None, None)


def _part(count: int | None, whole: int) -> str | None:
    return None if count is None else _text(percent(count, whole))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _question_from_json(told: Mapping[str, Any]) -> QuestionResult:
    items = tuple(_item_from_json(one) for one in told["items"])
    return QuestionResult(**{**told, "kind": Kind(told["kind"]), "items": items, "quotes": tuple(told["quotes"])})


def _item_from_json(told: Mapping[str, Any]) -> Item:
    groups = tuple(GroupFigure(**one) for one in told["groups"])
    return Item(**{**told, "lines": tuple(_line_from_json(one) for one in told["lines"]), "groups": groups})


def _line_from_json(told: Mapping[str, Any]) -> Line:
    return Line(**{**told, "groups": tuple(told["groups"]), "percents": tuple(told["percents"])})
