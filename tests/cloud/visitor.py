"""A browser without its checks, on the person's pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx

from tests.cloud.people import PASSWORD, Someone

CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Visitor:
    """A browser without its checks: sends what it is told to."""

    client: httpx.Client

    def token(self, path: str = "/sign-in") -> str:
        """The token of a page's forms."""
        found = CSRF.search(self.client.get(path).text)
        assert found
        return found[1]

    def post(self, path: str, *, page: str = "/sign-in", **fields: str) -> httpx.Response:
        """Send a form as its page would."""
        return self.client.post(path, data={"csrf": self.token(page), **fields})


def signed_in(visitor: Visitor, person: Someone) -> Visitor:
    answer = visitor.post("/sign-in", name=person.name, password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/"), answer.text
    return visitor
