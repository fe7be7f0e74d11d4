"""``key``: status, recovery phrase, restore, passphrase."""

from __future__ import annotations

import os
import secrets
import sys
from typing import Annotated

import typer

from worktracker.app.key_ways import keep_in_keyring, remove_passphrase, set_passphrase
from worktracker.app.opening import path_size
from worktracker.app.rotation import rotate as app_rotate
from worktracker.cli import context
from worktracker.cli.context import Json, Yes
from worktracker.cli.terminal import is_yes, new_passphrase_prompt, on_terminal, passphrase_prompt
from worktracker.control.client import ControlClient
from worktracker.errors import (
    NotRunningError,
    PermissionMissingError,
    StoreUnavailableError,
    UsageError,
    WorkTrackerError,
)
from worktracker.keys.change import SlotFile
from worktracker.keys.passphrase import long_enough, supplied_passphrase
from worktracker.keys.phrase import key_from, phrase_of
from worktracker.keys.slots import key_kind, load
from worktracker.reports.words import counted
from worktracker.store.rekey import opens, rekey
from worktracker.store.store import Store

_HELP = """The key of the record.

Where there is no keyring, a passphrase guards it: asked for on the terminal, or taken from the first
line of the file that WORKTRACKER_PASSPHRASE_FILE names, or from WORKTRACKER_PASSPHRASE. The environment
of a program can be read by all others of the same user: the file is the better place.

Example: worktracker key status
"""

_REWRITING_S = 300.0

group = typer.Typer(help=_HELP, no_args_is_help=True)


@group.command()
def status(as_json: Json = False) -> None:
    """Where the key is kept, and whether it opens the record.

    Example: worktracker key status
    """
    home = context.home()
    if not home.keys.exists() and not path_size(home.store):
        found: dict[str, object] = {"key": None, "store_id": None, "opens": False}
        trouble = "There is no record yet."
    else:
        slots = load(home.keys)
        found = {"key": key_kind(slots), "store_id": slots.store_id}
        trouble = ""
        try:
            found["opens"] = context.open_store() is not None
        except StoreUnavailableError as error:
            found["opens"], trouble = False, str(error)
    if as_json:
        context.print_json(found | ({"trouble": trouble} if trouble else {}))
        return
    print(f"key: {found['key'] or 'none'}")
    print(trouble or "It opens the record.")


@group.command()
def recovery(as_json: Json = False, yes: Yes = False) -> None:
    """Show the recovery phrase: 24 words that open the record on any computer.

    Example: worktracker key recovery
    """
    opened = context.open_store()
    if opened is None:
        raise UsageError("There is no record yet, so there is no phrase.", "Run: worktracker start")
    words = phrase_of(opened.store.key)
    if as_json:
        context.print_json({"phrase": words})
        return
    if not yes:
        _see_that_it_may_be_shown()
    each = words.split()
    for row in range(6):
        print(
            "   ".join(
                f"{row + 6 * column + 1:>2} {each[row + 6 * column]:<10}" for column in range(4)
            ).rstrip()
        )
    if on_terminal() and not yes:
        _ask_back(each)


@group.command()
def restore() -> None:
    """Give the record its key back, from the recovery phrase.

    The phrase is read from the terminal, or from standard input. Example:
    worktracker key restore < phrase.txt
    """
    home = context.home()
    if not path_size(home.store):
        raise StoreUnavailableError(
            f"There is no record at {home.store}.", "Copy worktracker.db there first."
        )
    phrase = typer.prompt("The 24 words", err=True, hide_input=True) if on_terminal() else sys.stdin.read()
    key = key_from(phrase)
    if not opens(home.store, key):
        raise StoreUnavailableError(
            "The record does not open with this phrase: it is another's, or `key rotate` replaced it.",
            "Nothing was changed.",
        )
    store = Store.open(home.store, [key], context.clock.now().wall_ms)
    try:
        store_id = store.store_id
    finally:
        store.close()
    file = SlotFile(home.keys)
    try:
        slots = load(home.keys)
        if slots.store_id == store_id and slots.current.passphrase is not None and slots.pending is None:
            slots = file.add_keyring(slots, key)
            print(f"The record opens again; the passphrase stays as it was. key: {key_kind(slots)}")
            return
    except StoreUnavailableError:
        pass  # the slots are lost, or the keyring is: a new first slot
    slots = file.restore(store_id, key, new_passphrase_prompt())
    print(f"The record opens again. key: {key_kind(slots)}")


