"""The catalogue: every dataset that is published, in the order in which a reader meets them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from rendir.foundation.archive.datasets import ARCHIVE
from rendir.foundation.audit.held import held
from rendir.foundation.core import clock
from rendir.foundation.core.tabular import Dataset
from rendir.foundation.organization.datasets import ZONES
from rendir.information.audiences.datasets import AUDIENCE_FIGURES, AUDIENCES
from rendir.information.goals.datasets import ALIGNMENT, GOALS
from rendir.information.spending.datasets import BUDGET, CONTRACTS
from rendir.information.surveys.datasets import RESULTS, SURVEYS
from rendir.information.topics.datasets import PLACES, VOTES
from rendir.information.topics.datasets import TOPICS as INTEREST_TOPICS
from rendir.plan.compliance.datasets import DELIVERIES, EVIDENCE, VERIFICATIONS
from rendir.plan.planning.datasets import ACTIVITIES

AnyDataset = Dataset[Any]

DATASETS: tuple[AnyDataset, ...] = (
    ACTIVITIES,
    DELIVERIES,
    EVIDENCE,
    VERIFICATIONS,
    AUDIENCES,
    AUDIENCE_FIGURES,
    GOALS,
    ALIGNMENT,
    BUDGET,
    CONTRACTS,
    SURVEYS,
    RESULTS,
    INTEREST_TOPICS,
    PLACES,
    VOTES,
    ZONES,
    ARCHIVE,
)
TOPICS = tuple(sorted({"organization"}.union(*(dataset.topics for dataset in DATASETS))))
"""The counters that move when anything the catalogue shows may have changed."""

R = TypeVar("R")
P = ParamSpec("P")


Read = Callable[Concatenate[AnyDataset, P], R]


def held_by_dataset(*more: str) -> Callable[[Read[P, R]], Read[P, R]]:
    """`held`, for what is read of a dataset: until one of its own topics changes, or of `more`, whatever happens to the
    others; and for a day, on which what a dataset says may depend.
    """

    def decorate(read: Read[P, R]) -> Read[P, R]:
        kept: dict[str, Callable[Concatenate[date, P], R]] = {}

        def answer(dataset: AnyDataset, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if dataset.name not in kept:
                kept[dataset.name] = _held_for_a_day(read, dataset, more)
            return kept[dataset.name](clock.today(), *args, **kwargs)

        return answer

    return decorate


def _held_for_a_day(read: Read[P, R], dataset: AnyDataset, more: tuple[str, ...]) -> Callable[Concatenate[date, P], R]:
    @held(*more, *dataset.topics)
    def on(_day: date, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return read(dataset, *args, **kwargs)

    return on


def find_dataset(name: str) -> AnyDataset | None:
    """The dataset of that name."""
    return next((dataset for dataset in DATASETS if dataset.name == name), None)
