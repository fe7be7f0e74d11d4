"""What is exported comes back as it was: from our own lines, from Python's csv, and from a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import Worktracker, ms_of, run_here

TITLES = [
    "plain", "emoji 👩🏽‍🚀 in a suit, with \u200d joiners", "日本語と中文 – 한국어",
    "\u202bעברית ועוד\u202c", "العربية", 'quotes "and" \'others\'', "comma, semicolon; tab", "back\\slash",
    "=1+1", "+49 30 1234", "-minus", "@SUM(A1)", '=HYPERLINK("https://example.org";"x")', "'already defused",
    "  ".join("spaces"), "e\u0301 combining", "\U0001f1e9\U0001f1ea", "x" * 1024, "null", "NaN", "1e5", "007",
    "true", "nbsp\u00a0inside", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
]  # fmt: skip
"""As the recorder could have stored them: no control characters, at most 1,024 characters."""

ZONES = {
    "Europe/Berlin": "+01:00",
    "Asia/Kathmandu": "+05:45",
    "America/St_Johns": "-03:30",
    "Etc/UTC": "+00:00",
}


NOTHING = {
    "added": 0, "known": 0, "grown": 0, "overlapping": 0, "beside_recorded": 0, "forgotten": 0,
    "excluded": 0, "empty": 0, "skipped": 0, "dry_run": False,
}  # fmt: skip
"""What an import says that did nothing."""


def many_lines(count: int) -> list[dict[str, Any]]:
    """So many spans of a second each, every one with a title of its own."""
    first = ms_of("2026-01-01T00:00:00.000+00:00")
    return [
        {
            "start": in_zone(first + number * 1000, "+00:00"),
            "end": in_zone(first + number * 1000 + 1000, "+00:00"),
            "state": "active",
            "app": "a",
            "title": f"title {number}",
            "source": "recorded",
        }
        for number in range(count)
    ]


def make_lines() -> list[dict[str, Any]]:
    """Spans of every kind, one after the other, in several zones; as an own export has them."""
    lines: list[dict[str, Any]] = []
    zones = list(ZONES.items())
    kinds: list[dict[str, Any]] = [
        {"state": "active", "app": f"App {n % 7}", "title": t} for n, t in enumerate(TITLES)
    ]
    kinds += [{"state": "idle"}, {"state": "locked"}, {"state": "private"}, {"state": "active"}]
    kinds += [
        {"state": "active", "app": "=cmd|' /C calc'!A0", "title": "formula as an application"},
        {
            "state": "active", "app": "firefox", "title": "-",
            "url": "https://example.org/a?b=c#d", "domain": "example.org", "category": "Browsing",
        },
        {"state": "active", "app": "writer", "title": "Brief", "document": "/home/u/Brief, final.odt"},
        {"state": "active", "title": "no application"},
    ]  # fmt: skip
    start_ms = ms_of("2026-11-02T08:00:00.001+00:00")
    for number, kind in enumerate(kinds):
        name, offset = zones[number % len(zones)]
        length = 60_000 + 37 * number + (number % 3 == 0)
        lines.append(
            {
                "start": in_zone(start_ms, offset),
                "end": in_zone(start_ms + length, offset),
                "duration_seconds": length / 1000,
                **kind,
                "source": "recorded",
                "zone": name,
            }
        )
        start_ms += length + (10_000 if number % 5 == 0 else 0)
    return lines


def in_zone(wall_ms: int, offset: str) -> str:
    """An instant as RFC 3339 text at an offset."""
    from datetime import UTC, datetime, timedelta, timezone

    sign = -1 if offset[0] == "-" else 1
    zone = timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])))
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=wall_ms)
    return at.astimezone(zone).isoformat(timespec="milliseconds")


def write(path: Path, lines: list[dict[str, Any]]) -> Path:
    """The lines as our own export writes them."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture(scope="module")
def filled(session: PrivateSession) -> Worktracker:
    """A store with :func:`make_lines` in it, which tests only read."""
    program = Worktracker(session)
    file = write(session.folder / "lines.jsonl", make_lines())
    result = program.json("import", "jsonl", str(file), "--as-recorded")
    assert result == NOTHING | {"added": len(make_lines())}
    return program


def test_lines_come_out_as_they_went_in(filled: Worktracker) -> None:
    exported = filled.run("export", "--format", "jsonl").raw.decode()
    lines = [json.loads(line) for line in exported.split("\n") if line]
    wanted = make_lines()
    assert len(lines) == len(wanted)
    for line, each in zip(lines, wanted, strict=True):
        assert line == each
        assert list(line) == list(each), "the names stand in one order"


def test_export_and_import_as_recorded_give_the_same_bytes(
    session: PrivateSession, filled: Worktracker
) -> None:
    file = session.folder / "all.jsonl"
    filled.run("export", "--format", "jsonl", "--output", str(file))
    other = Worktracker(session)
    other.run("import", "jsonl", str(file), "--as-recorded")
    assert other.run("export", "--format", "jsonl").raw == file.read_bytes()
    assert other.run("export", "--format", "csv").raw == filled.run("export", "--format", "csv").raw
    days = ("report", "--from", "2026-11-01", "--to", "2026-11-30", "--by", "hour", "--idle")
    assert other.json(*days) == filled.json(*days)
    # Twice the same file adds nothing.
    before = other.run("export", "--format", "jsonl", "--all-sources").raw
    again = other.json("import", "jsonl", str(file), "--as-recorded")
    assert again == NOTHING | {"known": len(make_lines())}
    assert other.run("export", "--format", "jsonl", "--all-sources").raw == before


