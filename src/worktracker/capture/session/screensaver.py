"""The screen savers and lockers that tell of themselves on the session bus.

``ActiveChanged`` and ``GetActive`` of the Desktop Entry "Idle Inhibition Service Draft" of freedesktop.org,
under the names that desktops gave them: KDE and light-locker the common one, GNOME, Cinnamon, MATE and
Xfce their own.
"""

from __future__ import annotations

from collections.abc import Callable

from worktracker.capture.session.bus import (
    BUS_NAME,
    Bus,
    BusGoneError,
    Place,
    RefusedError,
    Signal,
    SilentError,
    owner_rule,
    signal_rule,
)
from worktracker.loop import Loop

_PATHS = {
    "org.freedesktop.ScreenSaver": ("/org/freedesktop/ScreenSaver", "/ScreenSaver"),
    "org.gnome.ScreenSaver": ("/org/gnome/ScreenSaver",),
    "org.cinnamon.ScreenSaver": ("/org/cinnamon/ScreenSaver",),
    "org.mate.ScreenSaver": ("/org/mate/ScreenSaver", "/"),
    "org.xfce.ScreenSaver": ("/org/xfce/ScreenSaver", "/"),
}
"""Where each name has its object; the name is that of the interface too."""


class ScreenSavers:
    """The savers on the session bus at ``address``; nothing is heard before :meth:`open`.

    Args:
        changed: called when one came on or went off.
        lost: called when the bus is gone; :meth:`open` may be tried again later.
    """

    def __init__(
        self, address: str, loop: Loop, changed: Callable[[], None], lost: Callable[[], None]
    ) -> None:
        self._address = address
        self._loop = loop
        self._changed = changed
        self._lost_bus = lost
        self._bus: Bus | None = None
        self._owners: dict[str, str] = {}
        self._active: dict[str, bool] = {}  # by name, of those that have said a word; their last one
        self._was_heard = False

    @property
    def present(self) -> bool:
        """Whether some saver tells of itself, or did before the bus was lost."""
        return bool(self._active) or self.unknown

    @property
    def unknown(self) -> bool:
        """Whether one was heard on a bus that is gone."""
        return self._was_heard and self._bus is None

    @property
    def active(self) -> bool:
        """Whether one of them covers the screen, or did when its bus was lost, and is not heard yet."""
        return any(self._active.values())

    def open(self) -> None:
        """Begin to listen, or listen again.

        Raises:
            BusGoneError: there is no session bus, or it does not answer.
        """
        bus = self._bus = Bus(self._address, self._loop, self._heard, self._lost)
        try:
            for name in _PATHS:
                bus.match(signal_rule(name, "ActiveChanged"))
                bus.match(owner_rule(name))
            for name in _PATHS:
                self._follow(bus, name, bus.owner(name))
        except BusGoneError:
            self._forget_bus()
            raise

    def close(self) -> None:
        """Stop listening."""
        self._was_heard = False
        self._active.clear()
        self._forget_bus()

    def _heard(self, signal: Signal) -> None:
        bus = self._bus
        if bus is None:
            return
        if signal.member == "NameOwnerChanged" and signal.sender == BUS_NAME:
            if signal.signature != "sss":
                return
            try:
                self._follow(bus, signal.body[0], signal.body[2] or None)
            except BusGoneError:
                self._lost()
                return
        elif signal.member == "ActiveChanged" and self._owners.get(signal.interface) == signal.sender:
            if signal.signature != "b":
                return
            self._note(signal.interface, active=bool(signal.body[0]))
        self._changed()

    def _follow(self, bus: Bus, name: str, owner: str | None) -> None:
        """A saver answers to ``name`` from now on, or none: one that is gone covers no screen."""
        if name not in _PATHS:
            return
        if owner is None:
            self._owners.pop(name, None)
            self._active.pop(name, None)
            return
        if owner == self._owners.get(name):
            return
        self._owners[name] = owner
        for path in _PATHS[name]:
            try:
                (active,) = bus.call(Place(path, name, name), "GetActive", answers="b")
            except RefusedError:
                continue  # some only take inhibitors under this name
            except SilentError:
                return  # it may come to itself and tell; what was known of this name holds until then
            self._note(name, active=bool(active))
            return
        self._active.pop(name, None)

    def _note(self, name: str, *, active: bool) -> None:
        self._active[name] = active
        self._was_heard = True

    def _lost(self) -> None:
        self._forget_bus()
        self._changed()
        self._lost_bus()

    def _forget_bus(self) -> None:
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._owners.clear()
