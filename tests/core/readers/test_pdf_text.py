"""Words that the width of a cell cut in two, and those that only stand one under the other."""

import pytest

from rendir.foundation.core.readers.pdf_text import Line, Vocabulary, joined

LETTER = 5.0
ROOM = 13 * LETTER


def text(*words: str, known: frozenset[str] = frozenset(), room: float | None = ROOM) -> str:
    lines = [Line(word, 10.0 * place, LETTER * len(word), LETTER) for place, word in enumerate(words)]
    return joined(lines, Vocabulary(known), room)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("Autodiagnósti", "co"), "Autodiagnóstico"),
        (("autodiagnósti", "co elaborado"), "autodiagnóstico elaborado"),
        (("Comunicacione", "s"), "Comunicaciones"),
        (("administrativ", "o"), "administrativo"),
        (("CARACTERIZACI", "ÓN"), "CARACTERIZACIÓN"),
        (("sistematizad", "o"), "sistematizado"),
        (("Caracterizada", "por"), "Caracterizada\npor"),
        (("Participación", "de"), "Participación\nde"),
        (("Participación", "Ciudadana"), "Participación\nCiudadana"),
        (("informaciones", "públicas"), "informaciones\npúblicas"),
        (("Corto", "co"), "Corto\nco"),
    ],
)
def test_a_word_as_wide_as_its_cell_may_be_cut(lines: tuple[str, ...], whole: str) -> None:
    assert text(*lines) == whole


def test_without_the_width_of_the_cell_only_known_words_are_joined() -> None:
    assert text("Autodiagnósti", "co", room=None) == "Autodiagnósti\nco"
    assert text("Autodiagnósti", "co", room=None, known=frozenset({"autodiagnostico"})) == "Autodiagnóstico"


def test_a_word_that_is_whole_elsewhere_is_not_cut() -> None:
    assert text("Participacion", "es", known=frozenset({"participacion"})) == "Participacion\nes"
