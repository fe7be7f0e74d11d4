"""``/healthz``: whether the database answers."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import text

from worktracker.cloud.api.answers import refusals
from worktracker.cloud.web import TheServer

router = APIRouter(tags=["operations"])


@router.get("/healthz", responses=refusals(), summary="Whether it works")
def healthz(server: TheServer) -> dict[str, str]:
    """200 when the database answers."""
    with server.database.reading() as connection:
        connection.execute(text("SELECT 1"))
    return {"status": "ok"}
