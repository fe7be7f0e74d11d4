"""The recorder ended from outside while windows switch, and what is missing afterwards."""

from __future__ import annotations

import os
import random
import signal
import threading
from dataclasses import dataclass

from tests.desktop.recorder_program import RecorderProgram, uncovered_ms
from tests.desktop.switching import Switching
from tests.desktop.window import wall_ms

_SHORTEST_S, _LONGEST_S = 0.2, 6.0


@dataclass(frozen=True, slots=True)
class Ended:
    """One life of the recorder, in milliseconds since 1970.

    Attributes:
        begun_ms: recording was seen to have begun.
        last_input_ms: the script's last input before the end; ``begun_ms`` if there was none.
        signalled_ms: just before the signal was sent.
    """

    begun_ms: int
    last_input_ms: int
    signalled_ms: int

    def missing_input_ms(self, recorder: RecorderProgram) -> int:
        """How much time from the beginning to the last input is in no span."""
        return uncovered_ms(recorder.spans(), self.begun_ms, self.last_input_ms)

    def missing_ms(self, recorder: RecorderProgram) -> int:
        """How much time from the beginning to the signal is in no span."""
        return uncovered_ms(recorder.spans(), self.begun_ms, self.signalled_ms)


def end_at_random(
    recorder: RecorderProgram, switching: Switching, chance: random.Random, number: signal.Signals
) -> Ended:
    """Start the recorder, switch windows, send it ``number`` 0.2 to 6 s later, and wait until it is gone."""
    program, begun_ms = recorder.start()
    signalled_ms = 0

    def send() -> None:
        nonlocal signalled_ms
        signalled_ms = wall_ms()
        os.kill(program.pid, number)

    # From a thread of its own: at any moment, in the middle of a switch too.
    timer = threading.Timer(chance.uniform(_SHORTEST_S, _LONGEST_S), send)
    timer.start()
    switching.at_random(chance, lambda: program.poll() is None)
    timer.join()
    inputs = (at for at in switching.inputs if begun_ms <= at <= signalled_ms)
    return Ended(begun_ms, max(inputs, default=begun_ms), signalled_ms)
