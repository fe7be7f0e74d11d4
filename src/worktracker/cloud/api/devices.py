"""``/v1/server`` and ``/v1/device``: who the server is, and how a device gets its tokens."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from worktracker.cloud import devices, policies, tokens
from worktracker.cloud.api.answers import refusals
from worktracker.cloud.refusals import RefusedError, wrong
from worktracker.cloud.web import Address, TheServer
from worktracker.sync import receipt, statements
from worktracker.sync.receipt import NotAReceiptError
from worktracker.sync.summary import SCHEMA

router = APIRouter(tags=["devices"])

_DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
_MOST_FORM_BYTES = 16 << 10


class ServerAnswer(BaseModel):
    """Who the server is."""

    name: str = Field(examples=["totals.example.org"])
    key: str = Field(description="Ed25519, base64url")
    schema_: str = Field(alias="schema", examples=[SCHEMA])
    policy_version: int = Field(examples=[1])
    sign_up: Literal["open", "invited"]
    url: str = Field(examples=["https://totals.example.org"], description="its address")
    signature: str = Field(
        description="over `worktracker.server/1`, its address and the challenge, line feeds between"
    )


class AuthorizationAnswer(BaseModel):
    """RFC 8628, section 3.2."""

    device_code: str
    user_code: str = Field(examples=["WDJB-MJHT"])
    verification_uri: str
    verification_uri_complete: str
    expires_in: int
    interval: int


class TokenAnswer(BaseModel):
    """RFC 6749, section 5.1."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - no password
    expires_in: int = tokens.ACCESS_S
    refresh_token: str


def _short_form(request: Request) -> None:
    """Raise RefusedError for a form that is longer than any of these."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _MOST_FORM_BYTES:
        raise RefusedError(413, "too_long", f"A form has a length, of at most {_MOST_FORM_BYTES} bytes.")


@router.get("/v1/server", responses=refusals(422), summary="Who the server is")
def who_it_is(
    server: TheServer,
    challenge: Annotated[str, Query(min_length=43, max_length=43, description="32 random bytes, base64url")],
) -> ServerAnswer:
    """The server's key, and a proof that it has it."""
    try:
        asked = receipt.decoded(challenge)
    except NotAReceiptError:
        raise wrong("The challenge is not 32 bytes in base64url.") from None
    values: dict[str, Any] = {
        "name": server.settings.name,
        "url": server.settings.public_url,
        "key": server.identity.public_key,
        "schema": SCHEMA,
        "policy_version": policies.in_force(server).version,
        "sign_up": "open" if server.settings.open_sign_up else "invited",
        "signature": server.identity.sign(statements.server_proof(server.settings.public_url, asked)),
    }
    return ServerAnswer.model_validate(values)


@router.post(
    "/v1/device/authorization",
    dependencies=[Depends(_short_form)],
    responses=refusals(413, 422, 429),
    summary="Ask to be approved",
)
def authorize(
    server: TheServer,
    address: Address,
    client_id: Annotated[Literal["worktracker"], Form()],
    device_id: Annotated[UUID, Form()],
    device_key: Annotated[str, Form(min_length=43, max_length=43, description="Ed25519, base64url")],
    device_name: Annotated[str, Form(min_length=1, max_length=64, description="the device's pseudonym")],
) -> AuthorizationAnswer:
    """RFC 8628, section 3.1, for one device with its key."""
    del client_id  # there is but one
    try:
        key = receipt.decoded(device_key)
    except NotAReceiptError:
        raise wrong("The device's key is not base64url.") from None
    asked = devices.ask(server, device_id, key, devices.checked_device_name(device_name), address)
    page = f"{server.settings.public_url}/device"
    return AuthorizationAnswer(
        device_code=asked.device_code,
        user_code=asked.user_code,
        verification_uri=page,
        verification_uri_complete=f"{page}?user_code={quote(asked.user_code)}",
        expires_in=devices.WAITS_S,
        interval=devices.PAUSE_S,
    )


@router.post(
    "/v1/device/token",
    dependencies=[Depends(_short_form)],
    responses=refusals(400, 413, 422, 429),
    response_model=TokenAnswer,
    summary="Get tokens",
)
def token(
    server: TheServer,
    address: Address,
    grant_type: Annotated[str, Form(max_length=100, examples=[_DEVICE_CODE])],
    client_id: Annotated[Literal["worktracker"], Form()],
    device_code: Annotated[str, Form(max_length=100)] = "",
    refresh_token: Annotated[str, Form(max_length=100)] = "",
) -> JSONResponse:
    """Tokens for a device's code, or for a refresh token (RFC 8628, section 3.4; RFC 6749, section 6)."""
    del client_id
    if grant_type == _DEVICE_CODE:
        pair = tokens.of_device_code(server, device_code, address)
    elif grant_type == "refresh_token":
        pair = tokens.of_refresh_token(server, refresh_token, address)
    else:
        raise RefusedError(400, "unsupported_grant_type", "That is no kind of grant that is known here.")
    answer = TokenAnswer(access_token=pair.access, refresh_token=pair.refresh)
    return JSONResponse(answer.model_dump(), headers={"Cache-Control": "no-store"})
