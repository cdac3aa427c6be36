"""A list of zones as people have it: indentation, separators, words that say the kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.organization.models import Zone, ZoneKind
from rendir.foundation.organization.outline import (
    LONGEST_NAME,
    MOST,
    OTHER,
    OutlineProblem,
    kind_and_name,
    read_outline,
)

WORDS = st.text("abcfghij ", min_size=1, max_size=12).filter(lambda text: text.strip() == text)


def _told(text: str) -> list[tuple[int, str]]:
    return [(len(one.path) - 1, Zone(kind=one.kind, name=one.name).label) for one in read_outline(text).zones]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Comuna 1", "comuna", "1"),
        ("VEREDA LA PALMA", "vereda", "LA PALMA"),
        ("Vda. La Palma", "vereda", "La Palma"),
        ("B/ Centro", "barrio", "Centro"),
        ("Corregimiento de El Roble", "corregimiento", "El Roble"),
        ("Corregimiento del Carmen", "corregimiento", "Carmen"),
        ("Barrio  San José", "barrio", "San José"),
        ("Centro poblado El Roble", "centro-poblado", "El Roble"),
        ("Resguardo indígena San Lorenzo", "resguardo", "San Lorenzo"),
        ("Resguardo San Lorenzo", "resguardo", "San Lorenzo"),
        ("Consejo Comunitario Río Cauca", "consejo-comunitario", "Río Cauca"),
        ("Localidad Norte", "localidad", "Norte"),
        ("Zona industrial", OTHER, "Zona industrial"),
        ("Veredal", OTHER, "Veredal"),
        ("Barrio", OTHER, "Barrio"),
        ("Comunal Los Pinos", OTHER, "Comunal Los Pinos"),
    ],
)
def test_the_first_word_says_what_it_is(text: str, kind: str, name: str) -> None:
    assert kind_and_name(text) == (kind, name)


def test_every_kind_that_is_read_is_one_of_the_territory() -> None:
    words = ["Comuna", "Localidad", "Barrio", "Corregimiento", "Vereda", "Centro poblado", "Resguardo indígena"]
    read = {kind_and_name(f"{word} Uno")[0] for word in [*words, "Consejo comunitario", "Lote"]}
    assert read == set(ZoneKind.values)


@pytest.mark.parametrize(
    "text",
    [
        "Comuna 1\n  Barrio Centro\n  Barrio Sur\nVereda Alta",
        "Comuna 1\n\tBarrio Centro\n\tBarrio Sur\n\n\nVereda Alta\n",
        "Comuna 1; Barrio Centro\nComuna 1; Barrio Sur\nVereda Alta",
        "Comuna 1\tBarrio Centro\r\nComuna 1\tBarrio Sur\r\nVereda Alta",
        "Comuna 1 › Barrio Centro\nCOMUNA 1 > Barrio Sur\nVereda Alta",
        "Comuna 1\n\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}• Barrio Centro\n  • Barrio Sur\n• Vereda Alta",
    ],
)
def test_what_is_inside_is_indented_or_comes_after(text: str) -> None:
    assert _told(text) == [(0, "Comuna 1"), (1, "Barrio Centro"), (1, "Barrio Sur"), (0, "Vereda Alta")]


def test_indentation_goes_back_as_many_steps_as_it_came() -> None:
    text = "Comuna 1\n  Barrio A\n    Lote 1\n  Barrio B\nComuna 2\n      Barrio C"
    assert [depth for depth, _ in _told(text)] == [0, 1, 2, 1, 0, 1]


def test_the_same_name_in_two_places_is_two_zones_and_in_one_place_one() -> None:
    read = read_outline("Comuna 1; Barrio Sur\nComuna 2; Barrio Sur\nComuna 1; barrio sur")
    assert [(one.name, one.line) for one in read.zones] == [("1", 1), ("Sur", 1), ("2", 2), ("Sur", 2)]


def test_what_cannot_be_is_told_with_its_line() -> None:
    deep = "\n".join(" " * step + f"Zona {step}" for step in range(5))
    assert read_outline(deep).problems == (OutlineProblem(5, "Está dentro de más de 3 zonas: revise las sangrías."),)
    long = read_outline(f"Comuna 1\nBarrio {'a' * (LONGEST_NAME + 1)}")
    assert long.problems == (OutlineProblem(2, f"El nombre pasa de {LONGEST_NAME} letras."),)


def test_a_territory_is_not_endless() -> None:
    read = read_outline("\n".join(f"Vereda {one}" for one in range(MOST + 1)))
    assert (read.zones, read.problems[0].line) == ((), 1)
    assert len(read_outline("\n".join(f"Vereda {one}" for one in range(MOST))).zones) == MOST


@given(st.text(alphabet="aBé1 \t;>\n•", max_size=80))
def test_whatever_is_pasted_each_zone_comes_after_the_one_that_holds_it(text: str) -> None:
    seen: set[tuple[tuple[str, str], ...]] = {()}
    for one in read_outline(text).zones:
        assert one.path[:-1] in seen
        assert one.path not in seen
        assert one.name
        seen.add(one.path)


@given(st.lists(WORDS, min_size=1, max_size=8, unique=True))
def test_a_plain_list_is_read_whole_and_in_order(names: list[str]) -> None:
    read = read_outline("\n".join(f"Vereda {name}" for name in names))
    assert [one.name for one in read.zones] == list(dict.fromkeys(" ".join(name.split()) for name in names))
