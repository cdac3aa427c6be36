"""`python -m corpus FOLDER`: write every file of the corpus, and `expected.json` beside them."""

import json
import sys
from pathlib import Path

from corpus.layouts import CASES
from corpus.writers import WRITERS


def write(folder: Path) -> None:
    """One file for each layout and format that can hold it."""
    expected = {}
    for case in (make() for make in CASES):
        for kind in case.formats:
            name = f"{case.name}.{kind}"
            (folder / name).write_bytes(WRITERS[kind](case.sheets, **case.options))
            expected[name] = {"year": case.year, "activities": list(case.expected)}
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
