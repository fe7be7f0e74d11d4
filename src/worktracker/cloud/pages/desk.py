"""What each page is written with: who asks, and the frame that all pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from worktracker.cloud import policies
from worktracker.cloud.accounts import Person
from worktracker.cloud.pages.browsers import Me, TheVisit, Visit, keep_visit
from worktracker.cloud.pages.rendering import render
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server
from worktracker.cloud.web import Address, TheServer


@dataclass(frozen=True, slots=True)
class Desk:
    """A request for a page.

    Attributes:
        address: where it comes from, for rates; it is not kept.
        person: who is signed in; None: nobody, or it makes no difference.
    """

    request: Request
    server: Server
    visit: Visit
    address: str
    person: Person | None = None

    @property
    def account(self) -> UUID:
        """Whose page it is."""
        assert self.person is not None
        return self.person.account

    @property
    def policy_pending(self) -> bool:
        """Whether the policy that holds is one that the person has not accepted."""
        if self.person is None:
            return False
        return self.person.accepted_policy < policies.in_force(self.server).version

    @property
    def paused(self) -> bool:
        """Whether devices may deliver nothing: the policy waits for an answer, or the account for its end."""
        return self.policy_pending or (self.person is not None and self.person.deletion_due_at is not None)

    def page(
        self, template: str, *, status: int = 200, wrong: RefusedError | None = None, **values: object
    ) -> Response:
        """A page.

        Args:
            template: its file.
            status: HTTP's.
            wrong: what was not done; the page says it at its head, and has its status.
            values: what the template is filled with, beside what all pages show.
        """
        shown: dict[str, object] = {
            "csrf": self.visit.csrf,
            "done": self.request.query_params.get("done", ""),
            "person": self.person,
            "policy_pending": self.policy_pending,
            "server_key": self.server.identity.fingerprint,
            "server_name": self.server.settings.name,
            "server_url": self.server.settings.public_url,
            "wrong": wrong,
        }
        answer = HTMLResponse(render(template, **shown | values), wrong.status if wrong else status)
        if wrong and wrong.retry_after_s:
            answer.headers["Retry-After"] = str(wrong.retry_after_s)
        keep_visit(self.server, answer, self.visit)
        return answer


def go(path: str) -> Response:
    """Go on to a page of ours, which is then asked for anew (RFC 9110, 303)."""
    return RedirectResponse(path, 303)


def _desk(request: Request, server: TheServer, visit: TheVisit, address: Address) -> Desk:
    return Desk(request, server, visit, address)


AnyDesk = Annotated[Desk, Depends(_desk)]
"""For whoever comes."""


def _own_desk(desk: AnyDesk, me: Me) -> Desk:
    return Desk(desk.request, desk.server, desk.visit, desk.address, me)


OwnDesk = Annotated[Desk, Depends(_own_desk)]
"""For who is signed in; others sign in first."""
