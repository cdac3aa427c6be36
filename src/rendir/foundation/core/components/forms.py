"""Components that ask: a field with its hint and its error, the summary of errors, the form, the last question, the
reason for which somebody looks at what is reserved.
"""

from typing import Literal

from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString

from rendir.foundation.core.components.registry import component

KEY_OF_SENDING = "envio"
"""The field with the key by which a form that arrives twice is known."""


@component
def form(
    context: Context,
    content: SafeString,
    *,
    action: str = "",
    id: str = "",  # noqa: A002 - the attribute's own name
    files: bool = False,
    guard: bool = False,
    once: bool = False,
    method: Literal["post", "get"] = "post",
) -> dict[str, object]:
    """A form with its protection against forged requests. `guard` warns before leaving with changes not saved; `once`
    gives it a key, by which a view knows it when it arrives twice (`accounts.submissions`).
    """
    token = context.get("csrf_token") if method == "post" else None
    return {**locals(), "token": token, "key_name": KEY_OF_SENDING, "key": get_random_string(24) if once else ""}


@component
def fields(form: BaseForm) -> dict[str, object]:
    """Every field of a form in its order, the hidden ones with their errors too."""
    return {**locals()}


@component
def field(
    bound: BoundField, *, width: Literal["full", "long", "short"] = "long", either: bool = False
) -> dict[str, object]:
    """One question: label, hint, error and what was typed, tied together for a screen reader. `either`: it or another
    is to be answered, so that it is not called optional.
    """
    optional = not bound.field.required and not either
    return {"bound": bound, "kind": _kind(bound), "width": width, "optional": optional}


@component
def file_field(bound: BoundField, upload: BoundField, *, resumable: str) -> dict[str, object]:
    """A file that may be large: where there is JavaScript it goes piece by piece to the address `resumable`, and its
    identity comes back in the hidden field `upload`; without it the form carries the file.
    """
    control = bound.as_widget(attrs={"data-resumable": resumable})
    return {"bound": bound, "upload": upload, "control": control, "optional": not bound.field.required}


def _kind(bound: BoundField) -> str:
    if bound.field.widget.use_fieldset:
        return "group"
    return "check" if bound.widget_type == "checkbox" else "line"


@component
def error_summary(form: BaseForm, *, focus: bool = True) -> dict[str, object]:
    """What is to be corrected, at the top, each line a link to its question. Takes the focus when the page loads,
    unless it is shown as an example. A question that is a whole sentence is not said again before its error.
    """
    lines = [
        (_target(bound), "" if bound.label.endswith(".") else bound.label, error)
        for bound in form
        for error in bound.errors
    ]
    whole = list(form.non_field_errors())
    return {"whole": whole, "lines": lines, "count": len(lines) + len(whole), "focus": focus}


def _target(bound: BoundField) -> str:
    """The first thing of the field that can take the focus: a group's label belongs to no control."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@component
def confirm(
    context: Context,
    content: SafeString,
    *,
    title: str,
    label: str,
    back: str,
    kind: Literal["primary", "danger"] = "danger",
    action: str = "",
    level: Literal[1, 2] = 1,
) -> dict[str, object]:
    """A page that asks before something that cannot be undone: what will happen (the block), do it, or go back."""
    return {**locals(), "token": context.get("csrf_token")}


@component
def reserved(
    context: Context, *, label: str, masked: str, url: str, shown: str = "", about: str = ""
) -> dict[str, object]:
    """A reserved datum: masked (see `core.masking`), with a button that asks for what it is needed and sends `reason`
    to `url`, whose view answers with the same page and the datum as `shown` (see `audit.actions.reveal`). `about`
    says to a screen reader whose it is.
    """
    return {**locals(), "token": context.get("csrf_token")}
