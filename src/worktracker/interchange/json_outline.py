"""JSON documents of any size, read value by value: the outline step by step, what hangs below at once."""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, BinaryIO, NoReturn

from worktracker.interchange.incoming import BadRecordError

_CHUNK = 1 << 18
_LARGEST_VALUE = 1 << 24
_SPACE = re.compile(r"[ \t\n\r]*")
_NOT_JSON = "it is not JSON."


class JsonOutline:
    """One pass over a document (RFC 8259, UTF-8, with or without a byte order mark).

    The caller knows what it expects, as a parser by recursive descent does.

    Args:
        file: read from where it is.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decode = getincrementaldecoder("utf-8")().decode
        self._scan: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder(
            parse_constant=_refuse
        ).raw_decode
        self._text = ""
        self._at = 0
        self._passed = file.tell()  # bytes before the text
        self._singly_until = 0
        self._ended = False
        self._more()
        if self._text.startswith("\ufeff"):
            self._at = 1

    @property
    def offset(self) -> int:
        """How many bytes of the file are passed."""
        passed = self._text[: self._at]
        return self._passed + (len(passed) if passed.isascii() else len(passed.encode()))

    def next(self) -> str:
        """The next character that is no blank, not passed yet; "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def pass_over(self, character: str) -> None:
        """Pass the next character, which must be this one."""
        if self.next() != character:
            self.refuse()
        self._at += 1

    def names(self) -> Iterator[str]:
        """The names of the object that begins here; the caller passes each value before the next."""
        self.pass_over("{")
        if self.next() == "}":
            self._at += 1
            return
        while True:
            name = self.value()
            if not isinstance(name, str):
                self.refuse()
            self.pass_over(":")
            yield name
            if self.next() != ",":
                break
            self._at += 1
        self.pass_over("}")

    def items(self) -> Iterator[Any]:
        """The values of an array of which the bracket is passed already."""
        return chain.from_iterable(self._lists(lambda: [self.value()]))

    def many_items(self) -> Iterator[list[Any]]:
        """As :meth:`items`, as many at once as are at hand; none is passed yet that was not given out."""
        return self._lists(lambda: self._many() or [self.value()])

    def _lists(self, some: Callable[[], list[Any]]) -> Iterator[list[Any]]:
        if self.next() == "]":
            self._at += 1
            return
        while True:
            if values := some():
                yield values
            if self._text[self._at : self._at + 1] == "," or self.next() == ",":
                self._at += 1
            else:
                break
        self.pass_over("]")

    def _many(self) -> list[Any]:
        """The next values up to an object's end with a comma behind it; none where that can't be told."""
        self.next()
        begin, end = self._at, self._text.rfind("},") + 1
        if end <= max(begin, self._singly_until):
            return []
        try:
            values, passed = self._scan(f"[{self._text[begin:end]}]", 0)
        except (ValueError, RecursionError):
            self._singly_until = end  # it ends within a text, or within another object
            return []
        self._at = begin + passed - 2  # of the two brackets; the array may end before that comma
        return values

    def value(self) -> Any:
        """The value that comes next, whole."""
        self.next()
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except (ValueError, RecursionError):
                # Perhaps the rest of it is not read yet.
                if len(self._text) - self._at > _LARGEST_VALUE or not self._more():
                    self.refuse()
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._at = end
            return value

    def end(self) -> None:
        """Nothing may come any more."""
        if self.next():
            self.refuse()

    def refuse(self) -> NoReturn:
        """Say where the document is none."""
        raise BadRecordError(f"Byte {self.offset + 1}", _NOT_JSON)

    def _more(self) -> bool:
        """Read on; whether there was something."""
        if self._ended:
            return False
        self._passed = self.offset
        rest = self._text[self._at :]
        chunk = self._file.read(max(_CHUNK, len(rest)))
        self._ended = not chunk
        try:
            self._text = rest + self._decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            raise BadRecordError(f"After byte {self._passed}", "it is not UTF-8.") from None
        self._at = self._singly_until = 0
        return not self._ended


def _refuse(_: str) -> NoReturn:
    raise ValueError
