"""``search``."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Json, To
from worktracker.errors import UsageError
from worktracker.model.instants import InstantText
from worktracker.model.span import State, Zone
from worktracker.reports.words import duration_words
from worktracker.store.reader import SpanRow


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Found anywhere, whatever its capitals.")],
    start: From = None,
    end: To = None,
    as_json: Json = False,
) -> None:
    """Spans whose title, document, address or note holds TEXT, oldest first; of all time without a range.

    Example: worktracker search invoice --from month
    """
    if not text.strip():
        raise UsageError("What is to be searched for?", "Example: worktracker search invoice")
    opened = context.open_store()
    found: list[SpanRow] = []
    zones: dict[int, Zone] = {}
    if opened is not None:
        store = opened.store
        found = list(store.reader.holding(text, context.times(store).period(start, end)))
        zones = store.reader.zones()
    if as_json:
        context.print_json([_shown(row, zones) for row in found])
    elif found:
        _print_table(found, zones)
    else:
        print("Nothing holds this text.")


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(search)


def _shown(row: SpanRow, zones: dict[int, Zone]) -> dict[str, Any]:
    """A span with the names that exports have; nulls are left out."""
    zone = zones[row.zone]
    instant = InstantText(zone.offset_s)
    shown: dict[str, Any] = {
        "start": instant(row.start_ms),
        "end": instant(row.end_ms),
        "duration_seconds": (row.end_ms - row.start_ms) / 1000,
        "state": State(row.state).label,
        "app": row.app,
        "title": row.title,
        "url": row.url,
        "domain": row.domain,
        "document": row.document,
        "note": row.note,
        "zone": zone.name,
    }
    return {name: value for name, value in shown.items() if value is not None}


def _words(row: SpanRow) -> str:
    return row.title or row.document or row.url or row.note or ""


def _print_table(found: list[SpanRow], zones: dict[int, Zone]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    total = sum(row.end_ms - row.start_ms for row in found)
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    table.add_column("Begin", "Total", no_wrap=True)
    table.add_column("Time", duration_words(total), justify="right", no_wrap=True)
    table.add_column("App", overflow="ellipsis", no_wrap=True)
    table.add_column("Title", overflow="ellipsis", no_wrap=True)
    for row in found:
        begin = InstantText(zones[row.zone].offset_s)(row.start_ms)[:16].replace("T", " ")
        words = _words(row)
        length = duration_words(row.end_ms - row.start_ms)
        table.add_row(begin, length, Text(row.app or "", style="dim"), Text(words))
    # A pipe has no width: nothing is cut there.
    on_screen = sys.stdout.isatty()
    widest = max(len(row.app or "") + len(_words(row)) for row in found) * 2
    console = Console(width=None if on_screen else widest + 60, force_terminal=on_screen)
    console.print(table)
