"""Everything that is held about the user as one archive of open formats.

The tables are those that the schema has, whichever they are, so that nothing can be left out;
what each file and column is called in plain words lies in ``resources/my-data/described.toml``.
"""

from __future__ import annotations

import shutil
import stat
import tomllib
import zipfile
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from worktracker.home import Home
from worktracker.interchange import exporting
from worktracker.interchange.my_data_page import Described, Listed, Overview, page
from worktracker.keys.slots import KeySlots
from worktracker.model.cells import csv_cell
from worktracker.model.days import DAY_MS, day_date
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.model.settings import SETTINGS
from worktracker.resource import resource_path
from worktracker.store import tables
from worktracker.store.connection import snapshot
from worktracker.store.heartbeat import last_beat
from worktracker.store.store import Store
from worktracker.store.tables import Value

Progress = Callable[[int], None]
"""Hears now and then how many rows are done; may raise to cancel."""

_STEP = 1_000
_DAYS_AT_ONCE = 31


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held about one user, and where.

    Attributes:
        store, slots: the open record and the ways to its key.
        home: where the program's own files lie.
        elsewhere: files of its own that lie outside the home.
    """

    store: Store
    slots: KeySlots
    home: Home
    elsewhere: Collection[Path]

    def count(self) -> int:
        """About how many rows :func:`write` will write."""
        connection = self.store.connection
        each = (tables.count(connection, table) for table in tables.tables(connection))
        return sum(each) + 2 * self.store.reader.count()


def write(holdings: Holdings, target: BinaryIO, now: datetime, progress: Progress | None = None) -> None:
    """Write the archive (ZIP), a row at a time, from one unchanging view of the record.

    Args:
        holdings: what goes into it.
        target: where it is written to.
        now: local time, with its offset.
        progress: hears how many rows are done.
    """
    described = _Descriptions()
    with zipfile.ZipFile(target, "w") as archive:
        with snapshot(holdings.store.connection):
            writer = _Writer(archive, now, progress)
            writer.spans(holdings.store)
            writer.table("totals.csv", ("date", "kind", "name", "seconds"), _totals(holdings.store))
            writer.table("settings.csv", ("name", "value", "default", "meaning"), _settings(holdings.store))
            writer.table("key.csv", ("key", "kind", "detail"), _key(holdings.slots))
            writer.table("open-span.csv", ("start", "alive_until"), _open_span(holdings))
            writer.table("files.csv", ("path", "bytes", "modified", "what"), _files(holdings))
            writer.logs(holdings.home.log_dir)
            for table in tables.tables(holdings.store.connection):
                found = tables.rows(holdings.store.connection, table)
                writer.table(f"tables/{table.name}.csv", table.columns, found)
            extent = tables.extent(holdings.store.connection)
        overview = Overview(now, extent, holdings.store.path, tuple(described.groups(writer.listed)))
        with writer.text("index.html") as text:
            text.write(page(overview))


class _Descriptions:
    """What the files and their columns are, in plain words."""

    def __init__(self) -> None:
        self._found: dict[str, Any] = tomllib.loads(
            resource_path("my-data/described.toml").read_text("utf-8")
        )

    def groups(self, files: Iterable[Listed]) -> Iterator[tuple[str, list[Described]]]:
        """The files in their groups, each described."""
        left = {file.name: file for file in files}
        for group in self._found["group"]:
            members = [left.pop(name) for name in group["files"] if name in left]
            yield group["title"], [self._described(file) for file in members]
        yield self._found["rest"]["title"], [self._described(file) for file in left.values()]

    def _described(self, file: Listed) -> Described:
        table = file.name.removeprefix("tables/").removesuffix(".csv")
        found = self._found["table"] if file.name.startswith("tables/") else self._found["file"]
        words = found.get(table if found is self._found["table"] else file.name, {})
        columns = words.get("columns", {})
        return Described(
            file, words.get("meaning", ""), tuple((name, columns.get(name, "")) for name in file.columns)
        )


class _Writer:
    """Writes the files of one archive, and lists them."""

    def __init__(self, archive: zipfile.ZipFile, now: datetime, progress: Progress | None) -> None:
        self._archive = archive
        self._time = now.timetuple()[:6]
        self._progress = progress
        self._done = 0
        self.listed: list[Listed] = []

    def spans(self, store: Store) -> None:
        """Every span of every source, explained, in both formats."""
        columns = exporting.columns(explain=True)
        for name, write_all in (("spans.csv", exporting.write_csv), ("spans.jsonl", exporting.write_jsonl)):
            with self.text(name) as text:
                count = write_all(store, Period(), text, self._told, all_sources=True, explain=True)
            self._list(name, count, columns if name.endswith(".csv") else ())

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """One CSV file (RFC 4180), its cells defused as those of the export."""
        count = 0
        lines = (",".join(map(_cell, row)) + "\r\n" for row in rows)
        with self.text(name) as text:
            text.write(",".join(map(csv_cell, columns)) + "\r\n")
            while chunk := list(islice(lines, _STEP)):
                text.write("".join(chunk))
                count += len(chunk)
                self._told(count)
        self._list(name, count, tuple(columns))

    def logs(self, folder: Path) -> None:
        """The program's own log files as they are."""
        files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        for path in files:
            name = f"logs/{path.relative_to(folder).as_posix()}"
            with path.open("rb") as file, self._archive.open(self._entry(name), "w") as copy:
                shutil.copyfileobj(file, copy)
        if files:
            self.listed.append(Listed("logs/", len(files), "files", ()))

    @contextmanager
    def text(self, name: str) -> Generator[TextIO]:
        """One file of text (UTF-8) in the archive; line ends as they are written."""
        with (
            self._archive.open(self._entry(name), "w", force_zip64=True) as file,
            TextIOWrapper(file, "utf-8", "backslashreplace", newline="") as text,
        ):
            yield text

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._time)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry

    def _told(self, count: int) -> None:
        if self._progress is not None:
            self._progress(self._done + count)

    def _list(self, name: str, count: int, columns: tuple[str, ...]) -> None:
        self._done += count
        self.listed.append(Listed(name, count, "rows" if columns else "lines", columns))


