"""What the interface answers: refusals as ``{"error", "message"}``, and how they are described in OpenAPI."""

from __future__ import annotations

from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from worktracker.cloud.refusals import RefusedError


class ErrorAnswer(BaseModel):
    """Why a request was not done."""

    error: str = Field(examples=["invalid_token"], description="A code, for programs.")
    message: str = Field(examples=["The access token is not valid, or not valid any more."])


_MEANING = {
    400: "RFC 8628's and RFC 6749's refusals",
    401: "no access token, or not a valid one",
    403: "the grant was taken back or has ended, the policy has changed, the account is being deleted, or the"
    " device's signature is missing",
    404: "there is no such thing, or it is somebody else's",
    409: "this id is another document's",
    413: "the body is too long",
    422: "the request is not what it should be; nothing of it was stored",
    429: "too often; Retry-After says when to try again",
    503: "the database does not answer; Retry-After says when to try again",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's description of the refusals of a route."""
    return {status: {"model": ErrorAnswer, "description": _MEANING[status]} for status in (*statuses, 503)}


def refused(error: RefusedError) -> JSONResponse:
    """The answer that a refusal is."""
    headers: dict[str, str] = {}
    if error.retry_after_s:
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return JSONResponse({"error": error.code, "message": error.message}, error.status, headers)
