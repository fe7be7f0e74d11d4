"""The window in front and what it calls itself, told by the server's events.

Sources: Extended Window Manager Hints 1.5 (``_NET_ACTIVE_WINDOW``, ``_NET_WM_NAME``,
``_NET_SUPPORTING_WM_CHECK``) and ICCCM 2.0 (``WM_NAME``, ``WM_CLASS``).

Everywhere the order is: select the events first, then read. A change between the two is
told of by an event; the other way round it would be missed.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, NamedTuple

from Xlib import X

from worktracker.capture.port import FrontProgram
from worktracker.capture.program import program_name
from worktracker.capture.settle import NO_WINDOW
from worktracker.capture.x11.connection import Connection, Property, WindowGoneError
from worktracker.capture.x11.focus import NOWHERE, Focus, find_focus
from worktracker.capture.x11.text import class_and_instance, text
from worktracker.model.explanation import SeenBy
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.privacy.browsers import family

_FOCUS_MASK = X.FocusChangeMask | X.EnterWindowMask | X.LeaveWindowMask
_FOCUS_EVENTS = (X.FocusIn, X.FocusOut, X.EnterNotify, X.LeaveNotify, X.UnmapNotify, X.DestroyNotify)
_FOCUS_ATTEMPTS = 5

_FOCUS_LIMIT = (
    "The window manager does not say which window is in front; "
    "the one with the keyboard's focus is taken for it."
)


class _Atoms(NamedTuple):
    """The server's numbers for the names of the properties and types that are read."""

    active: int
    check: int
    supported: int
    net_name: int
    net_pid: int
    wm_name: int
    wm_class: int
    wm_state: int
    machine: int
    compound_text: int


_NAMES = (
    "_NET_ACTIVE_WINDOW",
    "_NET_SUPPORTING_WM_CHECK",
    "_NET_SUPPORTED",
    "_NET_WM_NAME",
    "_NET_WM_PID",
    "WM_NAME",
    "WM_CLASS",
    "WM_STATE",
    "WM_CLIENT_MACHINE",
    "COMPOUND_TEXT",
)


