"""What of a span may have an age of its own."""

from __future__ import annotations

from enum import StrEnum


class Detail(StrEnum):
    """A part of what is kept that goes at its own age; the values are what settings call them."""

    URLS = "urls"
    TITLES = "titles"
    DOMAINS = "domains"
    APPS = "apps"
    SPANS = "spans"

    @property
    def setting(self) -> str:
        """The setting that says how long it is kept."""
        return f"keep-{self.value}"

    @property
    def fields(self) -> frozenset[str]:
        """The fields of an activity that go with it: what is coarse takes along what would tell it.

        A URL names its site, and a window's title mostly its application. Empty for spans,
        which go as a whole.
        """
        return _FIELDS[self]


_FIELDS = {
    Detail.URLS: frozenset({"url"}),
    Detail.TITLES: frozenset({"title", "document"}),
    Detail.DOMAINS: frozenset({"domain", "url"}),
    Detail.APPS: frozenset({"app", "title", "document"}),
    Detail.SPANS: frozenset[str](),
}
