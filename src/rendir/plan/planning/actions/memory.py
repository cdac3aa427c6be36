"""What a file says again, and what a person decided about it the last time: nobody decides the same thing twice.

A row is the same when the file says the same of it, wherever it stands. What somebody corrected or accepted then
holds again; a row that the file says otherwise by now is new, and is decided anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.models import PlanImport

Row = dict[str, Any]


def rows_as_decided(rows: Sequence[Row], last: PlanImport) -> list[Row]:
    """The rows just read, those of the last import as they were confirmed then."""
    known = {_words(one["read"]): one for one in last.activities}
    return [_as_then(row, known.get(_words(row["read"]))) for row in rows]


def decisions_again(rows: Sequence[Row], findings: Sequence[Row], last: PlanImport) -> list[Row]:
    """The decisions of the last import about what is proposed again of the same rows."""
    taken = {one["finding"]: one for one in last.decisions}
    keys = _keys(last.activities, last.findings)
    known = {keys[index]: decision for index, decision in taken.items() if index in keys}
    return [{**known[key], "finding": index} for index, key in _keys(rows, findings).items() if key in known]


def _as_then(row: Row, then: Row | None) -> Row:
    """What was corrected, in the place where the row stands in the new file."""
    if then is None:
        return row
    place = {"number": row["number"], "source": row["source"], "read": row["read"]}
    return {**then, **(place if then["component"] == row["component"] else {**place, "number": then["number"]})}


def _keys(rows: Sequence[Row], findings: Sequence[Row]) -> dict[int, str]:
    """By place of the finding: what it proposes, of which row. Findings that propose nothing have none."""
    words = {_code(row["read"]): _words(row["read"]) for row in rows}
    return {
        index: repr((one["code"], words[one["target"]], one["proposal"]["field"], _names(one["proposal"]["value"])))
        for index, one in enumerate(findings)
        if one["proposal"] and one["target"] in words
    }


def _code(read: Mapping[str, Any]) -> str:
    return f"{(read['component'] or '?')[0].upper()}{read['number']}"


def _words(read: Mapping[str, Any]) -> str:
    """All that the file says of a row. What kind a responsible is the file does not say: the entity's list does."""
    said = {name: value for name, value in read.items() if name not in {"number", "source", "responsibles"}}
    return repr((sorted(said.items()), _names(read["responsibles"])))


def _names(value: object) -> object:
    """Responsibles by their names alone; anything else as it is."""
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return [fold(one["name"]) for one in value]
    return value
