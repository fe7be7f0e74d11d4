"""What the server says no with: a code for programs, a sentence for people, and nothing of what was sent."""

from __future__ import annotations

from worktracker.errors import WorkTrackerError


class RefusedError(WorkTrackerError):
    """A request that is not done.

    Args:
        status: HTTP's.
        code: docs/sync.md's, for programs.
        message: one sentence, for people.
        retry_after_s: seconds until it may be tried again; 0 where that would change nothing.
    """

    title = "That was not done"

    def __init__(self, status: int, code: str, message: str, retry_after_s: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.retry_after_s = retry_after_s


def too_often(retry_after_s: int) -> RefusedError:
    """Somebody tries too much."""
    return RefusedError(
        429, "too_many_requests", "That was tried too often; please wait a while.", retry_after_s
    )


def not_found(code: str = "not_found", message: str = "There is no such thing here.") -> RefusedError:
    """What is not there, or is somebody else's: the two look alike."""
    return RefusedError(404, code, message)


def wrong(message: str, code: str = "not_valid") -> RefusedError:
    """A value that can't be taken."""
    return RefusedError(422, code, message)


def invalid_token() -> RefusedError:
    """An access token that is unknown, too old, or a revoked device's."""
    return RefusedError(401, "invalid_token", "The access token is not valid, or not valid any more.")
