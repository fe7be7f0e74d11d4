"""Timewarrior's intervals: from ``timew export``, or from its data files themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

from worktracker.interchange.incoming import LATEST_MS, LeftOut, Seen, instant_of, labels_of, lines_of
from worktracker.interchange.json_outline import JsonOutline

Entry = tuple[int, int, Seen]
"""Start and end in milliseconds, and what it says."""

_LINE = re.compile(
    r"inc(?: (?P<start>\d{8}T\d{6}Z))?(?: - (?P<end>\d{8}T\d{6}Z))?(?: # ?(?P<words>.*))?", re.ASCII
)
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')


class _BadIntervalError(Exception):
    """An interval can't be read; says why."""


def read(file: BinaryIO, left_out: LeftOut, name: str = "") -> Iterator[Entry]:
    """The intervals that have ended; which of both a file is, its first character tells.

    Args:
        file: from its beginning.
        left_out: is told of those that can't be read, and of those that go on.
        name: of the file, for messages, where there are several.
    """
    first = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    file.seek(0)
    for where, interval in _exported(file) if first in (b"[", b"{") else _written(file):
        try:
            entry = _entry(interval)
        except _BadIntervalError as error:
            left_out.skip(f"{name}{where}", str(error))
            continue
        if entry is None:
            left_out.empty += 1
        else:
            yield entry


def _exported(file: BinaryIO) -> Iterator[tuple[str, object]]:
    outline = JsonOutline(file)
    outline.pass_over("[")
    for number, value in enumerate(outline.items(), 1):
        yield f"Interval {number}", value
    outline.end()


def _written(file: BinaryIO) -> Iterator[tuple[str, object]]:
    """The lines of a data file, as the objects that the export makes of them."""
    for number, line in enumerate(lines_of(file), 1):
        text = line.decode(errors="replace").strip()
        if not text:
            continue
        found = _LINE.fullmatch(text)
        if found is None:
            yield f"Line {number}", None
            continue
        interval: dict[str, object] = {name: found[name] for name in ("start", "end") if found[name]}
        words = _WORD.findall(found["words"] or "")
        if "#" in words:
            note = words.index("#")
            interval["annotation"] = " ".join(map(_unquoted, words[note + 1 :]))
            words = words[:note]
        yield f"Line {number}", interval | {"tags": [_unquoted(word) for word in words]}


def _unquoted(word: str) -> str:
    if not word.startswith('"'):
        return word
    try:
        return str(json.loads(word))
    except ValueError:
        return word[1:-1]


def _entry(interval: object) -> Entry | None:
    """What an interval says; None for one that goes on."""
    if not isinstance(interval, dict):
        raise _BadIntervalError("it is no interval.")
    found = cast("dict[str, Any]", interval)
    start = _instant(found, "start")
    if not found.get("end"):
        return None
    end = _instant(found, "end")
    if end < start:
        raise _BadIntervalError("it ends before it starts.")
    tags, note = cast("list[Any]", found.get("tags") or []), found.get("annotation")
    if type(tags) is not list or not all(isinstance(tag, str) for tag in tags):
        raise _BadIntervalError("its tags are no list of words.")
    if note is not None and not isinstance(note, str):
        raise _BadIntervalError("its annotation is no text.")
    title = note or ", ".join(tags)
    return start, end, Seen(title=title, labels=labels_of(None, tags), titled_by_tags=not note)


def _instant(interval: dict[str, Any], name: str) -> int:
    try:
        when = datetime.fromisoformat(interval[name])
        at = instant_of(when if when.tzinfo else when.replace(tzinfo=UTC))
    except (KeyError, TypeError, ValueError, OverflowError):
        raise _BadIntervalError(f"its {name} is no instant.") from None
    if not 0 <= at <= LATEST_MS:
        raise _BadIntervalError(f"its {name} lies before 1970 or after 2500.")
    return at
