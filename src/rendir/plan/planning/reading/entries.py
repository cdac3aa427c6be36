"""An entry: a row of a schedule on its way to being an activity, with what was found on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rendir.foundation.core.importing import Cell, Finding, Proposal, Source
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.periods import Scheme
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, Stage


@dataclass(slots=True)
class Entry:
    """A row as read so far.

    `at` is the cell of the activity; `responsible` the cell of who answers, blank where nobody is named; `table`
    counts the runs of rows that stand together: neighbours in one table may share a merged cell.
    """

    at: Cell
    name: str
    component: Component | None
    table: int
    responsible: Cell
    stages: set[Stage] = field(default_factory=set)
    periods: set[int] = field(default_factory=set)
    product: str | None = None
    product_cell: Cell | None = None
    scheme: Scheme | None = None
    responsibles: tuple[Responsible, ...] = ()
    action_type: str | None = None
    number: int = 0
    years: set[int] = field(default_factory=set)
    under_period: bool = False
    """Whether its period is that of the heading or of the sheet it stands under."""
    findings: list[Finding] = field(default_factory=list)
    marks: dict[str, Source] = field(default_factory=dict)
    """Where its stages and its periods stand: the first that is marked, else the first that could be."""

    def tell(
        self,
        code: FindingCode,
        message: str,
        at: Cell | Source | None = None,
        *,
        applied: bool = False,
        proposal: Proposal | None = None,
    ) -> None:
        """Add a finding about this entry, at the cell of its activity if no other is given."""
        self.findings.append(finding(code, message, at or self.at, applied=applied, proposal=proposal))

    @property
    def code(self) -> str:
        return self.facts().code

    def facts(self) -> ActivityFacts:
        """The entry as a plain activity."""
        return ActivityFacts(
            component=self.component,
            number=self.number,
            name=self.name,
            stages=frozenset(self.stages),
            periods=frozenset(self.periods),
            product=self.product,
            responsibles=self.responsibles,
            action_type=self.action_type,
            source=replace(self.at.source, text=None),
            cells={name: replace(place, text=None) for name, place in self._places().items()},
        )

    def _places(self) -> dict[str, Source]:
        product = {"product": self.product_cell.source} if self.product_cell else {}
        return {"name": self.at.source, **self.marks, **product, "responsibles": self.responsible.source}

    def told(self) -> list[Finding]:
        """Its findings, each naming the activity."""
        return [replace(one, target=self.code) for one in self.findings]


def number(entries: Iterable[Entry]) -> None:
    """Count the entries of each component from 1, in the order of the file."""
    counts: dict[Component | None, int] = {}
    for entry in entries:
        counts[entry.component] = counts.get(entry.component, 0) + 1
        entry.number = counts[entry.component]
