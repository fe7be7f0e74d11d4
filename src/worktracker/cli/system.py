"""``doctor``: what works on this desktop."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import closing
from typing import Annotated, Any

import typer

from worktracker.app.confinement import FAMILIES, Attempt, attempts
from worktracker.app.loop import SelectorLoop
from worktracker.cli import context
from worktracker.cli.context import Json
from worktracker.cli.output import progress_of
from worktracker.cli.recording import current_status
from worktracker.errors import NotRunningError, WorkTrackerError
from worktracker.model.sample import Sample
from worktracker.reports.words import counted
from worktracker.store.verifying import STEP_DAYS, days_kept, set_right, wrong_days


def doctor(
    every_day: Annotated[
        bool, typer.Option("--totals", help="Compare the totals of every day with the spans; takes long.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make totals anew that are not what the spans say.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say what works on this desktop, and what to do where something does not.

    Example: worktracker doctor
    """
    found = checks(every_day=every_day, repair=repair)
    if as_json:
        context.print_json({"ok": all(check["ok"] for check in found), "checks": found})
    else:
        for check in found:
            print(f"{_mark(check):>3}  {check['name']}: {check['finding']}")
            for hint in check["hints"]:
                print(f"       {hint}")
    if not all(check["ok"] for check in found):
        raise typer.Exit(1)


def checks(*, every_day: bool = False, repair: bool = False) -> list[dict[str, Any]]:
    """What works and what does not: ``name``, ``ok``, ``finding`` and ``hints`` of each."""
    return [_desktop(), _files(), _store(), _totals(every_day=every_day, repair=repair), _network()]


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(doctor)


def _mark(check: dict[str, Any]) -> str:
    """``ok``, ``!`` where something is to be done or known about, ``NOT`` where it does not work."""
    if not check["ok"]:
        return "NOT"
    return "!" if check["hints"] else "ok"


def _check(name: str, ok: bool, finding: str, hints: list[str] | None = None) -> dict[str, Any]:
    return {"name": name, "ok": ok, "finding": finding, "hints": hints or []}


def _desktop() -> dict[str, Any]:
    try:
        found = context.client().request("sources")
        sources: Any = found["sources"]
        limits: Any = found["limits"]
        if sources.get("window"):
            return _check("desktop", True, _words(sources), limits)
    except NotRunningError:
        pass
    try:
        sources, limits = _look()
    except WorkTrackerError as error:
        return _check("desktop", False, error.message, [error.hint] if error.hint else [])
    return _check("desktop", True, _words(sources), limits)


def _look() -> tuple[dict[str, str | None], list[str]]:
    """Open the desktop as the recorder would, and let it go again; nothing is kept."""
    from worktracker.capture.select import open_session_desktop

    with (
        closing(SelectorLoop()) as loop,
        closing(open_session_desktop(context.clock, loop, os.environ)) as desktop,
    ):
        desktop.open(_Deaf(), 180_000)
        return desktop.sources, list(desktop.limits)


class _Deaf:
    """Hears everything and keeps nothing."""

    def window_changed(self, sample: Sample) -> None: ...
    def went_idle(self, idle_ms: int) -> None: ...
    def came_back(self) -> None: ...
    def input_seen(self) -> None: ...
    def lock_changed(self, locked: bool) -> None: ...
    def desktop_lost(self, message: str) -> None: ...
    def asleep_changed(self, asleep: bool) -> None: ...
    def clock_set(self) -> None: ...
    def idle_inhibitors_changed(self) -> None: ...


def _words(sources: dict[str, str | None]) -> str:
    return ", ".join(f"{name}: {source or 'none'}" for name, source in sources.items())


def _store() -> dict[str, Any]:
    try:
        opened = context.open_store()
    except WorkTrackerError as error:
        return _check("record", False, error.message, [error.hint] if error.hint else [])
    if opened is None:
        return _check("record", True, "none yet")
    found = current_status()["store"]
    return _check(
        "record", True, f"{found['path']}, {found['bytes'] / 1e6:.1f} MB, encrypted, key: {found['key']}"
    )


def _totals(*, every_day: bool, repair: bool) -> dict[str, Any]:
    """Whether reports, which are made of totals, say what the spans say."""
    try:
        opened = context.open_store()
    except WorkTrackerError as error:
        return _check("totals", False, error.message)
    kept = days_kept(opened.store.connection) if opened else None
    if opened is None or kept is None:
        return _check("totals", True, "none yet")
    store = opened.store
    first, last = kept
    if not every_day:
        first = max(first, last - STEP_DAYS + 1)
    with progress_of("Comparing", last - first + 1, least=2 * STEP_DAYS) as progress:
        wrong = wrong_days(store.connection, first, last, store.settings.day_start_ms, progress)
    what = "all totals" if every_day else f"the totals of the last {STEP_DAYS} days"
    if not wrong:
        return _check("totals", True, f"{what} are what the spans say")
    days = counted(len(wrong), "day")
    if not repair:
        again = f"Run: worktracker doctor {'--totals ' if every_day else ''}--repair"
        return _check("totals", False, f"those of {days} are not what the spans say", [again])
    with context.writing(make=False) as writable:
        set_right(writable.store.connection, wrong, writable.store.settings.day_start_ms)
    return _check("totals", True, f"those of {days} were not what the spans say, and are made anew")


def _files() -> dict[str, Any]:
    """Before the record is opened, which sets our own files right; directories are the user's to change."""
    open_ = context.home().open_to_others()
    if open_:
        places = " and ".join(map(str, open_))
        hint = f"Run: chmod 700 {' '.join(shlex.quote(str(place)) for place in open_)}"
        return _check("files", True, f"other users can look into {places}", [hint])
    return _check("files", True, "for you alone: directories 0700, files 0600")


def _network() -> dict[str, Any]:
    """Try, here and in the running app, what must not be possible."""
    tried: dict[str, Any] = {"this program": attempts()}
    try:
        tried["the running app"] = context.client().request("confinement")["attempts"]
    except NotRunningError:
        pass
    except WorkTrackerError as error:  # an older program, which does not know the question
        return _check("network", False, error.message, ["Quit worktracker and start it again."])
    hints: list[str] = []
    for who, found in tried.items():
        if left := [name for name, how in found.items() if how != Attempt.REFUSED]:
            hints.append(f"The kernel does not refuse {who}: {', '.join(left)}.")
    if hints:
        finding = "this program opens no network connection, but nothing here enforces that"
        # Only Linux has what it takes; elsewhere there is nothing that could be done.
        return _check("network", sys.platform != "linux", finding + _granted(), hints)
    finding = f"refused by the kernel ({', '.join(FAMILIES)}) to {' and '.join(tried)}; tried just now"
    return _check("network", True, finding + _granted())


def _granted() -> str:
    """What can leave all the same, where a grant holds."""
    from worktracker.app.granted import network_of

    try:
        opened = context.open_store()
        if opened is None:
            return ""
        with closing(opened.store) as store:
            held = network_of(store, context.clock)["network"] == "granted"
    except WorkTrackerError:
        return ""  # another check says so
    return "; your grant lets `worktracker sync` send totals: worktracker sync status" if held else ""
