"""Small files of other tools, as they write them, and the zone in which their local times were."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def event(at: str, seconds: float, **data: object) -> dict[str, Any]:
    """An event of 25 October 2026, the day on which Berlin's clocks are put back at 03:00."""
    return {"id": 1, "timestamp": f"2026-10-25T{at}+00:00", "duration": seconds, "data": data}


def bucket(kind: str, host: str, *events: dict[str, Any]) -> dict[str, Any]:
    """A bucket as the export has it: newest first."""
    return {
        "created": "2026-01-01T00:00:00Z", "name": None, "type": kind, "client": "aw", "hostname": host,
        "data": {}, "events": list(reversed(events)),
    }  # fmt: skip


def activitywatch() -> dict[str, Any]:
    """Ten minutes: a page, a private page, away, a page that is heard while away."""
    page = {"title": "News", "audible": False, "incognito": False}
    buckets = {
        "aw-watcher-window_box": bucket(
            "currentwindow", "box",
            event("09:00:00.000", 60.0, app="code", title="main.py"),
            event("09:01:02.000", 118.0, app="firefox", title="News — Mozilla Firefox"),
            event("09:03:00.000", 120.0, app="firefox", title="Secret — Mozilla Firefox"),
            event("09:05:00.000", 300.0, app="firefox", title="Film — Mozilla Firefox"),
        ),
        "aw-watcher-afk_box": bucket(
            "afkstatus", "box",
            event("09:00:00.000", 360.0, status="not-afk"),
            event("09:06:00.000", 240.0, status="afk"),
        ),
        "aw-watcher-web-firefox": bucket(
            "web.tab.current", "unknown",
            event("08:59:00.000", 200.0, url="https://news.example.org/a", **page),
            event("09:03:00.000", 120.0, url="https://secret.example.org/", title="S", audible=False,
                  incognito=True),
            event("09:08:00.000", 60.0, url="https://film.example.org/", title="F", audible=True,
                  incognito=False),
        ),
        "aw-watcher-vscode": bucket("app.editor.activity", "box", event("09:00:00.000", 9, file="x")),
    }  # fmt: skip
    return {"buckets": buckets}


TIMEWARRIOR = b"""[
{"id":3,"start":"20261120T090000Z","end":"20261120T100000Z","tags":["Acme","call"],\
"annotation":"about the site"},
{"id":2,"start":"20261120T100000Z","end":"20261120T103000Z","tags":["Acme"]},
{"id":1,"start":"20261120T110000Z","tags":["goes on"]}
]
"""
TIMEWARRIOR_DATA = rb"""inc 20261120T090000Z - 20261120T100000Z # Acme call # "about the site"
inc 20261120T100000Z - 20261120T103000Z # Acme
inc 20261120T110000Z # "goes on"
"""
RESCUETIME = b"""Date,Time Spent (seconds),Number of People,Activity,Category,Productivity
2026-10-26T09:00:00,120,1,github.com,General Software Development,2
2026-10-26T09:00:00,60,1,Visual Studio Code,Editing & IDEs,2
2026-10-26T09:05:00,0,1,Slack,General Communication,0
2026-10-26T09:05:00,30,1,code.exe,Editing & IDEs,2
"""
TOGGL = (
    b"\xef\xbb\xbfUser,Email,Client,Project,Task,Description,Billable,Start date,Start time,"
    b"End date,End time,Duration,Tags,Amount ()\r\n"
    b'Me,me@example.org,Acme,Site,,"Homepage, copy",No,2026-10-25,02:30:00,'
    b'2026-10-25,02:15:00,00:45:00,"a, b",\r\n'
    b"Me,me@example.org,,Site,,,No,2026-10-26,09:00:00,2026-10-26,10:00:00,01:00:00,,\r\n"
    b"You,you@example.org,,Site,,Theirs,No,2026-10-26,09:00:00,2026-10-26,10:00:00,01:00:00,,\r\n"
)
TOGGL_WITHOUT_ENDS = (
    b"Email,Project,Description,Start date,Start time,Duration,Tags\r\n"
    b'me@example.org,Site,Copy,2026-10-26,09:00:00,01:00:00,"a, b"\r\n'
)
MANICTIME = (
    b"\xef\xbb\xbfName;Start;End;Duration;Process\r\n"
    b"Inbox - Mail;26.10.2026 09:00:00;26.10.2026 09:01:00;00:01:00;Thunderbird\r\n"
    b"https://example.org/x;26.10.2026 09:01:00;26.10.2026 09:02:00;00:01:00;Firefox\r\n"
)
MANICTIME_USAGE = b"""Name,Start,End,Duration
Active,10/26/2026 9:00:00 AM,10/26/2026 12:00:00 PM,03:00:00
Away,10/26/2026 12:00:00 PM,10/26/2026 1:00:00 PM,01:00:00
"""
JSONL = b"""{"start": "2026-11-20T10:00:00.000+01:00", "end": "2026-11-20T10:01:00.000+01:00", \
"state": "active", "app": "code", "title": "main.py", "zone": "Europe/Berlin"}
{"start": "2026-11-20T10:01:00.000+01:00", "end": "2026-11-20T10:02:00.000+01:00", "state": "idle"}
"""
OWN = b"""{"start": "2026-11-20T11:00:00.000+01:00", "end": "2026-11-20T11:01:00.000+01:00", \
"state": "active", "app": "ed", "category": "Work > Notes", "project": "Site", "tags": ["a", "b"], \
"note": "n", "source": "recorded", "zone": "Europe/Berlin", "seen_by": "x11", "decided_by": "titles-off"}
{"start": "2026-11-20T12:00:00.000+01:00", "end": "2026-11-20T12:01:00.000+01:00", "state": "active", \
"source": "manual", "note": "by hand"}
{"start": "2026-11-20T12:00:00.000+01:00", "end": "2026-11-20T12:01:00.000+01:00", "state": "private", \
"source": "laptop", "decided_by": "rule"}
"""
"""As we export ourselves: with labels, by hand, and from another computer."""


