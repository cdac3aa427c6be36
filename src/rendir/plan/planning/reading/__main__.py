"""`python -m rendir.plan.planning.reading`: understands the grids that it is given and prints the reading as JSON."""

import sys

from rendir.foundation.core.readers.limits import limit_this_process
from rendir.plan.planning.reading.apart import answer_of

if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(answer_of(sys.stdin.read()))
