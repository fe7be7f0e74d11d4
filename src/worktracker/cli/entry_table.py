"""How entries, labels and the timer's stretches are shown."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import Any

from worktracker.cli import context
from worktracker.model.instants import InstantText
from worktracker.reports.words import duration_words
from worktracker.store.assignments import RUNNING, Assignment

_SHORT = timedelta(minutes=1)


def instant_shown(at_ms: int) -> str | None:
    """An instant as it is written here; None where the timer's end would be."""
    return None if at_ms == RUNNING else InstantText(context.clock.zone_at(at_ms).offset_s)(at_ms)


def stretch_shown(start_ms: int, end_ms: int) -> dict[str, Any]:
    """A stretch with its length in seconds: that of one that runs, up to now."""
    until = context.clock.now().wall_ms if end_ms == RUNNING else end_ms
    return {
        "start": instant_shown(start_ms),
        "end": instant_shown(end_ms),
        "duration_seconds": max(0, until - start_ms) / 1000,
    }


def kind_of(one: Assignment) -> str:
    """``entry``, ``label``, or ``timer`` for what only the timer says."""
    if one.entry is not None:
        return "entry"
    only_timer = one.timer and (one.category, one.tags, one.note) == (None,) * 3
    return "timer" if only_timer else "label"


def timer_as_one(given: list[Assignment]) -> list[Assignment]:
    """A timer that runs as one open stretch, though what is to come has been labelled already."""
    now_ms = context.clock.now().wall_ms
    found: list[Assignment] = []
    for one in given:
        if kind_of(one) != "timer" or one.end_ms <= now_ms:
            found.append(one)
        elif one.start_ms <= now_ms or not any(kind_of(each) == "timer" for each in found):
            found.append(one._replace(end_ms=RUNNING))
    return found


def when_words(shown: dict[str, Any]) -> str:
    """``2026-11-21 14:00–15:00``; with seconds where it is shorter than a minute."""
    start, end = shown["start"], shown["end"]
    if end is None:
        return f"{start[:10]} {start[11:16]} and on"
    short = datetime.fromisoformat(end) - datetime.fromisoformat(start) < _SHORT
    time = slice(11, 19) if short else slice(11, 16)
    until = end[time] if start[:10] == end[:10] else f"{end[:10]} {end[time]}"
    return f"{start[:10]} {start[time]}–{until}"


def print_entries(found: list[dict[str, Any]]) -> None:
    """Print what `entry list` has found: on a screen in its width, into a pipe whole."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    words = [[one["category"], one["project"], ", ".join(one["tags"]), one["note"]] for one in found]
    headings = ("Category", "Project", "Tags", "Note")
    used = [number for number in range(len(headings)) if any(row[number] for row in words)]
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for heading in ("Entry", "Kind", "When", "Time"):
        table.add_column(heading, justify="right" if heading == "Time" else "left", no_wrap=True)
    for number in used:
        table.add_column(headings[number])  # these give way, the longest first
    for one, row in zip(found, words, strict=True):
        length = duration_words(round(one["duration_seconds"] * 1000))
        cells = (Text(row[number] or "", no_wrap=True, overflow="ellipsis") for number in used)
        table.add_row(str(one["id"] or ""), one["kind"], when_words(one), length, *cells)
    on_screen = sys.stdout.isatty()
    Console(width=None if on_screen else 4000, force_terminal=on_screen).print(table)
    if any(one["end"] is None for one in found):
        print("The timer runs; `worktracker work off` stops it.")
