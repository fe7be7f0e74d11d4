"""The messages between the running app and the programs that talk to it.

One message is one line of UTF-8 JSON, at most 64 KiB with its newline. A client sends

    {"v":1,"command":"pause","arguments":{"for_ms":900000}}

reads one reply, and only then sends the next request:

    {"v":1,"ok":true,"result":{}}
    {"v":1,"ok":false,"error":{"title":"…","message":"…","hint":"…","exit_code":1}}

A client that asked to hear of events (``browser-hello``) is sent, between the replies,

    {"event":"state","recording":true,"url_level":"domain"}

Parsing is strict: another version, a key too many or a wrong type is refused. A refusal never
quotes what it refuses.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from worktracker.errors import ExitCode, WorkTrackerError

VERSION = 1
MAX_LINE_BYTES = 65_536

_COMMAND = re.compile(r"[a-z][a-z0-9-]{0,63}")
_LONGEST_TEXT = 2_000  # characters of a refusal's title, message or hint

T = TypeVar("T")


class ProtocolError(WorkTrackerError):
    """A message breaks the protocol. Says which rule of it, never what the message held."""

    title = "That message can't be understood"


@dataclass(frozen=True, slots=True)
class Request:
    """A command with its arguments, which may be private (rules, titles): they show in no repr."""

    command: str
    arguments: Mapping[str, object]

    def __repr__(self) -> str:
        return f"Request({self.command})"

    def expect(self, *names: str) -> None:
        """Refuse every argument that isn't one of ``names``.

        Raises:
            ProtocolError: there is another.
        """
        if not self.arguments.keys() <= set(names):
            raise ProtocolError(f"The command {self.command} was sent with an argument it does not know.")

    def required(self, name: str, kind: type[T]) -> T:
        """The argument ``name``, which must be there.

        Raises:
            ProtocolError: it is missing, null, or not of the JSON type ``kind`` stands for.
        """
        value = self.optional(name, kind)
        if value is None:
            raise ProtocolError(f"The command {self.command} was sent without its argument {name}.")
        return value

    def optional(self, name: str, kind: type[T]) -> T | None:
        """The argument ``name``; None where it is missing or null.

        Raises:
            ProtocolError: it is not of the JSON type ``kind`` stands for (a bool is no int).
        """
        value = self.arguments.get(name)
        if value is not None and type(value) is not kind:
            raise ProtocolError(f"The command {self.command} was sent with a wrong type of {name}.")
        return cast("T | None", value)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request was not granted, as a :class:`WorkTrackerError` says it."""

    title: str
    message: str
    hint: str
    exit_code: ExitCode

    @classmethod
    def of(cls, error: WorkTrackerError) -> Refusal:
        """What ``error`` says, cut to what surely fits a line."""
        title, message, hint = (text[:_LONGEST_TEXT] for text in (error.title, error.message, error.hint))
        return cls(title, message, hint, error.exit_code)


def encode_request(request: Request) -> bytes:
    """The line, newline included.

    Raises:
        ProtocolError: it would be too long, or holds what JSON or UTF-8 can't say.
    """
    message = {"v": VERSION, "command": request.command, "arguments": dict(request.arguments)}
    return _encode(message, on_bad_text="strict")


def decode_request(line: bytes) -> Request:
    """The request in ``line``, which comes without its newline.

    Raises:
        ProtocolError: it is not one.
    """
    message = _versioned(_decode(line), {"v", "command", "arguments"})
    command, arguments = message["command"], message["arguments"]
    if not isinstance(command, str) or not _COMMAND.fullmatch(command):
        raise ProtocolError("The request's command is not a word.")
    return Request(command, _object(arguments))


def encode_result(result: Mapping[str, object]) -> bytes:
    """The line that grants a request, newline included.

    Text that UTF-8 can't say (a file name of odd bytes) gets question marks.

    Raises:
        ProtocolError: it would be too long, or holds what JSON can't say.
    """
    return _encode({"v": VERSION, "ok": True, "result": dict(result)}, on_bad_text="replace")


def encode_event(event: str, fields: Mapping[str, object]) -> bytes:
    """The line that tells of something nobody asked for at that moment, newline included.

    Raises:
        ProtocolError: it would be too long, or holds what JSON can't say.
    """
    return _encode({"event": event, **fields}, on_bad_text="replace")


def encode_refusal(refusal: Refusal) -> bytes:
    """The line that refuses a request, newline included."""
    error = {
        "title": refusal.title,
        "message": refusal.message,
        "hint": refusal.hint,
        "exit_code": int(refusal.exit_code),
    }
    return _encode({"v": VERSION, "ok": False, "error": error}, on_bad_text="replace")


def decode_reply(line: bytes) -> dict[str, object] | Refusal:
    """The result or the refusal in ``line``, which comes without its newline.

    Raises:
        ProtocolError: it is neither.
    """
    message = _decode(line)
    if message.get("ok") is True:
        return _object(_versioned(message, {"v", "ok", "result"})["result"])
    if message.get("ok") is not False:
        raise ProtocolError("The reply says neither yes nor no.")
    error = _object(_versioned(message, {"v", "ok", "error"})["error"])
    _require_keys(error, {"title", "message", "hint", "exit_code"})
    title, text, hint, code = (error[key] for key in ("title", "message", "hint", "exit_code"))
    if not (isinstance(title, str) and isinstance(text, str) and isinstance(hint, str)):
        raise ProtocolError("The reply's error is not made of words.")
    if type(code) is not int or code not in {int(known) for known in ExitCode}:
        raise ProtocolError("The reply's exit code is unknown.")
    return Refusal(title, text, hint, ExitCode(code))


def _encode(message: dict[str, Any], *, on_bad_text: str) -> bytes:
    try:
        text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        line = text.encode("utf-8", on_bad_text) + b"\n"
    except (TypeError, ValueError, RecursionError):
        raise ProtocolError("The message holds what can't be sent.") from None
    if len(line) > MAX_LINE_BYTES:
        raise ProtocolError("The message is too long to be sent.")
    return line


def _decode(line: bytes) -> dict[str, object]:
    if len(line) >= MAX_LINE_BYTES:
        raise ProtocolError("The message is too long.")
    try:
        message = json.loads(
            line.decode("utf-8"),
            object_pairs_hook=_without_repeats,
            parse_float=_finite,
            parse_constant=_finite,
        )
        json.dumps(message, ensure_ascii=False).encode("utf-8")  # "\ud800" is JSON, but no text
    except (ValueError, RecursionError):
        # Without the cause: a JSONDecodeError carries the whole line with it.
        raise ProtocolError("The message is not UTF-8 JSON.") from None
    return _object(message)


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not a number that JSON knows")
    return number


def _versioned(message: dict[str, object], keys: set[str]) -> dict[str, object]:
    version = message.get("v")
    if type(version) is not int or version != VERSION:
        raise ProtocolError(
            "The two programs speak different versions.",
            "After an update, quit worktracker and start it again.",
        )
    _require_keys(message, keys)
    return message


def _require_keys(message: dict[str, object], keys: set[str]) -> None:
    if message.keys() != keys:
        raise ProtocolError("The message has a key too many or too few.")


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ProtocolError("The message is not a JSON object where it must be one.")
    return cast("dict[str, object]", value)
