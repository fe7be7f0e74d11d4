"""Addresses that stand as they are kept are not taken apart; it must come to the same."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from hypothesis import example, given, settings
from hypothesis import strategies as st

from worktracker.privacy.web import Address, address_of

_PARTS = st.sampled_from(
    [
        *"http https HTTP :// : / // ? # @ . .. a B example.org www. user:secret@ [::1] :80 %20 ü".split(),  # noqa: SIM905
        *(" ", "\t", "\\", ";x", "_", "-", "&", "=", "~", "\x7f", "\n"),
    ]
)


def _taken_apart(url: str) -> Address:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return Address(None, None)
    if parts.scheme not in ("http", "https") or not host:
        return Address(None, None)
    return Address(host, urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))


@settings(max_examples=1000, deadline=None)
@given(st.lists(_PARTS, max_size=12).map("".join).map(lambda rest: "https://" + rest))
@example("https://example.org")
@example("https://example.org/?")
@example("https://example.org/#")
@example("https://example.org?a#b?c#d")
@example("https://example.org/a b")
def test_an_address_comes_to_what_the_standard_library_makes_of_its_parts(url: str) -> None:
    assert address_of(url) == _taken_apart(url)
