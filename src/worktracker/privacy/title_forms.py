"""How programs write what is open into their titles, told in steps that string operations can take.

Each step looks at a title once, and what repeats is bounded, so that a title of whatever making takes time
in proportion to its length. What does not clearly name a file, a project or a folder names nothing: it may
be a dialog's, a chat's or a mail's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

_MOST: Final = 8
"""Separators, and marks and notes around a name, that are looked at."""

_BETWEEN: Final = (" - ", " – ", " — ")
_LEADING_MARKS: Final = ("(*) ", "[Extension Development Host] ", "[ ", "*", "●", "•")
_TRAILING_MARKS: Final = (" -+", " =+", " +", " =", " -", " •", "(*)", "*", " [modified]", " ]", " ↗", " ↙")
_NOTES: Final = {")": " (", "]": " [", ">": "<"}

_PATH: Final = re.compile(r"~?/|\.\.\./|[A-Za-z]:\\")
_FOLDER: Final = re.compile(r"~?/|~|[A-Za-z]:\\")

_USER_AT_HOST: Final = re.compile(r"[\w.-]{1,64}@[\w.-]{1,255}: ?(?=[~/])")
_PROMPT: Final = re.compile(r"[$#%>❯λ:;|&]")
_DASHES: Final = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class FileNames:
    """What files are called, all in small letters.

    Attributes:
        endings: without the dot.
        whole: names without an ending.
        unsaved: what was never saved is called so, perhaps with a number or an ending.
        replies: what the subjects of answers begin with.
    """

    endings: frozenset[str]
    whole: frozenset[str]
    unsaved: frozenset[str]
    replies: tuple[str, ...]

    def denies(self, name: str) -> bool:
        """Whether it is no name wherever it stands: a mark, a channel, an answer, what was never saved."""
        small = name.casefold()
        return (
            not any(map(str.isalnum, name))
            or name.startswith(("#", "◀", "["))
            or small.startswith(self.replies)
            or not self.unsaved.isdisjoint((small, small.partition(".")[0].rstrip("0123456789 -_")))
        )

    def is_file(self, name: str) -> bool:
        """Whether it is called like a file; with an @ and the ending of a country it could be an address."""
        stem, _, ending = name.rpartition(".")
        ending = ending.casefold()
        if "@" in name:
            return bool(stem) and ending in self.endings and len(ending) > 2 and ending != "org"
        if stem:
            return ending in self.endings
        return name.casefold() in self.whole or (name.startswith(".") and len(name) > 2 and is_word(name))


def is_word(text: str) -> bool:
    """Whether it is one word, as sentences, addresses, and names of people and channels mostly are not."""
    return len(text.split(maxsplit=1)) == 1 and not any(sign in text for sign in ":@#")


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a title names something. The steps are taken in this order.

    Attributes:
        start: the title must begin with one of them, which is cut; a ``*`` in it is anything.
        end: the title must end with one of them, which is cut; a ``*`` in it is anything.
        between: what lies between the parts of the rest.
        only: the number of the part that is looked at, from 0, or from -1 at the end; there must be others.
            None: the first part, then as many parts from there as it takes.
        after: of the part, only what is after the last such text.
        in_folder: a folder must stand behind the name: in ``brackets``, or as the ``next`` part.
        what: what the name must be, one of: ``file``, called like one; ``word``, a file's name in one word,
            for programs that also write sentences, chats or mails there; ``path``; ``folder``, no address;
            ``project``, one word; ``name``, whatever it is, because its place is that of a name alone.
        never: names that are none.
        shell: the title is USER@HOST: FOLDER, as shells write it; no other step is taken.
    """

    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    between: tuple[str, ...] = _BETWEEN
    only: int | None = None
    after: str = ""
    in_folder: Literal["", "brackets", "next"] = ""
    what: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    shell: bool = False

    def named(self, title: str, names: FileNames) -> str | None:
        """What the title names in this way; None where it doesn't."""
        if self.shell:
            return _folder_of_shell(title)
        text = _without_start(title, self.start)
        text = text and _without_end(text, self.end)
        if not text:
            return None
        for part, next_is_folder in self._parts(text):
            name = self._name(part, next_is_folder, names)
            if name is not None:
                return name or None
        return None

    def _parts(self, text: str) -> list[tuple[str, bool]]:
        """What may be the name, in the order to ask, and whether a folder comes next."""
        cuts = list(islice(_separators(self.between).finditer(text), _MOST + 1)) if self.between else []
        if self.only is None:
            following = [(text[: cut.start()], _FOLDER.match(text, cut.end()) is not None) for cut in cuts]
            return [*following[:_MOST], (text, False)]
        starts = [0, *(cut.end() for cut in cuts)]
        ends = [*(cut.start() for cut in cuts), len(text)]
        if not -len(starts) <= self.only < len(starts) or not 1 < len(starts) <= _MOST:
            return []
        return [(text[starts[self.only] : ends[self.only]], False)]

    def _name(self, part: str, next_is_folder: bool, names: FileNames) -> str | None:
        """The name in a part; None where a longer part may have it, and empty where none has."""
        text, folder_in_brackets = _bare(part)
        if names.denies(text):
            return ""
        if self.in_folder and not (next_is_folder if self.in_folder == "next" else folder_in_brackets):
            return None
        if self.after:
            text = text.rpartition(self.after)[2]
        name = text[max(text.rfind("/"), text.rfind("\\")) + 1 :].strip()
        if names.denies(name) or name in self.never:
            return ""
        return name if any(self._is(kind, text, name, names) for kind in self.what) else None

    @staticmethod
    def _is(kind: str, text: str, name: str, names: FileNames) -> bool:
        match kind:
            case "file":
                return names.is_file(name)
            case "word":
                return names.is_file(name) and is_word(text)
            case "path":
                return _PATH.match(text) is not None
            case "folder":
                return not any(sign in text for sign in ':@"“„')
            case "project":
                return is_word(name)
            case _:
                return kind == "name"


