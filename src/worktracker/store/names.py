"""Names and activities, each kept once and pointed to by number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar
from zlib import crc32

from worktracker.model.span import Activity, Zone
from worktracker.store.connection import Connection

_K = TypeVar("_K")
_CACHE_SIZE = 4096


class Names:
    """Numbers of zones, apps, domains and activities, made when first needed.

    Numbers that were asked for are remembered until :meth:`forget`; it must be called when
    another program has changed the store, and after a rollback.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._zones: dict[Zone, int] = {}
        self._names: dict[tuple[str, str], int] = {}
        self._activities: dict[Activity, int] = {}
        self._made: dict[int, int] = {}  # new activities, with the start of their first span

    def forget(self) -> None:
        """Remember nothing."""
        self._zones.clear()
        self._names.clear()
        self._activities.clear()
        self._made.clear()

    def zone(self, zone: Zone) -> int:
        """The number of a zone with its offset."""
        return _once(self._zones, zone, self._find_zone)

    def activity(self, activity: Activity, start_ms: int = -1) -> int:
        """The number of an activity; ``start_ms`` is where its span begins, for :meth:`take_back`."""
        known = len(self._made)
        number = _once(self._activities, activity, self._find_activity)
        if len(self._made) > known:
            self._made[number] = start_ms
        return number

    def take_back(self, number: int, since_ms: int) -> None:
        """Erase an activity that was made for a span since ``since_ms``, now that those are gone."""
        if self._made.get(number, -1) < since_ms:
            return
        self._connection.execute("DELETE FROM activity WHERE id = ?", (number,))
        del self._made[number]
        self._activities = {known: found for known, found in self._activities.items() if found != number}

    def without(self, number: int, fields: frozenset[str]) -> int:
        """The number of what is left of an activity without some of its fields."""
        row = self._connection.execute(
            "SELECT a.app, a.domain, p.name, a.title, a.url, d.name, a.document FROM activity a"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain WHERE a.id = ?",
            (number,),
        ).fetchone()
        app, domain, *texts = row
        left = replace(Activity(*texts), **dict.fromkeys(fields))
        numbers = None if left.app is None else app, None if left.domain is None else domain
        return _once(self._activities, left, lambda known: self._numbered(known, *numbers))

    def _find_zone(self, zone: Zone) -> int:
        row = self._connection.execute(
            "SELECT id FROM zone WHERE name = ? AND offset_s = ?", (zone.name, zone.offset_s)
        ).fetchone()
        return row[0] if row else self._insert("zone (name, offset_s)", (zone.name, zone.offset_s))

    def _find_activity(self, activity: Activity) -> int:
        return self._numbered(
            activity, self._name("app", activity.app), self._name("domain", activity.domain)
        )

    def _numbered(self, activity: Activity, app: int | None, domain: int | None) -> int:
        digest = _digest(activity)
        rows = self._connection.execute(
            "SELECT id, app, domain, title, url, document FROM activity WHERE digest = ?", (digest,)
        )
        wanted = (app, domain, activity.title, activity.url, activity.document)
        for row in rows:
            if tuple(row[1:]) == wanted:
                return row[0]
        number = self._insert("activity (digest, app, domain, title, url, document)", (digest, *wanted))
        if len(self._made) >= _CACHE_SIZE:
            self._made.clear()
        self._made[number] = -1
        return number

    def _name(self, table: str, name: str | None) -> int | None:
        if name is None:
            return None
        return _once(self._names, (table, name), self._find_name)

    def _find_name(self, key: tuple[str, str]) -> int:
        table, name = key
        # A few thousand short rows at most, asked once each: a scan, so that no index holds the text.
        row = self._connection.execute(f"SELECT id FROM {table} WHERE name = ?", (name,)).fetchone()
        return row[0] if row else self._insert(f"{table} (name)", (name,))

    def _insert(self, into: str, values: tuple[Any, ...]) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT INTO {into} VALUES ({marks})", values)
        assert cursor.lastrowid is not None
        return cursor.lastrowid


def _once(known: dict[_K, int], key: _K, find: Callable[[_K], int]) -> int:
    number = known.get(key)
    if number is None:
        if len(known) >= _CACHE_SIZE:
            known.clear()
        number = known[key] = find(key)
    return number


def _digest(activity: Activity) -> int:
    """CRC-32 of the five fields: it only narrows the search, so two alike do no harm."""
    fields = (activity.app, activity.title, activity.url, activity.domain, activity.document)
    return crc32("\0".join("" if field is None else "+" + field for field in fields).encode())
