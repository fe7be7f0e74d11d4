"""``entry``: what the user writes about time, kept apart from what was recorded."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Json, To
from worktracker.errors import UsageError
from worktracker.model.instants import InstantText
from worktracker.model.labels import parse_path, parse_tags
from worktracker.model.period import Period
from worktracker.reports.words import duration_words
from worktracker.store.assigning import Entry, Wish
from worktracker.store.assignments import RUNNING
from worktracker.store.store import Store

_HELP = """Entries of your own, and what you say of stretches that were recorded.

What was recorded stays as it is: all of this lies over it, and `entry undo` takes it back.
Example: worktracker entry add --from 2026-11-21T14:00 --to 2026-11-21T15:00 --note Meeting --project Website
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)

Category = Annotated[
    str | None, typer.Option("--category", metavar="PATH", help='Like "Work > Meetings"; "" for none.')
]
Project = Annotated[str | None, typer.Option("--project", metavar="NAME", help='A project; "" for none.')]
Tag = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help='May come more than once; "" for none.')
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help='A note; "" for none.')]
Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="As `entry list` shows it.")]
Begin = Annotated[
    str | None, typer.Option("--from", metavar="T", help="Like 2026-11-21T14:00; a date is its beginning.")
]
End = Annotated[
    str | None, typer.Option("--to", metavar="T", help="Like 2026-11-21T15:00; a date includes that day.")
]


@group.command()
def add(
    start: Begin = None,
    end: End = None,
    note: Note = None,
    category: Category = None,
    project: Project = None,
    tag: Tag = None,
    as_json: Json = False,
) -> None:
    """Write down time: a meeting, a gap in the record. In reports it goes before what was recorded then.

    Example: worktracker entry add --from 2026-11-21T14:00 --to 2026-11-21T15:00 --note Meeting
    """
    with context.writing() as opened:
        store = opened.store
        begin, until = _stretch(store, start, end)
        wish = _wish(store, note, category, project, tag)
        now_ms = context.clock.now().wall_ms
        number = store.assigning.add_entry(begin, until, wish, context.clock.zone_at, now_ms)
        shown = _shown(store, store.assigning.entry(number))
    _tell(shown, "written down", as_json=as_json)


@group.command()
def edit(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[ID]", min=1, help="An entry; without, a stretch by --from and --to."),
    ] = None,
    start: Begin = None,
    end: End = None,
    note: Note = None,
    category: Category = None,
    project: Project = None,
    tag: Tag = None,
    as_json: Json = False,
) -> None:
    """Change an entry, or say something of a stretch, whatever was recorded in it.

    A stretch that covers part of something splits it. Example:
    worktracker entry edit --from 2026-11-21T10:00 --to 2026-11-21T11:30 --project Website
    """
    with context.writing(make=False) as opened:
        store = opened.store
        wish = _wish(store, note, category, project, tag)
        now_ms = context.clock.now().wall_ms
        if number is None:
            begin, until = _stretch(store, start, end)
            store.assigning.label(begin, until, wish, now_ms)
            shown = _stretch_shown(begin, until)
        else:
            entry = store.assigning.entry(number)
            if start is not None or end is not None:
                begin = entry.start_ms if start is None else _stretch(store, start, start)[0]
                until = entry.end_ms if end is None else _stretch(store, end, end)[1]
                store.assigning.change_entry(number, begin, until, wish, context.clock.zone_at, now_ms)
            else:
                store.assigning.label_entry(number, wish, now_ms)
            shown = _shown(store, store.assigning.entry(number))
    _tell(shown, "changed", as_json=as_json)


@group.command()
def split(
    number: Number,
    at: Annotated[str, typer.Option("--at", metavar="T", help="Like 2026-11-21T14:30.")],
    as_json: Json = False,
) -> None:
    """Make two entries of one.

    Example: worktracker entry split 3 --at 2026-11-21T14:30
    """
    with context.writing(make=False) as opened:
        store = opened.store
        at_ms = _instant(store, at)
        now_ms = context.clock.now().wall_ms
        second = store.assigning.split_entry(number, at_ms, now_ms)
        shown = [_shown(store, store.assigning.entry(each)) for each in (number, second)]
    if as_json:
        context.print_json(shown)
    else:
        print(f"Entry {number} ends there, and entry {second} begins.")


@group.command()
def remove(number: Number) -> None:
    """Take an entry back; what was recorded in its time counts again.

    Example: worktracker entry remove 3
    """
    with context.writing(make=False) as opened:
        opened.store.assigning.remove_entry(number, context.clock.now().wall_ms)
    print(f"Entry {number} removed; `worktracker entry undo` brings it back.")


@group.command()
def undo(as_json: Json = False) -> None:
    """Undo the newest change of entries, labels or the timer; again for the one before.

    Example: worktracker entry undo
    """
    with context.writing(make=False) as opened:
        deed = opened.store.assigning.undo()
    if as_json:
        context.print_json({"undone": deed})
    else:
        print(f"Undone: {deed}.")


