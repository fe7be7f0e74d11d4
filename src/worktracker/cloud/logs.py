"""The log: one JSON object a line on standard error; no payload, token, name, address or id.

A request is logged by its route, not by its path, which holds ids; what a record holds is a closed list of
fields.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("worktracker.cloud")

_FIELDS = ("event", "method", "route", "status", "ms", "errno", "kind", "where", "done", "url", "port", "key")


class Line(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; of an exception its kind and where it was raised: its words may hold what was sent."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage() if record.name.startswith("worktracker.") else _text(record.msg),
        }
        line |= {name: value for name in _FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0] is not None:
            line["kind"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line)


def _text(message: object) -> str:
    """Another library's message, without what it fills in; where it is an exception, which kind."""
    return message if isinstance(message, str) else type(message).__name__


def _where(trace: object) -> str:
    """The innermost of our own lines."""
    found = ""
    while trace is not None:
        frame, number = getattr(trace, "tb_frame"), getattr(trace, "tb_lineno")  # noqa: B009 - untyped here
        if "worktracker" in frame.f_code.co_filename:
            found = f"{frame.f_globals.get('__name__', '')}:{number}"
        trace = getattr(trace, "tb_next")  # noqa: B009
    return found


def configure() -> None:
    """Send every record to standard error, as one line of JSON.

    What no line says of a record is not looked for: a request's line would cost twice as much (the logging
    module's own documentation, "Optimization").
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    setattr(logging, "logAsyncioTasks", False)  # noqa: B010 - Python 3.12
    setattr(logging, "_srcfile", None)  # noqa: B010 - as it says there
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Its own lines name clients' addresses and paths; requests are logged here.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)


class LoggedRequests:
    """Logs each request when it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            if route != "/healthz":
                took = round((time.perf_counter() - started) * 1000, 1)
                said = {
                    "event": "request",
                    "method": scope["method"],
                    "route": route,
                    "status": status,
                    "ms": took,
                }
                log.info("request", extra=said)