def _cell(value: Value) -> str:
    if value is None or isinstance(value, str):
        return csv_cell(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _totals(store: Store) -> Iterator[Sequence[Value]]:
    """Days with their totals, a month at a time: ten years of them at once would take much memory."""
    extent = tables.extent(store.connection)
    if extent is None:
        return
    categories = store.categories.paths()
    projects = {number: project.name for number, project in store.projects.all().items()}
    first, last = extent[0] // DAY_MS - 2, extent[1] // DAY_MS + 2  # wherever on earth the days begin
    for begin in range(first, last + 1, _DAYS_AT_ONCE):
        period = Period(first_day=begin, last_day=min(begin + _DAYS_AT_ONCE - 1, last))
        found = store.reader.totals(period)
        lengths: dict[tuple[int, str, str], int] = {}
        for (day, _, state), length in found.states.items():
            key = (day, "state", state.label)
            lengths[key] = lengths.get(key, 0) + length
        for kind, named in (("app", found.apps), ("domain", found.domains)):
            lengths.update({(day, kind, name or ""): length for (day, name), length in named.items()})
        for (day, category, project), length in found.labels.items():
            for kind, name in (("category", categories.get(category)), ("project", projects.get(project))):
                key = (day, kind, name or "")
                lengths[key] = lengths.get(key, 0) + length
        for day, kind, name in sorted(lengths):
            length = lengths[day, kind, name]
            yield day_date(day).isoformat(), kind, name, f"{length // 1000}.{length % 1000:03d}"


def _settings(store: Store) -> Iterator[Sequence[Value]]:
    for name, setting in SETTINGS.items():
        yield name, store.settings.get(name), setting.default, setting.meaning


def _key(slots: KeySlots) -> Iterator[Sequence[Value]]:
    for key, ways in (("current", slots.current), ("pending", slots.pending)):
        if ways is None:
            continue
        if ways.keyring is not None:
            yield key, "keyring", f"service worktracker, account {ways.keyring.account}"
        if ways.passphrase is not None:
            cost = ways.passphrase.cost
            made = f"Argon2id, {cost.memory_kib} KiB, {cost.passes} passes, {cost.lanes} lanes"
            yield key, "passphrase", f"AES-256-GCM under {made}"


def _open_span(holdings: Holdings) -> Iterator[Sequence[Value]]:
    beat = last_beat(holdings.home.heartbeat, holdings.slots.store_id)
    if beat is not None and beat.start_ms:
        utc = InstantText(0)
        yield utc(beat.start_ms), utc(beat.alive_ms)


def _files(holdings: Holdings) -> Iterator[Sequence[Value]]:
    home = holdings.home
    folders = (home.directory, home.log_dir)
    found = {path for folder in folders for path in folder.rglob("*")} | {home.socket, *holdings.elsewhere}
    for path in sorted(found):
        try:
            status = path.lstat()
        except OSError:
            continue  # gone meanwhile, or never there
        if not stat.S_ISDIR(status.st_mode):
            yield (
                str(path),
                status.st_size,
                InstantText(0)(status.st_mtime_ns // 1_000_000),
                _what(path, home),
            )


def _what(path: Path, home: Home) -> str:
    known = {
        home.store: "the record, encrypted",
        home.store.with_name(home.store.name + "-wal"): "the newest changes of the record, encrypted",
        home.store.with_name(home.store.name + "-shm"): "an index of the newest changes: page numbers",
        home.heartbeat: "how far the span that is open has come",
        home.socket: "where commands reach the running app",
    }
    endings = {
        ".db": "a copy of the record, encrypted",
        ".keys": "the ways to the record's key",
        ".lock": "held by the program while it works",
        ".desktop": "starts the app with the session",
        ".log": "a log",
    }
    return known.get(path) or endings.get(path.suffix, "")
