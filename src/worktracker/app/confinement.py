"""The kernel refuses this program, its threads and its children every socket that could leave the machine.

A seccomp filter (seccomp(2)) on Linux: sockets of the family AF_UNIX can be made, all others answer
"permission denied". What was there before stays, so it comes first in a program. The filter is
written out here, in the fourteen instructions that it takes: docs/decisions says why no library
writes it.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FAMILIES = ("INET", "INET6", "NETLINK", "PACKET", "VSOCK")
"""What :func:`attempts` tries: the internet, the kernel's own messages, raw frames, virtual machines."""


class Attempt(StrEnum):
    """What came of trying to make a socket."""

    REFUSED = "refused"
    """Permission denied: the filter is at work."""

    POSSIBLE = "possible"
    """It was made, and closed at once."""

    UNKNOWN = "unknown"
    """This system has no sockets of that family, or gives them to the administrator only."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of processor as the kernel names it (linux/audit.h), and its numbers of some system calls."""

    audit: int
    socket: int
    socketpair: int
    seccomp: int


MACHINES = {
    "x86_64": Machine(0xC000003E, 41, 53, 317),
    "aarch64": Machine(0xC00000B7, 198, 199, 277),
    "riscv64": Machine(0xC00000F3, 198, 199, 277),
}

_IO_URING = (425, 426, 427)  # setup, enter, register: the same on every kind of machine
_FIRST_FOREIGN = 0x40000000  # x86_64 answers the numbers from here on for the x32 ABI

_AF_UNIX = 1
_ALLOW = 0x7FFF0000  # SECCOMP_RET_ALLOW
_REFUSE = 0x00050000 | 13  # SECCOMP_RET_ERRNO with EACCES

# Classic BPF (linux/filter.h): load a word of the call; jump if it equals, or is at least, a number; answer.
_LOAD, _EQUAL, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
# struct seccomp_data (linux/seccomp.h). The kernel takes a family as 32 bits, so the lower half of the
# register counts; all machines above are little-endian.
_CALL, _ARCHITECTURE, _FAMILY = 0, 4, 16


def program(machine: Machine) -> bytes:
    """The filter, in the kernel's instructions of 8 bytes each.

    A call of another architecture (i386 beside x86_64, 32-bit ARM beside aarch64) is refused whatever
    it asks: its numbers mean something else, and ``socketcall`` hides the family. So are those of
    io_uring, which opens sockets without the call of that name.
    """
    questions = [
        # (question, number, whether a yes refuses or leads on to the family)
        (_AT_LEAST, _FIRST_FOREIGN, "refuse"),
        *((_EQUAL, number, "refuse") for number in _IO_URING),
        (_EQUAL, machine.socket, "family"),
        (_EQUAL, machine.socketpair, "family"),
    ]
    lines: list[tuple[int, int, int, int]] = [(_LOAD, 0, 0, _ARCHITECTURE)]
    # Behind the questions: allow, the family's two instructions, refuse.
    allow = 3 + len(questions)
    family, refuse = allow + 1, allow + 4
    lines.append((_EQUAL, 0, refuse - 2, machine.audit))
    lines.append((_LOAD, 0, 0, _CALL))
    for question, number, answer in questions:
        target = refuse if answer == "refuse" else family
        lines.append((question, target - len(lines) - 1, 0, number))
    lines += [
        (_ANSWER, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FAMILY),
        (_EQUAL, 0, 1, _AF_UNIX),
        (_ANSWER, 0, 0, _ALLOW),
        (_ANSWER, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def confine() -> None:
    """Put the filter on, for every thread and for all programs that will be started from this one.

    It can't be taken off again. Where the system offers none (Windows, macOS, other machines, a kernel
    without seccomp), nothing happens: :func:`attempts` says what is so.
    """
    machine = MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None or sys.maxsize < 1 << 32:
        return
    import ctypes

    libc = ctypes.CDLL(None)
    filter_ = program(machine)
    lines = ctypes.create_string_buffer(filter_, len(filter_))
    # struct sock_fprog: how many instructions, and where.
    described = ctypes.create_string_buffer(struct.pack("@HP", len(filter_) // 8, ctypes.addressof(lines)))
    no_new_privileges, for_filter, all_threads = 38, 1, 1
    unsigned = ctypes.c_ulong
    # Without it the kernel takes filters from the administrator only (prctl(2)).
    if libc.prctl(no_new_privileges, unsigned(1), unsigned(0), unsigned(0), unsigned(0)) == 0:
        libc.syscall(
            ctypes.c_long(machine.seccomp),
            unsigned(for_filter),
            unsigned(all_threads),
            ctypes.byref(described),
        )


def is_refused(found: Mapping[str, Attempt]) -> bool:
    """Whether what :func:`attempts` found proves that the internet can't be reached from here."""
    return found["INET"] is Attempt.REFUSED and Attempt.POSSIBLE not in found.values()


def attempts() -> dict[str, Attempt]:
    """Try to make one socket of each of :data:`FAMILIES` here and now; nothing is sent."""
    return {name: _attempt(name) for name in FAMILIES}


def _attempt(name: str) -> Attempt:
    import socket

    family = getattr(socket, f"AF_{name}", None)
    if family is None:
        return Attempt.UNKNOWN
    kind = socket.SOCK_STREAM if name == "VSOCK" else socket.SOCK_DGRAM
    try:
        socket.socket(family, kind).close()
    except PermissionError as error:
        import errno

        return Attempt.REFUSED if error.errno == errno.EACCES else Attempt.UNKNOWN
    except OSError:
        return Attempt.UNKNOWN
    return Attempt.POSSIBLE
