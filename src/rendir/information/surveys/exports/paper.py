"""What is printed to answer by hand: numbered sheets, and the notice with the code for a telephone's camera."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.conf import settings

from rendir.foundation.core import clock
from rendir.foundation.core.components.wording import written_day
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
    Span,
    Table,
    words,
)
from rendir.foundation.core.documents.frame import qr_code
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.information.surveys.models import AccessMode, Survey
from rendir.information.surveys.rules.questionnaire import Kind, Question, Questionnaire

_QR_MM = 90
"""Read from across a room."""
_BOX = "☐"
_LINE = "_" * 60
_LINES = 3


def sheets_document(survey: Survey, numbers: Sequence[int]) -> Document:
    """The sheets of these numbers, one after the other, each from a page of its own."""
    sections = (section for number in numbers for section in _sheet(survey, number, begins_page=number != numbers[0]))
    return _document(survey, tuple(sections))


def poster_document(survey: Survey) -> Document:
    """A notice: what is asked, until when, and where."""
    address = f"{settings.BASE_URL}{survey.get_public_url()}"
    until = f"Se responde hasta el {written_day(survey.closes_on)}." if survey.closes_on else ""
    code = " Necesita el código que le dieron." if survey.access == AccessMode.CODE else ""
    sections: tuple[Section, ...] = (
        Paragraph(words(survey.purpose)),
        Paragraph(words(Span(f"{until}{code} No pedimos nombre ni cédula.".strip(), strong=True))),
        replace(qr_code(address), width=_QR_MM),
        Paragraph(words("Apunte la cámara del teléfono al cuadro, o entre a ", Span(address, link=address))),
        Paragraph(words("Si prefiere responder en papel o con ayuda, pídalo en la entidad.")),
    )
    return _document(survey, sections)


def _document(survey: Survey, sections: tuple[Section, ...]) -> Document:
    entity = current_entity() or Entity()
    return Document(title=survey.title, date=clock.today(), entity=entity.name, logo=logo_of(entity), sections=sections)


def _sheet(survey: Survey, number: int, *, begins_page: bool) -> Iterator[Section]:
    questionnaire = survey.questionnaire()
    yield Heading(f"Hoja {number}", new_page=begins_page)
    yield Paragraph(words(survey.purpose))
    yield Paragraph(words("Es anónima: no escriba su nombre ni su cédula. Marque con una X."), small=True)
    for place, question in enumerate(questionnaire, start=1):
        if question.section:
            yield Heading(f"{question.section} (hoja {number})", 2)  # a sheet of several pages may come apart
        yield Paragraph(words(Span(f"{place}. {question.text}", strong=True), *_how(question, questionnaire)))
        yield from _room(question)


def _how(question: Question, questionnaire: Questionnaire) -> Iterator[str]:
    if question.hint:
        yield f" {question.hint}"
    condition = question.condition
    decides = questionnaire.find(condition.question) if condition else None
    if condition and decides:
        place = questionnaire.questions.index(decides) + 1
        answers = " o ".join(f"«{decides.label_of(one)}»" for one in condition.answers)
        yield f" (Solo si en la {place} respondió {answers}.)"


def _room(question: Question) -> Iterator[Section]:
    """Where the answer is marked or written."""
    match question.kind:
        case Kind.TEXT:
            yield Paragraph(words("\n".join([_LINE] * _LINES)))
        case Kind.NUMBER:
            yield Paragraph(words(f"Entre {question.low} y {question.high}: ________"))
        case Kind.MATRIX:
            yield _grid(question)
        case Kind.RANKING:
            yield Paragraph(words("Escriba el puesto (1, 2, 3…) antes de cada una."))
            yield BulletList(tuple(words(f"____ {one.label}") for one in question.options))
        case Kind.SCALE:
            yield Paragraph(words("     ".join(f"{_BOX} {one.label}" for one in question.choices)))
        case _:
            yield BulletList(tuple(words(f"{_BOX} {one.label}") for one in question.options))


def _grid(question: Question) -> Table:
    header = (Cell(words(" ")), *(Cell(words(one.label)) for one in question.options))
    rows = tuple((Cell(words(row.label)), *(Cell(words(_BOX)) for _one in question.options)) for row in question.rows)
    columns = (Column(3, names_row=True), *(Column(1, Align.CENTER) for _one in question.options))
    return Table(question.text, columns, (header,), (Group(rows),))
