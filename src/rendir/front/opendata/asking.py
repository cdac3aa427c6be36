"""What an address asks of a dataset: which rows, after which one, how many. Everything is checked against what the
dataset declares; a refusal says which values there are.
"""

import base64
import binascii
import json
from collections.abc import Mapping

from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.tabular import Filter, Key, Kind
from rendir.front.opendata.catalog import AnyDataset


def read_filters(dataset: AnyDataset, asked: Mapping[str, str]) -> dict[str, str]:
    """The dataset's filters among what was asked, without the empty ones. `Invalid` where a value is not one of its
    choices; what the dataset does not know is no business of its own.
    """
    wanted = {one.name: asked[one.name] for one in dataset.filters if asked.get(one.name)}
    for one in dataset.filters:
        if one.name in wanted:
            _must_be_a_choice(one, wanted[one.name])
    return wanted


def _must_be_a_choice(asked: Filter, value: str) -> None:
    if asked.choices is None:
        return
    choices = [choice for choice, _ in asked.choices()]
    if value not in choices:
        message = f"«{value[:40]}» no es un valor de «{asked.title}»."
        known = ", ".join(choices)
        raise Invalid(message, way_out=f"Use uno de estos: {known}." if known else "Todavía no hay datos.")


def write_cursor(key: Key) -> str:
    """The key of a row as an opaque text that is safe in an address."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(dataset: AnyDataset, cursor: str) -> Key:
    """The inverse of `write_cursor`. `Invalid` where the cursor is not one of this dataset's."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = tuple(json.loads(base64.b64decode(padded, altchars="-_", validate=True)))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        key = ()
    if not _is_a_key(dataset, key):
        message = "El cursor no corresponde a este conjunto de datos."
        raise Invalid(message, way_out="Siga la dirección «next» de la respuesta anterior, sin cambiarla.")
    return key


def _is_a_key(dataset: AnyDataset, key: Key) -> bool:
    """Whether it has a value of the right kind for each key column."""
    kinds = [int if dataset.column(name).kind is Kind.WHOLE else str for name in dataset.key]
    return [type(value) for value in key] == kinds


def key_of(dataset: AnyDataset, row: object) -> Key:
    """The values of the key columns of a row."""
    values = (dataset.column(name).value(row) for name in dataset.key)
    return tuple(value if isinstance(value, int) else str(value) for value in values)
