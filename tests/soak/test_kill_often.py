"""Two hundred times ``kill -9`` while windows switch (SOAK_KILLS): about half an hour."""

from __future__ import annotations

import random
import signal
from itertools import pairwise

import pytest

from tests.desktop.killing import end_at_random
from tests.desktop.recorder_program import RecorderProgram
from tests.desktop.switching import Switching
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.soak.length import from_environment

KILLS = int(from_environment("SOAK_KILLS", 200))
SEED = int(from_environment("SOAK_SEED", 1))
LOSS_MS = 2000
CLEARED_AFTER = 20
"""The store is forgotten now and then: what is tested is the end of it, and reading it all takes time."""


@pytest.mark.timeout(60 + 30 * KILLS)
def test_the_store_survives_every_kill_and_loses_at_most_two_seconds_of_input() -> None:
    chance = random.Random(SEED)
    losses: list[int] = []
    with VirtualDesktop() as desktop:
        switching = Switching(desktop)
        recorder = RecorderProgram(desktop, desktop.folder / "home", WORKTRACKER_PASSPHRASE="x")
        for number in range(KILLS):
            if number and number % CLEARED_AFTER == 0:
                recorder.run("forget", "--everything", "--yes")
                recorder.run("agree", "--yes")
                switching.inputs.clear()
            ended = end_at_random(recorder, switching, chance, signal.SIGKILL)
            losses.append(ended.missing_input_ms(recorder))
            assert losses[-1] <= LOSS_MS, f"kill {number} (seed {SEED})"
            assert recorder.damage() == [], f"kill {number} (seed {SEED})"
            spans = recorder.spans()
            assert all(one.end_ms <= after.start_ms for one, after in pairwise(spans))
    losses.sort()
    print(f"{KILLS} kills: input missing, ms: median {losses[len(losses) // 2]}, worst {losses[-1]}")
