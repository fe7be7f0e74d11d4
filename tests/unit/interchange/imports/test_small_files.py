"""Small files of every tool, checked by hand, and what an import of them gives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.interchange.imports import files
from tests.unit.interchange.imports.conftest import Intake
from worktracker.errors import UsageError
from worktracker.interchange.from_activitywatch.browsers import browser_of_bucket
from worktracker.interchange.incoming import BadRecordError, LeftOut
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.store.importing import Imported, Importer

WATCHED = [
    # Two seconds between two windows are each one's half.
    "10-25T10:00:00+01:00 61 active code|main.py|| activitywatch box",
    "10-25T10:01:01+01:00 79 active firefox|News — Mozilla Firefox||news.example.org activitywatch box",
    "10-25T10:02:20+01:00 40 active firefox|News — Mozilla Firefox|| activitywatch box",
    "10-25T10:03:00+01:00 120 private ||| activitywatch box",
    "10-25T10:05:00+01:00 60 active firefox|Film — Mozilla Firefox|| activitywatch box",
    "10-25T10:06:00+01:00 120 idle ||| activitywatch box",
    # Away, but what is heard is watched.
    "10-25T10:08:00+01:00 60 active firefox|Film — Mozilla Firefox||film.example.org activitywatch box",
    "10-25T10:09:00+01:00 60 idle ||| activitywatch box",
]
MEETINGS = [
    "11-20T10:00:00+01:00 3600 active |about the site|| timewarrior",
    "11-20T11:00:00+01:00 1800 active |Acme|| timewarrior",
]
SMALL: dict[str, tuple[str, bytes, list[str]]] = {
    "activitywatch": ("activitywatch", json.dumps(files.activitywatch()).encode(), WATCHED),
    "timewarrior's export": ("timewarrior", files.TIMEWARRIOR, MEETINGS),
    "timewarrior's own file": ("timewarrior", files.TIMEWARRIOR_DATA, MEETINGS),
    "rescuetime": (
        "rescuetime",
        files.RESCUETIME,
        [
            "10-26T09:00:00+01:00 120 active |||github.com rescuetime",
            "10-26T09:02:00+01:00 60 active Visual Studio Code||| rescuetime",
            "10-26T09:05:00+01:00 30 active code.exe||| rescuetime",
        ],
    ),
    "toggl": (
        "toggl",
        files.TOGGL,
        [
            # From 02:30 to 02:15 are 45 minutes while the clocks are put back in between.
            "10-25T02:30:00+02:00 1800 active |Homepage, copy|| toggl",
            "10-25T02:00:00+01:00 900 active |Homepage, copy|| toggl",
            "10-26T09:00:00+01:00 3600 active |Site|| toggl",
        ],
    ),
    "manictime": (
        "manictime",
        files.MANICTIME,
        [
            "10-26T09:00:00+01:00 60 active Thunderbird|Inbox - Mail|| manictime",
            "10-26T09:01:00+01:00 60 active Firefox|||example.org manictime",
        ],
    ),
    "manictime's usage": (
        "manictime",
        files.MANICTIME_USAGE,
        ["10-26T12:00:00+01:00 3600 idle ||| manictime"],
    ),
    "jsonl": (
        "jsonl",
        files.JSONL,
        [
            "11-20T10:00:00+01:00 60 active code|main.py|| jsonl",
            "11-20T10:01:00+01:00 60 idle ||| jsonl",
        ],
    ),
}


@pytest.mark.parametrize("name", SMALL)
def test_a_small_file_gives_what_was_reckoned_by_hand_and_only_once(intake: Intake, name: str) -> None:
    kind, content, lines = SMALL[name]
    planned = intake.take(kind, content, dry_run=True)
    assert intake.rows() == intake_of_nothing(intake)
    assert intake.take(kind, content) == planned == Imported(added=len(lines))
    assert intake.lines() == lines
    before = intake.rows()
    assert intake.take(kind, content) == Imported(known=len(lines))
    assert intake.rows() == before


def intake_of_nothing(intake: Intake) -> list[tuple[object, ...]]:
    """The rows of a store without imports: its two own sources."""
    return [row for row in intake.rows() if row[1:] in {("recorded", "recorded"), ("manual", "manual")}]


@pytest.mark.parametrize("make", [files.peewee_database, files.rust_database, files.plain_database])
def test_activity_watch_s_databases_give_the_same_as_its_export(
    intake: Intake, tmp_path: Path, make: Callable[[Path, dict[str, Any]], Path]
) -> None:
    database = make(tmp_path / "no ending", files.activitywatch())
    content, beside = database.read_bytes(), set(tmp_path.iterdir())
    assert intake.take("activitywatch", database) == Imported(added=8)
    assert intake.lines() == WATCHED
    assert intake.take("activitywatch", json.dumps(files.activitywatch()).encode()) == Imported(known=8)
    assert database.read_bytes() == content
    assert set(tmp_path.iterdir()) == beside | {tmp_path / "file"}


def test_projects_and_tags_come_along(intake: Intake) -> None:
    intake.take("toggl", files.TOGGL)
    intake.take("timewarrior", files.TIMEWARRIOR)
    given = intake.store.connection.execute(
        "SELECT l.tags FROM span_label l JOIN span s ON s.id = l.span ORDER BY s.start_ms"
    )
    assert [row[0] for row in given] == ["a, b", "a, b", "Acme, call", "Acme"]
    projects = intake.store.connection.execute(
        "SELECT p.name, count(*) FROM span s JOIN activity a ON a.id = s.activity"
        " LEFT JOIN project p ON p.id = a.project GROUP BY 1 ORDER BY 1"
    )
    assert [tuple(row) for row in projects] == [(None, 2), ("Site", 3)]


def test_the_order_of_events_and_of_names_does_not_matter(intake: Intake) -> None:
    given = files.activitywatch()
    for each in given["buckets"].values():
        each["events"] = sorted(each["events"], key=lambda event: event["data"].get("title", ""))
        each["type"] = each.pop("type")  # behind its events
        each["later"] = {"unknown": [1, {"deep": None}]}
    assert intake.take("activitywatch", json.dumps(given, indent=3).encode()).added == 8
    assert intake.lines() == WATCHED


def test_without_a_watcher_of_presence_all_the_time_counts(intake: Intake) -> None:
    given = files.activitywatch()
    del given["buckets"]["aw-watcher-afk_box"]
    intake.take("activitywatch", json.dumps(given).encode())
    assert not any(" idle " in line for line in intake.lines())
    assert (
        "10-25T10:05:00+01:00 180 active firefox|Film — Mozilla Firefox|| activitywatch box" in intake.lines()
    )


def test_two_computers_of_one_file_are_two_sources(intake: Intake) -> None:
    given = files.activitywatch()
    other = files.bucket("currentwindow", "desk", files.event("09:00:00", 60, app="vlc", title="Film"))
    given["buckets"]["aw-watcher-window_desk"] = other
    assert intake.take("activitywatch", json.dumps(given).encode()).added == 9
    assert "10-25T10:00:00+01:00 60 active vlc|Film|| activitywatch desk" in intake.lines()


def test_a_computer_that_comes_into_the_file_later_changes_nothing_of_the_first(intake: Intake) -> None:
    given = files.activitywatch()
    intake.take("activitywatch", json.dumps(given).encode())
    other = files.bucket("currentwindow", "a desk", files.event("08:00:00", 60, app="vlc", title="Film"))
    given["buckets"]["aw-watcher-window_a desk"] = other
    assert intake.take("activitywatch", json.dumps(given).encode()) == Imported(added=1, known=8)
    with pytest.raises(UsageError, match="--source is for one"):
        intake.take("activitywatch", json.dumps(given).encode(), source="laptop")


@pytest.mark.parametrize(
    ("name", "browser"),
    [
        ("aw-watcher-web-firefox", "firefox"),
        ("aw-watcher-web-firefox_web01", "firefox"),
        ("aw-watcher-web-chrome_firefox-box", "chrome"),
        ("aw-watcher-web-microsoft-edge_arc", "edge"),
        ("aw-watcher-web", None),
    ],
)
def test_a_bucket_of_pages_tells_its_browser_whatever_the_computer_is_called(
    name: str, browser: str | None
) -> None:
    assert browser_of_bucket(name) == browser


@pytest.mark.parametrize(
    ("activity", "line"),
    [
        ("linear.app", "|||linear.app"), ("bun.sh", "|||bun.sh"), ("GitHub.com", "|||github.com"),
        ("Safari.app", "Safari.app|||"), ("code.exe", "code.exe|||"), ("Notes", "Notes|||"),
    ],
)  # fmt: skip
def test_what_rescuetime_calls_a_site_is_one(intake: Intake, activity: str, line: str) -> None:
    rows = f"Date,Time Spent (seconds),Activity\n2026-10-26T09:00:00,120,{activity}\n"
    intake.take("rescuetime", rows.encode())
    assert intake.lines() == [f"10-26T09:00:00+01:00 120 active {line} rescuetime"]


def test_a_second_computer_s_record_is_imported_beside_the_first(intake: Intake) -> None:
    content = json.dumps(files.activitywatch()).encode()
    assert intake.take("activitywatch", content, source="laptop").added == 8
    assert intake.take("activitywatch", content, source="desk").added == 8
    assert intake.take("activitywatch", content, source="laptop") == Imported(known=8)
    assert {line.rsplit(" ", 1)[1] for line in intake.lines()} == {"laptop", "desk"}


def test_an_event_that_has_grown_goes_on(intake: Intake) -> None:
    early, late = files.activitywatch(), files.activitywatch()
    early["buckets"]["aw-watcher-window_box"]["events"][0]["duration"] = 30.0
    early["buckets"]["aw-watcher-web-firefox"]["events"].pop(0)
    afk = early["buckets"]["aw-watcher-afk_box"]["events"]
    afk.pop(0)
    afk[0]["duration"] = 330.0
    assert intake.take("activitywatch", json.dumps(early).encode()).added == 5
    second = intake.take("activitywatch", json.dumps(late).encode())
    assert (second.added, second.known, second.grown, second.overlapping) == (3, 4, 1, 0)
    assert intake.lines() == WATCHED
    totals = dict(
        intake.store.connection.execute("SELECT state, sum(length_ms) FROM day_state GROUP BY state")
    )
    assert totals == {0: 300_000, 1: 180_000, 3: 120_000}
    assert intake.take("activitywatch", json.dumps(early).encode()).added == 0
    assert intake.lines() == WATCHED


def active(start: int, end: int, app: str = "a") -> Span:
    return Span(start, end, State.ACTIVE, Zone("UTC", 0), Activity(app))


def test_of_what_overlaps_its_own_source_the_rest_is_taken(intake: Intake) -> None:
    importer = Importer(intake.store.connection, 0)
    importer.take([("x", active(1000, 2000)), ("x", active(3000, 4000))])
    taken = importer.take([("x", active(500, 3500, "b")), ("x", active(5000, 6000, "b"))])
    assert taken == Imported(added=1, overlapping=1)
    rows = intake.store.connection.execute(
        "SELECT start_ms, start_ms + length_ms, p.name FROM span s JOIN activity a ON a.id = s.activity"
        " JOIN app p ON p.id = a.app ORDER BY s.id"
    ).fetchall()
    assert [tuple(row) for row in rows] == [
        (500, 1000, "b"), (1000, 2000, "a"), (2000, 3000, "b"), (3000, 4000, "a"), (5000, 6000, "b"),
    ]  # fmt: skip


def test_time_that_was_recorded_here_is_told_of(intake: Intake) -> None:
    importer = Importer(intake.store.connection, 0)
    importer.take([("recorded", active(1000, 2000)), ("recorded", active(2000, 3000))])
    beside = [active(0, 1000), active(1000, 1500), active(1500, 2500), active(2900, 9000), active(9000, 9500)]
    assert importer.take(("x", span) for span in beside).beside_recorded == 3
    assert importer.take(("x", span) for span in beside) == Imported(known=5)
    assert importer.take([("y", beside[2]), ("y", active(0, 3)), ("y", beside[2])]).beside_recorded == 1


def test_a_record_that_can_not_be_read_is_named_and_counted_or_refused(intake: Intake) -> None:
    given = files.activitywatch()
    given["buckets"]["aw-watcher-window_box"]["events"][1]["timestamp"] = None
    given["buckets"]["aw-watcher-web-firefox"]["events"][2]["data"] = ["x"]
    content = json.dumps(given).encode()
    left_out = LeftOut()
    intake.take("activitywatch", content, left_out=left_out, dry_run=True)
    assert left_out.skipped == 2
    assert sorted(left_out.reasons) == [
        "Bucket aw-watcher-web-firefox, event 3: its data is no object.",
        "Bucket aw-watcher-window_box, event 2: its timestamp is none.",
    ]
    before = intake.rows()
    with pytest.raises(BadRecordError, match="Bucket aw-watcher-w"):
        intake.take("activitywatch", content, left_out=LeftOut(strict=True))
    assert intake.rows() == before
    with pytest.raises(BadRecordError, match="Line 4"):
        intake.take("toggl", files.TOGGL, left_out=LeftOut(strict=True))
    assert intake.rows() == before


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("activitywatch", b""), ("activitywatch", b"[]"), ("activitywatch", b'{"buckets": {}}'),
        ("activitywatch", b'{"buckets": 5}'), ("activitywatch", b"SQLite format 3\0" + b"x" * 5000),
        ("activitywatch", b'{"buckets": {"a": {"type": "currentwindow", "events": [{"duration": NaN}]}}}'),
        ("timewarrior", b'{"a": 1}'), ("timewarrior", b"[{]"), ("timewarrior", b"[" * 100_000),
        ("rescuetime", b"Date,Seconds\n"), ("toggl", b"\xff\xfe"), ("manictime", b'Name,Start,End\n"a'),
    ],
)  # fmt: skip
def test_what_is_no_file_of_the_tool_s_is_refused(intake: Intake, kind: str, content: bytes) -> None:
    before = intake.rows()
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is asked below
        intake.take(kind, content)
    assert type(caught.value).__module__.startswith("worktracker.")
    assert intake.rows() == before


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("rescuetime", b"Date,Time Spent (seconds),Activity\n2499-12-31T23:59:59,999999,Notes\n"),
        ("toggl", b"Start date,Start time,Duration\n2499-12-31,23:59:59,240:00:00\n"),
        ("toggl", b"Start date,Start time,Duration\n2026-11-20,09:00:00,9999:00:00\n"),
    ],
)
def test_what_ends_when_nobody_can_have_seen_it_is_left_out(
    intake: Intake, kind: str, content: bytes
) -> None:
    left_out = LeftOut()
    assert intake.take(kind, content, left_out=left_out) == Imported()
    assert left_out.skipped == 1


@pytest.mark.parametrize(
    ("start", "end", "line"),
    [
        ("13/02/2026 09:00", "13/02/2026 09:30", "02-13T09:00:00+01:00"),
        ("02/13/2026 09:00", "02/13/2026 09:30", "02-13T09:00:00+01:00"),
        ("2/3/2026 9:00:00 PM", "2/3/2026 9:30:00 PM", "02-03T21:00:00+01:00"),
        ("02/03/2026 09:00", "02/03/2026 09:30", "03-02T09:00:00+01:00"),
        ("2026-02-03T08:00:00Z", "2026-02-03T08:30:00Z", "02-03T09:00:00+01:00"),
        # What clocks leave out in spring is as much later; what they show twice is the first.
        ("2026-03-29 02:30", "2026-03-29 04:00", "03-29T03:30:00+02:00"),
        ("2026-10-25 02:30", "2026-10-25 03:00", "10-25T02:30:00+02:00"),
    ],
)  # fmt: skip
def test_local_times_are_read_by_the_rules(intake: Intake, start: str, end: str, line: str) -> None:
    content = f"Name\tStart\tEnd\tProcess\nx\t{start}\t{end}\ty\n"
    intake.take("manictime", content.encode())
    assert intake.lines()[0].startswith(line)


def test_timewarrior_itself_and_its_folder_give_the_same(intake: Intake, tmp_path: Path) -> None:
    program = shutil.which("timew")
    if program is None:
        pytest.skip("timewarrior is missing (Debian package timewarrior)")
    env = os.environ | {"TIMEWARRIORDB": str(tmp_path / "db"), "TZ": "Europe/Berlin"}

    def timew(*words: str) -> bytes:
        return subprocess.run(
            [program, *words], env=env, check=True, input=b"yes\n" * 9, capture_output=True, timeout=60
        ).stdout

    for month in ("10", "11"):
        day = f"2026-{month}-20"
        timew("track", f"{day}T10:00", "-", f"{day}T11:00", "Acme", 'with "quotes" and blanks')
    timew("annotate", "@1", "about # the site")
    exported = timew("export")
    assert intake.take("timewarrior", exported).added == 2
    assert intake.lines() == [
        '10-20T10:00:00+02:00 3600 active |Acme, with "quotes" and blanks|| timewarrior',
        "11-20T10:00:00+01:00 3600 active |about # the site|| timewarrior",
    ]
    assert intake.take("timewarrior", tmp_path / "db" / "data") == Imported(known=2)
