"""Which part of a day is in sight, and how time and pixels go into each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

HOUR_MS = 3_600_000
MINUTE_MS = 60_000

CLOSEST_MS = 60_000
"""The shortest time that fills the timeline."""

STEPS_S = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200)
"""Seconds between two times that are written."""

Offsets = Sequence[tuple[int, int]]
"""From when (milliseconds UTC) how many seconds east of UTC hold; in order."""


@dataclass(frozen=True, slots=True)
class View:
    """A part [first_ms, last_ms) of [low_ms, high_ms); milliseconds UTC."""

    first_ms: float
    last_ms: float
    low_ms: int
    high_ms: int

    @property
    def length_ms(self) -> float:
        """How much time is in sight."""
        return self.last_ms - self.first_ms

    def showing(self, first_ms: float, last_ms: float) -> View:
        """This part instead, moved or cut where it would reach out of the day, and no closer than may be."""
        length = min(max(last_ms - first_ms, CLOSEST_MS), self.high_ms - self.low_ms)
        middle = (first_ms + last_ms) / 2
        first = min(max(middle - length / 2, self.low_ms), self.high_ms - length)
        return View(first, first + length, self.low_ms, self.high_ms)

    def zoomed(self, at_ms: float, factor: float) -> View:
        """``factor`` times closer, with ``at_ms`` staying where it is."""
        length = min(max(self.length_ms / factor, CLOSEST_MS), self.high_ms - self.low_ms)
        part = (at_ms - self.first_ms) / self.length_ms
        first = min(max(at_ms - part * length, self.low_ms), self.high_ms - length)
        return View(first, first + length, self.low_ms, self.high_ms)

    def panned(self, by_ms: float) -> View:
        """Later by this much, or earlier, as far as the day goes."""
        first = min(max(self.first_ms + by_ms, self.low_ms), self.high_ms - self.length_ms)
        return View(first, first + self.length_ms, self.low_ms, self.high_ms)

    def around(self, first_ms: float, last_ms: float) -> View:
        """With a stretch in sight: as it is if it is already, else moved, and wider where it has to be."""
        if self.first_ms <= first_ms and last_ms <= self.last_ms:
            return self
        if last_ms - first_ms > self.length_ms * 0.9:
            margin = (last_ms - first_ms) * 0.1
            return self.showing(first_ms - margin, last_ms + margin)
        middle = (first_ms + last_ms) / 2
        return self.panned(middle - (self.first_ms + self.last_ms) / 2)


@dataclass(frozen=True, slots=True)
class Scale:
    """A view on so many pixels. Times lie on the same whole pixels however far the view is moved."""

    view: View
    left: int
    width: int

    @property
    def ms_per_pixel(self) -> float:
        """How much time one pixel stands for."""
        return self.view.length_ms / max(1, self.width)

    def x(self, at_ms: float) -> int:
        """The pixel at which an instant lies."""
        return self.places()(at_ms)

    def places(self) -> Callable[[float], int]:
        """Tells the pixel at which an instant lies, for whoever asks for many."""
        pixels, low = 1 / self.ms_per_pixel, self.view.low_ms
        left = self.left - round((self.view.first_ms - low) * pixels)
        return lambda at_ms: left + round((at_ms - low) * pixels)

    def ms(self, x: float) -> float:
        """The instant at a pixel."""
        return self.view.first_ms + (x - self.left) * self.ms_per_pixel


def home(times: Sequence[int], now_ms: int | None, low_ms: int, high_ms: int, offsets: Offsets) -> View:
    """The full hours around all that there is; the hours of an office where there is nothing.

    One, two, four or eight hours, so that a day's scale seldom changes; then as many as there are.

    Args:
        times: where pieces begin and end.
        now_ms: the moment, if it lies in the day: it is in sight too.
        low_ms, high_ms: the day.
        offsets: for what full hours are.
    """
    seen = [*times, *([now_ms] if now_ms is not None else [])]
    shift = offset_at(offsets, low_ms) * 1000
    if not times:
        seen += [low_ms + 8 * HOUR_MS, low_ms + 18 * HOUR_MS]
    first = (min(seen) + shift) // HOUR_MS
    last = max(first + 1, -(-(max(seen) + shift) // HOUR_MS))
    last = next((first + room for room in (1, 2, 4, 8) if first + room >= last), last)
    begin, end = first * HOUR_MS - shift, last * HOUR_MS - shift
    begin -= max(0, end - high_ms)
    return View(low_ms, high_ms, low_ms, high_ms).showing(max(begin, low_ms), min(end, high_ms))


def offset_at(offsets: Offsets, at_ms: float) -> int:
    """Seconds east of UTC at an instant."""
    return next((offset for since, offset in reversed(offsets) if since <= at_ms), offsets[0][1])


def step_for(scale: Scale, widest: float) -> int:
    """Seconds between times that are written, where each has room for ``widest`` pixels."""
    seconds = scale.ms_per_pixel / 1000
    return next((step for step in STEPS_S if step >= widest * seconds), STEPS_S[-1])


def ticks(first_ms: float, last_ms: float, offsets: Offsets, step_s: int) -> Iterator[int]:
    """The instants in sight that are full by the clock: each ``step_s`` seconds of local time."""
    step = step_s * 1000
    for place, (since, offset_s) in enumerate(offsets):
        until = offsets[place + 1][0] if place + 1 < len(offsets) else last_ms
        begin = max(first_ms, since) if place else first_ms
        shift = offset_s * 1000
        at = -(-int(begin + shift) // step) * step - shift
        while at <= min(until - (place + 1 < len(offsets)), last_ms):
            yield at
            at += step
