"""Why a span holds what it holds: who saw it, and what kept things out of it."""

from __future__ import annotations

from enum import IntEnum, IntFlag


class SeenBy(IntEnum):
    """What saw the time that a span covers; the numbers are those in the store.

    ``UNKNOWN`` also stands for what no source saw: written by hand, imported, or recorded
    before this was kept.
    """

    UNKNOWN = 0
    X11 = 1
    PORTABLE = 2
    BROWSER = 3
    SWAY = 4
    WLROOTS = 5
    KWIN = 6
    GNOME = 7

    @property
    def label(self) -> str | None:
        """``x11``, ``portable`` and so on; None where it is not known."""
        return None if self is SeenBy.UNKNOWN else self.name.lower()


class Cut(IntFlag):
    """What kept something out of an active span that was there to be kept, or kept it active.

    A level or a kind of rule, never which rule. The commonest is the smallest, so that it
    takes no second byte in the store. The two that keep it active let the span be active though the idle
    threshold had passed: the user's list, or the program's wish that the session not go idle.
    """

    NONE = 0
    URLS_DOMAIN = 1
    BROWSER_UNVOUCHED = 2
    TITLES_OFF = 4
    RULE_HIDE_TITLE = 8
    APPS_OFF = 16
    URLS_NONE = 32
    RULE_DOMAIN_ONLY = 64
    KEEP_ACTIVE_LIST = 128
    KEEP_ACTIVE_INHIBITOR = 256
    DOCUMENTS_OFF = 512
    PAGE_UNKNOWN = 1024

    @property
    def label(self) -> str | None:
        """``titles-off+urls-domain`` and the like; None where nothing was kept out."""
        return "+".join(_WORDS[bit] for bit in self) or None

    @classmethod
    def from_label(cls, label: str) -> Cut:
        """The opposite of :attr:`label`.

        Raises:
            ValueError: a word is not known.
        """
        found = cls.NONE
        for word in label.split("+"):
            if word not in _BY_WORD:
                raise ValueError
            found |= _BY_WORD[word]
        return found


_WORDS = {cut: cut.name.lower().replace("_", "-") for cut in Cut if cut.name}
_BY_WORD = {word: cut for cut, word in _WORDS.items()}
