"""What the window costs while it is used."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.bench.figure import Figure

FRAME_MS = 16.0
"""Of 60 a second."""


def figures(runs: int) -> list[Figure]:
    """Frames of the timeline of a day of 5,000 spans: as many runs, each in a program of its own."""
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.timeline_frames"]
    taken: dict[str, list[tuple[float, float]]] = {}
    for _ in range(runs):
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        for name, (median, slowest) in json.loads(done.stdout).items():
            taken.setdefault(name, []).append((median, slowest))
    empty = sum(median for median, _ in taken.pop("empty")) / runs
    return [
        Figure(
            f"timeline, frame while {name}",
            "ms",
            tuple(median for median, _ in each),
            goal=FRAME_MS,
            reference=empty,
            reference_is="an empty widget",
            note=f"5,000 spans, 1,400 pixels; slowest {max(slowest for _, slowest in each):.1f}",
        )
        for name, each in taken.items()
    ]
