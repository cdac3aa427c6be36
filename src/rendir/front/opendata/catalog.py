"""The catalogue: every dataset that is published, in the order in which a reader meets them."""

from typing import Any

from rendir.foundation.archive.datasets import ARCHIVE
from rendir.foundation.core.tabular import Dataset
from rendir.foundation.organization.datasets import ZONES
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
    INTEREST_TOPICS,
    PLACES,
    VOTES,
    ZONES,
    ARCHIVE,
)
TOPICS = tuple(sorted({"organization"}.union(*(dataset.topics for dataset in DATASETS))))
"""The counters that move when anything the catalogue shows may have changed."""


def find_dataset(name: str) -> AnyDataset | None:
    """The dataset of that name."""
    return next((dataset for dataset in DATASETS if dataset.name == name), None)
