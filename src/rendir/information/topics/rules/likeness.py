"""Which topics look alike, and by which words. Pure: it suggests, and a person joins them or says they are two."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from rendir.foundation.core.spanish import fold, join_words

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    [
        "acerca",
        "ante",
        "bajo",
        "cada",
        "como",
        "con",
        "contra",
        "cual",
        "cuando",
        "del",
        "desde",
        "donde",
        "dos",
        "el",
        "ella",
        "entre",
        "era",
        "esa",
        "ese",
        "esta",
        "este",
        "falta",
        "hacia",
        "hasta",
        "hay",
        "las",
        "les",
        "los",
        "mas",
        "mejorar",
        "mejores",
        "muy",
        "nos",
        "otra",
        "otro",
        "para",
        "pero",
        "por",
        "porque",
        "que",
        "queremos",
        "quien",
        "segun",
        "ser",
        "sin",
        "sobre",
        "son",
        "sus",
        "tema",
        "temas",
        "tiene",
        "todo",
        "todos",
        "una",
        "uno",
        "unas",
        "unos",
        "hacer",
    ]
)
_ENDINGS = (
    "amientos",
    "amiento",
    "imiento",
    "aciones",
    "acion",
    "ciones",
    "cion",
    "adas",
    "ados",
    "ada",
    "ado",
    "ando",
)
_ALIKE = 50
_SAME_WORD = 86
_TITLE_COUNTS = 2


@dataclass(frozen=True, slots=True)
class Worded:
    """A topic as it is compared."""

    key: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two topics that may be one, how much (to 100), and the words that say so as the first one writes them."""

    first: str
    second: str
    score: int
    words: tuple[str, ...]

    @property
    def why(self) -> str:
        """In words."""
        return f"Los dos dicen {join_words([f'«{one}»' for one in self.words])}."


def alike(topics: Iterable[Worded]) -> tuple[Alike, ...]:
    """Every pair that may be one, the likeliest first."""
    found = (
        pair for one, other in combinations(sorted(topics, key=lambda it: it.key), 2) for pair in _pair(one, other)
    )
    return tuple(sorted(found, key=lambda one: (-one.score, one.first, one.second)))


def stem(word: str) -> str:
    """What a word shares with its plurals and deeds: «vías» and «vía», «pavimentación» and «pavimento»."""
    plain = fold(word)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain.removesuffix(ending)
    bare = plain.removesuffix("s") if len(plain) > 3 else plain
    return bare[:-1] if len(bare) > 4 and bare[-1] in "aeo" else bare


def _pair(one: Worded, other: Worded) -> Iterator[Alike]:
    mine, theirs = _stems(one.title), _stems(other.title)
    shared = tuple(word for key, word in mine.items() if _is_among(key, theirs))
    if shared:
        whole = min(len(mine), len(theirs))
        said = _stems(other.description).keys() & _stems(one.description).keys()
        score = round(100 * (_TITLE_COUNTS * len(shared) + min(len(said), 2)) / (_TITLE_COUNTS * whole + 2))
        if score >= _ALIKE:
            yield Alike(one.key, other.key, min(score, 100), shared)


def _stems(text: str) -> dict[str, str]:
    """The telling words of a text by their stem."""
    words = (found.group() for found in _WORD.finditer(text.lower()))
    return {stem(word): word for word in words if fold(word) not in _EMPTY}


def _is_among(key: str, others: Iterable[str]) -> bool:
    """The same stem, or one that a slip of the finger makes of it."""
    return any(key == one or (min(len(key), len(one)) > 4 and fuzz.ratio(key, one) >= _SAME_WORD) for one in others)
