"""Who calls: the device behind an access token, and the body of its request, which is read after that."""

from __future__ import annotations

from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, ValidationError

from worktracker.cloud import opaque, summaries
from worktracker.cloud.refusals import RefusedError, invalid_token, wrong
from worktracker.cloud.summaries import Caller
from worktracker.cloud.web import TheServer

_bearer = HTTPBearer(auto_error=False, description="The access token of a device.")
_Body = TypeVar("_Body", bound="Body")

MOST_BYTES = 128 << 10
"""Of every body but a summary's."""


class Body(BaseModel):
    """A body whose unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


async def token_shown(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> opaque.Read:
    """The access token that a request shows; what it is worth is not known yet.

    Raises:
        RefusedError: there is none, or what can't be one.
    """
    found = None if credentials is None else opaque.read(credentials.credentials)
    if found is None:
        raise invalid_token()
    return found


TheToken = Annotated[opaque.Read, Depends(token_shown)]


def calling(server: TheServer, token: TheToken) -> Caller:
    """The device that calls.

    Raises:
        RefusedError: the token is nobody's.
    """
    return summaries.caller(server, token)


TheCaller = Annotated[Caller, Depends(calling)]
TheGrant = Annotated[UUID, Header(alias="Worktracker-Grant", description="The grant's id.")]


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """A body of at most so many bytes.

    Raises:
        RefusedError: it is longer; no more of it is read.
    """
    too_long = RefusedError(413, "too_long", f"The body has more than {most} bytes.")
    if int(request.headers.get("content-length", "0")) > most:
        raise too_long
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > most:
            raise too_long
        parts.append(part)
    return b"".join(parts)


def parsed(kind: type[_Body], body: bytes) -> _Body:
    """A body's fields.

    Raises:
        RefusedError: they are not those of ``kind``; says nothing of what is in it.
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        raise wrong("The body is not what it should be.") from None
