"""The session as systemd's logind knows it (org.freedesktop.login1(5)); elogind says the same.

Locked: ``LockedHint``, which screen lockers set, or the signals ``Lock`` and ``Unlock``, by which the
session is asked to. Not ``Active``: another user's session is in front. ``PrepareForSleep`` and
``PrepareForShutdown`` come before the machine sleeps; a delay inhibitor has it wait for us.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Protocol

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

_NAME = "org.freedesktop.login1"
_MANAGER = Place("/org/freedesktop/login1", _NAME, "org.freedesktop.login1.Manager")
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_GRAPHICAL = ("x11", "wayland", "mir")
_CHANGED = ("PropertiesChanged", "sa{sv}as")
_PREPARATIONS = {"PrepareForSleep": "PreparingForSleep", "PrepareForShutdown": "PreparingForShutdown"}

_NO_DELAY_LIMIT = (
    "logind does not let this program delay sleep; time asleep is recognised by the clocks all the same."
)
_UNCONFIRMED_LIMIT = (
    "The session was asked to lock and no screen locker has confirmed it; it counts as locked"
    " until it is unlocked. If it is not locked, pause and resume."
)
_UNKNOWN_LIMIT = "logind can't be heard any more; until it can, the session counts as locked."


class LogindListener(Protocol):
    """Who hears of logind; every call comes on the loop's thread."""

    def session_changed(self) -> None:
        """Something about the lock, or about what is known, is different."""
        ...

    def asleep_changed(self, asleep: bool) -> None:
        """The machine is about to sleep or shut down, and waits for this call; or it goes on."""
        ...

    def idle_inhibitors_changed(self) -> None:
        """Inhibitors came or went."""
        ...

    def lost(self) -> None:
        """The bus is gone; :meth:`Logind.open` may be tried again later."""
        ...


