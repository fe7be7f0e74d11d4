"""What the demo did beside what the exported CSV says of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

PAUSE = "pause"
"""Nothing is recorded: a gap in the CSV."""

_OURSELVES = "worktracker"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which one thing was so; instants in milliseconds since 1970.

    Attributes:
        state: as the CSV has it (``active``, ``idle``, ``private``), or :data:`PAUSE`.
        app: the program in front, where that is kept.
    """

    state: str
    app: str
    from_ms: int
    to_ms: int

    def __str__(self) -> str:
        what = f"{self.state} {self.app}".strip()
        begin = datetime.fromtimestamp(self.from_ms / 1000).astimezone()
        return f"{what} from {begin:%H:%M:%S} for {(self.to_ms - self.from_ms) / 1000:.1f} s"


def read_csv(path: Path) -> list[Stretch]:
    """The stretches of an export: its spans and the gaps between them; equal neighbours are one.

    The program's own windows, which are opened once the story is over, and what follows are left out.
    """
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found: list[Stretch] = []
    for row in rows:
        if row["app"] == _OURSELVES:
            break
        begin_ms = _milliseconds(row["start"])
        if found and begin_ms != found[-1].to_ms:
            found.append(Stretch(PAUSE, "", found[-1].to_ms, begin_ms))
        found.append(Stretch(row["state"], row["app"], begin_ms, _milliseconds(row["end"])))
    return merged(found)


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches, with neighbours of one state and one program as one."""
    whole: list[Stretch] = []
    for stretch in stretches:
        if whole and (whole[-1].state, whole[-1].app) == (stretch.state, stretch.app):
            whole[-1] = replace(whole[-1], to_ms=stretch.to_ms)
        else:
            whole.append(stretch)
    return whole


def furthest_ms(done: Sequence[Stretch], recorded: Sequence[Stretch]) -> int:
    """The longest time between a beginning as it was and as it was recorded, in milliseconds."""
    return max(abs(was.from_ms - is_.from_ms) for was, is_ in zip(done, recorded, strict=True))


def complaints(path: Path, done: Sequence[Stretch], *, secret: str, tolerance_ms: int) -> list[str]:
    """What is wrong with an export, one line each; nothing if all is well.

    Args:
        path: the CSV.
        done: what the demo did, in order.
        secret: the title of the private window, which must be nowhere.
        tolerance_ms: how far a beginning may be off.
    """
    found: list[str] = []
    recorded = read_csv(path)
    if secret in path.read_text(encoding="utf-8"):
        found.append("The title of the private window is in the CSV.")
    if [(each.state, each.app) for each in recorded] != [(each.state, each.app) for each in done]:
        found += ["The record differs from what was done.", "Done:", *(f"  {each}" for each in done)]
        return [*found, "Recorded:", *(f"  {each}" for each in recorded)]
    found += [
        f"Recorded: {is_}, done: {was}."
        for was, is_ in zip(done, recorded, strict=True)
        if abs(was.from_ms - is_.from_ms) > tolerance_ms
    ]
    return found


def _milliseconds(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)
