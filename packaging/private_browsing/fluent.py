"""Every text that a Fluent message can become, for as much of the syntax as window titles use.

A title is chosen by platform, grammatical case and the like. Which choice a browser will make
is not asked here: all of them are wanted. Syntax: https://projectfluent.org/fluent/guide/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

_VARIANT = re.compile(r"\s*\*?\[\s*[^\]]+\s*\][ \t]*")
_SELECTOR_ARROW = re.compile(r"\s*->")
_REFERENCE = re.compile(r'\s*("[^"]*"|-?\$?[A-Za-z][\w-]*)(\.[\w-]+)?\s*(\([^)]*\))?\s*')


def entries(source: str) -> dict[str, str]:
    """The messages and terms of a Fluent file: their raw text by identifier.

    An attribute is found under ``message.attribute``.
    """
    found: dict[str, str] = {}
    name = attribute = ""
    for line in source.splitlines():
        if match := re.match(r"(-?[A-Za-z][\w-]*)\s*=(.*)", line):
            name, attribute = match[1], ""
            found[name] = match[2]
        elif name and (match := re.match(r"\s+\.([A-Za-z][\w-]*)\s*=(.*)", line)):
            attribute = f"{name}.{match[1]}"
            found[attribute] = match[2]
        elif name and (not line or line[0].isspace() or line[0] == "}"):
            found[attribute or name] += "\n" + line
        elif not line.startswith("#"):
            name = ""
    return found


def texts(raw: str, places: Mapping[str, str]) -> list[str]:
    """All texts that ``raw`` can become, in the order written, each once.

    Args:
        raw: a message's text as :func:`entries` gives it.
        places: what to put for a reference (``-brand-full-name``, ``$website``).

    Raises:
        ValueError: a reference that ``places`` does not name, or syntax not understood.
    """
    found, end = _Reader(raw, places).pattern(0, variant=False)
    if raw[end:].strip():
        raise ValueError("text after the end of a message")
    return list(dict.fromkeys(" ".join(text.split()) for text in found))


class _Reader:
    def __init__(self, raw: str, places: Mapping[str, str]) -> None:
        self._raw = raw
        self._places = places

    def pattern(self, at: int, *, variant: bool) -> tuple[list[str], int]:
        """Read text and placeables from ``at``; a variant ends where the next one or ``}`` begins."""
        parts: list[list[str]] = []
        while at < len(self._raw):
            char = self._raw[at]
            if char == "{":
                alternatives, at = self._placeable(at + 1)
                parts.append(alternatives)
            elif variant and (char == "}" or (char == "\n" and re.match(r"\s*(\*?\[|\})", self._raw[at:]))):
                break
            else:
                parts.append([char])
                at += 1
        return ["".join(chosen) for chosen in product(*parts)], at

    def _placeable(self, at: int) -> tuple[list[str], int]:
        reference = self._match(_REFERENCE, at)
        at = reference.end()
        if arrow := _SELECTOR_ARROW.match(self._raw, at):
            return self._variants(arrow.end())
        if self._raw[at] != "}":
            raise ValueError("a placeable that does not end")
        name = reference[1]
        if name.startswith('"'):
            return [name[1:-1]], at + 1
        if name not in self._places:
            raise ValueError(f"unknown reference {name}")
        return [self._places[name]], at + 1

    def _variants(self, at: int) -> tuple[list[str], int]:
        found: list[str] = []
        while variant := _VARIANT.match(self._raw, at):
            alternatives, at = self.pattern(variant.end(), variant=True)
            found += alternatives
        end = self._match(re.compile(r"\s*\}"), at)
        return found, end.end()

    def _match(self, expected: re.Pattern[str], at: int) -> re.Match[str]:
        found = expected.match(self._raw, at)
        if found is None:
            raise ValueError("syntax not understood")
        return found
