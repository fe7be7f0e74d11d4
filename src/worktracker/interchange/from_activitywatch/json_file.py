"""ActivityWatch's export: one JSON document, however large."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

from worktracker.interchange.from_activitywatch.events import (
    BLOCK,
    BadEventError,
    Block,
    Bucket,
    Data,
    data_of,
    duration_us,
    first_and_last,
    in_range,
    microseconds,
)
from worktracker.interchange.incoming import BadRecordError, LeftOut
from worktracker.interchange.json_outline import JsonOutline
from worktracker.model.overlay import Piece

_T = TypeVar("_T")

_LATE = 1 << 62


class JsonFile:
    """The buckets of an export, found in one pass; their events are read again when they are wanted.

    Args:
        file: can be read from anywhere.
        progress: told how many bytes were read.

    Raises:
        BadRecordError: it is no JSON, or no such export.
    """

    def __init__(self, file: BinaryIO, progress: Callable[[int], None]) -> None:
        self._file = file
        self._progress = progress
        self.buckets: list[Bucket] = []
        outline = JsonOutline(file)
        found = False
        if outline.next() != "{":
            raise BadRecordError("Byte 1", "it is no export of ActivityWatch's.")
        for name in outline.names():
            if name == "buckets" and outline.next() == "{":
                found = True
                for bucket in outline.names():
                    self._find(outline, Bucket(bucket))
            else:
                outline.value()
        outline.end()
        if not found:
            raise BadRecordError("The file", "it holds no buckets: it is no export of ActivityWatch's.")

    def _find(self, outline: JsonOutline, bucket: Bucket) -> None:
        """Note what the bucket is, and where its events are."""
        if outline.next() != "{":
            raise BadRecordError(f"Byte {outline.offset + 1}", "a bucket is no object.")
        for name in outline.names():
            if name == "events" and outline.next() == "[":
                self._find_events(outline, bucket)
                continue
            value = outline.value()
            if name == "type" and isinstance(value, str):
                bucket.kind = value
            elif name == "hostname" and isinstance(value, str):
                bucket.host = value
        self.buckets.append(bucket)

    def _find_events(self, outline: JsonOutline, bucket: Bucket) -> None:
        outline.pass_over("[")
        begin, first, count = outline.offset, 1, 0
        from_us, until_us = _LATE, 0
        for events in outline.many_items():
            count += len(events)
            if (times := first_and_last(events)) is not None:
                from_us, until_us = min(from_us, times[0]), max(until_us, times[1])
            if count - first + 1 >= BLOCK:
                end = outline.offset
                self._progress(end)
                bucket.blocks.append(Block(begin, end, first, from_us, until_us))
                begin, first, from_us, until_us = end, count + 1, _LATE, 0
        if count >= first:
            bucket.blocks.append(Block(begin, outline.offset - 1, first, from_us, until_us))

    def read(
        self, bucket: Bucket, block: Block, value_of: Callable[[Data], _T], left_out: LeftOut
    ) -> Iterator[Piece[_T]]:
        """The events of a block."""
        self._file.seek(block.first)
        text = self._file.read(block.last - block.first).strip().removeprefix(b",")
        try:
            events = json.loads(b"[" + text + b"]")
        except (ValueError, RecursionError):  # it lies deeper now than when it was found
            raise BadRecordError(bucket.where(block.number), "it is not JSON.") from None
        for number, event in enumerate(events, block.number):
            try:
                found = data_of(event, "it")
                start = microseconds(found.get("timestamp"))
                end = in_range(start + duration_us(found.get("duration")))
                yield start, end, value_of(data_of(found.get("data"), "its data"))
            except BadEventError as error:
                left_out.skip(bucket.where(number), str(error))
