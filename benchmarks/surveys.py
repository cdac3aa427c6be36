"""How a survey stands many answers: counting them, preparing the results, writing them out one by one.

    python benchmarks/surveys.py [ANSWERS]

The survey is that of the box that asks citizens (ten questions, every kind but one), crossed by where they live, in an
installation that is thrown away. The answers are written at once, as answering them would take hours; receiving one
is measured apart, by the action that people use. Times are of processor; memory is what Python held at most.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEASURE = """
import sys
import django
django.setup()
import big_survey
big_survey.measure(int(sys.argv[1]))
"""


def main(answers: int = 100_000) -> None:
    """Measure in an installation that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {
            "RENDIR_DATA": folder,
            "RENDIR_TODAY": "2021-10-15",
            "DJANGO_SETTINGS_MODULE": "rendir.settings",
            "PYTHONPATH": str(HERE / "scale"),
        }
        subprocess.run([sys.executable, "-c", MEASURE, str(answers)], env=environment, check=True)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