class Logind:
    """logind on the system bus at ``address``; nothing is heard before :meth:`open`.

    Args:
        hint: the session's id (``XDG_SESSION_ID``), or "".
    """

    def __init__(self, address: str, hint: str, loop: Loop) -> None:
        self._address = address
        self._hint = hint
        self._loop = loop
        self._listener: LogindListener | None = None
        self._bus: Bus | None = None
        self._owner: str | None = None
        self._session: str | None = None  # its path
        self._hinted = False
        self._asked = False
        self._active = True
        self._preparing: set[str] = set()
        self._told_asleep = False  # what the listener was told last
        self._delay: int | None = None  # the inhibitor's file descriptor
        self._watching = False

    @property
    def present(self) -> bool:
        """Whether logind knows this session, or did before it fell silent."""
        return self._session is not None

    @property
    def unknown(self) -> bool:
        """Whether it told of this session and can't be heard any more."""
        return self.present and self._owner is None

    @property
    def locked(self) -> bool:
        """Whether nobody can be at work in this session, as far as logind knows."""
        return self.unknown or (self.present and (self._hinted or self._asked or not self._active))

    @property
    def limits(self) -> list[str]:
        """What does not work, for ``doctor``."""
        if self.unknown:
            return [_UNKNOWN_LIMIT]
        limits = [_NO_DELAY_LIMIT] if self._owner and self._delay is None and not self._preparing else []
        return limits + ([_UNCONFIRMED_LIMIT] if self._asked and not self._hinted else [])

    def open(self, listener: LogindListener) -> None:
        """Begin to listen, or listen again after :meth:`LogindListener.lost`.

        Raises:
            BusGoneError: there is no system bus, or it does not answer.
        """
        self._listener = listener
        bus = self._bus = Bus(self._address, self._loop, self._heard, self._lost)
        try:
            # Everywhere: ask for the signals first, then read. A change between the two is told.
            bus.match(owner_rule(_NAME))
            self._follow(bus, bus.owner(_NAME))
            if self._watching:
                bus.match(_INHIBITORS_RULE)
        except BusGoneError:
            self._forget_bus()
            raise

    def close(self) -> None:
        """Stop listening, and let the machine sleep without us."""
        self._listener = None
        self._forget_bus()

    def idle_inhibitors(self, within_ms: int) -> frozenset[int]:
        """Process ids of those who ask the session not to go idle (``Inhibit`` with what=idle).

        Nobody, where logind does not say so within ``within_ms``.
        """
        bus = self._bus
        if bus is None or self._owner is None:
            return frozenset()
        try:
            (found,) = bus.call(_MANAGER, "ListInhibitors", answers="a(ssssuu)", within_ms=within_ms)
        except (RefusedError, SilentError):  # too busy to say so is no reason to take it for lost
            return frozenset()
        except BusGoneError:
            self._lost()
            return frozenset()
        return frozenset(
            pid for what, _, _, mode, _, pid in found if "idle" in what.split(":") and mode == "block"
        )

    def watch_idle_inhibitors(self, *, watch: bool) -> None:
        """Hear when inhibitors change; on demand, for logind tells of other things by the same signal."""
        if watch == self._watching:
            return
        self._watching = watch
        if self._bus is not None:
            try:
                self._bus.match(_INHIBITORS_RULE, wanted=watch)
            except BusGoneError:
                self._lost()

    # What the bus says

    def _heard(self, signal: Signal) -> None:
        bus = self._bus
        if bus is None:
            return
        try:
            if signal.member == "NameOwnerChanged" and signal.sender == BUS_NAME:
                if signal.signature == "sss" and signal.body[0] == _NAME:
                    self._follow(bus, signal.body[2] or None)
                    self._tell()
            elif signal.sender == self._owner:
                self._note(bus, signal)
        except BusGoneError:
            self._lost()

    def _note(self, bus: Bus, signal: Signal) -> None:
        if signal.member in _PREPARATIONS and signal.path == _MANAGER.path:
            if signal.signature == "b":
                self._prepare(bus, signal.member, begins=bool(signal.body[0]))
        elif signal.path == self._session:
            if signal.interface == _SESSION and signal.member in ("Lock", "Unlock"):
                self._asked = signal.member == "Lock"  # to unlock is a wish too: a hint has to confirm it
            elif (signal.member, signal.signature) == _CHANGED and signal.body[0] == _SESSION:
                self._take(_values(signal.body[1]))
                if not {"Active", "LockedHint"}.isdisjoint(signal.body[2]):
                    self._read_session(bus)
            self._tell()
        elif self._listener and self._watching and signal.path == _MANAGER.path:
            self._listener.idle_inhibitors_changed()

    def _tell(self) -> None:
        if self._listener:
            self._listener.session_changed()

    def _lost(self) -> None:
        self._forget_bus()
        if self._listener:
            self._listener.session_changed()
            self._tell_asleep()
            self._listener.lost()

    def _forget_bus(self) -> None:
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._owner = None
        self._let_go()

    # The session

    def _follow(self, bus: Bus, owner: str | None) -> None:
        """logind answers as ``owner`` from now on; None: it is not there."""
        if owner == self._owner:
            return
        self._owner = owner
        self._let_go()
        if owner is None:
            return
        for member in _PREPARATIONS:
            bus.match(_rule(_MANAGER.path, _MANAGER.interface, member))
        self._session = self._find_session(bus) or self._session
        if self._session:
            for member in ("Lock", "Unlock"):
                bus.match(_rule(self._session, _SESSION, member))
            bus.match(_rule(self._session, _PROPERTIES, "PropertiesChanged"))
            self._read_session(bus)
        found = self._properties(bus, _MANAGER.path, _MANAGER.interface)
        self._preparing = {signal for signal, name in _PREPARATIONS.items() if found.get(name)}
        if not self._preparing:
            self._delay_sleep(bus)
        self._tell_asleep()

    def _find_session(self, bus: Bus) -> str | None:
        """The path of the session that this program is a part of; a graphical one of the user's first."""
        first: str | None = None
        for path in self._candidates(bus):
            found = self._properties(bus, path, _SESSION)
            if found.get("Type") in _GRAPHICAL:
                return path
            if found and first is None:
                first = path
        return first

    def _candidates(self, bus: Bus) -> Iterator[str]:
        if self._hint:
            with suppress(RefusedError):
                yield str(bus.call(_MANAGER, "GetSession", "s", self._hint, answers="o")[0])
        with suppress(RefusedError):
            yield str(bus.call(_MANAGER, "GetSessionByPID", "u", os.getpid(), answers="o")[0])
        with suppress(RefusedError):
            (sessions,) = bus.call(_MANAGER, "ListSessions", answers="a(susso)")
            mine = [(seat, path) for _, user, _, seat, path in sessions if user == os.getuid()]
            yield from (path for _, path in sorted(mine, key=lambda found: not found[0]))

    def _read_session(self, bus: Bus) -> None:
        if self._session:
            self._take(self._properties(bus, self._session, _SESSION))

    def _take(self, found: Mapping[str, Any]) -> None:
        if "Active" in found:
            self._active = bool(found["Active"])
        if "LockedHint" in found:
            hinted = bool(found["LockedHint"])
            if self._hinted and not hinted:
                self._asked = False  # the locker that had confirmed the lock has ended it
            self._hinted = hinted

    def _properties(self, bus: Bus, path: str, interface: str) -> dict[str, Any]:
        try:
            place = Place(path, _NAME, _PROPERTIES)
            return _values(bus.call(place, "GetAll", "s", interface, answers="a{sv}")[0])
        except RefusedError:
            return {}

    # Sleep

    def _prepare(self, bus: Bus, signal: str, *, begins: bool) -> None:
        (self._preparing.add if begins else self._preparing.discard)(signal)
        if self._preparing:
            try:
                self._tell_asleep()
            finally:
                self._let_go()  # whatever became of what had to be written: the machine waits no longer
            return
        # While it slept, signals may have been lost: what is so now is told before the machine counts as
        # awake. Where logind does not answer, that is that nothing is known (see _lost).
        self._read_session(bus)
        self._tell()
        self._tell_asleep()
        self._delay_sleep(bus)

    def _tell_asleep(self) -> None:
        asleep = bool(self._preparing)
        if self._listener and asleep is not self._told_asleep:
            self._told_asleep = asleep
            self._listener.asleep_changed(asleep)

    def _delay_sleep(self, bus: Bus) -> None:
        if self._delay is not None:
            return
        words = ("sleep:shutdown", "worktracker", "Write what was recorded last", "delay")
        with suppress(RefusedError):
            (descriptor,) = bus.call(_MANAGER, "Inhibit", "ssss", *words, answers="h")
            self._delay = descriptor.to_raw_fd()

    def _let_go(self) -> None:
        held, self._delay = self._delay, None
        if held is not None:
            os.close(held)


def _values(variants: Mapping[str, tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, (_, value) in variants.items()}


def _rule(path: str, interface: str, member: str) -> str:
    return signal_rule(interface, member, sender=_NAME, path=path)


_INHIBITORS_RULE = _rule(_MANAGER.path, _PROPERTIES, "PropertiesChanged")
