"""What a command takes, told by a process that is small itself.

    python spent.py COMMAND …

A child's peak counts from before it becomes another program: that of its parent is the least that
Linux tells of it (getrusage(2), ru_maxrss). The bench itself would be taken for the command.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

if __name__ == "__main__":
    started = time.perf_counter()
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    clock = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"{' '.join(sys.argv[1:])} ended with {process.returncode}")
    print(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
