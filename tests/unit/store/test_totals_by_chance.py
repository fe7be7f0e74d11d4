"""Whatever happens in whatever order: no overlap, and totals that equal a slow sum over the spans."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.fake_clock import FakeClock
from tests.unit.recorder.memory_journal import MemoryJournal
from tests.unit.store.slow_sums import slow_sums, stored_sums
from worktracker.model.change import Change, Interval
from worktracker.model.labels import Labels
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State
from worktracker.model.verdict import Verdict
from worktracker.privacy.rules import Action, Rule
from worktracker.recorder.recorder import Pause, Recorder
from worktracker.store.erase import Eraser, Selection
from worktracker.store.importing import Importer
from worktracker.store.store import Store

MINUTE = 60_000
HOUR = 60 * MINUTE
ZONES = ("Europe/Berlin", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "UTC")

verdicts = st.one_of(
    st.just(Verdict(None)),
    st.just(Verdict(State.PRIVATE, reason=Reason.RULE)),
    st.builds(
        lambda app, title, domain: Verdict(State.ACTIVE, Activity(app=app, title=title, domain=domain)),
        st.sampled_from(("editor", "browser", None)),
        st.sampled_from(("one", "two", None)),
        st.sampled_from(("example.org", None)),
    ),
)
labels = st.one_of(
    st.none(),
    st.builds(
        Labels,
        category=st.sampled_from((None, "Work", "Brought > Here")),
        project=st.sampled_from((None, "Acme", "Brought")),
        tags=st.sampled_from(((), ("brought",), ("b", "brought"))),
        note=st.sampled_from((None, "a brought note")),
    ),
)
durations = st.one_of(st.integers(0, 5_000), st.integers(0, 20 * MINUTE), st.integers(0, 30 * HOUR))


class TwoJournals:
    """The store's journal, with the plain one beside it."""

    def __init__(self, real, plain: MemoryJournal) -> None:
        self.real, self.plain = real, plain

    def write(self, change: Change) -> None:
        self.real.write(change)
        self.plain.write(change)

    def waiting_spans(self) -> list[Span]:
        return self.real.waiting_spans()

    def put_instead(self, spans: Sequence[Span]) -> None:
        self.real.put_instead(spans)
        self.plain.put_instead(spans)

    def block_after(self, wall_ms: int) -> Interval | None:
        found = self.real.block_after(wall_ms)
        assert found == self.plain.block_after(wall_ms)
        return found


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.create(Path(self.folder.name) / "w.db", bytes(32), "id", 0)
        self.plain = MemoryJournal()
        self.day_start_ms = 0

    @initialize(start=st.datetimes(), zone=st.sampled_from(ZONES))
    def begin(self, start, zone: str) -> None:
        self.clock = FakeClock(
            start=f"2026-{start.month:02d}-{min(start.day, 28):02d}T{start.hour:02d}:30Z", zone=zone
        )
        self.real = self.store.journal
        self.recorder = Recorder(TwoJournals(self.real, self.plain), self.clock.zone_at)

    @rule(stretch=st.lists(st.tuples(verdicts, st.integers(1, 9 * MINUTE)), min_size=1, max_size=8))
    def work(self, stretch) -> None:
        self.recorder.start(self.clock.now())
        for verdict, duration in stretch:
            self.see(verdict)
            self.clock.pass_time(duration)

    @rule(
        stretch=st.lists(st.tuples(verdicts, st.integers(1, 9 * MINUTE)), min_size=1, max_size=8),
        idle=st.integers(0, 40 * MINUTE),
        away=st.integers(0, HOUR),
    )
    def work_and_leave(self, stretch, idle: int, away: int) -> None:
        self.recorder.came_back(self.clock.now())
        self.work(stretch)
        self.recorder.went_idle(self.clock.now(), idle)
        self.clock.pass_time(away)

    @rule()
    def start(self) -> None:
        self.recorder.start(self.clock.now())

    @rule()
    def stop(self) -> None:
        self.recorder.stop(self.clock.now())

    @rule(duration=durations)
    def pause(self, duration: int) -> None:
        now = self.clock.now()
        self.recorder.pause(now, Pause(until_boot_ms=now.boot_ms + duration))

    @rule(verdict=verdicts)
    def see(self, verdict: Verdict) -> None:
        now = self.clock.now()
        self.recorder.observe(verdict, now, now)

    @rule(verdict=verdicts, late=st.integers(0, 1500))
    def see_late(self, verdict: Verdict, late: int) -> None:
        seen = self.clock.now()
        self.recorder.observe(verdict, seen, self.clock.pass_time(late))

    @rule(idle=st.integers(0, 2 * HOUR))
    def go(self, idle: int) -> None:
        self.recorder.went_idle(self.clock.now(), idle)

    @rule()
    def come(self) -> None:
        self.recorder.came_back(self.clock.now())

    @rule(locked=st.booleans())
    def lock(self, locked: bool) -> None:
        self.recorder.lock_changed(self.clock.now(), locked=locked)

    @rule(duration=durations)
    def pass_time(self, duration: int) -> None:
        self.clock.pass_time(duration)

    @rule(duration=durations)
    def sleep(self, duration: int) -> None:
        self.clock.sleep(duration)
        self.recorder.advance(self.clock.now())

    @rule(by=st.integers(-3 * HOUR, 3 * HOUR))
    def set_clock(self, by: int) -> None:
        self.clock.set_back(by)
        self.recorder.advance(self.clock.now())

    @rule(zone=st.sampled_from(ZONES))
    def travel(self, zone: str) -> None:
        self.clock.travel(zone)
        self.recorder.advance(self.clock.now())

    @rule()
    def settle(self) -> None:
        self.recorder.settle(self.clock.now())

    @rule(start=st.integers(0, 23), quarter=st.integers(0, 3))
    def begin_days_at(self, start: int, quarter: int) -> None:
        self.store.settings.set("day-start", f"{start:02d}:{quarter * 15:02d}")
        self.day_start_ms = start * HOUR + quarter * 15 * MINUTE
        self.real.set_day_start(self.day_start_ms)
        self.recorder.set_day_start(self.clock.now(), self.day_start_ms)

    @rule(back=st.integers(0, 10 * HOUR), length=st.integers(1, 3 * HOUR))
    def forget_time(self, back: int, length: int) -> None:
        self.recorder.cut(self.clock.now())
        start = self.clock.now().wall_ms - back
        self._forget(Selection(Period(from_ms=start, to_ms=start + length)))

    @rule(
        what=st.sampled_from(
            (
                {"app": "editor"}, {"app": "browser"}, {"app": "*"}, {"title": "two"}, {"title": "o*"},
                {"title": "brought"}, {"title": "*note", "app": "imported"},
            )
        )
    )  # fmt: skip
    def forget_what_matches(self, what: dict[str, str]) -> None:
        self.recorder.cut(self.clock.now())
        self._forget(Selection(rule=Rule(Action.DROP, app=what.get("app"), title=what.get("title"))))

    def _forget(self, selection: Selection) -> None:
        """As another program does it, while the journal holds."""
        self.real.hold()
        other = self.store.again()
        eraser = Eraser(other.connection, self.day_start_ms)
        before, preview = self._recorded_ms(), eraser.preview(selection)
        assert eraser.forget(selection) == preview
        assert before - self._recorded_ms() == preview.duration_ms
        other.close()
        self.real.release()
        self._copy_what_is_left()

    @rule(
        back=st.integers(0, 20 * HOUR),
        spans=st.lists(
            st.tuples(
                st.sampled_from(("other", "other", "third", "manual")),
                st.one_of(st.integers(1, HOUR), st.integers(1, 50 * HOUR)),
                st.sampled_from(("one", "two", None)),
                labels,
            ),
            max_size=4,
        ),
        step=st.sampled_from((-HOUR, -1, 0, 1000)),
    )
    def take_in(self, back: int, spans: list[tuple[str, int, str | None, Labels | None]], step: int) -> None:
        at = self.clock.now().wall_ms - back
        found: list[tuple[str, Span]] = []
        for source, length, title, said in spans:
            zone = self.clock.zone_at(at)
            activity = Activity() if source == "manual" else Activity(app="imported", title=title)
            found.append((source, Span(at, at + length, State.ACTIVE, zone, activity, labels=said)))
            at += length + step
        other = self.store.again()
        Importer(other.connection, self.day_start_ms).take(found)
        other.close()

    def _copy_what_is_left(self) -> None:
        """The plain journal can't forget by itself."""
        zones = self.store.reader.zones()
        self.plain.by_start = {
            row[0]: Span(row[0], row[0] + row[1], State(row[2]), zones[row[3]])
            for row in self.store.connection.execute(
                "SELECT start_ms, length_ms, state, zone FROM span WHERE source = 0"
            )
        }

    def _recorded_ms(self) -> int:
        return self.store.connection.execute("SELECT coalesce(sum(length_ms), 0) FROM span").fetchone()[0]

    @invariant()
    def no_overlaps(self) -> None:
        rows = self.store.connection.execute(
            "SELECT source, start_ms, start_ms + length_ms FROM span WHERE length_ms > 0"
            " ORDER BY source, start_ms"
        ).fetchall()
        for one, other in pairwise(rows):
            assert one[0] != other[0] or one[2] <= other[1]

    @invariant()
    def same_spans(self) -> None:
        stored = self.store.connection.execute(
            "SELECT start_ms, length_ms, state FROM span WHERE source = 0 AND length_ms > 0 ORDER BY start_ms"
        ).fetchall()
        assert stored == [(span.start_ms, span.duration_ms, span.state) for span in self.plain.spans]

    @invariant()
    def totals_are_sums(self) -> None:
        assert stored_sums(self.store) == slow_sums(self.store, self.day_start_ms)

    @invariant()
    def what_came_along_is_its_span_s(self) -> None:
        """Below what the user says, and of no other time."""
        execute = self.store.connection.execute
        came = {row[0]: row[1:] for row in execute("SELECT span, tags, note FROM span_label")}
        assert came.keys() <= {row[0] for row in execute("SELECT id FROM span WHERE state = 0")}
        said = execute(
            "SELECT start_ms, end_ms, tags, note, entry FROM assignment WHERE gone IS NULL"
        ).fetchall()
        reader = self.store.reader
        for row in reader.rows(Period(), all_sources=True):
            if row.state == State.ACTIVE:
                span = execute(
                    "SELECT max(id) FROM span WHERE id BETWEEN ? AND ?",
                    (row.source << 44, (row.source << 44) + row.start_ms),
                ).fetchone()[0]
                tags, note = came.get(span, (None, None))
                for one in said:
                    if one[0] <= row.start_ms < one[1] and (one[4] is None) == (row.source != 1):
                        assert row.end_ms <= one[1]
                        tags, note = tags if one[2] is None else one[2], note if one[3] is None else one[3]
                found = reader.labels(row)
                assert (", ".join(found.tags), found.note) == (tags or "", note or None)

    @invariant()
    def nothing_waits(self) -> None:
        assert not hasattr(self, "real") or (self.real.waiting == 0 and self.real.lost == 0)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


Life.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLife = Life.TestCase