def test_an_import_through_the_rules_is_idempotent_too(session: PrivateSession, filled: Worktracker) -> None:
    file = write(session.folder / "lines.jsonl", make_lines())
    program = Worktracker(session)
    program.run("exclude", "add", "--title", "plain")
    program.run("exclude", "add", "--title", "*中文*", "--action", "private")
    dry = program.json("import", "jsonl", str(file), "--dry-run")
    assert program.spans() == []
    first = program.json("import", "jsonl", str(file))
    assert first == dry | {"dry_run": False}
    assert first["added"] == len(make_lines()) - 1
    again = program.json("import", "jsonl", str(file))
    assert (again["added"], again["known"]) == (0, first["added"])
    spans = program.spans()
    assert "plain" not in {span.title for span in spans}
    assert not any("中文" in (span.title or "") for span in spans)
    assert sum(span.state == "private" for span in spans) == 2


@pytest.mark.parametrize(
    "bad",
    [
        "not json", "[]", '{"start": 1}', "null", '"text"', '{"start": "2026-11-02T10:00:00"}',
        '{"start": "2026-11-02T10:00:00+00:00", "end": "2026-11-02T10:00:00+00:00"}',
        '{"start": "2026-11-02T10:00:00+00:00", "end": "2026-11-02T10:00:01+00:00", "state": "asleep"}',
        '{"start": "2026-11-02T10:00:00+00:00", "end": "2026-11-02T10:00:01+00:00", "title": 5}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_bad_line_undoes_the_import_and_is_named(
    filled: Worktracker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    bad: str,
) -> None:
    good = json.dumps(make_lines()[0] | {"title": "only once"})
    file = tmp_path / "bad.jsonl"
    file.write_text(f"{good}\n{bad}\n", "utf-8")
    said = run_here(filled, ["import", "jsonl", str(file), "--as-recorded"], monkeypatch, capfd)
    assert said.code == 1
    (line,) = said.err.strip().splitlines()
    assert "Line 2" in line
    assert "only once" not in line


def test_titles_with_line_ends_are_made_fit(session: PrivateSession, tmp_path: Path) -> None:
    line = make_lines()[0] | {"title": "two\r\nlines\x00and \x1b[31mred\u2028end", "app": "a\nb"}
    program = Worktracker(session)
    program.run("import", "jsonl", str(write(tmp_path / "f", [line])), "--as-recorded")
    (span,) = program.spans()
    assert span.title == "two lines and  [31mred end"
    assert span.app == "a b"
    raw = program.run("export", "--format", "csv").raw
    assert raw.count(b"\n") == raw.count(b"\r\n") == 2


def test_python_reads_the_csv_back(filled: Worktracker) -> None:
    text = filled.run("export", "--format", "csv").raw.decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = make_lines()
    assert len(rows) == len(wanted)
    for row, line in zip(rows, wanted, strict=True):
        assert None not in row
        for name in ("start", "end", "state", "source", "zone"):
            assert row[name] == line[name]
        assert row["duration_seconds"] == f"{line['duration_seconds']:.3f}"
        for name in ("app", "title", "url", "domain", "document"):
            assert row[name] in {line.get(name, ""), "'" + line.get(name, "")}
            assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r"))
            if not line.get(name, "").startswith(("=", "+", "-", "@")):
                assert row[name] == line.get(name, "")


def test_a_spreadsheet_reads_the_csv_back(filled: Worktracker, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is missing (Debian package libreoffice-calc-nogui)")
    given = tmp_path / "spans.csv"
    filled.run("export", "--format", "csv", "--output", str(given))
    out = tmp_path / "out"
    # Comma, quotes, UTF-8, from the first line on, every cell as a spreadsheet guesses it.
    for kind in ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1"):
        subprocess.run(
            [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
             "--infilter=CSV:44,34,76,1", "--convert-to", kind, "--outdir", str(out), str(given)],
            check=True, capture_output=True, timeout=100,
        )  # fmt: skip
    with zipfile.ZipFile(out / "spans.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet.replace("<family", ""), "a cell became a formula"
    ours = list(csv.reader(given.read_text("utf-8").splitlines()))
    theirs = list(csv.reader((out / "spans.csv").read_text("utf-8-sig").splitlines()))
    assert len(theirs) == len(ours) == len(make_lines()) + 1
    title = ours[0].index("title")
    numbers = {"1e5", "007", "+49 30 1234", "NaN"}
    for one, other in zip(ours, theirs, strict=True):
        assert len(one) == len(other)
        if one[title] not in numbers and one[title] != "true":
            assert one[title].strip("\u00a0' ") == other[title].strip("\u00a0' ")
