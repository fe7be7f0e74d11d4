"""What commands share: the home, its store, the running app, and the person at the terminal."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from worktracker.app.opening import Opening, OpenStore
from worktracker.cli.early import opening
from worktracker.cli.terminal import is_yes, new_passphrase_prompt, on_terminal
from worktracker.clock import SystemClock
from worktracker.control.client import AppEndedError, ControlClient
from worktracker.errors import (
    NotRunningError,
    PermissionMissingError,
    StoreBusyError,
    UsageError,
)
from worktracker.home import Home
from worktracker.keys.passphrase import LEAST_CHARACTERS, is_short, supplied_passphrase
from worktracker.keys.slots import load
from worktracker.model.days import day_number, local_datetime
from worktracker.model.durations import Times
from worktracker.model.weeks import WeekStart
from worktracker.store.store import Store

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]

From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="T",
        help="today, yesterday, week, month, year, 2026-11-21 or 2026-11-21T17:30. Without --to, a word goes"
        " on to the end of that day, week, month or year (yesterday: of today); a date has no end.",
    ),
]
To = Annotated[
    str | None, typer.Option("--to", metavar="T", help="The same words; a date includes that day.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write a file; - is standard output."),
]

RENEW_S = 15.0
"""How often the app is told that a command works on; see :data:`worktracker.app.lease.LEASE_MS`."""

clock = SystemClock()


def home() -> Home:
    """The home that the environment names."""
    return Home.from_environment(os.environ)


def client() -> ControlClient:
    """The way to the running app of this home."""
    return ControlClient(home().socket)


def confirm(question: str, *, yes: bool, what: str, option: str = "--yes") -> None:
    """Go on only if the user says so.

    Raises:
        PermissionMissingError: there is nobody to ask, and ``option`` was not given.
    """
    if yes:
        return
    if not on_terminal():
        raise PermissionMissingError(
            f"There is no terminal to ask on, and `{what}` needs your word.", f"Add {option}."
        )
    if not is_yes(question):
        raise PermissionMissingError("Nothing was changed.")


def open_store() -> OpenStore | None:
    """The store, up to this moment; None if there is none yet.

    Raises:
        StoreUnavailableError: it can't be opened.
    """
    begun = opening()
    settled = _settle()
    opened = begun.existing()
    if opened is not None and not settled:
        opened.store.close_span_left_open(home().heartbeat, opened.slots.store_id)
    return opened


def open_or_make(begun: Opening) -> OpenStore:
    """The store, made if there is none yet.

    A short passphrase that the environment supplies for a new one is taken, and whoever sits at the
    terminal is told.

    Raises:
        StoreUnavailableError: it can't be opened, or no key can be kept.
    """
    if not begun.exists and on_terminal() and is_short(supplied_passphrase(os.environ)):
        print(
            f"The passphrase has fewer than {LEAST_CHARACTERS} characters: it can be guessed.",
            file=sys.stderr,
        )
    return begun.existing_or_new(new_passphrase_prompt())


def _settle() -> bool:
    """Have the running app write what it has; whether one runs."""
    try:
        client().request("settle")
    except NotRunningError:
        return False
    return True


def is_current(opened: OpenStore) -> bool:
    """Whether the home has this store still, with this key: others may have put another there, or none."""
    return load(home().keys) == opened.slots and opened.store.in_place


def as_it_is_now(opened: OpenStore) -> OpenStore:
    """``opened``, or the store opened anew where it or its key was replaced while another was waited for.

    Raises:
        StoreUnavailableError: it can't be opened.
    """
    if is_current(opened):
        return opened
    opened.store.close()
    again = opening().existing()
    if again is None:
        raise UsageError("There is no record any more.", "Run: worktracker start")
    return again


@contextmanager
def renewing(running: ControlClient | None) -> Generator[None]:
    """Tell the app now and then that this command works on; one that stands still tells nothing."""
    if running is None:
        yield
        return
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(RENEW_S):
            with suppress(AppEndedError):
                running.tell("renew")

    thread = threading.Thread(target=renew, name="renewing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def writing(*, make: bool = True, cut: bool = False) -> Generator[OpenStore]:
    """The store for a change: a running app waits meanwhile, and follows it at once afterwards.

    Args:
        make: make the store if there is none yet.
        cut: the running app ends its open span first, so that it can be forgotten.

    Raises:
        StoreUnavailableError: the store can't be opened; also if there is none and ``make`` is not set.
        StoreBusyError: another file was put into its place meanwhile.
    """
    begun = opening()
    opened = open_or_make(begun) if make else begun.existing()
    if opened is None:
        raise UsageError("There is no record yet.", "Run: worktracker start")
    running = client()
    try:
        running.__enter__()
    except NotRunningError:
        running = None
    try:
        if running is not None:
            running.request("hold", cut=cut)
        opened = as_it_is_now(opened)
        if running is None:
            opened.store.close_span_left_open(home().heartbeat, opened.slots.store_id)
        try:
            with renewing(running):
                yield opened
        finally:
            # Also after a failure: a rule may be in the store already, and must be followed; and by an app,
            # too, that had read the rules but could not be reached yet.
            # One that has ended meanwhile has nothing to follow: it reads them when it begins.
            with suppress(NotRunningError, AppEndedError):
                (running or client()).request("reload")
        if not opened.store.in_place:
            raise StoreBusyError(
                "Another command put another record into its place meanwhile, and that has not changed.",
                "Try again.",
            )
    finally:
        opened.store.close()
        if running is not None:
            running.__exit__()


def local_zone() -> tzinfo:
    """The local zone as one that knows its rules, where its name is known."""
    zone = clock.zone_at(clock.now().wall_ms)
    if zone.name:
        return ZoneInfo(zone.name)
    from datetime import timedelta, timezone

    return timezone(timedelta(seconds=zone.offset_s))


def today(store: Store | None) -> int:
    """The number of the local day that it is."""
    now = clock.now().wall_ms
    start = 0 if store is None else store.settings.day_start_ms
    return day_number(now, clock.zone_at(now).offset_s, start)


def times(store: Store | None) -> Times:
    """What ``T`` means now."""
    week_start = store.settings.week_start if store else WeekStart.MONDAY
    return Times(today(store), local_zone(), week_start)


def time_words(instant_text: str) -> str:
    """The time of day of an instant as it is written, with its date if that isn't today."""
    now_ms = clock.now().wall_ms
    today = local_datetime(now_ms, clock.zone_at(now_ms).offset_s).date().isoformat()
    day, time_of_day = instant_text[:10], instant_text[11:16]
    return time_of_day if day == today else f"{day} {time_of_day}"


def print_json(value: Mapping[str, Any] | list[Any]) -> None:
    """Print a value as JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
