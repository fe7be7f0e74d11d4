"""``/v1/grants`` and ``/v1/account``: receipts, and the deletion of what came under them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from worktracker.cloud import deletion, grants
from worktracker.cloud.api.answers import refusals
from worktracker.cloud.api.calling import Body, TheCaller, parsed, read_body
from worktracker.cloud.grants import Signed
from worktracker.cloud.web import TheServer
from worktracker.sync.receipt import moment
from worktracker.sync.statements import DELETION_HEADER, DEVICE_HEADER

router = APIRouter(tags=["grants"])


class ReceiptBody(Body):
    """A document and its signature."""

    receipt: str = Field(examples=['{"schema":"worktracker.grant/1","id":"…"}'], max_length=65536)
    signature: str = Field(examples=["Ed25519, in base64url without padding"], max_length=200)


class DeletionBody(Body):
    """Whether the account goes at once, or in 30 days."""

    now: bool = Field(examples=[False], strict=True)


class SignedAnswer(BaseModel):
    """A document that the server has signed, or the device's own."""

    receipt: str = Field(examples=['{"schema":"worktracker.deletion/1","grant":"…"}'])
    signature: str


class DueAnswer(BaseModel):
    """When the account is deleted."""

    due: str = Field(examples=["2026-12-22T12:00:00Z"])


def _body(kind: type[Body]) -> dict[str, Any]:
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": kind.model_json_schema()}},
        }
    }


@router.put(
    "/v1/grants/{grant}",
    responses={201: {"model": SignedAnswer}, **refusals(401, 403, 409, 413, 422)},
    openapi_extra=_body(ReceiptBody),
    response_model=SignedAnswer,
    summary="Hand in a grant's receipt",
)
async def put_grant(request: Request, server: TheServer, caller: TheCaller, grant: UUID) -> JSONResponse:
    """Keep a receipt: 201, or 200 when it is there already."""
    body = parsed(ReceiptBody, await read_body(request))
    signed = Signed(body.receipt, body.signature)
    new = await run_in_threadpool(grants.put, server, caller.account, caller.device, grant, signed)
    return JSONResponse({"receipt": signed.receipt, "signature": signed.signature}, 201 if new else 200)


@router.delete("/v1/grants/{grant}", responses=refusals(401, 404, 422), summary="Take a grant back")
def delete_grant(server: TheServer, caller: TheCaller, grant: UUID) -> SignedAnswer:
    """Take a grant back and delete what came under it. Again: the same receipt."""
    said = grants.withdraw(server, caller.account, grant, caller.device)
    return SignedAnswer(receipt=said.receipt, signature=said.signature)


@router.post(
    "/v1/account/deletion",
    responses=refusals(401, 403, 413, 422),
    openapi_extra=_body(DeletionBody),
    response_model=DueAnswer | SignedAnswer,
    summary="Delete the account",
)
async def delete_account(
    request: Request,
    server: TheServer,
    caller: TheCaller,
    signature: Annotated[
        str, Header(alias=DELETION_HEADER, max_length=200, description="by the device's key; for at once")
    ] = "",
) -> DueAnswer | SignedAnswer:
    """Delete the account in 30 days; or at once, which the device's key must have signed."""
    if parsed(DeletionBody, await read_body(request)).now:
        token = request.headers["authorization"].partition(" ")[2].strip()
        said = await run_in_threadpool(deletion.delete_signed, server, caller, token, signature)
        return SignedAnswer(receipt=said.receipt, signature=said.signature)
    due = await run_in_threadpool(deletion.schedule, server, caller.account)
    return DueAnswer(due=moment(datetime.fromtimestamp(due, UTC)))


@router.get(
    "/v1/account/deletion", responses=refusals(403, 404, 422), summary="The word that the account is deleted"
)
def deleted_account(
    server: TheServer,
    key: Annotated[
        str, Header(alias=DEVICE_HEADER, max_length=200, description="the device's key, base64url")
    ],
    signature: Annotated[
        str, Header(alias=DELETION_HEADER, max_length=200, description="by that key; no token is needed")
    ],
) -> SignedAnswer:
    """The word that the device's account is deleted, for 180 days: no token of it is good any more."""
    said = deletion.farewell(server, key, signature)
    return SignedAnswer(receipt=said.receipt, signature=said.signature)


@router.delete("/v1/account/deletion", status_code=204, responses=refusals(401), summary="Keep the account")
def keep_account(server: TheServer, caller: TheCaller) -> Response:
    """Call a scheduled deletion off."""
    deletion.call_off(server, caller.account)
    return Response(status_code=204)
