"""What of a URL is a site, and what must never be kept of it."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize

# The dots of other scripts (RFC 3490, 3.1).
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_WITH_PORT = re.compile(r"\[(?P<v6>[^\]]*)\](?::\d*)?|(?P<host>[^:]*):\d*")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S")  # RFC 3986, 3.1
# An address that is taken apart and put together again as it stands: most are.
_PLAIN = re.compile(
    r"https?://(?P<host>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?:/[!-\"$->@-~]*)?(?:\?[!-\"$-~]+)?(?:#[!-~]+)?"
)
_WEB_SCHEMES = frozenset({"http", "https"})


class Address(NamedTuple):
    """What of a web page's address may be kept at most; None where it isn't a web page's.

    Attributes:
        domain: its host in lower case, without port.
        public_url: all of it but user name and password.
    """

    domain: str | None
    public_url: str | None


_NOWHERE = Address(None, None)


def address_of(url: str | None) -> Address:
    """What of an address names a site.

    Only ``http`` and ``https`` do: the path of a ``file:`` URL is no domain, and ``about:``,
    ``chrome:``, ``data:``, ``javascript:`` and extension pages have none.
    """
    if not url:
        return _NOWHERE
    if plain := _PLAIN.fullmatch(url):
        return Address(plain["host"], url)
    from urllib.parse import urlsplit, urlunsplit  # half a megabyte that nobody pays without a browser

    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # "Invalid IPv6 URL"
        return _NOWHERE
    if parts.scheme not in _WEB_SCHEMES or not host:
        return _NOWHERE
    return Address(host, urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))


def is_address(text: str) -> bool:
    """Whether ``text`` is an address at all, of a web page or of something else (``about:config``)."""
    if not _SCHEME.match(text.strip()):
        return False
    web = text.strip().lower().startswith(("http:", "https:"))
    return not web or address_of(text).domain is not None


def shows_address(title: str, domain: str | None) -> bool:
    """Whether a browser's window shows an address where a page has its title, or as a part of it.

    Without a title of its own a page has its address there, without scheme, ``www.`` and escapes.

    Args:
        title: the window's, with or without the browser's name behind it.
        domain: the page's site, if that is known.
    """
    if not _ADDRESS_MARK.search(title):
        return False
    if _BEGINS_LIKE_ADDRESS.match(title):
        return True
    words = _BROWSER_NAME.sub("", title).split()
    for word in words:
        found = _HOST_AND_MORE.fullmatch(word.lstrip("([{<\"'„“‘«"))
        if found is None or not (found["port"] or (found["more"] or "/") != "/"):
            continue
        if domain is not None and _is_same_site(found["host"], domain):
            return True
        if len(words) == 1 and ("." in found["host"] or found["port"]):
            return True  # the address that the tab is about to go to
    return False


# view-source:, blob: and filesystem: show another address's page; data: as RFC 2397 has it.
_BEGINS_LIKE_ADDRESS: Final = re.compile(
    r"\s*(?:(?:view-source|blob|filesystem|javascript):|https?:/|file:/|data:(?:[\w.+-]+/[\w.+-]+)?[;,])",
    re.IGNORECASE,
)
_ADDRESS_MARK: Final = re.compile(r"[/?#:]")
_BROWSER_NAME: Final = re.compile(r" [-–—] [^-–—]*\Z")
_HOST_AND_MORE: Final = re.compile(
    r"(?:https?://)?(?P<host>\[[0-9a-f:.]+\]|[\w.-]+)(?P<port>:\d+)?(?P<more>[/?#].*)?", re.IGNORECASE
)


def _is_same_site(shown: str, domain: str) -> bool:
    one, other = (name.strip("[]").removeprefix("www.") for name in (shown.lower(), domain.lower()))
    return one == other or not {*spellings(one)}.isdisjoint(spellings(other))


@lru_cache(maxsize=64)
def spellings(domain: str) -> tuple[str, ...]:
    """Every way to write a domain, in lower case and without port and final dot.

    An international name has one in its own letters and one or two in ASCII: the older rules (RFC
    3490) write ``straße.de`` as ``strasse.de``, today's (RFC 5891) as ``xn--strae-oqa.de``. Two
    names are one site where they share a spelling; where that joins two sites, both are excluded.
    """
    bare = _bare(domain)
    if bare.isascii() and "xn--" not in bare:
        return (bare,)
    own = ".".join(_from_ascii(label) for label in bare.split("."))
    forms = [own, bare, ".".join(_to_ascii(label) for label in own.split("."))]
    with suppress(UnicodeError):  # empty or over-long labels, characters of globs
        forms.append(own.encode("idna").decode("ascii"))
    return tuple(dict.fromkeys(forms))


def _bare(domain: str) -> str:
    bare = domain.strip().lower().translate(_DOTS)
    if found := _WITH_PORT.fullmatch(bare):
        bare = found["v6"] or found["host"] or ""
    return bare.strip(".")


def _from_ascii(label: str) -> str:
    """The label in its own letters, if it is one of RFC 3492's."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except UnicodeError:
        return label


def _to_ascii(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + normalize("NFC", label).encode("punycode").decode("ascii")
