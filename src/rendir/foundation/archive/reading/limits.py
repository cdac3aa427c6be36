"""How much a compressed folder may hold. Beyond it, a refusal that says so."""

from rendir.foundation.core.readers.limits import MEGABYTE

MOST_ENTRIES = 2_000
MOST_UNPACKED = 800 * MEGABYTE
MOST_OF_ONE = 100 * MEGABYTE
MOST_RATIO = 200
"""A page of text packs a hundred times smaller at best; what packs smaller than this was made to swell."""
SWELLS_FROM = 10 * MEGABYTE
UNPACK_SECONDS = 60.0
LOOK_SECONDS = 30.0
"""For a few files together."""
ALL_SECONDS = 120.0
"""For all the files of one folder: somebody is waiting for the page."""
MOST_LETTERS = 100_000
"""Of each document, for finding it by its words."""
