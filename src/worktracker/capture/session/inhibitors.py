"""What services on the session bus hold for programs that ask the session not to go idle.

Programs ask ``org.freedesktop.ScreenSaver.Inhibit``, the desktop's own interface or the portal
(``org.freedesktop.portal.Inhibit``); all of that ends up, with the program's name, in one service:

- GNOME, Cinnamon and MATE: ``org.gnome.SessionManager`` (org.gnome.SessionManager.xml and .Inhibitor.xml of
  gnome-session, csm-inhibitor.c of cinnamon-session, gsm-inhibitor.c of mate-session-manager;
  gsd-screensaver-proxy and the portal's inhibit.c hand on to it).
- KDE: PowerDevil's PolicyAgent (org.kde.Solid.PowerManagement.PolicyAgent.xml, powerdevilpolicyagent.cpp;
  kscreenlocker's interface.cpp and the portal's inhibit.cpp hand on to it).
- Xfce: ``org.freedesktop.PowerManagement.Inhibit`` (xfce4-power-manager's xfpm-inhibit.c), which keeps the
  screen on too. PowerDevil has that name as well, but no list of holders there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from worktracker.capture.session.bus import (
    BUS_NAME,
    CALL_MS,
    Bus,
    BusGoneError,
    Conversation,
    Place,
    Question,
    RefusedError,
    Signal,
    owner_rule,
    signal_rule,
)
from worktracker.capture.session.holder import Holder
from worktracker.loop import Loop, Timer

_PROPERTIES = "org.freedesktop.DBus.Properties"

_MANAGER, _MANAGER_PATH = "org.gnome.SessionManager", "/org/gnome/SessionManager"
_INHIBITOR = "org.gnome.SessionManager.Inhibitor"
_IDLE_FLAG = 8
"""Of ``Inhibit``: the session must not be marked as idle. The others concern logging out, sleep, media."""

_KDE = "org.kde.Solid.PowerManagement"
_AGENT, _AGENT_PATH = (
    "org.kde.Solid.PowerManagement.PolicyAgent",
    "/org/kde/Solid/PowerManagement/PolicyAgent",
)
_SCREEN_POLICY = 4
"""``ChangeScreenSettings`` of PolicyAgent::RequiredPolicy, as which kscreenlocker takes inhibitors."""

_XFCE = "org.freedesktop.PowerManagement"
_POWER, _POWER_PATH = "org.freedesktop.PowerManagement.Inhibit", "/org/freedesktop/PowerManagement/Inhibit"

_AGAIN_MS = 200
_LEAST_MS = 200
"""How long services are waited for at least, whatever it took to find them."""

ASIDE_S = 600.0
"""How long one that did not answer is left alone: a busy machine may have made it late."""


class _Source(NamedTuple):
    """A kind of service.

    Attributes:
        holders: asks it, by the unique name of who has its name on the bus.
        signals: path, interface and member of those by which it tells of changes.
    """

    holders: Callable[[str], Conversation[list[Holder]]]
    signals: tuple[tuple[str, str, str], ...]


class SessionInhibitors:
    """The holders known on the session bus at ``address``; no connection lasts while nobody watches.

    Only services that are there already are asked, all at once, and for a second in all. One that has not
    answered by then is left aside for :data:`ASIDE_S`, or until another has its name.

    Args:
        changed: called, while watched, when the answer may be another.
        now_s: a clock that runs forward, in seconds.
    """

    def __init__(
        self,
        address: str,
        loop: Loop,
        changed: Callable[[], None],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address
        self._loop = loop
        self._changed = changed
        self._now_s = now_s
        self._watching = False
        self._bus: Bus | None = None
        self._owners: dict[str, str] = {}  # of the services that are there, by name
        self._aside: dict[str, tuple[str, float]] = {}  # of those that did not answer, and until when
        self._planned: Timer | None = None

    def holders(self) -> frozenset[Holder]:
        """Who asks the session not to go idle now; nobody, as far as that can't be known."""
        found: dict[str, list[Holder]] = {}
        until = self._now_s() + CALL_MS / 1000
        try:
            bus = self._open()
            left_ms = max(round((until - self._now_s()) * 1000), _LEAST_MS)
            found = bus.converse(
                {name: _told(_SOURCES[name].holders(owner)) for name, owner in self._owners.items()}, left_ms
            )
            for name in self._owners.keys() - found.keys():
                self._aside[name] = self._owners.pop(name), self._now_s() + ASIDE_S
        except BusGoneError:
            self.close()
        if not self._watching:
            self.close()
        return frozenset(holder for told in found.values() for holder in told)

    def watch(self, *, watch: bool) -> None:
        """Tell of changes, or no more."""
        if watch == self._watching:
            return
        self._watching = watch
        self.close()
        if watch:
            with suppress(BusGoneError):
                self._open()

    def close(self) -> None:
        """Let go of the connection, if there is one."""
        self._owners.clear()
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _open(self) -> Bus:
        """The connection, with the signals of the services that are there. Raises BusGoneError."""
        if self._bus is not None:
            return self._bus
        bus = self._bus = Bus(self._address, self._loop, self._heard, self._lost)
        try:
            for name, source in _SOURCES.items():
                owner = bus.owner(name)
                if owner is None or self._is_aside(name, owner):
                    continue
                self._owners[name] = owner
                # Signals are asked for before the holders are: a change between the two is told.
                bus.match(owner_rule(name))
                for path, interface, member in source.signals:
                    bus.match(signal_rule(interface, member, sender=owner, path=path))
        except BusGoneError:
            self.close()
            raise
        return bus

    def _is_aside(self, name: str, owner: str) -> bool:
        silent, until = self._aside.get(name, ("", 0.0))
        return owner == silent and self._now_s() < until

    def _heard(self, signal: Signal) -> None:
        if signal.sender == BUS_NAME:
            if signal.member != "NameOwnerChanged" or signal.signature != "sss":
                return
            self._owners.pop(signal.body[0], None)  # who comes after it holds nothing yet
        elif signal.sender not in self._owners.values():
            return
        self._change_soon()

    def _lost(self) -> None:
        self._aside.clear()  # another bus gives the same names to others
        self.close()
        self._change_soon()

    def _change_soon(self) -> None:
        """Have it asked anew, a few times a second at most: who tells of changes may do so without end."""
        if self._planned is None:
            self._planned = self._loop.call_later(_AGAIN_MS, self._tell)

    def _tell(self) -> None:
        self._planned = None
        if self._watching:
            self._changed()


