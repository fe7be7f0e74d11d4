"""What a change had made of what counts, told when it is undone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from worktracker.store.assignments import COLUMNS, Assignment
from worktracker.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Undone:
    """A change that counts no more.

    Attributes:
        deed: what it was, in words.
        start_ms, end_ms: the time in which something else counts now, milliseconds UTC; both None for none.
        note: the first note that it had written or taken away.
        project: the number of the project that it had put time on, or taken it from.
    """

    deed: str
    start_ms: int | None = None
    end_ms: int | None = None
    note: str | None = None
    project: int | None = None


def changed_by(connection: Connection, revision: int, deed: str) -> Undone:
    """What a change has made of what counts: it also wrote anew what it only cut."""
    written, replaced = (
        [
            Assignment._make(row)
            for row in connection.execute(
                f"SELECT {COLUMNS} FROM assignment WHERE {column} = ? ORDER BY start_ms", (revision,)
            )
        ]
        for column in ("since", "gone")
    )
    rows = [*written, *replaced]
    edges = sorted({edge for one in rows for edge in (one.start_ms, one.end_ms)})
    found: list[tuple[int, int, Assignment]] = []
    for start, end in pairwise(edges):
        after, before = (
            {one[3:8]: one for one in some if one.start_ms <= start < one.end_ms}
            for some in (written, replaced)
        )
        found += [
            (start, end, (after | before)[said])
            for said in [*(after.keys() - before), *(before.keys() - after)]
        ]
    if not found:
        return Undone(deed)
    return Undone(
        deed,
        min(start for start, _, _ in found),
        max(end for _, end, _ in found),
        next((one.note for _, _, one in found if one.note), None),
        next((one.project for _, _, one in found if one.project), None),
    )
