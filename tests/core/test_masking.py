"""Reserved data as they are shown before somebody asks to see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("marta.rojas@villaclara.example", "m•••@v•••"),
        ("a@b", "a•••@b•••"),
        ("Marta Inés Rojas", "M••• I••• R•••"),
        ("1.032.456.789", "•••89"),
        ("+57 310 555 1234", "••• ••• ••• •••"),
        ("3105551234", "•••34"),
        ("1234", "•••"),
        ("Calle 1 # 2-3", "C••• ••• #••• •••"),
        ("", "•••"),
        ("   ", "•••"),
    ],
)
def test_a_datum_is_recognised_and_not_read(text: str, shown: str) -> None:
    assert masked(text) == shown


@given(st.text(st.characters(exclude_characters="•"), min_size=4))
def test_it_never_shows_the_whole(text: str) -> None:
    assert "•••" in masked(text)
    assert not [part for part in text.split() if len(part) > 1 and part in masked(text)]


@given(st.integers(min_value=10**5, max_value=10**12))
def test_of_a_number_at_most_two_figures_are_shown(number: int) -> None:
    assert sum(sign.isdigit() for sign in masked(str(number))) == 2


@given(st.text(st.characters(categories=["Ll"]), min_size=1), st.text(st.characters(categories=["Ll"]), min_size=1))
def test_the_length_of_a_part_is_not_told(one: str, other: str) -> None:
    assert len(masked(one)) == len(masked(other))
