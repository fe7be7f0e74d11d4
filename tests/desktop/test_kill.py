"""``kill -9`` costs at most two seconds of input, and SIGTERM nothing."""

from __future__ import annotations

import random
import signal

import pytest

from tests.desktop.killing import end_at_random
from tests.desktop.recorder_program import RecorderProgram
from tests.desktop.switching import Switching
from tests.desktop.virtual_desktop import VirtualDesktop

pytestmark = [pytest.mark.desktop, pytest.mark.slow]

KILLS = 10
LOSS_MS = 2000


def test_a_kill_at_a_random_moment_loses_at_most_two_seconds_of_input(
    virtual_desktop: VirtualDesktop,
) -> None:
    chance = random.Random(20)
    recorder = RecorderProgram(virtual_desktop, virtual_desktop.folder / "kill", WORKTRACKER_PASSPHRASE="x")
    switching = Switching(virtual_desktop)
    for number in range(KILLS):
        ended = end_at_random(recorder, switching, chance, signal.SIGKILL)
        assert ended.missing_input_ms(recorder) <= LOSS_MS, f"kill {number}"
        assert recorder.damage() == [], f"kill {number}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_that_asks_to_end_loses_nothing(
    virtual_desktop: VirtualDesktop, number: signal.Signals
) -> None:
    recorder = RecorderProgram(
        virtual_desktop, virtual_desktop.folder / f"end-{number}", WORKTRACKER_PASSPHRASE="x"
    )
    ended = end_at_random(recorder, Switching(virtual_desktop), random.Random(number), number)
    assert ended.missing_ms(recorder) == 0, recorder.spans()
    assert recorder.damage() == []
