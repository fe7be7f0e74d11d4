"""``entry``: what the user writes about time, kept apart from what was recorded."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Json, To
from worktracker.cli.entry_table import (
    instant_shown,
    kind_of,
    print_entries,
    stretch_shown,
    timer_as_one,
    when_words,
)
from worktracker.cli.relabelling import relabelling
from worktracker.errors import UsageError
from worktracker.model.days import local_datetime
from worktracker.model.durations import parse_duration
from worktracker.model.labels import parse_path, parse_tags
from worktracker.model.period import Period
from worktracker.reports.words import duration_words
from worktracker.store.assigning import Entry, Wish
from worktracker.store.store import Store

_HELP = """Entries of your own, and what you say of stretches that were recorded.

What was recorded stays as it is: all of this lies over it, and `entry undo` takes it back.
Example: worktracker entry add --from 2026-11-21T14:00 --to 2026-11-21T15:00 --note Meeting --project Website
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)

Category = Annotated[
    str | None, typer.Option("--category", metavar="PATH", help='Like "Work > Development"; "" for none.')
]
Project = Annotated[str | None, typer.Option("--project", metavar="NAME", help='A project; "" for none.')]
Tag = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help='May come more than once; "" for none.')
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help='A note; "" for none.')]
Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="As `entry list` shows it.")]
Begin = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="T", help="Like 2026-11-21T14:00, or 14:00 today; a date is its beginning."
    ),
]
End = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="T", help="Like 2026-11-21T15:00, or 15:00 today; a date includes that day."
    ),
]

_TIME_OF_DAY = re.compile(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?", re.ASCII)


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

    Its labels are its own: without --project it is on none, whatever timer runs.
    Example: worktracker entry add --from 2026-11-21T14:00 --to 2026-11-21T15:00 --note Meeting
    """
    with relabelling() as opened:
        store = opened.store
        begin, until = _stretch(store, start, end)
        wish = _wish(store, note, category, project, tag)
        now_ms = context.clock.now().wall_ms
        number = store.assigning.add_entry(begin, until, wish, context.clock.zone_at, now_ms)
        shown = _shown(store, store.assigning.entry(number))
    _tell(shown, "written down" + ("; it lies in the future" if until > now_ms else ""), as_json=as_json)


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
    with relabelling(make=False) as opened:
        store = opened.store
        wish = _wish(store, note, category, project, tag)
        now_ms = context.clock.now().wall_ms
        if number is None:
            begin, until = _stretch(store, start, end)
            store.assigning.label(begin, until, wish, now_ms)
            shown = stretch_shown(begin, until)
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
    with relabelling(make=False) as opened:
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
    with relabelling(make=False) as opened:
        opened.store.assigning.remove_entry(number, context.clock.now().wall_ms)
    print(f"Entry {number} removed; `worktracker entry undo` brings it back.")


@group.command()
def undo(as_json: Json = False) -> None:
    """Undo the newest change of entries, labels or the timer; again for the one before.

    Example: worktracker entry undo
    """
    with relabelling(make=False) as opened:
        store = opened.store
        undone = store.assigning.undo()
        more = store.assigning.newest_deed() is not None
        project = store.projects.all().get(undone.project or 0)
    shown = {
        "undone": undone.deed,
        "start": None if undone.start_ms is None else instant_shown(undone.start_ms),
        "end": None if undone.end_ms is None else instant_shown(undone.end_ms),
        "project": None if project is None else project.name,
        "note": undone.note,
    }
    if as_json:
        context.print_json(shown)
        return
    when = [] if shown["start"] is None else [when_words(shown)]
    about = [f"“{undone.note}”"] if undone.note else [project.name] if project else []
    print(f"Undone: {', '.join([undone.deed, *when, *about])}.")
    if not more:
        print("Nothing is left to undo.")


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
        low, high = _bound(store, period, 0), _bound(store, period, 1)
        found = [
            {
                "id": one.entry,
                "kind": kind_of(one),
                **stretch_shown(one.start_ms, one.end_ms),
                **_labels(store, one.id),
            }
            for one in timer_as_one(store.reader.assignments(period))
            if one.start_ms < high and one.end_ms > low
        ]
    if as_json:
        context.print_json(found)
    elif not found:
        print("Nothing was written down.")
    else:
        print_entries(found)


@group.command("gaps")
def list_gaps(
    start: From = None,
    end: To = None,
    at_least: Annotated[
        str, typer.Option("--at-least", metavar="DUR", help="Leave out what is shorter, like 15m.")
    ] = "5m",
    as_json: Json = False,
) -> None:
    """Show the time between the work of each day; today's without --from and --to. `entry add` fills one.

    Example: worktracker entry gaps --from week --at-least 15m
    """
    from worktracker.reports.gaps import gaps

    opened = context.open_store()
    found: list[dict[str, Any]] = []
    at_least_ms = parse_duration(at_least)
    if opened is not None:
        store = opened.store
        period = context.times(store).period("today" if start is None and end is None else start, end)
        found = [
            {**stretch_shown(gap.start_ms, gap.end_ms), "away_seconds": gap.away_ms / 1000}
            for gap in gaps(store.reader, period, store.settings.day_start_ms, at_least_ms)
        ]
    if as_json:
        context.print_json(found)
        return
    for gap in found:
        length, away = (round(gap[name] * 1000) for name in ("duration_seconds", "away_seconds"))
        what = {0: "nothing recorded", length: "away"}.get(away, f"{duration_words(away)} of it away")
        print(f"{when_words(gap)}  {duration_words(length)}, {what}")
    if not found:
        print(f"No gap of {duration_words(at_least_ms)} or more.")


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
    start, end = _dated(start), _dated(end)
    period = context.times(store).period(start, end) if start != end else None
    if period is None:
        at = context.times(store).period(start, None)
        to = context.times(store).period(None, end)
        period = Period(at.first_day, to.last_day, at.from_ms, to.to_ms)
    return _bound(store, period, 0), _bound(store, period, 1)


def _dated(text: str) -> str:
    """A ``T``; a time of day alone is that of the date that it is."""
    bare = text.strip()
    if not _TIME_OF_DAY.fullmatch(bare):
        return text
    now_ms = context.clock.now().wall_ms
    today = local_datetime(now_ms, context.clock.zone_at(now_ms).offset_s)
    return f"{today:%Y-%m-%d}T{bare.zfill(5 if bare.count(':') == 1 else 8)}"


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
    period = context.times(store).period(_dated(text), None)
    if period.from_ms is None:
        raise UsageError("That is a day, not an instant.", "Write it like 2026-11-21T14:30.")
    return period.from_ms


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
        **stretch_shown(entry.start_ms, entry.end_ms),
        **_labels(store, entry.parts[0].id),
    }


def _tell(shown: dict[str, Any], deed: str, *, as_json: bool) -> None:
    if as_json:
        context.print_json(shown)
        return
    which = f"Entry {shown['id']}" if "id" in shown else "The stretch"
    length = duration_words(round(shown["duration_seconds"] * 1000))
    print(f"{which}, {when_words(shown)} ({length}), {deed}.")
