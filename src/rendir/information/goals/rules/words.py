"""Which SDG targets and rights the words of a goal propose, and by which words. Pure: nothing is tied by this.

Words are compared without accents and by their stem, in singular and in masculine; a word that names many things says
little of each, so it weighs less.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rendir.foundation.core.spanish import fold

_WORD = re.compile(r"[a-z]{3,}")
_ENDINGS = (
    *("aciones", "acion", "amientos", "amiento", "imientos", "imiento", "idades", "idad", "adores", "ador", "adoras"),
    *(
        "adora",
        "iendo",
        "ando",
        "adas",
        "idas",
        "ados",
        "idos",
        "ada",
        "ida",
        "ado",
        "ido",
        "eros",
        "ero",
        "eras",
        "era",
    ),
    *("ales", "al", "icos", "icas", "ico", "ica", "ivos", "ivas", "ivo", "iva", "ar", "er", "ir", "es", "os", "as"),
    *("o", "a", "e", "s"),
)
_SHORTEST = 3
_OF_THE_HEAVIEST = 0.5
"""What weighs less than this part of the heaviest proposal is not shown: it would only tire."""
_EMPTY = (
    "para por con sin sobre entre desde hasta los las del una unos unas que sus como mas más este esta cada todo",
    "toda todos todas sea sean ser número porcentaje anual anuales año años ano meta metas municipio municipal",
    "municipales cuatrienio realizar implementar fortalecer garantizar mantener aumentar reducir promover apoyar",
    "desarrollar lograr ejecutar adoptar mediante través programa programas proyecto proyectos plan planes",
    "actividades acciones acción personas atender atendidas atención beneficiadas nuevo nueva nuevos nuevas durante",
    "dos tres cuatro cinco diez ciento nivel incluso particular mundo mundial países país poner fin",
    "considerablemente significativamente mejorar formar construir servicio servicios gestión integral apoyo",
    "asistencia centro centros casa sistema sistemas unidad unidades comunidad comunidades ciudadana ciudadano",
    "social sociales zona zonas rural rurales proteger protección",
)
"""What every goal says and therefore says nothing: the verbs of plans and the words of the catalogue of products."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that may be proposed: its key, and the words that speak of it."""

    key: str
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed, by which words of the goal, and how much they weigh together."""

    key: str
    words: tuple[str, ...]
    weight: float


class Catalogue:
    """Entries ready to be asked: how much each stem says of each of them.

    The words that were given on purpose count double.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        found = list(entries)
        spread = Counter(stem for one in found for stem in _stems(f"{one.text} {one.words}"))
        for one in found:
            given = _stems(one.words)
            for stem in _stems(f"{one.text} {one.words}"):
                rare = math.log(1 + len(found) / spread[stem])
                self._weights[stem][one.key] = rare * (2 if stem in given else 1)

    def suggest(self, text: str, *, most: int = 3, least: float = 6.0) -> tuple[Suggestion, ...]:
        """What the text proposes, the heaviest first: at most `most`, none that weighs less than `least` or than half
        of the heaviest.
        """
        weights: dict[str, float] = defaultdict(float)
        because: dict[str, list[str]] = defaultdict(list)
        for stem, word in _stems(text).items():
            for key, weight in self._weights.get(stem, {}).items():
                weights[key] += weight
                because[key].append(word)
        least = max([least, *(weight * _OF_THE_HEAVIEST for weight in weights.values())])
        heavy = sorted((-weight, key) for key, weight in weights.items() if weight >= least)
        return tuple(Suggestion(key, tuple(because[key]), round(-weight, 2)) for weight, key in heavy[:most])


def tokens(text: str) -> str:
    """The stems of a text between spaces, by which it is found."""
    return f" {' '.join(_stems(text, short=True))} "


def asked_tokens(text: str) -> tuple[str, ...]:
    """The stems of what somebody looks for, numbers and short words too."""
    return tuple(_stems(text, short=True))


def stem_of(word: str) -> str:
    """The word without accents nor ending: `Acueductos` and `acueducto` are one."""
    folded = fold(word)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST:
            return folded.removesuffix(ending)
    return folded


def _stems(text: str, *, short: bool = False) -> Mapping[str, str]:
    """The stems of a text in its order, each with the word as it was written."""
    found: dict[str, str] = {}
    for word in re.findall(r"\w[\w.\-]*\w|\w" if short else r"\w+", text):
        folded = fold(word)
        if short or (_WORD.fullmatch(folded) and folded not in _FOLDED_EMPTY):
            found.setdefault(stem_of(word), word.lower())
    return found


_FOLDED_EMPTY = frozenset(fold(" ".join(_EMPTY)).split())


def joined(words: Sequence[str]) -> str:
    """`«agua», «potable»`."""
    return ", ".join(f"«{word}»" for word in words)
