"""Words of titles that the width of a cell cut."""

import pytest

from rendir.plan.planning.reading.cut_words import mended

KNOWN = frozenset({"cuatrimestre", "responsable", "dependencia", "de", "la", "dela"})


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("cuatrimest re 1", "cuatrimestre 1"),
        ("dependenc ia responsab le", "dependencia responsable"),
        ("res pon sable", "responsable"),
        ("de la", "de la"),
        ("cosa otra", "cosa otra"),
        ("", ""),
    ],
)
def test_pieces_are_joined_where_they_make_a_known_word(words: str, whole: str) -> None:
    assert mended(words.split(), KNOWN) == whole.split()
