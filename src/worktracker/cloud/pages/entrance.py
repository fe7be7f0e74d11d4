"""Signing up, in and out; passwords, and the link that sets a new one."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from worktracker.cloud import accounts, policies
from worktracker.cloud.pages import browsers
from worktracker.cloud.pages.browsers import Form
from worktracker.cloud.pages.desk import AnyDesk, Desk, OwnDesk, go
from worktracker.cloud.refusals import RefusedError, wrong

router = APIRouter()


@router.get("/")
def first_page(desk: AnyDesk) -> Response:
    """The server's address itself."""
    return go("/totals" if desk.visit.session else "/sign-in")


@router.get("/sign-in")
def sign_in_page(desk: AnyDesk, next: str = "") -> Response:  # noqa: A002 - the address's word
    """The form; it knows where to go on afterwards."""
    return go(browsers.local_path(next)) if desk.visit.session else _sign_in_form(desk, next)


@router.post("/sign-in")
def sign_in(desk: AnyDesk, form: Form) -> Response:
    """A new session, with a new secret."""
    name, path = form.get("name", ""), form.get("next", "")
    try:
        account = accounts.check_password(desk.server, name, form.get("password", ""), desk.address)
    except RefusedError as refused:
        return _sign_in_form(desk, path, name, refused)
    return _begin(desk, browsers.local_path(path), account)


@router.post("/sign-out")
def sign_out(desk: AnyDesk, form: Form) -> Response:
    """The session ends on the server too."""
    answer = go("/sign-in?done=signed-out")
    browsers.sign_out(desk.server, answer, desk.visit)
    return answer


@router.get("/sign-up")
def sign_up_page(desk: AnyDesk, invitation: str = "", next: str = "") -> Response:  # noqa: A002
    """The form, where anyone may sign up or the link of a good invitation was followed."""
    if desk.visit.session:
        return go("/totals")
    if not desk.server.settings.open_sign_up and not accounts.is_invitation(desk.server, invitation):
        return desk.page("not_invited.html", status=403, followed=bool(invitation))
    return _sign_up_form(desk, invitation, next)


@router.post("/sign-up")
def sign_up(desk: AnyDesk, form: Form) -> Response:
    """A new account, and its first session."""
    invitation, path, name = form.get("invitation", ""), form.get("next", ""), form.get("name", "")
    if form.get("accept") != str(policies.in_force(desk.server).version):
        refused = wrong("There is no account without accepting the policy.")
        return _sign_up_form(desk, invitation, path, name, refused)
    try:
        account = accounts.sign_up(desk.server, name, form.get("password", ""), invitation, desk.address)
    except RefusedError as refused:
        return _sign_up_form(desk, invitation, path, name, refused)
    return _begin(desk, browsers.local_path(path), account)


@router.get("/password")
def password_page(desk: OwnDesk) -> Response:
    """The form for another password."""
    return _password_form(desk)


@router.post("/password")
def change_password(desk: OwnDesk, form: Form) -> Response:
    """Another password: this browser gets a new session, all others none."""
    old, new = form.get("password", ""), form.get("new_password", "")
    try:
        revoke = form.get("devices") == "revoke"
        accounts.change_password(desk.server, desk.account, old, new, desk.address, revoke_devices=revoke)
    except RefusedError as refused:
        return _password_form(desk, not_the_password(refused, "Nothing was changed."))
    return _begin(desk, "/account?done=password", desk.account)


@router.get("/reset/{secret}")
def reset_page(desk: AnyDesk, secret: str) -> Response:
    """The form that a reset link leads to."""
    if not accounts.is_reset(desk.server, secret):
        raise RefusedError(
            404, "not_found", "This link is not good, or not any more: it works once, within a day."
        )
    return _reset_form(desk, secret)


@router.post("/reset/{secret}")
def reset(desk: AnyDesk, form: Form, secret: str) -> Response:
    """The new password. It signs nobody in: the link may have been read by others."""
    try:
        accounts.finish_reset(desk.server, secret, form.get("new_password", ""), desk.address)
    except RefusedError as refused:
        return _reset_form(desk, secret, refused)
    return go("/sign-in?done=password")


def not_the_password(refused: RefusedError, otherwise: str) -> RefusedError:
    """A refusal to who is signed in already: it is not about a name."""
    if refused.code != "not_signed_in":
        return refused
    return RefusedError(refused.status, refused.code, f"That is not your password. {otherwise}")


def _begin(desk: Desk, path: str, account: UUID) -> Response:
    answer = go(path)
    browsers.sign_in(desk.server, answer, desk.request, account)
    return answer


def _sign_in_form(desk: Desk, path: str, name: str = "", refused: RefusedError | None = None) -> Response:
    path = browsers.local_path(path)
    return desk.page(
        "sign_in.html",
        wrong=refused,
        next=path,
        for_device=urlsplit(path).path == "/device",
        name=name,
        open=desk.server.settings.open_sign_up,
    )


def _sign_up_form(
    desk: Desk, invitation: str, path: str, name: str = "", refused: RefusedError | None = None
) -> Response:
    return desk.page(
        "sign_up.html",
        wrong=refused,
        invitation=invitation,
        next=browsers.local_path(path),
        name=name,
        policy=policies.in_force(desk.server),
        shortest=accounts.SHORTEST_PASSWORD,
        longest_name=accounts.LONGEST_NAME,
    )


def _password_form(desk: Desk, refused: RefusedError | None = None) -> Response:
    return desk.page("password.html", wrong=refused, here="/account", shortest=accounts.SHORTEST_PASSWORD)


def _reset_form(desk: Desk, secret: str, refused: RefusedError | None = None) -> Response:
    return desk.page("reset.html", wrong=refused, secret=secret, shortest=accounts.SHORTEST_PASSWORD)
