"""Ten years in one store: its size, its reports, its export."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tests.bench import history
from tests.bench.figure import Figure, median
from tests.bench.long_store import KEY, give_key, long_home, open_store
from tests.desktop.private_session import PrivateSession
from tests.desktop.recorder_program import WORKTRACKER
from worktracker.model.days import date_number
from worktracker.model.period import Period
from worktracker.reports.report import By, make_report
from worktracker.store.store import Store

_MEASURED = Path(__file__).with_name("measured.py")
_LAST_YEAR = history.FIRST_DAY.year + history.TEN_YEARS // 366
_MONTH = Period(date_number(date(_LAST_YEAR, 11, 1)), date_number(date(_LAST_YEAR, 11, 30)))
_YEAR = Period(date_number(date(_LAST_YEAR, 1, 1)), date_number(date(_LAST_YEAR, 12, 31)))
_ASKED = (("month", _MONTH, 2.0, "3400"), ("year", _YEAR, 5.0, "44000"))
_RAW_SUM = (
    "SELECT a.app, sum(s.length_ms) FROM span s JOIN activity a ON a.id = s.activity"
    " WHERE s.source = 0 AND s.start_ms >= ? AND s.start_ms < ? GROUP BY a.app"
)
_SHOWN = "strftime('%Y-%m-%dT%H:%M:%f', ({at} + z.offset_s * 1000) / 1000.0, 'unixepoch')"
_OFFSET = "printf('%+03d:%02d', z.offset_s / 3600, abs(z.offset_s) / 60 % 60)"
_SAME_COLUMNS = (
    f"SELECT {_SHOWN.format(at='s.start_ms')} || {_OFFSET} AS start,"
    f" {_SHOWN.format(at='(s.start_ms + s.length_ms)')} || {_OFFSET} AS end,"
    " s.length_ms / 1000.0 AS duration_seconds, s.state, p.name AS app, a.title, a.url, d.name AS domain,"
    " a.document, NULL AS category, NULL AS project, NULL AS tags, NULL AS note, 'recorded' AS source,"
    " z.name AS zone FROM span s JOIN zone z ON z.id = s.zone LEFT JOIN activity a ON a.id = s.activity"
    " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain ORDER BY s.start_ms"
)
"""What the export asks, in SQLite's own words."""

_DAY_MS = 86_400_000
_REFERENCE_DAYS = 366


def size() -> list[Figure]:
    """Bytes a span, all in."""
    home = long_home()
    store = open_store(home)
    count = store.reader.count()
    store.checkpoint()
    store.close()
    as_written = (home / "worktracker.db").stat().st_size / count
    with tempfile.TemporaryDirectory(dir=home) as folder:
        copy = Path(folder, "worktracker.db")
        shutil.copy(home / "worktracker.db", copy)
        store = Store.open(copy, [KEY], 0)
        store.connection.execute("VACUUM")
        store.checkpoint()
        store.close()
        packed = copy.stat().st_size / count
        plain = _plain_size(Path(folder, "plain.db"))
    return [
        Figure(
            f"bytes a span, ten years, {count:,} spans",
            "B",
            (as_written,),
            48.0,
            plain,
            "plain SQLite, a row with its text a span",
            "188",
            f"as the recorder writes it; after a rewrite {packed:.1f}",
        )
    ]


def reports(runs: int) -> list[Figure]:
    """A month and a year by application: inside the process, and as a command."""
    home = long_home()
    figures = _inside(home, runs)
    with PrivateSession(keyring=True) as session:
        env = give_key(home, session.env)
        start = median([_wall_s([sys.executable, "-c", "pass"], env) for _ in range(runs)])
        for name, first, last, quoted in (
            ("month", f"{_LAST_YEAR}-11-01", f"{_LAST_YEAR}-11-30", "3.4"),
            ("year", f"{_LAST_YEAR}-01-01", f"{_LAST_YEAR}-12-31", "44"),
        ):
            command = [str(WORKTRACKER), "report", "--from", first, "--to", last]
            took = tuple(_wall_s(command, env) for _ in range(runs))
            what = f"`worktracker report` of a {name}, with the keyring"
            figures.append(Figure(what, "s", took, 0.5, start, "an empty Python program", quoted))
    return figures


