"""A call or a film is not idle: what keeps the time active while nobody touches the machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from worktracker.capture.session.desktop import SessionDesktop
from worktracker.model.explanation import Cut
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.privacy.rules import Action, Facts, Rule, compile_rule
from worktracker.recorder.recorder import Recorder


class Keeping:
    """Asks, when the idle threshold has passed, whether the program in front keeps the time active.

    It does if the user has put it on the list, or if it asks the session not to go idle, as players and
    calls do; a program in the background does not, nor one that was started from the one in front, like a
    song from a terminal. It is asked again when another window comes to the front and when such a wish is
    taken back, and never in between.

    Args:
        recorder: told what comes of it.
        desktop: what is watched now; None while nothing is.
    """

    def __init__(self, recorder: Recorder, desktop: Callable[[], SessionDesktop | None]) -> None:
        self._recorder = recorder
        self._desktop = desktop
        self._cap_ms = 0
        self._until_ms = 0
        self._listed: Callable[[str], bool] = lambda app: False

    def follow(self, apps: Sequence[str], cap_ms: int) -> None:
        """Take the user's list and cap (ms without input) from now on; what is kept now keeps its end."""
        rules = [compile_rule(Rule(Action.PRIVATE, app=app)) for app in apps]
        self._cap_ms = cap_ms
        self._listed = lambda app: any(rule.matches(Facts(app, None, None, None)) for rule in rules)

    def went_idle(self, sample: Sample | None, now: Moment, idle_ms: int) -> None:
        """The threshold has passed, the last input was ``idle_ms`` ago: idle, unless something keeps it."""
        by = self._kept_by(sample) if idle_ms < self._cap_ms else Cut.NONE
        if by is Cut.NONE:
            self._recorder.went_idle(now, idle_ms)
            return
        self._until_ms = now.awake_ms + self._cap_ms - idle_ms
        self._keep(by, now)

    def look_again(self, sample: Sample | None, now: Moment) -> None:
        """What is in front, or what it wishes, has changed."""
        if not self._recorder.kept:
            self.ended()  # the cap may have passed since
            return
        by = self._kept_by(sample)
        if by is Cut.NONE:
            self.ended()
            self._recorder.keep_no_longer(now)
        elif by is not self._recorder.kept:
            self._keep(by, now)

    def ended(self) -> None:
        """Somebody is there again, or it is idle now: wishes are of no interest."""
        self._watch(wanted=False)

    def _keep(self, by: Cut, now: Moment) -> None:
        self._watch(wanted=by is Cut.KEEP_ACTIVE_INHIBITOR)
        self._recorder.keep_active(now, by, self._until_ms)

    def _kept_by(self, sample: Sample | None) -> Cut:
        desktop = self._desktop()
        if sample is None or desktop is None:
            return Cut.NONE
        if sample.app is not None and self._listed(sample.app):
            return Cut.KEEP_ACTIVE_LIST
        self._watch(wanted=True)  # before it is asked: what changes after the answer is told
        if desktop.front_inhibits_idle():
            return Cut.KEEP_ACTIVE_INHIBITOR
        self._watch(wanted=False)
        return Cut.NONE

    def _watch(self, *, wanted: bool) -> None:
        desktop = self._desktop()
        if desktop is not None:
            desktop.watch_idle_inhibitors(watch=wanted)