@group.command()
def rotate(yes: Yes = False, as_json: Json = False) -> None:
    """Give the record a new key, and so a new recovery phrase; the old phrase opens nothing any more.

    Copies of the record are put under the new key too. Example: worktracker key rotate
    """
    context.confirm(
        "Replace the key of the record? The recovery phrase you may have written down opens nothing then.",
        yes=yes,
        what="rotate",
    )
    home = context.home()
    opened = context.open_store()
    if opened is None:
        raise UsageError("There is no record yet.", "Run: worktracker start")
    store = opened.store
    if opened.slots.pending is not None:
        raise WorkTrackerError(
            "An earlier rotation is not over: a copy can't be rewritten, or another command is at work.",
            "See `worktracker backup list`; make the copies' folders writable.",
        )
    try:
        secret = _passphrase_in_use() if opened.slots.current.passphrase is not None else None
        copies = app_rotate(home, store, opened.slots, secret, lambda key: _rewrite(store, key))
    finally:
        store.close()
    left = [str(path) for path in (*copies.missing, *copies.failed)]
    if as_json:
        context.print_json({"backups_rewritten": copies.changed, "backups_left": left})
        return
    print("The record has a new key. Write down its new phrase: worktracker key recovery")
    if copies.changed:
        print(f"Put under it too: {counted(copies.changed, 'copy', 'copies')}.")
    for path in left:
        print(f"Not reached: {path}. What lies there opens with the old recovery phrase only.")


@group.command()
def passphrase(
    off: Annotated[bool, typer.Option("--off", help="Remove it; the keyring keeps the key.")] = False,
    keyring: Annotated[bool, typer.Option("--keyring", help="Put the key into the keyring as well.")] = False,
    new_file: Annotated[
        typer.FileText | None,
        typer.Option("--new-file", metavar="FILE", help="Its first line is the new one."),
    ] = None,
) -> None:
    """Set, change or remove the passphrase.

    Example: worktracker key passphrase
    """
    home = context.home()
    opened = context.open_store()
    if opened is None:
        raise UsageError("There is no record yet.", "Run: worktracker start")
    before = opened.slots.current.passphrase
    if off:
        ways = remove_passphrase(home, opened.store, opened.slots)
    elif keyring:
        ways = keep_in_keyring(home, opened.store, opened.slots)
    else:
        ways = set_passphrase(home, opened.store, opened.slots, _new_passphrase(new_file))
    print(f"key: {key_kind(ways.slots)}")
    if before is None or before == ways.slots.current.passphrase:
        return
    for folder in ways.missing:
        print(f"Not reached: {folder}. Copies there open with the old passphrase; connect it and try again.")
    print("If somebody else knows the old passphrase, replace the key too: worktracker key rotate")


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="key")


def _new_passphrase(new_file: typer.FileText | None) -> str:
    if new_file is not None:
        return long_enough(new_file.readline().rstrip("\r\n"))
    ask = new_passphrase_prompt()
    if ask is not None:
        return ask()
    supplied = supplied_passphrase(os.environ)
    if supplied is None:
        raise UsageError("There is no terminal to ask for the new passphrase on.", "Give --new-file FILE.")
    return supplied


def _passphrase_in_use() -> str | None:
    supplied = supplied_passphrase(os.environ)
    ask = passphrase_prompt()
    return supplied if supplied is not None or ask is None else ask()


def _rewrite(store: Store, key: bytes) -> None:
    """Put the store under ``key``: by the running app, which goes on with it, or here."""
    try:
        ControlClient(context.home().socket, timeout_s=_REWRITING_S).request("rekey", key=key.hex())
    except NotRunningError:
        rekey(store.path, store.key, key)


def _see_that_it_may_be_shown() -> None:
    """Ask whether the phrase may be on the screen.

    Raises:
        PermissionMissingError: it may not, or there is nobody to ask.
    """
    if not on_terminal():
        raise PermissionMissingError(
            "There is no terminal to ask on, and `key recovery` needs your word.", "Add --yes."
        )
    if not is_yes("The phrase opens your whole record, for whoever sees it. Show it now?"):
        raise PermissionMissingError("Nothing was shown.")


def _ask_back(words: list[str]) -> None:
    """Take the phrase off the screen, and ask for two of its words."""
    typer.prompt(
        "Write it down, then press Enter: the screen is cleared", default="", show_default=False, err=True
    )
    if sys.stdout.isatty():
        print("\x1b[2J\x1b[3J\x1b[H", end="", flush=True)  # the screen, and what has scrolled off it
    for number in sorted(secrets.SystemRandom().sample(range(1, 25), 2)):
        answer = typer.prompt(f"Word {number}, to be sure that you have it", err=True)
        if answer.strip().lower() != words[number - 1]:
            raise WorkTrackerError(f"Word {number} is another one.", "Write the phrase down and try again.")
    print("Right. Keep it where only you find it.")
