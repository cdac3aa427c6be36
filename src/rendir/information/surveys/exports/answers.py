"""The anonymous answers as a file, written as it is sent: memory does not grow with how many there are."""

from collections.abc import Iterator
from typing import Any

from rendir.foundation.core.tabular import Column, Dataset, Kind, write_csv
from rendir.information.surveys.models import Channel, Survey
from rendir.information.surveys.queries import anonymous_answers
from rendir.information.surveys.rules.answering import told
from rendir.information.surveys.rules.questionnaire import Kind as Asked
from rendir.information.surveys.rules.questionnaire import Question

Row = tuple[str, dict[str, Any]]


def answers_csv(survey: Survey) -> Iterator[bytes]:
    """One row for each answer, in an order drawn at random; without the day, and without texts, which are apart."""
    rows = ((channel, answers) for _day, channel, answers in anonymous_answers(survey))
    return write_csv(_table(survey), rows)


def _table(survey: Survey) -> Dataset[Row]:
    questions = [one for one in survey.questionnaire() if one.kind is not Asked.TEXT]
    return Dataset(
        name="respuestas",
        title=survey.title,
        description="Respuestas anónimas, una por fila.",
        columns=(
            Column("canal", "Canal", "Por dónde llegó.", Kind.TEXT, lambda row: Channel(row[0]).label),
            *(_column(place, one) for place, one in enumerate(questions, start=1)),
        ),
        rows=lambda _: (),
        key=("canal",),
        count=lambda: 0,
        updated=lambda: None,
        legal_basis="Ley 1581 de 2012, artículo 6",
        keywords=("encuestas",),
        topics=("surveys",),
    )


def _column(place: int, question: Question) -> Column[Row]:
    def value(row: Row) -> str:
        answer = row[1].get(question.key)
        return "" if answer is None else told(question, answer)

    return Column(f"pregunta_{place}", question.text, question.kind.label, Kind.PROSE, value)
