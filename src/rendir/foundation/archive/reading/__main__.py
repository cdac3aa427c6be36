"""`python -m rendir.foundation.archive.reading unpack PATH` or `… look`: opens what came from outside in this process.

Ends with 0 also where it refuses the whole folder: the refusal is printed.
"""

import json
import sys
from pathlib import Path

from rendir.foundation.archive.reading.looking import print_what_they_are
from rendir.foundation.archive.reading.unpacking import print_entries
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.limits import limit_this_process


def main(question: str, *words: str) -> None:
    """Open and print."""
    limit_this_process()
    if question == "look":
        print_what_they_are()
        return
    try:
        print_entries(Path(words[0]))
    except Unreadable as refusal:
        told = {"message": refusal.message, "way_out": refusal.way_out}
        sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
