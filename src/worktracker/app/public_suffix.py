"""Which domains are endings that many sites share (publicsuffix.org)."""

from __future__ import annotations

from worktracker.privacy.rules import is_plain
from worktracker.privacy.web import spellings


def is_public_suffix(domain: str) -> bool:
    """Whether ``domain`` is such an ending (``co.uk``, ``github.io``, ``com``), in any spelling.

    The list takes 0.1 s and 4 MB to load: only for who adds a rule.
    """
    if not is_plain(domain):
        return False
    from publicsuffixlist import PublicSuffixList

    suffixes = PublicSuffixList(accept_unknown=False)
    return any(form and suffixes.is_public(form) for form in spellings(domain))
