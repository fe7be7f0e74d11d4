"""Reads Chromium's resource packs, the files that hold its translations.

Layout, version 5 (chromium: ui/base/resource/data_pack.cc): u32 version, u8 encoding, 3 bytes of
padding, u16 number of resources, u16 number of aliases; per resource u16 id and u32 offset, with
one more entry that ends the last; per alias u16 id and u16 index of a resource.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path

_VERSION = 5
_HEADER = struct.Struct("<IB3xHH")
_ENTRY = struct.Struct("<HI")
_ALIAS = struct.Struct("<HH")
_CODECS = {0: "utf-8", 1: "utf-8", 2: "utf-16-le"}


def read_strings(path: Path) -> dict[int, str]:
    """The texts of a pack by resource id.

    Raises:
        ValueError: not a pack of version 5.
    """
    raw = path.read_bytes()
    version, encoding, resources, aliases = _HEADER.unpack_from(raw)
    if version != _VERSION or encoding not in _CODECS:
        raise ValueError(f"{path.name}: not a resource pack of version {_VERSION}")
    entries = [_ENTRY.unpack_from(raw, _HEADER.size + i * _ENTRY.size) for i in range(resources + 1)]
    found: dict[int, str] = {}
    for (resource, start), (_, end) in pairwise(entries):
        found[resource] = raw[start:end].decode(_CODECS[encoding], "replace")
    after = _HEADER.size + (resources + 1) * _ENTRY.size
    for i in range(aliases):
        alias, index = _ALIAS.unpack_from(raw, after + i * _ALIAS.size)
        found[alias] = found[entries[index][0]]
    return found


def read_identifiers(path: Path) -> dict[str, int]:
    """Resource ids by name, from a pack's ``.pak.info`` (lines of ``NAME,ID,FILE``)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: int(number) for name, number, _ in (line.split(",", 2) for line in lines)}
