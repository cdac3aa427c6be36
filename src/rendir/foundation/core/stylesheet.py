"""The one stylesheet a page asks for, put together from the files people edit. Pure: no Django.

One request instead of forty, a plain static file that any server hands out even when Django does not answer, and no
bundler. `rendir styles` writes it; a test tells when it is behind its parts.
"""

import re
from pathlib import Path

NAME = "rendir.css"
HEAD = "/* Made by `rendir styles` from tokens, base, layout, ui/, pages/ and print. Edit those, never this one. */\n"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\n\s*\n+")


def parts(folder: Path) -> list[Path]:
    """The files in the order in which they are read: values, ground, frame, components, pages, paper."""
    first = [folder / f"{name}.css" for name in ("tokens", "base", "layout")]
    return [
        *first,
        *sorted((folder / "ui").glob("*.css")),
        *sorted((folder / "pages").glob("*.css")),
        folder / "print.css",
    ]


def build(folder: Path) -> str:
    """The parts one after the other, without comments and empty lines."""
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts(folder))
    return HEAD + _BLANK.sub("\n", _COMMENT.sub("", text)).strip() + "\n"
