"""Whose program is at the other end of a Unix socket."""

from __future__ import annotations

import os
import socket
import struct
import sys

_SOL_LOCAL = 0  # sys/un.h of macOS
_LOCAL_PEERCRED = 1
_XUCRED_BYTES = 76  # struct xucred: version, uid, number of groups, 16 groups


def is_same_user(connection: socket.socket) -> bool:
    """Whether the peer runs as the same user as this program; False where that can't be known."""
    try:
        return _peer_uid(connection) == os.geteuid()
    except (OSError, struct.error):
        return False


def _peer_uid(connection: socket.socket) -> int:
    if sys.platform == "linux":  # unix(7)
        credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("=iII"))
        return struct.unpack("=iII", credentials)[1]
    credentials = connection.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED_BYTES)
    return struct.unpack_from("=II", credentials)[1]