class Windows:
    """Follows the window in front and tells ``changed`` its number (0: none) and a sample.

    Several events that came together make one sample; one that changes nothing makes none.
    """

    def __init__(self, connection: Connection, changed: Callable[[int, Sample], None]) -> None:
        self._connection = connection
        self._changed = changed
        self._atoms = _Atoms(*connection.atoms(*_NAMES))
        self._manager = NO_WINDOW  # the window that proves that an EWMH window manager runs
        self._announced = False  # such a window manager says which window is in front
        self._front = NO_WINDOW
        self._app: str | None = None
        self._instance: str | None = None
        self._title: str | None = None
        self._browser = False
        self._pid: int | None = None
        self._has_net_name = False
        self._watched: dict[int, int] = {}
        self._manager_stale = self._front_stale = True
        self._app_stale = self._title_stale = self._state_stale = False
        self._told: int | None = None  # the window of the last sample
        connection.select(connection.root, X.PropertyChangeMask)

    @property
    def limits(self) -> list[str]:
        """What does not work under this window manager."""
        return [] if self._announced else [_FOCUS_LIMIT]

    @property
    def switching(self) -> bool:
        """Whether another window may be in front by now; :meth:`refresh` finds out."""
        return self._front_stale

    def front_program(self) -> FrontProgram | None:
        """See :class:`worktracker.capture.port.Desktop`.

        Raises:
            DisplayLostError: the server ended.
        """
        if self._front == NO_WINDOW:
            return None
        try:
            process = self._process_of(self._front)
        except WindowGoneError:
            return None
        names = frozenset(name for name in (self._app, self._instance) if name)
        return FrontProgram(process, self._front, names)

    def note(self, event: Any) -> None:
        """Take note of what ``event`` may have changed; :meth:`refresh` then reads it."""
        if event.type == X.PropertyNotify:
            self._note_property(event.window, event.atom)
        elif event.type == X.DestroyNotify and event.window in (self._manager, self._front, *self._watched):
            self._note_end(event.window)
        elif not self._announced and event.type in _FOCUS_EVENTS:
            self._front_stale = True

    def _note_end(self, window: int) -> None:
        """A new window may have the same number already: nothing that was selected or read holds for it."""
        self._watched.pop(window, None)
        self._front_stale = True
        self._manager_stale = self._manager_stale or window == self._manager
        if window == self._front:
            self._front = NO_WINDOW

    def _note_property(self, window: int, atom: int) -> None:
        atoms = self._atoms
        if window == self._connection.root:
            if atom == atoms.active:
                self._front_stale = self._front_stale or self._announced
            elif atom in (atoms.check, atoms.supported):
                self._manager_stale = True
        elif window == self._front:
            if atom == atoms.net_name or (atom == atoms.wm_name and not self._has_net_name):
                self._title_stale = True
            elif atom == atoms.wm_class:
                self._app_stale = True
            elif atom == atoms.wm_state:
                self._state_stale = True
        elif window == self._manager and atom == atoms.check:
            self._manager_stale = True

    def refresh(self, at: Moment) -> None:
        """Read what may have changed, and tell of it if it has; ``at`` is when it did.

        Raises:
            DisplayLostError: the server ended.
        """
        if self._manager_stale:
            self._manager_stale = False
            self._find_manager()
            self._front_stale = True
        if self._front_stale:
            self._front_stale = False
            self._find_front(at)
        elif self._app_stale or self._title_stale or self._state_stale:
            self._read_again(at)

    def _find_manager(self) -> None:
        """Is there a window manager that keeps ``_NET_ACTIVE_WINDOW`` up to date?"""
        connection, atoms = self._connection, self._atoms
        before, self._manager = self._manager, connection.number(connection.root, atoms.check) or NO_WINDOW
        if before not in (NO_WINDOW, self._manager):
            connection.select(before, X.NoEventMask)
        self._announced = self._manager != NO_WINDOW and self._is_manager() and self._supports_active()
        mask = X.PropertyChangeMask
        if self._announced:
            # Its properties are of no further interest, and openbox writes one at every switch.
            connection.select(self._manager, X.StructureNotifyMask)
        else:
            mask |= _FOCUS_MASK
        connection.select(connection.root, mask)

    def _is_manager(self) -> bool:
        """A window manager that ended leaves the root's property behind, but not its window."""
        self._connection.select(self._manager, X.StructureNotifyMask | X.PropertyChangeMask)
        try:
            return self._connection.number(self._manager, self._atoms.check) == self._manager
        except WindowGoneError:
            return False

    def _supports_active(self) -> bool:
        (supported,) = self._connection.read(self._connection.root, self._atoms.supported)
        return supported is not None and self._atoms.active in supported.value

    def _find_front(self, at: Moment) -> None:
        if self._announced:
            window = self._connection.number(self._connection.root, self._atoms.active) or NO_WINDOW
            focus = Focus(window, NO_WINDOW)
        else:
            focus = self._find_focus()
        if focus.window != self._front or focus.window == NO_WINDOW:
            self._switch(focus, at)
        else:
            self._watch(focus)
            self._read_again(at)

    def _find_focus(self) -> Focus:
        """The focus, together with the selection of the events that tell of its next change."""
        before: Focus | None = None
        for _ in range(_FOCUS_ATTEMPTS):
            try:
                focus = find_focus(self._connection, self._atoms.wm_state, self._atoms.wm_class)
            except WindowGoneError:
                continue
            if focus == before:
                return focus
            self._watch(focus)
            before = focus
        return NOWHERE

    def _watch(self, focus: Focus, also: int = NO_WINDOW) -> None:
        """Receive the events of these windows only: others, changing in the background, must not wake us."""
        windows = {focus.window, focus.watch, also} - {NO_WINDOW}
        mask = X.PropertyChangeMask | X.StructureNotifyMask
        if not self._announced:
            mask |= _FOCUS_MASK
        wanted = dict.fromkeys(windows, mask)
        for window in self._watched.keys() - wanted.keys():
            if window != self._manager:
                self._connection.select(window, X.NoEventMask)
        for window in wanted:
            if self._watched.get(window) != mask:
                self._connection.select(window, mask)
        self._watched = wanted

    def _switch(self, focus: Focus, at: Moment) -> None:
        window, atoms = focus.window, self._atoms
        if window == NO_WINDOW:
            self._no_window(at)
            return
        self._watch(focus, also=self._front)
        try:
            unmanaged, (name, net_name) = self._connection.look(window, atoms.wm_class, atoms.net_name)
            if unmanaged:  # a menu or a tooltip: what was in front, if anything, still is
                if self._front == NO_WINDOW:
                    self._no_window(at)
                    self._watch(focus)
                else:
                    self._read_again(at)
                return
            self._watch(focus)
            self._name(window, name)
            self._title = text(net_name, atoms.compound_text)
            self._has_net_name = net_name is not None
            if not self._has_net_name:
                self._title = text(self._connection.read(window, atoms.wm_name)[0], atoms.compound_text)
        except WindowGoneError:
            self._no_window(at)
            return
        self._front = window
        self._app_stale = self._title_stale = self._state_stale = False
        self._tell(at)

    def _read_again(self, at: Moment) -> None:
        window, atoms, before = self._front, self._atoms, (self._app, self._instance, self._title)
        app_stale, title_stale, state_stale = self._app_stale, self._title_stale, self._state_stale
        self._app_stale = self._title_stale = self._state_stale = False
        try:
            # Window managers may go on naming a closed or withdrawn window as the one in front.
            if state_stale and self._announced and not self._connection.number(window, atoms.wm_state):
                self._no_window(at)
                return
            if title_stale:
                (net_name,) = self._connection.read(window, atoms.net_name)
                self._has_net_name = net_name is not None
                found = net_name or self._connection.read(window, atoms.wm_name)[0]
                self._title = text(found, atoms.compound_text)
            if app_stale:
                self._name(window, self._connection.read(window, atoms.wm_class)[0])
        except WindowGoneError:
            self._no_window(at)
            return
        if (self._app, self._instance, self._title) != before or self._told is None:
            self._tell(at)

    def _name(self, window: int, name: Property | None) -> None:
        """Take over what WM_CLASS says, and of a browser, whose pages others tell of, the process.

        A process that can't be looked up here is numbered by a sandbox of its own. Raises WindowGoneError.
        """
        self._app, self._instance = self._app_of(window, class_and_instance(name))
        self._browser = any(family(each) for each in (self._app, self._instance) if each)
        pid = self._process_of(window) if self._browser else None
        self._pid = pid if pid is not None and program_name(pid) else None

    def _app_of(self, window: int, names: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
        """The app's name, and the instance name.

        The first is the class; else the program's file name, where it runs on this machine;
        else the instance name again.
        """
        class_name, instance = names
        if class_name:
            return class_name, instance
        pid = self._process_of(window)
        return (pid and program_name(pid)) or instance, instance

    def _process_of(self, window: int) -> int | None:
        """The process of a window, where it runs on this machine. Raises WindowGoneError."""
        pid, machine = self._connection.read(window, self._atoms.net_pid, self._atoms.machine)
        host = text(machine, self._atoms.compound_text)
        is_here = host is None or host.lower() == socket.gethostname().lower()
        return int(pid.value[0]) if is_here and pid and pid.bits == 32 and pid.value else None

    def _no_window(self, at: Moment) -> None:
        self._watch(NOWHERE)
        self._front = NO_WINDOW
        self._app = self._instance = self._title = self._pid = None
        self._browser = False
        self._has_net_name = self._app_stale = self._title_stale = self._state_stale = False
        if self._told != NO_WINDOW:
            self._tell(at)

    def _tell(self, at: Moment) -> None:
        self._told = self._front
        sample = Sample(
            at,
            app=self._app,
            instance=self._instance,
            title=self._title,
            seen_by=SeenBy.X11,
            window=self._front if self._browser else None,
            pid=self._pid,
        )
        self._changed(self._front, sample)
