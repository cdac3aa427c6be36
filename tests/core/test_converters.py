"""A year of an address has four digits."""

import re

import pytest

from rendir.foundation.core.converters import YearConverter


@pytest.mark.parametrize("text", ["2000", "2021", "2099", "2100"])
def test_a_year(text: str) -> None:
    assert re.fullmatch(YearConverter.regex, text)
    assert YearConverter().to_url(YearConverter().to_python(text)) == text


@pytest.mark.parametrize("text", ["21", "1999", "2101", "02021", "20215", "datos"])
def test_no_year(text: str) -> None:
    assert re.fullmatch(YearConverter.regex, text) is None
