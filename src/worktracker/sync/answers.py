"""What a summary server answers, as docs/sync.md lists it, and what its refusals mean for whoever asked."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from worktracker.errors import ExitCode, WorkTrackerError
from worktracker.sync.summary import Day


class NoAnswerError(WorkTrackerError):
    """What came back is no answer: nobody listens, the connection broke, or somebody else spoke.

    Whether the server has the request is not known. Trying again may help.
    """

    title = "The summary server can't be reached"


class _Answer(BaseModel):
    # What a later server says besides is not understood, and does no harm.
    model_config = ConfigDict(extra="ignore", frozen=True)


_Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x20-\x7e]+$")]
"""Text of the server's that is shown: nothing in it moves a terminal's cursor."""
_Code = Annotated[str, Field(min_length=1, max_length=4096)]
_Seconds = Annotated[int, Field(gt=0, le=366 * 86_400)]


class ServerProof(_Answer):
    """Who the server is."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    url: _Line
    key: _Line
    schema_: Annotated[str, Field(alias="schema", max_length=200)]
    policy_version: str | int
    sign_up: _Line
    signature: _Line


class DeviceCode(_Answer):
    """RFC 8628, 3.2."""

    device_code: _Code
    user_code: Annotated[str, Field(pattern=r"^[A-Z0-9-]{4,20}$")]
    verification_uri: _Line
    verification_uri_complete: _Line | None = None
    expires_in: _Seconds
    interval: _Seconds = 5


class Tokens(_Answer):
    """RFC 6749, 5.1."""

    access_token: _Code
    refresh_token: _Code
    expires_in: _Seconds


class Stored(_Answer):
    """What became of a delivery's days."""

    stored: list[date]
    superseded: list[date]


class There(_Answer):
    """What a server has under a grant."""

    days: list[Day]


class SignedReceipt(_Answer):
    """A document and the server's signature over it."""

    receipt: str
    signature: _Line


class Scheduled(_Answer):
    """When an account will be deleted."""

    due: AwareDatetime


class RefusedError(WorkTrackerError):
    """The server has refused a request.

    Attributes:
        status: HTTP's.
        code: the server's word for the reason; empty where it said none that could be understood.
        wait_s: seconds that it asks to wait; None: it said none.
    """

    title = "The summary server has refused"

    def __init__(self, status: int, code: str, wait_s: float | None = None) -> None:
        message, hint = _WORDS.get(code) or _by_status(status)
        super().__init__(message, hint)
        self.status = status
        self.code = code
        self.wait_s = wait_s
        self.exit_code = ExitCode.PERMISSION_MISSING if code in _PERMISSION else ExitCode.FAILED

    @property
    def is_passing(self) -> bool:
        """Whether the same request may be taken later: the server is busy, or broken for the moment."""
        return self.status in (408, 425, 429) or self.status >= 500


_GRANT_ANEW = "Grant anew: worktracker sync grant"
_PERMISSION = (
    "grant_revoked",
    "grant_ended",
    "policy_changed",
    "account_closed",
    "access_denied",
    "not_granted",
)
_WORDS = {
    "grant_revoked": ("The grant was taken back on the server's pages; nothing more is sent.", _GRANT_ANEW),
    "grant_ended": ("The grant has ended, by the server's clock.", _GRANT_ANEW),
    "policy_changed": (
        "The server's policy has changed; it takes nothing until you have accepted it.",
        "Read it on the server's pages, and accept it there or revoke: worktracker sync revoke",
    ),
    "account_closed": ("Your account there is closed, or about to be deleted.", "See the server's pages."),
    "access_denied": (
        "This computer was not approved on the server's pages.",
        "Try again: worktracker sync now",
    ),
    "expired_token": ("Nobody approved this computer in time.", "Try again: worktracker sync now"),
    "invalid_grant": ("This computer has to be approved on the server anew.", "Run: worktracker sync now"),
    "invalid_token": ("This computer has to be approved on the server anew.", "Run: worktracker sync now"),
    "unknown_grant": ("The server does not know the grant.", "Run: worktracker sync now"),
    "other_receipt": ("The server has another receipt under the grant's id.", _GRANT_ANEW),
    "not_granted": ("The server has found something in it that is not granted, and kept nothing.", ""),
    "not_signed": (
        "The server wants this computer's signature, and has not taken the one that came.",
        "Delete the account on the server's pages.",
    ),
    "not_a_summary": (
        "The server does not understand what was sent, and kept nothing.",
        "It may be older or newer than this program.",
    ),
}


def _by_status(status: int) -> tuple[str, str]:
    if status == 413:
        return ("It is more than the server takes at once.", "Its owner can allow more.")
    if status == 429:
        return ("The server asks to be left alone for a while.", "What was not taken is sent again later.")
    if status >= 500:
        return (f"The server is not well ({status}).", "What was not taken is sent again later.")
    if 300 <= status < 400:
        return ("The server points to another place, and nothing is sent there.", _GRANT_ANEW)
    return (f"The server has refused it ({status}).", "")


_T = TypeVar("_T", bound=BaseModel)


def read_answer(kind: type[_T], body: bytes) -> _T:
    """A server's answer as what it is.

    Raises:
        NoAnswerError: it is not; says nothing of what it says.
    """
    try:
        return kind.model_validate_json(body)
    except (ValidationError, ValueError):
        raise NoAnswerError(
            "What answers there is not a summary server, or was cut off.", "It is asked again the next time."
        ) from None


class _Error(BaseModel):
    error: str


def refusal(status: int, body: bytes, wait_s: float | None = None) -> RefusedError:
    """The error that an answer is; of its text only the word for the reason counts."""
    try:
        code = _Error.model_validate_json(body).error
    except (ValidationError, ValueError):
        code = ""
    return RefusedError(status, code if re.fullmatch(r"[a-z_]{1,40}", code) else "", wait_s)
