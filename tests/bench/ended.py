"""What is lost when the recorder is ended while windows switch."""

from __future__ import annotations

import random
import signal

from tests.bench.figure import Figure
from tests.desktop.killing import end_at_random
from tests.desktop.recorder_program import RecorderProgram
from tests.desktop.switching import Switching
from tests.desktop.virtual_desktop import VirtualDesktop


def figures(kills: int) -> list[Figure]:
    """End it ``kills`` times by SIGKILL, and three times by SIGTERM."""
    chance = random.Random(9)
    input_s: list[float] = []
    whole_s: list[float] = []
    damaged = 0
    with VirtualDesktop(keyring=True) as desktop:
        recorder = RecorderProgram(desktop, desktop.folder / "home")
        switching = Switching(desktop)
        for _ in range(kills):
            ended = end_at_random(recorder, switching, chance, signal.SIGKILL)
            input_s.append(ended.missing_input_ms(recorder) / 1000)
            whole_s.append(ended.missing_ms(recorder) / 1000)
            damaged += bool(recorder.damage())
        asked = [end_at_random(recorder, switching, chance, signal.SIGTERM) for _ in range(3)]
        asked_s = tuple(ended.missing_ms(recorder) / 1000 for ended in asked)
        damaged += bool(recorder.damage())
    state = f"{damaged} stores damaged" if damaged else "store intact each time"
    return [
        Figure(
            f"kill -9, input time missing (worst of {kills})",
            "s",
            (max(input_s),),
            2.0,
            activity_watch="7.6 (up to 11)",
            note=f"by the script's log; {state}; up to the kill itself {max(whole_s):.2f}",
        ),
        Figure("SIGTERM, time missing (worst of 3)", "s", (max(asked_s),), 0.0, activity_watch="6.3"),
    ]
