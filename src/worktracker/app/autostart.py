"""Starting with the desktop session."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zlib import crc32

from worktracker.errors import WorkTrackerError
from worktracker.home import VARIABLE, Home


def entry_path(home: Home) -> Path:
    """Where desktops look for programs to start (XDG Desktop Application Autostart Specification 0.5).

    A home that the environment names has an entry of its own beside the usual one's.
    """
    config = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(config) if config.startswith("/") else Path.home() / ".config"
    own = f"-{crc32(bytes(home.directory)):08x}" if os.environ.get(VARIABLE) else ""
    return base / "autostart" / f"worktracker{own}.desktop"


def set_autostart(home: Home, *, enabled: bool) -> None:
    """Write or remove the autostart entry; it names the home that it serves.

    Raises:
        WorkTrackerError: it can't be written, or this system has another way that is not built yet.
    """
    if sys.platform != "linux":
        raise WorkTrackerError("Starting with the session is not available on this system yet.")
    path = entry_path(home)
    try:
        if not enabled:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_entry(home), "utf-8")
    except OSError as error:
        raise WorkTrackerError(f"{path} can't be written: {error.strerror}.") from None


def kept_entry(home: Home) -> Callable[[], object]:
    """What brings the autostart entry back as it is now, whoever's it is; that may raise OSError.

    Raises:
        WorkTrackerError: it can't be read.
    """
    path = entry_path(home)
    try:
        return partial(path.write_bytes, path.read_bytes())
    except FileNotFoundError:
        return partial(path.unlink, missing_ok=True)
    except OSError as error:
        raise WorkTrackerError(f"{path} can't be read: {error.strerror}.") from None


def serves(entry: Path, home: Home) -> bool:
    """Whether an autostart entry starts the app for ``home``."""
    try:
        return entry.read_text("utf-8") == _entry(home)
    except (OSError, UnicodeDecodeError):
        return False


def _entry(home: Home) -> str:
    command = f"{quoted_for_exec(sys.executable)} -m worktracker"
    if os.environ.get(VARIABLE):
        command = f"env {quoted_for_exec(f'{VARIABLE}={home.directory}')} {command}"
    return (
        "[Desktop Entry]\nType=Application\nName=worktracker\n"
        f"Comment=A private time tracker\nExec={command}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    )


def quoted_for_exec(text: str) -> str:
    """A word of ``Exec`` (Desktop Entry Specification, "The Exec key"): field codes are doubled."""
    word = (
        shlex.quote(text) if "'" not in text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
    return word.replace("%", "%%").replace("'", '"')
