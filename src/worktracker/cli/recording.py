"""``start``, ``record``, ``stop``, ``quit``, ``pause``, ``resume``, ``status``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from worktracker.app.agreement import VERSION
from worktracker.app.commands import store_status, today_seconds
from worktracker.app.granted import network_of
from worktracker.app.opening import OpenStore
from worktracker.app.working import NOTHING, working_on
from worktracker.cli import agreement, context
from worktracker.cli.context import Json, time_words
from worktracker.cli.early import opening
from worktracker.cli.terminal import passphrase_prompt
from worktracker.control.client import AppRefusedError
from worktracker.control.instance import InstanceLock, is_held
from worktracker.errors import (
    ExitCode,
    NotRunningError,
    StoreUnavailableError,
    UsageError,
    WorkTrackerError,
)
from worktracker.keys.slots import key_kind, load
from worktracker.model.days import DAY_MS, local_datetime
from worktracker.model.durations import instant, parse_duration, parse_time_of_day
from worktracker.model.instants import InstantText


def start() -> None:
    """Start recording; starts the app in the background if none runs.

    Example: worktracker start
    """
    running = context.client()
    if not running.is_running():
        from worktracker.app.launch import launch

        _check_permission()
        launch(context.home(), passphrase_prompt())
    try:
        reply = running.request("start")
    except AppRefusedError as error:
        if error.exit_code is not ExitCode.PERMISSION_MISSING:
            raise
        agreement.ask_and_keep()
        reply = running.request("start")
    _tell_of_recording(reply)


def record() -> None:
    """Record in the foreground, without a tray, until Ctrl+C.

    Example: worktracker record
    """
    from worktracker.app.headless import record as record_here

    home = context.home()
    opened = _permitted()
    with InstanceLock(home.lock) as lock:
        if not context.is_current(opened):  # somebody was asked something meanwhile
            opened.store.close()
            opened = _permitted()
        record_here(home, opened, lock, context.clock, lambda line: print(line, file=sys.stderr, flush=True))


def stop() -> None:
    """Stop recording; the app stays, visibly stopped.

    Example: worktracker stop
    """
    context.client().request("stop")
    print("Stopped; nothing is recorded.")


def end() -> None:
    """End the app; what was recorded is written first.

    Example: worktracker quit
    """
    context.client().request("quit")
    _wait_until_ended()
    print("The app has ended; nothing is recorded.")


def pause(
    word: Annotated[str | None, typer.Argument(hidden=True)] = None,
    duration: Annotated[
        str | None, typer.Option("--for", metavar="DUR", help="How long: 90s, 15m, 1h30m, 1d.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="HH:MM|tomorrow", help="Until this local time, or until the next day begins."
        ),
    ] = None,
) -> None:
    """Pause recording; a timed pause ends by itself.

    Example: worktracker pause --for 15m
    """
    if word is not None:
        raise UsageError(
            f"{word!r} is not expected here.", "A length is given with --for 15m, an end with --until 15:40."
        )
    if duration is not None and until is not None:
        raise UsageError("--for and --until exclude each other.", "Give one of them.")
    if duration is not None:
        context.client().request("pause", for_ms=parse_duration(duration))
    elif until == "tomorrow":  # the app knows when its days begin
        context.client().request("pause", tomorrow=True)
    elif until is not None:
        context.client().request("pause", until_ms=_next(parse_time_of_day(until)))
    else:
        context.client().request("pause")
    resume_at = context.client().request("status")["resume_at"]
    print(f"Paused until {time_words(str(resume_at))}." if resume_at else "Paused until you resume.")


def resume() -> None:
    """Go on recording after a pause or a stop.

    Example: worktracker resume
    """
    _tell_of_recording(context.client().request("start"))


def status(as_json: Json = False) -> None:
    """What is being recorded, and what there is of today.

    Example: worktracker status --json
    """
    found = current_status()
    if as_json:
        for more in (
            "trouble",
            "outside_hours",
            "agreed",
            "unreadable",
            "work",
            "grants_ending",
            "waiting",
            "shown_since",
        ):  # for people; the public interface has no such names
            found.pop(more, None)
        context.print_json(found)
    else:
        print_status(found)


def current_status() -> dict[str, Any]:
    """The status of the running app, or of the home where none runs."""
    try:
        return context.client().request("status")
    except NotRunningError:
        return _status_off()


def print_status(found: dict[str, Any]) -> None:
    """Print a status in words."""
    from worktracker.reports.words import duration_words

    print(_state_line(found))
    if not found.get("agreed", True):
        print("not agreed yet: worktracker agree")
    seconds = found["today"]
    if seconds["active_seconds"] is None:
        print(f"today: not known. {found.get('unreadable', '')}".rstrip())
        return
    active, private, idle = (
        round(seconds[f"{name}_seconds"] * 1000) for name in ("active", "private", "idle")
    )
    today = f"today: {duration_words(active + private)}"
    if private:
        today += f", {duration_words(private)} of it private"
    if idle:
        today += f"; {duration_words(idle)} idle"
    print(today)
    work = found.get("work", NOTHING)
    if work["project"]:
        print(f"working on {work['project']} since {time_words(work['since'])}")
    if found.get("trouble"):
        print(f"trouble: {found['trouble']} What is recorded waits in memory.")
    store = found["store"]
    if not store["bytes"]:
        print("record: none yet")
        return
    key = f", key: {store['key']}" if store["key"] else ""
    print(f"record: {store['path']} ({store['bytes'] / 1e6:.1f} MB, encrypted{key})")
    _print_network(found)


def _state_line(found: dict[str, Any]) -> str:
    if found.get("waiting"):
        return "waiting until the desktop can be seen again; nothing is recorded"
    line = str(found["state"])
    if found.get("outside_hours"):
        line += f", outside your hours, until {time_words(found['resume_at'])}"
    elif found["resume_at"]:
        line += f" until {time_words(found['resume_at'])}"
    elif since := found["shown_since"]:
        line += f" since {time_words(since)}"
    activity = found["activity"]
    if activity and activity["app"]:
        line += f" · {activity['app']}"
    return line


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(start)
    app.command()(record)
    app.command()(stop)
    app.command("quit")(end)
    app.command()(pause)
    app.command()(resume)
    app.command()(status)


def _print_network(found: dict[str, Any]) -> None:
    print(
        "network: granted; see worktracker sync status" if found["network"] == "granted" else "network: none"
    )
    for url, end in found.get("grants_ending", {}).items():
        print(f"the grant for {url} ends on {end}: worktracker sync grant {url} --end D")


def _check_permission() -> None:
    """See that the user has agreed, or ask; the app that is started then opens the store itself."""
    _permitted().store.close()


def _permitted() -> OpenStore:
    """The store, with an agreement in it.

    Raises:
        PermissionMissingError: the user has not agreed, and there is nobody to ask.
    """
    begun = opening()
    found = begun.existing()
    newest = found.store.agreements.newest() if found else None
    if found is not None and newest is not None and newest.version >= VERSION:
        return found
    agreement.ask_for_agreement(newest)
    opened = found or context.open_or_make(begun)
    agreement.keep_agreement(opened)
    return opened


def _tell_of_recording(reply: Mapping[str, Any]) -> None:
    begin = reply.get("hours_begin")
    if not begin:
        print("Recording.")
    else:
        print(f"Recording outside your hours, until you stop; they hold again from {time_words(str(begin))}.")


def _next(time_of_day_ms: int) -> int:
    """The next instant at which the local clock shows this time."""
    now = context.clock.now().wall_ms
    today = local_datetime(now, context.clock.zone_at(now).offset_s).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    from datetime import timedelta

    for days in (0, 1):
        at = instant(today + timedelta(days=days, milliseconds=time_of_day_ms), context.local_zone())
        if at > now:
            return at
    return now + DAY_MS


def _status_off() -> dict[str, Any]:
    home = context.home()
    today: dict[str, float | None] = dict.fromkeys(("active_seconds", "idle_seconds", "private_seconds"), 0.0)
    key = since = None
    agreed, unreadable, work = False, "", NOTHING
    network: dict[str, object] = {"network": "none"}
    try:
        if home.keys.exists():
            key = key_kind(load(home.keys))
        opened = context.open_store() if home.store.exists() else None
        if opened is not None:
            reader = opened.store.reader
            today = {**today_seconds(reader.day_states(context.today(opened.store)))}
            newest = reader.newest_end_ms()
            if newest is not None:
                since = InstantText(context.clock.zone_at(newest).offset_s)(newest)
            last = opened.store.agreements.newest()
            agreed = last is not None and last.version >= VERSION
            work = working_on(opened.store, context.clock)
            network = network_of(opened.store, context.clock)
            opened.store.close()
    except StoreUnavailableError as error:
        # The state is known all the same.
        today, agreed, unreadable = dict.fromkeys(today), True, str(error)
    return {
        "state": "off",
        "waiting": False,
        "since": since,
        "shown_since": since,
        "resume_at": None,
        "activity": None,
        "today": today,
        "sources": dict.fromkeys(("window", "idle", "session", "browser")),
        "store": store_status(home.store, key),
        **network,
        "agreed": agreed,
        "unreadable": unreadable,
        "work": work,
    }


def _wait_until_ended() -> None:
    import time

    deadline = time.monotonic() + 10
    while is_held(context.home().lock):
        if time.monotonic() > deadline:
            raise WorkTrackerError("The app was told to end, and has not done so within 10 s.")
        time.sleep(0.02)
