"""What every test may ask for: a desktop, a home of its own, and silence in the log."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cloud.postgres import Postgres
    from tests.desktop.private_session import PrivateSession
    from tests.desktop.virtual_desktop import VirtualDesktop

_OURS = ("WORKTRACKER_HOME", "WORKTRACKER_PASSPHRASE", "WORKTRACKER_PASSPHRASE_FILE")
_THE_SESSIONS = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE")


@pytest.fixture(autouse=True)
def _no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the developer's own desktop and store: a test that needs one asks for a private one."""
    for name in (*_OURS, *_THE_SESSIONS):
        monkeypatch.delenv(name, raising=False)


# A shell that runs the tests in the background, or nohup, has had these ignored; the programs that
# are started here must meet them as a user's do.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# On every machine, tests know days that begin at midnight in UTC; a test that means another zone names it.
if time.timezone or time.daylight:
    os.environ["TZ"] = "UTC"
    time.tzset()


@pytest.fixture
def short_path() -> Iterator[Path]:
    """An empty folder whose path is short: a socket's path must stay within the system's 108 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="wt-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder, set as WORKTRACKER_HOME; its path is short, since a socket goes into it."""
    folder = Path(tempfile.mkdtemp(prefix="wt-home-", dir="/tmp"))
    monkeypatch.setenv("WORKTRACKER_HOME", str(folder))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _shared_desktop() -> Iterator[VirtualDesktop]:
    from tests.desktop.virtual_desktop import VirtualDesktop

    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def virtual_desktop(_shared_desktop: VirtualDesktop) -> Iterator[VirtualDesktop]:
    """Screen, bus and window manager, shared by all tests; a test's windows are closed after it."""
    yield _shared_desktop
    _shared_desktop.close_windows()


@pytest.fixture
def whole_desktop() -> Iterator[VirtualDesktop]:
    """A desktop of this test's own, with a tray (tint2) and an unlocked keyring."""
    from tests.desktop.virtual_desktop import VirtualDesktop

    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


@pytest.fixture
def keyring_session() -> Iterator[PrivateSession]:
    """A session of this test's own with an unlocked keyring, and no screen."""
    from tests.desktop.private_session import PrivateSession

    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the tests' own; each asks it for an empty database (``postgres.url()``)."""
    from tests.cloud.postgres import Postgres

    with Postgres() as cluster:
        yield cluster


class LogGuard(logging.Handler):
    """Remembers every record from WARNING up that the test did not announce."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._expected: list[tuple[str, int]] = []
        self.unexpected: list[str] = []

    def expect(self, logger: str, level: int = logging.WARNING) -> None:
        """Announce records of ``logger`` (and the loggers below it) at exactly ``level``."""
        self._expected.append((logger, level))

    def emit(self, record: logging.LogRecord) -> None:
        for logger, level in self._expected:
            if record.levelno == level and f"{record.name}.".startswith(f"{logger}."):
                return
        self.unexpected.append(f"{record.name} {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fail the test if it logs a warning or an error that it did not announce by ``log_guard.expect``."""
    guard = LogGuard()
    root = logging.getLogger()
    root.addHandler(guard)
    yield guard
    root.removeHandler(guard)
    if guard.unexpected:
        pytest.fail("logged unexpectedly:\n" + "\n".join(guard.unexpected), pytrace=False)
