"""``forget``: erase for good."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from worktracker.app.backups import Copies, require_rewritten
from worktracker.app.backups import forget as app_forget
from worktracker.app.belongings import belongings
from worktracker.app.end_of_all import UNREADABLE, erase_all
from worktracker.app.forget_command import forget_command
from worktracker.cli import context
from worktracker.cli.context import From, Json, To, Yes
from worktracker.cli.terminal import on_terminal
from worktracker.control.instance import InstanceLock
from worktracker.errors import NotRunningError, UsageError, WorkTrackerError
from worktracker.home import Home
from worktracker.keys.slots import load
from worktracker.model.durations import parse_duration
from worktracker.model.period import Period
from worktracker.privacy.rules import Action, Rule, check_rule
from worktracker.reports.words import counted, duration_words
from worktracker.store import forgotten
from worktracker.store.backup_folders import known_folders
from worktracker.store.erase import Eraser, Forgotten, Selection, scrub
from worktracker.store.store import Store

_END_WITHIN_S = 10.0
"""For an app that was told to end."""


def forget(
    last: Annotated[
        str | None, typer.Option("--last", metavar="DUR", help="The last 15m, 2h, 1h30m, 1d.")
    ] = None,
    start: From = None,
    end: To = None,
    app: Annotated[str | None, typer.Option("--app", metavar="P", help="An application, a glob.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="P", help="Window titles, a glob.")] = None,
    domain: Annotated[
        str | None, typer.Option("--domain", metavar="P", help="A site with its subdomains.")
    ] = None,
    everything: Annotated[bool, typer.Option("--everything", help="The key and the record.")] = False,
    times: Annotated[
        bool, typer.Option("--times", help="When you had times forgotten, which an import asks about.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much.")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Erase for good, from the file too.

    Example: worktracker forget --last 15m
    """
    timed = last is not None or start is not None or end is not None
    _check_ways(
        {
            "--last": last is not None,
            "--from, --to": start is not None or end is not None,
            "--app, --title, --domain": app is not None or title is not None or domain is not None,
            "--everything": everything,
            "--times": times,
        }
    )
    if start is not None and end is None:
        raise UsageError(
            "--from needs --to.", "Example: worktracker forget --from 2026-11-21T14:00 --to 2026-11-21T15:00"
        )
    if end is not None and start is None:
        raise UsageError("--to needs --from.")
    if everything:
        _forget_everything(dry_run=dry_run, yes=yes, as_json=as_json)
        return
    if times:
        _forget_times(dry_run=dry_run, yes=yes, as_json=as_json)
        return
    rule = None
    if not timed:
        rule = Rule(Action.DROP, app, title, None, domain)
        check_rule(rule)
    duration = None if last is None else parse_duration(last)
    found = _preview(duration, start, end, rule)
    if found is None:
        _report(Forgotten(0, 0), as_json=as_json, dry_run=dry_run)
        return
    if dry_run:
        _report(found, as_json=as_json, dry_run=True)
        return
    if found.spans or not on_terminal():  # nobody is asked about nothing
        context.confirm(f"Forget {_words(found)}? It can't be undone.", yes=yes, what="forget")
    with context.writing(make=False, cut=True) as opened:
        selection = _selection(opened.store, duration, start, end, rule)
        erased = app_forget(context.home(), opened.store, selection)
        behind = opened.store.sharing.behind()
    again = _again(selection) if timed else "the same command again."
    _report(erased.forgotten, as_json=as_json, dry_run=False, copies=erased.copies, again=again)
    if not as_json:
        print_behind(behind)
    require_rewritten(erased.copies, again)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(forget)


def _check_ways(ways: dict[str, bool]) -> None:
    """See that one way of naming what is to be forgotten was taken.

    Raises:
        UsageError: none was, or more than one.
    """
    given = [name for name, is_given in ways.items() if is_given]
    if not given:
        raise UsageError(
            "What is to be forgotten?",
            "Give --last, or --from and --to, or --app, --title, --domain, or --everything.",
        )
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other.", "Give one of them.")


def _again(selection: Selection) -> str:
    """What erases the same time from a copy that is there later: ``--last`` would mean another then."""
    now_ms = context.clock.now().wall_ms
    return forget_command(selection.period, now_ms, context.clock.zone_at(now_ms).offset_s)


def _preview(duration: int | None, start: str | None, end: str | None, rule: Rule | None) -> Forgotten | None:
    opened = context.open_store()
    if opened is None:
        return None
    store = opened.store
    try:
        eraser = Eraser(store.connection, store.settings.day_start_ms)
        return eraser.preview(_selection(store, duration, start, end, rule))
    finally:
        store.close()


def _selection(
    store: Store, duration: int | None, start: str | None, end: str | None, rule: Rule | None
) -> Selection:
    if rule is not None:
        return Selection(rule=rule)
    now_ms = context.clock.now().wall_ms
    if duration is not None:
        # Open at the end: nothing that was written meanwhile stays.
        return Selection(Period(from_ms=now_ms - duration), now_ms=now_ms)
    return Selection(context.times(store).period(start, end), now_ms=now_ms)


