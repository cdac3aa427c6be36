"""What makes a function a component: its name is the tag's name, the template's and the stylesheet's."""

from collections.abc import Callable
from functools import wraps
from inspect import Signature, signature
from typing import Literal, ParamSpec, get_args, get_origin, get_type_hints

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

COMPONENTS: dict[str, Callable[..., SafeString]] = {}

_P = ParamSpec("_P")
_Choices = dict[str, tuple[object, ...]]


class WrongUse(template.TemplateSyntaxError):
    """A component was given a value it does not know. Says which component, which argument and what it accepts."""


def component(build: Callable[_P, dict[str, object]]) -> Callable[_P, SafeString]:
    """Make of `build` the tag of its name: what it returns is the context of `ui/<name>.html`.

    A first argument `content` makes a block tag (`{% notice %}…{% endnotice %}`); an argument `context` receives the
    page's context. Django refuses an unknown argument, this decorator a value outside a `Literal`: `WrongUse`.
    """
    name, shape, choices = build.__name__, signature(build), _choices(build)

    @wraps(build)
    def render(*args: _P.args, **kwargs: _P.kwargs) -> SafeString:
        _refuse_strange_values(name, choices, shape, args, kwargs)
        html = render_to_string(f"ui/{name}.html", build(*args, **kwargs))
        return mark_safe(html.strip())  # noqa: S308 - a template made it: every value is escaped there

    _register(render, list(shape.parameters))
    COMPONENTS[name] = render
    return render


def _register(render: Callable[..., SafeString], parameters: list[str]) -> None:
    takes_context = "context" in parameters
    if "content" in parameters:
        register.simple_block_tag(render, takes_context=takes_context)
    else:
        register.simple_tag(render, takes_context=takes_context)


def _choices(build: Callable[..., object]) -> _Choices:
    hints = get_type_hints(build)
    return {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}


def _refuse_strange_values(
    name: str, choices: _Choices, shape: Signature, args: tuple[object, ...], kwargs: dict[str, object]
) -> None:
    given = shape.bind(*args, **kwargs).arguments
    for argument, accepted in choices.items():
        if argument in given and given[argument] not in accepted:
            known = ", ".join(repr(one) for one in accepted)
            raise WrongUse(f"{name}: {argument}={given[argument]!r} is none of {known}.")
