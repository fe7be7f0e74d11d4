from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from Xlib import Xatom

from worktracker.capture.x11.connection import Property
from worktracker.capture.x11.text import class_and_instance, text

UTF8, COMPOUND = 300, 301


def shown(content: bytes, kind: int = UTF8, *, cut: bool = False) -> str | None:
    return text(Property(kind, 8, content, cut), COMPOUND)


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        (UTF8, "Grüße".encode(), "Grüße"),
        (UTF8, b"a\xffb", "a\ufffdb"),
        (UTF8, b"title\0", "title"),
        (UTF8, b"title\0rest", "title"),
        (UTF8, b"", None),
        (Xatom.STRING, b"Gr\xfc\xdfe", "Grüße"),
        (COMPOUND, b"plain", "plain"),
        (COMPOUND, b"Gr\xfc\xdfe", "Grüße"),
        (COMPOUND, b"\x1b-B\xb9\x1b-A\xfc", "šü"),
        (COMPOUND, b"a\x1b%G\xe2\x82\xac\x1b%@\xe9", "a€é"),
        (COMPOUND, b"\x1b$(B\x46\x7c\x4b\x5c\x1b(B!", "日本!"),
    ],
)
def test_text_of_a_property(kind: int, content: bytes, expected: str | None) -> None:
    assert shown(content, kind) == expected


def test_a_character_cut_in_two_by_the_limit_is_left_out() -> None:
    assert shown("€€".encode()[:-1], cut=True) == "€"
    assert shown("€€".encode()[:-1]) == "€\ufffd"


def test_what_is_no_text() -> None:
    assert text(None, COMPOUND) is None
    assert text(Property(UTF8, 32, [1, 2], False), COMPOUND) is None


@given(st.binary(), st.sampled_from([UTF8, COMPOUND, Xatom.STRING]), st.booleans())
def test_nothing_fails(content: bytes, kind: int, cut: bool) -> None:
    found = text(Property(kind, 8, content, cut), COMPOUND)
    assert found is None or (found and "\0" not in found)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"navigator\0Firefox\0", ("Firefox", "navigator")),
        (b"navigator\0Firefox", ("Firefox", "navigator")),
        (b"only", (None, "only")),
        (b"a\0\0", (None, "a")),
        (b"\0B\0", ("B", None)),
        (b"", (None, None)),
        ("a\0Ünï\0".encode(), ("Ünï", "a")),
        (b"a\0\xdcn\xef\0", ("Ünï", "a")),
    ],
)
def test_wm_class(content: bytes, expected: tuple[str | None, str | None]) -> None:
    assert class_and_instance(Property(Xatom.STRING, 8, content, False)) == expected
