"""What helps others find a mistake, without what the record says: one text, to be read before it is sent.

Nothing here sends it. It holds no title, address, document, rule, category, project, note or name of an
application, and neither the user's name nor the computer's.
"""

from __future__ import annotations

import getpass
import os
import platform
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from worktracker.home import Home
from worktracker.model.settings import SETTINGS
from worktracker.store.migrate import schema_number
from worktracker.store.store import Store
from worktracker.store.tables import count, tables

GOOD_FOR = timedelta(days=14)

TEXTS = frozenset({"daily-goal", "hours", "idle-return-not-after"})
"""The settings whose values say something about a person: only whether they were changed is told."""

_PACKAGES = ("worktracker", "PySide6_Essentials", "sqlcipher3", "keyring", "pydantic", "httpx")
_SESSION = ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "LANG")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bundle: what it is, in a few words, and its lines."""

    title: str
    lines: tuple[str, ...]


def parts(home: Home, store: Store | None, checks: Iterable[Mapping[str, object]]) -> list[Part]:
    """Everything that the bundle holds.

    Args:
        home: whose.
        store: the record; None where there is none, or it can't be opened.
        checks: what the doctor found.
    """
    found = [
        Part("versions", tuple(_versions())),
        Part("session", tuple(f"{name}={_plain(os.environ.get(name, ''))}" for name in _SESSION)),
        Part("doctor", tuple(_findings(checks))),
    ]
    if store is not None:
        found.append(Part("settings", tuple(_settings(store))))
        found.append(Part("rows of each table", tuple(_counts(store))))
    hidden = Redaction(home)
    return [Part(part.title, tuple(map(hidden.applied, part.lines))) for part in found]


def text_of(found: Iterable[Part], created: datetime) -> str:
    """The bundle's text.

    Args:
        found: its parts.
        created: now, with a zone.
    """
    heads = (
        "worktracker support bundle",
        f"created: {created.isoformat(timespec='minutes')}",
        f"expires: {(created + GOOD_FOR).date()} (whoever was sent it deletes it by then)",
        "Made by its user, who reads it before sending it; worktracker itself sends it to nobody.",
        "In it are no titles, addresses, documents, rules or names.",
    )
    blocks = ["\n".join(heads)]
    blocks += ["\n".join([f"[{part.title}]", *part.lines]) for part in found]
    return "\n\n".join(blocks) + "\n"


class Redaction:
    """Takes out of a text where the home lies, and what the user and the computer are called."""

    def __init__(self, home: Home) -> None:
        places = {home.directory: "<home>", home.log_dir: "<logs>", Path.home(): "~"}
        self._words: list[tuple[re.Pattern[str], str]] = [
            (re.compile(re.escape(str(place))), word)
            for place, word in sorted(places.items(), key=lambda each: -len(str(each[0])))
            if len(place.parts) > 1
        ]
        for name, word in ((_user(), "<user>"), (platform.node(), "<host>")):
            if name:
                self._words.append((re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), word))

    def applied(self, text: str) -> str:
        """The text without them, on one line."""
        for pattern, word in self._words:
            text = pattern.sub(word, text)
        return " ".join(text.split())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        return ""


def _versions() -> Iterable[str]:
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} not installed"
    yield f"Python {platform.python_version()} ({sys.platform}, {platform.machine()})"
    yield f"{platform.system()} {platform.release()}"
    if sys.platform == "linux":
        try:
            yield platform.freedesktop_os_release().get("PRETTY_NAME", "")
        except OSError:
            yield "an unknown distribution"


def _plain(text: str) -> str:
    """A word of the environment's, if it is such a word."""
    return text if re.fullmatch(r"[A-Za-z0-9_.:@;/-]{0,40}", text) else "<something else>"


def _findings(checks: Iterable[Mapping[str, object]]) -> Iterable[str]:
    for check in checks:
        yield f"{'ok' if check['ok'] else 'NOT'} {check['name']}: {check['finding']}"
        hints = check["hints"]
        assert isinstance(hints, list)
        yield from (f"    {hint}" for hint in hints)  # pyright: ignore[reportUnknownVariableType]


def _settings(store: Store) -> Iterable[str]:
    for name, value in store.settings.all().items():
        if name in TEXTS:
            value = "the default" if value == SETTINGS[name].default else "changed"  # noqa: PLW2901
        yield f"{name} = {value}"


def _counts(store: Store) -> Iterable[str]:
    yield f"schema {schema_number(store.connection)}"
    for table in tables(store.connection):
        yield f"{table.name}: {count(store.connection, table)}"
