"""Components that a person presses: buttons, links that look like one, what copies a text, the switch of the theme."""

from typing import Literal

from rendir.foundation.core.components.registry import component

Kind = Literal["primary", "quiet", "danger", "plain"]
Size = Literal["normal", "small"]


@component
def button(
    label: str,
    *,
    kind: Kind = "primary",
    size: Size = "normal",
    type: Literal["submit", "button"] = "submit",  # noqa: A002 - the attribute's own name
    name: str = "",
    value: str = "",
    form: str = "",
    id: str = "",  # noqa: A002 - the attribute's own name
    confirm: str = "",
    about: str = "",
) -> dict[str, object]:
    """A button of a form. Its label is the verb. `about` says to a screen reader which thing («la actividad I4»);
    `confirm` asks before sending where there is JavaScript (the server must not rely on it).
    """
    return {**locals()}


@component
def link_button(
    label: str, url: str, *, kind: Kind = "primary", size: Size = "normal", about: str = ""
) -> dict[str, object]:
    """A link that looks like a button: it leads, it changes nothing."""
    return {**locals()}


@component
def copy_text(label: str, text: str, *, rows: int = 6, about: str = "") -> dict[str, object]:
    """A text to take to a chat or a letter: it can be selected; where there is JavaScript a button copies it.

    `about` tells a screen reader whose text it is, where several with one label stand together.
    """
    return {**locals()}


@component
def theme_switch() -> dict[str, object]:
    """Light, dark or as the device says. Shown by its script only: without JavaScript the device decides."""
    return {}
