"""What a folder of evidence is asked for, and where each file stands in it."""

import pytest

from rendir.plan.compliance.rules.folders import FolderScope, place_of
from rendir.plan.compliance.rules.promises import Key


def key(text: str) -> Key:
    found = Key.parse(text)
    assert found is not None
    return found


@pytest.mark.parametrize("text", ["anio", "corte-1", "corte-3", "I4", "R10"])
def test_a_scope_is_read_as_it_is_written(text: str) -> None:
    assert str(FolderScope.parse(text)) == text


@pytest.mark.parametrize("text", ["", "corte-4", "corte-", "X1", "I0", "I4-1", "../etc"])
def test_what_is_no_scope_is_none(text: str) -> None:
    assert FolderScope.parse(text) is None


def test_a_scope_has_its_deliveries_and_no_others() -> None:
    all_keys = [key(one) for one in ("I1-1", "I1-2", "I10-1", "D1-2")]
    had = {
        text: [str(one) for one in all_keys if FolderScope.parse(text).has(one)] for text in ("anio", "corte-2", "I1")
    }  # type: ignore[union-attr] # they are scopes
    assert had == {"anio": ["I1-1", "I1-2", "I10-1", "D1-2"], "corte-2": ["I1-2", "D1-2"], "I1": ["I1-1", "I1-2"]}


def test_a_file_stands_under_its_component_activity_and_period() -> None:
    places = [place_of(key(one), 1, "abc.pdf") for one in ("I1-1", "D2-3", "R10-2")]
    assert places == [
        "I-informacion/I1/cuatrimestre-1/001-abc.pdf",
        "D-dialogo/D2/cuatrimestre-3/001-abc.pdf",
        "R-responsabilidad/R10/cuatrimestre-2/001-abc.pdf",
    ]
