"""Which domains are endings that many sites share (publicsuffix.org)."""

from __future__ import annotations

from pathlib import Path

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


def registrable(host: str) -> str:
    """What of a host somebody has registered: ``example.co.uk`` of ``mail.example.co.uk``.

    The host itself where it is no more than an ending, an address in figures or a single name. Only the
    list's lines for its last label are taken: a few milliseconds, for a menu that is about to be shown.
    """
    last = host.rpartition(".")[2]
    if not last or last.isdecimal() or ":" in host:
        return host
    from publicsuffixlist import PSLFILE, PublicSuffixList

    ends = tuple(form for own in spellings(last) for form in (f".{own}\n", f"\n{own}\n"))
    with Path(PSLFILE).open(encoding="utf-8") as file:
        lines = [line for line in file if f"\n{line}".endswith(ends)]
    return PublicSuffixList(lines).privatesuffix(host) or host
