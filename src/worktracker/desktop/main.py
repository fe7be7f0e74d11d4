"""The app's beginning and its end."""

from __future__ import annotations

import os
import signal
import stat
import sys
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from worktracker.app import bug
from worktracker.app.confinement import confine
from worktracker.app.signals import on_signals
from worktracker.control.client import ControlClient
from worktracker.control.instance import AlreadyRunningError, InstanceLock
from worktracker.desktop.display import require_display
from worktracker.desktop.passphrase import Asker
from worktracker.errors import NotRunningError, WorkTrackerError
from worktracker.home import Home
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from worktracker.app.opening import Opening, OpenStore
    from worktracker.desktop.app import App
    from worktracker.desktop.starting import Starting


DETACHED = "WORKTRACKER_DETACHED"
"""Set by ``app.launch``, which waits for this program and passes its errors on."""

SETTLED_MS = 5_000
"""From the start until everything is there that is needed at rest."""

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def main(start: bool) -> int:
    """Run the app until it is ended; the exit code.

    Args:
        start: begin to record at once; otherwise as the setting ``resume-on-launch`` says.
    """
    os.umask(0o077)
    confine()
    detached = os.environ.pop(DETACHED, "") == "1"
    home = Home.from_environment(os.environ)
    try:
        if _shown_by_another(home):
            return 0
        require_display(os.environ)
        asker = Asker() if not detached and _somebody_looks() else None
        if not home.store.exists() and not home.keys.exists():
            # Refuses where no key could be kept, before anything is written.
            _opening(home, asker).existing()
        home.make()
        lock = InstanceLock(home.lock)
        try:
            lock.acquire()
        except AlreadyRunningError:
            if _shown_by_another(home):
                return 0
            raise
        with lock:
            return _run(home, lock, asker, start=start, detached=detached)
    except WorkTrackerError as error:
        print(f"worktracker: {error}", file=sys.stderr)  # noqa: T201 - nobody else could say it
        if not detached and not _declined(error):
            _show_error(error)
        return int(error.exit_code)


def _shown_by_another(home: Home) -> bool:
    """Whether the app runs already; it shows itself then."""
    try:
        answer = ControlClient(home.socket).request("show")
    except NotRunningError:
        return False
    if not answer.get("shown"):
        raise WorkTrackerError(
            "`worktracker record` is recording for this home already.", "End it first: worktracker quit"
        )
    return True


def _opening(home: Home, asker: Asker | None) -> Opening:
    from worktracker.app.opening import Opening
    from worktracker.clock import SystemClock

    return Opening(home, SystemClock(), asker)


def _run(home: Home, lock: InstanceLock, asker: Asker | None, *, start: bool, detached: bool) -> int:
    from PySide6.QtWidgets import QApplication

    from worktracker.desktop.sources import read_no_sources

    read_no_sources()
    from worktracker.desktop.memory import delete_windows
    from worktracker.desktop.qt_messages import QtMessages
    from worktracker.desktop.starting import Starting
    from worktracker.desktop.translation import SYSTEM, follow_language

    messages = QtMessages()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("worktracker")
    application.setDesktopFileName("worktracker")
    application.setQuitOnLastWindowClosed(False)
    follow_language(application, SYSTEM)  # it may ask before the record says which language
    # The icon is there first: what it stands for takes longer. Who fetches the key would hold Qt up where
    # other programs start with the session, too; so the key is fetched while the app is loaded.
    starting = Starting()
    try:
        opened = _opened(starting, home, asker)
        if opened is None:
            return 0
        follow_language(application, opened.store.settings.get("language"))
        from worktracker.clock import SystemClock
        from worktracker.desktop.app import App
        from worktracker.desktop.icons import program_icon

        application.setWindowIcon(program_icon())
        app = App(home, opened, lock, SystemClock(), starting.hand_over())
        messages.display_lost = app.end_with_display
        sys.excepthook = partial(_end_after_bug, application)
        return _run_app(application, app, start=start, detached=detached)
    finally:
        starting.presence.close()
        delete_windows(application)


def _still_wanted(starting: Starting, opening: Opening) -> bool:
    """Wait for the key, and load the app; whether nobody has ended the program meanwhile."""
    watch = on_signals(starting.loop, SIGNALS, starting.quit)
    try:
        return starting.wait(opening.key_comes_by)
    finally:
        watch.close()


def _run_app(application: QApplication, app: App, *, start: bool, detached: bool) -> int:
    """Run the app until it is ended."""
    from worktracker.desktop.memory import give_back_memory

    try:
        watch = on_signals(app.loop, SIGNALS, app.quit)
        try:
            app.begin(start=start)
            if detached:
                _let_go_of_terminal()
            app.loop.call_later(SETTLED_MS, give_back_memory)
            return application.exec()
        finally:
            watch.close()
    finally:
        app.end()


def _opened(starting: Starting, home: Home, asker: Asker | None) -> OpenStore | None:
    """The open store, None if it is wanted no more; a user who mistyped the passphrase is asked again."""
    opening = _opening(home, asker)
    if asker is not None:
        asker.new = not opening.exists
    if not _still_wanted(starting, opening):
        opening.close()
        return None
    while True:
        try:
            return opening.existing_or_new()
        except KeyUnavailableError as error:
            if asker is None or not asker.asked or error.trouble is not KeyTrouble.WRONG_PASSPHRASE:
                raise
            from worktracker.desktop.said import said_text  # Qt is there now

            asker.remark = said_text(error.message)
            opening = _opening(home, asker)


def _end_after_bug(
    application: QCoreApplication,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """A bug must not leave an icon that says one thing and a recorder that does another."""
    bug.tell(kind, error, trace)
    application.exit(1)


def _declined(error: WorkTrackerError) -> bool:
    """Whether the user was asked for the passphrase and would not say it: nothing to tell them."""
    return isinstance(error, KeyUnavailableError) and error.trouble is KeyTrouble.PASSPHRASE_NEEDED


def _somebody_looks() -> bool:
    """Whether this was started from a desktop or a terminal, and not by a program that reads what it says."""
    try:
        return not stat.S_ISFIFO(os.fstat(sys.stderr.fileno()).st_mode)
    except (AttributeError, OSError, ValueError):  # there is no stderr at all
        return True


def _show_error(error: WorkTrackerError) -> None:
    """Say it on the screen too, where nobody reads stderr."""
    if not _somebody_looks() or (sys.stderr is not None and sys.stderr.isatty()):
        return
    from PySide6.QtWidgets import QApplication, QMessageBox

    from worktracker.desktop.message import dress
    from worktracker.desktop.said import said_text

    if QApplication.instance() is not None:
        box = QMessageBox(QMessageBox.Icon.Warning, "worktracker", said_text(error.message))
        box.setInformativeText(said_text(error.hint))
        box.addButton(QMessageBox.StandardButton.Ok)
        dress(box)
        box.exec()


def _let_go_of_terminal() -> None:
    """From here on nobody reads what is said; the terminal may go."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
