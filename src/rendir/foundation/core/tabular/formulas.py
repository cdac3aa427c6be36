"""The one place where a text that a spreadsheet would run as a formula, or could not hold, is made harmless. Pure.

A text file (CSV) cannot say "this cell is text": a spreadsheet runs what begins with `=`, `+`, `-`, `@`, also behind
spaces, tabs or line breaks. Such a text gets an apostrophe in front. A text that already begins with apostrophes
before such a start gets one more, so that the way back is exact: `unescape_formula(escape_formula(text)) == text`.
An XLSX cell says that it is text and needs none of this.
"""

import re

# Full-width signs run too in spreadsheets set to East Asian languages; invisible marks hide the sign after them.
_INVISIBLE = r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*"
_RUNS = rf"(?:{_INVISIBLE}[=+\-@＝＋－＠]|[\t\r\n])"
_DANGEROUS = re.compile(rf"'*{_RUNS}")
_ESCAPED = re.compile(rf"'+{_RUNS}")
# Control characters, half surrogates and non-characters: no XML, hence no spreadsheet, may hold them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text with U+FFFD in place of what no spreadsheet can hold: seen, never dropped in silence."""
    return text if text.isprintable() else _UNWRITABLE.sub("\ufffd", text)


def escape_formula(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run it as a formula."""
    if text[:1].isalnum() or not _DANGEROUS.match(text):  # nearly every cell begins with a letter: ask that first
        return text
    return f"'{text}"


def unescape_formula(text: str) -> str:
    """The inverse of `escape_formula`: a text that it would not have written comes back unchanged."""
    return text[1:] if text[:1] == "'" and _ESCAPED.match(text) else text
