"""A name that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], more: str = "") -> str:
    """``Did you mean Work?`` before ``more``; that alone where no known name is near."""
    from difflib import get_close_matches  # only a mistake needs it

    of = {each.casefold(): each for each in known}
    near = get_close_matches(name.casefold(), of, n=1)
    if not near:
        return more
    asked = f"Did you mean {of[near[0]]}?"
    return f"{asked} {more}".rstrip()
