"""Words that the width of their cell cut in pieces, made whole where they are words of titles: `CUATRIMEST RE 1`."""

from collections.abc import Collection

_MOST_PIECES = 3


def mended(words: list[str], known: Collection[str]) -> list[str]:
    """The words, with neighbours joined where together they are a known word and apart they are not."""
    whole: list[str] = []
    place = 0
    while place < len(words):
        length = _pieces(words[place : place + _MOST_PIECES], known)
        whole.append("".join(words[place : place + length]))
        place += length
    return whole


def _pieces(words: list[str], known: Collection[str]) -> int:
    """How many of the words, from the first, are pieces of one."""
    for length in range(len(words), 1, -1):
        joined = "".join(words[:length])
        if joined in known and not all(word in known for word in words[:length]):
            return length
    return 1
