"""The pages as an application of its own below the server's: what goes wrong in it is a page, too."""

from __future__ import annotations

import logging
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response

from worktracker.cloud.pages import approving, entrance, own_account, own_devices, own_grants, own_totals
from worktracker.cloud.pages.browsers import SignInNeededError
from worktracker.cloud.pages.desk import go
from worktracker.cloud.pages.rendering import STATIC, render
from worktracker.cloud.refusals import RefusedError, not_found
from worktracker.cloud.server import Server

_KINDS = {"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
_HEADINGS = {
    403: "That is not allowed",
    404: "There is no such page",
    405: "That is not how this page is asked",
    413: "That is too much",
    429: "Too often",
    500: "Something went wrong here",
    503: "Not for the moment",
}
_RETRY_S = 5

log = logging.getLogger("worktracker.cloud")
_files = APIRouter()


def mount(app: FastAPI, server: Server) -> None:
    """Put the pages below an application: they answer for every path that it has not itself."""
    pages = FastAPI(openapi_url=None, redirect_slashes=False)
    pages.state.server = server
    for part in (entrance, approving, own_totals, own_grants, own_devices, own_account):
        pages.include_router(part.router)
    pages.include_router(_files)
    pages.add_exception_handler(RefusedError, _refused)
    pages.add_exception_handler(SignInNeededError, _sign_in_needed)
    pages.add_exception_handler(RequestValidationError, _no_such_page)
    pages.add_exception_handler(HTTPException, _http)
    pages.add_exception_handler(SQLAlchemyError, _database)
    pages.add_exception_handler(Exception, _mistake)
    app.mount("/", pages)


@_files.get("/static/{name}")
def static(name: str) -> Response:
    """The style sheet and the icon; a new one has another address."""
    if name not in _KINDS:
        raise not_found()
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(STATIC / name, media_type=_KINDS[name], headers=headers)


def _page(request: Request, status: int, message: str, hint: str = "", retry_after_s: int = 0) -> Response:
    """An error's page. It asks the database nothing, for that may be what is wrong."""
    server: Server = request.app.state.server
    values = {
        "heading": _HEADINGS.get(status, "That was not done"),
        "message": message,
        "hint": hint,
        "server_key": server.identity.fingerprint,
        "server_name": server.settings.name,
    }
    headers = {"Retry-After": str(retry_after_s)} if retry_after_s else None
    return HTMLResponse(render("error.html", **values), status, headers)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return _page(request, error.status, error.message, error.hint, error.retry_after_s)


async def _sign_in_needed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, SignInNeededError)
    return go("/sign-in" if error.path == "/" else f"/sign-in?next={quote(error.path, safe='')}")


async def _no_such_page(request: Request, _error: Exception) -> Response:
    return _page(request, 404, "Its address may have been mistyped, or what it showed was deleted.")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return await _no_such_page(request, error)
    answer = _page(request, error.status_code, "Nothing was changed.")
    answer.headers.update(error.headers or {})
    return answer


async def _database(request: Request, error: Exception) -> Response:
    log.error("the database does not answer", extra={"event": "database", "kind": type(error).__name__})
    said = "The database does not answer. Nothing was changed."
    return _page(request, 503, said, "Please try again in a moment.", _RETRY_S)


async def _mistake(request: Request, _error: Exception) -> Response:
    return _page(request, 500, "The server has made a mistake. What you typed may not have been stored.")
