"""Starting the desktop app in the background from a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from worktracker.control.client import ControlClient
from worktracker.control.instance import is_held
from worktracker.errors import ExitCode, StoreUnavailableError, WorkTrackerError
from worktracker.home import VARIABLE as HOME_VARIABLE
from worktracker.home import Home
from worktracker.keys.passphrase import FILE_VARIABLE, VARIABLE, supplied_passphrase
from worktracker.keys.slots import load

DETACHED = "WORKTRACKER_DETACHED"
"""Set for an app that nobody's terminal waits for: it must not write to it once it runs."""

_LIMIT_S = 60.0
_LOOK_S = 0.02


def launch(home: Home, ask: Callable[[], str] | None) -> None:
    """Start the app for ``home`` and return when it answers.

    Args:
        home: its home, which has a store.
        ask: asks the user for a passphrase, if the store can't be opened without one.

    Raises:
        WorkTrackerError: it ended at once, for the reason that it gave.
    """
    environ = dict(os.environ) | {DETACHED: "1"}
    # The app runs in another folder.
    for name in (HOME_VARIABLE, FILE_VARIABLE):
        if environ.get(name):
            environ[name] = str(Path(environ[name]).absolute())
    passphrase = _passphrase(home, ask)
    reader = None
    if passphrase is not None:
        # Through a pipe: neither the arguments nor the environment of a process are secret.
        reader, writer = os.pipe()
        os.write(writer, passphrase.encode() + b"\n")
        os.close(writer)
        environ[FILE_VARIABLE] = f"/dev/fd/{reader}"
        environ.pop(VARIABLE, None)
    try:
        app = subprocess.Popen(
            [sys.executable, "-m", "worktracker"],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            pass_fds=() if reader is None else (reader,),
            cwd="/",
        )
    finally:
        if reader is not None:
            os.close(reader)
    _wait(app, ControlClient(home.socket), home)


def _passphrase(home: Home, ask: Callable[[], str] | None) -> str | None:
    if ask is None or supplied_passphrase(os.environ) is not None:
        return None
    try:
        slots = load(home.keys)
    except StoreUnavailableError:
        return None
    only = slots.current.passphrase is not None and slots.current.keyring is None
    return ask() if only else None


def _wait(app: subprocess.Popen[bytes], running: ControlClient, home: Home) -> None:
    deadline = time.monotonic() + _LIMIT_S
    while time.monotonic() < deadline:
        if running.is_running():
            return
        if app.poll() is not None and not is_held(home.lock):  # else another is just starting: wait for that
            assert app.stderr is not None
            said = app.stderr.read().decode(errors="replace").strip().splitlines()
            words = said[-1].removeprefix("worktracker: ") if said else "It gave no reason."
            error = WorkTrackerError(words)
            if app.returncode in set(ExitCode):
                error.exit_code = ExitCode(app.returncode)
            raise error
        time.sleep(_LOOK_S)
    app.terminate()
    raise WorkTrackerError("The app did not start within a minute.", "Run: worktracker doctor")
