"""The browsers whose extensions are connected: what they say goes in, what they must know goes out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Final

from worktracker.capture.browser import Joining, Page
from worktracker.capture.program import program_name
from worktracker.clock import Clock
from worktracker.control.answer import Connection
from worktracker.control.protocol import ProtocolError, Request
from worktracker.errors import UsageError
from worktracker.loop import Loop, Timer
from worktracker.model.sample import Sample, Told
from worktracker.privacy.levels import UrlLevel
from worktracker.privacy.rules import Action, Rule, check_rule, is_plain
from worktracker.store.rules import Rules

TABS_PER_TURN: Final = 5
"""So many words on its focused tab a browser may say in a turn; of more the newest counts, at its end."""

TURN_MS: Final = 250
"""The length of a turn, milliseconds."""

ON_THE_WAY_MS: Final = 2000
"""So long a page may still come that a browser cut to the level before, milliseconds."""

_TOLD: Final = {UrlLevel.NONE: Told.NOTHING, UrlLevel.DOMAIN: Told.SITE, UrlLevel.FULL: Told.ALL}
_MORE_THAN_A_SITE: Final = re.compile(r"[^:]+://[^/?#]*(?:[?#]|/.)")
_LONGEST_NAME: Final = 64  # characters
_LONGEST_DOMAIN: Final = 253  # RFC 1035, 2.3.4
_PIDS: Final = range(1, 1 << 22)  # Linux has none beyond: PID_MAX_LIMIT


class _Connected:
    """One browser, or one profile of it, and how much it has said lately."""

    def __init__(self, number: int, connection: Connection) -> None:
        self.number = number
        self.connection = connection
        self.asked = False  # to say again what it shows, and has not answered
        self.turn_began_ms = 0
        self.said = 0
        self.newest: Page | None = None  # said beyond what a turn allows
        self.turn_ends: Timer | None = None

    def forget_newest(self) -> None:
        """Something newer was said."""
        self.newest = None
        if self.turn_ends is not None:
            self.turn_ends.cancel()
            self.turn_ends = None


class Browsers:
    """Joins samples with what browsers say, and passes them on to ``seen``. All on the loop's thread.

    ``program_of`` names the program of a process, None where there is none here.
    """

    def __init__(
        self,
        clock: Clock,
        loop: Loop,
        seen: Callable[[Sample], None],
        program_of: Callable[[int], str | None] = program_name,
    ) -> None:
        self._clock = clock
        self._loop = loop
        self._seen = seen
        self._program_of = program_of
        self._joining = Joining()
        self._numbers = count(1)
        self._connected: dict[Connection, _Connected] = {}
        self._state: tuple[bool, UrlLevel] = (False, UrlLevel.NONE)
        self._told_before: Told | None = None  # at the level before, for as long as such pages may come
        self._until_sure: Timer | None = None
        self._timer: Timer | None = None
        self._timer_due_ms = 0
        self._closed = False

    @property
    def source(self) -> str | None:
        """``extension`` while a browser is connected."""
        return "extension" if self._connected else None

    def close(self) -> None:
        """Say no more: connections that end now change nothing."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._until_sure is not None:
            self._until_sure.cancel()
            self._until_sure = None

    # The desktop's side

    def window_changed(self, sample: Sample) -> None:
        """Another window or title is in front."""
        self._pass_on(self._joining.window_changed(sample))
        for connected in tuple(self._connected.values()):
            if connected.number in self._joining.to_ask and not connected.asked:
                connected.asked = True
                connected.connection.push("state", self._shown_state())

    def lost_sight(self) -> None:
        """Nobody looks at the desktop any more."""
        self._joining.lost_sight()
        self._plan()

    # The app's side

    def tell(self, *, recording: bool | None = None, urls: UrlLevel | None = None) -> None:
        """Let every browser know whether there is recording, and how much of an address is wanted."""
        before = self._state
        self._state = (
            before[0] if recording is None else recording,
            before[1] if urls is None else urls,
        )
        if self._state == before:
            return
        if _TOLD[before[1]] < _TOLD[self._state[1]] and self._connected:
            self._doubt(_TOLD[before[1]])
        self._push_state()

    def _push_state(self) -> None:
        """Tell every browser; each that shows a page says it again."""
        for connection in tuple(self._connected):
            connection.push("state", self._shown_state())

    def _doubt(self, before: Told) -> None:
        """What comes next may tell as little as ``before``: a rule for sites could miss its page."""
        self._told_before = before if self._told_before is None else min(before, self._told_before)
        if self._until_sure is not None:
            self._until_sure.cancel()
        self._until_sure = self._loop.call_later(ON_THE_WAY_MS, self._trust)

    def _trust(self) -> None:
        self._until_sure = self._told_before = None
        self._push_state()

    # The browsers' side

    def hello(self, request: Request, connection: Connection) -> dict[str, object]:
        """A browser's host has come: ``browser``, its name or null, and ``pid``, its main process.

        Raises:
            ProtocolError: the request is not as it must be, or comes a second time.
        """
        request.expect("browser", "pid")
        name, pid = request.optional("browser", str), request.optional("pid", int)
        if connection in self._connected:
            raise ProtocolError("The browser has said hello already.")
        if name is not None and not 0 < len(name) <= _LONGEST_NAME:
            raise ProtocolError("The browser's name is too long, or empty.")
        if pid is not None and pid not in _PIDS:
            raise ProtocolError("The browser's process has no such number.")
        connected = _Connected(next(self._numbers), connection)
        self._connected[connection] = connected
        is_here = pid is not None and self._program_of(pid) is not None
        self._joining.came(connected.number, name, pid if is_here else None)
        connection.on_close(lambda: self._gone(connection))
        return self._shown_state()

    def tab(self, request: Request, connection: Connection) -> dict[str, object]:
        """The focused tab of a browser is another, or shows something else.

        Raises:
            ProtocolError: the request is not as it must be.
        """
        connected = self._greeted(connection)
        request.expect("url", "title", "private", "audible")
        url, title = request.optional("url", str), request.optional("title", str)
        private = request.required("private", bool)
        request.required("audible", bool)
        if private and (url is not None or title is not None):
            raise ProtocolError("A private tab was told of with its content.")
        recording, level = self._state
        if not (recording or private):
            # Nothing is told of any page then: which one is open is not known.
            self._blur(connected)
            return {}
        connected.asked = False
        told = _TOLD[level]
        if self._told_before is not None:
            told = min(told, max(self._told_before, _told_by(url)))
        self._take(connected, Page(self._clock.now(), url, title, private, told))
        return {}

    def blur(self, request: Request, connection: Connection) -> dict[str, object]:
        """No window of a browser has the focus.

        Raises:
            ProtocolError: the request is not as it must be.
        """
        connected = self._greeted(connection)
        request.expect()
        self._blur(connected)
        return {}

    # Inside

    def _blur(self, connected: _Connected) -> None:
        connected.asked = False
        connected.forget_newest()
        self._pass_on(self._joining.blurred(connected.number, self._clock.now()))

    def _greeted(self, connection: Connection) -> _Connected:
        connected = self._connected.get(connection)
        if connected is None:
            raise ProtocolError("A browser has to say hello first.")
        return connected

    def _shown_state(self) -> dict[str, object]:
        return {"recording": self._state[0], "url_level": self._state[1].value}

    def _take(self, connected: _Connected, page: Page) -> None:
        """Follow a browser's word, or keep it until the turn ends if there were too many before."""
        now_ms = page.at.awake_ms
        if now_ms - connected.turn_began_ms >= TURN_MS:
            connected.turn_began_ms, connected.said = now_ms, 0
        connected.said += 1
        if connected.said <= TABS_PER_TURN or page.private:
            connected.forget_newest()
            self._pass_on(self._joining.page_changed(connected.number, page))
            return
        connected.newest = page
        if connected.turn_ends is None:
            wait_ms = max(1, connected.turn_began_ms + TURN_MS - now_ms)
            connected.turn_ends = self._loop.call_later(wait_ms, lambda: self._turn_ends(connected))

    def _turn_ends(self, connected: _Connected) -> None:
        page, connected.turn_ends = connected.newest, None
        if page is not None:
            self._take(connected, replace(page, at=self._clock.now()))

    def _gone(self, connection: Connection) -> None:
        connected = self._connected.pop(connection)
        connected.forget_newest()
        self._pass_on(self._joining.went(connected.number, self._clock.now()))

    def _pass_on(self, samples: list[Sample]) -> None:
        if self._closed:
            return
        for sample in samples:
            self._seen(sample)
        self._plan()

    def _plan(self) -> None:
        due_ms = self._joining.due_ms
        if self._timer is not None:
            if due_ms == self._timer_due_ms:
                return
            self._timer.cancel()
            self._timer = None
        if due_ms is not None:
            self._timer_due_ms = due_ms
            wait_ms = max(1, due_ms - self._clock.now().awake_ms)
            self._timer = self._loop.call_later(wait_ms, self._due)

    def _due(self) -> None:
        self._timer = None
        self._pass_on(self._joining.pass_due(self._clock.now().awake_ms))


def _told_by(url: str | None) -> Told:
    """How much of its page an address tells at least, whatever the level was when it was cut."""
    if url is None:
        return Told.NOTHING
    return Told.ALL if _MORE_THAN_A_SITE.match(url) else Told.SITE


def exclude_site(rules: Rules, domain: str, now_ms: int) -> None:
    """Keep a rule that drops a site with its subdomains, as the extension's popup asks for it.

    Raises:
        UsageError: ``domain`` names no site.
        StoreBusyError: the rule could not be written.
    """
    if len(domain) > _LONGEST_DOMAIN or not is_plain(domain) or not domain.strip():
        raise UsageError("That is not the name of a site.")
    rule = Rule(Action.DROP, domain=domain)
    check_rule(rule)
    rules.add(rule, now_ms)
