"""Forgetting what was shared: the ledger's bodies are blanked, and the days are due again, smaller."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from worktracker.model.days import date_number
from worktracker.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Shared:
    """What of that which was shared is forgotten.

    Attributes:
        day: tells the days of which something was forgotten.
        name: tells a day with an application that was forgotten, by which name it left; None: it was not by
            the application alone. Age may have taken the spans that would tell it.
    """

    day: Callable[[int], bool]
    name: Callable[[int, str], bool] | None = None


def forget_shared(connection: Connection, forgotten: Shared) -> None:
    """Blank the bodies that tell of what is forgotten, and let its days be due again.

    In the caller's transaction. A body with days that can't be read (an answer that broke off) may hold
    anything, and is blanked too.
    """
    named: set[int] = set()
    gone: list[tuple[int]] = []
    for number, body in connection.execute("SELECT number, body FROM ledger WHERE body <> x''"):
        found = _applications_by_day(body)
        if found is None:
            if b'"days"' in body:
                gone.append((number,))
            continue
        hit = {
            day
            for day, names in found.items()
            if forgotten.name is not None and any(forgotten.name(day, name) for name in names)
        }
        if hit or any(map(forgotten.day, found)):
            gone.append((number,))
        named |= hit
    connection.executemany("UPDATE ledger SET body = NULL WHERE number = ?", gone)
    days = connection.execute("SELECT day FROM shared_day UNION SELECT day FROM sending_day").fetchall()
    hits = [(day,) for (day,) in days if day in named or forgotten.day(day)]
    connection.executemany("UPDATE shared_day SET digest = NULL WHERE day = ?", hits)
    # Those that are on their way: the server may have them already, or soon.
    connection.executemany(
        "INSERT OR REPLACE INTO shared_day SELECT grant_id, day, NULL FROM sending_day WHERE day = ?", hits
    )
    connection.executemany("DELETE FROM sending_day WHERE day = ?", hits)


def _applications_by_day(body: bytes) -> dict[int, list[str]] | None:
    """The days that a body has totals of, with their names unless they are categories; None: unknown."""
    try:
        value: dict[str, Any] = json.loads(body)
        days: list[dict[str, Any]] = value.get("days", [])
        of_categories = value.get("of") == "categories"
        return {
            date_number(date.fromisoformat(day["date"])): (
                [] if of_categories else [str(total["name"]) for total in day["totals"]]
            )
            for day in days
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
