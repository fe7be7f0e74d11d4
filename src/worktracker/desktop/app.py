"""The running app: the recorder and what shows it, joined on Qt's loop."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QTimer
from PySide6.QtGui import QGuiApplication

from worktracker.app.commands import Commands
from worktracker.app.opening import OpenStore
from worktracker.app.recording import Recording
from worktracker.app.working import working_on
from worktracker.capture.select import open_session_desktop
from worktracker.capture.session.desktop import SessionDesktop
from worktracker.clock import Clock
from worktracker.control.instance import InstanceLock
from worktracker.control.server import ControlServer
from worktracker.desktop.chosen_hotkeys import ChosenHotkeys
from worktracker.desktop.first_run.asking import Asking
from worktracker.desktop.garbage import Garbage
from worktracker.desktop.idle_return.returns import Returns
from worktracker.desktop.loop import QtLoop
from worktracker.desktop.reminding import Reminding
from worktracker.desktop.state import (
    MINUTE_MS,
    Face,
    Shown,
    TodayTotal,
    pause_for,
    shown,
    state_line,
    until_tomorrow,
)
from worktracker.desktop.told import told
from worktracker.desktop.translation import follow_language
from worktracker.desktop.tray.deeds import Deeds
from worktracker.desktop.tray.menu import Menu
from worktracker.desktop.tray.presence import Presence
from worktracker.desktop.window.shown import ShownWindow
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.recorder.recorder import Mode, Pause
from worktracker.store.backup_folders import known_folders

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager
    from PySide6.QtWidgets import QMessageBox

    from worktracker.desktop.window.window import Window

RECONNECT_MS = 2_000
"""How often a desktop that went away is looked for, while Qt still has its own connection."""


class App(QObject):
    """Carries out what the user asks of the icon and the windows, and keeps them true.

    Args:
        home: whose files.
        opened: the store, for this app alone.
        lock: the home's lock, held.
        clock: time.
        presence: the icon, if it is in sight already.
    """

    def __init__(
        self,
        home: Home,
        opened: OpenStore,
        lock: InstanceLock,
        clock: Clock,
        presence: Presence | None = None,
    ) -> None:
        super().__init__()
        Garbage(self)
        self._home = home
        self._lock = lock
        self._ended = False
        self._blind: str | None = None
        self._shown: Shown | None = None
        self.loop = QtLoop(self)
        self.recording = Recording(
            home, opened, clock, self.loop, self._open_desktop, self._changed, self._desktop_lost
        )
        self._today = TodayTotal(self.recording)
        self._window = ShownWindow(self)
        # The reply to `quit` has to leave before the loop ends.
        commands = Commands(
            self.recording, lambda: self.loop.call_soon_threadsafe(self.quit), self.show_report
        )
        self._server = ControlServer(self.loop, home.socket, commands)
        self._begun = presence is not None
        self._presence = presence or Presence(self, self.loop, Menu())
        self._menu = self._presence.menu
        self._boxes: list[QMessageBox] = []
        self._deeds = Deeds(
            self.recording, self.loop, self._menu, self.notify, self.tell, self.open, self._changed_much,
            self._window.when_uncovered,
        )  # fmt: skip
        calls = {"forget-hotkey": self._deeds.forget_now, "pause-hotkey": self.toggle}
        self._hotkeys = ChosenHotkeys(self.loop, calls, self.notify)
        self._asking = Asking(self.recording, self._begin_agreed, self.tell, self.open)
        self._returns = Returns(self.recording, self._changed_much)
        self._reminding = Reminding(self.recording, self.loop, os.environ.get("DISPLAY", ""), self.notify)
        self.recording.followers += [
            self._today.forget, self._follow_hotkeys, self._follow_language, self._window.follow,
            self._reminding.follow,
        ]  # fmt: skip
        self._language = opened.store.settings.get("language")
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.refresh)

    def begin(self, *, start: bool) -> None:
        """Show the icon and answer; record if ``start``, or if the user wants that at every launch.

        Raises:
            PermissionMissingError: ``start``, and the user has not agreed.
            CaptureError: the desktop can't be watched.
            WorkTrackerError: the control socket can't be made.
        """
        recording = self.recording
        wanted = start or (recording.agreed and recording.opened.store.settings.switch("resume-on-launch"))
        if wanted:
            recording.start(anyway=False)
        self._server.open(self._lock)
        recording.reload()  # what was changed while nobody could tell it
        self._connect()
        if not self._begun:
            self._presence.begin(os.environ.get("DISPLAY", ""))
        self.refresh()
        self._follow_hotkeys()
        self._reminding.begin()
        if not recording.agreed:
            self.ask_agreement()

    def end(self) -> None:
        """Close the open span, write everything, and let go of the home; may be called twice."""
        if self._ended:
            return
        self._ended = True
        self._presence.close()
        self._close_files()

    def end_with_display(self) -> None:
        """The display is gone, and Qt is about to end the program: be quicker. Does not come back."""
        if not self._ended:
            self._ended = True
            self._close_files()
        os.write(2, b"The display has gone; the record is closed.\n")
        os._exit(0)

    # What the user asks

    @told
    def start(self) -> None:
        """Record, or resume; asks for the agreement first if there is none."""
        if self.recording.agreed:
            self.recording.start()
        else:
            self.ask_agreement()

    def stop(self) -> None:
        """Record nothing from now on."""
        self.recording.stop()

    @told
    def pause(self, length: timedelta | str | None) -> None:
        """Pause for ``length``, until ``tomorrow``, or (None) until resumed."""
        clock = self.recording.clock
        if isinstance(length, timedelta):
            pause = pause_for(clock, length)
        elif length is None:
            pause = Pause()
        else:
            pause = until_tomorrow(clock, self.recording.opened.store.settings.day_start_ms)
        self.recording.pause(pause)

    def toggle(self) -> None:
        """Pause until resumed, or resume; does nothing while stopped."""
        match self.recording.recorder.mode:
            case Mode.RECORDING:
                self.pause(None)
            case Mode.PAUSED:
                self.start()
            case Mode.STOPPED:
                pass

    def ask_agreement(self) -> None:
        """Show what would be recorded, and ask whether that is agreed to."""
        self._asking.ask()

    @told
    def show_report(self) -> None:
        """Show the window, in front."""
        self._window.show_soon()

    @told
    def show_settings(self) -> None:
        """Show the window, in front, with the settings."""
        self._window.show_soon("settings")

    def show_menu(self, above: QPoint) -> None:
        """Show the icon's menu above a point of the screen."""
        self.refresh()
        self._deeds.fill()  # what it offers decides how tall it is
        self._menu.popup(above - QPoint(0, self._menu.sizeHint().height()))

    def show_page(self, page: str | None = None) -> Window:
        """Show the window, in front, with a page that is named; with the day where it was not open.

        Raises:
            WorkTrackerError: the settings can't be read.
        """
        return self._window.show(self._state(), page)

    def refresh(self) -> None:
        """Say again what is so."""
        self._show(shown(self.recording, self._blind))

    def erase_everything(self) -> None:
        """End, and erase the key and every file; then quit."""
        store = self.recording.opened.store
        try:
            store_id, folders = store.store_id, known_folders(store.connection)
        except WorkTrackerError as error:
            self.tell(error)
            return
        self._window.close()
        for box in tuple(self._boxes):
            box.reject()  # what it asks is of a record that is gone in a moment
        self._minute.stop()
        self.recording.wished.clear()
        self.end()
        from worktracker.desktop.ending import Ending

        Ending(self._home, store_id, folders, self.loop, self.open, self.quit).begin()

    # What happens

    def _changed(self) -> None:
        """Called after every change, also of a window's title: cheap where there is nothing to show."""
        self._asking.follow()
        self._returns.look()
        state = shown(self.recording, self._blind)
        if state != self._shown:
            self._show(state)
            self._reminding.follow()

    def _show(self, state: Shown) -> None:
        before, self._shown = self._shown, state
        line = state_line(state, self._today.active_ms(), self._worked_on())
        state = self._with_trouble(state)
        self._presence.show_state(state, line)
        self._window.show_state(state)
        # The total in the tooltip grows only while somebody is there.
        if state.face is Face.RECORDING:
            self._minute.start()
        else:
            self._minute.stop()
        if before is not None and before.resume_at_ms is not None and state.face is not Face.PAUSED:
            now_ms = self.recording.clock.now().wall_ms
            if state.face in (Face.RECORDING, Face.IDLE) and now_ms >= before.resume_at_ms - 1_000:
                why = self.tr("Your hours begin.") if before.outside_hours else self.tr("The pause is over.")
                self.notify(self.tr("Recording again"), why)

    def _worked_on(self) -> str | None:
        """The project whose timer runs."""
        with suppress(WorkTrackerError):  # it can't be read: asked again at the next change
            return working_on(self.recording.opened.store, self.recording.clock)["project"]
        return None

    def _state(self) -> Shown:
        return self._with_trouble(shown(self.recording, self._blind))

    def _with_trouble(self, state: Shown) -> Shown:
        """The state, with why today's total is not known if there is nothing worse."""
        return state if state.trouble else replace(state, trouble=self._today.trouble)

    def _desktop_lost(self, message: str) -> None:
        """The X server has ended, and Qt is about to say so too; or only our own connection broke."""
        looking, self._blind = self._blind is not None, message
        self.refresh()
        if not looking:
            self.loop.call_later(RECONNECT_MS, self._look_again)

    def _look_again(self) -> None:
        if self._ended or self._blind is None:
            return
        if self.recording.recorder.mode is not Mode.RECORDING or self.recording.watch_again():
            self._blind = None
            self.refresh()
        else:
            self.loop.call_later(RECONNECT_MS, self._look_again)

    def notify(self, title: str, text: str) -> None:
        """Tell something in passing: by the icon, or in the window where there is none."""
        self._presence.notify(title, text)

    def _changed_much(self) -> None:
        """Something of the record was changed at once: what is known of it is asked anew."""
        self._today.forget()
        self.refresh()
        self._window.refresh()
        self._window.let_readers_rest()

    @told
    def _begin_agreed(self) -> None:
        self.recording.reload()
        self.start()
        if self.recording.recorder.mode is Mode.RECORDING:
            text = self.tr(
                "worktracker is in the tray now. Its menu there pauses it, shows the report, and ends it."
            )
            self.notify(self.tr("Recording has begun"), text)

    # Inside

    def _connect(self) -> None:
        menu = self._menu
        menu.start_asked.connect(self.start)
        menu.stop_asked.connect(self.stop)
        menu.pause_asked.connect(self.pause)
        menu.report_asked.connect(self.show_report)
        menu.settings_asked.connect(self.show_settings)
        menu.quit_asked.connect(self.quit)
        menu.aboutToShow.connect(self.refresh)
        self._presence.start_asked.connect(self.start)
        self._presence.toggle_asked.connect(self.toggle)
        self._presence.news_wanted.connect(self.refresh)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        # The session is about to end, perhaps: all that is known is written; the end itself is a signal.
        application.commitDataRequest.connect(self._session_may_end)

    def _session_may_end(self, _: QSessionManager) -> None:
        if not self._ended:
            self.recording.settle()

    def _follow_hotkeys(self) -> None:
        self._hotkeys.follow(self.recording.opened.store.settings.get)

    def _follow_language(self) -> None:
        """Another language was chosen: the icon's menu and the window hear of it from Qt."""
        language = self.recording.opened.store.settings.get("language")
        if language != self._language:
            self._language = language
            application = QCoreApplication.instance()
            assert application is not None
            follow_language(application, language)
            self.refresh()

    def _open_desktop(self) -> SessionDesktop:
        return open_session_desktop(self.recording.clock, self.loop, os.environ)

    def quit(self) -> None:
        """End the app. Not by Qt's quit: that asks the windows, and one of them refuses to close."""
        QCoreApplication.exit(0)

    def _close_files(self) -> None:
        self._hotkeys.close()
        self._reminding.close()
        self._returns.close()
        self.recording.browsers.close()
        self._server.close()
        self.recording.close()
        self._lock.release()

    def tell(self, error: WorkTrackerError) -> None:
        """Say what went wrong, in a window of its own."""
        from worktracker.desktop.message import problem

        self.open(problem(error))

    @property
    def newest_box(self) -> QMessageBox | None:
        """The question or notice that was shown last."""
        return self._boxes[-1] if self._boxes else None

    def open(self, box: QMessageBox) -> None:
        from worktracker.desktop.message import dress

        dress(box)
        # Kept while they are shown; nobody waits for them, so recording goes on.
        self._boxes = [each for each in self._boxes if each.isVisible()] + [box]
        box.show()
        box.raise_()
        box.activateWindow()
