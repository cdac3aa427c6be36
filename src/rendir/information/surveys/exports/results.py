"""The published results in every format: the method sheet first, then each question with its figures."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from django.conf import settings

from rendir.foundation.audit.queries import head
from rendir.foundation.core import clock
from rendir.foundation.core.documents import (
    Align,
    BulletList,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Section,
    Table,
    words,
)
from rendir.foundation.library.freezing import Files, frozen_files, table_files
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.information.surveys.datasets import RESULTS
from rendir.information.surveys.models import ResultLine, Survey
from rendir.information.surveys.rules.lines import lines_of
from rendir.information.surveys.rules.results import Item, QuestionResult, Results
from rendir.information.surveys.sections.wording import figures_told, method_of, part_told, written

FORMATS = ("pdf", "docx", "odt", "xlsx", "csv", "json")
_MOST_GROUPS = 5
"""Columns of groups that a sheet of paper holds beside the whole."""


def render_results(survey: Survey, results: Results) -> Files:
    """By format, the name of the file and its bytes."""
    lines = [ResultLine(survey=survey, **asdict(one)) for one in lines_of(results)]
    return frozen_files(
        results_document(survey, results),
        results_json(survey, results),
        partial(file_name, survey),
        table=table_files(RESULTS, lines),
    )


def file_name(survey: Survey, kind: str) -> str:
    """`encuesta-2021-k3m9…-v1.pdf`."""
    return f"encuesta-{survey.year}-{survey.public_id}-v{survey.results_number}.{kind}"


def results_json(survey: Survey, results: Results) -> dict[str, Any]:
    """The results as data. `results` in canonical JSON (RFC 8785) has the SHA-256 that the certificate says."""
    return {
        "survey": survey.public_id,
        "title": survey.title,
        "version": survey.results_number,
        "method": {fact.term: str(fact.value) for fact in method_of(survey, results)},
        "questions": survey.questions,
        "results": results.as_json(),
    }


def results_document(survey: Survey, results: Results) -> Document:
    """The results to read, print and file."""
    entity = current_entity() or Entity()
    return Document(
        title=f"Resultados de la encuesta «{survey.title}»",
        date=clock.today(),
        entity=entity.name,
        logo=logo_of(entity),
        sections=tuple(_sections(survey, results)),
        seal=head()[1][:16],
        address=f"{settings.BASE_URL}{survey.get_results_url()}",
    )


def _sections(survey: Survey, results: Results) -> Iterator[Section]:
    yield Paragraph(words(survey.purpose))
    if survey.state_reason:
        yield Heading("Qué se corrigió")
        yield Paragraph(words(survey.state_reason))
    yield Heading("Ficha técnica")
    yield _method(survey, results)
    for question in results.questions:
        yield Heading(question.text)
        yield from _question(question)
    yield Heading("Cómo se leen estas cifras")
    yield BulletList(tuple(words(one) for one in figures_told(results)))


def _method(survey: Survey, results: Results) -> Table:
    facts = method_of(survey, results)
    rows = tuple((Cell(words(one.term)), Cell(words(str(one.value) or "sin dato"))) for one in facts)
    columns = (Column(1.2, names_row=True), Column(3))
    return Table("Ficha técnica", columns, ((Cell(words("Dato")), Cell(words("Valor"))),), (Group(rows),))


def _question(question: QuestionResult) -> Iterator[Section]:
    for item in question.items:
        if item.label:
            yield Heading(item.label, 2)
        if item.answered is None:
            yield Paragraph(words("Respondieron muy pocas personas: no se publica."))
            continue
        yield Paragraph(words(part_told(item)))
        if item.lines:
            yield _table(question, item)
        if item.groups and not item.lines:
            yield _means(question, item)
    if question.quotes:
        yield Paragraph(words("Algunas respuestas, con permiso de quien las revisó:"))
        yield BulletList(tuple(words(f"«{one}»") for one in question.quotes))


def _table(question: QuestionResult, item: Item) -> Table:
    groups = item.groups if len(item.groups) <= _MOST_GROUPS else ()
    header = (
        Cell(words("Respuesta")),
        Cell(words("Personas")),
        Cell(words("%")),
        *(Cell(words(f"{one.label} (n = {one.answered})")) for one in groups),
    )
    rows = tuple(
        (
            Cell(words(line.label)),
            Cell(words(written(line.count))),
            Cell(words(written(line.percent))),
            *(Cell(words(written(part))) for part in line.percents[: len(groups)]),
        )
        for line in item.lines
    )
    columns = (
        Column(3, names_row=True),
        Column(1.2, Align.END),
        Column(1, Align.END),
        *(Column(1.3, Align.END) for _ in groups),
    )
    return Table(f"{question.text} {item.label}".strip(), columns, (header,), (Group(rows),))


def _means(question: QuestionResult, item: Item) -> Table:
    header = tuple(Cell(words(one)) for one in ("Grupo", "Respondieron", "Promedio", "Mediana"))
    rows = tuple(
        (
            Cell(words(one.label)),
            Cell(words(written(one.answered))),
            Cell(words(written(one.mean))),
            Cell(words(written(one.median))),
        )
        for one in item.groups
    )
    columns = (Column(3, names_row=True), Column(1.2, Align.END), Column(1.2, Align.END), Column(1.2, Align.END))
    return Table(f"{question.text}, por grupo", columns, (header,), (Group(rows),))
