"""The application: the interface of docs/sync.md and the person's pages on one server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from worktracker.cloud import deletion, logs, settings, tombstones
from worktracker.cloud.api import devices, grants, health, summaries
from worktracker.cloud.api.answers import refused
from worktracker.cloud.database.engine import CONNECTIONS
from worktracker.cloud.pages import routes
from worktracker.cloud.pages.headers import SecurityHeaders, security_headers
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server, opened

CLEAR_EVERY_S = 3600
_RETRY_S = 5
_DESCRIPTION = "Keeps the totals that people grant it, shows them to their owner, and deletes them."

log = logging.getLogger("worktracker.cloud")


def create(server: Server) -> FastAPI:
    """The application of a server."""
    app = FastAPI(
        title="worktracker-cloud",
        version="1",
        description=_DESCRIPTION,
        lifespan=_lifespan,
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    app.state.server = server
    for part in (devices, grants, summaries, health):
        app.include_router(part.router)
    app.add_route(
        "/v1/{rest:path}", _nothing, ["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False
    )
    routes.mount(app, server)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(SQLAlchemyError, _database)
    app.add_exception_handler(Exception, _mistake)
    app.add_middleware(SecurityHeaders, secure=server.settings.secure)
    app.add_middleware(logs.LoggedRequests)
    return app


def from_environment() -> FastAPI:
    """What each of several worker processes makes for itself."""
    logs.configure()
    return create(opened(settings.read()))


async def _nothing(request: Request) -> Response:
    """Paths and methods that the interface has not: its own answer, not a page."""
    for route in request.app.routes:
        if route.matches(request.scope)[0] is Match.PARTIAL:
            return _plain(405, "method_not_allowed", "That is not how this is asked.")
    return _plain(404, "not_found", "There is no such thing here.")


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    server: Server = app.state.server
    anyio.to_thread.current_default_thread_limiter().total_tokens = CONNECTIONS
    clearing = asyncio.create_task(_clear_in_time(server))
    try:
        yield
    finally:
        clearing.cancel()
        with suppress(asyncio.CancelledError):
            await clearing
        await run_in_threadpool(server.database.close)


async def _clear_in_time(server: Server) -> None:
    while True:
        for part in (_clear, _copy_tombstones):  # what one can't do must not keep the other from it
            try:
                await run_in_threadpool(part, server)
            except Exception:  # whatever it is: the next hour's deletions must come
                log.exception("not cleared up", extra={"event": "clearing"})
        await asyncio.sleep(CLEAR_EVERY_S)


def _clear(server: Server) -> None:
    if deletion.is_my_turn(server, CLEAR_EVERY_S):
        done = deletion.clear_up(server)
        log.info("cleared up", extra={"event": "clearing", "done": done})


def _copy_tombstones(server: Server) -> None:
    tombstones.write_all(server, server.settings.tombstones)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return refused(error)


async def _not_valid(_request: Request, _error: Exception) -> Response:
    """422 without a word of what was sent."""
    return refused(RefusedError(422, "not_valid", "The request is not what it should be."))


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "refused")
    return _plain(error.status_code, code, "That is not there.")


def _plain(status: int, code: str, message: str) -> Response:
    return refused(RefusedError(status, code, message))


async def _database(request: Request, error: Exception) -> Response:
    lost = isinstance(error, PoolTimeoutError) or (
        isinstance(error, DBAPIError) and type(error).__name__ in ("OperationalError", "InterfaceError")
    )
    if not lost:
        return await _mistake(request, error)
    log.error("the database does not answer", extra={"event": "database", "kind": type(error).__name__})
    return refused(
        RefusedError(503, "unavailable", "The database does not answer; please try again.", _RETRY_S)
    )


async def _mistake(request: Request, error: Exception) -> Response:
    log.error("a mistake of the server", exc_info=error)
    answer = refused(RefusedError(500, "mistake", "The server has made a mistake."))
    # It is answered outside of what puts them on all others.
    answer.headers.update(security_headers(secure=request.app.state.server.settings.secure))
    return answer
