"""Rules that come while the journal is held: what the store gets at last is what the plain journal keeps."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.recorder.test_redo import Front, Judge, dropped, happen, hidden, private, some
from worktracker.model.change import Change, Interval
from worktracker.model.span import Activity, Span, State
from worktracker.recorder.recorder import Recorder
from worktracker.store.store import Store


class Stored:
    """The store's journal, with what it has written; spans without length too: they name an activity."""

    def __init__(self, store: Store) -> None:
        self._store, self._real = store, store.journal

    def write(self, change: Change) -> None:
        self._real.write(change)

    def waiting_spans(self) -> list[Span]:
        return self._real.waiting_spans()

    def put_instead(self, spans: Sequence[Span]) -> None:
        self._real.put_instead(spans)

    def block_after(self, wall_ms: int) -> Interval | None:
        return self._real.block_after(wall_ms)

    def hold(self) -> None:
        self._real.hold()

    def release(self) -> None:
        self._real.release()
        assert (self._real.waiting, self._real.lost) == (0, 0)

    @property
    def spans(self) -> list[Span]:
        zones = self._store.reader.zones()
        return [
            Span(
                start_ms,
                start_ms + length_ms,
                State(state),
                zones[zone],
                None if number is None else Activity(app, title),
            )
            for start_ms, length_ms, state, zone, number, app, title in self._store.connection.execute(
                "SELECT s.start_ms, s.length_ms, s.state, s.zone, s.activity, p.name, a.title"
                " FROM span s LEFT JOIN activity a ON a.id = s.activity LEFT JOIN app p ON p.id = a.app"
                " ORDER BY s.start_ms"
            )
        ]


class StoredFront(Front):
    """A desk whose spans go into a store."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.stored = Stored(store)
        self.recorder = Recorder(self.stored, self.clock.zone_at)

    def hold(self, *, cut: bool = False) -> None:
        super().hold(cut=cut)
        self.stored.hold()


def kept(spans: Iterable[Span]) -> list[tuple[int, int, State, Activity | None]]:
    return [(span.start_ms, span.end_ms, span.state, span.activity) for span in spans]


@settings(deadline=None, max_examples=40, derandomize=True)
@given(some, some, some, st.sampled_from([hidden, private, dropped]), st.booleans())
@example([("editor", "one"), ("wait", 60)], [("wait", 30), ("idle", 60)], [("wait", 9)], private, True)
@example([("editor", "one"), ("wait", 60)], [("wait", 30)], [("wait", 9), ("idle", 60)], private, True)
@example([("editor", "one"), ("wait", 60)], [("wait", 30)], [("wait", 9)], dropped, True)
@example([("editor", "one"), ("wait", 60)], [("other", "one"), ("wait", 30)], [("idle", 60)], dropped, True)
def test_the_store_gets_what_the_plain_journal_keeps(
    before: list[tuple[str, object]],
    meanwhile: list[tuple[str, object]],
    after: list[tuple[str, object]],
    rule: Judge,
    cut: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "w.db", bytes(32), "id", 0)
        plain, stored = Front(), StoredFront(store)
        for front in (plain, stored):
            front.recorder.rely_on_wake_ups(told=True)
            front.recorder.start(front.clock.now())
            for what, how in before:
                happen(front, what, how)
            front.hold(cut=cut)
            for what, how in meanwhile:
                happen(front, what, how)
            front.redo(rule)
            front.redo(rule)
            front.recorder.remember_no_longer()
            if front is stored:
                stored.stored.release()
            for what, how in after:
                happen(front, what, how)
            front.recorder.stop(front.clock.now())
        assert kept(stored.stored.spans) == kept(
            plain.journal.by_start[start] for start in sorted(plain.journal.by_start)
        )
        store.close()
