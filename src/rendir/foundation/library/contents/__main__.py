"""`python -m rendir.foundation.library.contents QUESTION PATH …`: opens one file in this process, prints what it finds.

Ends with 0 also where it refuses: the refusal is printed. Any other end means that the file broke the program.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.limits import limit_this_process

QUESTIONS = {
    "look": "inside",
    "text": "text",
    "logo": "logos",
    "metadata": "metadata",
    "picture": "pictures",
    "strip": "stripping",
}
"""Each question and the module whose `answer(path, *words)` gives what to say, and bytes."""


def main(question: str, path: str, *words: str) -> None:
    """Open and print."""
    answer = import_module(f"rendir.foundation.library.contents.{QUESTIONS[question]}").answer
    limit_this_process()
    try:
        header, data = answer(Path(path), *words)
    except Unreadable as refusal:
        header, data = {"message": refusal.message, "way_out": refusal.way_out}, b""
    sys.stdout.buffer.write(json.dumps(header, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
