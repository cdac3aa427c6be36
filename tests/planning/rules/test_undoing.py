"""The way back of an edit: what it changes, and where somebody's work stands in it."""

from typing import Any

import pytest

from rendir.plan.planning.rules.undoing import Said, Way, way

ANYBODY = {"name": "Alcaldía", "kind": "unit"}


def _row(**said: Any) -> Said:
    row = {"name": "A", "stages": [], "periods": [1], "product": None, "responsibles": [], "action_type": None}
    return {"component": "informacion", "number": 1, "place": 10, **row, **said}


def _way(start: Said | None, end: Said | None, now: Said | None, *, taken: bool = False) -> Way:
    rows = {"I1": now} if now else {}
    return way({"I1": start}, {"I1": end}, rows, taken=["I1"] if now or taken else [])


def test_only_the_fields_that_the_edit_changed_go_back() -> None:
    found = _way(_row(name="B"), _row(name="A"), _row(name="B", product="De otra persona", place=30))
    expected = _row(name="A", product="De otra persona", place=30)
    assert found == Way({"I1": expected}, {}, (), ())
    assert found.places == {"I1": 30}


def test_a_row_removed_comes_back_and_a_row_added_goes() -> None:
    back = _way(None, _row(), None)
    assert (back, back.places) == (Way({}, {"I1": _row()}, (), ()), {"I1": 10})
    assert _way(_row(), None, _row(place=99)) == Way({}, {}, ("I1",), ())


def test_what_kind_a_responsible_is_does_not_stand_in_the_way() -> None:
    written = _row(responsibles=[ANYBODY])
    found = _way(written, _row(), _row(responsibles=[{"name": "Alcaldía", "kind": "team"}]))
    assert (found.clashes, found.changes["I1"]["responsibles"]) == ((), [])


@pytest.mark.parametrize(
    ("start", "end", "now", "taken"),
    [
        (_row(name="B"), _row(name="A"), _row(name="C"), True),
        (_row(name="B"), _row(name="A"), None, True),
        (_row(), None, _row(product="De otra persona"), True),
        (_row(), None, None, False),
        (None, _row(), _row(name="Otra"), True),
        (None, _row(), None, True),
        (_row(place=10), _row(place=20), _row(place=30), True),
    ],
    ids=["rewritten", "gone", "added and filled in", "taken out", "code taken", "code retired", "moved again"],
)
def test_what_another_did_since_stands_in_the_way(
    start: Said | None, end: Said | None, now: Said | None, taken: bool
) -> None:
    assert _way(start, end, now, taken=taken).clashes == ("I1",)


def test_what_already_says_so_stands_in_nobody_s_way() -> None:
    assert _way(_row(name="B"), _row(name="A"), _row(name="A")).clashes == ()
