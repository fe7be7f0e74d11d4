"""Bytes of a window's properties as text, after ICCCM 2.7.1 and EWMH.

``STRING`` is Latin-1, ``UTF8_STRING`` is UTF-8, ``COMPOUND_TEXT`` is read as far as Python
knows its character sets (Compound Text Encoding 1.1, X Consortium standard). Broken bytes
become U+FFFD; nothing here ever fails.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from Xlib import Xatom

from worktracker.capture.x11.connection import Property

_LATIN_1: Final = "latin-1"
_ESCAPE = re.compile(rb"\x1b(\x25[\x47\x40]|[\x20-\x2f]+[\x30-\x7e])")
_SINGLE = {b"A": "latin-1", b"B": "iso8859-2", b"C": "iso8859-3", b"D": "iso8859-4", b"F": "iso8859-7"} | {
    b"G": "iso8859-6", b"H": "iso8859-8", b"L": "iso8859-5", b"M": "iso8859-9",
}  # fmt: skip
_DOUBLE = {b"A": "gb2312", b"B": "euc_jp", b"C": "euc_kr"}


def text(found: Property | None, compound_text: int) -> str | None:
    """The text in a property; None where it holds none. ``compound_text`` is that type's atom."""
    if found is None or not isinstance(found.value, bytes):
        return None
    if found.type == Xatom.STRING:
        decoded = found.value.decode(_LATIN_1)
    elif found.type == compound_text:
        decoded = _compound(found.value)
    else:
        # Without the last bytes of a character that the reading limit has cut in two.
        decoded = codecs.getincrementaldecoder("utf-8")("replace").decode(found.value, final=not found.cut)
    return decoded.partition("\0")[0] or None


def class_and_instance(found: Property | None) -> tuple[str | None, str | None]:
    """Class and instance name in WM_CLASS (ICCCM 4.1.2.5: instance, NUL, class, NUL)."""
    if found is None or not isinstance(found.value, bytes):
        return None, None
    try:
        words = found.value.decode("utf-8")  # not what ICCCM says, but what toolkits write
    except UnicodeDecodeError:
        words = found.value.decode(_LATIN_1)
    instance, _, rest = words.partition("\0")
    return rest.partition("\0")[0] or None, instance or None


def _compound(data: bytes) -> str:
    """The text of COMPOUND_TEXT: pieces, each introduced by an escape that names its character set."""
    pieces: list[str] = []
    left, right = "ascii", _LATIN_1
    parts = _ESCAPE.split(data)
    for escape, piece in zip([b"", *parts[1::2]], parts[::2], strict=True):
        if escape == b"%G":
            pieces.append(piece.decode("utf-8", "replace"))
            continue
        if escape[:1] == b"-":
            right = _SINGLE.get(escape[1:], _LATIN_1)
        elif escape[:1] == b"(":
            left = "ascii"
        elif escape[:2] == b"$(":
            left = _DOUBLE.get(escape[2:], "ascii")
        elif escape[:2] == b"$)":
            right = _DOUBLE.get(escape[2:], _LATIN_1)
        if left != "ascii":
            # The set's bytes stand in the left half; the EUC codecs expect them in the right one.
            pieces.append(bytes(byte | 0x80 for byte in piece).decode(left, "replace"))
        else:
            pieces.append(piece.decode(right, "replace"))
    return "".join(pieces)
