"""Rules, entries and the timer among everything else: totals stay sums, and labels what the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.unit.store.test_retention_by_chance import AgeingLife
from tests.unit.store.test_totals_by_chance import HOUR, MINUTE, verdicts
from worktracker.errors import UsageError
from worktracker.labels.rules import LabelRule, specificity
from worktracker.model.labels import parse_path
from worktracker.model.verdict import Verdict
from worktracker.privacy.rules import matcher_of
from worktracker.store import totals
from worktracker.store.assigning import Wish
from worktracker.store.connection import transaction
from worktracker.store.store import Store

Stretch = list[tuple[Verdict, int]]

stretches = st.lists(st.tuples(verdicts, st.integers(MINUTE, 30 * MINUTE)), min_size=1, max_size=5)
label_rules = st.sampled_from(
    (
        LabelRule(0, app="editor"),
        LabelRule(0, app="*"),
        LabelRule(0, app="browser", title="two"),
        LabelRule(0, title="t*"),
        LabelRule(0, title="one|two", regex=True),
        LabelRule(0, domain="org"),
        LabelRule(0, domain="example.org"),
        LabelRule(0, url="*/1*"),
        LabelRule(0, document="file"),
    )
)
names = st.sampled_from(("Work", "Work > Deep", "Work > Deep > Deeper", "Play"))
wishes = st.builds(
    Wish,
    category=st.sampled_from((None, 0, 1)),
    project=st.sampled_from((None, 0, 1)),
    tags=st.sampled_from((None, (), ("a", "b"))),
    note=st.sampled_from((None, "", "note")),
)

FACTS = ("app", "title", "url", "domain", "document")
LOST: dict[str, int] = dict(zip(FACTS, (1, 4, 8, 2, 16), strict=True))
UNSURE = object()


def slow_label(rules: list[LabelRule], facts: dict[str, str | None], lost: int) -> object:
    """What the most specific rule says that matches, asked of one after the other."""
    for each in sorted(rules, key=specificity, reverse=True):
        unsure = False
        for name, pattern in each.patterns:
            if lost & LOST[name]:
                unsure = True
            elif (text := facts[name]) is None or not matcher_of(name, pattern, regex=each.regex)(text):
                break
        else:
            return UNSURE if unsure else each.label
    return None


def labelled(store: Store) -> dict[int, int | None]:
    return dict(store.connection.execute("SELECT id, category FROM activity").fetchall())


class LabellingLife(AgeingLife):
    """What is labelled is recorded before, so that each change has something to change."""

    def __init__(self) -> None:
        super().__init__()
        self.store.categories.add(("Work",), 0)
        self.store.projects.add("Acme")

    @rule(first=stretches, name=names, wanted=label_rules)
    def label_by_rule(self, first: Stretch, name: str, wanted: LabelRule) -> None:
        self.work(first)
        with self._another() as other:
            before = labelled(other)
            preview = other.categories.preview(replace(wanted, depth=name.count(">") + 1))
            other.categories.add(parse_path(name), 0, rules=[wanted])
            known = [one for one in before if one in labelled(other)]
            if len(known) == len(before):  # else the rule may have been there
                changed = sum(1 for one, label in labelled(other).items() if label != before[one])
                assert changed <= preview.activities

    @rule(first=stretches, wanted=label_rules)
    def put_on_project_by_rule(self, first: Stretch, wanted: LabelRule) -> None:
        self.work(first)
        with self._another() as other:
            other.projects.add_rule(min(other.projects.all()), wanted, 0)

    @rule(first=stretches, which=st.integers(0, 10))
    def drop_a_rule(self, first: Stretch, which: int) -> None:
        self.work(first)
        with self._another() as other:
            for rules in (other.categories, other.projects):
                if found := rules.rules():
                    rules.remove_rule(found[which % len(found)].id or 0)

    @rule(first=stretches, name=names)
    def drop_a_category(self, first: Stretch, name: str) -> None:
        self.work(first)
        with self._another() as other, suppress(UsageError):
            other.categories.remove(other.categories.at(parse_path(name)).id)

    @rule(first=stretches, which=st.integers(0, 3))
    def drop_a_project(self, first: Stretch, which: int) -> None:
        self.work(first)
        with self._another() as other, suppress(UsageError):
            found = sorted(other.projects.all())
            other.projects.remove(found[which % len(found)])
            if len(found) == 1:
                other.projects.add("Acme")

    @rule(first=stretches, back=st.integers(0, 10 * HOUR), length=st.integers(1, 3 * HOUR), wish=wishes)
    def say(self, first: Stretch, back: int, length: int, wish: Wish) -> None:
        self.work(first)
        start = self.clock.now().wall_ms - back
        with self._another() as other, suppress(UsageError):
            other.assigning.label(start, start + length, wish, start)

    @rule(first=stretches, back=st.integers(0, 40 * HOUR), length=st.integers(1, 30 * HOUR), wish=wishes)
    def write_down(self, first: Stretch, back: int, length: int, wish: Wish) -> None:
        self.work(first)
        start = self.clock.now().wall_ms - back
        with self._another() as other, suppress(UsageError):
            other.assigning.add_entry(start, start + length, wish, self.clock.zone_at, start)

    @rule(first=stretches, which=st.integers(0, 5), by=st.integers(-3 * HOUR, 3 * HOUR))
    def move_or_drop_an_entry(self, first: Stretch, which: int, by: int) -> None:
        self.work(first)
        with self._another() as other, suppress(UsageError):
            entries = other.assigning.entries()
            if entries:
                entry = entries[which % len(entries)]
                if by % 3:
                    start, end = entry.start_ms + by, entry.end_ms + by // 2
                    wish = Wish(note="moved") if by % 2 else Wish()
                    other.assigning.change_entry(entry.number, start, end, wish, self.clock.zone_at, 0)
                elif by % 2:
                    other.assigning.split_entry(entry.number, entry.start_ms + abs(by), 0)
                else:
                    other.assigning.remove_entry(entry.number, 0)

    @rule(first=stretches, times=st.integers(1, 3))
    def undo(self, first: Stretch, times: int) -> None:
        self.work(first)
        with self._another() as other, suppress(UsageError):
            for _ in range(times):
                other.assigning.undo()

    @rule(first=stretches, on=st.booleans())
    def work_on_or_off(self, first: Stretch, on: bool) -> None:
        self.work(first)
        now_ms = self.clock.now().wall_ms
        with self._another() as other, suppress(UsageError):
            if on:
                other.assigning.work_on(min(other.projects.all()), now_ms)
            else:
                other.assigning.work_off(now_ms)

    @contextmanager
    def _another(self) -> Iterator[Store]:
        """As another program changes the store, after what was recorded has come into the totals."""
        self.recorder.settle(self.clock.now())
        other = self.store.again()
        with transaction(other.connection):
            totals.fold(other.connection, self.day_start_ms)
        try:
            yield other
        finally:
            other.close()

    @invariant()
    def labels_are_what_the_rules_say(self) -> None:
        rows = self.store.connection.execute(
            "SELECT p.name, a.title, a.url, d.name, a.document, a.category, a.project, a.lost FROM activity a"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
        ).fetchall()
        for *texts, category, project, lost in rows:
            for label, rules, kept in (
                (category, self.store.categories.rules(), 32),
                (project, self.store.projects.rules(), 64),
            ):
                if lost & kept:  # it came along
                    continue
                found = slow_label(rules, dict(zip(FACTS, texts, strict=True)), lost)
                assert found is UNSURE or found == label

    @invariant()
    def what_counts_does_not_overlap(self) -> None:
        for of_entries in (0, 1):
            rows = self.store.connection.execute(
                "SELECT start_ms, end_ms FROM assignment"
                " WHERE gone IS NULL AND (entry NOT NULL) = ? ORDER BY start_ms",
                (of_entries,),
            ).fetchall()
            assert all(one[0] < one[1] for one in rows)
            for one, other in pairwise(rows):
                assert one[1] <= other[0]


LabellingLife.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLabelling = LabellingLife.TestCase
