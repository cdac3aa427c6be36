"""Names that may be one responsible: spelt in two ways, or one inside the other. Proposed, never joined."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import fuzz

from rendir.foundation.core.importing import Proposal
from rendir.foundation.core.spanish import fold, join_words
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.who import as_value
from rendir.plan.planning.rules.facts import Responsible

_ALMOST = 94
_SMALL_WORDS = frozenset({"de", "del", "la", "el", "los", "las", "y", "e", "a", "al", "en", "para"})
_OFFICE_WORDS = frozenset({"direccion", "secretaria", "oficina", "subdireccion", "departamento", "asesora"})


Apart = Collection[frozenset[str]]
"""The pairs of folded names that a person said are of two: nothing is proposed of them."""


def compare_names(entries: Sequence[Entry], known_units: Sequence[str], apart: Apart = ()) -> None:
    """Tell, at each entry, which of its names may be another name of the file or of the entity."""
    counts = Counter(one.name for entry in entries for one in entry.responsibles)
    preferred = _preferred(counts, known_units, apart)
    contained = _contained(counts, apart)
    told: set[str] = set()
    for entry in entries:
        for one in entry.responsibles:
            if one.name in preferred:
                _propose_spelling(entry, one, preferred[one.name])
            if one.name in contained and one.name not in told:
                told.add(one.name)
                _tell_contained(entry, one, contained[one.name])


def names_alike(names: Sequence[str], apart: Apart = ()) -> list[tuple[str, str]]:
    """The pairs of names that may be one, in the order given: spelt almost alike, or one inside the other."""
    contained = _contained(Counter(names), apart)
    pairs = [
        (one, other)
        for bucket in _by_first_word(names).values()
        for place, one in enumerate(bucket)
        for other in bucket[place + 1 :]
        if not _is_apart(one, other, apart)
        and (_same(one, other) or other in contained.get(one, ()) or one in contained.get(other, ()))
    ]
    order = {name: place for place, name in enumerate(names)}
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _is_apart(one: str, other: str, apart: Apart) -> bool:
    return frozenset((fold(one), fold(other))) in apart


def _preferred(counts: Counter[str], known_units: Sequence[str], apart: Apart) -> dict[str, str]:
    """For each name, the better known spelling of what seems the same: the entity's, else the more frequent."""
    known = dict.fromkeys(known_units)
    ranked = sorted(counts, key=lambda name: (name not in known, -counts[name]))
    better: dict[str, str] = {}
    for bucket in _by_first_word([*known, *(name for name in ranked if name not in known)]).values():
        for place, name in enumerate(bucket):
            before = (one for one in bucket[:place] if one not in better and not _is_apart(name, one, apart))
            same = next((one for one in before if _same(name, one)), None)
            if same and name in counts:
                better[name] = same
    return better


def _by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by how they begin: only those are compared letter by letter."""
    buckets: dict[str, list[str]] = {}
    for name in names:
        buckets.setdefault(fold(name)[:4], []).append(name)
    return buckets


def _same(one: str, other: str) -> bool:
    plain, other_plain = fold(one), fold(other)
    # «Comisaría 1» and «Comisaría 2» are almost equal and never the same.
    if re.findall(r"\d+", plain) != re.findall(r"\d+", other_plain):
        return False
    return fuzz.ratio(plain, other_plain, score_cutoff=_ALMOST) > 0


def _propose_spelling(entry: Entry, one: Responsible, better: str) -> None:
    changed = [Responsible(better, one.kind) if other is one else other for other in entry.responsibles]
    reason = f"«{one.name}» y «{better}» parecen ser el mismo responsable, escrito de dos maneras."
    message = f"{reason} Si lo es, acepte «{better}»; si no, deje los dos."
    confidence = 0.9 if fold(one.name) == fold(better) else 0.6
    proposal = Proposal("responsibles", as_value(changed), reason, confidence)
    entry.tell(FindingCode.POSSIBLE_SAME_UNIT, message, entry.responsible, proposal=proposal)


def _contained(counts: Counter[str], apart: Apart) -> dict[str, list[str]]:
    """For each name, the names whose telling words are all among its own."""
    words = {name: _telling_words(name) for name in counts}
    found: dict[str, list[str]] = {}
    for bucket in _by_first_word(counts).values():
        for name in bucket:
            within = [other for other in bucket if len(words[other]) > 0 and words[other] < words[name]]
            inside = [other for other in within if not _is_apart(name, other, apart)]
            if inside:
                found[name] = inside
    return found


def _telling_words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(name))) - _SMALL_WORDS - _OFFICE_WORDS


def _tell_contained(entry: Entry, one: Responsible, inside: list[str]) -> None:
    once = list({fold(name): name for name in reversed(inside)}.values())[::-1]
    listed = join_words([f"«{name}»" for name in once])
    message = (
        f"«{one.name}» parece incluir a {listed}. Pueden ser una sola dependencia o varias: no se unen. Aclárelo en "
        "la lista de dependencias."
    )
    entry.tell(FindingCode.UNIT_MAY_CONTAIN, message, entry.responsible)
