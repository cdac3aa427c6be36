"""`python -m rendir.front.opendata.yearly PATH [--head HASH]`: checks a file that somebody sent, within limits of
memory and processor, and prints what was found as JSON.

Ends with 0 also where the file does not hold: the answer is printed. Any other end means that the file broke the
program.
"""

import sys

from rendir.foundation.core.readers.limits import limit_this_process
from rendir.front.opendata.yearly.telling import run

if __name__ == "__main__":
    limit_this_process()
    run([*sys.argv[1:], "--format", "json"], sys.stdout.write)
