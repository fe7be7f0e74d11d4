"""The person's grants and their receipts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from worktracker.cloud import grants, holdings
from worktracker.cloud.grants import OwnGrant
from worktracker.cloud.pages.browsers import Form
from worktracker.cloud.pages.desk import Desk, OwnDesk, go
from worktracker.cloud.refusals import not_found
from worktracker.sync import receipt

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Shown:
    """A grant as pages show it.

    Attributes:
        state: ``active``, ``paused``, ``ended`` or ``revoked``.
    """

    own: OwnGrant
    state: str

    @property
    def grant(self) -> receipt.Grant:
        """What the receipt says."""
        return self.own.grant

    @property
    def given_at(self) -> int:
        """In seconds since 1970."""
        return int(datetime.fromisoformat(self.grant.given_at).timestamp())

    @property
    def signed(self) -> bool:
        """Whether the receipt, as it is kept, is what the device's key signed: checked anew each time."""
        document, signature = self.own.signed.receipt.encode(), receipt.decoded(self.own.signed.signature)
        return receipt.is_signed(receipt.decoded(self.grant.device.key), document, signature)

    @property
    def device_fingerprint(self) -> str:
        """Of the key that signed it."""
        return receipt.fingerprint(receipt.decoded(self.grant.device.key))

    @property
    def server_fingerprint(self) -> str:
        """Of the key that it is for."""
        return receipt.fingerprint(receipt.decoded(self.grant.recipient.key))


@router.get("/grants")
def grants_page(desk: OwnDesk) -> Response:
    """All of them; those taken back too."""
    own = grants.all_of(desk.server, desk.account)
    return desk.page("grants.html", here="/grants", grants=[_shown(desk, each) for each in own])


@router.get("/grants/{grant_id}")
def grant_page(desk: OwnDesk, grant_id: UUID) -> Response:
    """One, with its receipt."""
    days, totals = holdings.under_grant(desk.server, desk.account, grant_id)
    shown = _shown(desk, _own(desk, grant_id))
    return desk.page("grant.html", here="/grants", shown=shown, grant=shown.grant, days=days, totals=totals)


@router.get("/grants/{grant_id}/receipt")
def receipt_file(desk: OwnDesk, grant_id: UUID) -> Response:
    """The receipt as the device signed it, and the word of the deletion, where there is one."""
    own = _own(desk, grant_id)
    found: dict[str, object] = {"receipt": own.signed.receipt, "signature": own.signed.signature}
    if own.deletion is not None:
        found["deletion"] = {"receipt": own.deletion.receipt, "signature": own.deletion.signature}
    return json_file(json.dumps(found, ensure_ascii=False, indent=1).encode(), f"grant-{grant_id}.json")


@router.post("/grants/{grant_id}/revoke")
def revoke(desk: OwnDesk, form: Form, grant_id: UUID) -> Response:
    """Take it back: what came under it is deleted."""
    grants.withdraw(desk.server, desk.account, grant_id, None)
    return go(f"/grants/{grant_id}?done=revoked")


def json_file(body: bytes, name: str) -> Response:
    """A file to keep, under a name of ours."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="application/json", headers=headers)


def _own(desk: Desk, grant_id: UUID) -> OwnGrant:
    for each in grants.all_of(desk.server, desk.account):
        if each.grant.id == str(grant_id):
            return each
    raise not_found(message="There is no such grant among yours.")


def _shown(desk: Desk, own: OwnGrant) -> Shown:
    today = datetime.fromtimestamp(desk.server.now_s, UTC).date()
    if own.withdrawn_at is not None:
        state = "revoked"
    elif own.ended(today):
        state = "ended"
    else:
        state = "paused" if desk.paused else "active"
    return Shown(own, state)
