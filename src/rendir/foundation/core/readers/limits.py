"""How much of the machine reading one file may take, and how much a file may hold. Beyond it, a clear refusal."""

import resource

from rendir.foundation.core.importing import Unreadable

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
MOST_UNPACKED = 150 * MEGABYTE
MOST_PARTS = 5_000
MOST_ROWS = 10_000
MOST_COLUMNS = 300
MOST_CELLS = 300_000
MOST_PAGES = 150
MOST_LINES = 2 * MOST_ROWS
"""Lines of a text file: a cell in quotes may have several."""
MOST_PLAIN_BYTES = 10 * MEGABYTE
MOST_TEXT = 32 * MEGABYTE
"""Letters in all cells together."""
MEMORY = 1024 * MEGABYTE
CPU_SECONDS = 20
WALL_SECONDS = 40

_SMALLER = "Deje en el archivo solo la hoja o las páginas del cronograma y cárguelo otra vez."


def too_large(what: str) -> Unreadable:
    """The refusal of a file that holds more than a schedule can."""
    return Unreadable(f"El archivo es demasiado grande: {what}.", way_out=_SMALLER)


def limit_this_process() -> None:
    """Bound the memory and the processor time of this process, and let it write to no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
