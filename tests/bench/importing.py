"""A year read in: our own lines, and an export of ActivityWatch's."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from tests.bench import history
from tests.bench.figure import Figure
from tests.desktop.private_session import PrivateSession
from tests.desktop.recorder_program import WORKTRACKER
from worktracker.model.instants import InstantText
from worktracker.model.span import Span, State

DAYS = 120
_GOAL_US = 1e6 / 60_000
_MEASURED = Path(__file__).with_name("measured.py")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REFERENCE = "import json, sys; [json.loads(line) for line in open(sys.argv[1], 'rb')]"
_REFERENCE_WHOLE = "import json, sys; json.load(open(sys.argv[1], 'rb'))"


def figures(runs: int) -> list[Figure]:
    """Processor time a span and peak memory of both imports, beside ``json.loads`` over the same file."""
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder, PrivateSession(keyring=True) as session:
        lines, export = Path(folder, "year.jsonl"), Path(folder, "year.json")
        write_lines(lines, DAYS)
        write_activitywatch(export, DAYS)
        for kind, file, reference in (
            ("jsonl", lines, _REFERENCE),
            ("activitywatch", export, _REFERENCE_WHOLE),
        ):
            cpu_us: list[float] = []
            peak_mib: list[float] = []
            for number in range(runs):
                env = session.env | {"WORKTRACKER_HOME": str(Path(folder, f"{kind}-{number}"))}
                added, used = _measured([str(WORKTRACKER), "import", kind, str(file), "--json"], env)
                spans = json.loads(added)["added"]
                cpu_us.append(used["cpu_s"] / spans * 1e6)
                peak_mib.append(used["peak_mib"])
            _, least = _measured([sys.executable, "-c", reference, str(file)], session.env)
            note = f"{spans:,} spans, {1e6 / sorted(cpu_us)[len(cpu_us) // 2]:,.0f} a second"
            found += [
                Figure(
                    f"import {kind}, CPU a span", "µs", tuple(cpu_us), _GOAL_US, least["cpu_s"] / spans * 1e6,
                    "json.loads over the file", note=note,
                ),
                Figure(
                    f"import {kind}, peak memory", "MiB", tuple(peak_mib), 150e6 / 2**20, least["peak_mib"],
                    "json.loads over the file",
                ),
            ]  # fmt: skip
    return found


def write_lines(file: Path, days: int) -> int:
    """So many days of history as our own export has them; how many spans that are."""
    texts = {zone: InstantText(zone) for zone in (3600, 7200)}
    encode = json.JSONEncoder(ensure_ascii=False).encode
    count = 0
    with file.open("w", encoding="utf-8") as lines:
        for span in history.spans(history.FIRST_DAY, days, full_urls=True):
            text = texts[span.zone.offset_s]
            record: dict[str, object] = {
                "start": text(span.start_ms),
                "end": text(span.end_ms),
                "duration_seconds": span.duration_ms / 1000,
                "state": span.state.label,
            }
            if span.activity:
                for name in ("app", "title", "url", "domain"):
                    value = getattr(span.activity, name)
                    if value is not None:
                        record[name] = value
            lines.write(encode(record | {"source": "recorded", "zone": span.zone.name}) + "\n")
            count += 1
    return count


def write_activitywatch(file: Path, days: int) -> None:
    """So many days of history as ActivityWatch exports them: three buckets, each newest first."""
    spans = list(history.spans(history.FIRST_DAY, days, full_urls=True))
    with file.open("w", encoding="utf-8") as target:
        target.write('{"buckets": {')
        _bucket(target, "aw-watcher-window_bench", "currentwindow", _windows(spans))
        target.write(", ")
        _bucket(target, "aw-watcher-afk_bench", "afkstatus", _presence(spans))
        target.write(", ")
        _bucket(target, "aw-watcher-web-firefox", "web.tab.current", _pages(spans))
        target.write("}}")


Event = tuple[int, int, dict[str, Any]]


def _windows(spans: list[Span]) -> Iterator[Event]:
    for span in spans:
        if span.activity:
            yield span.start_ms, span.end_ms, {"app": span.activity.app, "title": span.activity.title}


def _presence(spans: list[Span]) -> Iterator[Event]:
    begin = spans[0].start_ms
    there = spans[0].state is State.ACTIVE
    end = begin
    for span in spans:
        if (span.state is State.ACTIVE) != there or span.start_ms - end > 5000:
            yield begin, end, {"status": "not-afk" if there else "afk"}
            begin, there = span.start_ms, span.state is State.ACTIVE
        end = span.end_ms
    yield begin, end, {"status": "not-afk" if there else "afk"}


def _pages(spans: list[Span]) -> Iterator[Event]:
    for span in spans:
        if span.activity and span.activity.url and span.activity.app == "firefox":
            data = {"url": span.activity.url, "title": span.activity.title}
            yield span.start_ms, span.end_ms, data | {"audible": False, "incognito": False, "tabCount": 9}


def _bucket(target: TextIO, name: str, kind: str, events: Iterator[Event]) -> None:
    about = {
        "id": name,
        "created": "2015-01-01T00:00:00Z",
        "type": kind,
        "client": "bench",
        "hostname": "bench",
    }
    target.write(f'"{name}": {json.dumps(about)[:-1]}, "events": [')
    for number, (start, end, data) in enumerate(reversed(list(events))):
        at = _EPOCH + timedelta(milliseconds=start)
        event = {"id": number, "timestamp": at.isoformat(), "duration": (end - start) / 1000, "data": data}
        target.write((", " if number else "") + json.dumps(event, ensure_ascii=False))
    target.write("]}")


def _measured(command: list[str], env: dict[str, str]) -> tuple[str, dict[str, float]]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(_MEASURED), *command],
        env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout, json.loads(done.stderr.splitlines()[-1])
