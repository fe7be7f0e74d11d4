"""Files in which values were swapped for such as no tool writes: of another kind, huge, torn or nested."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from typing import Any


def nested(depth: int) -> Any:
    """A list in a list, and so on."""
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1 << 62, 10**30, 1e300, "", " ", "\ud800", "a\u200db", "\u00a0", "a,b", "a > b",
    "x" * 3000, "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00", "recorded", "manual", [], {}, [{}],
    [{"a": 1}], ["\ud800"], ["\u200d", "b\u00a0c"], {"a": []}, nested(40), nested(900),
)  # fmt: skip
CELLS = (
    "", "-1", "999999999", "9999999999:00:00", "9999999999.99:59:59", "99:99:99", "2499-12-31",
    "2499-12-31T23:59:59", "31.12.2499 23:59:59", "9999-12-31 23:59:59", "0001-01-01", "23:59:59",
    "a\u200db\u00a0c", "\u200d", "a, b;c\td", 'a"b', "=1+1", "x" * 3000,
)  # fmt: skip


def swapped(document: Any, by: random.Random) -> Any:
    """A copy with one or two of its values swapped."""
    whole = json.loads(json.dumps(document))
    for _ in range(by.randint(1, 2)):
        holder, key = by.choice(list(_places(whole)))
        holder[key] = by.choice(VALUES)
    return whole


def swaps(document: Any) -> Iterator[Any]:
    """A copy for every value, swapped for every other."""
    text = json.dumps(document)
    for number in range(len(list(_places(document)))):
        for value in VALUES:
            whole = json.loads(text)
            holder, key = list(_places(whole))[number]
            holder[key] = value
            yield whole


def swapped_cells(content: bytes, by: random.Random) -> bytes:
    """A table with one to three of its cells swapped, its first line as it is."""
    text = content.decode("utf-8-sig")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    row = by.choice(rows[1:])
    for _ in range(by.randint(1, 3)):
        row[by.randrange(len(row))] = by.choice(CELLS)
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
