"""``/v1/summaries``: deliveries, and what is there of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, cast

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from worktracker.cloud import summaries
from worktracker.cloud.api.answers import refusals
from worktracker.cloud.api.calling import TheCaller, TheGrant, TheToken, read_body
from worktracker.cloud.web import TheServer
from worktracker.sync.summary import Day, json_schema

router = APIRouter(tags=["summaries"])

_SHORT = 32 << 10
"""Bytes of a body that is read together with the look whose it is: a month's is shorter."""
_EXAMPLE = {
    "schema": "worktracker.summary/1",
    "of": "categories",
    "coarseness_minutes": 15,
    "days": [{"date": "2026-11-20", "totals": [{"name": "Work > Development", "seconds": 13500}]}],
}


class StoredAnswer(BaseModel):
    """What became of a delivery's days."""

    stored: list[date] = Field(examples=[["2026-11-20"]])
    superseded: list[date] = Field(examples=[[]], description="A later delivery has written these.")


class DeliveredAnswer(BaseModel):
    """Days as they were delivered."""

    days: list[Day]


def _body() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(json_schema())
    definitions = schema.pop("$defs", {})
    inlined = _inlined(schema, definitions)
    content = {"application/json": {"schema": inlined, "example": _EXAMPLE}}
    return {"requestBody": {"required": True, "content": content}}


def _inlined(part: Any, definitions: dict[str, Any]) -> Any:
    """A schema with what it refers to in its place: OpenAPI looks for it elsewhere."""
    if isinstance(part, list):
        return [_inlined(one, definitions) for one in cast("list[Any]", part)]
    if not isinstance(part, dict):
        return part
    fields = cast("dict[str, Any]", part)
    if "$ref" in fields:
        return _inlined(definitions[str(fields["$ref"]).rpartition("/")[2]], definitions)
    return {name: _inlined(value, definitions) for name, value in fields.items()}


@router.post(
    "/v1/summaries",
    responses=refusals(401, 403, 404, 413, 422, 429),
    response_model=StoredAnswer,
    openapi_extra=_body(),
    summary="Deliver",
)
async def deliver(
    request: Request,
    server: TheServer,
    token: TheToken,
    grant: TheGrant,
    sequence: Annotated[
        int,
        Header(alias="Worktracker-Sequence", ge=1, le=2**53, description="Counts the device's deliveries."),
    ],
) -> Response:
    """Replace the totals of a summary's days; days that came with a higher sequence before stay.

    The answer's header ``Worktracker-Sequence``: the highest number that was seen from the device before.
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _SHORT:  # nobody's long bodies are not even read
        await run_in_threadpool(summaries.caller, server, token)
    body = await read_body(request, summaries.MOST_BYTES)
    done = await run_in_threadpool(summaries.deliver, server, token, grant, sequence, body)
    said = {"stored": _dates(done.stored), "superseded": _dates(done.superseded)}
    return JSONResponse(said, headers={"Worktracker-Sequence": str(done.newest)})


def _dates(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


@router.get("/v1/summaries", responses=refusals(401, 404, 422), summary="What is there")
def delivered(
    server: TheServer,
    caller: TheCaller,
    grant: TheGrant,
    first: Annotated[date, Query()],
    last: Annotated[date, Query()],
    response: Response,
) -> DeliveredAnswer:
    """The days of this device's grant, as delivered, both ends included.

    The answer's header ``Worktracker-Sequence``: the highest number of a delivery that was seen from it.
    """
    response.headers["Worktracker-Sequence"] = str(summaries.newest(server, caller))
    found = summaries.delivered(server, caller, grant, first, last)
    days = [
        {"date": day, "totals": [{"name": name, "seconds": seconds} for name, seconds in totals]}
        for day, totals in found
    ]
    return DeliveredAnswer.model_validate({"days": days})