def _words(found: Forgotten) -> str:
    return f"{counted(found.spans, 'span')}, {duration_words(found.duration_ms)}"


def _forget_times(*, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Erase when something was forgotten."""
    opened = context.open_store()
    count = 0 if opened is None else len(forgotten.times(opened.store.connection))
    if opened is not None:
        opened.store.close()
    if count and not dry_run:
        context.confirm(f"Forget {counted(count, 'time')}? No import asks then.", yes=yes, what="forget")
        with context.writing(make=False, cut=True) as again:
            forgotten.drop(again.store.connection)
            scrub(again.store.connection)
    if as_json:
        context.print_json({"times": count, "dry_run": dry_run})
    else:
        print(f"{'Would forget' if dry_run else 'Forgotten'}: {counted(count, 'time')}.")


def _report(
    found: Forgotten, *, as_json: bool, dry_run: bool, copies: Copies | None = None, again: str = ""
) -> None:
    if as_json:
        shown: dict[str, object] = {
            "spans": found.spans,
            "seconds": found.duration_ms / 1000,
            "dry_run": dry_run,
        }
        context.print_json(shown | ({} if copies is None else {"backups": copies_shown(copies)}))
        return
    if not found.spans:
        in_copies = copies is not None and copies.changed
        print("Nothing in the record matches." if in_copies else "Nothing matches; nothing was erased.")
    elif dry_run:
        print(f"Would forget {_words(found)}.")
    else:
        print(f"Forgotten: {_words(found)}. The bytes are gone from the file.")
    if copies is not None:
        print_copies(copies, again)


def copies_shown(copies: Copies) -> dict[str, object]:
    """What became of the copies, for JSON."""
    return {
        "rewritten": copies.changed,
        "missing_folders": [str(path) for path in copies.missing],
        "failed": [str(path) for path in copies.failed],
    }


def print_copies(copies: Copies, again: str = "the same command again.") -> None:
    """Say what became of the copies, and what is to be run ``again`` when the others are there."""
    if copies.changed:
        print(f"Gone from {counted(copies.changed, 'copy', 'copies')} too.")
    for path in copies.missing:
        print(f"NOT from the copies in {path}, which is not there now: connect it and run {again}")
        print(f"If it is lost: worktracker backup abandon {path}")


def print_behind(urls: Iterable[str]) -> None:
    """Say which servers have totals of what was forgotten, and until when."""
    for url in urls:
        print(f"{url} has totals of it until the next sync: worktracker sync now")


def _forget_everything(*, dry_run: bool, yes: bool, as_json: bool) -> None:
    home = context.home()
    store_id, folders, shared = _known(home)
    for url in shared:
        print(f"What was sent to {url} stays there: run `worktracker sync revoke` first.", file=sys.stderr)
    if dry_run:
        found = belongings(home, store_id, folders)
        if as_json:
            context.print_json({"erased": [str(path) for path in found], "left": [], "dry_run": True})
        for path in () if as_json else found:
            print(f"Would erase {path}")
        return
    context.confirm(
        "Forget everything: destroy the key and erase every file, the copies too?",
        yes=yes,
        what="forget --everything",
    )
    with suppress(NotRunningError):
        context.client().request("quit")
    with _alone(home):
        end = erase_all(home, store_id, folders)
    if as_json:
        erased = [str(path) for path in end.erased]
        context.print_json({"erased": erased, "left": end.left, "dry_run": False})
    for path in () if as_json else end.erased:
        print(f"Erased {path}")
    end.require_whole()
    if not as_json:
        print(f"Nothing is left here. {UNREADABLE}" if end.erased else "There was nothing to forget.")


def _known(home: Home) -> tuple[str | None, list[Path], list[str]]:
    """The store's id, the folders with copies of it, and who has totals of it, as far as it can be had."""
    try:
        store_id = load(home.keys).store_id
    except WorkTrackerError:
        return None, [], []
    try:
        opened = context.open_store()
    except WorkTrackerError:
        return store_id, [], []  # without its key nobody knows where copies are
    if opened is None:
        return store_id, [], []
    try:
        sharing = opened.store.sharing
        left = {grant.recipient for grant in sharing.grants() if grant.may_be_there}
        shared = list(dict.fromkeys(each.url for each in sharing.recipients() if each.id in left))
        return store_id, known_folders(opened.store.connection), shared
    finally:
        opened.store.close()


@contextmanager
def _alone(home: Home) -> Generator[None]:
    """Once no app of this home runs any more, let none begin; one that did would record into nothing."""
    lock = InstanceLock(home.lock)
    if home.lock.exists():
        lock.acquire(_END_WITHIN_S)
    try:
        yield
    finally:
        lock.release()
