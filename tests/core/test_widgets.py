"""The list to choose from says what Django's says."""

import re

from django import forms

from rendir.foundation.core.widgets import PlainSelect

CHOICES = [("", "Cualquiera"), ("1", "<Uno>"), (2, "Dos")]


def _tight(html: str) -> str:
    return re.sub(r"\s*\n\s*", "", html)


def test_it_writes_what_django_writes() -> None:
    for value in ("", "1", "2", 2, None, "otro"):
        ours, theirs = PlainSelect(choices=CHOICES), forms.Select(choices=CHOICES)
        attributes = {"id": "x", "aria-describedby": "a&b", "disabled": True}
        assert _tight(ours.render("c", value, attributes)) == _tight(theirs.render("c", value, attributes))
