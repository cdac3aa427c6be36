"""Tabular: a table of facts is declared once (`Dataset` of `Column`s); pages, CSV, XLSX, JSON, the API, its data
dictionary and the tables of reports are readings of it. Pure: no database, no request.
"""

from rendir.foundation.core.tabular.declaration import (
    CC_BY_4,
    EVERYTHING,
    LIST_SEPARATOR,
    Column,
    Dataset,
    Filter,
    Key,
    Kind,
    Licence,
    Selection,
    Value,
)
from rendir.foundation.core.tabular.dictionary import DICTIONARY_COLUMNS, facts
from rendir.foundation.core.tabular.formulas import escape_formula, unescape_formula
from rendir.foundation.core.tabular.spreadsheet import write_xlsx
from rendir.foundation.core.tabular.text_writers import primed, write_csv, write_json

__all__ = [
    "CC_BY_4",
    "DICTIONARY_COLUMNS",
    "EVERYTHING",
    "LIST_SEPARATOR",
    "Column",
    "Dataset",
    "Filter",
    "Key",
    "Kind",
    "Licence",
    "Selection",
    "Value",
    "escape_formula",
    "facts",
    "primed",
    "unescape_formula",
    "write_csv",
    "write_json",
    "write_xlsx",
]
