"""Browsers: who is signed in, the visit before that, and forms that come from a page of ours.

A visit before sign-in has a cookie of its own, so that forms are bound to a browser even then. Signing in
begins a session with a secret that this browser never had (session fixation).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from fastapi import Depends, Request, Response

from worktracker.cloud import accounts, sessions
from worktracker.cloud.accounts import Person
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server
from worktracker.cloud.sessions import SignedIn
from worktracker.cloud.web import TheServer

CSRF_FIELD = "csrf"
MOST_BYTES = 128 << 10
"""Of a form: the correction of a day with 500 names fits."""

_MOST_FIELDS = 1200
_LONGEST_PATH = 500
_FORM = "application/x-www-form-urlencoded"


class SignInNeededError(Exception):
    """Nobody is signed in; ``path`` is where to come back to."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser.

    Attributes:
        cookie: the session's, or the one that stands for a visit before sign-in.
        session: None: nobody is signed in.
        csrf: what each form of its pages carries.
        new: it has not been given its cookie yet.
    """

    cookie: str
    session: SignedIn | None
    csrf: str
    new: bool


def _visit(request: Request, server: TheServer) -> Visit:
    cookie = request.cookies.get(_session_cookie(server))
    session = sessions.of(server, cookie)
    if cookie and session:
        return Visit(cookie, session, sessions.csrf_token(server, cookie), new=False)
    before = request.cookies.get(_visit_cookie(server), "")
    known = 40 <= len(before) <= 64
    visit = before if known else secrets.token_urlsafe(32)
    return Visit(visit, None, sessions.csrf_token(server, visit), new=not known)


TheVisit = Annotated[Visit, Depends(_visit)]


def _who(request: Request, server: TheServer, visit: TheVisit) -> Person:
    if visit.session is not None:
        return accounts.person(server, visit.session.account)
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    raise SignInNeededError(path if request.method == "GET" else "/")


Me = Annotated[Person, Depends(_who)]
"""Who is signed in; SignInNeededError where nobody is."""


async def _checked_form(request: Request, server: TheServer, visit: TheVisit) -> Mapping[str, str]:
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    fields = {} if elsewhere else await _fields(request)
    if visit.new or not sessions.is_csrf_token(server, visit.cookie, fields.pop(CSRF_FIELD, "")):
        raise RefusedError(403, "not_from_here", "This form is out of date. Please open the page anew.")
    return fields


Form = Annotated[Mapping[str, str], Depends(_checked_form)]
"""A form's fields, each once, of a form that a page of this visit has sent; 403 for any other (CSRF)."""


def keep_visit(server: Server, answer: Response, visit: Visit) -> None:
    """Give the browser the cookie of a visit before sign-in, so that its form is known again."""
    if visit.new:
        _set(server, answer, _visit_cookie(server), visit.cookie, None)


def sign_in(server: Server, answer: Response, request: Request, account: UUID) -> None:
    """Begin a session; the one that the browser had ends."""
    before = request.cookies.get(_session_cookie(server))
    cookie = sessions.begin(server, account, before)
    _set(server, answer, _session_cookie(server), cookie, sessions.LONGEST_S)
    _drop(server, answer, _visit_cookie(server))


def sign_out(server: Server, answer: Response, visit: Visit) -> None:
    """End the session."""
    if visit.session is not None:
        sessions.end(server, visit.cookie)
    _drop(server, answer, _session_cookie(server))


def local_path(path: str, otherwise: str = "/") -> str:
    """Where to go on after signing in: a path of this server, whatever is asked for (open redirect)."""
    if not path.startswith("/") or path[1:2] in ("/", "\\") or len(path) > _LONGEST_PATH:
        return otherwise
    if not path.isascii() or not path.isprintable() or "\\" in path:
        return otherwise
    parts = urlsplit(path)
    return otherwise if parts.scheme or parts.netloc else path


async def _fields(request: Request) -> dict[str, str]:
    """A form's fields; of what is no form, none.

    Raises:
        RefusedError: it is too long; no more of it is read.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return {}
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise RefusedError(413, "too_long", "The form is too long.")
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def _session_cookie(server: Server) -> str:
    # The prefix makes browsers refuse it from other hosts, and over plain HTTP (RFC 6265bis, 4.1.3.2).
    return ("__Host-" if server.settings.secure else "") + "worktracker"


def _visit_cookie(server: Server) -> str:
    return _session_cookie(server) + "-visit"


def _set(server: Server, answer: Response, name: str, value: str, good_s: int | None) -> None:
    secure = server.settings.secure
    answer.set_cookie(name, value, max_age=good_s, path="/", secure=secure, httponly=True, samesite="lax")


def _drop(server: Server, answer: Response, name: str) -> None:
    answer.delete_cookie(name, path="/", secure=server.settings.secure, httponly=True, samesite="lax")
