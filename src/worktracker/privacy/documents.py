"""Which file, project or folder a window shows, told from its title.

Programs write it into their titles, each in its own way: ``resources/documents.json`` has the ways of
many, the user's own patterns come before them. All are RE2 expressions, so that no title, however
long, takes time. Nothing is read but the title that is at hand anyway.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from worktracker.errors import UsageError, WorkTrackerError
from worktracker.model.text import MAX_TEXT, fit
from worktracker.privacy.rules import (
    MAX_PATTERN,
    Action,
    Facts,
    Rule,
    check_rule,
    compile_rule,
    expression,
    is_plain,
)

if TYPE_CHECKING:
    from re2 import Pattern as Expression

LONGEST_TITLE: Final = 4 * MAX_TEXT
"""A title of more characters names no document: what it ends with, mostly the program, is cut."""

_REMEMBERED: Final = 64
"""Applications whose expressions are kept ready at most."""

# Marks of direction around names in right-to-left scripts: on the screen they are nothing.
_INVISIBLE: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_GROUPS: Final = ("document", "project")


@dataclass(frozen=True, slots=True)
class DocumentPattern:
    """A pattern of the user's own.

    Attributes:
        app: a glob over the whole name of the application, whatever its capitals.
        pattern: an RE2 expression found anywhere in the title, whatever its capitals. Its group
            ``document`` is the document; where that is empty, the title names none.
    """

    app: str
    pattern: str
    id: int | None = None

    def __repr__(self) -> str:
        """Say nothing of the pattern: it may quote what is worked on."""
        return f"DocumentPattern(id={self.id})"


@dataclass(frozen=True, slots=True)
class Program:
    """A program and how it writes its titles.

    Attributes:
        name: as it calls itself.
        apps: the names of its windows, in small letters; globs where they hold a wildcard.
        titles: expressions, the first that is found decides. The group ``document`` is what is open;
            where there is none, ``project`` is; without either, the title names no document.
    """

    name: str
    apps: tuple[str, ...]
    titles: tuple[str, ...]


class Named(NamedTuple):
    """What a title names, and whose expression has told: the user's (its id) or a program's (its name)."""

    document: str | None = None
    own: int | None = None
    program: str | None = None


class DocumentsError(WorkTrackerError):
    """The table of programs' titles is damaged."""

    title = "The program's own files are damaged"


def read_programs(table: object) -> tuple[Program, ...]:
    """The programs of ``resources/documents.json``, parsed.

    Raises:
        DocumentsError: the table is not of its form.
    """
    try:
        forms = cast("list[dict[str, Any]]", cast("dict[str, object]", table)["forms"])
        return tuple(
            Program(row["program"], tuple(row["apps"]), tuple(form["titles"]))
            for form in forms
            for row in form["programs"]
        )
    except (KeyError, TypeError):
        raise DocumentsError(
            "The list of programs' titles can't be read.", "Install worktracker again."
        ) from None


def check_pattern(wanted: DocumentPattern) -> None:
    """Refuse a pattern that could not be asked.

    Raises:
        UsageError: an empty or over-long pattern, a broken expression, or one without a group ``document``.
    """
    check_rule(Rule(Action.PRIVATE, app=wanted.app))
    if not wanted.pattern.strip():
        raise UsageError("The pattern for --pattern is empty.")
    if len(wanted.pattern) > MAX_PATTERN:
        raise UsageError(f"The pattern for --pattern is longer than {MAX_PATTERN} characters.")
    if "document" not in expression("pattern", wanted.pattern).groupindex:
        raise UsageError(
            "The pattern has no group that is the document.", "Example: '^(?P<document>.+) - Writer$'"
        )


class Documents:
    """Tells the document in a title; a program's expressions are compiled when it is first seen.

    Args:
        programs: what is known of programs.
        own: the user's own patterns, which are asked first, oldest first.
    """

    def __init__(self, programs: Sequence[Program], own: Iterable[DocumentPattern] = ()) -> None:
        self._by_name = {app: program for program in programs for app in program.apps if is_plain(app)}
        self._by_glob = [(app, program) for program in programs for app in program.apps if not is_plain(app)]
        rules = ((compile_rule(Rule(Action.PRIVATE, app=each.app)), each) for each in own)
        self._own = [(rule, each) for rule, each in rules if not rule.broken]
        self._by_app: dict[str, list[tuple[Expression, Named]]] = {}

    def document_of(self, app: str | None, title: str | None) -> str | None:
        """The document that a window's title names; None where it names none, or nobody knows."""
        return self.named(app, title).document

    def named(self, app: str | None, title: str | None) -> Named:
        """As :meth:`document_of`, with what has told it."""
        if not app or not title or len(title) > LONGEST_TITLE:
            return Named()
        expressions = self._by_app.get(app)
        if expressions is None:
            expressions = self._remember(app)
        if not expressions:
            return Named()
        text = fit(title)
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        for expression_, teller in expressions:
            found = expression_.search(text)
            if found is not None:
                groups = found.groupdict()
                names = ((groups.get(group) or "").strip() for group in _GROUPS)
                return teller._replace(document=next(filter(None, names), None))
        return Named()

    def _remember(self, app: str) -> list[tuple[Expression, Named]]:
        found: list[tuple[Expression, Named]] = []
        facts = Facts(app, None, None, None)
        for rule, own in self._own:
            if rule.matches(facts):
                try:
                    found.append((expression("pattern", own.pattern), Named(own=own.id)))
                except UsageError:  # of another version: what it would tell nobody knows
                    continue
        program = self._program(app)
        if program is not None:
            teller = Named(program=program.name)
            found += [(expression("titles", title), teller) for title in program.titles]
        if len(self._by_app) >= _REMEMBERED:
            self._by_app.clear()
        self._by_app[app] = found
        return found

    def _program(self, app: str) -> Program | None:
        name = app.strip().casefold().removesuffix(".exe")
        found = self._by_name.get(name)
        if found is None:
            found = next((each for glob, each in self._by_glob if fnmatch.fnmatchcase(name, glob)), None)
        return found
