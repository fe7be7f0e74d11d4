"""How much time some activities have, found in one pass over all spans.

Spans are not indexed by their activity, and grouping millions of them by it would sort them. So they are
added up here, in two flat arrays: ten years have some 800,000 activities.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from heapq import nlargest

from worktracker.labels.labeller import Facts
from worktracker.store.connection import Connection

_FEW = 4
"""What is one in so many activities is looked for by SQLite; more than that is faster looked at here."""


class ActivityTimes:
    """The time of some activities.

    Attributes:
        spans: how many spans they have, without those that have no length.
        duration_ms: their time.
    """

    def __init__(self, connection: Connection, numbers: Collection[int]) -> None:
        self._connection = connection
        last = max(numbers, default=0)
        self._lengths = array("q", bytes(8 * (last + 1)))
        self.spans = 0
        if not numbers:
            self.duration_ms = 0
            return
        wanted = bytearray(last + 1)
        for number in numbers:
            wanted[number] = 1
        (count,) = connection.execute("SELECT count(*) FROM activity").fetchone()
        query = "SELECT activity, length_ms FROM span WHERE length_ms > 0"
        if len(numbers) * _FEW < count:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS timed (id INTEGER PRIMARY KEY)")
            connection.execute("DELETE FROM temp.timed")
            connection.executemany("INSERT INTO temp.timed VALUES (?)", ((number,) for number in numbers))
            query += " AND activity IN (SELECT id FROM temp.timed)"
        else:
            query += " AND activity <= ?"
        lengths = self._lengths
        found = connection.execute(query, () if "timed" in query else (last,))
        for number, length in found:
            if wanted[number]:
                lengths[number] += length
                self.spans += 1
        self.duration_ms = sum(lengths)

    def of(self, number: int) -> int:
        """The time of one of them, in milliseconds."""
        return self._lengths[number]

    def longest(self, numbers: Iterable[int], most: int) -> list[tuple[Facts, int]]:
        """Of some of them those with the most time, in words."""
        lengths = self._lengths
        found = nlargest(most, numbers, key=lambda number: (lengths[number], -number))
        return [(self._facts(number), lengths[number]) for number in found if lengths[number]]

    def _facts(self, number: int) -> Facts:
        row = self._connection.execute(
            "SELECT p.name, a.title, a.url, d.name, a.document FROM activity a"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain WHERE a.id = ?",
            (number,),
        ).fetchone()
        return Facts(*row)
