"""Serving: one process, or several, on one socket."""

from __future__ import annotations

import logging
import os
from contextlib import suppress

import uvicorn
from uvicorn.supervisors import Multiprocess

from worktracker.cloud import logs, settings
from worktracker.cloud.server import opened
from worktracker.errors import UsageError, WorkTrackerError

_GRACE_S = 20
"""How long requests may take that came before the end."""

_TCP, _NO_DELAY = 6, 1
"""IPPROTO_TCP and TCP_NODELAY, which are these numbers everywhere."""

log = logging.getLogger("worktracker.cloud")


def serve(workers: int) -> None:
    """Serve as the environment says, until a signal ends it.

    Raises:
        WorkTrackerError: the settings, the database, or what else listens there don't allow it.
    """
    host = os.environ.get(f"{settings.PREFIX}HOST") or "127.0.0.1"
    port = os.environ.get(f"{settings.PREFIX}PORT") or str(settings.DEFAULT_PORT)
    found = settings.read()
    settings.check_passwords_are_safe()
    if found.sqlite and workers > 1:
        raise UsageError("Several processes need PostgreSQL.", "Give --database, or leave out --workers.")
    server = opened(found)
    server.database.close()
    config = uvicorn.Config(
        "worktracker.cloud.application:from_environment",
        factory=True,
        host=host,
        port=int(port),
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(found.proxies),
        forwarded_allow_ips=found.proxies or None,
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=15,
    )
    library = logging.getLogger("uvicorn.error")
    library.disabled = True  # it would log the error as well
    try:
        listening = config.bind_socket()
    except SystemExit as end:
        reason = getattr(end.__context__, "strerror", None) or "it is taken"
        raise WorkTrackerError(
            f"The server can't listen at {host}, port {port}: {reason}.",
            "Where another program does: --port takes another one.",
        ) from None
    finally:
        library.disabled = False
    logs.configure()
    # Its connections inherit it: head and body of an answer are two packets, and the second would wait 40 ms.
    listening.setsockopt(_TCP, _NO_DELAY, 1)
    # With port 0 the system has chosen one; each process makes the public URL of it.
    os.environ[f"{settings.PREFIX}PORT"] = str(listening.getsockname()[1])
    said = {"event": "listening", "url": settings.read().public_url, "port": listening.getsockname()[1]}
    log.info("listening", extra=said | {"key": server.identity.fingerprint})
    with suppress(KeyboardInterrupt):
        if workers > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run(sockets=[listening])
    log.info("ended", extra={"event": "ended"})
