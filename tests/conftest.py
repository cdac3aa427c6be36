"""What every test shares: the network is shut, and the schedule really published in 2021 is at hand."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

import closed_network
from factories.held import forget

ROOT = Path(__file__).resolve().parent.parent
REAL_SCHEDULE = ROOT.parent / "shared" / "cronograma-2021.txt"

closed_network.close()
# A busy machine is not a broken property; and what CI finds, everybody must find again.
settings.register_profile("rendir", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("rendir")


@pytest.fixture(autouse=True)
def _nothing_is_held() -> None:
    """Each test asks the database as much as if it ran alone."""
    forget()


@pytest.fixture(scope="session")
def real_schedule() -> Path:
    """The 2021 schedule as it was published. It stands beside the repository, not in it; CI always has it."""
    if not REAL_SCHEDULE.exists() and not os.environ.get("CI"):
        pytest.skip(f"needs the published schedule at {REAL_SCHEDULE}")
    return REAL_SCHEDULE
