"""The facts of a round in the same words, on a page and in a document: where values come from and what they give."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.spanish import count
from rendir.information.topics.models import Channel, SourceKind
from rendir.information.topics.rules.ranking import Basis, Part, in_two_decimals

BY_ITS_PLACE = "Por su puesto en el resultado."
HOW = (
    "Votos y cifras: el más alto recibe 100; los demás, su parte. Si el más alto tiene 40 y otro 10, ese recibe 25.",
    "Lo que valora una persona ya viene de 0 a 100, con su razón escrita.",
    "Cada resultado se multiplica por el peso del criterio y se divide por 100. La suma son los puntos.",
    "Sin dato no es cero: se dice «sin dato», y ese criterio no le da puntos al tema.",
    "Empates: va antes el tema con más votos; después, el que viene de más clases de fuente; después, por alfabeto.",
    "Los números se calculan exactos y solo se redondean para mostrarlos.",
)


def basis_in_words(criterion: Mapping[str, Any]) -> str:
    """Where the value of a criterion comes from."""
    match criterion["basis"]:
        case Basis.VOTES:
            told = "Los votos de esta ronda."
        case Basis.FIGURES:
            told = f"La suma de las cifras de sus fuentes: {SourceKind(criterion['source_kind']).label.lower()}."
        case _:
            told = "Lo que valora una persona, de 0 a 100, con su razón."
    return f"{criterion['explains']} {told}".strip()


def part_in_words(part: Part, criterion: Mapping[str, Any], reason: str = "") -> str:
    """`41 de 58, el más alto: 70,69 de 100. Por 40 de peso`."""
    if part.value is None:
        return "Sin dato."
    if criterion["basis"] == Basis.JUDGEMENT:
        told = f"{part.value} de 100, por un peso de {criterion['weight']}."
        return f"{told} {reason}".strip()
    share = in_two_decimals(part.share)
    return f"{part.value}; el más alto tiene {part.highest}: {share} de 100, por un peso de {criterion['weight']}."


def channel_lines(inputs: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """How many ballots came by each channel."""
    return ((one.label, inputs["ballots"][one.value]) for one in Channel)


def source_in_words(source: Mapping[str, Any]) -> str:
    """`Encuesta: Encuesta de percepción 2020 (128 menciones)`."""
    figure = ""
    if source["figure"] is not None:
        figure = f" ({source['figure']} {source['unit']})" if source["unit"] else f" ({source['figure']})"
    return f"{SourceKind(source['kind']).label}: {source['reference']}{figure}"


def days_in_words(opens_on: date, closes_on: date) -> str:
    """`del 1 de junio al 30 de junio de 2021`."""
    return f"del {written_day(opens_on, 'month')} al {written_day(closes_on)}"


def topics_word(number: int) -> str:
    """`1 tema`, `3 temas`."""
    return count(number, "tema", "temas")
