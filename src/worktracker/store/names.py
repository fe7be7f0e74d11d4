"""Names and activities, each kept once and pointed to by number."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from worktracker.labels.labeller import Facts, Lost
from worktracker.model.labels import SEPARATOR, Labels
from worktracker.model.span import Activity, Zone
from worktracker.store.connection import Connection
from worktracker.store.label_rows import Kind, RuleBook, made_category, made_project

_K = TypeVar("_K")
_CACHE_SIZE = 4096
_COLUMNS = "digest, app, domain, title, url, document, category, project, lost"


class Names:
    """Numbers of zones, apps, domains and activities, made when first needed.

    An activity is labelled with its category and its project when it is made.

    Numbers that were asked for are remembered until :meth:`forget`; it must be called when
    another program has changed the store, and after a rollback.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._zones: dict[Zone, int] = {}
        self._names: dict[tuple[str, str], int] = {}
        self._activities: dict[Activity, int] = {}
        self._kept: dict[tuple[Activity, str | None, str | None], int] = {}
        self._made: dict[tuple[Kind, str], int] = {}
        self._newcomers = _Newcomers()
        self._rules = RuleBook(connection)

    def forget(self) -> None:
        """Remember nothing."""
        self._zones.clear()
        self._names.clear()
        self._activities.clear()
        self._kept.clear()
        self._made.clear()
        self._newcomers.forget()
        self._rules.forget()

    def zone(self, zone: Zone) -> int:
        """The number of a zone with its offset."""
        return _once(self._zones, zone, self._find_zone)

    def activity(self, activity: Activity) -> int:
        """The number of an activity."""
        return _once(self._activities, activity, self._find_activity)

    def make(self, activities: Collection[Activity]) -> None:
        """Number many activities at once, so that to ask for each of them is quick then."""
        new = {activity: _digest(activity) for activity in activities if activity not in self._activities}
        if len(self._activities) + len(new) > _CACHE_SIZE:
            self._activities.clear()
            new = {activity: _digest(activity) for activity in activities}
        there = self._with_digests(new.values())
        rows: list[tuple[Any, ...]] = []
        number = self._connection.execute("SELECT coalesce(max(id), 0) FROM activity").fetchone()[0]
        for activity, digest in new.items():
            app, domain = self._name("app", activity.app), self._name("domain", activity.domain)
            wanted = (digest, app, domain, activity.title, activity.url, activity.document)
            known = there.get(wanted)
            if known is None:
                number += 1
                rows.append((number, *wanted, *self._rules.labels(_facts(activity)), 0))
                known = number
            self._activities[activity] = known
        marks = ", ".join("?" * 10)
        self._connection.executemany(f"INSERT INTO activity (id, {_COLUMNS}) VALUES ({marks})", rows)

    def _with_digests(self, digests: Iterable[int]) -> dict[tuple[Any, ...], int]:
        """The numbers of the activities with these digests that have lost nothing."""
        rows = self._connection.execute(
            "SELECT id, digest, app, domain, title, url, document FROM activity"
            " WHERE digest IN (SELECT value FROM json_each(?)) AND lost = 0",
            (json.dumps(sorted(digests)),),
        )
        return {row[1:]: row[0] for row in rows}

    def labelled(self, activity: Activity, labels: Labels | None) -> int:
        """The number of an activity with the labels that came along with it; what these don't say, rules do.

        Where the rules here say the same it is the activity that everybody has. Categories and
        projects that there are not yet are made.
        """
        if labels is None or (labels.category is None and labels.project is None):
            return self.activity(activity)
        key = activity, labels.category, labels.project
        return _once(self._kept, key, self._find_kept)

    def _find_kept(self, key: tuple[Activity, str | None, str | None]) -> int:
        activity, category, project = key
        found = (
            None if category is None else _once(self._made, ("category", category), self._find_made),
            None if project is None else _once(self._made, ("project", project), self._find_made),
        )
        by_rules = self._rules.labels(_facts(activity))
        if all(said in (None, ruled) for said, ruled in zip(found, by_rules, strict=True)):
            return self.activity(activity)
        app, domain = self._name("app", activity.app), self._name("domain", activity.domain)
        kept = Lost.NONE
        if found[0] is not None:
            kept |= Lost.KEPT_CATEGORY
        if found[1] is not None:
            kept |= Lost.KEPT_PROJECT
        labels = (found[0] or by_rules[0], found[1] or by_rules[1])
        return self._numbered(activity, app, domain, _Labelled(*labels, kept))

    def _find_made(self, key: tuple[Kind, str]) -> int:
        kind, name = key
        if kind == "category":
            return made_category(self._connection, name.split(SEPARATOR))
        return made_project(self._connection, name)

    def put(self, start_ms: int, number: int | None) -> None:
        """Take note that the span that begins at ``start_ms`` has this activity now."""
        self._erase(self._newcomers.put(start_ms, number))

    def taken_back(self, start_ms: int) -> None:
        """Take note that the span that began at ``start_ms`` is gone, and erase what only it had."""
        self._erase(self._newcomers.put(start_ms, None))

    def _erase(self, number: int | None) -> None:
        if number is not None:
            self._connection.execute("DELETE FROM activity WHERE id = ?", (number,))
            self._activities = {known: kept for known, kept in self._activities.items() if kept != number}
            self._kept = {known: kept for known, kept in self._kept.items() if kept != number}

    def without(self, number: int, fields: frozenset[str]) -> int:
        """The number of what is left of an activity without some of its fields.

        Its labels stay: what they were found by may be what is gone.
        """
        row = self._connection.execute(
            "SELECT a.app, a.domain, a.category, a.project, a.lost,"
            " p.name, a.title, a.url, d.name, a.document FROM activity a"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain WHERE a.id = ?",
            (number,),
        ).fetchone()
        app, domain, category, project, lost, *texts = row
        had = Activity(*texts)
        taken = [name for name in fields if getattr(had, name) is not None]
        if not taken:
            return number
        for name in taken:
            lost |= Lost[name.upper()]
        left = replace(had, **dict.fromkeys(taken))
        numbers = (None if left.app is None else app, None if left.domain is None else domain)
        return self._numbered(left, *numbers, _Labelled(category, project, lost))

    def _find_zone(self, zone: Zone) -> int:
        row = self._connection.execute(
            "SELECT id FROM zone WHERE name = ? AND offset_s = ?", (zone.name, zone.offset_s)
        ).fetchone()
        return row[0] if row else self._insert("zone (name, offset_s)", (zone.name, zone.offset_s))

    def _find_activity(self, activity: Activity) -> int:
        return self._numbered(
            activity, self._name("app", activity.app), self._name("domain", activity.domain)
        )

    def _numbered(
        self, activity: Activity, app: int | None, domain: int | None, labelled: _Labelled | None = None
    ) -> int:
        """The number of an activity; ``labelled`` for one that has lost something, with labels of its own."""
        digest = _digest(activity)
        rows = self._connection.execute(
            "SELECT id, app, domain, title, url, document, category, project, lost FROM activity"
            " WHERE digest = ?",
            (digest,),
        )
        wanted = (app, domain, activity.title, activity.url, activity.document)
        for row in rows:
            if row[1:6] == wanted and (row[8] == 0 if labelled is None else row[6:] == labelled):
                return row[0]
        if labelled is None:
            labelled = _Labelled(*self._rules.labels(_facts(activity)), 0)
        number = self._insert(
            f"activity ({_COLUMNS})",
            (digest, *wanted, *labelled),
        )
        self._newcomers.made(number)
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


