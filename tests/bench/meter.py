"""What a running program has cost so far, as the kernel counts it."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path

_CPUCLOCK_SCHED = 2
"""The kernel's clock of all time a process has run, in ns (include/linux/posix-timers_types.h)."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one program and the children it has now have cost since they began.

    Attributes:
        cpu_s: processor time, seconds.
        wakeups: context switches of all threads, voluntary and not.
        written: bytes that reached the page cache for a disk (write_bytes of /proc/PID/io).
        asked_to_write: bytes handed to write calls, sockets included (wchar).
    """

    cpu_s: float
    wakeups: int
    written: int
    asked_to_write: int

    def since(self, earlier: Cost) -> Cost:
        """What came on top of ``earlier``."""
        return Cost(
            self.cpu_s - earlier.cpu_s,
            self.wakeups - earlier.wakeups,
            self.written - earlier.written,
            self.asked_to_write - earlier.asked_to_write,
        )


def cost_of(pid: int) -> Cost:
    """The cost of process ``pid`` so far."""
    cpu_ns = wakeups = written = asked = 0
    for each in family(pid):
        cpu_ns += time.clock_gettime_ns(~each << 3 | _CPUCLOCK_SCHED)
        for task in Path("/proc", str(each), "task").iterdir():
            found = _fields(task / "status")
            wakeups += int(found["voluntary_ctxt_switches"]) + int(found["nonvoluntary_ctxt_switches"])
        found = _fields(Path("/proc", str(each), "io"))
        written += int(found["write_bytes"])
        asked += int(found["wchar"])
    return Cost(cpu_ns / 1e9, wakeups, written, asked)


def proportional_kib(pid: int) -> int:
    """Memory of a program and its children in KiB: own pages whole, shared ones by their share (PSS)."""
    return _memory_kib(pid, "Pss")


def own_kib(pid: int) -> int:
    """Memory of a program and its children in KiB that is no file's, and that nobody shares."""
    return _memory_kib(pid, "Anonymous")


def _memory_kib(pid: int, kind: str) -> int:
    return sum(
        int(_fields(Path("/proc", str(each), "smaps_rollup"))[kind].split()[0]) for each in family(pid)
    )


def family(pid: int) -> list[int]:
    """A process and everything it has started that still runs."""
    found = [pid]
    for parent in found:
        for task in Path("/proc", str(parent), "task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def programs_with(library: str, *, but: int) -> int:
    """How many programs have ``library`` mapped, apart from process ``but``."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            found += int(folder.name) != but and library in (folder / "maps").read_text()
    return found


def bytes_in(folder: Path) -> int:
    """The sizes of all files of a folder, together."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _fields(path: Path) -> dict[str, str]:
    lines = (line.partition(":") for line in path.read_text().splitlines())
    return {name: value.strip() for name, colon, value in lines if colon}
