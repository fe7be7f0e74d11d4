"""The session's timer that runs ``worktracker sync now --quiet``: set up at a grant, gone with the last one.

systemd's user manager where it answers (systemd.timer(5)); else an autostart entry, which runs it at each
login. Either is the session's child, never the app's, whose processes can't reach the network at all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from zlib import crc32

from worktracker.app.autostart import quoted_for_exec
from worktracker.errors import WorkTrackerError
from worktracker.home import VARIABLE, Home


class Timer(StrEnum):
    """What runs a sync by itself."""

    HOURLY = "every hour"
    AT_LOGIN = "at each login"


def set_timer(home: Home, environ: Mapping[str, str] = os.environ) -> Timer:
    """Have the session run a sync from now on; what is there already is written anew.

    Raises:
        WorkTrackerError: it can't be written, or this system has another way that is not built yet.
    """
    if sys.platform != "linux":
        raise WorkTrackerError(
            "A timer can't be set up on this system yet.", "Run by hand: worktracker sync now"
        )
    remove_timer(home, environ)
    try:
        for path, text in _units(home, environ).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        link = _link(home, environ)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(_unit(home, environ, "timer"))
        if _systemctl(environ, "daemon-reload") and _systemctl(environ, "start", link.name):
            return Timer.HOURLY
        _unlink(home, environ)
        entry = _entry(home, environ)
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(_entry_text(home, environ), "utf-8")
    except OSError as error:
        raise WorkTrackerError(
            f"The timer can't be set up: {error.strerror}.", "Run by hand: worktracker sync now"
        ) from None
    return Timer.AT_LOGIN


def remove_timer(home: Home, environ: Mapping[str, str] = os.environ) -> None:
    """Have the session run nothing any more; nothing happens where there is none.

    Raises:
        WorkTrackerError: it can't be removed.
    """
    if not timer_files(home, environ):
        return
    units = os.path.lexists(_link(home, environ))
    if units:
        _systemctl(environ, "stop", _link(home, environ).name)
    try:
        _unlink(home, environ)
    except OSError as error:
        raise WorkTrackerError(f"The timer can't be removed: {error.strerror}.") from None
    if units:
        _systemctl(environ, "daemon-reload")


def timer_of(home: Home, environ: Mapping[str, str] = os.environ) -> Timer | None:
    """What runs a sync by itself; None: nothing does."""
    files = timer_files(home, environ)
    if _entry(home, environ) in files:
        return Timer.AT_LOGIN
    return Timer.HOURLY if _link(home, environ) in files else None


def timer_files(home: Home, environ: Mapping[str, str] = os.environ) -> list[Path]:
    """Every file of a home's timer that is there; they name the home that they serve."""
    paths = [_link(home, environ), *_units(home, environ), _entry(home, environ)]
    return [path for path in paths if os.path.lexists(path)]


def _unlink(home: Home, environ: Mapping[str, str]) -> None:
    for path in timer_files(home, environ):
        path.unlink(missing_ok=True)


def _systemctl(environ: Mapping[str, str], *words: str) -> bool:
    """Ask the user's service manager; whether it did what it was asked for."""
    command = ["systemctl", "--user", "--quiet", *words]
    try:
        done = subprocess.run(
            command,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _config(environ: Mapping[str, str]) -> Path:
    named = environ.get("XDG_CONFIG_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".config"


def _name(home: Home, environ: Mapping[str, str]) -> str:
    """A home that the environment names has a timer of its own beside the usual one's."""
    return "worktracker-sync" + (f"-{crc32(bytes(home.directory)):08x}" if environ.get(VARIABLE) else "")


def _unit(home: Home, environ: Mapping[str, str], kind: str) -> Path:
    return _config(environ) / "systemd" / "user" / f"{_name(home, environ)}.{kind}"


def _link(home: Home, environ: Mapping[str, str]) -> Path:
    """What ``systemctl enable`` would make."""
    timer = _unit(home, environ, "timer")
    return timer.parent / "timers.target.wants" / timer.name


def _entry(home: Home, environ: Mapping[str, str]) -> Path:
    return _config(environ) / "autostart" / f"{_name(home, environ)}.desktop"


def _units(home: Home, environ: Mapping[str, str]) -> dict[Path, str]:
    named = f"Environment={_for_unit(f'{VARIABLE}={home.directory}')}\n" if environ.get(VARIABLE) else ""
    service = (
        "[Unit]\nDescription=worktracker: send the totals that were granted\n\n"
        "[Service]\nType=oneshot\n"
        f"{named}ExecStart={_for_unit(sys.executable, command=True)} -m worktracker sync now --quiet\n"
        # What was not done by then is done the next time.
        "TimeoutStartSec=15min\nUMask=0077\nNoNewPrivileges=yes\nNice=10\n"
    )
    timer = (
        "[Unit]\nDescription=worktracker: every hour, send the totals that were granted\n\n"
        # At another minute on each computer, and after it was off once.
        "[Timer]\nOnCalendar=hourly\nRandomizedDelaySec=30min\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return {_unit(home, environ, "service"): service, _unit(home, environ, "timer"): timer}


def _for_unit(text: str, *, command: bool = False) -> str:
    """A word of a unit file (systemd.syntax(7), "Quoting"; systemd.service(5), "Command lines")."""
    word = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{word.replace("$", "$$") if command else word}"'


def _entry_text(home: Home, environ: Mapping[str, str]) -> str:
    command = f"{quoted_for_exec(sys.executable)} -m worktracker sync now --quiet"
    if environ.get(VARIABLE):
        command = f"env {quoted_for_exec(f'{VARIABLE}={home.directory}')} {command}"
    return (
        "[Desktop Entry]\nType=Application\nName=worktracker sync\n"
        f"Comment=Send the totals that were granted\nExec={command}\nTerminal=false\nNoDisplay=true\n"
        "X-GNOME-Autostart-enabled=true\n"
    )
