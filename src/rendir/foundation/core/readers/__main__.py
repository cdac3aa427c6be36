"""`python -m rendir.foundation.core.readers KIND PATH`: reads one file in this process and prints it as JSON.

Ends with 0 also where it refuses: the refusal is printed. Any other end means that the file broke the reader.
"""

import sys
from importlib import import_module
from pathlib import Path

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers import exchange
from rendir.foundation.core.readers.kinds import Kind
from rendir.foundation.core.readers.limits import limit_this_process


def main(kind: str, path: str) -> None:
    """Read and print."""
    reader = import_module(f"rendir.foundation.core.readers.{Kind(kind)}")
    limit_this_process()
    try:
        answer = exchange.write(reader.read(Path(path)))
    except Unreadable as refusal:
        answer = exchange.write_refusal(refusal)
    sys.stdout.write(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
