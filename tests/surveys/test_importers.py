"""Answers of a form of Google or Microsoft: columns found by the words of the question, each row counted once."""

import csv
import io

import pytest

from factories.surveys import BY, CHANNELS, EVERY_KIND, a_draft, an_open
from rendir.foundation.core.importing import Cell, Grid, Source
from rendir.foundation.core.mapping import Mapped, propose, read_rows, titles_of
from rendir.foundation.core.refusal import NotFound, WrongState
from rendir.information.surveys.importers import ANSWERS, fields_of, open_survey_of
from rendir.information.surveys.models import Channel, Response, Survey, TextAnswer
from rendir.information.surveys.rules.gathered import answers_in, columns_of

pytestmark = pytest.mark.usefixtures("_today")
TITLES = (
    "Marca temporal,Correo,¿Dónde vive?,¿Cómo va?,¿Asistió a la audiencia?,¿Se entendió?,¿Qué tal? [Agua],"
    "¿Qué tal? [Vías],¿Por dónde se entera?,¿Qué va primero?,¿Qué edad tiene?,¿De qué quiere que le rindan cuentas?\n"
)
GOOGLE = f"""\
{TITLES}\
2021/10/01 8:00,ana@x.co,urbana,4,Sí,3,Mal,Bien,"Emisora, Internet",Vías;Agua;Salud;,40,El acueducto
2021/10/01 8:05,beto@x.co,Rural,2: regular,No,,Bien,,Nadie,,,
2021/10/01 8:06,caro@x.co,Rural,2: regular,No,,Bien,,Nadie,,,
2021/10/01 8:06,caro@x.co,Rural,2: regular,No,,Bien,,Nadie,,,
"""


def _read(survey: Survey, text: str = GOOGLE) -> Mapped:
    rows = [
        tuple(Cell(one, Source(line, column=column)) for column, one in enumerate(row, start=1))
        for line, row in enumerate(csv.reader(io.StringIO(text)), start=1)
    ]
    grid, fields = Grid(tuple(rows)), fields_of(survey)
    return read_rows(grid, 0, propose(titles_of(grid, 0), fields), fields)


def _apply(survey: Survey, read: Mapped) -> str:
    return ANSWERS.take_in(read.rows, survey, None, by=BY).message


def test_columns_are_found_by_the_words_of_their_question_and_rows_are_counted() -> None:
    survey = an_open()
    read = _read(survey)
    assert (len(read.rows), read.findings) == (4, ())
    seen = ANSWERS.preview(read.rows, survey)
    assert (seen.added, seen.same, seen.findings) == (4, 0, ())
    assert _apply(survey, read) == "La encuesta tiene 4 respuestas nuevas."
    first = Response.objects.get(answers__p1="o1")
    assert (first.channel, first.answers["p6"], first.answers["p7"]) == (
        Channel.IMPORTED,
        ["o1", "o2"],
        ["o2", "o1", "o3"],
    )
    assert (first.answers["p5"], first.answers["p2"]) == ({"o1": "o1", "o2": "o2"}, 4)
    assert TextAnswer.objects.get().text == "El acueducto"
    assert "ana@x.co" not in str(list(Response.objects.values()))


def test_the_same_file_again_adds_nothing_and_equal_answers_of_two_people_are_two() -> None:
    survey = an_open()
    read = _read(survey)
    _apply(survey, read)
    seen = ANSWERS.preview(read.rows, survey)
    assert (seen.added, seen.same) == (0, 4)
    assert _apply(survey, read) == "La encuesta tiene 0 respuestas nuevas."
    longer = _read(survey, GOOGLE + "2021/10/02 9:00,dora@x.co,Rural,5,No,,,,,,,\n")
    assert ANSWERS.preview(longer.rows, survey).added == 1
    _apply(survey, longer)
    assert Response.objects.count() == 5


def test_a_cell_that_is_no_answer_is_told_and_a_row_that_answers_nothing_is_not_counted() -> None:
    survey = an_open()
    read = _read(survey, TITLES + "x,y,En Marte,9,Sí,,,,,,,\nx,y,,,,3,,,,,,\n")
    assert [one.message for one in read.findings] == [
        "¿Dónde vive?: «En Marte» no está entre las respuestas de la pregunta.",
        "¿Cómo va?: «9» no es un número entero entre 1 y 5.",
    ]
    seen = ANSWERS.preview(read.rows, survey)
    assert ([one.message for one in seen.findings], seen.added) == (["La fila no responde ninguna pregunta."], 0)
    assert _apply(survey, read) == "La encuesta tiene 0 respuestas nuevas."


def test_an_order_that_is_not_whole_is_told_with_its_row() -> None:
    survey = an_open()
    read = _read(survey, TITLES + "x,y,Rural,,No,,,,,Agua;Vías,,\n")
    (found,) = ANSWERS.preview(read.rows, survey).findings
    assert found.message == "Ponga todas en orden, cada una en un puesto distinto."


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Emisora;Internet;", ["o1", "o2"]), ("internet", ["o2"]), ("Emisora, Nadie", ["o1", "o3"])],
)
def test_several_answers_of_a_cell_are_read_apart(written: str, expected: list[str]) -> None:
    column = next(one for one in columns_of(EVERY_KIND) if one.key == CHANNELS.key)
    assert column.read(written) == expected
    with pytest.raises(ValueError, match="no está entre las respuestas"):
        column.read(f"{written}, Marte" if ";" not in written else "Marte;")


def test_what_no_column_says_is_not_answered() -> None:
    assert answers_in(EVERY_KIND, {"p1": "o1", "p2": None, "p5.o1": None}) == {"p1": "o1"}


def test_only_an_open_survey_takes_them() -> None:
    survey = an_open()
    assert open_survey_of(survey.public_id) == survey
    with pytest.raises(WrongState):
        open_survey_of(a_draft(title="Otra").public_id)
    with pytest.raises(NotFound):
        open_survey_of("nada")
