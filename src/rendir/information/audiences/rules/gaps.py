"""What is missing in a characterisation: groups that nobody reaches or hears, without needs, with old data or none.

MURC, aprestamiento: information needs and channels are what the characterisation is for; dialogue only by screens
leaves out who has no line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rendir.information.audiences.rules.facts import GroupFacts


class Gap(StrEnum):
    """One thing that is missing. The value stands in data."""

    NOT_TOLD = "sin-canal-de-publicacion"
    NOT_HEARD = "sin-canal-de-dialogo"
    ONLY_VIRTUAL = "dialogo-solo-virtual"
    NO_NEEDS = "sin-necesidades"
    NO_DATA = "sin-datos"
    OLD_DATA = "datos-viejos"
    NO_ZONES = "sin-zonas"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def why(self) -> str:
        """Why it matters and what to do."""
        return _WORDS[self][1]

    @property
    def leaves_out(self) -> bool:
        """Whether the group is left out of accountability by it."""
        return self in (Gap.NOT_TOLD, Gap.NOT_HEARD)


_WORDS = {
    Gap.NOT_TOLD: ("Nadie le informa", "No tiene ningún canal para recibir información. Pregúntele cuál usa."),
    Gap.NOT_HEARD: ("Nadie la escucha", "No tiene ningún canal de diálogo. Pregúntele dónde puede hablar."),
    Gap.ONLY_VIRTUAL: (
        "Solo se le escucha por pantalla",
        "El diálogo solo virtual deja por fuera a quien no tiene línea: agregue un espacio presencial (MURC).",
    ),
    Gap.NO_NEEDS: ("No se sabe qué quiere saber", "Anote al menos una necesidad de información."),
    Gap.NO_DATA: ("No tiene cifras", "Agregue una fuente: un registro, una encuesta o una estadística oficial."),
    Gap.OLD_DATA: ("Sus cifras son viejas", "Busque una fuente más nueva, o diga por qué sigue sirviendo."),
    Gap.NO_ZONES: ("No se sabe dónde está", "Marque las zonas del territorio donde está."),
}


@dataclass(frozen=True, slots=True)
class GroupGap:
    """A gap and whose it is."""

    group: GroupFacts
    gap: Gap


def gaps_of(group: GroupFacts, *, today: date, months: int) -> tuple[Gap, ...]:
    """What is missing of a group; data older than `months` are old."""
    return tuple(_gaps(group, today, months))


def gaps_in(groups: Sequence[GroupFacts], *, today: date, months: int) -> tuple[GroupGap, ...]:
    """What is missing in all of them, the gravest first."""
    found = [GroupGap(group, gap) for group in groups for gap in gaps_of(group, today=today, months=months)]
    order = list(Gap)
    return tuple(sorted(found, key=lambda one: order.index(one.gap)))


def is_old(day: date, *, today: date, months: int) -> bool:
    """Whether more than that many months went by."""
    went = (today.year - day.year) * 12 + today.month - day.month
    return (went, today.day) > (months, day.day)


def _gaps(group: GroupFacts, today: date, months: int) -> Iterator[Gap]:
    if not group.publication:
        yield Gap.NOT_TOLD
    if not group.dialogue:
        yield Gap.NOT_HEARD
    elif all(channel.is_virtual for channel in group.dialogue):
        yield Gap.ONLY_VIRTUAL
    if not group.needs:
        yield Gap.NO_NEEDS
    if group.data_on is None:
        yield Gap.NO_DATA
    elif is_old(group.data_on, today=today, months=months):
        yield Gap.OLD_DATA
    if not group.zones:
        yield Gap.NO_ZONES
