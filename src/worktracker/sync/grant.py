"""What a user grants: to whom, what for, which names, how exactly, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from urllib.parse import urlsplit

from worktracker.errors import UsageError
from worktracker.sync.summary import COARSENESS_MINUTES, MOST_NAMES, NAME_PATTERN, OTHER, Kind

LONGEST_DAYS = 366
"""A year, with the day that a leap year has more: how far ahead a grant may end."""

MOST_PURPOSE = 200
MOST_SHORTEST_MINUTES = 24 * 60
MOST_PSEUDONYM = 64
MOST_URL = 200

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_NAME = re.compile(NAME_PATTERN)
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
_ADDRESS = re.compile(
    rf"[A-Za-z]+://([^/?#\\]*@)?({_LABEL}(\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(:[0-9]{{1,5}})?([/?#][\x21-\x5b\x5d-\x7e]*)?"
)
"""Scheme, host (a name, or an address in brackets and nothing after it) and port; RFC 3986, 3.2."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a grant lets out, whoever gets it.

    Attributes:
        of: what the names are names of.
        names: those that may leave, in the order of their code points; all others leave as ``Other``.
        coarseness_minutes: what totals are rounded to.
        shortest_minutes: totals that are shorter than this stay here; 0: none does.
        first_day, end_date: local days, both included; no totals are sent after the end date.
        purpose: what for, in the user's words.
        pseudonym: what the recipient calls this computer.
    """

    of: Kind
    names: tuple[str, ...]
    coarseness_minutes: int
    shortest_minutes: int
    first_day: date
    end_date: date
    purpose: str
    pseudonym: str


def checked_terms(terms: Terms, today: date | None = None) -> Terms:
    """``terms`` with their names in order, each once.

    Args:
        terms: what is asked for.
        today: the local date when a new grant is given; None for one that was given before.

    Raises:
        UsageError: something of it can't be granted; says what.
    """
    if terms.coarseness_minutes not in COARSENESS_MINUTES:
        allowed = ", ".join(f"{minutes}m" for minutes in COARSENESS_MINUTES)
        raise UsageError(f"Totals can't be rounded to {terms.coarseness_minutes}m.", f"To one of {allowed}.")
    if not 0 <= terms.shortest_minutes <= MOST_SHORTEST_MINUTES:
        raise UsageError("What stays here for being short can't be longer than a day.")
    if today is not None:
        _check_end(terms.end_date, today)
    if terms.end_date < terms.first_day:
        raise UsageError(f"The end date {terms.end_date} lies before the first day {terms.first_day}.")
    _check_line(terms.purpose, "purpose", MOST_PURPOSE)
    _check_line(terms.pseudonym, "pseudonym", MOST_PSEUDONYM)
    names = checked_names(terms.names)
    return Terms(
        terms.of,
        names,
        terms.coarseness_minutes,
        terms.shortest_minutes,
        terms.first_day,
        terms.end_date,
        terms.purpose,
        terms.pseudonym,
    )


def checked_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names that may leave, in the order of their code points, each once; ``Other`` may always.

    Raises:
        UsageError: one can't leave under any grant, or they are too many.
    """
    found = sorted({name for name in names if name != OTHER})
    for name in found:
        if not can_leave(name):
            raise UsageError(
                f"{name!r} can't leave as a name: it has at most 64 characters, and none of / \\ @ : ? #",
                "Its time leaves as Other, or as the category that it lies in.",
            )
    if len(found) >= MOST_NAMES:
        raise UsageError(f"These are {len(found)} names; {MOST_NAMES - 1} are the most.")
    return tuple(found)


def can_leave(name: str) -> bool:
    """Whether the payload's schema can hold a name."""
    return _NAME.fullmatch(name) is not None


def checked_url(text: str) -> str:
    """A recipient's address as it is kept: without a slash at its end.

    Raises:
        UsageError: it is none that totals may be sent to.
    """
    text = text.strip().rstrip("/")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
        if "[" in text:
            ip_address(host or "")
    except ValueError:
        raise UsageError(f"{text!r} is not the address of a server.", "Like https://example.org") from None
    if parts.scheme not in ("https", "http") or not host or not _ADDRESS.fullmatch(text):
        raise UsageError(f"{text!r} is not the address of a server.", "Like https://example.org")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise UsageError("Over http anybody on the way could read it.", f"Use https://{parts.netloc}")
    if parts.username is not None or parts.password is not None or "?" in text or "#" in text:
        raise UsageError("The address of a server has no user, password, question or fragment.")
    if len(text) > MOST_URL:
        raise UsageError(f"The address of a server has at most {MOST_URL} characters.")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"


def _check_end(end: date, today: date) -> None:
    if end < today:
        raise UsageError(f"The end date {end} has passed already.")
    if (end - today).days > LONGEST_DAYS:
        raise UsageError(f"The end date {end} is more than a year ahead.", "A grant can be given anew.")


def _check_line(text: str, what: str, most: int) -> None:
    if not text.strip() or text != text.strip() or not text.isprintable() or len(text) > most:
        raise UsageError(f"The {what} is one line of 1 to {most} characters.")
