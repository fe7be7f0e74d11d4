"""What the extension says, by a strict schema, and what it is told. Nothing here shows content in a repr."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, cast

VERSION = 1
URL_LEVELS = ("none", "domain", "full")

_BROWSER = re.compile(r"[a-z][a-z0-9-]{0,31}")
_DOMAIN = re.compile(r"[a-z0-9._-]{1,253}")
_TAB = {"v", "type", "url", "title", "private", "audible", "browser"}


class MessageError(Exception):
    """A message breaks the schema; says which part of it, never what the message held."""


@dataclass(frozen=True, slots=True)
class Tab:
    """The focused tab; a private one has neither URL nor title."""

    url: str | None = field(repr=False)
    title: str | None = field(repr=False)
    private: bool
    audible: bool
    browser: str


@dataclass(frozen=True, slots=True)
class Blur:
    """No window of the browser has the focus."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user chose in the popup: ``pause``, ``resume`` or ``exclude`` with a domain."""

    kind: str
    domain: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AppState:
    """Whether the app records, and how much of a URL it may be told."""

    recording: bool
    url_level: str

    @classmethod
    def from_answer(cls, answer: dict[str, object]) -> AppState:
        """The state that an answer or an event of the app holds; what is not understood counts as no."""
        level = answer.get("url_level")
        return cls(answer.get("recording") is True, str(level) if level in URL_LEVELS else "none")


APP_AWAY = AppState(recording=False, url_level="none")
"""No app runs, or it can't be reached."""


def read(message: bytes | None) -> Tab | Blur | Wish:
    """What the extension says; None is what was too long.

    Raises:
        MessageError: that is nothing this version knows.
    """
    if message is None:
        raise MessageError("too long")
    found = _object(message)
    if type(found.get("v")) is not int or found["v"] != VERSION:
        raise MessageError("another version")
    kind = found.get("type")
    if kind == "tab":
        return _tab(found)
    if kind == "blur":
        _only(found, {"v", "type"})
        return Blur()
    if kind in ("pause", "resume"):
        _only(found, {"v", "type"})
        return Wish(str(kind))
    if kind == "exclude":
        _only(found, {"v", "type", "domain"})
        domain = found["domain"]
        if not isinstance(domain, str) or not _DOMAIN.fullmatch(domain):
            raise MessageError("a domain that is none")
        return Wish("exclude", domain)
    raise MessageError("an unknown type")


def state_message(state: AppState) -> bytes:
    """The state, for the extension."""
    return _encode({"type": "state", "recording": state.recording, "url_level": state.url_level})


def answer_message(wish: str, *, ok: bool, message: str = "") -> bytes:
    """What came of a wish of the popup's; ``message`` says why where nothing did."""
    return _encode({"type": "answer", "to": wish, "ok": ok, "message": message})


def _encode(message: dict[str, object]) -> bytes:
    return json.dumps({"v": VERSION} | message, separators=(",", ":")).encode()


def _tab(found: dict[str, Any]) -> Tab:
    _only(found, _TAB)
    url, title, browser = found["url"], found["title"], found["browser"]
    if not (url is None or isinstance(url, str)) or not (title is None or isinstance(title, str)):
        raise MessageError("a URL or title that is no text")
    if type(found["private"]) is not bool or type(found["audible"]) is not bool:
        raise MessageError("private or audible that is neither yes nor no")
    if not isinstance(browser, str) or not _BROWSER.fullmatch(browser):
        raise MessageError("a browser without a name")
    if found["private"] and (url is not None or title is not None):
        raise MessageError("a private tab with content")
    return Tab(url, title, found["private"], found["audible"], browser)


def _only(found: dict[str, Any], keys: set[str]) -> None:
    if found.keys() != keys:
        raise MessageError("a key too many or too few")


def _object(message: bytes) -> dict[str, Any]:
    try:
        found = json.loads(message.decode("utf-8"), object_pairs_hook=_without_repeats)
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # "\ud800" is JSON, but no text
    except (ValueError, RecursionError):
        raise MessageError("no UTF-8 JSON") from None
    if not isinstance(found, dict):
        raise MessageError("no object")
    return cast("dict[str, Any]", found)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found
