"""Controls of forms: a list written at once, without a template for each of its options; a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_CHOSEN = mark_safe(" selected")


class PlainSelect(forms.Select):
    """A list to choose one from: what Django's own writes, for options without groups."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - Django's own signature
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - Django's own signature
    ) -> SafeString:
        chosen = self.format_value(value)
        options = ((one, _CHOSEN if str(one) in chosen else "", label) for one, label in self.choices)
        return format_html(
            '<select name="{}"{}>\n{}\n</select>',
            name,
            format_html_join("", "{}", ((flatatt({key: one}),) for key, one in self._attributes(attrs))),
            format_html_join("\n", '<option value="{}"{}>{}</option>', options),
        )

    def _attributes(self, attrs: dict[str, Any] | None) -> Iterable[tuple[str, Any]]:
        """In the order given: `flatatt` of all of them would sort them."""
        return self.build_attrs(self.attrs, attrs).items()


class DateInput(forms.DateInput):
    """The browser's own date field; without it, dd/mm/aaaa typed by hand also works."""

    input_type = "date"

    def format_value(self, value: object) -> str | None:
        return value.isoformat() if isinstance(value, date) else super().format_value(value)
