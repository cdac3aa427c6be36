"""When a goal counts as tied: to the SDGs and to rights, or excused with a reason (MURC, diseño: «asociar las metas con
los Objetivos de Desarrollo Sostenible y los derechos que garantizan»). Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Linking(StrEnum):
    """How a goal stands towards the SDGs and rights."""

    LINKED = "vinculada"
    NO_RIGHT = "sin-derecho"
    NO_SDG = "sin-ods"
    NONE = "sin-vinculo"
    EXCUSED = "excusada"

    @property
    def label(self) -> str:
        """In words."""
        return _LABELS[self]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do: tied to both, or excused."""
        return self in {Linking.LINKED, Linking.EXCUSED}


_LABELS = {
    Linking.LINKED: "Con ODS y derecho",
    Linking.NO_RIGHT: "Falta el derecho",
    Linking.NO_SDG: "Falta el ODS",
    Linking.NONE: "Sin vínculo",
    Linking.EXCUSED: "Excusada",
}


def standing_of(*, sdg: int, rights: int, is_excused: bool) -> Linking:
    """How a goal with so many links stands. What is tied to both needs no excuse."""
    if sdg and rights:
        return Linking.LINKED
    if is_excused:
        return Linking.EXCUSED
    if sdg:
        return Linking.NO_RIGHT
    return Linking.NO_SDG if rights else Linking.NONE


@dataclass(frozen=True, slots=True)
class LinkCount:
    """How many goals are settled, of how many, and how the others stand."""

    total: int
    linked: int
    excused: int
    no_right: int
    no_sdg: int
    none: int

    @property
    def settled(self) -> int:
        """Tied to both, or excused."""
        return self.linked + self.excused

    @property
    def left(self) -> int:
        """Those that still wait."""
        return self.total - self.settled

    @property
    def said(self) -> str:
        """`26 de 30 metas vinculadas o excusadas`."""
        noun = "meta vinculada o excusada" if self.total == 1 else "metas vinculadas o excusadas"
        return f"{self.settled} de {self.total} {noun}"


def count_links(standings: Iterable[Linking]) -> LinkCount:
    """The count of these."""
    found = list(standings)
    return LinkCount(
        total=len(found),
        linked=found.count(Linking.LINKED),
        excused=found.count(Linking.EXCUSED),
        no_right=found.count(Linking.NO_RIGHT),
        no_sdg=found.count(Linking.NO_SDG),
        none=found.count(Linking.NONE),
    )
