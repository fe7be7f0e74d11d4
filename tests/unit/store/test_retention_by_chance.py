"""Ageing among everything else that happens: what is old loses its details, and totals stay sums."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.unit.store.test_kept import asked_plainly
from tests.unit.store.test_totals_by_chance import HOUR, MINUTE, Life, verdicts
from worktracker.model.detail import Detail
from worktracker.model.span import Activity, Span, State
from worktracker.model.verdict import Verdict
from worktracker.store import kept, retention
from worktracker.store.importing import Importer
from worktracker.store.kept import details_kept, time_kept
from worktracker.store.retention import Retention

Kept = dict[int, tuple[int, int, int, str | None, str | None, str | None, str | None, str | None]]
"""By row number: start, end, state, app, title, url, domain, document."""

LOSES = {
    Detail.URLS: (5,),
    Detail.TITLES: (4, 7),
    Detail.DOMAINS: (6, 5),
    Detail.APPS: (3, 4, 7),
}

keepings = st.dictionaries(
    st.sampled_from(Detail), st.one_of(st.integers(MINUTE, 3 * HOUR), st.integers(MINUTE, 40 * HOUR))
).map(lambda some: {detail: some.get(detail) for detail in Detail})


class AgeingLife(Life):
    @rule(keeping=keepings, steps=st.one_of(st.just(10_000), st.integers(0, 6)), finish=st.booleans())
    def age(self, keeping: dict[Detail, int | None], steps: int, finish: bool) -> None:
        self.recorder.settle(self.clock.now())
        now_ms = self.clock.now().wall_ms
        before = self._kept()
        expected = dict(_aged(before, keeping, now_ms))
        other = self.store.again()
        work = Retention(other.connection, keeping, self.day_start_ms)
        with patch.object(retention, "STEP_SPANS", 3):
            taken = sum(1 for _ in itertools.takewhile(work.step, itertools.repeat(now_ms, steps)))
        found = self._kept()
        if taken < steps:
            assert found == expected
        for row, span in found.items():
            assert span == expected.get(row) or all(
                kept == was or kept is None for kept, was in zip(span, before[row], strict=True)
            )
        if finish:
            self.real.hold()
            work.finish()
            self.real.release()
            assert not work.leftovers
            assert self._texts() == {text for span in found.values() for text in span[3:] if text}
        other.close()
        self._copy_what_is_left()

    @rule(
        keeping=keepings,
        stretch=st.lists(st.tuples(verdicts, st.integers(1, 9 * MINUTE)), min_size=1, max_size=8),
        lengths=st.lists(st.integers(1, 2 * HOUR), min_size=1, max_size=4),
        back=st.integers(0, 3 * HOUR),
    )
    def work_and_take_in_and_age_again(
        self,
        keeping: dict[Detail, int | None],
        stretch: list[tuple[Verdict, int]],
        lengths: list[int],
        back: int,
    ) -> None:
        """What an import brings where ageing has been before, and what lies across its limit."""
        self.work(stretch)
        self.age(keeping, 10_000, False)
        self.take_in_what_is_old(back, lengths)
        self.age(keeping, 10_000, False)

    @rule(back=st.integers(0, 60 * HOUR), lengths=st.lists(st.integers(1, 2 * HOUR), min_size=1, max_size=4))
    def take_in_what_is_old(self, back: int, lengths: list[int]) -> None:
        at = self.clock.now().wall_ms - back
        spans: list[tuple[str, Span]] = []
        for number, length in enumerate(lengths):
            zone = self.clock.zone_at(at)
            activity = Activity("imported", f"title {number}", f"https://a.org/{number}", "a.org", "file")
            spans.append(
                (("other", "third")[number % 2], Span(at, at + length, State.ACTIVE, zone, activity))
            )
            at += length // 2
        other = self.store.again()
        Importer(other.connection, self.day_start_ms).take(spans)
        other.close()

    def teardown(self) -> None:
        connection = self.store.connection
        with patch.object(kept, "_STRETCH_SPANS", 3):
            assert (time_kept(connection), details_kept(connection)) == asked_plainly(connection)
        super().teardown()

    def _kept(self) -> Kept:
        return {
            row[0]: row[1:]
            for row in self.store.connection.execute(
                "SELECT s.id, s.start_ms, s.start_ms + s.length_ms, s.state,"
                " p.name, a.title, a.url, d.name, a.document"
                " FROM span s LEFT JOIN activity a ON a.id = s.activity"
                " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
            )
        }

    def _texts(self) -> set[str]:
        execute = self.store.connection.execute
        rows = execute(
            "SELECT title FROM activity UNION SELECT url FROM activity UNION SELECT document FROM activity"
            " UNION SELECT name FROM app UNION SELECT name FROM domain"
        )
        return {row[0] for row in rows if row[0]}


def _aged(before: Kept, keeping: dict[Detail, int | None], now_ms: int) -> Iterator[tuple[int, tuple]]:
    """What is to be left, from the rule alone: what began before all that has not ended long enough ago."""
    limits: dict[Detail, int] = {}
    for detail, keep in keeping.items():
        if keep is not None:
            limit = now_ms - keep
            limits[detail] = min([limit, *(s for s, e, *_ in before.values() if s < limit < e)])
    for row, span in before.items():
        old = {detail for detail, limit in limits.items() if span[0] < limit}
        if Detail.SPANS in old:
            continue
        lost = {field for detail in old for field in LOSES[detail]}
        yield row, tuple(None if at in lost else value for at, value in enumerate(span))


AgeingLife.TestCase.settings = settings(
    max_examples=80,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestAgeing = AgeingLife.TestCase
