"""Which file, project or folder a window shows, told from its title.

Programs write it into their titles, each in its own way: ``resources/documents.json`` has the ways of
many, the user's own patterns come before them. Those are RE2 expressions, so that no title, however
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
from worktracker.privacy.pattern_error import Fault, PatternError
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
from worktracker.privacy.title_forms import FileNames, Way

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
        ways: the first in which a title names something decides.
        files: what files are called.
    """

    name: str
    apps: tuple[str, ...]
    ways: tuple[Way, ...]
    files: FileNames

    def document_in(self, title: str) -> str | None:
        """What is open, by a title of this program; None where the title does not clearly say it."""
        return next(filter(None, (way.named(title, self.files) for way in self.ways)), None)


class Named(NamedTuple):
    """What a title names, and who has told: the user's pattern (its id) or a program's ways (its name)."""

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
        known = cast("dict[str, Any]", table)
        called: dict[str, Any] = known["files"]
        files = FileNames(
            endings=frozenset(str(called["endings"]).split()),
            whole=frozenset(str(called["whole"]).split()),
            unsaved=frozenset(called["unsaved"]),
            replies=tuple(called["replies"]),
        )
        return tuple(
            Program(row["program"], tuple(row["apps"]), tuple(map(_way, form["ways"])), files)
            for form in known["forms"]
            for row in form["programs"]
        )
    except (AttributeError, KeyError, TypeError):
        raise DocumentsError(
            "The list of programs' titles can't be read.", "Install worktracker again."
        ) from None


def _way(written: dict[str, Any]) -> Way:
    steps: dict[str, Any] = {
        name: tuple(cast("list[str]", step)) if isinstance(step, list) else step
        for name, step in written.items()
    }
    return Way(**steps)


def check_pattern(wanted: DocumentPattern) -> None:
    """Refuse a pattern that could not be asked.

    Raises:
        UsageError: an empty or over-long pattern, a broken expression, or one without a group ``document``.
    """
    check_rule(Rule(Action.PRIVATE, app=wanted.app))
    if not wanted.pattern.strip():
        raise PatternError("pattern", Fault.EMPTY, "The pattern for --pattern is empty.")
    if len(wanted.pattern) > MAX_PATTERN:
        raise PatternError(
            "pattern", Fault.LONG, f"The pattern for --pattern is longer than {MAX_PATTERN} characters."
        )
    if "document" not in expression("pattern", wanted.pattern).groupindex:
        raise UsageError(
            "The pattern has no group that is the document.", "Example: '^(?P<document>.+) - Writer$'"
        )


@dataclass(frozen=True, slots=True)
class _Tellers:
    """Who is asked about an application's titles: the user's patterns that are for it, then its program."""

    own: tuple[tuple[Expression[str], Named], ...] = ()
    program: Program | None = None


class Documents:
    """Tells the document in a title; what is for an application is looked up when it is first seen.

    Args:
        programs: what is known of programs.
        own: the user's own patterns, which are asked first, oldest first. One that can't be asked (of another
            version) may be there to say that there is none, so no title of the applications that it is for
            names anything; where that can't be read either, no title at all.
    """

    def __init__(self, programs: Sequence[Program], own: Iterable[DocumentPattern] = ()) -> None:
        self._by_name = {app: program for program in programs for app in program.apps if is_plain(app)}
        self._by_glob = [(app, program) for program in programs for app in program.apps if not is_plain(app)]
        self._own = [(compile_rule(Rule(Action.PRIVATE, app=each.app)), each) for each in own]
        self._by_app: dict[str, _Tellers] = {}

    def document_of(self, app: str | None, title: str | None) -> str | None:
        """The document that a window's title names; None where it names none, or nobody knows."""
        return self.named(app, title).document

    def named(self, app: str | None, title: str | None) -> Named:
        """As :meth:`document_of`, with what has told it."""
        if not app or not title or len(title) > LONGEST_TITLE:
            return Named()
        tellers = self._by_app.get(app) or self._remember(app)
        if not tellers.own and tellers.program is None:
            return Named()
        text = fit(title)
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        for expression_, teller in tellers.own:
            found = expression_.search(text)
            if found is not None:
                groups = found.groupdict()
                names = ((groups.get(group) or "").strip() for group in _GROUPS)
                return teller._replace(document=next(filter(None, names), None))
        if tellers.program is None:
            return Named()
        return Named(tellers.program.document_in(text), program=tellers.program.name)

    def _remember(self, app: str) -> _Tellers:
        if len(self._by_app) >= _REMEMBERED:
            self._by_app.clear()
        facts = Facts(app, None, None, None)
        concerned = [(rule, each) for rule, each in self._own if rule.matches(facts)]
        try:
            own = tuple((expression("pattern", each.pattern), Named(own=each.id)) for _, each in concerned)
            broken = any(rule.broken for rule, _ in concerned)
        except UsageError:
            own, broken = (), True
        self._by_app[app] = _Tellers() if broken else _Tellers(own, self._program(app))
        return self._by_app[app]

    def _program(self, app: str) -> Program | None:
        name = app.strip().casefold().removesuffix(".exe")
        found = self._by_name.get(name)
        if found is None:
            found = next((each for glob, each in self._by_glob if fnmatch.fnmatchcase(name, glob)), None)
        return found
