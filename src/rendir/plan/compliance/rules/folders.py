"""What a folder of evidence holds: which deliveries, and where in the tree each file stands. Pure."""

from dataclasses import dataclass
from typing import Self

from rendir.plan.compliance.rules.promises import Key
from rendir.plan.planning.rules.facts import PERIODS

_YEAR, _CUT = "anio", "corte-"


@dataclass(frozen=True, slots=True)
class FolderScope:
    """The whole year, the period of one cut, or one activity (`code`)."""

    period: int | None = None
    code: str = ""

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """`anio`, `corte-2` or `I4`; None for anything else."""
        if text == _YEAR:
            return cls()
        if text.startswith(_CUT):
            number = text.removeprefix(_CUT)
            return cls(period=int(number)) if number in {str(one) for one in PERIODS} else None
        named = Key.parse(f"{text}-1")
        return cls(code=named.code) if named else None

    def __str__(self) -> str:
        return self.code or (f"{_CUT}{self.period}" if self.period else _YEAR)

    def has(self, key: Key) -> bool:
        """Whether a delivery belongs to it."""
        return self.period in (None, key.period) and self.code in ("", key.code)


def place_of(key: Key, number: int, name: str) -> str:
    """Where the nth piece of evidence of a delivery stands: component / activity / period. `name` tells of nobody."""
    component = key.component
    return f"{component.letter}-{component.value}/{key.code}/cuatrimestre-{key.period}/{number:03d}-{name}"
