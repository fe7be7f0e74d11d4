"""A small mapped file that says up to when the open span was last known to go on.

Writing to it is a store to memory: no system call, no wake-up of the disk. The kernel keeps
it when the program is killed, and writes it out in its own time for when the power fails.
It holds no content, only where the open span begins and how far it has come, both on the
recorder's own line of time, so that neither a clock that was set nor a reboot confuses it.
"""

from __future__ import annotations

import errno
import mmap
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

# magic, sequence, store, span start, alive until, boot id, boot clock, wall clock
_BODY = struct.Struct("<4sI16sqq16sqq")
_CRC = struct.Struct("<I")
_SLOT = 128
_SIZE = 2 * _SLOT
_MAGIC = b"WTH1"


@dataclass(frozen=True, slots=True)
class Beat:
    """The open span begins at ``start_ms`` and was known to go on until ``alive_ms``."""

    start_ms: int
    alive_ms: int


class Heartbeat:
    """The mapped file, for the one program that records.

    Two slots are written in turn, each with a sequence number and a CRC-32, so that a write
    cut short by a kill leaves the one before it valid. On a full disk the beats stay in memory.

    Raises:
        OSError: the file can't be made.
    """

    def __init__(self, path: Path, store_id: str) -> None:
        self._store = _tag(store_id)
        self._boot = _boot_id()
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if os.fstat(fd).st_size != _SIZE:
                os.ftruncate(fd, 0)
                os.ftruncate(fd, _SIZE)
            self._map = mmap.mmap(fd if _has_room(fd) else -1, _SIZE)
        finally:
            os.close(fd)
        self._sequence = max((found[0] for found in _slots(bytes(self._map), self._store)), default=0)

    def beat(self, start_ms: int, alive_ms: int, boot_ms: int, wall_ms: int) -> None:
        """Say that the span that begins at ``start_ms`` goes on at ``alive_ms``."""
        self._sequence = (self._sequence + 1) & 0xFFFFFFFF
        body = _BODY.pack(
            _MAGIC, self._sequence, self._store, start_ms, alive_ms, self._boot, boot_ms, wall_ms
        )
        at = (self._sequence & 1) * _SLOT
        self._map[at : at + _BODY.size + _CRC.size] = body + _CRC.pack(zlib.crc32(body))

    def rest(self) -> None:
        """Say that no span is open."""
        self.beat(0, 0, 0, 0)

    def close(self) -> None:
        """Let the file go; it stays as it is."""
        self._map.close()


def _has_room(fd: int) -> bool:
    """Take the file's place on the disk: to write into a mapped hole of a full disk kills (SIGBUS)."""
    if not hasattr(os, "posix_fallocate"):
        return True
    try:
        os.posix_fallocate(fd, 0, _SIZE)
    except OSError as error:
        return error.errno != errno.ENOSPC
    return True


def last_beat(path: Path, store_id: str) -> Beat | None:
    """The newest valid beat for this store; None if there is none."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    found = max(_slots(content, _tag(store_id)), default=None, key=lambda slot: slot[0])
    return found[1] if found else None


def _slots(content: bytes, store: bytes) -> list[tuple[int, Beat]]:
    found: list[tuple[int, Beat]] = []
    for at in range(0, len(content) - _SLOT + 1, _SLOT):
        body = content[at : at + _BODY.size]
        (crc,) = _CRC.unpack_from(content, at + _BODY.size)
        magic, sequence, tag, start, alive, _boot, _boot_ms, _wall_ms = _BODY.unpack(body)
        if magic == _MAGIC and tag == store and crc == zlib.crc32(body) and alive >= start:
            found.append((sequence, Beat(start, alive)))
    return found


def _tag(store_id: str) -> bytes:
    return store_id.replace("-", "")[:16].encode().ljust(16, b"\0")


def _boot_id() -> bytes:
    """The kernel's random id of this boot (Linux), for whoever examines the file; zeros elsewhere."""
    try:
        return bytes.fromhex(Path("/proc/sys/kernel/random/boot_id").read_text().strip().replace("-", ""))
    except (OSError, ValueError):
        return bytes(16)
