"""``backup``: copies of the record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from worktracker.app.backups import Backups, copies_locked
from worktracker.app.opening import OpenStore, path_size
from worktracker.app.restoring import restore
from worktracker.cli import context
from worktracker.cli.context import Json, Yes
from worktracker.cli.copy_choice import named, newest, slots_of_home
from worktracker.control.instance import AlreadyRunningError, is_held
from worktracker.errors import StoreUnavailableError, UsageError, WorkTrackerError
from worktracker.model.days import local_datetime
from worktracker.model.instants import InstantText
from worktracker.reports.words import duration_words
from worktracker.store.backup import Backup, backups_in, newest_end_ms, tag_of
from worktracker.store.backup_folders import abandon_folder, known_folders, remember_folder
from worktracker.store.rekey import opens

_UNREAD = " Its rules and settings can't be read: those of the copy's day will hold."
_OTHER_KEY = " The key of today can't be had either: the copy's takes its place."

_HELP = """Copies of the record, encrypted with its key.

The running app makes one a day and keeps seven (settings `backup` and `backup-keep`). Forgetting
reaches the copies too. Example: worktracker backup create /media/stick
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)


@group.command()
def create(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where to; a stick, or a folder that is synced.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy the record as it is now, into the home or into DIR.

    Example: worktracker backup create /media/stick
    """
    opened = _opened()
    home = context.home()
    target = None if folder is None or folder.resolve() == home.backups.resolve() else folder.resolve()
    if target is not None and not target.is_dir():
        raise WorkTrackerError(f"{target} is not a directory.", "Name one that is there.")
    with copies_locked(home):
        opened = context.as_it_is_now(opened)
        made = _made(opened, target)
    if as_json:
        context.print_json(_shown(made))
        return
    print(f"Copied to {made.path} ({path_size(made.path) / 1e6:.1f} MB, encrypted).")
    if opened.slots.current.passphrase is None:
        print("On another computer it opens with the recovery phrase only: worktracker key recovery")
    else:
        print("On another computer it opens with your passphrase, or with the recovery phrase.")


def _made(opened: OpenStore, target: Path | None) -> Backup:
    connection = opened.store.connection
    # First: forgetting has to find what comes.
    new = target is not None and remember_folder(connection, target)
    try:
        return Backups.of(context.home(), opened.store).create(opened.slots, _now(), target)
    except WorkTrackerError:
        if target is not None and new and not backups_in(target, tag_of(opened.slots.store_id)):
            abandon_folder(connection, target)
        raise


@group.command()
def abandon(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where copies were put once.")],
    yes: Yes = False,
) -> None:
    """Give up the copies in DIR, a stick that is lost: no command looks for them there any more.

    What lies there stays as it is; `forget` and `key rotate` don't reach it. Example:
    worktracker backup abandon /media/stick
    """
    target = folder.resolve()
    opened = _opened()
    if target not in known_folders(opened.store.connection):
        raise UsageError(f"{target} is not known to hold copies.", "See: worktracker backup list")
    context.confirm(
        f"Give up the copies in {target}? What is forgotten from now on stays in them.",
        yes=yes,
        what="abandon",
    )
    abandon_folder(opened.store.connection, target)
    print(f"{target} is looked at no more. Copies there open with the key that they have.")
    print("If they are in somebody else's hands, replace the record's: worktracker key rotate")


@group.command("list")
def show(as_json: Json = False) -> None:
    """Show the copies, newest first, and the folders that are not there now.

    Example: worktracker backup list
    """
    copies, missing = _known()
    if as_json:
        context.print_json(
            {"backups": [_shown(each) for each in copies], "missing_folders": [str(path) for path in missing]}
        )
        return
    for each in copies:
        kept = "  (kept aside when a copy was restored)" if each.aside else ""
        print(f"{each.made:%Y-%m-%d %H:%M}  {path_size(each.path) / 1e6:8.1f} MB  {each.path}{kept}")
    if not copies:
        print("No copies. Example: worktracker backup create")
    for path in missing:
        print(f"{path} is not there now; copies in it can't be seen. Lost? worktracker backup abandon {path}")


@group.command("restore")
def bring_back(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A copy; by default the newest good one.")
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Make a copy the record; the record that is there is kept aside.

    On a new computer, with nothing there yet, it is the one command that is needed: it takes the
    passphrase, or the recovery phrase (asked for, or from standard input). Example:
    worktracker backup restore /media/stick/worktracker-2026-11-21-173000-0a1b2c3d.db
    """
    home = context.home()
    if is_held(home.lock):  # before anything is asked
        raise AlreadyRunningError(None)
    slots = slots_of_home()
    if file is None:
        chosen = newest(slots, [each.path.parent for each in _known()[0]], _now())
    else:
        chosen = named(file.resolve(), slots)
    copy, key = chosen.copy, chosen.key
    end_ms = newest_end_ms(copy, key)
    now_ms = context.clock.now().wall_ms
    until = None if end_ms is None else InstantText(context.clock.zone_at(end_ms).offset_s)(end_ms)
    if path_size(home.store):
        since = f"what was recorded since {until[:16].replace('T', ' ')}" if until else "everything"
        unread = "" if any(opens(home.store, known) for known in (*chosen.own, key)) else _UNREAD
        changes = _OTHER_KEY if chosen.place is not None and not chosen.own and slots is not None else ""
        context.confirm(
            f"Restore {copy.name}? Missing will be {since}; the record that is there is kept aside."
            f"{unread}{changes}",
            yes=yes,
            what="restore",
        )
    done = restore(home, copy, key, slots, chosen.own, _now(), chosen.place)
    if as_json:
        aside = None if done.aside is None else str(done.aside)
        context.print_json({"restored": str(copy), "recorded_until": until, "aside": aside})
        return
    ago = "" if end_ms is None else f"; what it holds ends {duration_words(max(now_ms - end_ms, 0))} ago"
    print(f"Restored from {copy}{ago}.")
    if done.aside is not None:
        print(f"What was there is kept in {done.aside}")
        if not done.chosen:
            print("Its rules and settings could not be read: those of the copy's day hold.")
    if done.key_of_copy and slots is not None:
        print("The record has the copy's key now, and its recovery phrase: worktracker key recovery")
    elif not done.key_of_copy and key not in chosen.own:
        print("It is under today's key: the recovery phrase of today opens it, not the copy's.")


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="backup")


def _opened() -> OpenStore:
    opened = context.open_store()
    if opened is None:
        raise UsageError("There is no record yet.", "Run: worktracker start")
    return opened


def _now() -> datetime:
    now_ms = context.clock.now().wall_ms
    return local_datetime(now_ms, context.clock.zone_at(now_ms).offset_s)


def _shown(backup: Backup) -> dict[str, object]:
    return {
        "path": str(backup.path),
        "made": backup.made.isoformat(),
        "bytes": path_size(backup.path),
        "aside": backup.aside,
    }


def _known() -> tuple[list[Backup], tuple[Path, ...]]:
    """Copies and missing folders; where the record can't be opened, only the home's are known."""
    home = context.home()
    slots = slots_of_home()
    if slots is None:
        return [], ()
    try:
        opened = context.open_store()
    except StoreUnavailableError:
        opened = None
    if opened is None:
        return Backups(home, slots.store_id, b"", []).all(), ()
    backups = Backups.of(home, opened.store)
    opened.store.close()
    return backups.all(), backups.missing
