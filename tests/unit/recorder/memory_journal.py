"""A journal in memory: the plainest thing that keeps the promises of the real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worktracker.model.change import Change, Interval
from worktracker.model.span import Span


class MemoryJournal:
    def __init__(self) -> None:
        self.by_start: dict[int, Span] = {}
        self.waiting: set[int] = set()

    def write(self, change: Change) -> None:
        if change.take_back is not None:
            at = change.take_back.start_ms
            for start, span in list(self.by_start.items()):
                if at <= start < change.take_back.end_ms:
                    del self.by_start[start]
                elif start < at < span.end_ms:
                    self.by_start[start] = replace(span, end_ms=at)
        for span in change.spans:
            self.by_start[span.start_ms] = span
            self.waiting.add(span.start_ms)

    def hold(self) -> None:
        """All that is there is written; what comes waits."""
        self.waiting.clear()

    def waiting_spans(self) -> list[Span]:
        return [self.by_start[start] for start in sorted(self.waiting & self.by_start.keys())]

    def put_instead(self, spans: Sequence[Span]) -> None:
        for start in self.waiting:
            self.by_start.pop(start, None)
        self.waiting.clear()
        self.write(Change(tuple(spans)))

    def block_after(self, wall_ms: int) -> Interval | None:
        block: Interval | None = None
        for span in sorted(self.by_start.values(), key=lambda span: span.start_ms):
            if span.end_ms <= wall_ms:
                continue
            if block is None:
                block = Interval(span.start_ms, span.end_ms)
            elif span.start_ms <= block.end_ms:
                block = Interval(block.start_ms, max(block.end_ms, span.end_ms))
            else:
                break
        return block

    @property
    def spans(self) -> list[Span]:
        return sorted((s for s in self.by_start.values() if s.duration_ms), key=lambda span: span.start_ms)
