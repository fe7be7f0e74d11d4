"""Native messaging's frames: a length of 4 bytes in the machine's own order, then that much UTF-8 JSON.

https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging and
https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_messaging say so.
"""

from __future__ import annotations

import struct

MAX_INBOUND_BYTES = 65_536
"""Of one message of the extension; longer ones are passed over."""

_MAX_FRAME_BYTES = 64 << 20  # no browser sends more in one message: this is no frame at all
_LENGTH = struct.Struct("=I")


class BrokenStreamError(Exception):
    """What comes is no row of frames; where the next one would begin, nobody can tell."""


def frame(message: bytes) -> bytes:
    """``message`` as it goes through the pipe."""
    return _LENGTH.pack(len(message)) + message


class Frames:
    """Cuts what a pipe gives into messages; holds one of them at most."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._to_skip = 0

    def feed(self, chunk: bytes) -> list[bytes | None]:
        """The messages that ``chunk`` completes, in order; None for each that was too long.

        Raises:
            BrokenStreamError: a length is beyond what any browser sends.
        """
        found: list[bytes | None] = []
        skipped = min(self._to_skip, len(chunk))
        self._to_skip -= skipped
        self._received += chunk[skipped:]
        while len(self._received) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._received)
            if length > _MAX_FRAME_BYTES:
                raise BrokenStreamError
            end = _LENGTH.size + length
            if length > MAX_INBOUND_BYTES:
                found.append(None)
                self._to_skip = max(0, end - len(self._received))
            elif len(self._received) < end:
                break
            else:
                found.append(bytes(self._received[_LENGTH.size : end]))
            del self._received[:end]
        return found
