"""What of a URL is a site, and what must never be kept of it."""

from __future__ import annotations

_WEB_SCHEMES = frozenset({"http", "https"})


def domain_of(url: str | None) -> str | None:
    """The host of a web page's URL in lower case, without port; None if it isn't a web page.

    Only ``http`` and ``https`` name a site: the path of a ``file:`` URL is no domain, and
    ``about:``, ``chrome:``, ``data:``, ``javascript:`` and extension pages have none.
    """
    if not url:
        return None
    from urllib.parse import urlsplit  # half a megabyte that nobody pays without a browser

    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:  # "Invalid IPv6 URL"
        return None
    if parts.scheme.lower() not in _WEB_SCHEMES or not host:
        return None
    return host.rstrip(".") or None


def public_url(url: str | None) -> str | None:
    """The URL without user name and password; None if it isn't a web page's."""
    if domain_of(url) is None or url is None:
        return None
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(url.strip())
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def ascii_domain(domain: str) -> str:
    """The domain in lower case and in its ASCII form (RFC 3490), so that both spellings compare equal."""
    bare = domain.strip().lower().strip(".")
    try:
        return bare.encode("idna").decode("ascii")
    except UnicodeError:  # empty or over-long labels, glob characters
        return bare
