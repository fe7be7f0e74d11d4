"""Coming back: how long nobody was there, and what the user may say of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from worktracker.app.recording import Recording
from worktracker.errors import StoreBusyError
from worktracker.model.settings import parse_idle_return, parse_names
from worktracker.model.span import State
from worktracker.recorder.content import Content
from worktracker.recorder.recorder import Mode, Recorder

AWAY = "idle-return"
NOT_AFTER = "idle-return-not-after"

LONG_MS = 10 * 3_600_000
"""Nobody is asked what a night was."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Time in which nobody was there, between two in which somebody was.

    Attributes:
        start_ms, end_ms: milliseconds UTC.
        after: the application that was in front before; None where its name is not kept.
    """

    start_ms: int
    end_ms: int
    after: str | None

    @property
    def length_ms(self) -> int:
        """How long it was."""
        return self.end_ms - self.start_ms

    @property
    def is_long(self) -> bool:
        """Whether it was a night rather than a meeting."""
        return self.length_ms > LONG_MS


class Watch:
    """Sees an absence begin and end in what the recorder says; of private time it says nothing.

    Before it and after it something has to be recorded as active: who comes back to something private, or
    left something private or excluded, is left in peace.
    """

    def __init__(self) -> None:
        self._since_ms: int | None = None
        self._before: Content | None = None

    def look(self, recorder: Recorder, now_ms: int) -> Absence | None:
        """Look at what is so; the absence that has just ended, if one has.

        Args:
            recorder: asked after every change of it.
            now_ms: milliseconds UTC.
        """
        content = recorder.content
        if recorder.mode is not Mode.RECORDING:
            self._since_ms = self._before = None
            return None
        if recorder.absent:
            if self._since_ms is None:
                start_ms = recorder.open_start_ms
                self._since_ms = now_ms if content is None or start_ms is None else start_ms
            return None
        since_ms, self._since_ms = self._since_ms, None
        before, self._before = self._before, content
        if since_ms is None or before is None or content is None:
            return None
        if before.state is not State.ACTIVE or content.state is not State.ACTIVE:
            return None
        after = before.activity.app if before.activity else None
        return Absence(since_ms, recorder.open_start_ms or now_ms, after)


def asked_after_ms(recording: Recording) -> int | None:
    """How long somebody must have been away to be asked; None: nobody is asked."""
    return parse_idle_return(recording.opened.store.settings.get(AWAY))


def is_asked_after(recording: Recording, app: str | None) -> bool:
    """Whether the user has not said that this application is no reason to ask."""
    names = parse_names(recording.opened.store.settings.get(NOT_AFTER))
    return (app or "").casefold() not in {name.casefold() for name in names}


def ask_no_more_after(recording: Recording, app: str) -> None:
    """Ask no more when this application was in front before somebody left.

    Raises:
        UsageError: the list is too long.
        StoreBusyError: it could not be written.
    """
    settings = recording.opened.store.settings
    names = [*parse_names(settings.get(NOT_AFTER)), app.replace(";", " ")]
    settings.set(NOT_AFTER, "; ".join(dict.fromkeys(names)))


def keep_as(recording: Recording, absence: Absence, note: str, project: int | None) -> int:
    """Write an absence down as an entry; what was recorded stays as it is. The entry's number.

    Raises:
        UsageError: another entry has some of its time.
        StoreBusyError: it could not be written.
    """
    from worktracker.store.assigning import Wish  # not at rest

    _settle(recording)
    wish = Wish(project=project, note=note.strip() or None)
    now_ms = recording.clock.now().wall_ms
    return recording.opened.store.assigning.add_entry(
        absence.start_ms, absence.end_ms, wish, recording.clock.zone_at, now_ms
    )


def take_back(recording: Recording, number: int) -> None:
    """Take an entry back that :func:`keep_as` wrote.

    Raises:
        UsageError: there is none any more.
        StoreBusyError: it could not be written.
    """
    _settle(recording)
    recording.opened.store.assigning.remove_entry(number, recording.clock.now().wall_ms)


def _settle(recording: Recording) -> None:
    if recording.held:
        raise StoreBusyError("The record is being rewritten.", "Try again.")
    recording.settle()
