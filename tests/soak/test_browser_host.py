"""Ten minutes of garbage for the browsers' host (SOAK_FUZZING_S): no crash, no hang, memory bounded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.soak.length import from_environment
from tests.unit.browser_host.fuzzing import MOST_KIB, Fuzzing

FUZZING_S = from_environment("SOAK_FUZZING_S", 600)
SEED = int(from_environment("SOAK_SEED", 1))
BLOWS = 300


@pytest.mark.timeout(120 + int(FUZZING_S))
def test_the_host_survives_whatever_comes(tmp_path: Path) -> None:
    fuzzing = Fuzzing(tmp_path, SEED)
    deadline = time.monotonic() + FUZZING_S
    try:
        while time.monotonic() < deadline:
            fuzzing.run(BLOWS)
    finally:
        fuzzing.close()
        print(f"{fuzzing.runs} hosts, {fuzzing.thrown} blows, seed {SEED}: at most {fuzzing.peak_kib} KiB")
    assert fuzzing.peak_kib < MOST_KIB
