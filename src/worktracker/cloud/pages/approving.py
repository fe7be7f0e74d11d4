"""The page where a person types a device's code, and says yes or no to it (RFC 8628, 3.3)."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from worktracker.cloud import devices
from worktracker.cloud.pages.browsers import Form
from worktracker.cloud.pages.desk import Desk, OwnDesk, go
from worktracker.cloud.refusals import RefusedError

router = APIRouter()


@router.get("/device")
def device_page(desk: OwnDesk, user_code: str = "") -> Response:
    """The code's form; with a code, the device that shows it. Nothing is approved by being looked at."""
    if not user_code:
        return _code_form(desk)
    try:
        waiting = devices.waiting(desk.server, desk.account, user_code)
    except RefusedError as refused:
        return _code_form(desk, user_code, refused)
    letters = "".join(filter(str.isalpha, user_code.upper()))
    shown = f"{letters[:4]}-{letters[4:8]}"
    return desk.page("device_confirm.html", here="/devices", waiting=waiting, user_code=shown)


@router.post("/device")
def answer_device(desk: OwnDesk, form: Form) -> Response:
    """What the person says."""
    code, answer = form.get("user_code", ""), form.get("answer")
    try:
        if answer == "approve":
            devices.approve(desk.server, desk.account, code)
            return go("/devices?done=approved")
        devices.deny(desk.server, desk.account, code)
    except RefusedError as refused:
        return _code_form(desk, code, refused)
    return go("/devices?done=denied")


def _code_form(desk: Desk, code: str = "", refused: RefusedError | None = None) -> Response:
    return desk.page("device.html", wrong=refused, here="/devices", user_code=code[:16])
