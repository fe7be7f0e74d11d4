"""Throws all that could come through a pipe at the real host, while apps come and go; a seed repeats it."""

from __future__ import annotations

import json
import random
import struct
import time
from collections.abc import Callable
from pathlib import Path

from tests.unit.browser_host.fake_app import FakeApp
from tests.unit.browser_host.host_program import HostProgram, framed, tab
from tests.waiting import wait_until

PATIENCE_S = 15.0
MOST_KIB = 40_000
"""All that the host has in memory at its worst, shared pages too; 15 MB at rest is measured elsewhere."""

PRIVATE_WORD = "geheimnis-4711"
"""In everything that is thrown; never in what the host says."""


class Fuzzing:
    """Runs of the host in one home, each ended by closing its pipe.

    Attributes:
        runs: how many hosts have been started.
        thrown: how many blows they have taken.
        peak_kib: the most memory that one of them ever had.
    """

    def __init__(self, home: Path, seed: int) -> None:
        self.runs = 0
        self.thrown = 0
        self.peak_kib = 0
        self._home = home
        self._chance = random.Random(seed)
        self._app: FakeApp | None = None
        self._blows: tuple[Callable[[], bytes], ...] = (
            self._noise, self._no_message, self._nearly, self._deep, self._long, self._flood, self._wishes,
        )  # fmt: skip

    def run(self, blows: int) -> None:
        """One host takes so many blows, still passes on a word to the app, and ends with its pipe."""
        self.runs += 1
        with HostProgram(self._home) as host:
            for _ in range(blows):
                self._app_comes_or_goes()
                self._throw(host, self._chance.choice(self._blows)())
                assert host.program.poll() is None, "it ended by itself"
                self.thrown += 1
            self._passes_on(host)
            self.peak_kib = max(self.peak_kib, _peak_kib(host.program.pid))
            self._end(host)

    def close(self) -> None:
        """End the app."""
        if self._app is not None:
            self._app.close()
            self._app = None

    def _throw(self, host: HostProgram, data: bytes) -> None:
        """In pieces of whatever length, as pipes give them."""
        while data:
            length = self._chance.choice((1, 3, 4, 5, 100, 4096, 65_536, len(data)))
            host.write(data[:length])
            data = data[length:]
            if length < 6 and self._chance.random() < 0.99:
                host.write(data)
                return

    def _app_comes_or_goes(self) -> None:
        choice = self._chance.random()
        if choice < 0.1:
            self.close()
        elif choice < 0.2 and self._app is None:
            self._app = FakeApp(self._home)
        elif choice < 0.25 and self._app is not None:
            self._app.say_raw(
                self._chance.choice((b"{}\n", b"\xff\n", b"x" * 100_000, b"[" * 50_000 + b"\n"))
            )
        if self._app is not None:
            while not self._app.heard.empty():
                assert self._app.heard.get_nowait()[0].startswith("browser-")

    def _passes_on(self, host: HostProgram) -> None:
        """Its newest word arrives at an app that is there, whatever came before."""
        if self._app is None:
            self._app = FakeApp(self._home)
        url = f"https://example.org/last-{self.runs}"

        def is_told() -> bool:
            assert self._app is not None
            host.say(tab(url))
            time.sleep(0.1)
            while not self._app.heard.empty():
                if self._app.heard.get_nowait()[1].get("url") == url:
                    return True
            return False

        wait_until(is_told, PATIENCE_S, "the last word")

    def _end(self, host: HostProgram) -> None:
        """The pipe closes, perhaps amid a message, or after a length that no browser sends."""
        how = self._chance.randrange(3)
        if how == 1:
            host.write(framed(json.dumps(tab()).encode())[: self._chance.randrange(1, 40)])
        elif how == 2:
            host.write(
                struct.pack("=I", self._chance.randrange((64 << 20) + 1, 1 << 32)) + PRIVATE_WORD.encode()
            )
        code, said = host.end()
        assert code == (1 if how == 2 else 0)
        assert "Traceback" not in said
        assert PRIVATE_WORD not in said
        assert len(said) < 5_000, "complaints are few, however much there is to complain of"

    # -- blows ----------------------------------------------------------------------------------

    def _noise(self) -> bytes:
        return framed(self._chance.randbytes(self._chance.randrange(200)))

    def _no_message(self) -> bytes:
        return framed(self._chance.choice((
            b"", b"null", b"[]", b"7", b"1e999", b"NaN", b'"' + PRIVATE_WORD.encode(), b"\xff\xfe{}",
            b"\xed\xa0\x80", b'{"v":1,"type":"tab","title":"\xc3\x28"}', b'{"v":1,"v":1,"type":"blur"}',
            b'{"v":1,"type":"blur"', b"9" * 5_000, b'{"v":1,"type":"\\ud800"}',
        )))  # fmt: skip

    def _nearly(self) -> bytes:
        names = ("v", "type", "url", "title", "private", "audible", "browser", "x")
        values = (None, True, -1, 1e308, PRIVATE_WORD, "\ud800", [PRIVATE_WORD], {"a": {}}, "\0", "tab")
        message = tab() | {self._chance.choice(names): self._chance.choice(values)}
        for name in self._chance.sample(sorted(message), self._chance.randrange(2)):
            del message[name]
        return framed(json.dumps(message).encode())

    def _deep(self) -> bytes:
        depth = self._chance.randrange(500, 32_000)
        opening, closing = self._chance.choice(((b"[", b"]"), (b'{"v":', b"}")))
        return framed((opening * depth + b"1" + closing * depth)[:65_536])

    def _long(self) -> bytes:
        length = self._chance.choice((65_535, 65_536, 65_537, 1 << 20, 60 << 20))
        return framed(PRIVATE_WORD.encode().ljust(length, b"x"))

    def _flood(self) -> bytes:
        title = "x" * self._chance.randrange(2_000)
        messages = (tab(title=f"{number} {title}") for number in range(self._chance.randrange(2_000)))
        return b"".join(framed(json.dumps(message).encode()) for message in messages)

    def _wishes(self) -> bytes:
        kinds = ({"type": "pause"}, {"type": "resume"}, {"type": "exclude", "domain": "example.org"})
        wishes = ({"v": 1, **self._chance.choice(kinds)} for _ in range(self._chance.randrange(200)))
        return b"".join(framed(json.dumps(wish).encode()) for wish in wishes)


def _peak_kib(pid: int) -> int:
    with Path(f"/proc/{pid}/status").open() as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
