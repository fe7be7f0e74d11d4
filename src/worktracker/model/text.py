"""Text from outside, made fit to be kept."""

from __future__ import annotations

import re

MAX_TEXT = 1024
"""The most characters of one title, URL or name that are kept, the mark of a cut included."""

CUT_MARK = "…"

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def fit(text: str) -> str:
    """``text`` with a blank in place of control characters and lone surrogates."""
    # What is printable holds none of them; to ask that is ten times as quick.
    return text if text.isprintable() else _UNFIT.sub(" ", text)


def clean(text: str | None) -> str | None:
    """``text`` without control characters and lone surrogates, cut to :data:`MAX_TEXT`.

    What was cut ends in :data:`CUT_MARK`. Text that holds nothing but blanks is None.
    """
    if not text:
        return None
    if len(text) <= MAX_TEXT and text.isprintable():
        return text.strip() or None
    # Far more than is kept is not looked at: a title may be a megabyte long.
    kept = fit(text[: 4 * MAX_TEXT]).strip()
    if len(kept) > MAX_TEXT or len(text) > 4 * MAX_TEXT:
        kept = kept[: MAX_TEXT - 1] + CUT_MARK
    return kept or None
