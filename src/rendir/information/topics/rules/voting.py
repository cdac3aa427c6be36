"""How ballots are counted, and what a ballot and a bundle of paper must be. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cast:
    """Ballots that say the same: which topics, and how many papers or sendings say it."""

    choices: tuple[str, ...]
    times: int = 1


def tally(ballots: Iterable[Cast], joined: Mapping[str, str] | None = None) -> dict[str, int]:
    """Votes by topic. A topic joined to another gives it its votes; a ballot with both counts once for it."""
    joined = joined or {}
    counted: Counter[str] = Counter()
    for one in ballots:
        for key in {joined.get(choice, choice) for choice in one.choices}:
            counted[key] += one.times
    return dict(counted)


def choice_fault(choices: Sequence[str], *, offered: Iterable[str], most: int) -> str:
    """What is wrong with a ballot, in words; nothing where it counts."""
    if not choices:
        return "Escoja al menos un tema."
    if len(set(choices)) != len(choices) or not set(choices) <= set(offered):
        return "Uno de los temas escogidos no está en esta ronda."
    if len(choices) > most:
        return f"Escogió {len(choices)} temas y puede escoger hasta {most}."
    return ""


def bundle_fault(papers: int, counts: Mapping[str, int], *, offered: Iterable[str], most: int) -> str:
    """What is wrong with a bundle of paper ballots as it was counted, in words; nothing where it can be true."""
    if papers < 1:
        return "Diga cuántas papeletas son."
    if not set(counts) <= set(offered):
        return "Uno de los temas contados no está en esta ronda."
    if any(not 0 <= number <= papers for number in counts.values()):
        return "Un tema no puede tener más votos que papeletas hay, ni menos que cero."
    if sum(counts.values()) > papers * most:
        return f"Hay más votos que los que caben: {papers} papeletas de hasta {most} temas."
    return ""
