"""Code that has got into the program, and reaches for the network when SIGUSR2 comes.

A folder on ``PYTHONPATH`` brings it in: Python imports ``sitecustomize`` before anything of the
program runs. One of its threads is there before the program could do anything about it.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

OUT = "ROGUE_OUT"
"""Names the file into which it writes what came of it: by place and attempt, an errno (0: it worked)."""

# linux/socket.h; Python knows those names only whose headers it was built with.
_FAMILIES = {
    "UNIX": 1, "INET": 2, "INET6": 10, "NETLINK": 16, "PACKET": 17, "CAN": 29, "TIPC": 30, "BLUETOOTH": 31,
    "ALG": 38, "VSOCK": 40,
}  # fmt: skip
_IO_URING_SETUP = 425
_NUMBERS = {"x86_64": (41, 53), "aarch64": (198, 199)}


def attempts() -> dict[str, int]:
    """Try every door that is known, here."""
    found: dict[str, int] = {}
    for name, family in _FAMILIES.items():
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            found[f"{name} {kind.name}"] = _tried(lambda f=family, k=kind: socket.socket(f, k).close())
    for pair in ("UNIX", "INET", "TIPC"):
        found[f"socketpair {pair}"] = _tried(lambda f=_FAMILIES[pair]: _pair(f))
    libc = ctypes.CDLL(None, use_errno=True)
    number, _ = _NUMBERS[os.uname().machine]

    def system_call(*arguments: int) -> int:
        ctypes.set_errno(0)
        made = libc.syscall(*(ctypes.c_long(argument) for argument in arguments))
        if made >= 0:
            os.close(made)
        return ctypes.get_errno()

    found["system call INET"] = system_call(number, socket.AF_INET, socket.SOCK_DGRAM, 0)
    parameters = ctypes.create_string_buffer(120)
    found["io_uring"] = system_call(_IO_URING_SETUP, 4, ctypes.addressof(parameters))
    if os.uname().machine == "x86_64":
        found["x32 INET"] = system_call(0x40000000 | number, socket.AF_INET, socket.SOCK_DGRAM, 0)
        found["i386 INET"] = _by_interrupt(359, socket.AF_INET, socket.SOCK_DGRAM, 0)
    try:
        found["a name"] = 0 if socket.getaddrinfo("127.0.0.1", 9, flags=socket.AI_NUMERICHOST) else -1
        socket.create_connection(("127.0.0.1", 9), timeout=1).close()
        found["a connection"] = 0
    except OSError as error:
        found["a connection"] = error.errno or -1
    return found


def _tried(make: Callable[[], None]) -> int:
    try:
        make()
    except OSError as error:
        return error.errno or -1
    return 0


def _pair(family: int) -> None:
    for end in socket.socketpair(family):
        end.close()


def _by_interrupt(number: int, *arguments: int) -> int:
    """A system call through the 32-bit door, ``int 0x80``.

    Made in a copy of this process: a kernel without that door kills whoever knocks.
    """
    import mmap

    first, second, third = arguments
    code = b"\x53"  # push rbx, which belongs to the caller
    for register, value in ((b"\xb8", number), (b"\xbb", first), (b"\xb9", second), (b"\xba", third)):
        code += register + value.to_bytes(4, "little")  # mov eax, ebx, ecx, edx
    code += b"\xcd\x80\x5b\xc3"  # int 0x80; pop rbx; ret
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    child = os.fork()
    if child == 0:
        os._exit(max(0, -call()))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else errno.ENOSYS


def _in_a_thread() -> dict[str, int]:
    found: dict[str, int] = {}
    thread = threading.Thread(target=lambda: found.update(attempts()))
    thread.start()
    thread.join()
    return found


def _in_a_child() -> dict[str, int]:
    environ = {name: value for name, value in os.environ.items() if name != OUT}
    said = subprocess.run(
        [sys.executable, "-P", __file__], env=environ, check=True, capture_output=True, timeout=20
    )
    return json.loads(said.stdout)


_asked: queue.SimpleQueue[None] = queue.SimpleQueue()
_answers: queue.SimpleQueue[dict[str, int]] = queue.SimpleQueue()


def _early_thread() -> None:
    while True:
        _asked.get()
        _answers.put(attempts())


def _everywhere(*_: object) -> None:
    signal.signal(signal.SIGUSR2, signal.SIG_IGN)  # once
    _asked.put(None)
    found = {
        "main thread": attempts(),
        "new thread": _in_a_thread(),
        "early thread": _answers.get(timeout=20),
        "child": _in_a_child(),
    }
    out = Path(os.environ[OUT])
    out.with_suffix(".part").write_text(json.dumps(found))
    out.with_suffix(".part").rename(out)


if __name__ == "__main__":
    print(json.dumps(attempts()))
elif OUT in os.environ:
    signal.signal(signal.SIGUSR2, _everywhere)
    threading.Thread(target=_early_thread, daemon=True).start()
