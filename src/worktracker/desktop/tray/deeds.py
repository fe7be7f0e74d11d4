"""What the menu can do beyond starting and stopping: work on, forget, exclude, export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from worktracker.app.recording import Recording
from worktracker.app.working import work_on, working_on
from worktracker.desktop.loop import QtLoop
from worktracker.desktop.told import told
from worktracker.desktop.tray.menu import FORGET, Menu
from worktracker.errors import WorkTrackerError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from worktracker.app.front import Front
    from worktracker.desktop.forgetting import Forgetting

_MOST_PROJECTS = 30


class Deeds:
    """Fills the menu when somebody is about to look, and carries out what is chosen there.

    Args:
        recording: what it is about.
        loop: where the end of an export is told.
        menu: whose entries these are.
        notify: tells a title and a text in passing.
        tell: says what went wrong.
        open_box: shows a question or a notice, which does not stop the recording.
        changed: called after something was changed that is shown elsewhere.
        when_uncovered: does something once whoever sits there may see what the window shows.
    """

    def __init__(
        self,
        recording: Recording,
        loop: QtLoop,
        menu: Menu,
        notify: Callable[[str, str], None],
        tell: Callable[[WorkTrackerError], None],
        open_box: Callable[[QMessageBox], None],
        changed: Callable[[], None],
        when_uncovered: Callable[[Callable[[], None]], None],
    ) -> None:
        self._recording = recording
        self._loop = loop
        self._menu = menu
        self._notify = notify
        self._tell = tell
        self._open = open_box
        self._changed = changed
        self._when_uncovered = when_uncovered
        self._front: Front | None = None
        menu.filling.connect(self.fill)
        menu.work_asked.connect(self.work)
        menu.exclude_asked.connect(self.exclude)
        menu.forget_asked.connect(self.forget)
        menu.export_asked.connect(self.export)

    def tell(self, error: WorkTrackerError) -> None:
        """Say what went wrong."""
        self._tell(error)

    def fill(self) -> None:
        """Offer what can be worked on, and what was in front before the menu is."""
        from worktracker.app.front import last_in_front  # not at rest, nor what Excluding and Forgetting need

        projects: list[str] = []
        running: str | None = None
        self._front = None
        store = self._recording.opened.store
        try:
            self._front = last_in_front(self._recording)
            projects = [each.name for each in store.projects.recently_used(_MOST_PROJECTS)]
            running = working_on(store, self._recording.clock)["project"]
        except WorkTrackerError:  # it can't be read: less is offered
            pass
        self._menu.offer_exclusion(None if self._front is None else self._front.name)
        self._menu.offer_projects(projects, running)

    @told
    def work(self, project: str | None) -> None:
        """Work on a project from now on, or on none."""
        if project != working_on(self._recording.opened.store, self._recording.clock)["project"]:
            work_on(self._recording, project)
        self._changed()

    @told
    def exclude(self) -> None:
        """Leave out from now on what was in front before the menu was."""
        if self._front is not None:
            from worktracker.desktop.tray.excluding import Excluding  # not at rest

            Excluding(
                self._recording, self._front, self._notify, self.tell, self._open, self._changed
            ).begin()

    @told
    def forget(self, length: timedelta | str) -> None:
        """Forget the last minutes, or today, after a question."""
        self._forgetting(length).ask()

    @told
    def forget_now(self) -> None:
        """Forget the last minutes."""
        self._forgetting(FORGET).forget()

    @told
    def export(self) -> None:
        """Write every span into a CSV file that the user chooses; not while the window hides them."""
        self._when_uncovered(self._export)

    def _export(self) -> None:
        from worktracker.desktop.export import Export

        Export(self._recording, self._loop, self._notify, self.tell).ask()

    def _forgetting(self, length: timedelta | str) -> Forgetting:
        from worktracker.desktop.forgetting import Forgetting, asked_last

        begun = partial(self._menu.allow_forgetting, False)
        return Forgetting(
            self._recording,
            asked_last(self._recording, length),
            self._notify,
            self._open,
            begun,
            self._forgotten,
        )

    def _forgotten(self, error: WorkTrackerError | None) -> None:
        self._menu.allow_forgetting(True)
        self._changed()
        if error is not None:
            self.tell(error)
