"""The person's devices."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from worktracker.cloud import devices, grants
from worktracker.cloud.pages.browsers import Form
from worktracker.cloud.pages.desk import OwnDesk, go

router = APIRouter()


@router.get("/devices")
def devices_page(desk: OwnDesk) -> Response:
    """All of them, revoked ones too."""
    own = grants.all_of(desk.server, desk.account)
    return desk.page(
        "devices.html",
        here="/devices",
        devices=devices.all_of(desk.server, desk.account),
        standing=Counter(UUID(each.grant.device.id) for each in own if each.withdrawn_at is None),
    )


@router.post("/devices/{device}/rename")
def rename(desk: OwnDesk, form: Form, device: UUID) -> Response:
    """A device gets another name here."""
    devices.rename(desk.server, desk.account, device, form.get("name", ""))
    return go("/devices?done=renamed")


@router.post("/devices/{device}/revoke")
def revoke(desk: OwnDesk, form: Form, device: UUID) -> Response:
    """A device's tokens end."""
    devices.revoke(desk.server, desk.account, device)
    return go("/devices?done=revoked")