@group.command("list")
def list_entries(start: From = None, end: To = None, as_json: Json = False) -> None:
    """Show entries, and what was said of stretches; of all time without --from and --to.

    Example: worktracker entry list --from month
    """
    opened = context.open_store()
    found: list[dict[str, Any]] = []
    if opened is not None:
        store = opened.store
        period = context.times(store).period(start, end)
        found = [
            {"id": one.entry, **_stretch_shown(one.start_ms, one.end_ms), **_labels(store, one.id)}
            for one in store.reader.assignments(period)
            if one.start_ms < _bound(store, period, 1) and one.end_ms > _bound(store, period, 0)
        ]
    if as_json:
        context.print_json(found)
    elif not found:
        print("Nothing was written down.")
    else:
        _print_table(found)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="entry")


def _wish(
    store: Store, note: str | None, category: str | None, project: str | None, tags: list[str] | None
) -> Wish:
    """What the options ask for."""
    chosen_category = chosen_project = None
    if category is not None:
        chosen_category = store.categories.at(parse_path(category)).id if category.strip() else 0
    if project is not None:
        chosen_project = store.projects.open_one(project).id if project.strip() else 0
    chosen_tags = None if tags is None else parse_tags([tag for tag in tags if tag.strip()])
    return Wish(chosen_category, chosen_project, chosen_tags, note)


def _stretch(store: Store, start: str | None, end: str | None) -> tuple[int, int]:
    """The instants of two ``T``.

    Raises:
        UsageError: one is missing, or means no time.
    """
    if start is None or end is None:
        raise UsageError("When was it?", "Give --from and --to, like 2026-11-21T14:00.")
    period = context.times(store).period(start, end) if start != end else None
    if period is None:
        at = context.times(store).period(start, None)
        to = context.times(store).period(None, end)
        period = Period(at.first_day, to.last_day, at.from_ms, to.to_ms)
    return _bound(store, period, 0), _bound(store, period, 1)


def _bound(store: Store, period: Period, which: int) -> int:
    """The first instant (0) or the end (1) of a period here."""
    at_ms = context.clock.now().wall_ms
    for _ in range(2):  # the offset that holds there decides where a day begins
        found = period.window(context.clock.zone_at(at_ms).offset_s, store.settings.day_start_ms)[which]
        if abs(found) >= 1 << 60:
            return found
        at_ms = found
    return at_ms


def _instant(store: Store, text: str) -> int:
    period = context.times(store).period(text, None)
    if period.from_ms is None:
        raise UsageError("That is a day, not an instant.", "Write it like 2026-11-21T14:30.")
    return period.from_ms


def _stretch_shown(start_ms: int, end_ms: int) -> dict[str, Any]:
    def instant(at_ms: int) -> str | None:
        return None if at_ms == RUNNING else InstantText(context.clock.zone_at(at_ms).offset_s)(at_ms)

    until = min(end_ms, context.clock.now().wall_ms) if end_ms == RUNNING else end_ms
    return {
        "start": instant(start_ms),
        "end": instant(end_ms),
        "duration_seconds": (until - start_ms) / 1000,
    }


def _labels(store: Store, number: int) -> dict[str, Any]:
    labels = store.reader.said(number)
    return {
        "category": labels.category,
        "project": labels.project,
        "tags": list(labels.tags),
        "note": labels.note,
    }


def _shown(store: Store, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.number,
        **_stretch_shown(entry.start_ms, entry.end_ms),
        **_labels(store, entry.parts[0].id),
    }


def _tell(shown: dict[str, Any], deed: str, *, as_json: bool) -> None:
    if as_json:
        context.print_json(shown)
        return
    which = f"Entry {shown['id']}" if "id" in shown else "The stretch"
    length = duration_words(round(shown["duration_seconds"] * 1000))
    print(f"{which}, {_when(shown)} ({length}), {deed}.")


def _when(shown: dict[str, Any]) -> str:
    start, end = shown["start"], shown["end"]
    if end is None:
        return f"{start[:10]} {start[11:16]} and on"
    return (
        f"{start[:10]} {start[11:16]}–{end[11:16] if start[:10] == end[:10] else f'{end[:10]} {end[11:16]}'}"
    )


def _print_table(found: list[dict[str, Any]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("Entry", "When", "Time", "Category", "Project", "Tags", "Note"):
        table.add_column(heading, justify="right" if heading == "Time" else "left", no_wrap=True)
    for one in found:
        length = duration_words(round(one["duration_seconds"] * 1000))
        words = (one["category"], one["project"], ", ".join(one["tags"]), one["note"])
        table.add_row(
            "" if one["id"] is None else str(one["id"]), _when(one), length, *(Text(w or "") for w in words)
        )
    on_screen = sys.stdout.isatty()
    Console(width=None if on_screen else 4000, force_terminal=on_screen).print(table)
