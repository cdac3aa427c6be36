"""A lifecycle as one table: which step leads from which states to which, and who may take it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a lifecycle's table.

    `name` is the verb in code, `label` the same verb as a person reads it, `permission` the right that the
    actor needs (`app.verb_noun`).
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole table of one lifecycle: its first state and its steps, each named once."""

    field: str
    initial: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        names = [step.name for step in self.steps]
        if len(names) != len(set(names)):
            message = "each step of a flow is named once"
            raise ValueError(message)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    @property
    def states(self) -> frozenset[str]:
        """Every state that the table names."""
        mentioned = {self.initial} | {step.target for step in self.steps}
        return frozenset(mentioned.union(*(step.sources for step in self.steps)))

    def step(self, name: str) -> Step:
        """The step of that name; `KeyError` where there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    def allows(self, name: str, state: str) -> bool:
        """Whether the step may be taken from that state."""
        return state in self.step(name).sources

    def open_steps(self, state: str) -> tuple[Step, ...]:
        """The steps that lead out of that state, in the order of the table."""
        return tuple(step for step in self.steps if state in step.sources)
