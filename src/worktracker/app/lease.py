"""A command's hold of the record: it ends with the command, and where the command stands still."""

from __future__ import annotations

from worktracker.app.recording import Recording

LEASE_MS = 60_000
"""So long a hold lasts without a word of whoever has it: a kill loses no more of what waits meanwhile."""


class Lease:
    """One hold, from its beginning until it is ended or nobody has renewed it for :data:`LEASE_MS`.

    When it is over, what the command has changed so far is followed. A transaction of the command that
    goes on keeps others from writing by itself.

    Args:
        recording: lends the record.
        cut: see :meth:`Recording.hold`.

    Raises:
        StoreBusyError: what is recorded so far can't be written.
    """

    def __init__(self, recording: Recording, *, cut: bool) -> None:
        recording.hold(cut=cut)
        self._recording = recording
        self._ended = False
        self._timer = recording.loop.call_later(LEASE_MS, self.end)

    def renew(self) -> None:
        """Whoever has it works on; one that is over stays so."""
        if not self._ended:
            self._timer.cancel()
            self._timer = self._recording.loop.call_later(LEASE_MS, self.end)

    def end(self) -> None:
        """It is over; may be called twice."""
        if not self._ended:
            self._ended = True
            self._timer.cancel()
            self._recording.follow_and_release()