class _Labelled(NamedTuple):
    """The labels of an activity, and what it has lost."""

    category: int | None
    project: int | None
    lost: int


class _Newcomers:
    """The activities made since the store was last looked at anew, and the spans that have them.

    One whose spans are all taken back has never been more than a moment's: it goes with them.
    """

    def __init__(self) -> None:
        self._spans: dict[int, int] = {}  # an activity by its span's start
        self._counts: dict[int, int] = {}

    def forget(self) -> None:
        """Whatever was noted may be wrong now."""
        self._spans.clear()
        self._counts.clear()

    def made(self, number: int) -> None:
        """A new activity."""
        if len(self._counts) >= _CACHE_SIZE or len(self._spans) >= 4 * _CACHE_SIZE:
            self.forget()
        self._counts[number] = 0

    def put(self, start_ms: int, number: int | None) -> int | None:
        """A span has another activity now, or is gone (None); the newcomer that has no span any more."""
        before = self._spans.pop(start_ms, None)
        if number in self._counts:
            self._spans[start_ms] = number
            self._counts[number] += 1
        if before is None or before not in self._counts:
            return None
        self._counts[before] -= 1
        if self._counts[before]:
            return None
        del self._counts[before]
        return before


def _once(known: dict[_K, int], key: _K, find: Callable[[_K], int]) -> int:
    number = known.get(key)
    if number is None:
        if len(known) >= _CACHE_SIZE:
            known.clear()
        number = known[key] = find(key)
    return number


def _facts(activity: Activity) -> Facts:
    return Facts(activity.app, activity.title, activity.url, activity.domain, activity.document)


def _digest(activity: Activity) -> int:
    """CRC-32 of the five fields: it only narrows the search, so two alike do no harm."""
    fields = (activity.app, activity.title, activity.url, activity.domain, activity.document)
    return crc32("\0".join("" if field is None else "+" + field for field in fields).encode())
