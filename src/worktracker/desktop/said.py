"""What errors say, in the user's language; the code and the terminal say it in English."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from worktracker.desktop.bidi import in_its_own_way
from worktracker.errors import WorkTrackerError
from worktracker.resource import resource_path

_CONTEXT = "Errors"
_PROBE = "Try again."
"""Where this is the same, English is spoken."""

_END = re.compile(r"(?<=[.?!]) ")
_PLACE = re.compile(r"%(\d)")


def said(error: WorkTrackerError) -> str:
    """The message and the hint of an error."""
    return f"{said_text(error.message)} {said_text(error.hint)}".rstrip()


def said_text(text: str) -> str:
    """One of them, or an error's title; as it is where nobody has translated it.

    What is filled in stays as it is, unless it is a sentence of its own.
    """
    translate = QCoreApplication.translate
    if not text or translate(_CONTEXT, _PROBE) == _PROBE:
        return text
    known = translate(_CONTEXT, text)
    if known != text:
        return known
    for pattern, sentence in _sentences():
        found = pattern.fullmatch(text)
        if found is not None:
            return _filled(translate(_CONTEXT, sentence), found)
    # Perhaps two of them, one after the other.
    for end in _END.finditer(text):
        first, rest = text[: end.start()], text[end.end() :]
        if (translated := said_text(first)) != first:
            return f"{translated} {said_text(rest)}"
    return text


def _filled(sentence: str, found: re.Match[str]) -> str:
    def said_part(place: re.Match[str]) -> str:
        part = found[f"p{place[1]}"]
        told = said_text(part)
        # A command that is copied has no signs that nobody sees.
        return in_its_own_way(part) if told == part and "worktracker " not in sentence else told

    return _PLACE.sub(said_part, sentence)


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What errors say with something filled in, the most telling first."""
    lines = resource_path("errors.txt").read_text("utf-8").splitlines()
    filled = sorted((line for line in lines if _PLACE.search(line)), key=len, reverse=True)
    return tuple((_pattern(line), line) for line in filled)


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = _PLACE.split(sentence)  # words and numbers of places in turn
    words = [f"(?P<p{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(words), re.DOTALL)
