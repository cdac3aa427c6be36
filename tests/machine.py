"""What the machine must have before the tests run: PostgreSQL and Chromium, both Debian's own.

Where it may (root on a machine with apt) it installs what is missing; elsewhere it says the one command to type.
"""

import os
import shutil
import subprocess
import sys

from private_postgres import programs

# A browser without a font draws empty boxes, and axe then finds no text to judge.
WHAT_CHROMIUM_NEEDS = ["chromium", "fonts-liberation"]


def missing_packages() -> list[str]:
    """Debian's names for what is not here."""
    missing = [] if programs() else ["postgresql"]
    return missing + ([] if shutil.which("chromium") else WHAT_CHROMIUM_NEEDS)


def prepare() -> bool:
    """Make sure that the services are here. `False`, with the way out printed, where they cannot be."""
    missing = missing_packages()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
        missing = missing_packages()
    if missing:
        names = " ".join(missing)
        sys.stdout.write(f"The tests need these packages of Debian: {names}\nsudo apt-get install {names}\n")
    return not missing


def _install(packages: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, stdin=subprocess.DEVNULL, check=False)
