"""Whether a clock that is set is heard of.

No test may set the clock of the machine that it runs on, nor send it to sleep. So the kernel's timer is made
and asked what it waits for, and what follows when it tells is tried with a pipe in its place.
"""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from worktracker.app.loop import SelectorLoop
from worktracker.capture.session.clock_changes import ClockChanges, timer_of_the_wall_clock


@pytest.fixture
def loop() -> Iterator[SelectorLoop]:
    loop = SelectorLoop()
    loop.call_later(15_000, lambda: pytest.fail("nothing was told"))
    yield loop
    loop.close()


def test_the_kernel_is_asked_to_tell_when_the_wall_clock_is_set() -> None:
    timer = timer_of_the_wall_clock()
    try:
        says = Path(f"/proc/self/fdinfo/{timer}").read_text()  # proc_pid_fdinfo(5)
        facts = dict(line.split(":", 1) for line in says.replace("\t", " ").splitlines())
        assert int(facts["clockid"]) == 0, "not the wall clock"
        assert int(facts["settime flags"], 8) == 0b11, "an instant, cancelled when the clock is set"
        due_s = int(facts["it_value"].strip(" ()").split(",")[0])
        assert due_s > 10 * 365 * 86_400, "it wakes somebody by itself"
        assert not select.select([timer], [], [], 0.05)[0]
        assert not os.get_inheritable(timer)
    finally:
        os.close(timer)


def test_every_change_is_told_once_until_it_is_closed(loop: SelectorLoop) -> None:
    ours, kernel = os.pipe()
    told: list[bool] = []

    def changed() -> None:
        told.append(True)
        loop.stop()

    changes = ClockChanges(loop, changed, lambda: ours)
    assert not changes.heard
    changes.open()
    assert changes.heard
    for count in (1, 2):
        os.write(kernel, bytes(8))
        loop.run()
        assert len(told) == count
    loop.call_later(50, loop.stop)
    loop.run()
    assert len(told) == 2
    changes.close()
    changes.close()
    assert not changes.heard
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(ours)
    os.close(kernel)


def test_a_system_without_such_a_timer_tells_nothing(loop: SelectorLoop) -> None:
    def none() -> int:
        raise OSError

    changes = ClockChanges(loop, lambda: None, none)
    changes.open()
    assert not changes.heard
    changes.close()
