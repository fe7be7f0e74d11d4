"""What the window costs while it is used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure, median
from tests.bench.long_store import long_home
from tests.desktop.virtual_desktop import VirtualDesktop

FRAME_MS = 16.0
"""Of 60 a second."""

_TURN_MS, _OPEN_MS, _OPEN_MIB, _CLOSED = 50.0, 300.0, 150e6 / 2**20, 1.2
_REPOSITORY = Path(__file__).parents[2]


def figures(runs: int) -> list[Figure]:
    """The timeline's frames, and a walk through the window on ten years."""
    return [*_frames(runs), *_walks(runs)]


def _walks(runs: int) -> list[Figure]:
    walks: list[dict[str, Any]] = []
    with VirtualDesktop(size=(1600, 1100)) as desktop:
        command = [sys.executable, "-m", "tests.desktop.window_walk", "ten-years", str(long_home())]
        for _ in range(runs):
            done = subprocess.run(
                command, env=desktop.env, cwd=_REPOSITORY, capture_output=True, text=True, check=True
            )
            walks.append(json.loads(done.stdout))
    opening = tuple(walk["longest"]["open"] for walk in walks)
    own = tuple(walk["closed_own_kib"] / walk["rest_own_kib"] for walk in walks)
    places = [max(walk["longest"], key=walk["longest"].__getitem__) for walk in walks]
    return [
        Figure(
            "the window on ten years, from the click to its numbers",
            "ms", tuple(walk["opened_ms"] for walk in walks), _OPEN_MS,
            note=f"{median(opening):.0f} of them in its longest turn",
        ),
        Figure(
            "longest turn of Qt's thread, a walk through all pages, ten years",
            "ms", tuple(max(walk["longest"].values()) for walk in walks), _TURN_MS,
            note=f"CPU; {', '.join(sorted(set(places)))}",
        ),
        Figure(
            "memory with every page open, ten years, PSS",
            "MiB", tuple(walk["open_kib"] / 1024 for walk in walks), _OPEN_MIB,
        ),
        Figure(
            "memory after the window is closed, times that before",
            "×", tuple(walk["closed_kib"] / walk["rest_kib"] for walk in walks), _CLOSED,
            note=f"every page was open; of its own {median(own):.2f}: what they are made of stays loaded",
        ),
    ]  # fmt: skip


def _frames(runs: int) -> list[Figure]:
    """Frames of the timeline of a day of 5,000 spans: as many runs, each in a program of its own."""
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.timeline_frames"]
    taken: dict[str, list[tuple[float, float]]] = {}
    for _ in range(runs):
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        for name, (middle, slowest) in json.loads(done.stdout).items():
            taken.setdefault(name, []).append((middle, slowest))
    empty = sum(middle for middle, _ in taken.pop("empty")) / runs
    return [
        Figure(
            f"timeline, frame while {name}",
            "ms",
            tuple(middle for middle, _ in each),
            goal=FRAME_MS,
            reference=empty,
            reference_is="an empty widget",
            note=f"5,000 spans, 1,400 pixels; slowest {max(slowest for _, slowest in each):.1f}",
        )
        for name, each in taken.items()
    ]
