"""Runs a command and says what it took, as JSON in the last line on stderr: ``measured.py COMMAND…``.

A program of its own, because Linux counts the memory of whoever starts a process into the
peak of the started one (exec keeps the high-water mark): this one is small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main() -> int:
    begun = time.monotonic()
    program = subprocess.Popen(sys.argv[1:])
    _, status, used = os.wait4(program.pid, 0)
    found = {
        "wall_s": time.monotonic() - begun,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_mib": used.ru_maxrss / 1024,
    }
    print(json.dumps(found), file=sys.stderr)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
