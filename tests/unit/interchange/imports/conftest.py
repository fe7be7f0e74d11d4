"""A store into which files are imported, as the command does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.unit.interchange.imports.files import BERLIN
from worktracker.app.browsing import load_browsing
from worktracker.interchange.importing import ImportFormat, foreign_spans, recorded_spans, source_name
from worktracker.interchange.incoming import LeftOut, LocalTime
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.privacy.gate import Gate
from worktracker.privacy.rules import Rule
from worktracker.store.importing import Imported, Importer
from worktracker.store.store import Store


@dataclass
class Intake:
    """Imports into one store."""

    store: Store
    folder: Path

    def file(self, content: bytes, name: str = "file") -> Path:
        """A file with that content."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def take(
        self,
        file_format: str,
        file: bytes | Path,
        *rules: Rule,
        source: str | None = None,
        left_out: LeftOut | None = None,
        dry_run: bool = False,
    ) -> Imported:
        """Import a file, or such a content; ``jsonl as recorded`` is a format as well."""
        path = file if isinstance(file, Path) else self.file(file)
        if file_format == "jsonl as recorded":
            with recorded_spans(path, None) as spans:
                return Importer(self.store.connection, 0).take_pieces(spans, dry_run=dry_run)
        kind = ImportFormat(file_format)
        gate = Gate(self.store.settings.levels(), rules, load_browsing())
        reading = foreign_spans(
            path, kind, source_name(source, kind), gate, LocalTime(BERLIN), left_out or LeftOut()
        )
        with reading as spans:
            return Importer(self.store.connection, 0).take_pieces(spans, dry_run=dry_run)

    def lines(self) -> list[str]:
        """Every span as a line: when, in local time; how long; state; what it says."""
        found: list[str] = []
        zones, sources = self.store.reader.zones(), self.store.reader.sources()
        for span in self.store.reader.spans(Period(), all_sources=True):
            text = InstantText(zones[span.zone].offset_s)(span.start_ms)
            seconds = (span.end_ms - span.start_ms) / 1000
            said = "|".join(each or "" for each in (span.app, span.title, span.url, span.domain))
            state, source = State(span.state).label, sources[span.source][1]
            found.append(f"{text[5:19]}{text[-6:]} {seconds:g} {state} {said} {source}")
        return found

    def rows(self) -> list[tuple[object, ...]]:
        """The spans, the sources and the totals as they stand in the file."""
        asked = ("span", "source", "activity", "day_state", "day_app")
        execute = self.store.connection.execute
        return [row for name in asked for row in execute(f"SELECT * FROM {name}")]  # noqa: S608 - our own


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    store = Store.create(tmp_path / "worktracker.db", b"k" * 32, "id", 0)
    yield Intake(store, tmp_path)
    store.close()
