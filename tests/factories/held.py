"""What pages hold in memory, forgotten: the next one asks for everything anew."""

from rendir.foundation.audit import held


def forget() -> None:
    """As if the process had just begun."""
    for kept in held._everything:
        kept.clear()
