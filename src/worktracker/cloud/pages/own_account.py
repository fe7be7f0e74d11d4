"""The account: everything that is held, its export, the policy, and the account's end."""

from __future__ import annotations

import re

from fastapi import APIRouter
from starlette.responses import Response

from worktracker.cloud import accounts, deletion, holdings, policies, sessions
from worktracker.cloud.holdings import Counts
from worktracker.cloud.pages import browsers
from worktracker.cloud.pages.browsers import Form
from worktracker.cloud.pages.desk import AnyDesk, Desk, OwnDesk, go
from worktracker.cloud.pages.entrance import not_the_password
from worktracker.cloud.pages.own_grants import json_file
from worktracker.cloud.refusals import RefusedError

router = APIRouter()


@router.get("/account")
def account_page(desk: OwnDesk) -> Response:
    """What is held, and what can be done with it."""
    return _account_page(desk)


@router.get("/account/export")
def export(desk: OwnDesk) -> Response:
    """All of it."""
    return json_file(holdings.everything(desk.server, desk.account), "worktracker-account.json")


@router.post("/account/sign-out")
def sign_out_everywhere(desk: OwnDesk, form: Form) -> Response:
    """All sessions end, this one too."""
    sessions.end_all(desk.server, desk.account)
    answer = go("/sign-in?done=signed-out")
    browsers.sign_out(desk.server, answer, desk.visit)
    return answer


@router.post("/account/sessions/{session}/end")
def sign_out_there(desk: OwnDesk, form: Form, session: str) -> Response:
    """One session ends; it may be this one."""
    sessions.end_one(desk.server, desk.account, session)
    return go("/account?done=signed-out")


@router.post("/account/deletion")
def schedule(desk: OwnDesk, form: Form) -> Response:
    """Delete in 30 days."""
    deletion.schedule(desk.server, desk.account)
    return go("/account")


@router.post("/account/deletion/cancel")
def call_off(desk: OwnDesk, form: Form) -> Response:
    """Keep it after all."""
    deletion.call_off(desk.server, desk.account)
    return go("/account?done=kept")


@router.post("/account/deletion/now")
def delete_now(desk: OwnDesk, form: Form) -> Response:
    """Delete at once, for who knows the password: a browser left open is not enough."""
    assert desk.person is not None
    try:
        accounts.check_password(desk.server, desk.person.name, form.get("password", ""), desk.address)
    except RefusedError as refused:
        return _account_page(desk, not_the_password(refused, "Nothing was deleted."))
    said = deletion.delete_now(desk.server, desk.account)
    answer = Desk(desk.request, desk.server, desk.visit, desk.address).page("deleted.html", said=said)
    browsers.sign_out(desk.server, answer, desk.visit)
    return answer


@router.get("/policy")
def policy_page(desk: AnyDesk) -> Response:
    """The text, for whoever asks."""
    person = accounts.person(desk.server, desk.visit.session.account) if desk.visit.session else None
    policy = policies.in_force(desk.server)
    return Desk(desk.request, desk.server, desk.visit, desk.address, person).page(
        "policy.html",
        here="/policy",
        policy=policy,
        paragraphs=_paragraphs(policy.text),
        coming=policies.coming(desk.server),
        paragraphs_of=_paragraphs,
    )


@router.post("/policy")
def accept(desk: OwnDesk, form: Form) -> Response:
    """The person accepts a version, which their page has shown them."""
    version = form.get("version", "")
    accounts.accept_policy(
        desk.server, desk.account, int(version) if re.fullmatch(r"[0-9]{1,6}", version) else 0
    )
    return go("/policy?done=accepted")


def _account_page(desk: Desk, refused: RefusedError | None = None) -> Response:
    found = holdings.counts(desk.server, desk.account)
    return desk.page(
        "account.html",
        wrong=refused,
        here="/account",
        held=found,
        amount=_amount(found),
        retention=deletion.retention_days(desk.server),
        sessions=sessions.all_of(desk.server, desk.account),
        this=desk.visit.session.id if desk.visit.session else "",
    )


def _amount(found: Counts) -> str:
    if not found.days:
        return "the account"
    return f"{found.days} {'day' if found.days == 1 else 'days'} of totals and the account"


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
