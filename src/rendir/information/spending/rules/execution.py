"""How much of a budget was executed: amounts, percentages, the tree of accounts, and what does not add up.

Appropriated ≥ committed ≥ obliged ≥ paid (Decreto 111 de 1996, arts. 71 and 89): what breaks it is a warning, for an
entity must be able to show what its books say. «Sin dato» is not zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from rendir.foundation.core.spanish import fold

_TENTH = Decimal("0.1")
_NAMES = ("la apropiación definitiva", "los compromisos", "las obligaciones", "los pagos")
_KNOWN = {"2": "Gastos", "2.1": "Funcionamiento", "2.2": "Servicio de la deuda pública", "2.3": "Inversión"}


@dataclass(frozen=True, slots=True)
class Amounts:
    """Pesos of a line, or of many. None: nobody said."""

    initial: Decimal | None = None
    definitive: Decimal | None = None
    committed: Decimal | None = None
    obliged: Decimal | None = None
    paid: Decimal | None = None

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(*(_plus(getattr(self, name), getattr(other, name)) for name in AMOUNTS))

    @property
    def committed_share(self) -> Decimal | None:
        """Percent of the definitive appropriation that was committed."""
        return percent(self.committed, self.definitive)

    @property
    def obliged_share(self) -> Decimal | None:
        """Percent of the definitive appropriation that was obliged: what was received."""
        return percent(self.obliged, self.definitive)

    @property
    def paid_share(self) -> Decimal | None:
        """Percent of the definitive appropriation that was paid."""
        return percent(self.paid, self.definitive)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What does not add up, a sentence each."""
        steps = list(zip(_NAMES, (self.definitive, self.committed, self.obliged, self.paid), strict=True))
        known = [(name, value) for name, value in steps if value is not None]
        return tuple(
            f"{after[0][0].upper()}{after[0][1:]} son más que {before}."
            for (before, most), after in pairwise(known)
            if after[1] > most
        )


AMOUNTS = tuple(Amounts.__slots__)
NOTHING = Amounts()


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Percent with one decimal; None where either is not known, or of nothing."""
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)


def is_current(validity: str) -> bool:
    """Whether a line is of what was appropriated for the year: what is left of other years (reserves, accounts to be
    paid) is never added to it.
    """
    told = fold(validity)
    return not told or told == "1" or told.endswith("vigencia actual")


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line for the arithmetic: an account of a section, by source and by year of the expense."""

    code: str
    name: str
    amounts: Amounts
    section: str = ""
    validity: str = ""


def totals_among(codes: Iterable[str]) -> frozenset[str]:
    """The accounts that add others up: those below which there is another. Adding them too would count twice."""
    known = set(codes)
    above: set[str] = set()
    for code in known:
        parts = code.split(".")
        above.update(".".join(parts[:end]) for end in range(1, len(parts)))
    return frozenset(above & known)


@dataclass(frozen=True, slots=True)
class Branch:
    """An account and what stands below it, added up."""

    code: str
    name: str
    amounts: Amounts
    accounts: int
    is_leaf: bool


def added(lines: Iterable[Line]) -> Amounts:
    """All of them, without those that only add others up."""
    lines = list(lines)
    above = totals_among(one.code for one in lines)
    return sum((one.amounts for one in lines if one.code not in above), NOTHING)


def unknown(lines: Iterable[Line]) -> dict[str, int]:
    """Of how many accounts nobody said each amount: a total of what is known must say what it lacks."""
    lines = list(lines)
    above = totals_among(one.code for one in lines)
    accounts: dict[tuple[str, str], Amounts] = {}
    for one in lines:
        if one.code not in above:
            key = (one.section, one.code)
            accounts[key] = accounts.get(key, NOTHING) + one.amounts
    return {name: sum(getattr(one, name) is None for one in accounts.values()) for name in AMOUNTS}


def branches(lines: Sequence[Line], parent: str) -> tuple[Branch, ...]:
    """What stands directly below an account (`""`: at the top), in the order of its code.

    An account with a single branch below is passed over: «Gastos» alone would tell nothing.
    """
    above = totals_among(one.code for one in lines)
    names = {one.code: one.name for one in reversed(lines)}
    leaves = [one for one in lines if one.code not in above and _is_below(one.code, parent)]
    groups: dict[str, list[Line]] = {}
    for one in leaves:
        groups.setdefault(_next_below(one.code, parent), []).append(one)
    if len(groups) == 1 and (only := next(iter(groups))) != leaves[0].code:
        return branches(lines, only)
    return tuple(_branch(code, groups[code], names) for code in sorted(groups, key=code_order))


def _branch(code: str, leaves: Sequence[Line], names: dict[str, str]) -> Branch:
    amounts = sum((one.amounts for one in leaves), NOTHING)
    name = names.get(code) or _KNOWN.get(code) or code
    found = {one.code for one in leaves}
    return Branch(code, name, amounts, len(found), is_leaf=found == {code})


def _is_below(code: str, parent: str) -> bool:
    return not parent or code.startswith(f"{parent}.") or code == parent


def _next_below(code: str, parent: str) -> str:
    depth = len(parent.split(".")) if parent else 0
    return ".".join(code.split(".")[: depth + 1])


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """So that `2.10` comes after `2.9`."""
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in code.split("."))