def export(runs: int) -> list[Figure]:
    """The whole history as CSV: processor time and peak memory of the command, and its time by the clock."""
    home = long_home()
    cpu_s: list[float] = []
    peak_mib: list[float] = []
    wall_s: list[float] = []
    with PrivateSession(keyring=True) as session, tempfile.TemporaryDirectory() as folder:
        env = give_key(home, session.env)
        for _ in range(runs):
            begun = time.perf_counter()
            used = _measured([str(WORKTRACKER), "export", "--format", "csv"], env)
            wall_s.append(time.perf_counter() - begun)
            cpu_s.append(used["cpu_s"])
            peak_mib.append(used["peak_mib"])
        plain = Path(folder, "plain.db")
        _normalised(home, plain)
        shell_s = _wall_s(["sqlite3", "-csv", "-header", str(plain), _SAME_COLUMNS], os.environ)
        least = _measured([sys.executable, "-m", "tests.bench.long"], {**os.environ})
    reference = "Python's csv.writer, as many such rows from memory"
    return [
        Figure(
            "export csv, ten years, CPU", "s", tuple(cpu_s), 30.0, least["cpu_s"], reference, "226 (JSON)"
        ),
        Figure(
            "export csv, peak memory",
            "MiB",
            tuple(peak_mib),
            100e6 / 2**20,
            least["peak_mib"],
            reference,
            "11,700 MB",
        ),
        Figure(
            "export csv, ten years, by the clock",
            "s",
            tuple(wall_s),
            3 * shell_s,
            shell_s,
            "`sqlite3 -csv` of the same columns from a plain normalised file",
        ),
    ]


def _normalised(home: Path, path: Path) -> None:
    """The same spans as a plain SQLite file would have them: numbers, and each text once."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE zone (id INTEGER PRIMARY KEY, name, offset_s);"
        "CREATE TABLE app (id INTEGER PRIMARY KEY, name);"
        "CREATE TABLE domain (id INTEGER PRIMARY KEY, name);"
        "CREATE TABLE activity (id INTEGER PRIMARY KEY, app, title, url, domain, document);"
        "CREATE TABLE span (start_ms INTEGER PRIMARY KEY, length_ms, state, zone, activity);"
    )
    store = open_store(home)
    for table, columns in (
        ("zone", "id, name, offset_s"),
        ("app", "id, name"),
        ("domain", "id, name"),
        ("activity", "id, app, title, url, domain, document"),
        ("span", "start_ms, length_ms, state, zone, activity"),
    ):
        marks = ", ".join("?" * (columns.count(",") + 1))
        rows = store.connection.execute(f"SELECT {columns} FROM {table}")
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    store.close()
    connection.commit()
    connection.close()


def write_same_rows() -> None:
    """The reference of :func:`export`: five and a half million rows as wide as ours, made of nothing."""
    row = (
        "2024-11-21T09:00:00.000+01:00", "2024-11-21T09:12:30.000+01:00", "750.000", "active", "firefox",
        "Meeting notes summary release - mail.example.org — Mozilla Firefox", None, "mail.example.org", None,
        None, None, None, None, "recorded", "Europe/Berlin",
    )  # fmt: skip
    with Path(os.devnull).open("w", newline="", encoding="utf-8") as target:
        put = csv.writer(target).writerow
        for _ in range(5_500_000):
            put(row)


def _inside(home: Path, runs: int) -> list[Figure]:
    store = open_store(home)
    reader = store.reader
    figures: list[Figure] = []
    for name, period, goal, quoted in _ASKED:
        assert period.first_day is not None
        assert period.last_day is not None
        bounds = period.first_day * _DAY_MS, (period.last_day + 1) * _DAY_MS
        first = _wall_ms(lambda period=period: make_report(reader, period, By.APP))
        took = tuple(
            _wall_ms(lambda period=period: make_report(reader, period, By.APP)) for _ in range(runs * 3)
        )
        raw = median(
            [
                _wall_ms(lambda at=bounds: store.connection.execute(_RAW_SUM, at).fetchall())
                for _ in range(runs)
            ]
        )
        figures.append(
            Figure(
                f"report of a {name} by app on ten years, inside the process",
                "ms",
                took,
                goal,
                raw,
                "the same sum over raw spans",
                quoted,
                f"the first time {first:.1f}",
            )
        )
    store.close()
    return figures


def _plain_size(path: Path) -> float:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE span (start_ms INTEGER PRIMARY KEY, end_ms, state, app, title, domain)")
    connection.executemany(
        "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?)",
        (
            (span.start_ms, span.end_ms, int(span.state), *_text(span.activity))
            for span in history.spans(history.FIRST_DAY, _REFERENCE_DAYS)
        ),
    )
    connection.commit()
    (count,) = connection.execute("SELECT count(*) FROM span").fetchone()
    connection.close()
    return path.stat().st_size / count


def _text(activity: history.Activity | None) -> tuple[str | None, str | None, str | None]:
    return (None, None, None) if activity is None else (activity.app, activity.title, activity.domain)


def _measured(command: list[str], env: Mapping[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(_MEASURED), *command],
        env=dict(env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stderr.splitlines()[-1])


def _wall_s(command: list[str], env: Mapping[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=dict(env), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def _wall_ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    write_same_rows()
