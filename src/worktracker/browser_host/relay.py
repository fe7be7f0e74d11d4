"""Passes on what the extension says to the app, and the app's state to the extension.

At rest it waits for one of its two ends and wakes for nothing else. It holds the newest word on the
focused tab and no older one: whatever can't be passed on yet is replaced by what comes next.
"""

from __future__ import annotations

import os
import selectors
import time
from collections import deque
from contextlib import suppress

from worktracker.browser_host.app_link import AppLink, LinkLostError
from worktracker.browser_host.framing import Frames, frame
from worktracker.browser_host.messages import (
    APP_AWAY,
    AppState,
    Blur,
    MessageError,
    Tab,
    Wish,
    answer_message,
    read,
    state_message,
)
from worktracker.browser_host.rate import Rate
from worktracker.control import protocol

_REPLY_LIMIT_S = 10.0
_RETRY_S = (10.0, 160.0)  # between attempts to find the app while a tab is in front and nothing is said
_ATTEMPTS = (3, 1.0)  # when the extension has something to say
_FOCUS = (20, 20.0)  # words on the focused tab: so many at once, so many a second
_WISHES = (5, 0.5)
_COMPLAINTS = (10, 0.2)
_AWAY = "worktracker is not running."


class Relay:
    """Between a browser's pipe and the app's socket, until the browser closes its end.

    Args:
        source: the pipe that the extension's messages come from.
        sink: the pipe to the extension.
        link: the way to the app.
        browser: the browser's name as far as it is known.
        pid: its main process.
    """

    def __init__(self, source: int, sink: int, link: AppLink, browser: str | None, pid: int) -> None:
        self._source = source
        self._sink = sink
        self._link = link
        self._browser = browser
        self._pid = pid
        self._frames = Frames()
        self._selector = selectors.SelectSelector()  # the one that takes files too
        self._told: AppState | None = None
        self._focus: Tab | Blur | None = None
        self._unsent = False
        self._passed_on: Tab | Blur | None = None
        self._wishes: deque[Wish] = deque()
        self._asked: Wish | None = None
        self._greeted = False
        self._reply_by_s = 0.0
        self._retry_at_s = 0.0
        self._word_at_s = 0.0  # when the extension or the app was heard of last
        self._attempts, self._focus_rate = Rate(*_ATTEMPTS), Rate(*_FOCUS)
        self._wish_rate, self._complaints = Rate(*_WISHES), Rate(*_COMPLAINTS)

    def run(self) -> None:
        """Pass messages on until the browser has gone.

        Raises:
            BrokenStreamError: what comes from the browser is no row of messages.
        """
        self._selector.register(self._source, selectors.EVENT_READ, self._hear)
        try:
            with suppress(BrokenPipeError):
                while True:
                    for key, _ in self._selector.select(self._wait_s()):
                        if key.data() is False:
                            return
                    self._keep_time()
                    self._pass_on()
        finally:
            self._link.close()
            self._selector.close()

    # -- the browser's side ---------------------------------------------------------------------

    def _hear(self) -> bool:
        chunk = os.read(self._source, 65_536)
        for message in self._frames.feed(chunk):
            self._take(message)
        return bool(chunk)

    def _take(self, message: bytes | None) -> None:
        try:
            said = read(message)
        except MessageError as error:
            self._complain(f"refused a message: {error}")
            # It may have been the word that a private window is in front.
            said = Blur()
        if isinstance(said, Wish):
            self._wish(said)
        else:
            self._focus, self._unsent = said, True
            self._word_at_s = time.monotonic()
            if isinstance(said, Tab):
                self._browser = said.browser
            self._reach_app()

    def _wish(self, wish: Wish) -> None:
        if not self._wish_rate.take(time.monotonic()):
            self._complain("refused a message: too many")
            self._tell(answer_message(wish.kind, ok=False, message="Too many at once; try again."))
            return
        self._wishes.append(wish)
        self._reach_app()

    def _tell(self, message: bytes) -> None:
        left = memoryview(frame(message))
        while left:
            left = left[os.write(self._sink, left) :]

    def _tell_state(self, state: AppState) -> None:
        if state != self._told:
            self._told = state
            self._tell(state_message(state))

    def _complain(self, words: str) -> None:
        """Say so where browsers show what their hosts say; never with what a message held."""
        if self._complaints.take(time.monotonic()):
            say(words)

    # -- the app's side -------------------------------------------------------------------------

    def _reach_app(self) -> None:
        """Connect, if there is no connection and this is not tried too often."""
        now_s = time.monotonic()
        if self._link.is_open:
            return
        if self._attempts.take(now_s):
            try:
                self._link.open()
                self._selector.register(self._link, selectors.EVENT_READ, self._listen)
                self._greeted = False
                self._ask("browser-hello", browser=self._browser, pid=self._pid)
                return
            except LinkLostError:
                pass
        self._lost()

    def _lost(self) -> None:
        now_s = time.monotonic()
        if self._link.is_open:
            self._selector.unregister(self._link)
            self._link.close()
            self._word_at_s = now_s
        first_s, most_s = _RETRY_S
        # The longer it was not there, the less often.
        self._retry_at_s = now_s + min(max(first_s, (now_s - self._word_at_s) / 2), most_s)
        self._unsent, self._passed_on = self._focus is not None, None
        self._tell_state(APP_AWAY)
        refused = [*([self._asked] if self._asked else []), *self._wishes]
        self._asked = None
        self._wishes.clear()
        for wish in refused:
            self._tell(answer_message(wish.kind, ok=False, message=_AWAY))

    def _listen(self) -> None:
        if not self._link.is_open:
            return  # it was lost while the browser was heard
        try:
            for message in self._link.read():
                self._understand(message)
        except LinkLostError:
            self._lost()

    def _understand(self, message: dict[str, object] | protocol.Refusal) -> None:
        if isinstance(message, dict) and "event" in message:
            if message["event"] == "state":
                # Also the one that it knows: the app wants to hear again what is in front.
                self._told = self._passed_on = None
                self._tell_state(AppState.from_answer(message))
            return
        if not self._greeted:
            if isinstance(message, protocol.Refusal):
                raise LinkLostError
            self._greeted = True
            self._tell_state(AppState.from_answer(message))
        elif self._asked is not None:
            wish, self._asked = self._asked, None
            refused = isinstance(message, protocol.Refusal)
            words = f"{message.message} {message.hint}".strip() if refused else ""
            self._tell(answer_message(wish.kind, ok=not refused, message=words))
        elif isinstance(message, protocol.Refusal):
            self._complain("worktracker refused a message")

    def _pass_on(self) -> None:
        """Ask the app for the next thing that is due."""
        if not self._link.is_open or self._link.waiting or not self._greeted:
            return
        try:
            if self._wishes:
                self._asked = self._wishes.popleft()
                domain = self._asked.domain
                self._ask(f"browser-{self._asked.kind}", **({"domain": domain} if domain else {}))
            elif self._unsent and self._focus is not None and self._may_pass_on(self._focus):
                self._unsent, self._passed_on = False, self._focus
                self._ask_focus(self._focus)
        except LinkLostError:
            self._lost()

    def _may_pass_on(self, focus: Tab | Blur) -> bool:
        if _takes_back(focus):
            if self._passed_on is None or not _takes_back(self._passed_on):
                return True  # a page that is not in front any more must never wait
            if focus == self._passed_on:
                self._unsent = False
                return False
        return self._focus_rate.take(time.monotonic())

    def _ask_focus(self, focus: Tab | Blur) -> None:
        if isinstance(focus, Blur):
            self._ask("browser-blur")
            return
        try:
            self._ask(
                "browser-tab",
                url=focus.url,
                title=focus.title,
                private=focus.private,
                audible=focus.audible,
            )
        except protocol.ProtocolError:  # too long for one line beside all else
            self._complain("refused a message: too long")
            self._ask("browser-blur")

    def _ask(self, command: str, /, **arguments: object) -> None:
        self._link.ask(command, **arguments)
        self._reply_by_s = time.monotonic() + _REPLY_LIMIT_S

    # -- time -----------------------------------------------------------------------------------

    def _wait_s(self) -> float | None:
        """Seconds until something is due by itself; None where nothing is."""
        now_s = time.monotonic()
        if not self._link.is_open:
            in_front = isinstance(self._focus, Tab)
            return max(0.0, self._retry_at_s - now_s) if in_front else None
        if self._link.waiting:
            return max(0.0, self._reply_by_s - now_s)
        return self._focus_rate.wait_s(now_s) if self._unsent else None

    def _keep_time(self) -> None:
        now_s = time.monotonic()
        if not self._link.is_open:
            if isinstance(self._focus, Tab) and now_s >= self._retry_at_s:
                self._reach_app()
        elif self._link.waiting and now_s >= self._reply_by_s:
            self._lost()


def say(words: str) -> None:
    """Write a line where browsers show what their hosts say."""
    with suppress(OSError):
        os.write(2, f"worktracker-browser-host: {words}\n".encode())


def _takes_back(focus: Tab | Blur) -> bool:
    return isinstance(focus, Blur) or focus.private
