"""A random sample that anybody can draw again: the seed is published, the rule is one line. Pure, standard library.

Each thing is put in the order of the SHA-256 of `seed:key`, and the first `size` are taken. Whoever knows the seed and
the list of keys gets the same sample, with any tool that computes SHA-256.
"""

import hashlib
from collections.abc import Iterable


def draw_sample(keys: Iterable[str], size: int, *, seed: str) -> tuple[str, ...]:
    """At most `size` of the keys, in their own order. Repeated keys count once."""
    known = sorted(set(keys))
    chosen = sorted(known, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())[: max(size, 0)]
    return tuple(sorted(chosen))
