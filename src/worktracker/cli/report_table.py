"""Reports as tables on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TextIO

from worktracker.errors import WorkTrackerError
from worktracker.model.labels import SEPARATOR
from worktracker.model.span import State
from worktracker.reports.comparison import Comparison
from worktracker.reports.report import By, Report, Row, in_tree
from worktracker.reports.words import counted, duration_words

_NOTHING = "Nothing was recorded in this time.\n"
Cells = tuple[Row, Sequence[str]]


def write_table(found: Report, target: TextIO, *, to_file: bool) -> None:
    """The report's rows with their time and share."""
    if not found.rows:
        target.write(_NOTHING)
        return
    columns = (("Time", duration_words(found.total_ms)), ("Share", ""))
    shown = _as_tree(found) if found.by is By.CATEGORY else found.rows
    rows = ((row, (duration_words(row.duration_ms), _percent(found, row))) for row in shown)
    _write(found, columns, rows, target, to_file=to_file)


def _as_tree(found: Report) -> Iterator[Row]:
    """Categories with all that lies in them, below what they lie in."""
    for depth, row in in_tree(found):
        if row.key is None:
            yield row
        else:
            yield replace(row, key="  " * depth + row.key.rpartition(SEPARATOR)[2])


def write_comparison(found: Comparison, target: TextIO, *, to_file: bool) -> None:
    """The rows of both times, and what has changed."""
    rows = found.rows
    if not rows:
        target.write(_NOTHING)
        return
    now, before = found.now.total_ms, found.before.total_ms
    columns = (
        ("Time", duration_words(now)),
        ("Share", ""),
        ("Before", duration_words(before)),
        ("Change", _signed(now - before)),
    )
    cells = (
        (
            each.row,
            (
                duration_words(each.row.duration_ms),
                _percent(found.now, each.row),
                duration_words(each.before_ms),
                _signed(each.change_ms),
            ),
        )
        for each in rows
    )
    _write(found.now, columns, cells, target, to_file=to_file)


def _write(
    found: Report,
    columns: Iterable[tuple[str, str]],
    rows: Iterable[Cells],
    target: TextIO,
    *,
    to_file: bool,
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    on_screen = not to_file and sys.stdout.isatty()
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    table.add_column(found.by.value.capitalize(), "Total", overflow="ellipsis", no_wrap=True)
    for heading, footer in columns:
        table.add_column(heading, footer, justify="right", no_wrap=True)
    widest = 0
    more = Row(f"({counted(found.others, 'other')})", found.others_ms)
    if found.others:
        rows = chain(rows, [(more, (duration_words(found.others_ms), _percent(found, more)))])
    for row, cells in rows:
        name = row.text or f"(no {found.by.value})"
        widest = max(widest, len(name))
        style = "" if row.text and row.state is None and row is not more else "dim"
        table.add_row(Text(name, style=style), *cells)
    # A pipe has no width: nothing is cut there. Said outright: FORCE_COLOR would have rich write colours
    # into a file too.
    width = None if on_screen else widest * 2 + 100
    try:
        Console(file=target, width=width, force_terminal=on_screen).print(table)
    except UnicodeEncodeError as error:
        raise WorkTrackerError("The terminal can't show this text.", "Use --format csv.") from error


def _percent(found: Report, row: Row) -> str:
    """In whole hundredths; what is there and less than half of one is not nothing. Idle time has no share."""
    if row.state in (State.IDLE, State.LOCKED):
        return ""
    share = found.share(row) * 100
    return "<1 %" if 0 < share < 0.5 else f"{share:.0f} %"


def _signed(length_ms: int) -> str:
    if not length_ms:
        return "0 s"
    return ("+" if length_ms > 0 else "-") + duration_words(abs(length_ms))
