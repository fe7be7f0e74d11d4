"""What the interface's routes take of every request: the server, and where it comes from.

Neither waits for anything: what is not ``async`` would cost a thread each.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from worktracker.cloud.server import Server


async def the_server(request: Request) -> Server:
    """The server that the application was made with."""
    found = request.app.state.server
    assert isinstance(found, Server)
    return found


async def address(request: Request) -> str:
    """Where a request comes from; for rates only, it is not kept."""
    return "" if request.client is None else request.client.host


TheServer = Annotated[Server, Depends(the_server)]
Address = Annotated[str, Depends(address)]
