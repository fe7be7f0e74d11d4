"""Hundreds of spoilt files of each kind: told where, or left out and counted; never half of one."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.unit.interchange.imports import files
from tests.unit.interchange.imports.conftest import Intake
from tests.unit.interchange.imports.swapping import nested, swapped, swapped_cells, swaps
from worktracker.errors import WorkTrackerError
from worktracker.interchange.incoming import LATEST_MS, LeftOut
from worktracker.labels.activitywatch import read_categories

COUNT = 200
FILES: dict[str, tuple[str, bytes]] = {
    "activitywatch": ("activitywatch", json.dumps(files.activitywatch()).encode()),
    "timewarrior": ("timewarrior", files.TIMEWARRIOR),
    "timewarrior's own": ("timewarrior", files.TIMEWARRIOR_DATA),
    "rescuetime": ("rescuetime", files.RESCUETIME),
    "toggl": ("toggl", files.TOGGL),
    "manictime": ("manictime", files.MANICTIME),
    "jsonl": ("jsonl", files.JSONL),
}
PIECES = (
    b"", b"\0", b'"', b"\\", b"{", b"}", b"[", b"]", b",", b";", b"\t", b"\r", b"\n", b"null", b"true", b"-1",
    b"1e999", b"NaN", b"99999999999999999999", b"\xff", b"\xed\xa0\x80", b"\\ud800", b"0001-01-01T00:00:00",
    b"9999-12-31T23:59:59", b"31.02.2026 25:61:61", b'{"a": ' * 30, b"x" * 3000,
)  # fmt: skip


def spoilt(content: bytes, by: random.Random) -> bytes:
    """The file with one to three accidents."""
    for _ in range(by.randint(1, 3)):
        first, last = sorted(by.randrange(len(content) + 1) for _ in range(2))
        near = min(last, first + by.randint(0, 12))
        match by.randrange(5):
            case 0:
                content = content[:first]
            case 1:
                content = content[:first] + by.choice(PIECES) + content[near:]
            case 2:
                content = content[:first] + bytes([by.randrange(256)]) + content[first + 1 :]
            case 3:
                content = content[:last] + content[first:last] + content[last:]
            case _:
                content = content[:first] + content[near:]
    return content


def take_or_refuse(intake: Intake, kind: str, file: bytes | Path, *, strict: bool) -> str:
    """What came of it; fails unless it is one of what may come."""
    left_out = LeftOut(strict=strict)
    before = intake.rows()
    refused: WorkTrackerError | None = None
    try:
        intake.take(kind, file, left_out=left_out, dry_run=True)
    except WorkTrackerError as error:
        refused = error
    assert intake.rows() == before
    if refused is not None:
        assert str(refused)
        return "refused"
    assert len(left_out.reasons) == min(left_out.skipped, 10)
    assert not (strict and left_out.skipped)
    return "left out" if left_out.skipped else "taken"


@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_file_is_refused_or_what_is_spoilt_is_counted(intake: Intake, name: str) -> None:
    kind, content = FILES[name]
    seen: set[str] = set()
    for seed in range(COUNT):
        file = spoilt(content, random.Random(seed))
        seen.add(take_or_refuse(intake, kind, file, strict=seed % 4 == 0))
    assert seen == {"refused", "left out", "taken"}, "each of them can happen"


def test_a_spoilt_database_is_refused_or_what_is_spoilt_is_counted(intake: Intake, tmp_path: Path) -> None:
    makers = (files.peewee_database, files.rust_database, files.plain_database)
    made = [make(tmp_path / f"{number}.db", files.activitywatch()) for number, make in enumerate(makers)]
    contents = [path.read_bytes() for path in made]
    seen: set[str] = set()
    path = tmp_path / "spoilt.db"
    for seed in range(COUNT):
        by = random.Random(seed)
        path.write_bytes(contents[seed % 3])
        if seed % 2:
            _spoil_a_cell(path, by)
        else:
            path.write_bytes(spoilt(path.read_bytes(), by))
        seen.add(take_or_refuse(intake, "activitywatch", path, strict=seed % 8 == 0))
    assert seen == {"refused", "left out", "taken"}, "each of them can happen"


def take_for_good(intake: Intake, kind: str, file: bytes, *, strict: bool = False) -> str:
    """What came of it, taken and not only tried; fails unless it is one of what may come."""
    left_out = LeftOut(strict=strict)
    before = intake.rows()
    try:
        intake.take(kind, file, left_out=left_out)
    except WorkTrackerError:
        assert intake.rows() == before
        return "refused"
    latest = intake.store.connection.execute("SELECT max(start_ms + length_ms) FROM span").fetchone()[0]
    assert (latest or 0) <= LATEST_MS
    return "left out" if left_out.skipped else "taken"


DOCUMENTS = {
    "activitywatch": ("activitywatch", files.activitywatch()),
    "timewarrior": ("timewarrior", json.loads(files.TIMEWARRIOR)),
}
LINES = [json.loads(line) for line in files.OWN.splitlines()]
TABLES = {
    "rescuetime": files.RESCUETIME,
    "toggl": files.TOGGL,
    "toggl without ends": files.TOGGL_WITHOUT_ENDS,
    "manictime": files.MANICTIME,
}


@pytest.mark.parametrize("name", [*DOCUMENTS, *TABLES])
def test_values_of_other_kinds_are_told_or_left_out(intake: Intake, name: str) -> None:
    seen: set[str] = set()
    for seed in range(COUNT // 2):
        by = random.Random(seed)
        if name in DOCUMENTS:
            kind, document = DOCUMENTS[name]
            file = json.dumps(swapped(document, by)).encode()
        else:
            kind, file = name.split(maxsplit=1)[0], swapped_cells(TABLES[name], by)
        seen.add(take_for_good(intake, kind, file, strict=seed % 4 == 0))
    assert "refused" in seen
    assert seen & {"taken", "left out"}, "each of them can happen"


@pytest.mark.parametrize("kind", ["jsonl", "jsonl as recorded"])
def test_every_value_of_our_own_lines_may_be_of_another_kind(intake: Intake, kind: str) -> None:
    seen: set[str] = set()
    for line in LINES:
        for each in swaps(line):
            seen.add(take_for_good(intake, kind, json.dumps(each).encode()))
    assert seen == {"taken", "left out" if kind == "jsonl" else "refused"}, "each of them can happen"


@pytest.mark.parametrize("key", ["incognito", "x"])
def test_what_is_nested_as_deep_as_can_just_be_read_is_read_or_refused(intake: Intake, key: str) -> None:
    given = files.activitywatch()
    data = given["buckets"]["aw-watcher-web-firefox"]["events"][0]["data"]
    most = sys.getrecursionlimit()
    seen: set[str] = set()
    for depth in range(most - 160, most, 2):
        text = json.dumps(nested(1)).replace("[]", "[" * depth + "]" * depth)
        data[key] = "HERE"
        file = json.dumps(given).replace('"HERE"', text).encode()
        seen.add(take_for_good(intake, "activitywatch", file))
    assert seen == {"refused", "taken"}, "each of them can happen"


CATEGORIES = {
    "categories": [
        {"name": ["Work"], "rule": {"type": "none"}, "data": {"color": "#123456", "score": 1}},
        {"name": ["Work", "Mail"], "rule": {"type": "regex", "regex": "mail|post", "ignore_case": True}},
    ]
}


def test_categories_of_other_kinds_are_told(intake: Intake) -> None:
    seen: set[str] = set()
    for each in swaps(CATEGORIES):
        before = intake.store.categories.all(), intake.store.categories.rules()
        try:
            found = read_categories(json.dumps(each).encode())
            wanted = [(each.names, each.colour, each.mark, each.rules) for each in found]
            intake.store.categories.add_all(wanted, 0)
            seen.add("without its expression" if any(each.refused for each in found) else "taken")
        except WorkTrackerError:
            assert (intake.store.categories.all(), intake.store.categories.rules()) == before
            seen.add("refused")
    assert seen == {"refused", "without its expression", "taken"}, "each of them can happen"


def _spoil_a_cell(path: Path, by: random.Random) -> None:
    values = (None, -1, 1 << 62, "x", b"\xff", 1e300, "", "{}", "[]", "2026-13-01", b"\x28\xb5\x2f\xfd")
    with sqlite3.connect(path) as base:
        tables = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = by.choice([name for name in tables if not name.startswith("sqlite_")])
        names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")][1:]
        change = f"UPDATE {table} SET {by.choice(names)} = ? WHERE rowid = ?"  # noqa: S608 - our own tables
        with suppress(sqlite3.IntegrityError):  # what can't be there needs no reader
            base.execute(change, (by.choice(values), by.randint(1, 4)))
    base.close()
