"""The reference page of lifecycles: each `Flow` as a table and as a drawing."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models

from rendir.foundation.core.workflow import Flow, Step
from rendir.front.portal.reference.markdown import code, page, table


def lifecycles() -> str:
    """Every flow of every app, in the order of the apps."""
    told = (_section(app, name, flow, states) for app, name, flow, states in declared_flows())
    return page("Lifecycles", "each app's `states.py`", _INTRODUCTION, *told)


_INTRODUCTION = "A step moves a thing only from the states named here and only for who holds its permission."


def declared_flows() -> Iterator[tuple[str, str, Flow, type[models.TextChoices]]]:
    """App label, name in code, the flow, and the choices whose values are its states."""
    for app in apps.get_app_configs():
        if not app.name.startswith("rendir.") or find_spec(f"{app.name}.states") is None:
            continue
        declared = vars(import_module(f"{app.name}.states"))
        choices = [one for one in declared.values() if isinstance(one, type) and issubclass(one, models.TextChoices)]
        for name, flow in declared.items():
            if isinstance(flow, Flow):
                yield app.label, name, flow, next(one for one in choices if flow.states <= set(one.values))


def _section(app: str, name: str, flow: Flow, states: type[models.TextChoices]) -> str:
    labels = dict(states.choices)
    headings = ("state", "label", "steps out of it")
    rows = [(code(one), labels[one], _steps_out(flow, one)) for one in states.values]
    steps = [_row(step, states) for step in flow]
    return "\n\n".join(
        [
            f"## {app}: {code(name)}",
            (states.__doc__ or "").strip(),
            table(headings, rows),
            table(("step", "label", "from", "to", "permission"), steps),
            _drawing(flow, states),
        ]
    )


def _steps_out(flow: Flow, state: str) -> str:
    return ", ".join(code(step.name) for step in flow.open_steps(state)) or "none: it ends here"


def _row(step: Step, states: type[models.TextChoices]) -> tuple[str, ...]:
    sources = ", ".join(code(one) for one in _ordered(step, states))
    return code(step.name), step.label, sources, code(_value(step.target)), code(_value(step.permission))


def _drawing(flow: Flow, states: type[models.TextChoices]) -> str:
    named = [f"    {value}: {label}" for value, label in states.choices]
    arrows = [
        f"    {source} --> {_value(step.target)}: {step.label}" for step in flow for source in _ordered(step, states)
    ]
    return "\n".join(
        ["```mermaid", "stateDiagram-v2", f"    [*] --> {_value(flow.initial)}", *named, *arrows, "```"],
    )


def _ordered(step: Step, states: type[models.TextChoices]) -> list[str]:
    """A step's sources in the order in which the states are declared, so that the page never changes by chance."""
    return [value for value in states.values if value in step.sources]


def _value(member: str) -> str:
    return str(getattr(member, "value", member))