def peewee_database(path: Path, export: dict[str, Any]) -> Path:
    """aw-server's database: the schema of aw-core 0.5.18 (aw_datastore/storages/peewee.py)."""
    with sqlite3.connect(path) as made:
        made.execute(
            'CREATE TABLE "bucketmodel" ("key" INTEGER NOT NULL PRIMARY KEY, "id" VARCHAR(255) NOT NULL,'
            ' "created" DATETIME NOT NULL, "name" VARCHAR(255), "type" VARCHAR(255) NOT NULL,'
            ' "client" VARCHAR(255) NOT NULL, "hostname" VARCHAR(255) NOT NULL, "datastr" VARCHAR(255))'
        )
        made.execute(
            'CREATE TABLE "eventmodel" ("id" INTEGER NOT NULL PRIMARY KEY, "bucket_id" INTEGER NOT NULL,'
            ' "timestamp" DATETIME NOT NULL, "duration" DECIMAL(10, 5) NOT NULL,'
            ' "datastr" VARCHAR(255) NOT NULL)'
        )
        for key, (name, each) in enumerate(export["buckets"].items(), 1):
            made.execute(
                "INSERT INTO bucketmodel VALUES (?, ?, ?, NULL, ?, 'aw', ?, '{}')",
                (key, name, "2026-01-01", each["type"], each["hostname"]),
            )
            for one in reversed(each["events"]):
                made.execute(
                    "INSERT INTO eventmodel (bucket_id, timestamp, duration, datastr) VALUES (?, ?, ?, ?)",
                    (key, one["timestamp"].replace("T", " "), one["duration"], json.dumps(one["data"])),
                )
    made.close()
    return path


def rust_database(path: Path, export: dict[str, Any]) -> Path:
    """aw-server-rust's database: the schema of its version 4 (aw-datastore/src/datastore.rs)."""
    return _by_numbers(path, export, "id INTEGER PRIMARY KEY, name TEXT", "data", 1000)


def plain_database(path: Path, export: dict[str, Any]) -> Path:
    """aw-server's other storage (aw_datastore/storages/sqlite.py of aw-core 0.5.18)."""
    return _by_numbers(path, export, "rowid INTEGER PRIMARY KEY, id TEXT", "datastr", 1)


def _by_numbers(path: Path, export: dict[str, Any], columns: str, data: str, unit: int) -> Path:
    from tests.desktop.worktracker_program import ms_of

    with sqlite3.connect(path) as made:
        made.execute(
            f"CREATE TABLE buckets ({columns} UNIQUE NOT NULL, type TEXT NOT NULL, client TEXT NOT NULL,"
            " hostname TEXT NOT NULL, created TEXT NOT NULL)"
        )
        made.execute(
            "CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, bucketrow INTEGER NOT NULL,"
            f" starttime INTEGER NOT NULL, endtime INTEGER NOT NULL, {data} TEXT NOT NULL)"
        )
        for key, (name, each) in enumerate(export["buckets"].items(), 1):
            made.execute(
                "INSERT INTO buckets VALUES (?, ?, ?, 'aw', ?, '2026-01-01')",
                (key, name, each["type"], each["hostname"]),
            )
            for one in reversed(each["events"]):
                start = ms_of(one["timestamp"]) * 1000
                times = (start * unit, (start + int(one["duration"] * 1_000_000)) * unit)
                made.execute(
                    "INSERT INTO events VALUES (NULL, ?, ?, ?, ?)",
                    (key, *times, json.dumps(one["data"])),
                )
    made.close()
    return path
