"""Where a day begins and ends, and what is read of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from worktracker.clock import offset_in
from worktracker.desktop.day.lanes import LaneKind
from worktracker.desktop.day.pieces import Kind
from worktracker.desktop.day.reading import bounds, day_at, read_day
from worktracker.desktop.day.searching import Found, look_further
from worktracker.desktop.day.sums import By
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS, HOUR_MS, date_number
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.store.assigning import Wish
from worktracker.store.store import Store

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = 60_000


def berlin(at_ms: int) -> Zone:
    return Zone("Europe/Berlin", offset_in(BERLIN, at_ms))


def instant(*when: int) -> int:
    return round(datetime(*when, tzinfo=BERLIN).timestamp() * 1000)  # type: ignore[misc,arg-type]


def store_of(folder: Path, *spans: Span) -> Store:
    store = Store.create(folder / "worktracker.db", bytes(32), "id", 0)
    journal = store.journal
    for span in spans:
        journal.write(Change((span,)))
    assert journal.flush()
    return store


def span(start: int, minutes: float, activity: Activity | None, state: State = State.ACTIVE) -> Span:
    reason = Reason.RULE if state is State.PRIVATE else Reason.NONE
    return Span(start, start + round(minutes * MINUTE), state, berlin(start), activity, reason)


def test_a_day_has_25_hours_where_the_clock_goes_back_and_23_where_it_goes_on() -> None:
    autumn, spring = date_number(date(2026, 10, 25)), date_number(date(2026, 3, 29))
    begin, end, offsets = bounds(autumn, berlin, 0)
    assert (begin, end) == (instant(2026, 10, 25), instant(2026, 10, 26))
    assert end - begin == 25 * HOUR_MS
    assert offsets == [(begin, 7200), (begin + 3 * HOUR_MS, 3600)]
    begin, end, offsets = bounds(spring, berlin, 0)
    assert end - begin == 23 * HOUR_MS
    assert [offset for _, offset in offsets] == [3600, 7200]


def test_a_day_begins_where_days_are_said_to() -> None:
    day = date_number(date(2026, 11, 20))
    begin, end, _ = bounds(day, berlin, 4 * HOUR_MS)
    assert (begin, end) == (instant(2026, 11, 20, 4), instant(2026, 11, 21, 4))
    assert day_at(begin, berlin, 4 * HOUR_MS) == day == day_at(end - 1, berlin, 4 * HOUR_MS)
    assert day_at(begin - 1, berlin, 4 * HOUR_MS) == day - 1


def test_a_day_is_read_with_what_is_said_of_it(tmp_path: Path) -> None:
    at = instant(2026, 11, 20, 9)
    code = Activity("code", "x.py - code", document="/src/x.py")
    store = store_of(
        tmp_path,
        span(at, 30, code),
        span(at + 30 * MINUTE, 10, None, State.IDLE),
        span(at + 40 * MINUTE, 5, None, State.PRIVATE),
        span(at + 45 * MINUTE, 5, None, State.LOCKED),
    )
    work = store.categories.add(("Work", "Code"), 0, rules=[LabelRule(0, app="code")]).id
    project = store.projects.add("Zeppelin").id
    store.settings.set("daily-goal", "8h")
    store.assigning.label(at + 10 * MINUTE, at + 20 * MINUTE, Wish(project=project, note="why"), at)
    number = store.assigning.add_entry(
        at + HOUR_MS, at + 2 * HOUR_MS, Wish(project=project, note="a call", tags=("x",)), berlin, at
    )
    day = date_number(date(2026, 11, 20))
    found = read_day(store, day, *bounds(day, berlin, 0))
    told = [
        (
            (piece.start_ms - at) // MINUTE,
            (piece.end_ms - at) // MINUTE,
            piece.kind,
            piece.category,
            piece.project,
        )
        for piece in found.pieces
    ]
    assert told == [
        (0, 10, Kind.ACTIVE, work, 0), (10, 20, Kind.ACTIVE, work, project), (20, 30, Kind.ACTIVE, work, 0),
        (30, 40, Kind.IDLE, 0, 0), (40, 45, Kind.PRIVATE, 0, 0), (45, 50, Kind.LOCKED, 0, 0),
        (60, 120, Kind.ACTIVE, 0, project),
    ]  # fmt: skip
    assert [piece.note for piece in found.pieces if piece.note] == ["why", "a call"]
    assert (found.pieces[-1].entry, found.pieces[-1].tags) == (number, ("x",))
    assert found.paths[work] == "Work > Code"
    assert found.goal_ms == 8 * HOUR_MS
    assert (found.first_day, found.number) == (day, day)
    assert [segment.label for segment in found.lanes[LaneKind.APPLICATION].segments] == [
        "code",
        "",
        "",
        "",
        "Zeppelin",
    ]
    assert found.counted.active_ms == 95 * MINUTE
    assert {share.number: share.duration_ms // MINUTE for share in found.counted.shares[By.PROJECT][:2]} == {
        project: 70,
        0: 20,
    }
    empty = read_day(store, day - 5, *bounds(day - 5, berlin, 0))
    assert (empty.pieces, empty.first_day) == ((), day)
    store.close()


def test_a_search_looks_at_the_newest_part_first_and_at_all_in_the_end(tmp_path: Path) -> None:
    today = date_number(datetime.now(UTC).date())
    days = (today - 2000, today - 400, today - 100, today - 3)
    store = store_of(
        tmp_path, *(span(day * DAY_MS + HOUR_MS * 9, 5, Activity("a", f"Über {day}")) for day in days)
    )
    parts: list[Found] = [Found()]
    while not parts[-1].is_all:
        parts.append(look_further(store, "üBER", parts[-1], today))
    assert len(parts) > 2, "it is all one part"
    assert [hit.day for hit in parts[1].hits] == [today - 3]
    assert [hit.day for hit in parts[-1].hits] == sorted(days, reverse=True)
    assert parts[-1].hits[-1].text == f"Über {today - 2000}"
    assert look_further(store, "elsewhere", Found(), today).hits == ()
    store.close()
