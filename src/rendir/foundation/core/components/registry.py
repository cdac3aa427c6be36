"""What makes a function a component: its name is the tag's name, the template's and the stylesheet's."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import wraps
from inspect import signature
from typing import Literal, ParamSpec, get_args, get_origin, get_type_hints

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

COMPONENTS: dict[str, Callable[..., SafeString]] = {}

_PLAIN = frozenset({str, SafeString, int, bool, type(None)})
_MOST_KEPT = 500

_P = ParamSpec("_P")
_Choices = dict[str, tuple[object, ...]]


class WrongUse(template.TemplateSyntaxError):
    """A component was given a value it does not know. Says which component, which argument and what it accepts."""


def component(build: Callable[_P, dict[str, object]]) -> Callable[_P, SafeString]:
    """Make of `build` the tag of its name: what it returns is the context of `ui/<name>.html`.

    A first argument `content` makes a block tag (`{% notice %}…{% endnotice %}`); an argument `context` receives the
    page's context. Django refuses an unknown argument, this decorator a value outside a `Literal`: `WrongUse`.
    """
    name, parameters, choices = build.__name__, list(signature(build).parameters), _choices(build)

    def draw(*args: _P.args, **kwargs: _P.kwargs) -> SafeString:
        _refuse_strange_values(name, choices, [*zip(parameters, args, strict=False), *kwargs.items()])
        html = get_template(f"ui/{name}.html").render(build(*args, **kwargs))
        return mark_safe(html.strip())  # noqa: S308 - a template made it: every value is escaped there

    is_whole = not {"content", "context"} & set(parameters)
    render = wraps(build)(_kept(draw) if is_whole else draw)
    _register(render, parameters)
    COMPONENTS[name] = render
    return render


def _kept(draw: Callable[_P, SafeString]) -> Callable[_P, SafeString]:
    """A component says the same of the same words: what was drawn of plain values is kept, a few hundred of each.

    A text and the same text marked as HTML are two: their kinds are part of what was asked.
    """
    drawn: dict[tuple[object, ...], SafeString] = {}

    def keep(*args: _P.args, **kwargs: _P.kwargs) -> SafeString:
        given = (*args, *kwargs.values())
        kinds = tuple(map(type, given))
        if not all(kind in _PLAIN or issubclass(kind, StrEnum) for kind in kinds):
            return draw(*args, **kwargs)
        key = (len(args), *kwargs, *given, *kinds)
        if key not in drawn:
            if len(drawn) >= _MOST_KEPT:
                drawn.clear()
            drawn[key] = draw(*args, **kwargs)
        return drawn[key]

    return keep


def _register(render: Callable[..., SafeString], parameters: list[str]) -> None:
    takes_context = "context" in parameters
    if "content" in parameters:
        register.simple_block_tag(render, takes_context=takes_context)
    else:
        register.simple_tag(render, takes_context=takes_context)


def _choices(build: Callable[..., object]) -> _Choices:
    hints = get_type_hints(build)
    return {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}


def _refuse_strange_values(name: str, choices: _Choices, given: Iterable[tuple[str, object]]) -> None:
    for argument, value in given:
        if argument in choices and value not in choices[argument]:
            known = ", ".join(repr(one) for one in choices[argument])
            raise WrongUse(f"{name}: {argument}={value!r} is none of {known}.")
