"""Formulas that were never calculated: those that only take and join texts of the same book are worked out here.

Programs that write workbooks leave the result out, and Excel fills it in when the file is opened. What a schedule
takes from its list of offices is a reference, or texts put together; anything else stays without a result.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

Place = tuple[str, int, int]
"""A sheet, a row and a column."""
_DEEPEST = 24
_LONGEST = 2_000
_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<cell>(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^\W\d][\w.]*))!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?![\w(]))"
    r"|(?P<call>[A-Z][A-Z.]*)\("
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<sign>[&,;()+]))"
)


class CannotBeWorkedOut(Exception):  # noqa: N818 - an answer, not a fault
    """The formula does more than take and join texts."""


@dataclass
class Formulas:
    """The formulas of a book without a result, by their place, and how to look up what the other cells say."""

    formulas: Mapping[Place, str]
    shown: Callable[[Place], str]
    _results: dict[Place, str | None] = field(default_factory=dict)
    _depth: int = 0

    def result(self, place: Place) -> str | None:
        """What the formula at a place shows; None where it cannot be worked out here."""
        if place not in self._results:
            self._results[place] = None  # one that comes back to itself has no result
            self._results[place] = self._worked_out(place)
        return self._results[place]

    def _worked_out(self, place: Place) -> str | None:
        if self._depth >= _DEEPEST or len(self.formulas[place]) > _LONGEST:
            return None
        self._depth += 1
        try:
            return _Reader(self.formulas[place], place[0], self._at).whole()
        except CannotBeWorkedOut:
            return None
        finally:
            self._depth -= 1

    def _at(self, place: Place) -> str:
        if place not in self.formulas:
            return self.shown(place)
        result = self.result(place)
        if result is None:
            raise CannotBeWorkedOut
        return result


class _Reader:
    """Reads one formula: `&`, texts, cells, and the functions that only change a text."""

    def __init__(self, formula: str, sheet: str, at: Callable[[Place], str]) -> None:
        self.tokens = list(_tokens(formula.lstrip("=+ ")))
        self.sheet, self.at, self.next = sheet, at, 0

    def whole(self) -> str:
        text = self._joined()
        if self.next < len(self.tokens):
            raise CannotBeWorkedOut
        return text

    def _joined(self) -> str:
        parts = [self._term()]
        while self._takes("&"):
            parts.append(self._term())
        return "".join(parts)

    def _takes(self, sign: str) -> bool:
        found = self.next < len(self.tokens) and self.tokens[self.next]["sign"] == sign
        self.next += found
        return found

    def _term(self) -> str:
        if self._takes("("):
            text = self._joined()
            self._must_take(")")
            return text
        if self.next >= len(self.tokens):
            raise CannotBeWorkedOut
        token = self.tokens[self.next]
        self.next += 1
        if token["call"]:
            return self._call(token["call"])
        if token["cell"]:
            sheet = (token["quoted"] or "").replace("''", "'") or token["sheet"] or self.sheet
            return self.at((sheet, int(token["row"]), _number(token["column"])))
        if token["text"]:
            return token["text"][1:-1].replace('""', '"')
        if token["number"]:
            return token["number"]
        raise CannotBeWorkedOut

    def _must_take(self, sign: str) -> None:
        if not self._takes(sign):
            raise CannotBeWorkedOut

    def _call(self, name: str) -> str:
        given = [self._joined()]
        while self._takes(",") or self._takes(";"):
            given.append(self._joined())
        self._must_take(")")
        function = _FUNCTIONS.get(name)
        if function is None or (len(given) > 1 and name not in _OF_SEVERAL):
            raise CannotBeWorkedOut
        return function("".join(given))


_OF_SEVERAL = frozenset({"CONCATENATE", "CONCAT", "_XLFN.CONCAT", "CONCATENAR"})
_FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(_OF_SEVERAL, str),
    "TRIM": lambda text: " ".join(text.split()),
    "UPPER": str.upper,
    "LOWER": str.lower,
    "PROPER": str.title,
    "T": str,
    "CLEAN": str,
}


def _tokens(formula: str) -> Iterator[dict[str, str]]:
    place = 0
    while place < len(formula.rstrip()):
        found = _TOKEN.match(formula, place)
        if not found:
            raise CannotBeWorkedOut
        yield {name: value or "" for name, value in found.groupdict().items()}
        place = found.end()


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
