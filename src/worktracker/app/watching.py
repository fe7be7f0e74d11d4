"""The desktop that is watched: what it tells passes the gate on its way to the recorder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from worktracker.app.browsers import Browsers
from worktracker.app.browsing import load_browsing
from worktracker.app.documents import load_documents
from worktracker.app.keeping import Keeping
from worktracker.capture.session.desktop import SessionDesktop
from worktracker.clock import Clock
from worktracker.errors import CaptureError
from worktracker.loop import Loop
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.privacy.gate import Gate
from worktracker.recorder.recorder import Mode, Recorder
from worktracker.store.store import Store

OWN_APP = "worktracker"
"""What the program's own windows are recorded as, title and all: its pages are no work of their own."""

QUIET_AFTER_MS = 5_000
"""After this time without input nobody is waited for every two seconds any more."""


class Watching:
    """Opens the desktop, hears of it, and judges what is seen by levels and rules.

    Args:
        store: brings the store as it is open at the moment.
        recorder: told what may be kept.
        clock, loop: time and events.
        open_desktop: makes a desktop to watch; may raise CaptureError.
        after: called after everything that happened.
        input_seen: called after the first input that follows a quiet time.
        about_to_sleep: called when the machine waits for what must be on the disk.
        lost: called when the desktop is gone, with a message for the user.

    Attributes:
        browsers: what browsers say of their pages.
        sample: what is in front; None while nothing is watched.
        quiet: whether nobody is at the keyboard, as was found out.
        blind: whether the desktop is gone and nobody has found it again.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        recorder: Recorder,
        clock: Clock,
        loop: Loop,
        open_desktop: Callable[[], SessionDesktop],
        after: Callable[[], None],
        input_seen: Callable[[], None],
        about_to_sleep: Callable[[], None],
        lost: Callable[[str], None],
    ) -> None:
        self._store = store
        self._recorder = recorder
        self._clock = clock
        self._open_desktop = open_desktop
        self._after = after
        self._input_seen = input_seen
        self._about_to_sleep = about_to_sleep
        self._lost = lost
        self._desktop: SessionDesktop | None = None
        self._keeping = Keeping(recorder, lambda: self._desktop)
        settings = store().settings
        self._idle_threshold_ms = settings.idle_threshold_ms
        self._keeping.follow(store().keep_active.all(), settings.keep_active_cap_ms)
        self._browsing = load_browsing()
        self._gate = self.gate()
        self.browsers = Browsers(clock, loop, self._seen)
        self.browsers.tell(urls=settings.levels().urls)
        self.sample: Sample | None = None
        self.quiet = False
        self.blind = False
        self._sign_of_life_ms = 0
        self._mode_seen = Mode.STOPPED

    @property
    def sources(self) -> dict[str, str | None]:
        """Names of the sources in use; None where there is none."""
        found = self._desktop.sources if self._desktop else {}
        names = {name: found.get(name) for name in ("window", "idle", "session")}
        return names | {"browser": self.browsers.source}

    @property
    def limits(self) -> list[str]:
        """What does not work on this desktop, for ``doctor``."""
        return list(self._desktop.limits) if self._desktop else []

    @property
    def sees(self) -> bool:
        """Whether there is a desktop that is watched."""
        return self._desktop is not None

    # Beginning and ending

    def begin(self) -> None:
        """Watch the desktop from now on, if it is not watched yet.

        Raises:
            CaptureError: there is none.
        """
        if self._desktop is not None:
            return
        desktop = self._open_desktop()
        self._desktop = desktop
        self.quiet = False
        try:
            desktop.open(self, self._idle_threshold_ms)
        except CaptureError:
            self.end()
            raise
        self._recorder.rely_on_wake_ups(told=desktop.tells_wake_ups)
        self.blind = False

    def end(self) -> None:
        """Watch nothing from now on."""
        if self._desktop is not None:
            self._desktop.close()
            self._desktop = None
            self.browsers.lost_sight()
            self._recorder.lost_sight(self._clock.now())
            self.sample = None

    def begin_if_wanted(self) -> None:
        """A pause has ended by itself, or the hours have begun: look again. They have ended: look no more."""
        if self._recorder.outside_hours:
            self.end()
        before, self._mode_seen = self._mode_seen, self._recorder.mode
        if before is not Mode.RECORDING:
            self.blind = False  # nobody has looked since, so the desktop may be back
        if self._recorder.mode is Mode.RECORDING and self._desktop is None and not self.blind:
            try:
                self.begin()
            except CaptureError as error:
                self.desktop_lost(error.message)

    # What may be kept of it

    def gate(self) -> Gate:
        """The gate as levels and rules are now."""
        store = self._store()
        documents = load_documents(store.document_patterns.all())
        return Gate(store.settings.levels(), store.rules.all(), self._browsing, documents)

    def follow(self, gate: Gate, now: Moment) -> None:
        """Judge by another gate from now on, and follow the settings that are ours."""
        store = self._store()
        settings = store.settings
        self._gate = gate
        self.browsers.tell(urls=settings.levels().urls)
        self._keeping.follow(store.keep_active.all(), settings.keep_active_cap_ms)
        self._idle_threshold_ms = settings.idle_threshold_ms
        if self._desktop is not None:
            self._desktop.set_idle_threshold(self._idle_threshold_ms)
        self._recorder.redo(gate.judge, now)

    @property
    def doubts(self) -> bool:
        """Whether only the time is kept, because rules or levels can't be read."""
        return not self._gate.trusted

    def doubt(self) -> None:
        """What holds may have changed, and can't be read: keep only the time until it can be."""
        self._gate.distrust()
        self._recorder.redo(self._gate.judge, self._clock.now())

    def look_for_input(self, now: Moment) -> None:
        """Find out whether it is quiet.

        Whoever switches windows is there; the desktop is asked only when that was a while ago.

        Raises:
            CaptureError: the desktop is gone.
        """
        if self.quiet or self._desktop is None or now.awake_ms - self._sign_of_life_ms < QUIET_AFTER_MS:
            return
        if self._desktop.sources["idle"] is None or self._desktop.idle_ms() >= QUIET_AFTER_MS:
            self.quiet = True
            self._desktop.notify_input()

    # What the desktop tells

    def window_changed(self, sample: Sample) -> None:
        """Another window or title is in front; which page it shows, a browser may tell."""
        if sample.title is not None and (sample.app or "").casefold() == OWN_APP:
            sample = replace(sample, title=OWN_APP)
        self.browsers.window_changed(sample)

    def _seen(self, sample: Sample) -> None:
        """Another window, title or page is in front."""
        now = self._clock.now()
        if self.sample is None or self.sample.app != sample.app:
            self._sign_of_life_ms = now.awake_ms  # a title may change by itself, a program hardly
        self.sample = sample
        self._keeping.look_again(sample, now)
        self._recorder.observe(self._gate.judge(sample), sample.at, now, sample)
        self._after()

    def went_idle(self, idle_ms: int) -> None:
        """The idle threshold has passed."""
        self._keeping.went_idle(self.sample, self._clock.now(), idle_ms)
        self._after()

    def came_back(self) -> None:
        """Somebody is there again."""
        self.quiet = False
        self._keeping.ended()
        self._recorder.came_back(self._clock.now())
        self._after()

    def input_seen(self) -> None:
        """The first input after a quiet time."""
        self.quiet = False
        self._sign_of_life_ms = self._clock.now().awake_ms
        self._input_seen()

    def lock_changed(self, locked: bool) -> None:
        """The session was locked or unlocked."""
        self._recorder.lock_changed(self._clock.now(), locked=locked)
        self._after()

    def asleep_changed(self, asleep: bool) -> None:
        """The machine is about to sleep, and waits for this call; or it goes on."""
        self._recorder.asleep_changed(self._clock.now(), asleep=asleep)
        self._after()
        if asleep:
            self._about_to_sleep()

    def clock_set(self) -> None:
        """The wall clock was set, or the machine woke up."""
        self._recorder.advance(self._clock.now())
        self._after()

    def idle_inhibitors_changed(self) -> None:
        """Some program asks the session not to go idle, or does so no more."""
        self._keeping.look_again(self.sample, self._clock.now())
        self._after()

    def desktop_lost(self, message: str) -> None:
        """The desktop is gone: what was recorded ends here."""
        self.blind = True
        self.end()
        self._after()
        self._lost(message)
