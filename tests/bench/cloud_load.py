"""Deliveries as fast as connections carry them: prepared bytes on bare sockets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_ANSWER = 65_536


@dataclass(slots=True)
class Load:
    """What came of it.

    Attributes:
        took_s: of each request, in seconds; with a rate, from the moment that it was due.
        lasted_s: all of it.
    """

    took_s: list[float] = field(default_factory=list[float])
    lasted_s: float = 0.0
    refused: int = 0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.took_s) / self.lasted_s

    def percentile(self, share: float) -> float:
        """The time within which that share was answered, in ms."""
        return sorted(self.took_s)[min(len(self.took_s) - 1, int(share * len(self.took_s)))] * 1000


def put_on(
    url: str, requests: Sequence[Callable[[int], bytes]], for_s: float, rate: float | None = None
) -> Load:
    """Send requests on one connection each, for so long.

    Args:
        requests: makes a connection's n-th request.
        rate: requests a second in all, evenly; None: as many as are answered.
    """
    load = Load()
    begin = time.perf_counter() + 0.05
    every = None if rate is None else len(requests) / rate
    threads = [
        threading.Thread(
            target=_send,
            args=(url, make, begin, begin + for_s, every, (every or 0) * n / len(requests), load),
        )
        for n, make in enumerate(requests)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.lasted_s = time.perf_counter() - begin
    return load


def _send(
    url: str,
    make: Callable[[int], bytes],
    begin: float,
    end: float,
    every: float | None,
    shift: float,
    load: Load,
) -> None:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 80)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number = 0
        while True:
            due = time.perf_counter() if every is None else begin + shift + number * every
            if due >= end:
                return
            body = make(number)
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.sendall(body)
            if not _answered(connection):
                load.refused += 1
            load.took_s.append(time.perf_counter() - due)
            number += 1


def _answered(connection: socket.socket) -> bool:
    """Read an answer; whether it is 200."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += connection.recv(_ANSWER)
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(_ANSWER)
    return head.startswith(b"HTTP/1.1 200")
