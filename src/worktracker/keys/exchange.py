"""One question to the child that holds the keyring, over pipes and with a time limit."""

from __future__ import annotations

import json
import os
import signal
import site
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

TIME_LIMIT_S = 30.0
"""How long a locked keyring may wait for the user's password, in seconds."""

FROZEN_ARGUMENT = "--keyring-process"
"""What a frozen program (PyInstaller) is started with to be the child; its entry point must heed it."""

_CHILD = Path(__file__).with_name("keyring_process.py")
# The passphrase must not be in the child's environment, and nothing there may choose its modules,
# another keyring, or another place in the keyring.
_WITHHELD = ("WORKTRACKER_", "PYTHON", "KEYRING_")
_ORPHAN_GRACE_S = 5.0
_COLLECT_S = 0.5  # an answer that is ready is read even when its time is over

Step = dict[str, object]


class Exchange:
    """A child at work on some steps; collect its :meth:`answers` or :meth:`close` it."""

    def __init__(self, steps: list[Step], environ: Mapping[str, str], time_limit_s: float) -> None:
        """Start the child and hand it its steps; does not wait.

        Raises:
            KeyUnavailableError: it can't be started.
        """
        self._deadline = time.monotonic() + time_limit_s
        request = {"seconds": time_limit_s + _ORPHAN_GRACE_S, "steps": steps}
        try:
            self._child = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: value for name, value in environ.items() if not name.startswith(_WITHHELD)},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise KeyUnavailableError(KeyTrouble.HELPER_FAILED) from None
        assert self._child.stdin is not None
        try:
            with self._child.stdin as pipe:  # far smaller than a pipe's buffer: this never waits
                pipe.write(json.dumps(request).encode())
        except OSError:  # it has ended already, and its answer will be missing
            pass
        self._child.stdin = None

    def fileno(self) -> int:
        """What can be read as soon as there are answers, or the child has ended."""
        assert self._child.stdout is not None
        return self._child.stdout.fileno()

    def answers(self) -> list[dict[str, Any]]:
        """The answers, one a step; waits for them until the time limit.

        Raises:
            KeyUnavailableError: the time limit passed, and the child was killed; or it failed.
        """
        try:
            output, _ = self._child.communicate(timeout=max(self._deadline - time.monotonic(), _COLLECT_S))
        except subprocess.TimeoutExpired:
            raise KeyUnavailableError(KeyTrouble.TIMED_OUT) from None
        finally:
            self.close()
        if hasattr(signal, "SIGALRM") and self._child.returncode == -signal.SIGALRM:
            raise KeyUnavailableError(KeyTrouble.TIMED_OUT)
        try:
            return json.loads(output)["answers"]
        except (ValueError, LookupError, TypeError):
            raise KeyUnavailableError(KeyTrouble.HELPER_FAILED) from None

    def close(self) -> None:
        """End the child if it still runs."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()


def exchange(steps: list[Step], environ: Mapping[str, str], time_limit_s: float) -> list[dict[str, Any]]:
    """The answers to ``steps``; see :class:`Exchange`."""
    return Exchange(steps, environ, time_limit_s).answers()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_ARGUMENT]
    if site.ENABLE_USER_SITE and str(_CHILD).startswith(site.getusersitepackages() + os.sep):
        # Installed for this user only: -I would hide the very packages that came with us.
        return [sys.executable, "-E", "-P", str(_CHILD)]
    return [sys.executable, "-I", str(_CHILD)]