def _told(conversation: Conversation[list[Holder]]) -> Conversation[list[Holder]]:
    """The conversation; where something is refused nobody holds anything."""
    try:
        return (yield from conversation)
    except RefusedError:
        return []


def _of_session_manager(owner: str) -> Conversation[list[Holder]]:
    place = Place(_MANAGER_PATH, owner, _MANAGER)
    holders: list[Holder] = []
    for path in (yield Question(place, "GetInhibitors", "ao")):
        holder = yield from _session_manager_holder(Place(path, owner, _INHIBITOR))
        if holder is not None:
            holders.append(holder)
    return holders


def _session_manager_holder(place: Place) -> Conversation[Holder | None]:
    try:
        if not (yield Question(place, "GetFlags", "u")) & _IDLE_FLAG:
            return None
        name = yield Question(place, "GetAppId", "s")
    except RefusedError:
        return None  # it was released meanwhile
    try:
        window = yield Question(place, "GetToplevelXid", "u")
    except RefusedError:
        window = 0  # GNOME has given the method up; its programs said 0 on Wayland all along
    return Holder(window=window or None, name=name)


def _of_policy_agent(owner: str) -> Conversation[list[Holder]]:
    place = Place(_AGENT_PATH, owner, _PROPERTIES)
    try:
        kind, active = yield Question(place, "Get", "v", "ss", (_AGENT, "ActiveInhibitions"))
    except RefusedError:
        return (yield from _of_older_policy_agent(owner))
    if kind != "a(ssssu)":
        return []
    return [
        Holder(name=who) for what, who, _, mode, _ in active if "idle" in what.split(":") and mode == "block"
    ]


def _of_older_policy_agent(owner: str) -> Conversation[list[Holder]]:
    """Before there were properties: who holds something, and whether the screen is held, but not by whom.

    So a single program that holds anything is the one; of several, none is.
    """
    place = Place(_AGENT_PATH, owner, _AGENT)
    names = {name for name, _ in (yield Question(place, "ListInhibitions", "a(ss)"))}
    if len(names) != 1:
        return []
    held = yield Question(place, "HasInhibition", "b", "u", (_SCREEN_POLICY,))
    return [Holder(name=names.pop())] if held else []


def _of_power_manager(owner: str) -> Conversation[list[Holder]]:
    names = yield Question(Place(_POWER_PATH, owner, _POWER), "GetInhibitors", "as")
    return [Holder(name=name) for name in names]


_SOURCES = {
    _MANAGER: _Source(
        _of_session_manager,
        ((_MANAGER_PATH, _MANAGER, "InhibitorAdded"), (_MANAGER_PATH, _MANAGER, "InhibitorRemoved")),
    ),
    _KDE: _Source(
        _of_policy_agent,
        ((_AGENT_PATH, _AGENT, "InhibitionsChanged"), (_AGENT_PATH, _PROPERTIES, "PropertiesChanged")),
    ),
    _XFCE: _Source(_of_power_manager, ((_POWER_PATH, _POWER, "HasInhibitChanged"),)),
}
"""By the name that the service has on the bus."""
