"""The last step of a restore: what was made aside takes the place of what was there. Pure; `settings` reads it too.

What is restored is made in a folder aside, where a kill changes nothing. While the new database waits there
(`PENDING`), nothing has been switched. Its rename is the switch. The key follows; where a kill falls between both, the
next start of any command finishes it.
"""

from contextlib import suppress
from pathlib import Path

ASIDE = "restoring"
PENDING = "database"


def finish_switch(data: Path) -> None:
    """Put the keys of a restore that was switched in their place; nothing happens where there is none."""
    aside = data / ASIDE
    if not aside.is_dir() or (aside / PENDING).exists():
        return
    for key in aside.glob("*.key"):
        with suppress(FileNotFoundError):  # another process that starts now was faster
            key.replace(data / key.name)
