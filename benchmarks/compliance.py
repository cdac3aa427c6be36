"""How the year at work stands a plan of 300 activities with 20,000 pieces of evidence: time, statements, weight.

    python benchmarks/compliance.py [ACTIVITIES EVIDENCES]

The plan is owed in its three cuts and stands for four years: 300 × 12 cuts, 3,600 deliveries, of which the 900 of the
year at work hold all the evidence. Everything is written by the actions that people use, in an installation that is
thrown away. Pages are asked of the application itself, each at once after a change (nothing held) and again; times are
of processor, as the machine is shared.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TODAY = "2021-10-15"
MEASURE = """
import sys
from pathlib import Path
import django
django.setup()
import big_year
big_year.measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
"""


def main(activities: int = 300, evidences: int = 20_000) -> None:
    """Measure in an installation that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"RENDIR_DATA": folder, "RENDIR_TODAY": TODAY, "DJANGO_SETTINGS_MODULE": "rendir.settings"}
        environment |= {"PYTHONPATH": str(HERE / "scale"), "PYTHONUNBUFFERED": "1"}
        words = [sys.executable, "-c", MEASURE, folder, str(activities), str(evidences)]
        subprocess.run(words, env=environment, check=True)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