@lru_cache(maxsize=16)
def _separators(between: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, between)))


def _without_start(title: str, starts: tuple[str, ...]) -> str | None:
    for start in starts:
        first, any_, then = start.partition("*")
        if title.startswith(first):
            at = title.find(then, len(first)) if any_ else len(first)
            if at >= 0:
                return title[at + len(then) :]
    return None if starts else title


def _without_end(title: str, ends: tuple[str, ...]) -> str | None:
    for end in ends:
        first, any_, last = end.partition("*")
        if any_ and title.endswith(last):
            at = title.rfind(first, 0, len(title) - len(last))
            if at >= 0:
                return title[:at]
        elif not any_ and title.endswith(end):
            return title.removesuffix(end)
    return None if ends else title


def _bare(part: str) -> tuple[str, bool]:
    """A part without marks and without notes in brackets, and whether one of these was a folder."""
    text, in_folder = part.strip(), False
    if text.startswith("*") and text.endswith("*"):  # Emacs has its own buffers so
        return "", False
    for mark in _LEADING_MARKS:
        text = text.removeprefix(mark).lstrip()
    for _ in range(_MOST):
        before = text
        for mark in _TRAILING_MARKS:
            text = text.removesuffix(mark).rstrip()
        at = text.rfind(_NOTES[text[-1]]) if text[-1:] in _NOTES else -1
        if at > 0:
            in_folder = in_folder or _FOLDER.match(text, at + 2) is not None
            text = text[:at].rstrip()
        if text == before:
            break
    return text, in_folder


def _folder_of_shell(title: str) -> str | None:
    """The folder behind USER@HOST:, where it is clear where it ends.

    Behind it may be a command, which is nobody's business, and a folder's own name may hold blanks. So it
    must end with the title, or with a prompt's sign, or before a dash.
    """
    title = title.removeprefix("Terminal - ")
    host = _USER_AT_HOST.match(title)
    if host is None:
        return None
    folder, *behind = title[host.end() :].split(maxsplit=1)
    sign = _PROMPT.search(folder)
    if sign is not None:
        return folder[: sign.start()] if sign.end() == len(folder) else None
    clear = all(more.startswith(_DASHES) or _PROMPT.match(more) for more in behind)
    return folder if clear else None
