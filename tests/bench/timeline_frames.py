"""Frames of the timeline of a day of 5,000 spans, in milliseconds as JSON: a program of its own, for Qt.

The same is measured for a widget that draws nothing.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from worktracker.desktop.day.lanes import LaneKind, lane_of
from worktracker.desktop.day.pieces import Kind, Piece
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.selecting import edges_of
from worktracker.desktop.day.sums import count
from worktracker.desktop.day.timeline import Timeline
from worktracker.desktop.window.discreet import Discreet
from worktracker.model.labels import Category

SPANS = 5_000
FRAMES = 120
WIDTH = 1_400
_HUES = ("#3b7dd8", "#1b9e86", "#d99a2b", "#8765cf", "#d4604a", "#7f8a9a")
_HOUR_MS = 3_600_000


def day() -> Day:
    """A day of spans of a few seconds, from 6 to 23 o'clock."""
    chance = random.Random(3)
    at = 6 * _HOUR_MS
    pieces: list[Piece] = []
    for number in range(SPANS):
        length = min(round(chance.lognormvariate(8.9, 1.1)), 120_000)
        kind = Kind.IDLE if chance.random() < 0.04 else Kind.ACTIVE
        app = chance.randrange(30)
        pieces.append(Piece(at, at + length, kind, f"app {app}", f"title {number}", category=app % 6 + 1))
        at += length
    lanes = tuple(lane_of(pieces, kind) for kind in LaneKind)
    for lane in lanes:
        lane.prepare()
    categories = {
        number + 1: Category(number + 1, None, f"category {number}", hue) for number, hue in enumerate(_HUES)
    }
    paths = {number: category.name for number, category in categories.items()}
    return Day(
        0, 0, 24 * _HOUR_MS, ((0, 0),), tuple(pieces), tuple(pieces), edges_of(pieces), lanes, count(pieces),
        categories, paths, {}, 0, 0,
    )  # fmt: skip


def main() -> None:
    """Measure, and print."""
    application = QApplication([])
    timeline = Timeline(Discreet(application, on=False))
    timeline.resize(WIDTH, timeline.sizeHint().height())
    timeline.show_day(day(), 20 * _HOUR_MS)
    empty = QWidget()
    empty.resize(timeline.size())
    for widget in (timeline, empty):
        widget.show()
    application.processEvents()

    def frames(widget: QWidget, step: Callable[[int], object]) -> list[float]:
        taken: list[float] = []
        for number in range(FRAMES):
            step(number)
            begun = time.perf_counter()
            widget.repaint()
            taken.append((time.perf_counter() - begun) * 1000)
        return taken

    def zoom(number: int) -> None:
        timeline.zoom(1.06 if number % FRAMES < FRAMES // 2 else 1 / 1.06, 12.3 * _HOUR_MS)

    def move(number: int) -> None:
        if number == 0:
            timeline.show_all()
            timeline.zoom(3, 9 * _HOUR_MS)
        timeline.pan(7)

    def hover(number: int) -> None:
        timeline.hover((LaneKind.APPLICATION, number % 1_000))

    found = {
        "zooming": frames(timeline, zoom),
        "moving": frames(timeline, move),
        "pointing": frames(timeline, hover),
        "empty": frames(empty, lambda _: None),
    }
    slowest = {name: [statistics.median(taken), sorted(taken)[-3]] for name, taken in found.items()}
    print(json.dumps(slowest))


if __name__ == "__main__":
    main()
